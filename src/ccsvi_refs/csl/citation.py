"""One citation: what the document asks for, and how a cite opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.collapse import Rendered
from ccsvi_refs.csl.output import Node, Piece, first_tagged, plain
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.textcase import capitalize_first
from ccsvi_refs.errors import ItemError


@dataclass(frozen=True, slots=True)
class Handle:
    """Names one citation of one document."""

    number: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: the number of the note it stands in, 0 for none, and its cites."""

    handle: Handle
    note: int
    cites: tuple[Request, ...]


def read_request(cite: Mapping[str, Any] | str) -> Request:
    """Return the cite of a CSL-JSON citation item, or of a bare item id."""
    if isinstance(cite, str):
        return Request(cite)
    if not isinstance(cite, Mapping) or cite.get("id") is None:
        raise ItemError("a cite needs the id of an item", "")
    locator, label = _labelled(_text(cite.get("locator")).strip(), _text(cite.get("label")))
    position, near = cite.get("position"), cite.get("near-note")
    return Request(
        id=str(cite["id"]),
        locator=locator,
        label=label,
        prefix=_text(cite.get("prefix")),
        suffix=_text(cite.get("suffix")),
        suppress_author=bool(cite.get("suppress-author")),
        author_only=bool(cite.get("author-only")),
        near_note=None if near is None else bool(near),
        position=position if isinstance(position, int) and not isinstance(position, bool) else None,
    )


def _labelled(locator: str, label: str) -> tuple[str, str]:
    """Return a locator without the label that it begins with, and the label: ``vol. 1`` is volume 1."""
    numeral = numbers.read(locator) if locator else None
    if numeral is None or not numeral.labels[0]:
        return locator, label or "page"
    return locator[locator.index(numeral.parts[0]) :], numeral.labels[0]


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def spaced(prefix: list[Piece], suffix: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return a cite's own affixes, with a space where the user left it out between words."""
    before, after = plain(prefix), plain(suffix)
    if before and (before[-1].isalnum() or before[-1] in ".,;:!?…)]”"):
        prefix = [*prefix, " "]
    if after and (after[0].isalnum() or after[0] in "(["):
        suffix = [" ", *suffix]
    if suffix:
        suffix = [Node([], tag="hold"), *suffix]
    return prefix, suffix


def opening(cite: Rendered, first: bool) -> Rendered:
    """Return a note's cite with a term in upper case where it opens a sentence.

    Fixtures ``magic_CapitalizeFirstOccurringTerm``, ``bugreports_CapsAfterOneWordPrefix``.
    """
    before = plain(cite.prefix).strip().rstrip("”’\"'")
    if before:
        if not before.endswith((".", "!", "?")) or " " not in before:
            return cite
    elif not first:
        return cite
    return replace(cite, pieces=raised(cite.pieces))


def raised(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with a term that opens them in upper case."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            if any(map(str.isalnum, piece)):
                return pieces
        elif piece.tag == "first-field" and first_tagged(piece.kids, "term") is None:
            continue
        elif piece.tag == "term":
            return [*pieces[:place], piece.with_kids(capitalize_first(piece.kids)), *pieces[place + 1 :]]
        elif piece.kids:
            return [*pieces[:place], piece.with_kids(raised(piece.kids)), *pieces[place + 1 :]]
    return pieces
