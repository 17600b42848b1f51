"""Crossref's UNIXREF XML (deposits and query results) → references, by way of the shape of Crossref's works.

Schema: https://www.crossref.org/documentation/schema-library/schema-versions/ and
https://data.crossref.org/reports/help/schema_doc/unixref1.1/unixref.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from ccsvi_refs.formats import entries, people, xmltext
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.formats.xmltext import raw, text, texts
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem

#: Elements that describe one work each → Crossref's type; those that may hold others come last.
TYPES = {
    "journal_article": "journal-article", "conference_paper": "proceedings-article", "content_item": "book-chapter",
    "dataset": "dataset", "posted_content": "posted-content", "dissertation": "dissertation",
    "peer_review": "peer-review", "component": "component", "grant": "grant", "pending_publication": "journal-article",
    "report-paper_metadata": "report", "report-paper_series_metadata": "report", "standard_metadata": "standard",
    "standard_series_metadata": "standard", "book_metadata": "book", "book_series_metadata": "book",
    "book_set_metadata": "book", "database_metadata": "database", "proceedings_metadata": "proceedings",
    "proceedings_series_metadata": "proceedings", "journal_issue": "journal-issue", "journal_metadata": "journal",
}  # fmt: skip
#: Elements that only surround others where these are there.
_AROUND = tuple(TYPES)[10:]
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "chair": "chair"}
#: Where an element's titles stand in elements around it: the series' first, as Crossref has them.
_BOOKS = (
    "book_metadata", "book_series_metadata", "book_set_metadata", "proceedings_metadata", "proceedings_series_metadata",
    "report-paper_metadata", "report-paper_series_metadata", "database_metadata", "standard_metadata",
)  # fmt: skip


def read(content: str, path: str = "-") -> Bibliography:
    """Return the works of a deposit or query result; a query without a work is a problem with its line."""
    root, problems = xmltext.document(content, path)
    found: list[FileEntry] = []
    notices = []
    for record in limited(_records(root), problems, path):
        place = Location(path, xmltext.line(record))
        works = list(_works(record))
        for work in works:
            reference = crossref.reference(_message(work, record), "cited")
            data = {name: value for name, value in reference.to_csl().items() if name != "id"}
            raws = {name: values[0].raw for name, values in reference.provenance.items() if values[0].raw}
            found.append(FileEntry(data, Location(path, xmltext.line(work)), reference.id, {}, raws))
            notices.append(reference.notices)
        if not works:
            problems.append(Problem("holds no work of Crossref's", place, text(record)[:500]))
    read_ = entries.bibliography(found, problems, path)
    references = tuple(replace(item, notices=said) for item, said in zip(read_.references, notices, strict=True))
    return replace(read_, references=references)


def _records(root: etree._Element) -> list[etree._Element]:
    """Return the elements that hold one record each: a query's answer, a deposit's unit, or the document."""
    for name in ("query", "doi_record"):
        found = list(root.iter(name))
        if found:
            return found
    body = root.find("body")
    return list(body) if body is not None and len(body) else [root]


def _works(record: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that describe a work: the one that was asked for, else the innermost of them."""
    asked = text(record, "doi").lower()
    all_works = [element for element in record.iter(*TYPES) if element.find("titles") is not None or _doi(element)]
    wanted = [element for element in all_works if asked and _doi(element).lower() == asked]
    if wanted:
        yield wanted[0]
        return
    inner = [element for element in all_works if element.tag not in _AROUND and not _is_part(element)]
    yield from inner or all_works[:1]


def _is_part(element: etree._Element) -> bool:
    """Return whether an element is a figure or supplement within a work."""
    return element.tag == "component" and any(parent.tag in TYPES for parent in element.iterancestors())


def _doi(element: etree._Element) -> str:
    return text(element, "doi_data/doi")


def _message(work: etree._Element, record: etree._Element) -> dict[str, Any]:
    """Return a work in the shape of Crossref's REST API."""
    around = [work, *work.iterancestors()]
    message: dict[str, Any] = {"type": TYPES[str(work.tag)], "DOI": _doi(work) or text(record, "doi")}
    message |= _titles(work) | _people(work)
    message["container-title"], message["short-container-title"] = _containers(work, around)
    message |= _numbers(work, around) | _dates(work, around) | _publisher(work, around)
    message["ISSN"], message["ISBN"] = _serials(around, "issn"), _serials(around, "isbn")
    abstract = work.find("abstract")
    message["abstract"] = raw(abstract) if abstract is not None else ""
    message["update-to"] = [
        {"DOI": text(update), "type": update.get("type"), "label": update.get("label", "")}
        for update in work.iter("update")
    ]
    message["relation"] = {
        f"{kind[:2].lower()}-{_dashed(kind[2:])}": [{"id": text(item)}]
        for item in record.findall("crm-item[@name='relation']")
        if (kind := item.get("claim", "")).startswith("is")
    }
    return {name: value for name, value in message.items() if value}


def _dashed(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-")


def _titles(work: etree._Element) -> dict[str, Any]:
    titles = work.find("titles")
    if titles is None:
        described = text(work, "description") or text(work, "full_title")
        return {"title": [described]} if described else {}
    names = {"title": "title", "subtitle": "subtitle", "original_language_title": "original-title"}
    return {field: [raw(item) for item in titles.findall(name)][:1] for name, field in names.items()}


def _people(work: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    groups = [work.find("contributors"), work] if work.find("person_name") is not None else [work.find("contributors")]
    for group in groups:
        for item in group if group is not None else ():
            role = _ROLES.get(item.get("contributor_role", "author"), "contributor")
            if item.tag == "person_name":
                parts = {
                    "family": text(item, "surname"),
                    "given": text(item, "given_name"),
                    "suffix": text(item, "suffix"),
                }
                found.setdefault(role, []).append(parts)
            elif item.tag == "organization" and not people.is_others(text(item)):
                found.setdefault(role, []).append({"name": text(item)})
    return found


def _containers(work: etree._Element, around: list[etree._Element]) -> tuple[list[str], list[str]]:
    """Return the titles of what a work is in, a series before the book, and the short ones."""
    titles, short = [], []
    for element in around:
        journal = element.find("journal_metadata")
        if journal is not None and work is not journal:
            titles += [text(journal, "full_title")]
            short += texts(journal, "abbrev_title")
        for name in _BOOKS:
            book = element.find(name)
            if book is None and element is not work:
                continue
            owner = work if book is None or book is work else book
            titles += [raw(item) for item in owner.findall("series_metadata/titles/title")][:1]
            titles += [raw(item) for item in owner.findall("set_metadata/titles/title")][:1]
            titles += [text(owner, "proceedings_title")] if owner is not work else []
            titles += [raw(item) for item in owner.findall("titles/title")][:1] if owner is not work else []
    return list(dict.fromkeys(filter(None, titles))), short[:1]


def _first(around: list[etree._Element], *paths: str) -> str:
    """Return the text at the first of some paths in the innermost element that has it."""
    return next((found for element in around for path in paths if (found := text(element, path))), "")


def _numbers(work: etree._Element, around: list[etree._Element]) -> dict[str, Any]:
    first, last = text(work, "pages/first_page"), text(work, "pages/last_page")
    volumes = (
        "journal_issue/journal_volume/volume",
        "journal_volume/volume",
        "volume",
        *(f"{name}/volume" for name in _BOOKS),
    )
    numbers = {
        "volume": _first(around, *volumes),
        "issue": _first(around, "journal_issue/issue", "issue"),
        "page": f"{first}-{last}" if first and last else first,
        "article-number": text(work, "publisher_item/item_number[@item_number_type='article_number']")
        or text(work, "publisher_item/item_number[@item_number_type='article-number']"),
        "edition-number": _first(around, "edition_number", *(f"{name}/edition_number" for name in _BOOKS)),
        "degree": texts(work, "degree"),
    }
    return {name: value for name, value in numbers.items() if value}


def _dates(work: etree._Element, around: list[etree._Element]) -> dict[str, Any]:
    """Return the dates in print and online; those of the issue or the book where the work has none."""
    found: dict[str, Any] = {}
    owners = [f"{name}/publication_date" for name in ("journal_issue", *_BOOKS)]
    for element in around:
        for path in ("publication_date", *owners):
            for item in element.findall(path):
                name = "published-online" if item.get("media_type") == "online" else "published-print"
                found.setdefault(name, {"date-parts": [_parts(item)]})
    for name, field in (("approval_date", "approved"), ("posted_date", "posted"), ("review_date", "published-other")):
        for item in work.findall(name):
            found.setdefault(field, {"date-parts": [_parts(item)]})
    return found


def _parts(element: etree._Element) -> list[int]:
    numbers = []
    for name in ("year", "month", "day"):
        written = text(element, name)
        if not written.isdecimal() or (name == "month" and int(written) > 12):
            break
        numbers.append(int(written))
    return numbers


def _publisher(work: etree._Element, around: list[etree._Element]) -> dict[str, Any]:
    paths = ("publisher", *(f"{name}/publisher" for name in _BOOKS))
    institution = work.find("institution")
    place = text(institution, "institution_place") if institution is not None else ""
    found: dict[str, Any] = {
        "publisher": _first(around, *(f"{path}/publisher_name" for path in paths)),
        "publisher-location": _first(around, *(f"{path}/publisher_place" for path in paths)),
    }
    if institution is not None:
        found["institution"] = [{"name": text(institution, "institution_name"), "place": [place] if place else []}]
        found["publisher"] = found["publisher"] or text(institution, "institution_name")
    return found


def _serials(around: list[etree._Element], name: str) -> list[str]:
    owners = ("journal_metadata", "series_metadata", *_BOOKS, *(f"{book}/series_metadata" for book in _BOOKS))
    paths = (name, *(f"{owner}/{name}" for owner in owners))
    return list(dict.fromkeys(found for element in around for path in paths for found in texts(element, path)))
