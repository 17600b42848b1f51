"""cs:group: https://docs.citationstyles.org/en/stable/specification.html#group."""

from __future__ import annotations

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.elements.attributes import emitter
from ccsvi_refs.csl.output import Piece
from ccsvi_refs.csl.scope import Render, Scope, delimited, grouped
from ccsvi_refs.csl.xml import Element

_BARE = frozenset({"delimiter"})


def compile_group(element: Element, scope: Scope) -> Render:
    """Return the rendering of a group, which vanishes where variables were called and all were empty."""
    delimiter = element.attrs.get("delimiter", "")
    join = grouped(delimited(scope.within(delimiter, element), delimiter))
    if element.attrs.keys() <= _BARE:
        return join
    emit = emitter(element.attrs, scope)

    def render(cite: Cite, out: list[Piece]) -> int:
        content: list[Piece] = []
        status = join(cite, content)
        if content:
            emit(cite, content, out)
        return status

    return render
