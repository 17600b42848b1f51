"""Crossref's works → references.

Fields: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md; types: https://api.crossref.org/types;
updates and retractions: https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/registering-updates/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ccsvi_refs.formats import capitals, cleaning, people, serials
from ccsvi_refs.formats.nbib import conventions as medline
from ccsvi_refs.formats.records.crossref_notices import NOTICES, WARNING, date_of, notices
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import Date, Notice, Reference
from ccsvi_refs.text import paging
from ccsvi_refs.text.values import first, one_or_more, string

#: Crossref type → CSL type.
TYPES = {
    "book": "book", "book-chapter": "chapter", "book-part": "chapter", "book-section": "chapter", "book-series": "book",
    "book-set": "book", "book-track": "chapter", "component": "document", "database": "dataset", "dataset": "dataset",
    "dissertation": "thesis", "edited-book": "book", "grant": "document", "journal": "periodical",
    "journal-article": "article-journal", "journal-issue": "periodical", "journal-volume": "periodical",
    "monograph": "book", "other": "document", "peer-review": "review", "posted-content": "article",
    "proceedings": "book", "proceedings-article": "paper-conference", "proceedings-series": "book",
    "reference-book": "book", "reference-entry": "entry", "report": "report", "report-component": "chapter",
    "report-series": "report", "standard": "standard", "standard-series": "standard",
}  # fmt: skip

#: Crossref's plain text fields → CSL's.
_TEXTS = {
    "volume": "volume", "issue": "issue", "publisher": "publisher", "publisher-location": "publisher-place",
    "language": "language", "edition-number": "edition", "part-number": "part",
}  # fmt: skip
_NAMES = {
    "author": "author", "editor": "editor", "translator": "translator", "chair": "chair", "contributor": "contributor",
}  # fmt: skip

_HEADING = re.compile(r"^(?i:abstract|summary)[.:]?\s+(?=[A-Z])")
#: Types whose container is in a series: with two titles Crossref gives the series and the book, the series first.
_IN_SERIES = frozenset({"chapter", "paper-conference", "entry"})


def reference(message: Mapping[str, Any], source: str = "crossref") -> Reference:
    """Return one work (a ``message`` of ``/works/{doi}`` or an item of a list) as a reference with its notices."""
    record = Record(source)
    record.set("type", TYPES.get(string(message.get("type")), "document"), message.get("type"))
    warning = _titles(record, message)
    for name in _NAMES:
        raw = [person for person in one_or_more(message.get(name)) if isinstance(person, Mapping)]
        record.set(_NAMES[name], _people(raw), [_bare(person) for person in raw])
    for name, field in _TEXTS.items():
        record.text(field, string(message.get(name)))
    _containers(record, message)
    _places(record, message)
    _dates(record, message)
    _numbers(record, message)
    abstract = string(message.get("abstract"))
    record.set("abstract", _HEADING.sub("", cleaning.csl(abstract)), abstract)
    record.set("keyword", "; ".join(cleaning.plain(string(item)) for item in one_or_more(message.get("subject"))))
    key = record.data.get("DOI") or record.data.get("URL") or ""
    return record.reference(key, notices(message, warning))


def _titles(record: Record, message: Mapping[str, Any]) -> Notice | None:
    """Set the titles, subtitle joined; return a notice where the title itself says the work is retracted."""
    original, subtitle = first(message.get("original-title")), first(message.get("subtitle"))
    raw = first(message.get("title")) or original
    title = cleaning.joined(cleaning.csl(raw), cleaning.csl(subtitle))
    warning = WARNING.match(title)
    if warning and warning.end() < len(title):
        title = title[warning.end() :]
    record.set("title", medline.unstopped(capitals.sentence(title)), f"{raw}: {subtitle}" if subtitle else raw)
    if original and cleaning.plain(original) != cleaning.plain(raw):
        record.set("original-title", capitals.sentence(cleaning.csl(original)), original)
    short = first(message.get("short-title"))
    if short and cleaning.plain(short).casefold() not in (
        cleaning.plain(raw).casefold(),
        cleaning.plain(title).casefold(),
    ):
        record.text("title-short", short)
    if not warning or not warning.lastgroup:
        return None
    return Notice(NOTICES[warning.lastgroup], record.source, label=warning.group().strip())


def _people(raw: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    persons = list(raw)
    shouted = [string(person.get("family")) for person in persons]
    names = []
    for person, family in zip(persons, shouted, strict=True):
        name = people.person(
            family=cleaning.plain(family),
            given=cleaning.plain(string(person.get("given"))),
            suffix=cleaning.plain(string(person.get("suffix"))),
            literal=cleaning.plain(string(person.get("name"))),
        )
        if name:
            names.append(name)
    return names


def _bare(person: Mapping[str, Any]) -> dict[str, Any]:
    return {key: person[key] for key in ("given", "family", "suffix", "name", "ORCID") if person.get(key)}


def _containers(record: Record, message: Mapping[str, Any]) -> None:
    raw = [title for title in map(string, one_or_more(message.get("container-title"))) if title.strip()]
    titles = list(dict.fromkeys(cleaning.csl(title) for title in raw))
    field = "container-title"
    if record.data["type"] == "periodical" and not record.data.get("title"):
        field = "title"
    if len(titles) > 1 and record.data["type"] in _IN_SERIES:
        record.set("collection-title", capitals.sentence(titles[0]), raw[0])
        titles = titles[1:]
    if titles:
        record.set(field, capitals.sentence(titles[0]), "; ".join(raw))
    short = first(message.get("short-container-title"))
    if short and field == "container-title":
        record.text("container-title-short", short)
    record.text("collection-title", first(message.get("group-title")))


def _places(record: Record, message: Mapping[str, Any]) -> None:
    event = message.get("event")
    if isinstance(event, Mapping):
        record.text("event-title", string(event.get("name")))
        record.text("event-place", string(event.get("location")))
        record.set("event-date", _event_date(event))
    institutions = [item for item in one_or_more(message.get("institution")) if isinstance(item, Mapping)]
    if institutions and record.data["type"] in ("thesis", "article", "report"):
        record.text("publisher", string(institutions[0].get("name")))
        record.text("publisher-place", first(institutions[0].get("place")))
    body = message.get("standards-body")
    version = message.get("version")
    record.text("version", string(version.get("version")) if isinstance(version, Mapping) else "")
    record.text("authority", string(body.get("name")) if isinstance(body, Mapping) else "")
    record.text("genre", first(message.get("degree")))
    if message.get("type") == "posted-content":
        record.text("genre", string(message.get("subtype")).replace("_", " "))


def _event_date(event: Mapping[str, Any]) -> dict[str, Any] | None:
    dates = [date for date in (Date.from_csl(event.get("start")), Date.from_csl(event.get("end"))) if date]
    parts = tuple(dict.fromkeys(date.parts[0] for date in dates if date.parts))
    return Date(parts).to_csl() if parts else None


def _dates(record: Record, message: Mapping[str, Any]) -> None:
    """Set the date of the issue or, where there is none, the earliest; an earlier online date on its own."""
    issue = message.get("journal-issue")
    in_issue = issue.get("published-print") if isinstance(issue, Mapping) else None
    online = date_of(message.get("published-online"))
    candidates = (message.get("published-print"), in_issue, message.get("issued"), message.get("published"),
                  message.get("published-online"), message.get("posted"), message.get("approved"),
                  message.get("published-other"), message.get("content-created"))  # fmt: skip
    issued = next(filter(None, map(date_of, candidates)), None)
    if issued:
        record.set("issued", issued.to_csl())
    if online and issued and online.parts != issued.parts:
        record.set("available-date", online.to_csl())


def _numbers(record: Record, message: Mapping[str, Any]) -> None:
    raw = string(message.get("DOI"))
    doi = parse("doi", raw)
    record.set("DOI", doi.value if doi else raw.strip(), raw)
    for name in ("PMID", "PMCID"):
        record.set(name, string(message.get(name)))
    page, number = string(message.get("page")), string(message.get("article-number"))
    record.set("number", cleaning.plain(number), number)
    record.set(
        "page",
        _pages(page) or (cleaning.plain(number) if record.data["type"] == "article-journal" else ""),
        page or number,
    )
    if not record.data.get("issue") and isinstance(message.get("journal-issue"), Mapping):
        record.text("issue", string(message["journal-issue"].get("issue")))
    record.set("ISSN", ", ".join(dict.fromkeys(map(string, one_or_more(message.get("ISSN"))))))
    isbns = [string(item) for item in one_or_more(message.get("ISBN"))]
    record.set("ISBN", serials.isbn(isbns), isbns)
    url = string(message.get("URL"))
    if url and "doi.org/" not in url:
        record.set("URL", url)


def _pages(page: str) -> str:
    """Return the pages with one hyphen for whatever dash, a range of one page as that page."""
    begin, _, end = paging.dashes(cleaning.plain(page)).strip("-").partition("-")
    return f"{begin}-{end}" if end and end != begin else begin


def items(data: object) -> Iterator[object]:
    """Yield the works in whatever the API answers: one work, a list, ``message`` or ``message.items`` around them."""
    if isinstance(data, Mapping):
        inner = data.get("message")
        if isinstance(inner, Mapping):
            yield from items(inner)
        elif isinstance(data.get("items"), list):
            yield from data["items"]
        else:
            yield data
    elif isinstance(data, list):
        for item in data:
            yield from items(item) if isinstance(item, Mapping) and "message" in item else (item,)
