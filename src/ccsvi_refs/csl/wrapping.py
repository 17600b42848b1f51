"""What a caller puts around variables: a piece of the output format before what a variable prints, and one after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.output import Node, Piece
from ccsvi_refs.errors import SettingsError

Wraps = Mapping[str, Callable[[Mapping[str, Any], str], tuple[str, str] | None]]
"""By variable, what returns the two pieces for an item's data and the variable's name; None for nothing around it."""

Wrapping = Callable[[Cite, list[Piece]], list[Piece]]
_JOINT = ("editor-translator", "editor")


def wrapping(variable: str, wraps: Wraps) -> Wrapping | None:
    """Return what surrounds a variable's text, None where nothing does; editors who translated count as editors."""
    names = _JOINT if variable == "editortranslator" else (variable,)
    name = next((one for one in names if one in wraps), None)
    if name is None:
        return None
    pieces = wraps[name]

    def wrap(cite: Cite, content: list[Piece]) -> list[Piece]:
        around = None if cite.compared else pieces(cite.item.data, name)
        if around is None:
            return content
        if not isinstance(around, tuple) or len(around) != 2 or not all(isinstance(one, str) for one in around):
            raise SettingsError(f"what wraps {name!r} returns two texts or None, not {around!r:.80}")
        return [Node(content, link=around)]

    return wrap
