"""A page taken apart: its blocks, what it cites by key, the bibliographies it names and the records it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ccsvi_refs.model import Bibliography, Problem, Reference
from ccsvi_refs.pages.blocks import Block
from ccsvi_refs.pages.intext.keyed import Key


@dataclass(frozen=True, slots=True)
class Named:
    """A bibliography that a page names, as written, and the line it does so in."""

    path: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A page taken apart.

    ``text`` is its source, in which places are found, empty where it is no text. ``keys`` are what it cites of
    ``bibliographies`` or of ``records`` it holds itself; ``labels`` refer to notes and entries of its own list.
    ``held`` are records of works that it prints or cites in other words. ``everything`` is set where it takes in a
    bibliography whole.
    """

    blocks: Sequence[Block]
    text: str = ""
    keys: Sequence[Key] = ()
    labels: Sequence[Key] = ()
    bibliographies: Sequence[Named] = ()
    everything: bool = False
    records: Bibliography | None = None
    held: Sequence[Reference] = ()
    problems: Sequence[Problem] = ()
