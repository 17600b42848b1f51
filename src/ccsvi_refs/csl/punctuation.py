"""The last step before a writer: the tree becomes a flat run of marks, and punctuation is put in order at the joints.

Pairs of marks that meet are merged as the fixtures ``punctuation_FullMonty*`` of the official suite list them; a mark
that follows a closing quotation mark moves inside it where the locale asks for that.
https://docs.citationstyles.org/en/stable/specification.html#punctuation-in-quote
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ccsvi_refs.csl.output import APART, MARK, Piece, Quotes
from ccsvi_refs.csl.runs import Mark, Token, flattened, together

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


def tokens(pieces: Sequence[Piece], quotes: Quotes) -> list[Token]:
    """Return the flat run of text and marks, with punctuation settled."""
    texts, marks = flattened(pieces, quotes)
    own = _own(quotes.outer[1], quotes.inner[1])
    quotation = _quotation(texts, marks)
    _merge(texts, own, quotation)
    if quotation < len(texts):
        _Seam(texts, marks, quotes.punctuation_inside, _before(texts, quotation), own).settle(quotation)
    return together(texts, marks)


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


class _Seam:
    """Walks along a run and puts in order what meets where two texts join.

    ``last`` is the text that the next one meets; ``inner`` the last text of a quotation that has just closed, ``slot``
    the empty text before its closing mark; ``set`` tells that the style set it; ``own`` are the locale's closing marks.
    """

    __slots__ = ("apart", "inner", "inside", "last", "marks", "own", "run", "set", "slot")

    def __init__(self, run: list[str], marks: list[Mark], inside: bool, last: int, own: str) -> None:
        self.run = run
        self.marks = marks
        self.own = own
        self.inside = inside
        self.last = last
        self.inner = self.slot = -1
        self.apart = self.set = False

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
            text = _inside(run, self.inner, self.slot, text) if moves else self._outside(text)
        run[place] = text
        if text:
            self.inner = self.inner if self.last < 0 and text in _MARKS else -1
            self.last = place

    def _outside(self, text: str) -> str:
        """Return ``text`` without a mark that follows a quotation which ends in one itself.

        Where punctuation stands outside the marks of a text that the style sets in them, it does so behind a question.
        """
        start = text[:1]
        ends = start if self.set and not self.inside else _BEHIND.get(start, "")
        closed = start in _BEHIND and self.run[self.inner].rstrip(self.own)[-1:] in tuple(ends)
        return text[1:] if closed else text


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


def _join(run: list[str], last: int, text: str, place: int, own: str) -> str:
    """Return ``text``, which is at a place, as it stands after the text at ``last``, whose end may change."""
    before = run[last]
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


def _drop_joint(run: list[str], start: int) -> None:
    """Take a comma or semicolon from the head of the next text: two periods of a style close what is before it."""
    for place in range(start, len(run)):
        text = run[place]
        if text and text is not MARK:
            run[place] = text[1:] if text[0] in ",;" else text
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
