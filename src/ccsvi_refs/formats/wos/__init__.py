"""Web of Science's tagged export → references.

Tags: https://webofscience.help.clarivate.com/en-us/Content/export-records.htm (field tags). A value goes on in
lines that begin with three spaces; of names each such line is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import capitals, cleaning, entries, languages, people, serials
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.words import ACRONYMS
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, paging
from ccsvi_refs.text.folding import STOPWORDS

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*)$")
#: Document type → CSL type, before the kind of publication is asked.
_DOCUMENTS = {
    "proceedings paper": "paper-conference", "data paper": "article-journal", "book chapter": "chapter",
    "preprint": "article", "book review": "review-book", "data set": "dataset", "data study": "dataset",
}  # fmt: skip
#: Kind of publication → CSL type: journal, book, book in a series, patent, preprint, data.
_KINDS = {"J": "article-journal", "B": "book", "S": "chapter", "P": "patent", "C": "paper-conference", "D": "dataset"}
#: Tag → CSL field, where it is text.
TEXTS = {
    "TI": "title", "SE": "collection-title", "VL": "volume", "IS": "issue", "PU": "publisher",
    "PI": "publisher-place", "AB": "abstract", "CT": "event-title", "CL": "event-place", "PG": "number-of-pages",
    "FT": "original-title",
}  # fmt: skip
#: Tags in which each line is a value of its own.
_LISTS = frozenset({"AU", "AF", "BA", "BF", "BE", "ED", "GP", "CA", "TC", "C1", "CR", "EM", "RI", "OI"})

Record = dict[str, list[str]]


def read(content: str, path: str = "-") -> Bibliography:
    """Return the records of an export; what is none is a problem with its line and text."""
    found: list[FileEntry] = []
    problems: list[Problem] = []
    for start, record, lines, is_ended in limited(_records(content), problems, path):
        place = Location(path, start)
        data = _data(record)
        if len(data) > 1:
            found.append(FileEntry(data, place, "", {"DOI": lines.get("DI", start)}))
        if len(data) < 2 or not is_ended:
            message = "this record has no end (ER)" if len(data) > 1 else "this is no record of the Web of Science"
            problems.append(Problem(message, place, str(record)[:500]))
    if not found:
        raise InputError("holds no records of the Web of Science", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _records(content: str) -> Iterator[tuple[int, Record, dict[str, int], bool]]:
    """Yield where each record begins, its values by tag, the tags' lines, and whether it is ended."""
    record: Record = {}
    lines: dict[str, int] = {}
    start, tag = 0, ""
    for number, line in enumerate(content.split("\n"), 1):
        match = _TAG.match(line)
        if match and match.group(1) in ("FN", "VR", "EF"):
            continue
        if match and match.group(1) == "ER":
            if record:
                yield start, record, lines, True
            record, lines, start = {}, {}, 0
        elif match:
            tag, start = match.group(1), start or number
            lines.setdefault(tag, number)
            record.setdefault(tag, []).append((match.group(2) or "").strip())
        elif line.startswith("   ") and tag in record:
            if tag in _LISTS:
                record[tag].append(line.strip())
            else:
                record[tag][-1] += f" {line.strip()}"
    if record:
        yield start, record, lines, False


def _data(record: Record) -> dict[str, Any]:
    def first(tag: str) -> str:
        return (record.get(tag) or [""])[0]

    documents = [part.strip().lower() for part in first("DT").split(";")]
    kind = next((_DOCUMENTS[part] for part in documents if part in _DOCUMENTS), _KINDS.get(first("PT"), "document"))
    if kind == "book" and first("SO") and first("BE") and first("AU"):
        kind = "chapter"
    data: dict[str, Any] = {"type": kind} | _people(record)
    data |= {field: cleaning.csl(first(tag)) for tag, field in TEXTS.items()}
    data["title"] = capitals.sentence(data["title"])
    source = _lowered(cleaning.csl(first("SO")))
    data["container-title"] = source if kind != "book" else ""
    if kind == "book" and not data["title"]:
        data["title"] = source
    data["container-title-short"] = first("JI")
    keywords = [part for tag in ("DE", "ID") for part in first(tag).split(";")]
    data["keyword"] = "; ".join(part.strip() for part in keywords if part.strip())
    return entries.filled(data | _numbers(first("BP"), first("EP"), record) | _dates(first("PY"), first("PD")))


def _lowered(title: str) -> str:
    """Return a title in capitals, as all containers are here, with capitals where titles of journals have them."""
    if title != title.upper():
        return title
    words = title.split(" ")
    return " ".join(
        word if word in ACRONYMS else word.lower() if word.lower() in STOPWORDS and index else word.capitalize()
        for index, word in enumerate(words)
    )


def _people(record: Record) -> dict[str, Any]:
    """Return the names, in full where the record has as many of them so."""
    found: dict[str, Any] = {}
    for field, full, short in (("author", "AF", "AU"), ("container-author", "BF", "BA"), ("editor", "", "BE")):
        names = record.get(full, []) if len(record.get(full, [])) >= len(record.get(short, [])) else record[short]
        names = names or record.get("ED" if field == "editor" else short, [])
        found[field] = [name for name in map(people.parse, names) if name]
    found["author"] += [{"literal": group} for tag in ("CA", "GP") for group in record.get(tag, []) if group]
    return found


def _numbers(start: str, end: str, record: Record) -> dict[str, Any]:
    def first(tag: str) -> str:
        return (record.get(tag) or [""])[0]

    doi = parse("doi", first("DI")) or parse("doi", first("D2"))
    pages = f"{start}-{end}" if start and end and start != end else start
    return {
        "page": paging.dashes(pages) or first("AR"),
        "number": first("AR") or first("PN"),
        "DOI": doi.value if doi else "",
        "PMID": first("PM"),
        "ISSN": ", ".join(dict.fromkeys(filter(None, (first("SN"), first("EI"))))),
        "ISBN": serials.isbn(record.get("BN", [])),
        "language": languages.tag(first("LA")),
    }


def _dates(year: str, day: str) -> dict[str, Any]:
    date = calendar.phrase(f"{year} {day.title()}".strip()) if year else calendar.phrase(day)
    return {"issued": date.to_csl() if date else None}
