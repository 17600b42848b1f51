"""The last step before a writer: the tree becomes a flat run of marks, and punctuation is put in order at the joints.

Pairs of marks that meet are merged as the fixtures ``punctuation_FullMonty*`` of the official suite list them; a mark
that follows a closing quotation mark moves inside it where the locale asks for that.
https://docs.citationstyles.org/en/stable/specification.html#punctuation-in-quote
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ccsvi_refs.csl.output import PROPERTIES, Format, Node, Piece, Quotes

Mark = tuple[str, str, str]
"""``(kind, name, value)``: kind ``open`` or ``close``; name a property, ``display``, ``link``, ``wrap``,
``quote``, ``hold``, ``set`` or ``apart``.

``hold`` follows a quotation inside a field: what the field has after it stays where it is. ``set`` follows a text that
the style itself set in quotation marks. ``apart`` stands before a text of the style's that does not move into a
quotation before it.
"""

Token = str | Mark

_MERGED = {
    "::": ":", ":.": ":", ":!": "!", ":?": "?",
    "..": ".",
    ";:": ";", ";.": ";", ";;": ";", ";!": "!", ";?": "?",
    "!:": "!", "!.": "!", "!!": "!",
    "?:": "?", "?.": "?", "??": "?",
    ",,": ",",
}  # fmt: skip
_MARKS = frozenset(".,:;!?")
_MOVES_INSIDE = frozenset(".,!?")
_SPACES = frozenset(" \u00a0")
_CLOSING = '”’»“"'
"""What quotations in fields can end with."""
_BEHIND = {".": ".!?", ",": ","}
"""What a quotation ends with that needs no such mark behind it."""
_PAIRS = frozenset(
    (
        *_MERGED,
        *(before + after for before in _SPACES for after in _SPACES),
        *(before + after for before in _CLOSING for after in _BEHIND),
    )
)
"""Two characters of which something becomes another where one text ends and the next begins with them."""
_HEADS = _MARKS | _SPACES

_BASE = ("normal", "normal", "normal", "none", "baseline")


def tokens(pieces: Sequence[Piece], quotes: Quotes) -> list[Token]:
    """Return the flat run of text and marks, with punctuation settled."""
    out: list[Token] = []
    _flatten(pieces, _BASE, 0, quotes, out)
    own = _own(quotes.outer[1], quotes.inner[1])
    last, quotation = _merge(out, own)
    if quotation < len(out):
        _Seam(out, quotes.punctuation_inside, last, own).settle(quotation)
    return out


@lru_cache(maxsize=64)
def _own(*marks: str) -> str:
    """Return the last characters of the locale's closing marks that are known as such."""
    return "".join(mark[-1] for one in marks if (mark := one.strip()) and mark in _CLOSING)


def _merge(run: list[Token], own: str) -> tuple[int, int]:
    """Put in order what meets before the first quotation; return where the last text before it is, and where it is.

    Nearly all texts meet nothing that changes, and most entries have no quotation.
    """
    last, end = -1, ""
    for place, token in enumerate(run):
        if isinstance(token, str):
            if not token:
                continue
            if token[0] in _HEADS and end + token[0] in _PAIRS:
                token = run[place] = _join(run, last, token, place, own)
                if not token:
                    end = str(run[last])[-1:]
                    continue
            last, end = place, token[-1]
        elif token[1] == "quote":
            return last, place
    return last, len(run)


def _flatten(pieces: Sequence[Piece], context: tuple[str, ...], depth: int, quotes: Quotes, out: list[Token]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            if piece:
                out.append(piece)
        elif piece.fmt is None and not (piece.quotes or piece.display or piece.link):
            if piece.tag == "apart":
                out.append(("close", "apart", ""))
            _flatten(piece.kids, context, depth, quotes, out)
        else:
            _flatten_node(piece, context, depth, quotes, out)


def _flatten_node(node: Node, context: tuple[str, ...], depth: int, quotes: Quotes, out: list[Token]) -> None:
    start = len(out)
    closers: list[Mark] = []
    if node.display:
        _open(out, closers, "display", node.display)
    if node.link:
        _surround(out, closers, node.link)
    if node.quotes:
        depth |= node.tag == "inner"
        pair = quotes.inner if depth % 2 else quotes.outer
        out.append(("open", "quote", pair[0]))
        if node.held:
            closers.append(("close", "hold", ""))
        elif node.tag == "set":
            closers.append(("close", "set", ""))
        closers.append(("close", "quote", pair[1]))
        depth += 1
    if node.fmt is not None:
        context = _formatting(node.fmt, context, out, closers, flips=node.tag == "markup")
    filled = len(out)
    _flatten(node.kids, context, depth, quotes, out)
    if len(out) == filled:
        del out[start:]
    else:
        if node.quotes:
            out.append("")
        closers.reverse()
        out.extend(closers)


def _surround(out: list[Token], closers: list[Mark], link: str | tuple[str, str]) -> None:
    if isinstance(link, str):
        _open(out, closers, "link", link)
    else:
        out.append(("open", "wrap", link[0]))
        closers.append(("close", "wrap", link[1]))


def _open(out: list[Token], closers: list[Mark], name: str, value: str) -> None:
    out.append(("open", name, value))
    closers.append(("close", name, value))


def _formatting(
    fmt: Format, context: tuple[str, ...], out: list[Token], closers: list[Mark], flips: bool
) -> tuple[str, ...]:
    """Open what ``fmt`` asks for and return the new context; markup inside the same formatting turns it back."""
    changed = list(context)
    for place in (4, 3, 2, 1, 0):
        value = fmt[place]
        if not value:
            continue
        if value == _BASE[place] == context[place] and (flips or value not in ("none", "baseline")):
            continue
        if value == context[place] and flips:
            value = _BASE[place]
        changed[place] = value
        _open(out, closers, PROPERTIES[place], value)
    return tuple(changed)


class _Seam:
    """Walks along a run and puts in order what meets where two texts join.

    ``last`` is the text that the next one meets; ``inner`` the last text of a quotation that has just closed, ``slot``
    the empty text before its closing mark; ``set`` tells that the style set it; ``own`` are the locale's closing marks.
    """

    __slots__ = ("apart", "inner", "inside", "last", "own", "run", "set", "slot")

    def __init__(self, run: list[Token], inside: bool, last: int, own: str) -> None:
        self.run = run
        self.own = own
        self.inside = inside
        self.last = last
        self.inner = self.slot = -1
        self.apart = self.set = False

    def settle(self, start: int) -> None:
        """Change the run in place from there on."""
        run = self.run
        for place in range(start, len(run)):
            token = run[place]
            if isinstance(token, tuple):
                self._mark(place, token)
            elif token:
                last = self.last
                if self.inner < 0 and (last < 0 or run[last][-1] + token[0] not in _PAIRS):
                    self.last = place
                else:
                    self._text(place, token)
                self.apart = False

    def _mark(self, place: int, mark: Mark) -> None:
        kind, name, _value = mark
        if name == "hold":
            self.last = self.inner = -1
        elif name == "apart":
            self.apart = True
        elif name == "set":
            self.set = True
        elif name == "display":
            self.inner = -1
        elif name == "quote":
            self.set = False
            if kind == "open":
                self.inner = -1
            elif self.last >= 0:
                self.inner = self.last
                self.slot = next(at for at in range(place - 1, -1, -1) if isinstance(self.run[at], str))
            self.last = -1

    def _text(self, place: int, text: str) -> None:
        run = self.run
        if self.last >= 0:
            text = _join(run, self.last, text, place, self.own)
            if self.inner >= 0 and self.inside and run[self.last] in _MOVES_INSIDE:
                _append_mark(run, self.inner, self.slot, str(run[self.last]))
                run[self.last] = ""
                self.last = -1
        if self.last < 0 and self.inner >= 0:
            moves = self.inside and not self.apart
            text = _inside(run, self.inner, self.slot, text) if moves else self._outside(text)
        run[place] = text
        if text:
            self.inner = self.inner if self.last < 0 and text in _MARKS else -1
            self.last = place

    def _outside(self, text: str) -> str:
        """Return ``text`` without a mark that follows a quotation which ends in one itself.

        Where punctuation stands outside the marks of a text that the style sets in them, it does so behind a question.
        """
        start = text[0]
        ends = start if self.set and not self.inside else _BEHIND.get(start, "")
        closed = start in _BEHIND and str(self.run[self.inner]).rstrip(self.own)[-1:] in tuple(ends)
        return text[1:] if closed else text


def _inside(run: list[Token], inner: int, slot: int, text: str) -> str:
    """Move marks at the head of ``text`` into the quotation before it and return the rest."""
    while text and text[0] in _MARKS:
        end = str(run[slot] or run[inner])[-1]
        if text[0] in _MOVES_INSIDE:
            _append_mark(run, inner, slot, text[0])
        elif _MERGED.get(end + text[0]) != end or end == text[0]:
            break
        text = text[1:]
    return text


def _join(run: list[Token], last: int, text: str, place: int, own: str) -> str:
    """Return ``text``, which is at a place, as it stands after the text at ``last``, whose end may change."""
    before = str(run[last])
    start = text[0]
    if start in _MARKS:
        merged = _MERGED.get(before[-1] + start)
        if merged is not None:
            run[last] = before[:-1] + merged
            if before == text == "." and not any(run[last + 1 : place]):
                _drop_joint(run, place + 1)
            return text[1:]
        if start in _BEHIND and before[-1] in own and before.rstrip(own)[-1:] in tuple(_BEHIND[start]):
            return text[1:]
    elif start in _SPACES and before[-1] in _SPACES:
        if start != " ":
            run[last] = before[:-1] + start
        return text[1:]
    return text


def _drop_joint(run: list[Token], start: int) -> None:
    """Take a comma or semicolon from the head of the next text: two periods of a style close what is before it."""
    for place in range(start, len(run)):
        text = run[place]
        if text and isinstance(text, str):
            run[place] = text[1:] if text[0] in ",;" else text
            return


def _append_mark(run: list[Token], inner: int, slot: int, mark: str) -> None:
    """Merge a mark with the end of a quotation, or put it in the slot before the closing quotation mark."""
    place = slot if run[slot] else inner
    before = str(run[place])
    merged = _MERGED.get(before[-1] + mark)
    if merged is None:
        run[slot] = str(run[slot]) + mark
    else:
        run[place] = before[:-1] + merged
