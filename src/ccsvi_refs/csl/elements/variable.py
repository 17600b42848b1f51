"""A variable's place in the output: printed unless it has stood in for names before, and marked where it does so now.

https://docs.citationstyles.org/en/stable/specification.html#substitute
"""

from __future__ import annotations

from collections.abc import Callable

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import Render
from ccsvi_refs.csl.elements.attributes import Emit, as_it_is
from ccsvi_refs.csl.output import EMPTY, FOUND, Piece
from ccsvi_refs.csl.scope import Scope

Content = Callable[[Cite], list[Piece]]
"""What a variable holds for a cite, in a list of its own; empty where there is nothing."""


def of_variable(name: str, content: Content, emit: Emit, scope: Scope) -> Render:
    """Return the rendering of a variable: FOUND where it holds something, EMPTY where not or where it is used up.

    A cite has its locator once, unless strict: styles that ask for it in two places mean one of them.
    """
    bare = emit is as_it_is

    def render(cite: Cite, out: list[Piece]) -> int:
        standing_in = cite.standing_in  # as Cite.used_up has it; a call for each variable costs a tenth of all
        if name in cite.suppressed or (standing_in is not None and name in standing_in):
            return EMPTY
        pieces = content(cite)
        if not pieces:
            return EMPTY
        if standing_in is not None:
            standing_in.add(name)
        if bare:
            out += pieces
        else:
            emit(cite, pieces, out)
        return FOUND

    return scope.known.variable(render if name != "locator" else _once(render, scope.strict))


def _once(render: Render, strict: bool) -> Render:
    """Return the rendering of a locator, which prints once unless strict."""

    def locator(cite: Cite, out: list[Piece]) -> int:
        if cite.locator_shown and not strict:
            return EMPTY
        found = render(cite, out)
        cite.locator_shown = cite.locator_shown or found == FOUND
        return found

    return locator
