r"""Citations by key: [@brown2015, p. 3] of Pandoc, \cite{brown2015}, :cite:`brown2015`, [brown2015]_ and [^brown]."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ccsvi_refs.location import LineIndex, Location

#: https://pandoc.org/MANUAL.html#citation-syntax: letters, digits and _ with single punctuation marks within.
_KEY = r"(?:[^\W_]|_)(?:[\w]|[:.#$%&+?<>~/-](?=[\w]))*|\{[^{}\s]{1,200}\}"
_PANDOC = re.compile(rf"(?<![\w@/.])-?@(?P<key>{_KEY})")
_GROUP = re.compile(r"\[(?P<inner>[^\[\]@]{0,500}(?<![\w/])@[^\[\]]{0,2000})\](?!\()")
_LATEX = re.compile(
    r"\\(?P<command>[A-Za-z]*cite[A-Za-z]*|nocite)\*?(?:\s?\[[^\[\]]{0,300}\]){0,2}\s?\{(?P<keys>[^{}]{1,2000})\}"
)
_ROLE = re.compile(r"(?::(?:foot)?cite(?::\w+)?:|\{(?:foot)?cite(?::\w+)?\})`(?P<keys>[^`]{1,2000})`")
_ORG = re.compile(r"\[cite(?:/[\w/-]+)?:(?P<inner>[^\[\]]{1,2000})\]")
_REST = re.compile(r"(?<![\w`])\[(?P<key>#?[^\W\d_][\w.:+-]{0,80}|#|\d{1,3})\]_(?!\w)")
_NOTE = re.compile(r"(?<![\w\\])\[\^(?P<key>[\w.:+-]{1,80})\](?!:)")
#: Code, in which nothing cites: fences, code between backticks, comments.
_CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$|(?<![`:}])`[^`\n]+`", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: What begins Quarto's cross-references, https://quarto.org/docs/authoring/cross-references.html
_CROSS_REFERENCES = re.compile(r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|nte|tip|wrn|imp|cau|suppfig)-")


@dataclass(frozen=True, slots=True)
class Key:
    """A key cited in the text, as printed and where; ``surely`` in a form that only citations have."""

    key: str
    text: str
    location: Location | None
    surely: bool = True
    hidden: bool = False


def pandoc(text: str, path: str) -> list[Key]:
    """Return the keys that Markdown cites as Pandoc does; outside brackets an @ may also be somebody's name."""
    shown = _without_code(text)
    index = LineIndex(text, path)
    groups = [(match.start(), match.end()) for match in _GROUP.finditer(shown)]
    found = []
    for match in _PANDOC.finditer(shown):
        key = match["key"].strip("{}")
        inside = any(start < match.start() < end for start, end in _around(groups, match.start()))
        if not _CROSS_REFERENCES.match(key):
            found.append(Key(key, f"@{key}", index.locate(match.start()), inside))
    return found


def _around(groups: list[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    found = bisect_right(groups, (at, at))
    yield from groups[max(0, found - 1) : found + 1]


def latex(text: str, path: str) -> list[Key]:
    r"""Return the keys that LaTeX cites; those of ``\nocite`` are cited without a word."""
    index = LineIndex(text, path)
    shown = re.sub(r"(?<!\\)%[^\n]*", lambda match: " " * len(match.group()), text)
    return [
        Key(key, f"\\{match['command']}{{{key}}}", index.locate(match.start()), hidden=match["command"] == "nocite")
        for match in _LATEX.finditer(shown)
        for key in _split(match["keys"])
    ]


def roles(text: str, path: str) -> list[Key]:
    """Return the keys that reStructuredText and MyST cite by role."""
    index = LineIndex(text, path)
    return [
        Key(key, match.group() if "," not in match["keys"] else key, index.locate(match.start()))
        for match in _ROLE.finditer(text)
        for key in _split(match["keys"])
    ]


def org(text: str, path: str) -> list[Key]:
    """Return the keys that Org cites, https://orgmode.org/manual/Citations.html."""
    index = LineIndex(text, path)
    return [
        Key(key["key"].strip("{}"), f"@{key['key']}", index.locate(match.start("inner") + key.start()))
        for match in _ORG.finditer(text)
        for key in _PANDOC.finditer(match["inner"])
    ]


def labels(text: str, path: str) -> list[Key]:
    """Return the labels that reStructuredText refers to: [label]_ and [#label]_."""
    index = LineIndex(text, path)
    return [Key(match["key"].lstrip("#"), match.group(), index.locate(match.start())) for match in _REST.finditer(text)]


def notes(text: str, path: str) -> list[Key]:
    """Return the labels of the footnotes that Markdown refers to."""
    index = LineIndex(text, path)
    shown = _without_code(text)
    return [Key(match["key"], match.group(), index.locate(match.start())) for match in _NOTE.finditer(shown)]


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _without_code(text: str) -> str:
    """Return a text with its code and comments blanked, so that every place stays where it is."""
    end = text.rfind("-->") + 3  # behind the last one no comment ends, and none is looked for
    shown = _COMMENT.sub(_blank, text[:end]) + text[end:] if end > 2 else text
    return _CODE.sub(_blank, shown)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
