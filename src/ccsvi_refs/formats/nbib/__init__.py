"""MEDLINE (nbib) ⇄ references.

Tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html. A file somebody exported is what they cite, so its values
are ``cited``; NLM's conventions (elided pages, full stops, brackets) are undone as for PubMed's XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning, entries, languages, people, serials
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.nbib import conventions as medline
from ccsvi_refs.formats.nbib import lines as nbib_lines
from ccsvi_refs.formats.nbib import names as nbib_names
from ccsvi_refs.formats.nbib import write as nbib_write
from ccsvi_refs.formats.nbib.lines import Lines
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference
from ccsvi_refs.text import calendar, paging

_TYPES = {"Preprint": "article", "Book": "book", "Book Chapter": "chapter", "Dataset": "dataset"}
_TEXTS = {
    "VI": "volume",
    "IP": "issue",
    "PB": "publisher",
    "EN": "edition",
    "CTI": "collection-title",
    "AB": "abstract",
}
#: Tags that become CSL fields, or say nothing that CSL has no field for.
_USED = frozenset(
    {
        "PMID", "OWN", "STAT", "DA", "DCOM", "LR", "IS", "VI", "IP", "DP", "TI", "PG", "LID", "AID", "AB", "FAU", "AU",
        "FED", "ED", "CN", "LA", "PT", "DEP", "PB", "EN", "CTI", "BTI", "TT", "TA", "JT", "JID", "PMC", "ISBN", "OT",
        "EDAT", "MHDA", "CRDT", "PST", "OTO",
    }
)  # fmt: skip

Tags = dict[str, list[str]]


def read(text: str, path: str = "-") -> Bibliography:
    """Return the records of a MEDLINE file; a record without title and PMID is a problem with its line and text."""
    found: list[FileEntry] = []
    problems: list[Problem] = []
    for record in limited(nbib_lines.records(text), problems, path):
        place = Location(path, record.start)
        tags: Tags = {}
        for tag, value in record.values():
            tags.setdefault(tag, []).append(value)
        if not tags.get("TI") and not tags.get("PMID") and not tags.get("BTI"):
            message = "this is no MEDLINE record: it has neither title nor PMID"
            problems.append(Problem(message, place, "\n".join(record.raw)[:5000]))
            continue
        key = f"pmid{tags['PMID'][0]}" if tags.get("PMID") else ""
        lines = {"DOI": record.places.get("LID", record.places.get("AID", record.start))}
        found.append(FileEntry(_item(tags, record), place, key, lines, _raws(tags)))
    if not found and text.strip() and not problems:
        raise InputError("holds no MEDLINE records", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _item(tags: Tags, record: Lines) -> dict[str, Any]:
    item: dict[str, Any] = {}
    _titles(tags, item)
    item["author"] = nbib_names.read(record.values(), "FAU", "AU", "CN")
    item["editor"] = nbib_names.read(record.values(), "FED", "ED")
    for tag, name in _TEXTS.items():
        item[name] = cleaning.csl(_first(tags, tag))
    if item["type"] != "article-journal":
        item["publisher-place"] = _first(tags, "PL")
    item["page"] = paging.expand(_first(tags, "PG"))
    _dates(tags, item)
    _identifiers(tags, item)
    item["language"] = languages.tag(_first(tags, "LA"))
    item["keyword"] = "; ".join(tags.get("OT", ()))
    item["custom"] = _custom(tags, item["type"])
    return {name: value for name, value in item.items() if value}


def _titles(tags: Tags, item: dict[str, Any]) -> None:
    """Set the type and the titles; a record with a book's title is the book, or a chapter in it."""
    item["type"] = next((_TYPES[kind] for kind in tags.get("PT", ()) if kind in _TYPES), "article-journal")
    title = medline.title(cleaning.csl(_first(tags, "TI")))
    original = medline.unstopped(cleaning.csl(_first(tags, "TT")))
    book = medline.unstopped(cleaning.csl(_first(tags, "BTI")))
    if book:
        item["type"] = "chapter" if title else "book"
        title, book = (title, book) if title else (book, "")
    item["title"] = title if title.casefold() not in ("", "not available") else original or title
    item["original-title"] = original if original != item["title"] else ""
    item["container-title"] = book or medline.journal(_first(tags, "JT")) or _first(tags, "TA")
    item["container-title-short"] = _first(tags, "TA")


def _custom(tags: Tags, kind: str) -> dict[str, Any]:
    """Return what CSL has no place for: that the authors go on, and the tags nothing was made of."""
    custom: dict[str, Any] = {}
    if any(map(people.is_others, (*tags.get("AU", ()), *tags.get("FAU", ())))):
        custom["et-al"] = ["author"]
    rest = {tag: values for tag, values in tags.items() if tag not in _USED}
    if tags.get("PT", []) not in ([], [medline.PUBLICATION_TYPES.get(kind, "")]):
        rest["PT"] = tags["PT"]
    return custom | ({"nbib": rest} if rest else {})


def _dates(tags: Tags, item: dict[str, Any]) -> None:
    issued = medline.date(_first(tags, "DP"))
    online = calendar.compact(_first(tags, "DEP"))
    if online and (not issued or (_first(tags, "PST") == "epublish" and issued.parts and len(issued.parts[0]) == 1)):
        issued = online
    if issued:
        item["issued"] = issued.to_csl()
    if online and issued and online.parts != issued.parts:
        item["available-date"] = online.to_csl()
    if _first(tags, "PST") == medline.AHEAD:
        item["status"] = medline.AHEAD_STATUS


def _identifiers(tags: Tags, item: dict[str, Any]) -> None:
    item["PMID"] = _first(tags, "PMID")
    item["PMCID"] = _first(tags, "PMC")
    for value in (*tags.get("LID", ()), *tags.get("AID", ())):
        if value.endswith("[doi]") and "DOI" not in item:
            written = value.removesuffix("[doi]").strip()
            doi = parse("doi", written)
            item["DOI"] = doi.value if doi else written
    issns = [match.group() for value in tags.get("IS", ()) if (match := re.match(r"\d{4}-\d{3}[\dXx]", value))]
    item["ISSN"] = ", ".join(dict.fromkeys(issns))
    item["ISBN"] = serials.isbn(tags.get("ISBN", ()))


def _raws(tags: Tags) -> dict[str, str]:
    names = {
        "TI": "title",
        "TT": "original-title",
        "JT": "container-title",
        "PG": "page",
        "DP": "issued",
        "LA": "language",
    }
    return {name: tags[tag][0] for tag, name in names.items() if tags.get(tag)}


def _first(tags: Tags, name: str) -> str:
    return (tags.get(name) or [""])[0]


def write(references: Iterable[Reference]) -> str:
    """Return a MEDLINE file, one record a reference."""
    return "\n".join(nbib_write.record(reference) for reference in references)
