"""Renderings put together: in a row, with delimiters, in groups that vanish, one in place of another.

A rendering that prints nothing whatever the cite (of a variable that a kind of item lacks, say) is one of ``NOTHING``:
it takes part here, when a style is compiled, and not when an item is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.output import EMPTY, FOUND, PLAIN, Piece

Render = Callable[[Cite, list[Piece]], int]
"""A compiled element: appends what it prints and returns PLAIN, EMPTY or FOUND."""


def _plain(_cite: Cite, _out: list[Piece]) -> int:
    return PLAIN


def _empty(_cite: Cite, _out: list[Piece]) -> int:
    return EMPTY


def _found(_cite: Cite, _out: list[Piece]) -> int:
    return FOUND


NOTHING = (_plain, _empty, _found)
"""Renderings that print nothing, by the status that they return."""


def living(renders: Sequence[Render]) -> tuple[list[Render], int]:
    """Return the renderings that may print something, and the highest status that the others return."""
    least = max((NOTHING.index(one) for one in renders if one in NOTHING), default=PLAIN)
    return [one for one in renders if one not in NOTHING], least


def sequence(renders: Sequence[Render]) -> Render:
    """Return one rendering of several in a row."""
    rest, least = living(renders)
    if not rest:
        return NOTHING[least]
    if len(rest) == 1 and least == PLAIN:
        return rest[0]

    def render(cite: Cite, out: list[Piece]) -> int:
        status = least
        for one in rest:
            found = one(cite, out)
            if found > status:
                status = found
        return status

    return render


def first_of(renders: list[Render]) -> Render:
    """Return one rendering of several that stand in for one another: the first that prints something."""

    def render(cite: Cite, out: list[Piece]) -> int:
        before, status = len(out), PLAIN
        for one in renders:
            status = max(status, one(cite, out))
            if len(out) > before:
                break
        return status

    return render


def delimited(renders: Sequence[Render], delimiter: str) -> Render:
    """Return one rendering of several, with a delimiter between those that print something."""
    rest, least = living(renders)
    if not delimiter or len(rest) < 2:
        return sequence(renders)

    def render(cite: Cite, out: list[Piece]) -> int:
        start = len(out)
        status = least
        for one in rest:
            before = len(out)
            if before > start:
                out.append(delimiter)
                found = one(cite, out)
                if len(out) == before + 1:
                    out.pop()
            else:
                found = one(cite, out)
            if found > status:
                status = found
        return status

    return render


def grouped(renders: Sequence[Render], delimiter: str = "") -> Render:
    """Return one rendering of several that vanishes where variables were called and all were empty.

    What prints counts as a variable found for the group around it; cs:group and macros do so.
    https://docs.citationstyles.org/en/stable/specification.html#group
    """
    rest, least = living(renders)
    if not rest:
        return NOTHING[least]
    inner = delimited(renders, delimiter)

    def render(cite: Cite, out: list[Piece]) -> int:
        start = len(out)
        status = inner(cite, out)
        if len(out) == start:
            return status
        if status == EMPTY:
            del out[start:]
            return EMPTY
        return FOUND

    return render


class Firm:
    """The renderings known to return FOUND where they print anything: no group around them has to look again."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: set[Render] = set(NOTHING)

    def __contains__(self, render: Render) -> bool:
        return render in self._known

    def add(self, render: Render) -> Render:
        """Return the rendering, which is known from now on."""
        self._known.add(render)
        return render

    def like(self, render: Render, *parts: Render) -> Render:
        """Return the rendering, which is firm where its parts are."""
        if self._known.issuperset(parts):
            self._known.add(render)
        return render

    def group(self, renders: Sequence[Render], delimiter: str = "") -> Render:
        """Return one rendering of several as cs:group has it."""
        if self._known.issuperset(renders):
            return self.add(delimited(renders, delimiter))
        return self.add(grouped(renders, delimiter))
