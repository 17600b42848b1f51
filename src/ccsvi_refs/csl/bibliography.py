"""The bibliography: its entries, and how a page is to set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ccsvi_refs.csl.output import WORDS, Format, Node, Piece, edge, first_tagged, has_text, in_line, plain, stripped


class ListEntry(NamedTuple):
    """One entry: the item's id and the entry's text in the output format."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryList:
    """The entries in order, and the layout that the style asks for; ``omitted`` are items it prints nothing of.

    ``line_spacing`` and ``entry_spacing`` count lines; ``max_offset`` is the length of the longest first field in
    characters where the style aligns a second field, else 0.
    """

    entries: tuple[ListEntry, ...]
    hanging_indent: bool = False
    second_field_align: str = ""
    entry_spacing: int = 1
    line_spacing: int = 1
    max_offset: int = 0
    omitted: tuple[str, ...] = ()


def count(attrs: Mapping[str, str], name: str, default: int) -> int:
    """Return an attribute that is a whole number."""
    text = attrs.get(name, "").strip()
    return int(text[:9]) if text.isdecimal() else default


def aligned(pieces: list[Piece], suffix: str) -> list[Piece]:
    """Return an entry with its layout's suffix, and with its first field in the left margin where it is set apart.

    The suffix goes inside a block at the end, but no full stop into a margin that is all of the entry; space at the
    edges of blocks goes outside of them.
    """
    if not [one for one in pieces if isinstance(one, Node) and (one.display or one.tag == "first-field")]:
        return [*pieces, suffix]
    pieces = _with_marks_outside([piece for piece in pieces if piece])
    first = pieces[0] if pieces else None
    if isinstance(first, Node) and first.tag == "first-field":
        if not has_text(pieces[1:]):
            return [Node([*first.kids, suffix.lstrip(".")], display="left-margin")]
        pieces = _columns(first, pieces[1:])
    if suffix:
        pieces = _closed(pieces, suffix)
    return _without_edges(pieces)


def _columns(first: Node, rest: list[Piece]) -> list[Piece]:
    """Return the first field in the margin and the rest beside it; a mark that opens the rest closes the margin."""
    if not has_text(first.kids):
        return [Node(rest, display="right-inline")]
    mark = edge(rest, 0)
    margin = list(first.kids)
    if mark in (",", ".", ";", ":"):
        margin.append(mark)
        rest = stripped(rest, 0, mark)
    return [Node(margin, display="left-margin"), Node([in_line(piece) for piece in rest], display="right-inline")]


def _with_marks_outside(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with a mark at the start of a line put at the end of the line before, which it joins."""
    out: list[Piece] = []
    for piece in pieces:
        last, mark = out[-1] if out else None, edge([piece], 0)
        if last is None or mark not in (",", ".", ";", ":"):
            out.append(piece)
        elif isinstance(piece, Node) and piece.display == "block":
            out += [mark, piece.with_kids(stripped(piece.kids, 0, mark))]
        elif isinstance(last, Node) and last.display == "block":
            out[-1:] = last.with_kids([*last.kids, mark]), *stripped([piece], 0, mark)
        else:
            out.append(piece)
    return out


def _closed(pieces: list[Piece], suffix: str) -> list[Piece]:
    last = pieces[-1] if pieces else None
    if isinstance(last, Node) and last.display:
        return [*pieces[:-1], last.with_kids([*last.kids, suffix])]
    return [*pieces, suffix]


def _without_edges(pieces: list[Piece]) -> list[Piece]:
    shown = [piece for piece in pieces if has_text([piece])]
    first, last = (shown[0], shown[-1]) if shown else (None, None)
    out: list[Piece] = []
    for piece in shown:
        if piece is first and isinstance(piece, Node) and piece.display and edge([piece], 0) == " ":
            out += [" ", piece.with_kids(stripped(piece.kids, 0))]
        elif piece is last and isinstance(piece, Node) and piece.display == "right-inline" and edge([piece], -1) == " ":
            out += [piece.with_kids(stripped(piece.kids, -1)), " "]
        else:
            out.append(piece)
    return out


def opened(pieces: list[Piece], prefix: str) -> list[Piece]:
    """Return an entry with its layout's prefix, inside the block that it begins with."""
    first = pieces[0] if pieces else None
    if isinstance(first, Node) and first.display:
        return [first.with_kids([prefix, *first.kids]), *pieces[1:]]
    return [prefix, *pieces]


def formatted(pieces: list[Piece], prefix: str, suffix: str, fmt: Format | None) -> list[Piece]:
    """Return pieces between a layout's affixes, in its formatting."""
    out: list[Piece] = [prefix, *pieces, suffix]
    return [Node(out, fmt)] if fmt is not None else out


class AuthorSubstitute:
    """Puts a text in place of names that repeat those of the entry before: printed alike, and the same persons.

    https://docs.citationstyles.org/en/stable/specification.html#reference-grouping
    """

    __slots__ = ("before", "rule", "text")

    def __init__(self, text: str, rule: str) -> None:
        self.text = text
        self.rule = rule
        self.before: list[tuple[str, object]] = []

    def apply(self, pieces: list[Piece]) -> bool:
        """Change an entry's first names in place, if they repeat, and remember them for the next entry.

        True where nothing stands in for the names, so that the entry is to be rendered without them.
        """
        names = first_tagged(pieces, "names")
        named = names is not None and names.value != WORDS
        rows = [(plain([node], quotes=False), node.value) for node in _names_in(names)] if named else []
        before, self.before = self.before, rows
        if names is None or not rows:
            return False
        same = 0
        while same < min(len(rows), len(before)) and rows[same] == before[same]:
            same += 1
        complete = same == len(rows) == len(before)
        if self.rule == "complete-all":
            if complete and not self.text:
                return True
            if complete:
                names.kids = self._mark(_names_in(names)[0])
        elif self.rule == "complete-each":
            self._each(names, same if complete else 0)
        else:
            self._each(names, min(same, 1) if self.rule == "partial-first" else same)
        return False

    def _mark(self, name: Node) -> list[Piece]:
        """Return the text in the formatting of the name that it stands for."""
        first = name.kids[0] if len(name.kids) == 1 else None
        return [Node([self.text], first.fmt)] if isinstance(first, Node) and first.fmt else [self.text]

    def _each(self, names: Node, number: int) -> None:
        for node in _names_in(names)[:number]:
            node.kids = self._mark(node)


def _names_in(names: Node | None) -> list[Node]:
    return [kid for kid in names.kids if isinstance(kid, Node) and kid.tag == "name"] if names else []
