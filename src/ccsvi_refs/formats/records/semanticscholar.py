"""Semantic Scholar's papers → references.

Fields: https://api.semanticscholar.org/api-docs/graph#tag/Paper-Data. The venue may be empty where the journal has a
name; a preprint of arXiv is an article of a journal called ArXiv, its number the volume's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats.records import printed
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import FIELDS, IdentifierKind, parse
from ccsvi_refs.model import Reference
from ccsvi_refs.text import calendar, paging
from ccsvi_refs.text.values import mapping, mappings, sequence, string

TYPES = {
    "Book": "book", "BookSection": "chapter", "Conference": "paper-conference", "Dataset": "dataset",
    "JournalArticle": "article-journal", "Review": "article-journal",
}  # fmt: skip
_IDENTIFIERS: Mapping[str, IdentifierKind] = {"DOI": "doi", "PubMed": "pmid", "PubMedCentral": "pmcid"}
_ARXIV = ("arxiv", "arxiv.org")


def reference(paper: Mapping[str, Any]) -> Reference:
    """Return one paper as a reference."""
    record = Record("s2")
    kinds = [TYPES[kind] for kind in map(string, sequence(paper.get("publicationTypes"))) if kind in TYPES]
    journal = mapping(paper.get("journal"))
    venue = string(journal.get("name")) or string(paper.get("venue"))
    known = mapping(paper.get("externalIds"))
    preprint = venue.lower() in _ARXIV
    kind = "paper-conference" if "paper-conference" in kinds else kinds[0] if kinds else "document"
    record.set("type", "article" if preprint else kind)
    title = string(paper.get("title"))
    record.set("title", printed.title(title), title)
    names = [string(author.get("name")) for author in mappings(paper.get("authors"))]
    record.set("author", printed.names(names), names)
    if preprint:
        record.set("publisher", "arXiv")
    else:
        record.text("container-title", venue)
        record.set("volume", string(journal.get("volume")))
        record.set("page", paging.expand(string(journal.get("pages")).strip()))
    _issued(record, paper)
    for name, field in _IDENTIFIERS.items():
        found = parse(field, string(known.get(name)) if field != "pmcid" else f"PMC{string(known.get(name))}")
        record.set(FIELDS[field], found.value if found else "", known.get(name))
    number = string(known.get("ArXiv"))
    record.set("number", f"arXiv:{number}" if number and preprint else "")
    return record.reference(record.data.get("DOI") or string(paper.get("paperId")))


def _issued(record: Record, paper: Mapping[str, Any]) -> None:
    year, text = string(paper.get("year")), string(paper.get("publicationDate"))
    # A paper of a conference has the date of its preprint here, and the conference's year.
    date = calendar.slashed(text if text.startswith(year) and not text.endswith("-01-01") else year)
    record.set("issued", date.to_csl() if date and date.parts else None, text or year)
