"""OpenAlex's works → references.

Fields: https://docs.openalex.org/api-entities/works/work-object. Authors' ``display_name`` is that of a person, who may
be another one; ``raw_author_name`` is what is printed. A date known to the year alone is given as its first of January.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ccsvi_refs.formats import capitals, cleaning, languages
from ccsvi_refs.formats.records import crossref, printed
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import FIELDS, IdentifierKind, parse
from ccsvi_refs.model import Notice, Reference
from ccsvi_refs.text import calendar, paging
from ccsvi_refs.text.values import mapping, mappings, string

#: OpenAlex's type → CSL type, where Crossref's is not given.
TYPES = {
    "article": "article-journal", "book": "book", "book-chapter": "chapter", "dataset": "dataset",
    "dissertation": "thesis", "editorial": "article-journal", "erratum": "article-journal", "letter": "article-journal",
    "preprint": "article", "reference-entry": "entry", "report": "report", "review": "article-journal",
    "software": "software", "standard": "standard",
}  # fmt: skip
#: Words of an abstract that are read.
_MOST_WORDS = 10_000
_KINDS: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid")


def reference(work: Mapping[str, Any]) -> Reference:
    """Return one work as a reference; a retraction, and the preprint or published version, become notices."""
    record = Record("openalex")
    crossref_type = string(work.get("type_crossref"))
    kind = crossref.TYPES.get(crossref_type) or TYPES.get(string(work.get("type")), "document")
    record.set("type", kind, crossref_type or work.get("type"))
    title = string(work.get("title")) or string(work.get("display_name"))
    record.set("title", capitals.sentence(printed.title(title)), title)
    names = [string(item.get("raw_author_name")) or _shown(item) for item in mappings(work.get("authorships"))]
    record.set("author", printed.names(names), names)
    _place(record, work)
    _issued(record, work)
    _identifiers(record, work)
    record.set("language", languages.tag(string(work.get("language"))))
    record.set("abstract", abstract(work.get("abstract_inverted_index")))
    key = record.data.get("DOI") or string(work.get("id")).rpartition("/")[2]
    return record.reference(key, _notices(record, work))


def abstract(index: object) -> str:
    """Return the text of an inverted index, which gives for each word the places where it stands."""
    placed = [
        (at, word)
        for word, places in mapping(index).items()
        if isinstance(places, Sequence) and not isinstance(places, str)
        for at in places
        if isinstance(at, int) and 0 <= at < _MOST_WORDS
    ]
    return " ".join(str(word) for _, word in sorted(placed[:_MOST_WORDS]))


def _shown(authorship: Mapping[str, Any]) -> str:
    return string(mapping(authorship.get("author")).get("display_name"))


def _place(record: Record, work: Mapping[str, Any]) -> None:
    location = mapping(work.get("primary_location"))
    source = mapping(location.get("source"))
    name = string(source.get("display_name"))
    if source.get("type") == "repository" or record.data["type"] in ("book", "thesis"):
        record.text("publisher", name)
    else:
        record.text("container-title", name)
        record.text("publisher", string(source.get("host_organization_name")))
    biblio = mapping(work.get("biblio"))
    for field in ("volume", "issue"):
        record.set(field, string(biblio.get(field)))
    first, last = string(biblio.get("first_page")), string(biblio.get("last_page"))
    record.set("page", paging.expand(f"{first}-{last}" if first and last and first != last else first))


def _issued(record: Record, work: Mapping[str, Any]) -> None:
    text, year = string(work.get("publication_date")), string(work.get("publication_year"))
    date = calendar.slashed(year if not text or text.endswith("-01-01") else text)
    record.set("issued", date.to_csl() if date and date.parts else None, text or year)


def _identifiers(record: Record, work: Mapping[str, Any]) -> None:
    known = {"doi": work.get("doi"), **mapping(work.get("ids"))}
    for kind in _KINDS:
        written = string(known.get(kind))
        # The address of an article in PMC ends with a number that lacks its "PMC".
        bare = re.sub(r".*/(?:PMC)?(\d+)/?$", r"PMC\1", written) if kind == "pmcid" else written
        found = parse(kind, bare) if bare else None
        record.set(FIELDS[kind], found.value if found else "", written)


def _notices(record: Record, work: Mapping[str, Any]) -> tuple[Notice, ...]:
    found = [Notice("retraction", "openalex", label="is_retracted")] if work.get("is_retracted") is True else []
    for place in mappings(work.get("locations")):
        doi = parse("doi", string(place.get("landing_page_url")))
        source = mapping(place.get("source"))
        published = place.get("version") == "publishedVersion" and source.get("type") == "journal"
        preprint = place.get("version") == "submittedVersion" and source.get("type") == "repository"
        is_preprint = record.data["type"] == "article"
        if doi and doi.value != record.data.get("DOI") and (published if is_preprint else preprint):
            label = cleaning.plain(string(source.get("display_name")))
            found.append(Notice("published-version", "openalex", doi.value, label=label, of=not is_preprint))
    return tuple(dict.fromkeys(found))
