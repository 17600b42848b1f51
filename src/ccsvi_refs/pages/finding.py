"""Pieces of a parsed text found again in its source: the parser gives lines, not columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.model import Link

#: How far ahead a piece of text is looked for.
_REACH = 2000


@dataclass(slots=True)
class Source:
    """The page's text and how far its tokens have been found in it."""

    text: str
    path: str
    base: str = ""
    resources: list[Link] = field(default_factory=list)
    index: LineIndex = field(init=False)
    starts: list[int] = field(init=False)
    at: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        self.index = LineIndex(self.text, self.path)
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text)]

    def enter(self, lines: list[int]) -> None:
        """Look between two lines from now on."""
        self.at = self.starts[min(lines[0], len(self.starts) - 1)]
        self.end = self.starts[min(lines[1], len(self.starts) - 1)]

    def near(self, url: str) -> Location | None:
        """Return where an address stands right behind its label, None where it stands elsewhere."""
        found = self.text.find(url, self.at, min(self.end, self.at + len(url) + 10))
        if found < 0:
            return None
        self.at = found + len(url)
        return self.index.locate(found)

    def look(self, words: str) -> Location:
        """Return where a piece of text stands, or where it should where it is written otherwise."""
        found = self._find(words)
        return self.index.locate(found if found >= 0 else min(self.at, max(0, len(self.text) - 1)))

    def place(self, words: str) -> Location:
        """Return where a piece of text stands, and look behind it from then on."""
        place = self.look(words)
        found = self._find(words)
        self.at = found + len(words) if found >= 0 else self.at
        return place

    def next_line(self) -> None:
        """Look in the line after this one from now on."""
        found = self.text.find("\n", self.at, self.end)
        self.at = found + 1 if found >= 0 else self.at

    def _find(self, words: str) -> int:
        return self.text.find(words, self.at, min(self.end, self.at + len(words) + _REACH))
