"""A path, ``-`` or an open text to a bibliography, by what its name says it is."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import IO, Any

from ccsvi_refs import formats
from ccsvi_refs.errors import EmptyInput, InputError
from ccsvi_refs.formats import citation
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Mention, Problem, Reference
from ccsvi_refs.pages.reading import KINDS, read
from ccsvi_refs.text.printing import whole
from ccsvi_refs.text.values import is_deep, mended

#: File name endings of pages; those of bibliography formats are known to ``formats``.
SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".txt": "text", ".text": "text", ".rst": "rst", ".rest": "rst", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip

#: A heading, or a link, as only Markdown writes them.
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(\S+\)", re.MULTILINE)


def load(source: str | Path | IO[str] | IO[bytes], format: str | None = None) -> Bibliography:  # noqa: A002  # the API's word
    """Return what a page or bibliography file holds.

    ``source`` is a path, ``-`` for standard input or an open file; ``format`` is ``text``, ``markdown``, ``html``,
    ``jsonl`` or a name of ``formats.READERS`` and wins over the file's ending. Raises InputError for what cannot be
    read at all: no such file, a directory, binary data, an unknown kind, or nothing but white space.
    """
    path, data = _contents(source)
    text = decode(data, path) if isinstance(data, bytes) else whole(data.removeprefix("\ufeff"))
    if not text.strip():
        raise EmptyInput("is empty", Location(path))
    kind = format or _kind(path, text)
    if kind in KINDS:
        return read(text, kind, path)
    if kind == "jsonl" and not _holds_records(text):
        return _lines(text, path)
    return formats.read(text, "crossref" if kind == "jsonl" else kind, path)


def _contents(source: str | Path | IO[str] | IO[bytes]) -> tuple[str, str | bytes]:
    if source == "-":
        return "-", sys.stdin.buffer.read()
    if not isinstance(source, (str, Path)):
        return str(getattr(source, "name", "-")), source.read()
    path = Path(source)
    try:
        return str(path), path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", Location(str(path))) from None
    except IsADirectoryError:
        raise InputError("is a directory, not a file", Location(str(path))) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot be read: {reason}", Location(str(path))) from None


def _kind(path: str, text: str) -> str:
    """Return what the content says it is, whatever its name; else what the name's ending says."""
    suffix = Path(path).suffix.lower()
    is_lines = SUFFIXES.get(suffix) == "jsonl"
    known = (None if is_lines else formats.by_content(text)) or SUFFIXES.get(suffix) or formats.by_suffix(path)
    if known:
        return known
    if suffix and path != "-":
        endings = ", ".join(sorted(SUFFIXES.keys() | formats.SUFFIXES.keys()))
        raise InputError(f"unknown kind of file {suffix!r}; name its format, or use one of {endings}", Location(path))
    return _guess(text.lstrip()[:2000])


def _guess(start: str) -> str:
    """Return what a text without a name seems to be."""
    low = start.lower()
    if low.startswith(("<!doctype html", "<html")) or any(tag in low for tag in ("<body", "<p>", "<li>", "<div")):
        return "html"
    if low.startswith("<?xml"):
        return "pubmed"
    if start.startswith("{") and '"text"' in start.split("\n", 1)[0]:
        return "jsonl"
    if start.startswith(("{", "[{", "[\n", "[ ")):
        return "csl-json"
    if start.startswith("@"):
        return "bibtex"
    return "markdown" if _MARKDOWN.search(start) else "text"


def _holds_records(text: str) -> bool:
    """Return whether JSON lines hold Crossref's records, which have a DOI and no text."""
    first = text.lstrip().partition("\n")[0]
    return '"DOI"' in first and '"text"' not in first


def _lines(text: str, path: str) -> Bibliography:
    """Return the references of ``{"id", "text"}`` objects, one a line, and a problem for every line that is none."""
    references: list[Reference] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found = _entry(line, Location(path, number))
            (references if isinstance(found, Reference) else problems).append(found)  # type: ignore[arg-type]
    return Bibliography(tuple(references), problems=tuple(problems), path=path)


def _entry(line: str, place: Location) -> Reference | Problem:
    try:
        record: Any = json.loads(line)
        record = None if is_deep(record) else mended(record)
    except (ValueError, RecursionError) as error:
        return Problem(f"is no JSON: {error}", place, line[:500])
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        return Problem('is no object with a "text"', place, line[:500])
    found = citation.read(record["text"])
    key = record.get("id")
    named = found.with_fields(id=str(key) if isinstance(key, (str, int)) else f"line-{place.line}")
    return Reference(named.data, Mention(record["text"], place), named.provenance)
