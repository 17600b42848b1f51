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
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import GRAVE, Date, Notice, NoticeKind, Reference
from ccsvi_refs.text import paging
from ccsvi_refs.text.values import one_or_more, string

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

#: Crossref's update type → kind of notice.
NOTICES: Mapping[str, NoticeKind] = {
    "addendum": "correction", "clarification": "correction", "correction": "correction", "corrigendum": "correction",
    "erratum": "correction", "expression_of_concern": "expression-of-concern", "new_edition": "new-version",
    "new_version": "new-version", "partial_retraction": "partial-retraction", "removal": "removal",
    "retraction": "retraction", "retracted": "retraction", "concern": "expression-of-concern", "removed": "removal",
    "withdrawn": "withdrawal", "temporary_removal": "temporary-removal", "withdrawal": "withdrawal",
    "retraction_and_replacement": "retraction-and-republication", "reinstatement": "reinstatement",
    "reinstated": "reinstatement",
}  # fmt: skip

#: What publishers put before the title of a work that is no longer good, with the kind of notice it stands for.
_WARNING = re.compile(
    r"^\W*(?P<retraction>retracted(?: article| paper| chapter| publication)?)\W*[:\]]\s*"
    r"|^\W*(?P<withdrawal>withdrawn(?: article)?)\W*[:\]]\s*|^\W*(?P<removal>removed|removal)\W*[:\]]\s*"
    r"|^\W*(?P<temporary_removal>temporary removal|temporarily removed)\W*[:\]]\s*",
    re.IGNORECASE,
)
#: A notice that takes a concern back is registered as a correction, or as what it takes back.
_LIFTED = re.compile(
    r"\b(?:removal|lifting|withdrawal|retraction|resolution|rescission) of (?:the |an? )?(?:editorial )?"
    r"(?:expression|note) of concern"
    r"|\bexpression of concern\b.{0,20}\b(?:removed|lifted|withdrawn|resolved|rescinded|retracted)\b",
    re.IGNORECASE,
)
#: So is one that takes a retraction back.
_REINSTATED = re.compile(
    r"\breinstate(?:ment|d)\b|\b(?:retraction|withdrawal|rescission|reversal) of (?:the |an? )?retraction\b"
    r"|\bretraction\b.{0,20}\b(?:rescinded|reversed|withdrawn)\b",
    re.IGNORECASE,
)
#: How a notice is called that stands by itself.
_NOTICE_TITLE = re.compile(
    r"\W*(?:(?:notice|statement) of |editorial )?(?:retraction|withdrawal|removal|(?:expression|note) of concern)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?i:abstract|summary)[.:]?\s+(?=[A-Z])")
#: How a work names another version of itself, and whether it is the later of the two.
_VERSIONS: Mapping[str, tuple[NoticeKind, str, bool]] = {
    "is-preprint-of": ("published-version", "Published version", False),
    "has-preprint": ("published-version", "Preprint", True),
    "is-replaced-by": ("new-version", "Replaced by", False),
}
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
    return record.reference(key, _notices(message, warning))


def _titles(record: Record, message: Mapping[str, Any]) -> Notice | None:
    """Set the titles, subtitle joined; return a notice where the title itself says the work is retracted."""
    original, subtitle = _first(message.get("original-title")), _first(message.get("subtitle"))
    raw = _first(message.get("title")) or original
    title = cleaning.joined(cleaning.csl(raw), cleaning.csl(subtitle))
    warning = _WARNING.match(title)
    if warning and warning.end() < len(title):
        title = title[warning.end() :]
    record.set("title", medline.unstopped(capitals.sentence(title)), f"{raw}: {subtitle}" if subtitle else raw)
    if original and cleaning.plain(original) != cleaning.plain(raw):
        record.set("original-title", capitals.sentence(cleaning.csl(original)), original)
    short = _first(message.get("short-title"))
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
    short = _first(message.get("short-container-title"))
    if short and field == "container-title":
        record.text("container-title-short", short)
    record.text("collection-title", _first(message.get("group-title")))


def _places(record: Record, message: Mapping[str, Any]) -> None:
    event = message.get("event")
    if isinstance(event, Mapping):
        record.text("event-title", string(event.get("name")))
        record.text("event-place", string(event.get("location")))
        record.set("event-date", _event_date(event))
    institutions = [item for item in one_or_more(message.get("institution")) if isinstance(item, Mapping)]
    if institutions and record.data["type"] in ("thesis", "article", "report"):
        record.text("publisher", string(institutions[0].get("name")))
        record.text("publisher-place", _first(institutions[0].get("place")))
    body = message.get("standards-body")
    version = message.get("version")
    record.text("version", string(version.get("version")) if isinstance(version, Mapping) else "")
    record.text("authority", string(body.get("name")) if isinstance(body, Mapping) else "")
    record.text("genre", _first(message.get("degree")))
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
    online = _date(message.get("published-online"))
    candidates = (message.get("published-print"), in_issue, message.get("issued"), message.get("published"),
                  message.get("published-online"), message.get("posted"), message.get("approved"),
                  message.get("published-other"), message.get("content-created"))  # fmt: skip
    issued = next(filter(None, map(_date, candidates)), None)
    if issued:
        record.set("issued", issued.to_csl())
    if online and issued and online.parts != issued.parts:
        record.set("available-date", online.to_csl())


def _date(value: object) -> Date | None:
    date = Date.from_csl(value) if isinstance(value, Mapping) else None
    return date if date and date.parts and date.parts[0][0] else None


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
    first, _, last = paging.dashes(cleaning.plain(page)).strip("-").partition("-")
    return f"{first}-{last}" if last and last != first else first


def _notices(message: Mapping[str, Any], warning: Notice | None) -> tuple[Notice, ...]:
    """Return what updates this work (``updated-by``) and what it updates (``update-to``).

    A work names itself where its publisher registers a new version so, which says nothing; but where it is taken back
    under its own DOI, with no notice beside it, that is all that is said of it.
    """
    own = string(message.get("DOI")).lower()
    found = [warning] if warning else []
    for field, of in (("updated-by", False), ("update-to", True)):
        updates = [update for update in one_or_more(message.get(field)) if isinstance(update, Mapping)]
        said = [notice for update in updates if (notice := _notice(update, of))]
        found += [notice for notice in said if notice.doi != own or (not of and _is_taken_back(message, notice))]
    relation = message.get("relation")
    relations = relation if isinstance(relation, Mapping) else {}
    for name, (kind, label, of) in _VERSIONS.items():
        for item in one_or_more(relations.get(name)):
            doi = parse("doi", string(item.get("id"))) if isinstance(item, Mapping) else None
            if doi and doi.value != own:
                found.append(Notice(kind, "crossref", doi.value, label=label, of=of))
    return tuple(dict.fromkeys(found))


def _is_taken_back(message: Mapping[str, Any], notice: Notice) -> bool:
    """Return whether a work is no longer good by its own account; a notice may name itself by mistake."""
    return notice.kind in GRAVE and not _NOTICE_TITLE.match(_first(message.get("title")))


def _notice(update: Mapping[str, Any], of: bool) -> Notice | None:
    doi = parse("doi", string(update.get("DOI")))
    label = string(update.get("label"))
    kind = NOTICES.get(string(update.get("type")).lower().replace("-", "_").replace(" ", "_"))
    if kind is None:
        return None
    return Notice(
        kind=_taken_back(label) or kind,
        source="retraction-watch" if update.get("source") == "retraction-watch" else "crossref",
        doi=doi.value if doi else "",
        date=_date(update.get("updated")),
        label=label,
        of=of,
    )


def _taken_back(label: str) -> NoticeKind | None:
    """Return the kind of a notice whose label says that it takes another back."""
    if _LIFTED.search(label):
        return "concern-lifted"
    return "reinstatement" if _REINSTATED.search(label) else None


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


def _first(value: object) -> str:
    return next((text for text in map(string, one_or_more(value)) if text.strip()), "")
