"""Which stretches of a text are taken by edits."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from ccsvi_refs.correcting.places import Edit


@dataclass(slots=True)
class Taken:
    """The edits made so far: those that replace something, none of which overlap, and the places of the others."""

    stretches: list[tuple[int, int, str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def take(self, edits: Iterable[Edit]) -> bool:
        """Take the places of some edits; return False, and take none, where one is taken by something else."""
        listed = list(edits)
        if any(map(self._meets, listed)):
            return False
        for edit in listed:
            if edit.start == edit.end:
                insort(self.places, edit.start)
            elif (stretch := (edit.start, edit.end, edit.text)) not in self._around(edit):
                insort(self.stretches, stretch)
        return True

    def _around(self, edit: Edit) -> list[tuple[int, int, str]]:
        """Return the stretches that an edit overlaps."""
        first = max(bisect_left(self.stretches, (edit.start,)) - 1, 0)
        last = bisect_left(self.stretches, (edit.end,))
        return [each for each in self.stretches[first:last] if each[0] < edit.end and edit.start < each[1]]

    def _meets(self, edit: Edit) -> bool:
        inside = bisect_left(self.places, edit.start + 1)
        if inside < len(self.places) and self.places[inside] < edit.end:
            return True
        return any(each != (edit.start, edit.end, edit.text) for each in self._around(edit))
