"""A place in a document: path, line and column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a document; lines and columns count from 1, 0 means the whole file or line."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``path:line:column`` without the parts that are unknown."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"

    def as_json(self) -> dict[str, str | int | None]:
        """Return the JSON shape ``{"path", "line", "column"}``; unknown parts are null."""
        return {"path": self.path, "line": self.line or None, "column": self.column or None}


class LineIndex:
    """Turns offsets into a text into locations, in O(log n) each."""

    __slots__ = ("_path", "_starts")

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._starts = [0]
        start = text.find("\n")
        while start >= 0:
            self._starts.append(start + 1)
            start = text.find("\n", start + 1)

    def locate(self, offset: int) -> Location:
        """Return the location of the character at ``offset`` (from 0)."""
        line = bisect_right(self._starts, offset)
        return Location(self._path, line, offset - self._starts[line - 1] + 1)
