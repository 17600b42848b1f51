"""Kinds of items: a type and a set of variables, for which a layout is compiled once more, without what they rule out.

Nearly all that a style asks before it prints, it asks of the type, of which variables are there, and of which dates are
uncertain. Items that share these share a *kind*; a layout compiled for one holds no choice that the kind decides and no
element that it leaves empty, and prints the same. So do cites without a locator, as most are, beside those with one.
"""

from __future__ import annotations

from collections.abc import Callable

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import Render
from ccsvi_refs.csl.item import Kind
from ccsvi_refs.csl.output import Piece

ENOUGH = 16
"""So many renderings make a kind worth compiling for: that takes as long as about so many do."""

MOST = 500
"""So many kinds have a layout of their own, for either; items of others are rendered by the layout for all."""


def by_kind(general: Render, compile_for: Callable[[Kind, bool], Render]) -> Render:
    """Return a rendering that goes by the layout for an item's kind, once the kind has come up often enough.

    ``compile_for`` makes that layout, for cites without a locator or for those with one.
    """
    located: dict[Kind, Render] = {}
    bare: dict[Kind, Render] = {}
    seen: dict[tuple[Kind, bool], int] = {}

    def render(cite: Cite, out: list[Piece]) -> int:
        found = (located if cite.locator else bare).get(cite.item.kind)
        return found(cite, out) if found is not None else seldom(cite, out)

    def seldom(cite: Cite, out: list[Piece]) -> int:
        kind, is_bare = cite.item.kind, not cite.locator
        own, times = bare if is_bare else located, seen.get((kind, is_bare), 0)
        if times < ENOUGH or len(own) >= MOST:
            if times or len(seen) < MOST:
                seen[kind, is_bare] = times + 1
            return general(cite, out)
        found = own[kind] = compile_for(kind, is_bare)
        return found(cite, out)

    return render
