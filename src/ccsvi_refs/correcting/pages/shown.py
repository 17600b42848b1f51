"""What a reader sees of a source, each character with its place there; and where in it a citation string stands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A piece of visible text and the half-open stretch of source that shows it: character by character where both have one
#: length, else (a character reference, a command) as a whole.
Unit = tuple[str, int, int]

#: White space and what is not seen at all: readers keep neither as the source has it.
_UNSEEN = re.compile("[\\s\u00ad\u200b\u200c\u2060\ufeff]+")
#: Characters of source that are searched for an entry that its reader has changed, for each of its own.
_SPREAD, _SLACK = 1.5, 400
#: Less of an entry found again is another entry.
_ENOUGH = 0.85
#: No citation string that is compared character by character is longer.
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Shown:
    """The visible characters of a source without white space, and where each begins and ends in it."""

    source: str
    characters: str
    starts: array[int]
    ends: array[int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation string in its source: for each character where it begins and ends there, -1 where that is unknown."""

    text: str
    source: str
    starts: list[int]
    ends: list[int]

    @property
    def start(self) -> int:
        """Where in the source it begins."""
        return next(place for place in self.starts if place >= 0)

    @property
    def end(self) -> int:
        """Where in the source it ends."""
        return next(place for place in reversed(self.ends) if place >= 0)

    def is_known(self, start: int, end: int) -> bool:
        """Return whether every character of a stretch, and those beside it, have a place in the source."""
        return all(place >= 0 for place in self.starts[max(start - 1, 0) : end + 1])

    def runs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches of source that show a stretch of the string, one for each run without markup in it."""
        found: list[tuple[int, int]] = []
        for at in range(start, end):
            begin, stop = self.starts[at], self.ends[at]
            if found and (begin, stop) == found[-1] and begin < stop:
                continue
            if found and begin == found[-1][1]:
                found[-1] = (found[-1][0], stop)
            elif begin < stop:
                found.append((begin, stop))
        return found


def show(source: str, units: Iterable[Unit]) -> Shown:
    """Return the visible characters of a source."""
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    for text, start, end in units:
        single = len(text) == end - start
        for match in re.finditer("[^\\s\u00ad\u200b\u200c\u2060\ufeff]+", text):
            pieces.append(match.group())
            begin = start + match.start()
            length = len(match.group())
            starts.extend(range(begin, begin + length) if single else [start] * length)
            ends.extend(range(begin + 1, begin + length + 1) if single else [end] * length)
    return Shown(source, "".join(pieces), starts, ends)


def place(text: str, shown: Shown, after: int, *, near: bool = True) -> Placed | None:
    """Return where a citation string stands, at or behind an offset into the source; None where it is not found.

    It is ``near`` where it cannot be far behind the offset.
    """
    wanted = _UNSEEN.sub("", text)
    if not wanted:
        return None
    first = bisect_left(shown.starts, after)
    stop = first + len(wanted) + int(_SPREAD * len(wanted)) + _SLACK if near else len(shown.characters)
    at = shown.characters.find(wanted, first, stop)
    if at >= 0:
        return _spread(text, shown, range(at, at + len(wanted)))
    if not near or len(wanted) > _LONGEST:
        return None
    return _spread(text, shown, found) if (found := _aligned(wanted, shown, first)) else None


def _aligned(wanted: str, shown: Shown, first: int) -> list[int] | None:
    """Return for each wanted character its place among the visible ones, -1 for what the reader put in or changed."""
    window = shown.characters[first : first + int(_SPREAD * len(wanted)) + _SLACK]
    matcher = SequenceMatcher(a=wanted, b=window, autojunk=False)
    found = [-1] * len(wanted)
    for block in matcher.get_matching_blocks():
        if block.size > 2:
            found[block.a : block.a + block.size] = range(first + block.b, first + block.b + block.size)
    return found if sum(at >= 0 for at in found) >= _ENOUGH * len(wanted) else None


def _spread(text: str, shown: Shown, found: range | list[int]) -> Placed:
    """Return the places of a string's characters, its white space among them, from those of its visible ones."""
    starts, ends = [-1] * len(text), [-1] * len(text)
    places = iter(found)
    for at, char in enumerate(text):
        if not _UNSEEN.match(char):
            known = next(places)
            if known >= 0:
                starts[at], ends[at] = shown.starts[known], shown.ends[known]
    _fill(text, shown.source, starts, ends)
    return Placed(text, shown.source, starts, ends)


def _fill(text: str, source: str, starts: list[int], ends: list[int]) -> None:
    """Give white space its places: the first run of it in the source between its neighbours."""
    for match in _UNSEEN.finditer(text):
        before, after = match.start() - 1, match.end()
        left = ends[before] if before >= 0 else -1
        right = starts[after] if after < len(text) else -1
        if left < 0 or right < left:
            continue
        space = re.compile(r"\s+|&nbsp;|&#160;|~").search(source, left, right)
        begin, end = space.span() if space else (left, left)
        for at in range(match.start(), match.end()):
            starts[at], ends[at] = (begin, end) if at == match.start() else (end, end)
