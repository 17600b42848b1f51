"""Runs: the output tree as texts and marks in a row, before punctuation is settled in it and after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ccsvi_refs.csl.output import APART, MARK, PROPERTIES, Format, Node, Piece, Quotes

Mark = tuple[str, str, str]
"""``(kind, name, value)``: kind ``open`` or ``close``; name a property, ``display``, ``link``, ``wrap``,
``quote``, ``hold``, ``set`` or ``apart``.

``hold`` follows a quotation inside a field: what the field has after it stays where it is. ``set`` follows a text that
the style itself set in quotation marks. ``apart`` stands before a text of the style's that does not move into a
quotation before it.
"""

Token = str | Mark

_LOUD = re.compile(
    rf"{APART}(?:-(?<=-{APART}.)|,(?<=,{APART}.)|\.(?<=\.{APART}.)|:(?<=:{APART}.)|’(?<=’{APART}.)|‘(?<=[‘?!]{APART}.)"
    rf"|\s(?<=\s{APART}.)|[\u0300-\u036f])",
    re.DOTALL,
)
"""Where two texts meet that escapes of a format would read as one thing: ``--`` is a dash in LaTeX."""

_BASE = ("normal", "normal", "normal", "none", "baseline")


def flattened(pieces: Sequence[Piece], quotes: Quotes) -> tuple[list[str], list[Mark]]:
    """Return the texts of a tree, with MARK, that very object, where a mark stands, and the marks in their order."""
    texts: list[str] = []
    marks: list[Mark] = []
    _flatten(pieces, _BASE, 0, quotes, texts, marks)
    return texts, marks


def together(texts: list[str], marks: list[Mark]) -> list[Token]:
    """Return the run of texts and marks, with all that stands between two marks in one text where a format allows."""
    filled = list(filter(None, texts))
    parts = "".join(filled).split(MARK)
    if len(parts) != len(marks) + 1 or _LOUD.search(APART.join(filled)):
        left = iter(marks)
        return [next(left) if text is MARK else text for text in filled]
    run: list[Token] = [""] * (2 * len(marks) + 1)
    run[::2], run[1::2] = parts, marks
    return list(filter(None, run))


def _flatten(
    pieces: Sequence[Piece], context: tuple[str, ...], depth: int, quotes: Quotes, texts: list[str], marks: list[Mark]
) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            if piece:
                texts.append(piece)
        elif piece.fmt is None and not (piece.quotes or piece.display or piece.link):
            if piece.tag == "apart":
                texts.append(MARK)
                marks.append(("close", "apart", ""))
            _flatten(piece.kids, context, depth, quotes, texts, marks)
        else:
            _flatten_node(piece, context, depth, quotes, texts, marks)


def _flatten_node(
    node: Node, context: tuple[str, ...], depth: int, quotes: Quotes, texts: list[str], marks: list[Mark]
) -> None:
    depth |= node.tag == "inner" and node.quotes
    if node.quotes or node.display or node.link:
        opening, closing, context = _enclosing(node, context, quotes.inner if depth % 2 else quotes.outer)
    else:
        opening, closing, context = _formatting(node.fmt, context, node.tag == "markup")
    start, before = len(texts), len(marks)
    texts += [MARK] * len(opening)
    marks += opening
    filled = len(texts)
    _flatten(node.kids, context, depth + node.quotes, quotes, texts, marks)
    if len(texts) == filled:
        del texts[start:], marks[before:]
    else:
        if node.quotes:
            texts.append("")
        texts += [MARK] * len(closing)
        marks += closing


Marks = tuple[Mark, ...]


def _enclosing(node: Node, context: tuple[str, ...], pair: tuple[str, str]) -> tuple[Marks, Marks, tuple[str, ...]]:
    """Return what opens and closes a node, and the formatting inside; ``pair`` are quotation marks."""
    opening, closing, context = _formatting(node.fmt, context, node.tag == "markup")
    if node.quotes:
        said = "hold" if node.held else "set" if node.tag == "set" else ""
        held = (("close", said, ""),) if said else ()
        opening, closing = (("open", "quote", pair[0]), *opening), (*closing, ("close", "quote", pair[1]), *held)
    if node.link:
        name, around = ("link", (node.link,) * 2) if isinstance(node.link, str) else ("wrap", node.link)
        opening, closing = (("open", name, around[0]), *opening), (*closing, ("close", name, around[1]))
    if node.display:
        opening = ("open", "display", node.display), *opening
        closing = *closing, ("close", "display", node.display)
    return opening, closing, context


@lru_cache(maxsize=512)
def _formatting(fmt: Format | None, context: tuple[str, ...], flips: bool) -> tuple[Marks, Marks, tuple[str, ...]]:
    """Return what opens and closes what ``fmt`` asks for, and the formatting inside.

    Markup inside the same formatting turns it back.
    """
    changed = list(context)
    found: list[tuple[str, str]] = []
    for place in (4, 3, 2, 1, 0):
        value = fmt[place] if fmt is not None else ""
        if not value:
            continue
        if value == _BASE[place] == context[place] and (flips or value not in ("none", "baseline")):
            continue
        if value == context[place] and flips:
            value = _BASE[place]
        changed[place] = value
        found.append((PROPERTIES[place], value))
    opening = tuple(("open", name, value) for name, value in found)
    return opening, tuple(("close", name, value) for name, value in reversed(found)), tuple(changed)
