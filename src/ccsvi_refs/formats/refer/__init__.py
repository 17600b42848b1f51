"""Refer as EndNote writes it (.enw) → references.

Tags: https://docs.endnote.com/docs/endnote/21/v1/windows/content/05importing/endnote_import_format.htm and the manual
of refer(1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning, entries, languages, people, serials
from ccsvi_refs.formats.endnote.types import TYPES
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, paging

LINE = re.compile(r"%([A-Z0-9?@!#$\]&*(+^<>\[=~:;)'/]) ?(.*)$")
#: Tag → CSL field, where it is text; the first value counts.
TEXTS = {
    "T": "title", "!": "title-short", "Q": "original-title", "J": "container-title", "B": "container-title",
    "S": "collection-title", "V": "volume", "6": "number-of-volumes", "7": "edition", "I": "publisher",
    "C": "publisher-place", "L": "call-number", "9": "genre", "X": "abstract", "&": "section", "~": "source",
    "O": "note", "Z": "note",
}  # fmt: skip
NAMES = {"A": "author", "E": "editor", "Y": "collection-editor", "?": "translator"}
_ADDRESSES = ("U", ">")
_NUMBERED = frozenset({"report", "patent", "standard"})

Tags = list[tuple[str, str, int]]


def read(content: str, path: str = "-") -> Bibliography:
    """Return the records of a Refer file; what is none is a problem with its line and text."""
    found: list[FileEntry] = []
    problems: list[Problem] = []
    for tags, raw in limited(_records(content), problems, path):
        place = Location(path, tags[0][2] if tags else 0)
        data = _data(tags)
        if len(data) > 1:
            key = next((value for tag, value, _ in tags if tag == "F"), "")
            lines = {"URL": _line(tags, "U"), "DOI": _line(tags, "R")}
            found.append(FileEntry(data, place, key, lines, {}, _addresses(tags)))
        else:
            problems.append(Problem("this is no record of Refer's", place, raw[:5000]))
    if not found and not any(problem.raw for problem in problems):
        raise InputError("holds no records of Refer's", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _records(content: str) -> Iterator[tuple[Tags, str]]:
    """Yield the tags of each record with their lines, and its text; ``%0`` or a blank line begins one."""
    tags: Tags = []
    raw: list[str] = []
    for number, line in enumerate(content.split("\n"), 1):
        match = LINE.match(line)
        if raw and (not line.strip() or (match and match.group(1) == "0" and tags)):
            yield tags, "\n".join(raw)
            tags, raw = [], []
        if match:
            tags.append((match.group(1), match.group(2).strip(), number))
        elif line.strip() and tags:
            tag, value, place = tags[-1]
            tags[-1] = (tag, f"{value} {line.strip()}".strip(), place)
        if line.strip():
            raw.append(line)
    if raw:
        yield tags, "\n".join(raw)


def _line(tags: Tags, wanted: str) -> int:
    return next((line for tag, _, line in tags if tag == wanted), 0)


def _data(tags: Tags) -> dict[str, Any]:
    first: dict[str, str] = {}
    for tag, value, _ in tags:
        if value:
            first.setdefault(tag, value)
    data: dict[str, Any] = {"type": TYPES.get(first.get("0", "").casefold(), _guessed(first))}
    for tag, field in TEXTS.items():
        data.setdefault(field, cleaning.csl(first.get(tag, "")))
        data[field] = data[field] or cleaning.csl(first.get(tag, ""))
    for tag, field in NAMES.items():
        names = [people.parse(cleaning.plain(value)) for written, value, _ in tags if written == tag]
        data[field] = [name for name in names if name and not people.is_others(name.get("literal", ""))]
    data["keyword"] = "; ".join(
        part for tag, value, _ in tags if tag == "K" for part in re.split(r"(?:(?<![^\S\n])[^\S\n]++)?+[;\n]\s*", value)
    )
    return entries.filled(data | _numbers(first, data["type"]) | _dates(first))


def _guessed(first: dict[str, str]) -> str:
    """Return the type of a record without one, as refer(1) tells them: by the journal, the book or the publisher."""
    if "J" in first:
        return "article-journal"
    if "B" in first:
        return "chapter"
    return "report" if "R" in first else "book" if "I" in first else "document"


def _numbers(first: dict[str, str], kind: str) -> dict[str, Any]:
    doi = parse("doi", first.get("R", ""))
    serial = first.get("@", "")
    address = next((first[tag] for tag in _ADDRESSES if "://" in first.get(tag, "")), "")
    return {
        "number" if kind in _NUMBERED else "issue": first.get("N", ""),
        "page": paging.dashes(first.get("P", "")),
        "DOI": doi.value if doi else "",
        "URL": address.split()[0] if address else "",
        "ISBN": serials.isbn([serial]),
        "ISSN": ", ".join(re.findall(r"(?<![\d-])\d{4}-\d{3}[\dXx](?![\d-])", serial)),
        "language": languages.tag(first.get("G", "")),
    }


def _dates(first: dict[str, str]) -> dict[str, Any]:
    year, day = first.get("D", ""), first.get("8", "")
    date = calendar.slashed(day if re.search(r"\d{4}", day) else f"{year} {day}".strip()) or calendar.slashed(year)
    accessed = calendar.slashed(first.get("[", ""))
    return {
        "issued": date.to_csl() if date else None,
        "accessed": accessed.to_csl() if accessed and accessed.parts else None,
    }


def _addresses(tags: Tags) -> list[tuple[str, int]]:
    found = [(url, line) for tag, value, line in tags if tag in _ADDRESSES for url in value.split()]
    return [(url, line) for url, line in found if url.startswith(("http://", "https://", "ftp://"))]
