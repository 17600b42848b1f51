"""The lines of one record of a file of tags, each with its places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ccsvi_refs.correcting.records.manners import Manner
from ccsvi_refs.correcting.records.region import Region


@dataclass(slots=True)
class Line:
    """A tag's line, with the lines that go on from it: from ``start`` to ``end``, which is behind its line feed.

    The value begins at ``value`` and ends at ``last``.
    """

    tag: str
    start: int
    value: int
    last: int
    end: int

    def said(self, text: str) -> str:
        """Return the value as it is written."""
        return text[self.value : self.last].strip()

    def region(self, encode: Callable[[str], str]) -> Region:
        """Return where the value stands."""
        return Region(self.value, self.last, str, encode)


def lines(text: str, manner: Manner, start: int, stop: int) -> list[Line]:
    """Return the lines of the record that begins at an offset; the next one begins at ``stop``."""
    found: list[Line] = []
    while start < stop:
        feed = text.find("\n", start)
        end = feed + 1 if feed >= 0 else len(text)
        raw = text[start : feed if feed >= 0 else end]
        match = manner.line.match(raw)
        if match:
            value = match.start(match.lastindex) if match.lastindex and match.lastindex > 1 else match.end()
            line = Line(match[1], start, start + value, start + len(raw.rstrip()), end)
            line.value = min(line.value, max(line.last, start + match.end(1)))
            found.append(line)
            if match[1] == manner.end:
                break
        elif raw.strip() and found:
            found[-1].last, found[-1].end = start + len(raw.rstrip()), end
        start = end
    return found
