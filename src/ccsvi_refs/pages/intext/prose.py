"""The running text of a page, and where in its source a piece of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.pages.blocks import Line


@dataclass(slots=True)
class Prose:
    """The lines of the running text and the source they stand in, which is empty where it is no text."""

    lines: Sequence[Line]
    source: str
    path: str
    starts: list[int] = field(default_factory=list)
    index: LineIndex | None = None
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.source:
            self.index = LineIndex(self.source, self.path)
            at = 0
            for line in self.source.split("\n"):
                self.starts.append(at)
                at += len(line) + 1

    def place(self, line: Line, words: str) -> Location:
        """Return where words of a line stand; words that come again are found one after the other."""
        number = line.location.line
        if self.index is None or not 0 < number <= len(self.starts):
            return line.location
        begin, last = self.starts[number - 1], self.seen.get(words, -1)
        found = self.source.find(words, max(begin, last + 1), begin + 3 * len(line.text) + 400)
        found = last if found < 0 and last >= begin else found
        if found < 0:
            return line.location
        self.seen[words] = found
        return self.index.locate(found)

    def is_code(self, place: Location) -> bool:
        """Return whether a place stands in code set between backticks."""
        if self.index is None or not 0 < place.line <= len(self.starts):
            return False
        start = self.starts[place.line - 1]
        return self.source.count("`", start, start + max(0, place.column - 1)) % 2 == 1
