"""Tables of references as Scopus, PubMed, Zotero and others export them (CSV, TSV) → references.

A column is known by its heading, https://service.elsevier.com/app/answers/detail/a_id/28378/ (Scopus),
https://pubmed.ncbi.nlm.nih.gov/help/#save-citations-file (PubMed).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning, entries, languages, people, serials
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.spreadsheet.columns import COLUMNS, TYPES
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, edtf, paging

#: The longest field; csv refuses longer ones by default.
_LONGEST = 10_000_000
_WITH_ID = re.compile(r"\s*\(\d{5,}\)\s*$")
_TEXTS = (
    "title", "container-title", "container-title-short", "collection-title", "volume", "publisher", "publisher-place",
    "edition", "abstract", "note", "event-title", "event-place", "title-short", "keyword", "genre", "source",
)  # fmt: skip
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_INITIALS_LIST = re.compile(r"[^\W\d_][\w'’. -]* [A-Z]{1,4}(?:, [^\W\d_][\w'’. -]* [A-Z]{1,4})*\.?")


def read(content: str, path: str = "-") -> Bibliography:
    """Return a reference for each row; a row with neither title nor DOI is a problem with its line."""
    csv.field_size_limit(_LONGEST)
    rows = _rows(content)
    header, _ = next(rows, ([], 0))
    fields = [COLUMNS.get(_heading(cell), "") for cell in header]
    if "title" not in fields and "DOI" not in fields:
        raise InputError("is no table of references: no column is called a title or a DOI", Location(path, 1))
    found: list[FileEntry] = []
    problems: list[Problem] = []
    for row, line in limited(rows, problems, path):
        if not any(cell.strip() for cell in row):
            continue
        values: dict[str, str] = {}
        for name, cell in zip(fields, row, strict=False):
            if name and cell.strip():
                values.setdefault(name, cell.strip())
        data = _data(values)
        place = Location(path, line)
        if data.get("title") or data.get("DOI"):
            found.append(FileEntry(data, place, values.get("key", ""), dict.fromkeys(("URL", "DOI"), line)))
        else:
            problems.append(Problem("this row has neither a title nor a DOI", place, ", ".join(row)[:500]))
    return entries.bibliography(found, problems, path)


def _rows(content: str) -> Iterator[tuple[Sequence[str], int]]:
    """Yield the rows with the line each begins on."""
    head = content.partition("\n")[0]
    sign = max("\t;,", key=head.count)
    reader = csv.reader(io.StringIO(content), delimiter=sign)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            line = reader.line_num + 1
            continue
        yield row, line
        line = reader.line_num + 1


def _heading(cell: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", cell.lower()).split())


def _data(values: Mapping[str, str]) -> dict[str, Any]:
    kind = TYPES.get(_heading(values.get("type", "")), "")
    data: dict[str, Any] = {"type": kind or ("article-journal" if "container-title" in values else "document")}
    for name in _TEXTS:
        data[name] = cleaning.csl(values.get(name, ""))
    for field in _NAMES:
        data[field] = _people(values.get(f"{field}-full", "") or values.get(field, ""))
    return entries.filled(data | _dates(values) | _numbers(values, data["type"]))


def _people(written: str) -> list[dict[str, str]]:
    """Return names that semicolons part or, where each has initials behind it, commas (``Doe J, Roe AB``)."""
    if ";" in written:
        parts = written.split(";")
    else:
        parts = written.split(",") if _INITIALS_LIST.fullmatch(written) else written.split("., ")
    bare = (_WITH_ID.sub("", part).strip().removesuffix(",") for part in parts)
    names = [people.parse(part) for part in bare if part]
    return [name for name in names if name and not people.is_others(name.get("literal") or name.get("family", ""))]


def _dates(values: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, names in (("issued", ("issued", "year")), ("accessed", ("accessed",))):
        dates = [edtf.read(values[name]) or calendar.slashed(values[name]) for name in names if name in values]
        known = [date for date in dates if date and date.parts]
        if known:
            found[field] = max(known, key=lambda date: len(date.parts[0])).to_csl()
    return found


def _numbers(values: Mapping[str, str], kind: str) -> dict[str, Any]:
    doi = parse("doi", values.get("DOI", ""))
    pmcid = parse("pmcid", values.get("PMCID", ""))
    start, end, article = (values.get(name, "") for name in ("page-start", "page-end", "article-number"))
    pages = values.get("page", "") or (f"{start}-{end}" if start and end and start != end else start)
    issn = re.findall(r"\d{4}-?\d{3}[\dXx]", values.get("ISSN", ""))
    return {
        "page": paging.dashes(pages) or (article if kind.startswith("article") else ""),
        "issue": values.get("issue", ""),
        "number": article or values.get("number", ""),
        "DOI": doi.value if doi else values.get("DOI", ""),
        "PMID": values.get("PMID", ""),
        "PMCID": pmcid.value if pmcid else "",
        "URL": values.get("URL", "").split(" ")[0],
        "ISSN": ", ".join(f"{number[:4]}-{number[-4:]}" for number in issn),
        "ISBN": serials.isbn([values.get("ISBN", "")]),
        "language": languages.tag(values.get("language", "").split(";")[0]),
    }
