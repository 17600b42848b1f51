"""A preprint and the article it has become: two records, of which a citation may mix identifier and place."""

from __future__ import annotations

from dataclasses import replace

from ccsvi_refs.model import Notice, Reference
from ccsvi_refs.resolving import deciding
from ccsvi_refs.resolving.cases import Case, in_a_journal, source

#: How sure the article has to be, which is looked for by its title and place alone.
SURE = 0.9


def is_preprint(work: Reference) -> bool:
    """Return whether a record is that of a preprint; registries call it an article that is in no journal."""
    return work.type == "article" and not work.text("volume")


def has_appeared(case: Case) -> bool:
    """Return whether some record names the article that a preprint has become."""
    records = (*case.records, *case.beside)
    return any(notice.kind == "published-version" for record in records for notice in record.notices)


def is_mixed(case: Case, work: Reference) -> bool:
    """Return whether a citation gives a place in a journal, and an identifier that leads to a preprint."""
    return is_preprint(work) and in_a_journal(case.reading)


def link(case: Case, preprint: Reference) -> None:
    """Note which article a mixed citation means, if one that was found is surely it."""
    articles = [record for record in case.found if record.type != "article"]
    plain = replace(case, cited=case.reading.with_fields(DOI=None), identifiers={}, by_identifier={}, found=articles)
    verdict = deciding.decide(plain)
    if verdict.status == "matched" and verdict.work and verdict.confidence >= SURE:
        article = verdict.work.merged
        named = Notice("published-version", source(article), preprint.identifier("doi"), label="Preprint", of=True)
        case.beside.append(replace(article, notices=(*article.notices, named)))
