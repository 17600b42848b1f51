"""Renderings put together: in a row, with delimiters, in groups that vanish, one in place of another.

A rendering that prints nothing whatever the cite (of a variable that a kind of item lacks, say) is one of ``NOTHING``:
it takes part here, when a style is compiled, and not when an item is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

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


def row(renders: Sequence[Render], delimiter: str = "", least: int = PLAIN) -> Render:
    """Return one rendering of several, with delimiters between those that print; its status is at least that given."""
    if not renders:
        return NOTHING[least]
    if len(renders) == 1 and least == PLAIN:
        return renders[0]
    if not delimiter or len(renders) == 1:
        return _sequence(renders, least)

    def render(cite: Cite, out: list[Piece]) -> int:
        start = size = len(out)
        status = least
        for one in renders:
            if size == start:
                found = one(cite, out)
                size = len(out)
            else:
                out.append(delimiter)
                found = one(cite, out)
                if len(out) == size + 1:
                    out.pop()
                else:
                    size = len(out)
            if found > status:
                status = found
        return status

    return render


def _sequence(renders: Sequence[Render], least: int) -> Render:
    def render(cite: Cite, out: list[Piece]) -> int:
        status = least
        for one in renders:
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


def grouped(inner: Render) -> Render:
    """Return a rendering that vanishes where variables were called and all were empty.

    What prints counts as a variable found for the group around it; cs:group and macros do so.
    https://docs.citationstyles.org/en/stable/specification.html#group
    """

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


class Row(NamedTuple):
    """What a row of renderings was made of."""

    parts: tuple[Render, ...]
    delimiter: str
    least: int


class Known:
    """What is known of renderings when they are put together: the more, the less is left to do for each item.

    ``firm`` are those that return FOUND where they print anything: no group around them has to look again. Those that
    are ``asking`` call a variable always, so that they never return PLAIN. ``words`` print the same for every cite and
    call none. ``rows`` are several in a row: they become part of a row around them.
    """

    __slots__ = ("asking", "firm", "rows", "words")

    def __init__(self) -> None:
        self.firm: set[Render] = set(NOTHING)
        self.asking: set[Render] = set()
        self.words: set[Render] = set()
        self.rows: dict[Render, Row] = {}

    def variable(self, render: Render) -> Render:
        """Return the rendering, which is known from now on to be FOUND where it prints anything, else EMPTY."""
        self.firm.add(render)
        self.asking.add(render)
        return render

    def fixed(self, render: Render) -> Render:
        """Return the rendering, which is known from now on to print the same always."""
        self.words.add(render)
        return render

    def like(self, render: Render, *parts: Render) -> Render:
        """Return the rendering, which is firm where its parts are."""
        if self.firm.issuperset(parts):
            self.firm.add(render)
        return render

    def around(self, render: Render, inner: Render) -> Render:
        """Return the rendering, of which is known what is known of the one that it holds."""
        if inner in self.asking:
            self.asking.add(render)
        return self.like(render, inner)

    def row(self, renders: Sequence[Render], delimiter: str = "") -> Render:
        """Return one rendering of several in a row, with a delimiter between those that print something."""
        parts, least = self._parts(renders, delimiter)
        if len(parts) == 1:
            (only,) = parts
            if only in self.rows:
                parts, delimiter, own = self.rows[only]
                least = max(least, own)
            elif least == EMPTY and only in self.asking:
                least = PLAIN
        made = row(parts, delimiter, least)
        if made in NOTHING or made in parts:
            return made
        self.rows[made] = Row(tuple(parts), delimiter, least)
        if least > PLAIN or not self.asking.isdisjoint(parts):
            self.asking.add(made)
        return self.like(made, *parts)

    def _parts(self, renders: Sequence[Render], delimiter: str) -> tuple[Sequence[Render], int]:
        """Return the renderings that may print something, and the highest status that the others return."""
        parts: list[Render] = []
        least = PLAIN
        for one in renders:
            inner = self.rows.get(one)
            if one in NOTHING:
                least = max(least, NOTHING.index(one))
            elif inner is not None and inner.delimiter == delimiter:
                parts += inner.parts
                least = max(least, inner.least)
            else:
                parts.append(one)
        return parts, least

    def group(self, renders: Sequence[Render], delimiter: str = "") -> Render:
        """Return one rendering of several as cs:group has it."""
        inner = self.row(renders, delimiter)
        if inner in self.firm:
            return inner
        made = self.rows.get(inner)
        if made is not None and made.least == EMPTY and self.words.issuperset(made.parts):
            return NOTHING[EMPTY]
        found = grouped(inner)
        self.firm.add(found)
        if inner in self.asking:
            self.asking.add(found)
        return found
