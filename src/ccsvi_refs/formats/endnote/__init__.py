"""EndNote's XML → references.

Elements as EndNote's own DTD has them (RSXML.dtd, shipped with the program); the names of types are in its manual,
https://docs.endnote.com/docs/endnote/21/v1/windows/content/13bib/reference_types.htm.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from ccsvi_refs.formats import cleaning, entries, languages, people, serials, xmltext
from ccsvi_refs.formats.endnote.types import TYPES
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.xmltext import text, texts
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, paging

#: Element → CSL field, where it is text and means the same in every type.
_TEXTS = {
    "volume": "volume", "num-vols": "number-of-volumes", "edition": "edition", "section": "section",
    "publisher": "publisher", "pub-location": "publisher-place", "call-num": "call-number", "work-type": "genre",
    "orig-pub": "original-title", "titles/short-title": "title-short", "titles/translated-title": "original-title",
    "notes": "note", "abstract": "abstract", "research-notes": "annote", "remote-database-name": "source",
}  # fmt: skip
_FACES = {"italic": "i", "bold": "b", "subscript": "sub", "superscript": "sup"}
_NUMBERED = frozenset({"report", "patent", "standard", "legislation", "bill"})
_WHOLE = frozenset({"book", "report", "thesis", "map", "pamphlet", "classic", "software"})
_IN_SERIES = "titles/tertiary-title"


def read(content: str, path: str = "-") -> Bibliography:
    """Return the records of an EndNote library; one without any title or name is a problem with its line."""
    root, problems = xmltext.document(content, path)
    found: list[FileEntry] = []
    for record in limited(root.iter("record"), problems, path):
        place = Location(path, xmltext.line(record))
        data = _data(record)
        if len(data) > 1:
            lines = {"URL": _line(record, "urls"), "DOI": _line(record, "electronic-resource-num")}
            found.append(FileEntry(data, place, text(record, "label"), lines, {}, _addresses(record)))
        else:
            problems.append(Problem("this record is empty", place, text(record)[:500]))
    if not found and not problems:
        problems.append(xmltext.nothing(root, path, "records of EndNote's"))
    return entries.bibliography(found, problems, path)


def _line(record: etree._Element, path: str) -> int:
    element = record.find(path)
    return xmltext.line(element) if element is not None else 0


def _data(record: etree._Element) -> dict[str, Any]:
    kind = record.find("ref-type")
    name = (kind.get("name") or text(kind)) if kind is not None else ""
    data: dict[str, Any] = {"type": TYPES.get(name.casefold(), "document")}
    for path, field in _TEXTS.items():
        data.setdefault(field, _styled(record.find(path)))
    data |= _titles(record, data["type"]) | _people(record) | _dates(record) | _numbers(record, data["type"])
    data["keyword"] = "; ".join(texts(record, "keywords/keyword"))
    data["language"] = languages.tag(text(record, "language"))
    return entries.filled(data)


def _styled(element: etree._Element | None) -> str:
    """Return an element's text with the faces of its styles as CSL's markup."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for style in element:
        tag = _FACES.get(style.get("face", ""))
        inner = "".join(map(str, style.itertext())).replace("&", "&amp;").replace("<", "&lt;")
        parts += [f"<{tag}>{inner}</{tag}>" if tag else inner, style.tail or ""]
    return cleaning.csl("".join(parts))


def _titles(record: etree._Element, kind: str) -> dict[str, Any]:
    second = _styled(record.find("titles/secondary-title")) or _styled(record.find("periodical/full-title"))
    third = _styled(record.find(_IN_SERIES))
    whole = kind in _WHOLE
    short = text(record, "periodical/abbr-1") or text(record, "titles/alt-title")
    return {
        "title": _styled(record.find("titles/title")),
        "container-title": "" if whole else second,
        "collection-title": (second or third) if whole else third,
        "container-title-short": short if short != second else "",
    }


def _people(record: etree._Element) -> dict[str, Any]:
    kinds = {
        "authors": "author", "secondary-authors": "editor", "tertiary-authors": "collection-editor",
        "translated-authors": "translator",
    }  # fmt: skip
    return {
        field: [name for name in map(people.parse, texts(record, f"contributors/{group}/author")) if name]
        for group, field in kinds.items()
    }


def _dates(record: etree._Element) -> dict[str, Any]:
    year, day = text(record, "dates/year"), text(record, "dates/pub-dates/date")
    date = calendar.slashed(day if re.search(r"\d{4}", day) else f"{year} {day}".strip()) or calendar.slashed(year)
    accessed = calendar.slashed(text(record, "access-date"))
    return {
        "issued": date.to_csl() if date else None,
        "accessed": accessed.to_csl() if accessed and accessed.parts else None,
    }


def _numbers(record: etree._Element, kind: str) -> dict[str, Any]:
    written = text(record, "electronic-resource-num")
    doi = parse("doi", written)
    number, accession = text(record, "number"), text(record, "accession-num")
    isbns = [part for part in re.split(r"[\s;,]+", text(record, "isbn")) if part]
    is_pmid = "pubmed" in text(record, "remote-database-name").lower() or "medline" in text(record, "database").lower()
    urls = [url for url, _ in _addresses(record)]
    return {
        "number" if kind in _NUMBERED else "issue": number,
        "page": paging.dashes(text(record, "pages")),
        "DOI": doi.value if doi else written if written.startswith("10.") else "",
        "URL": urls[0] if urls else "",
        "ISBN": serials.isbn([text(record, "isbn")]),
        "ISSN": ", ".join(part for part in isbns if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", part)),
        "PMID": accession if accession.isdecimal() and is_pmid else "",
        "PMCID": text(record, "custom2") if text(record, "custom2").upper().startswith("PMC") else "",
    }


def _addresses(record: etree._Element) -> list[tuple[str, int]]:
    found = []
    for name in ("related-urls", "web-urls", "pdf-urls", "text-urls"):
        for element in record.findall(f"urls/{name}/url"):
            found += [(url, xmltext.line(element)) for url in text(element).split() if "://" in url]
    return [(url, line) for url, line in found if not url.startswith(("internal-pdf:", "file:"))]
