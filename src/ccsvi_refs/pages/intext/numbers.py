"""Citations by number: [7], [2, 4], [1–3], and numbers set high."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccsvi_refs.location import Location
from ccsvi_refs.model import InTextCitation
from ccsvi_refs.pages.intext.prose import Prose

_NUMBERS = r"\d{1,3}(?:\s?(?:[,;]|[-–—]|and|und|et|y|e|и)\s?\d{1,3}){0,30}"
_BRACKETED = re.compile(rf"(?<![\\!])\[(?P<inner>{_NUMBERS})\](?![(:\w=]|\[\D)")
#: Raised digits behind a word or a sentence: no power, no unit.
_HIGH = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_]{2}[.,;:)”]))[¹²³⁰⁴-⁹]{1,3}(?:[,⁻–-][¹²³⁰⁴-⁹]{1,3}){0,10}(?![\w¹²³⁰⁴-⁹])"
)
_PLAIN = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹⁻", "1230456789-")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Marker:
    """A number cited in the text, as printed and where."""

    number: int
    text: str
    location: Location


def bracketed(prose: Prose) -> list[Marker]:
    """Return the numbers cited in square brackets."""
    return list(_bracketed(prose))


def _bracketed(prose: Prose) -> Iterator[Marker]:
    for line in prose.lines:
        if "[" not in line.text:
            continue
        for match in _BRACKETED.finditer(line.text):
            place = prose.place(line, match.group())
            if not _is_indexed(line.text, match.start()) and not prose.is_code(place):
                yield from (Marker(number, match.group(), place) for number in numbers(match["inner"]))


def _is_indexed(text: str, start: int) -> bool:
    """Return whether brackets right behind letters are a program's, as in ``x[1]``: the word is too short for one."""
    before = text[max(0, start - 3) : start]
    return bool(re.search(r"[\w)]$", before)) and not re.fullmatch(r"[^\W\d_]{3}|.{2}\)", before)


def raised(prose: Prose) -> list[Marker]:
    """Return the numbers set high in the text."""
    found = []
    for line in prose.lines:
        for text, place in line.raised:
            if text[:1] != "^":
                found += [Marker(number, text, place) for number in numbers(text.strip("[]() "))]
        for match in _HIGH.finditer(line.text):
            place = prose.place(line, match.group())
            found += [Marker(number, match.group(), place) for number in numbers(match.group().translate(_PLAIN))]
    return found


def numbers(text: str) -> list[int]:
    """Return the numbers a marker names: 2, 4 and 5 for ``2,4-5``."""
    found: list[int] = []
    for part in re.split(r"[,;]|\b(?:and|und|et|y|e|и)\b", text):
        ends = [int(end) for end in re.findall(r"\d{1,3}", part)]
        if len(ends) == 2 and ends[0] < ends[1] < ends[0] + _MOST and len(found) < _MOST:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return found


def is_system(markers: Sequence[Marker], listed: Mapping[int, Sequence[str]]) -> bool:
    """Return whether the text cites by the numbers of the list: at least half of those it uses are there."""
    cited = {marker.number for marker in markers}
    return bool(cited) and len(cited & set(listed)) * 2 >= len(cited)


def citations(markers: Sequence[Marker], listed: Mapping[int, Sequence[str]]) -> list[InTextCitation]:
    """Return each number cited with the entries that have it."""
    return [
        InTextCitation("number", marker.text, str(marker.number), marker.location, tuple(listed.get(marker.number, ())))
        for marker in markers
    ]
