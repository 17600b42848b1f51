"""cs:group: https://docs.citationstyles.org/en/stable/specification.html#group."""

from __future__ import annotations

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.elements.attributes import around, bracketed, closed
from ccsvi_refs.csl.output import Piece, in_line
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element


def compile_group(element: Element, scope: Scope) -> Render:
    """Return the rendering of a group, which vanishes where variables were called and all were empty."""
    delimiter = element.attrs.get("delimiter", "")
    outer, scope.depth = scope.depth, scope.inside(element.attrs.get("prefix", ""))
    join = _in_line(scope.known.group(scope.within(delimiter, element), delimiter), scope)
    scope.depth = outer
    return join if join in NOTHING else around(closed(join, element, scope), bracketed(element.attrs, scope), scope)


def _in_line(render: Render, scope: Scope) -> Render:
    """Return a rendering without blocks: ``display`` counts for what stands in the layout itself, macros included.

    https://docs.citationstyles.org/en/stable/specification.html#display
    """
    if render in NOTHING or (scope.kind is not None and not scope.blocks):
        return render

    def flat(cite: Cite, out: list[Piece]) -> int:
        start = len(out)
        status = render(cite, out)
        if scope.blocks:
            out[start:] = map(in_line, out[start:])
        return status

    return scope.known.around(flat, render)
