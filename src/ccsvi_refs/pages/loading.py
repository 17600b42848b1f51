"""A path, ``-`` or an open file to a bibliography, by what its content and its name say it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import IO

from ccsvi_refs import formats
from ccsvi_refs.errors import EmptyInput, InputError
from ccsvi_refs.files import MOST, contents, within
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import foreign, kinds
from ccsvi_refs.text.printing import whole

_LINES = {".jsonl": "jsonl", ".ndjson": "jsonl"}
#: File name endings of pages; those of bibliography formats are known to ``formats``.
SUFFIXES = kinds.SUFFIXES | _LINES
#: Endings that say little of what a file holds: the content is asked first.
_VAGUE = frozenset({"", ".txt", ".text", ".xml", ".cff", ".dat", ".json", ".yaml", ".yml"})

_R_CODE = re.compile(r"(?:\s|#[^\n]*\n)*(?:citHeader|citEntry|bibentry|c\(\s*bibentry)\s?\(")
#: A heading, or a link, as only Markdown writes them.
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(\S+\)", re.MULTILINE)


def load(source: str | Path | IO[str] | IO[bytes], format: str | None = None) -> Bibliography:  # noqa: A002  # the API's word
    """Return what a page or bibliography file holds.

    ``source`` is a path, ``-`` for standard input or an open file; ``format`` is a name of ``kinds.KINDS``, ``jsonl``
    or a name of ``formats.READERS`` and wins over what the file says. Raises InputError for what cannot be read at
    all: no such file, a directory, an unknown kind, or nothing but white space.
    """
    path, data = _contents(source)
    return read(data, path, told(data, path, format))


def told(data: str | bytes, path: str, format: str | None = None) -> str:  # noqa: A002  # as in load
    """Return what a file is: a name of ``kinds.KINDS``, ``jsonl`` or one of ``formats.READERS``.

    InputError where nobody knows, or it has nothing but white space.
    """
    binary = _binary(data, path, format) if isinstance(data, bytes) else None
    return binary or format or _kind(path, _text(data, path))


def read(data: str | bytes, path: str, kind: str) -> Bibliography:
    """Return what a file of some kind holds."""
    if kind in kinds.KINDS and kinds.KINDS[kind].is_binary and isinstance(data, bytes):
        return _page(data, kind, path)
    text = _text(data, path)
    if kind in kinds.KINDS:
        return _page(text, kind, path)
    if kind == "jsonl" and not _holds_records(text):
        from ccsvi_refs.pages import strings

        return strings.read(text, path)
    return formats.read(text, "crossref" if kind == "jsonl" else kind, path)


def _page(content: str | bytes, kind: str, path: str) -> Bibliography:
    from ccsvi_refs.pages import reading  # the reader of citations, which a bibliography does without

    return reading.read(kinds.read(content, kind, path), path)


def _text(data: str | bytes, path: str) -> str:
    text = decode(data, path) if isinstance(data, bytes) else whole(data.removeprefix("\ufeff"))
    if not text.strip():
        raise EmptyInput("is empty", Location(path))
    return text


def contents_of(source: str | Path | IO[bytes]) -> tuple[str, bytes]:
    """Return the name and the bytes of a file; InputError where it is open as text."""
    path, data = _contents(source)
    if isinstance(data, str):
        message = "is open as text; open it as bytes, which say what its encoding and line ends are"
        raise InputError(message, Location(path))
    return path, data


def _contents(source: str | Path | IO[str] | IO[bytes]) -> tuple[str, str | bytes]:
    if source == "-":
        return "-", within(sys.stdin.buffer, MOST, "-")
    if not isinstance(source, (str, Path)):
        path = str(getattr(source, "name", "-"))
        return path, within(source, MOST, path)
    return str(Path(source)), contents(source)


def _binary(data: bytes, path: str, form: str | None) -> str | None:
    """Return the kind of a page that is no text, None where it is one or nobody knows it."""
    if form:
        return form if form in kinds.KINDS and kinds.KINDS[form].is_binary else None
    found = kinds.by_bytes(data)
    if not found and (why := foreign.by_bytes(data, Path(path).suffix.lower())):
        raise InputError(why, Location(path))
    return found


def _kind(path: str, text: str) -> str:
    """Return what a file is: a bibliography by its content, a page by it where its ending leaves that open."""
    if _R_CODE.match(text[:8000]):
        message = 'is R\'s CITATION, which is code; have R write toBibtex(citation("package")) to a .bib and name that'
        raise InputError(message, Location(path))
    suffix = "" if path == "-" else Path(path).suffix.lower()
    by_content = None if SUFFIXES.get(suffix) == "jsonl" else formats.by_content(text)
    if not by_content and (suffix in _VAGUE or not _is_known(path)):
        by_content = kinds.by_text(text)
    known = by_content or SUFFIXES.get(suffix) or formats.by_suffix(path)
    if known:
        return known
    if suffix:
        raise InputError(foreign.by_suffix(suffix), Location(path))
    return _guess(text.lstrip()[:2000])


def _is_known(path: str) -> bool:
    return Path(path).suffix.lower() in SUFFIXES or formats.by_suffix(path) is not None


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
    return "markdown" if _MARKDOWN.search(start) or start.startswith("---\n") else "text"


def _holds_records(text: str) -> bool:
    """Return whether JSON lines hold Crossref's records, which have a DOI and no text."""
    first = text.lstrip().partition("\n")[0]
    return '"DOI"' in first and '"text"' not in first
