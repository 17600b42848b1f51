"""The order of a page's citations, and the notes that they stand in.

What a footnote says comes where the text refers to it; a note that nobody refers to comes last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccsvi_refs.citing.opaque import Ground, Span
from ccsvi_refs.citing.syntax import Citation, Mark


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation in its place: the number of its note, and the span of that note where the page itself has it."""

    citation: Citation
    note: int
    within: Span | None = None


def placed(found: Sequence[Citation | Mark], ground: Ground) -> list[Placed]:
    """Return the citations in the order in which a reader meets them, in notes of their own or the page's."""
    notes = dict(reversed(ground.notes))
    spans = sorted(notes.values(), key=lambda one: one.start)
    inside: dict[Span, list[Citation | Mark]] = {span: [] for span in spans}
    text: list[Citation | Mark] = []
    for one in found:
        at = bisect_right(spans, one.place.start, key=lambda span: span.start) - 1
        (inside[spans[at]] if at >= 0 and one.place.end <= spans[at].end else text).append(one)
    walk = _Walk({label: inside[span] for label, span in notes.items()}, notes)
    return [*walk.through(text), *walk.left()]


@dataclass(slots=True)
class _Walk:
    """The notes not yet met, and the number of the last one."""

    notes: dict[str, list[Citation | Mark]]
    spans: dict[str, Span]
    last: int = 0

    def through(self, found: Sequence[Citation | Mark]) -> Iterator[Placed]:
        """Yield the citations of the text, and those of each note where it is referred to."""
        end, line = 0, Span(0, 0)
        for one in found:
            if isinstance(one, Citation):
                inner = one.place.start < end
                self.last += not inner
                yield Placed(one, self.last, line if inner else None)
            elif one.label:
                yield from self.note(one.label)
            else:
                self.last += 1
                end, line = one.place.end, one.place

    def note(self, label: str) -> Iterator[Placed]:
        """Yield the citations of a note, the first time that it is met."""
        found = self.notes.pop(label, None)
        if found is not None:
            self.last += 1
            number, span = self.last, self.spans[label]
            yield from (Placed(one, number, span) for one in found if isinstance(one, Citation))

    def left(self) -> Iterator[Placed]:
        """Yield the citations of the notes that nobody refers to."""
        for label in list(self.notes):
            yield from self.note(label)
