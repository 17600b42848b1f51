"""The output tree: text and nodes, kept as a tree with tags until the last step."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

PLAIN, EMPTY, FOUND = 0, 1, 2
"""What rendering learned: no variable was called, all that were called are empty, one was found."""

PROPERTIES = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


class Format(NamedTuple):
    """The formatting attributes of one element; an empty string inherits."""

    font_style: str = ""
    font_variant: str = ""
    font_weight: str = ""
    text_decoration: str = ""
    vertical_align: str = ""


WORDS = "words"
"""The value of a node tagged ``names`` whose content is the style's own words, such as "Anonymous"."""

NO_DECORATION = Format("normal", "normal", "normal", "", "baseline")
PLAIN_FORMAT = Format()


class Node:
    """A run of pieces with formatting, quotes, a display mode, a link or a tag that later passes look for.

    A ``link`` that is a pair stands around the pieces as it is, before and after.
    """

    __slots__ = ("display", "fmt", "held", "kids", "link", "nocase", "quotes", "tag", "value")

    def __init__(
        self,
        kids: list[Piece],
        fmt: Format | None = None,
        quotes: bool = False,
        tag: str = "",
        value: Any = None,
        display: str = "",
        link: str | tuple[str, str] = "",
        nocase: bool = False,
        held: bool = False,
    ) -> None:
        self.kids = kids
        self.fmt = fmt
        self.quotes = quotes
        self.tag = tag
        self.value = value
        self.display = display
        self.link = link
        self.nocase = nocase
        self.held = held

    def with_kids(self, kids: list[Piece]) -> Node:
        """Return a copy of this node around other pieces."""
        return Node(kids, self.fmt, self.quotes, self.tag, self.value, self.display, self.link, self.nocase, self.held)


Piece = str | Node


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a locale and whether closing punctuation moves inside them."""

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    punctuation_inside: bool = False

    @property
    def in_fields(self) -> str:
        """Return the four marks as a field may have them, and the space inside guillemets if they have one."""
        marks = (*self.outer, *self.inner)
        return "".join(mark.strip()[:1] for mark in marks) + ("\u00a0" if "«\u00a0" in marks else "")


def plain(pieces: Sequence[Piece], quotes: bool = True) -> str:
    """Return the text of the pieces without any formatting, also without the quotation marks around them if asked."""
    parts: list[str] = []
    _collect(pieces, parts, quotes)
    return "".join(parts)


def _collect(pieces: Sequence[Piece], parts: list[str], quotes: bool) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
        elif quotes and piece.quotes:
            parts.append("“")
            _collect(piece.kids, parts, quotes)
            parts.append("”")
        else:
            _collect(piece.kids, parts, quotes)


def in_line(piece: Piece) -> Piece:
    """Return the piece as part of the line around it, no longer a block of its own."""
    return Node(piece.kids) if isinstance(piece, Node) and piece.display else piece


def has_text(pieces: Sequence[Piece]) -> bool:
    """Tell whether anything would be printed."""
    for piece in pieces:
        if isinstance(piece, str):
            if piece:
                return True
        elif has_text(piece.kids):
            return True
    return False


def stripped(pieces: list[Piece], end: int, marks: str = " ") -> list[Piece]:
    """Return the pieces without the space, or other marks, at their start (0) or end (-1)."""
    out = [piece for piece in pieces if has_text([piece])]
    if out:
        edge = out[end]
        if isinstance(edge, Node):
            out[end] = edge.with_kids(stripped(edge.kids, end, marks))
        else:
            out[end] = edge.rstrip(marks) if end else edge.lstrip(marks)
    return out


APART = "\ufdd0"
"""A noncharacter that stands between texts which are looked at together."""
MARK = "\ufdd1"
"""A noncharacter that stands for a mark among such texts: see punctuation."""

_LOUD = re.compile(
    rf"{APART}(?<=\W.)(?:(?<=[^\s].){APART}*[^\w\s,;&(\[]|(?<=\s.){APART}*\s"
    rf"|(?<=\..){APART}*[^\W\d_A-Z]|(?<=[,;:].){APART}*[,;&])"
)
"""Two texts whose joint matters later: marks or spaces that meet, and a period that may be stripped.

It begins with what it looks for, and looks back from there: a regular expression finds a letter of its own far sooner.
"""


def joined(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with neighbouring texts put together, where nothing that comes later looks at their joint."""
    if len(pieces) < 2:
        return pieces
    texts = [piece for piece in pieces if isinstance(piece, str)]
    if len(texts) == len(pieces):
        return pieces if _LOUD.search(APART.join(texts)) else ["".join(texts)]
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        if isinstance(before, str) and isinstance(piece, str) and not _LOUD.search(before[-1:] + APART + piece[:1]):
            out[-1] = before + piece
        else:
            out.append(piece)
    return out


def edge(pieces: Sequence[Piece], end: int) -> str:
    """Return the first (0) or last (-1) character of the text, as ``plain`` has it; empty where there is none."""
    for piece in pieces if end == 0 else reversed(pieces):
        if isinstance(piece, str):
            found = piece[end : end + 1 or None]
        else:
            found = "“”"[end] if piece.quotes else edge(piece.kids, end)
        if found:
            return found
    return ""


def map_text(pieces: list[Piece], change: Callable[[str], str]) -> list[Piece]:
    """Return the pieces with every text changed; ``nocase`` nodes are changed as well."""
    return [
        change(piece) if isinstance(piece, str) else piece.with_kids(map_text(piece.kids, change)) for piece in pieces
    ]


def first_tagged(pieces: Sequence[Piece], tag: str) -> Node | None:
    """Return the first node with this tag, or None."""
    for piece in pieces:
        if not isinstance(piece, str):
            found = piece if piece.tag == tag else first_tagged(piece.kids, tag)
            if found is not None:
                return found
    return None


def parted(pieces: list[Piece], tag: str) -> tuple[list[Piece], list[Piece]]:
    """Return what stands before the first node with this tag, and the rest from it on; formatting holds for both."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            continue
        if piece.tag == tag:
            return pieces[:place], pieces[place:]
        if first_tagged(piece.kids, tag) is not None:
            before, after = parted(piece.kids, tag)
            return [*pieces[:place], piece.with_kids(before)], [piece.with_kids(after), *pieces[place + 1 :]]
    return pieces, []


def without(pieces: list[Piece], drop: Callable[[Node], bool]) -> list[Piece]:
    """Return the pieces without the nodes that ``drop`` picks."""
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            kept.append(piece)
        elif not drop(piece):
            kept.append(piece.with_kids(without(piece.kids, drop)))
    return kept
