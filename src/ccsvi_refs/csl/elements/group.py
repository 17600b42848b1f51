"""cs:group: https://docs.citationstyles.org/en/stable/specification.html#group."""

from __future__ import annotations

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.elements.attributes import emitter
from ccsvi_refs.csl.output import EMPTY, FOUND, PLAIN, Piece
from ccsvi_refs.csl.scope import Render, Scope
from ccsvi_refs.csl.xml import Element

_BARE = frozenset({"delimiter"})


def compile_group(element: Element, scope: Scope) -> Render:
    """Return the rendering of a group, which vanishes where variables were called and all were empty."""
    renders = scope.children(element)
    delimiter = element.attrs.get("delimiter", "")
    join = delimited(renders, delimiter)
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


def delimited(renders: list[Render], delimiter: str) -> Render:
    """Return the rendering of several elements with a delimiter between those that print something.

    What prints counts as a variable found for the group around it.
    """

    def render(cite: Cite, out: list[Piece]) -> int:
        start = len(out)
        status = PLAIN
        for one in renders:
            before = len(out)
            if delimiter and before > start:
                out.append(delimiter)
                found = one(cite, out)
                if len(out) == before + 1:
                    out.pop()
            else:
                found = one(cite, out)
            if found > status:
                status = found
        if len(out) == start:
            return status
        if status == EMPTY:
            del out[start:]
            return EMPTY
        return FOUND

    return render


__all__ = ["FOUND", "compile_group", "delimited"]
