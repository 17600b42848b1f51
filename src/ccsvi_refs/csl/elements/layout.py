"""cs:layout: its children in a row; affixes and delimiter are the citation's or the bibliography's to add."""

from __future__ import annotations

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import Render
from ccsvi_refs.csl.elements.attributes import closed
from ccsvi_refs.csl.output import Node, Piece
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element


def compile_layout(element: Element, scope: Scope) -> Render:
    """Return the rendering of one cite or entry; second-field-align sets its first field apart."""
    outer, scope.depth = scope.depth, scope.inside(element.attrs.get("prefix", ""))
    renders = scope.children(element)
    scope.depth = outer
    if scope.area != "bibliography" or not scope.style.get("second-field-align"):
        return closed(scope.known.row(renders), element, scope)

    def render(cite: Cite, out: list[Piece]) -> int:
        status = 0
        for place, one in enumerate(renders):
            content: list[Piece] = []
            status = max(status, one(cite, content))
            out += content if place else [Node(content, tag="first-field")]
        return status

    return closed(render, element, scope)
