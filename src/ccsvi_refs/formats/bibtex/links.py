"""The addresses in an entry's fields: one or several, bare, or in the argument of a command that LaTeX links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.formats import latex
from ccsvi_refs.formats.bibtex.syntax import RawEntry
from ccsvi_refs.text import addresses

#: Fields that hold no address of the page's: files, and what the cited work says or is filed under.
_LEFT_OUT = frozenset({"abstract", "annotation", "annote", "doi", "file", "keywords", "localfile", "owner", "crossref"})
_COMMAND = re.compile(r"\\(?:url|href|path|nolinkurl|burl)\s*\{((?:[^{}]|\{[^{}]*\}){1,2000})\}")
_SEVERAL = re.compile(r"[\s;,]+(?=(?:https?|ftp)://|www\.|\\(?:url|href)\b)", re.IGNORECASE)
_TILDE = re.compile(r"\{?\\textasciitilde(?:\{\}|\s)?\}?|\$\\sim\$|\\~\{\}|\{\\~\}|\\~")
_ESCAPED = re.compile(r"\{?\\([_&%#$])\}?")


def first(value: str) -> str:
    """Return the part of a field's value that is its first address."""
    return _SEVERAL.split(value.strip(), maxsplit=1)[0]


def found(raw: RawEntry) -> list[tuple[str, int]]:
    """Return the addresses of an entry with the lines of their fields, in the fields' order."""
    return [
        (url, raw.lines.get(name, raw.line))
        for name, value in raw.fields.items()
        if name not in _LEFT_OUT and ("://" in value or "www." in value.lower())
        for url in dict.fromkeys(_in(value))
    ]


def _in(value: str) -> Iterator[str]:
    for match in _COMMAND.finditer(value):
        if url := addresses.absolute(latex.verbatim(match[1])):
            yield url
    rest = _COMMAND.sub(" ", value)
    plain = _ESCAPED.sub(r"\1", _TILDE.sub("~", rest)).replace("{", "").replace("}", "")
    yield from (each.url for each in addresses.find(_SEVERAL.sub(" ", plain)))
