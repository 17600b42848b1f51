"""Reference lists of articles in JATS (and NLM's DTDs before it) → references.

Elements: https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/ref.html. A citation is tagged in parts, or is
text with some parts tagged; what stands in no tag is read as a citation string.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from ccsvi_refs.formats import citation, entries, people, serials, xmltext
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.xmltext import inner, text, texts
from ccsvi_refs.identifiers import find, in_url, parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, values

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
#: ``publication-type`` → CSL type.
TYPES = {
    "article": "article-journal", "book": "book", "book-chapter": "chapter", "chapter": "chapter",
    "commun": "personal_communication", "confproc": "paper-conference", "conference": "paper-conference",
    "conf-proceedings": "paper-conference", "data": "dataset", "dataset": "dataset", "database": "dataset",
    "discussion": "post", "gov": "report", "journal": "article-journal", "legal": "legislation", "list": "post",
    "newspaper": "article-newspaper", "other": "document", "patent": "patent", "periodical": "article-journal",
    "preprint": "article", "report": "report", "software": "software", "standard": "standard", "thesis": "thesis",
    "web": "webpage", "webpage": "webpage", "website": "webpage", "working-paper": "report",
}  # fmt: skip
#: ``person-group-type`` → CSL field.
ROLES = {
    "author": "author", "allauthors": "author", "editor": "editor", "translator": "translator", "compiler": "compiler",
    "director": "director", "inventor": "author", "curator": "curator", "guest-editor": "editor",
}  # fmt: skip
_TEXTS = {
    "volume": "volume", "issue": "issue", "edition": "edition", "publisher-name": "publisher",
    "institution": "publisher", "publisher-loc": "publisher-place", "conf-name": "event-title",
    "conf-loc": "event-place", "series": "collection-title", "version": "version", "gov": "publisher",
    "patent": "number", "trans-title": "title", "comment": "note",
}  # fmt: skip
_IDENTIFIERS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "pmc": "PMCID"}
_HREF = "{http://www.w3.org/1999/xlink}href"


def read(content: str, path: str = "-") -> Bibliography:
    """Return the references of an article's lists; one of which nothing can be read is a problem with its line."""
    root, problems = xmltext.document(content, path)
    found: list[FileEntry] = []
    for reference in limited(xmltext.outermost(root, "ref"), problems, path):
        cited = list(xmltext.outermost(reference, *CITATIONS))
        for index, element in enumerate(cited):
            place = Location(path, xmltext.line(element))
            data = _data(element)
            key = reference.get("id", "")
            if len(data) > 1:
                found.append(
                    FileEntry(data, place, f"{key}-{index + 1}" if index and key else key, {}, {}, _addresses(element))
                )
            else:
                problems.append(Problem("this reference could not be read as a work", place, text(element)[:2000]))
        if not cited and text(reference):
            place = Location(path, xmltext.line(reference))
            problems.append(Problem("this reference could not be read as a work", place, text(reference)[:2000]))
    if not found and not problems:
        problems.append(Problem("holds no list of references", Location(path, xmltext.line(root))))
    return entries.bibliography(found, problems, path)


def _data(element: etree._Element) -> dict[str, Any]:
    kind = element.get("publication-type") or element.get("citation-type") or ""
    data: dict[str, Any] = {"type": TYPES.get(kind.lower(), "")} | _titles(element) | _people(element)
    for name, field in _TEXTS.items():
        data[field] = data.get(field) or inner(element.find(f".//{name}"))
    data |= _dates(element) | _numbers(element)
    data = entries.filled(data)
    if element.tag in ("mixed-citation", "citation") and not ("title" in data and "author" in data):
        data = _from_text(element, data)
    data.setdefault("type", "article-journal" if "container-title" in data else "document")
    if data["type"] == "book" and "container-title" in data and "title" in data:
        data["type"] = "chapter"
    return data


def _from_text(element: etree._Element, data: dict[str, Any]) -> dict[str, Any]:
    """Return what is tagged with what the whole text says besides."""
    read_ = citation.read(text(element)).to_csl()
    return {name: value for name, value in read_.items() if name not in ("id", "custom")} | data


def _titles(element: etree._Element) -> dict[str, Any]:
    article = inner(element.find(".//article-title")) or inner(element.find(".//chapter-title"))
    part = inner(element.find(".//part-title")) or inner(element.find(".//data-title"))
    source = inner(element.find(".//source"))
    title = (article or part).rstrip(".") or source.rstrip(".")
    return {"title": title, "container-title": source.rstrip(".") if title != source.rstrip(".") else ""}


def _people(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    groups = element.findall(".//person-group") or [element]
    for group in groups:
        role = ROLES.get(group.get("person-group-type", "author"), "contributor")
        names = [name for item in group.iter("name", "string-name", "collab") if (name := _name(item))]
        found.setdefault(role, []).extend(names)
        if group.find("etal") is not None:
            custom = found.setdefault("custom", {"et-al": []})
            custom["et-al"] = list(dict.fromkeys([*custom["et-al"], role]))
    return found


def _name(item: etree._Element) -> dict[str, str]:
    if item.tag == "collab":
        return people.person(literal=text(item).rstrip(".,"))
    family, given = text(item, "surname"), text(item, "given-names")
    if family or given:
        return people.person(family, given, text(item, "suffix"))
    return people.parse(text(item))


def _dates(element: etree._Element) -> dict[str, Any]:
    owner = element.find(".//date")
    if owner is None:
        owner = element
    written = re.sub(r"[a-z]$", "", text(owner, ".//year").strip("(). "))
    parts = calendar.parts(written, text(owner, ".//month"), text(owner, ".//day"))
    date = calendar.phrase(written) if not parts else None
    viewed = element.find(".//date-in-citation")
    accessed = None
    if viewed is not None:
        numbers = calendar.parts(*(text(viewed, name) for name in ("year", "month", "day")))
        accessed = {"date-parts": [list(numbers)]} if numbers else None
        said = None if accessed else calendar.slashed(viewed.get("iso-8601-date", "") or text(viewed))
        accessed = said.to_csl() if said and said.parts else accessed
    return {"issued": {"date-parts": [list(parts)]} if parts else date.to_csl() if date else None, "accessed": accessed}


def _numbers(element: etree._Element) -> dict[str, Any]:
    first, last, number = (text(element, f".//{name}") for name in ("fpage", "lpage", "elocation-id"))
    data: dict[str, Any] = {
        "page": (f"{first}-{last}" if first and last and first != last else first)
        or text(element, ".//page-range")
        or number,
        "number": number or text(element, ".//patent"),
        "number-of-pages": text(element, ".//size[@units='page']") or text(element, ".//size[@units='pages']"),
        "ISSN": ", ".join(texts(element, ".//issn")),
        "ISBN": serials.isbn(texts(element, ".//isbn")),
    }
    for item in element.iter("pub-id", "object-id"):
        field = _IDENTIFIERS.get(item.get("pub-id-type", ""))
        kind = next((name for name, other in _IDENTIFIERS.items() if other == field), "")
        known = parse("doi", text(item)) if kind == "doi" else None
        if field:
            data.setdefault(field, known.value if known else text(item))
    for url, _ in _addresses(element):
        known = in_url(url)
        field = _IDENTIFIERS.get(known.kind) if known else None
        if known and field:
            data.setdefault(field, known.value)
        else:
            data.setdefault("URL", url)
    if "DOI" not in data:
        hits = (hit.identifier.value for hit in find(text(element)) if hit.identifier.kind == "doi")
        data["DOI"] = next(hits, "")
    return data


def _addresses(element: etree._Element) -> list[tuple[str, int]]:
    found = []
    for item in element.iter("ext-link", "uri", "self-uri"):
        url = values.string(item.get(_HREF)) or text(item)
        if "://" in url:
            found.append((url, xmltext.line(item)))
    return found
