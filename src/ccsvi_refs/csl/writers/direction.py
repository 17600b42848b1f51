"""Texts from right to left: which they are, and which of their parts run the other way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from ccsvi_refs.csl.runs import Token
from ccsvi_refs.csl.writers.base import Writer

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]")
_NUMBER = re.compile(rf"[^\s\u200e\u200f{_LETTERS}]*\d")
"""What stands behind a word, or backwards before one, up to a number that is a part of it and no mark of direction."""
_LEFT, _RIGHT = frozenset(("L",)), frozenset(("R", "AL", "AN"))
_PERSIAN = frozenset("۰۱۲۳۴۵۶۷۸۹")
"""Digits that Unicode counts with Europe's, though they stand among letters from right to left."""


def as_they_are(text: str, _right: bool, _rtl: bool) -> list[Token]:
    """Return the text alone: the format needs no telling."""
    return [text]


def directed(text: str, rtl: bool) -> list[tuple[str, bool]]:
    """Return the parts of a text, each with whether it runs from right to left, as the whole does where ``rtl``.

    Marks and European numbers go with the letters of the other direction that they stand between, else with the whole;
    so do brackets by what they hold.
    Word sets a run from right to left only if it is told, as TeX does: ECMA-376 part 1, 17.3.2.30.
    """
    if not rtl and not _RIGHT_TO_LEFT.search(text):
        return [(text, False)] if text else []
    parts: list[tuple[str, bool]] = []
    last = 0
    for first, behind in _turned(text, *((_LEFT, _RIGHT) if rtl else (_RIGHT, _LEFT))):
        start, end = _with_numbers(text, last, first, behind) if rtl else (first, behind)
        parts += [(text[last:start], rtl), (text[start:end], not rtl)]
        last = end
    return [part for part in (*parts, (text[last:], rtl)) if part[0]]


def _with_numbers(text: str, last: int, start: int, end: int) -> tuple[int, int]:
    """Return where a part from left to right begins and ends with the numbers that it has no space before."""
    before, behind = _NUMBER.match(text[last:start][::-1]), _NUMBER.match(text, end)
    return start - before.end() if before else start, behind.end() if behind else end


def _turned(text: str, turning: frozenset[str], breaking: frozenset[str]) -> list[tuple[int, int]]:
    """Return where the parts in one direction begin and end, which letters and brackets of the other break."""
    runs: list[tuple[int, int]] = []
    broken = True
    directions = ["AN" if letter in _PERSIAN else unicodedata.bidirectional(letter) for letter in text]
    turned: list[bool | None] = [True if one in turning else False if one in breaking else None for one in directions]
    for place, way in _brackets(text, turned):
        turned[place] = way
    for place, turns in enumerate(turned):
        if turns or (directions[place] == "NSM" and runs and runs[-1][1] == place):
            runs.append((place, place + 1) if broken else (runs.pop()[0], place + 1))
            broken = False
        elif turns is not None:
            broken = True
    return runs


def _brackets(text: str, turned: Sequence[bool | None]) -> list[tuple[int, bool]]:
    """Return the places of brackets that have a direction by what they hold, with whether it is not that of the whole.

    It is that of the whole where they hold a letter of it, else that of the letters inside if these go on what stands
    before: https://www.unicode.org/reports/tr9/#N0
    """
    found: list[tuple[int, bool]] = []
    open_at: list[_Open] = []
    before = False
    for place, letter in enumerate(text):
        turns = turned[place]
        if turns is not None:
            before = turns
            for one in open_at[-1:]:
                one.holds.add(turns)
        elif letter in _BRACKETS and len(open_at) < _MOST_OPEN:
            open_at.append(_Open(_BRACKETS[letter], place, before, set()))
        elif letter in _CLOSING and any(one.closer == letter for one in open_at):
            while (last := open_at.pop()).closer != letter:
                open_at[-1].holds.update(last.holds)
            if last.holds:
                before = False not in last.holds and last.before
                found += [(last.place, before), (place, before)]
            for one in open_at[-1:]:
                one.holds.update(last.holds)
    return found


_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_CLOSING = frozenset(_BRACKETS.values())
_MOST_OPEN = 63
"""As many brackets as may be open in one another."""


class _Open(NamedTuple):
    """A bracket that is open: what closes it, where it stands, the direction before it, and those of what it holds."""

    closer: str
    place: int
    before: bool
    holds: set[bool]


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left: https://www.unicode.org/reports/tr9/#P2."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    found = (unicodedata.bidirectional(letter) for letter in text)
    return next((one != "L" for one in found if one in ("L", "R", "AL")), False)


def joined(run: list[Token]) -> list[Token]:
    """Return a run in which texts and quotation marks that follow each other are one text."""
    out: list[Token] = []
    for one in run:
        token = one[2] if isinstance(one, tuple) and one[1] == "quote" else one
        if isinstance(token, str) and out and isinstance(out[-1], str):
            out[-1] += token
        else:
            out.append(token)
    return out


def runs_from_right(run: list[Token]) -> bool:
    """Tell the same of a run of text and marks."""
    return is_right_to_left("".join(token for token in run if isinstance(token, str)))


@dataclass(frozen=True, slots=True)
class DirectedWriter(Writer):
    """A writer that is told which texts of a run from right to left, or with parts that are, go which way.

    ``turned`` returns what to write for a part, which runs from right to left or not, in a whole that does or not;
    ``whole`` what to write for such a run. What stands in its margin runs from left to right where ``margin_apart``.
    """

    turned: Callable[[str, bool, bool], list[Token]] = as_they_are
    whole: Callable[[list[Token]], list[Token]] = list
    margin_apart: bool = False

    def write(self, run: list[Token]) -> str:
        """Return the run as text of this format."""
        if not _RIGHT_TO_LEFT.search("".join(token for token in run if isinstance(token, str))):
            return Writer.write(self, run)
        rtl = runs_from_right(run)
        parts: list[Token] = []
        way = rtl
        for token in joined(run):
            if isinstance(token, tuple):
                parts.append(token)
                if self.margin_apart and token[1:] == ("display", "left-margin"):
                    way = rtl and token[0] == "close"
            else:
                parts += chain.from_iterable(self.turned(part, right, way) for part, right in directed(token, way))
        return Writer.write(self, self.whole(parts) if rtl else parts)


def wrapped(opening: str, inner: list[Token], closing: str = "}") -> list[Token]:
    """Return texts and marks between two pieces of the output format."""
    return [("open", "wrap", opening), *inner, ("close", "wrap", closing)]


def telling(one: Writer, whole: Callable[[list[Token]], list[Token]]) -> DirectedWriter:
    """Return a writer that writes what ``whole`` makes of a run from right to left."""
    if isinstance(one, DirectedWriter):
        return replace(one, whole=whole)
    return DirectedWriter(one.name, one.escape, one.marks, one.link, one.finish, whole=whole)
