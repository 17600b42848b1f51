"""Places as editors count them (lines, and code units in a line) ⇄ offsets into a text with plain line ends.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments: a line ends
with a line feed, a carriage return or both; no other character ends one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from lsprotocol.types import Position, PositionEncodingKind, Range

_END = re.compile(r"\r\n?|\n")


def split(text: str) -> list[str]:
    """Return the lines of a text with their ends; the last one has none, and may be empty."""
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def edited(lines: list[str], where: Range, text: str, encoding: str) -> None:
    """Put a text in the place of a range of the lines; a place outside of them is the nearest one in them."""
    first, start = _column(lines, where.start, encoding)
    last, end = _column(lines, where.end, encoding)
    if (last, end) < (first, start):
        last, end = first, start
    new = lines[first][:start] + text + lines[last][end:]
    if first and lines[first - 1].endswith("\r") and new.startswith("\n"):  # the two become one line end
        first -= 1
        new = lines[first] + new
    lines[first : last + 1] = split(new) if last + 1 == len(lines) else split(new)[:-1]


def _column(lines: Sequence[str], position: Position, encoding: str) -> tuple[int, int]:
    """Return the number of a line and how many of its characters stand before a position."""
    if position.line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    line = max(position.line, 0)
    return line, characters(lines[line].rstrip("\r\n"), position.character, encoding)


def units(text: str, encoding: str) -> int:
    """Return how many code units a text has."""
    if text.isascii() or encoding == PositionEncodingKind.Utf32:
        return len(text)
    if encoding == PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(line: str, count: int, encoding: str) -> int:
    """Return how many characters of a line begin before a number of code units; all, where it has no more units."""
    if line.isascii() or encoding == PositionEncodingKind.Utf32:
        return min(max(count, 0), len(line))
    before = accumulate((units(char, encoding) for char in line), initial=0)
    return next((at for at, passed in enumerate(before) if passed >= count), len(line))


class Places:
    """Turns offsets into a text into an editor's positions and back.

    ``text`` is what readers are given: with line feeds for line ends, and without the ``lead`` characters (byte order
    marks) that the editor has before it.
    """

    __slots__ = ("_encoding", "_lead", "_starts", "text")

    def __init__(self, text: str, lead: str = "", encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self._lead = units(lead, encoding)
        self._encoding = encoding
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        before = units(self.text[self._starts[line] : offset], self._encoding)
        return Position(line, before + (0 if line else self._lead))

    def range(self, start: int, end: int) -> Range:
        """Return the range from one offset to another."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position; of one outside the text the nearest in it."""
        if position.line >= len(self._starts):
            return len(self.text)
        line = max(position.line, 0)
        count = position.character - (0 if line else self._lead)
        return self._starts[line] + characters(self.line(line), count, self._encoding)

    def line(self, line: int) -> str:
        """Return a line, counted from 0, without its end; empty where there is none."""
        if line >= len(self._starts):
            return ""
        end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[line] : end]

    def at(self, line: int, column: int = 1) -> int:
        """Return the offset of a line and column, both counted from 1; of one outside the text the nearest in it."""
        line = min(max(line, 1), len(self._starts)) - 1
        return self._starts[line] + min(max(column - 1, 0), len(self.line(line)))
