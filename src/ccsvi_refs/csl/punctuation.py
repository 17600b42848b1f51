"""The last step before a writer: the tree becomes a flat run of marks, and punctuation is put in order at the joints.

Pairs of marks that meet are merged as the fixtures ``punctuation_FullMonty*`` of the official suite list them; a mark
that follows a closing quotation mark moves inside it where the locale asks for that.
https://docs.citationstyles.org/en/stable/specification.html#punctuation-in-quote
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ccsvi_refs.csl.output import APART, MARK, PROPERTIES, Format, Node, Piece, Quotes

Mark = tuple[str, str, str]
"""``(kind, name, value)``: kind ``open`` or ``close``; name a property, ``display``, ``link``, ``wrap``,
``quote``, ``hold`` or ``apart``.

``hold`` follows a quotation inside a field: what the field has after it stays where it is. ``apart`` stands before a
text of the style's that does not move into a quotation before it.
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

_MEETING = re.compile(
    rf"{APART}(?:[.,:;!?](?<=[.,:;!?]{APART}.)|[ \u00a0](?<=[ \u00a0]{APART}.)|[.,](?<=[{_CLOSING}]{APART}.)"
    rf"|{MARK}(?<=[.,:;!? \u00a0{_CLOSING}]{APART}.)(?:{APART}{MARK})*{APART}(?=[.,:;!? \u00a0]))"
)
"""Where such two characters meet, with nothing between their texts but formatting."""
_LOUD = re.compile(
    rf"{APART}(?:-(?<=-{APART}.)|,(?<=,{APART}.)|\.(?<=\.{APART}.)|:(?<=:{APART}.)|’(?<=’{APART}.)|‘(?<=[‘?!]{APART}.)"
    rf"|\s(?<=\s{APART}.)|[\u0300-\u036f])",
    re.DOTALL,
)
"""Where two texts meet that escapes of a format would read as one thing: ``--`` is a dash in LaTeX."""

_BASE = ("normal", "normal", "normal", "none", "baseline")


def tokens(pieces: Sequence[Piece], quotes: Quotes) -> list[Token]:
    """Return the flat run of text and marks, with punctuation settled."""
    texts: list[str] = []
    marks: list[Mark] = []
    _flatten(pieces, _BASE, 0, quotes, texts, marks)
    own = _own(quotes.outer[1], quotes.inner[1])
    quotation = _quotation(texts, marks)
    _merge(texts, own, quotation)
    if quotation < len(texts):
        _Seam(texts, marks, quotes.punctuation_inside, _before(texts, quotation), own).settle(quotation)
    return _together(texts, marks)


@lru_cache(maxsize=64)
def _own(*marks: str) -> str:
    """Return the last characters of the locale's closing marks that are known as such."""
    return "".join(mark[-1] for one in marks if (mark := one.strip()) and mark in _CLOSING)


def _quotation(texts: list[str], marks: list[Mark]) -> int:
    """Return where the first quotation begins, else where the texts end."""
    for number, mark in enumerate(marks):
        if mark[1] == "quote":
            return [place for place, text in enumerate(texts) if text is MARK][number]
    return len(texts)


def _before(texts: list[str], place: int) -> int:
    """Return where the last text before a place is, -1 where there is none."""
    place -= 1
    while place >= 0 and (texts[place] is MARK or not texts[place]):
        place -= 1
    return place


def _merge(texts: list[str], own: str, end: int) -> None:
    """Put in order what meets before the first quotation; one that has met may leave nothing, or change the next."""
    done = 0
    for meeting in _meetings(texts):
        place, last = meeting, -1
        while done < place < end:
            done, text = place, texts[place]
            if text and text is not MARK:
                last = _before(texts, place) if last < 0 else last
                if last < 0 or texts[last][-1] + text[0] not in _PAIRS:
                    break
                texts[place] = _join(texts, last, text, place, own)
                last = place if texts[place] else last
            place += 1


def _meetings(texts: list[str]) -> Iterable[int]:
    """Return the places of texts that may change where they meet the one before: all, if texts hold noncharacters."""
    whole = APART.join(texts)
    if whole.count(APART) != len(texts) - 1:
        return range(1, len(texts))
    found: list[int] = []
    place = start = 0
    for meeting in _MEETING.finditer(whole):
        place += whole.count(APART, start, meeting.end())
        start = meeting.end()
        found.append(place)
    return found


def _together(texts: list[str], marks: list[Mark]) -> list[Token]:
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
        held = (("close", "hold", ""),) if node.held else ()
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


class _Seam:
    """Walks along a run and puts in order what meets where two texts join.

    ``last`` is the text that the next one meets; ``inner`` the last text of a quotation that has just closed, ``slot``
    the empty text before its closing mark; ``own`` are the locale's closing marks.
    """

    __slots__ = ("apart", "inner", "inside", "last", "marks", "own", "run", "slot")

    def __init__(self, run: list[str], marks: list[Mark], inside: bool, last: int, own: str) -> None:
        self.run = run
        self.marks = marks
        self.own = own
        self.inside = inside
        self.last = last
        self.inner = self.slot = -1
        self.apart = False

    def settle(self, start: int) -> None:
        """Change the run in place from there on."""
        run = self.run
        marks = iter(self.marks[sum(text is MARK for text in run[:start]) :])
        for place in range(start, len(run)):
            token = run[place]
            if token is MARK:
                self._mark(place, next(marks))
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
        elif name == "display":
            self.inner = -1
        elif name == "quote":
            if kind == "open":
                self.inner = -1
            elif self.last >= 0:
                self.inner = self.last
                self.slot = next(at for at in range(place - 1, -1, -1) if self.run[at] is not MARK)
            self.last = -1

    def _text(self, place: int, text: str) -> None:
        run = self.run
        if self.last >= 0:
            text = _join(run, self.last, text, place, self.own)
            if self.inner >= 0 and self.inside and run[self.last] in _MOVES_INSIDE:
                _append_mark(run, self.inner, self.slot, run[self.last])
                run[self.last] = ""
                self.last = -1
        if self.last < 0 and self.inner >= 0:
            moves = self.inside and not self.apart
            text = _inside(run, self.inner, self.slot, text) if moves else _outside(run, self.inner, text, self.own)
        run[place] = text
        if text:
            self.inner = self.inner if self.last < 0 and text in _MARKS else -1
            self.last = place


def _inside(run: list[str], inner: int, slot: int, text: str) -> str:
    """Move marks at the head of ``text`` into the quotation before it and return the rest."""
    while text and text[0] in _MARKS:
        end = (run[slot] or run[inner])[-1]
        if text[0] in _MOVES_INSIDE:
            _append_mark(run, inner, slot, text[0])
        elif _MERGED.get(end + text[0]) != end or end == text[0]:
            break
        text = text[1:]
    return text


def _outside(run: list[str], inner: int, text: str, own: str) -> str:
    """Return ``text`` without a mark that follows a quotation which ends in one itself."""
    ends = tuple(_BEHIND.get(text[:1], ""))
    return text[1:] if run[inner].rstrip(own)[-1:] in ends else text


def _join(run: list[str], last: int, text: str, place: int, own: str) -> str:
    """Return ``text``, which is at a place, as it stands after the text at ``last``, whose end may change."""
    before = run[last]
    start = text[0]
    if start in _MARKS:
        merged = _MERGED.get(before[-1] + start)
        if merged is not None:
            run[last] = before[:-1] + merged
            if before == text == ".":
                _drop_semicolon(run, place + 1)
            return text[1:]
        if start in _BEHIND and before[-1] in own and before.rstrip(own)[-1:] in tuple(_BEHIND[start]):
            return text[1:]
    elif start in _SPACES and before[-1] in _SPACES:
        if start != " ":
            run[last] = before[:-1] + start
        return text[1:]
    return text


def _drop_semicolon(run: list[str], start: int) -> None:
    """Take a semicolon from the head of the next text: two periods of the style's have closed what stands before it."""
    for place in range(start, len(run)):
        text = run[place]
        if text and text is not MARK:
            run[place] = text.removeprefix(";")
            return


def _append_mark(run: list[str], inner: int, slot: int, mark: str) -> None:
    """Merge a mark with the end of a quotation, or put it in the slot before the closing quotation mark."""
    place = slot if run[slot] else inner
    before = run[place]
    merged = _MERGED.get(before[-1] + mark)
    if merged is None:
        run[slot] += mark
    else:
        run[place] = before[:-1] + merged
