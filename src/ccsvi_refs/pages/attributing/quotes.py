"""Quotations in a text: what stands between quotation marks of any language, or behind one that is never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Pairs of marks; the single ones of English are apostrophes as well.
_PAIRS = (
    ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"), ("``", "''"), ("‟", "”"),
    ("‚", "‘"), ("‹", "›"), ("›", "‹"),
)  # fmt: skip
_LONGEST = 2_000
_CLOSED = [
    re.compile(f"{re.escape(begin)}(?P<said>[^{re.escape(begin + end)}]{{4,{_LONGEST}}}){re.escape(end)}")
    for begin, end in _PAIRS
]
#: Marks that both begin and end a quotation, as in Swedish, where the text has no others.
_ALIKE = {mark: re.compile(f"(?<!\\w){mark}(?P<said>[^{mark}]{{4,{_LONGEST}}}){mark}") for mark in "”“»"}
_STRAIGHT = re.compile(r'(?<![\w"])"(?=[\w\[(…\'‘.])(?P<said>[^"]{4,2000}?)"(?!\w)')
_SINGLE = re.compile(r"(?<![\w’'‘])‘(?=[^\W_]|[\[…])(?P<said>(?:[^‘’]|(?<=\w)’(?=\w)){4,2000}?)’(?!\w)")
_SINGLE_STRAIGHT = re.compile(r"(?<![\w’'‘])'(?=[^\W_]|[\[…])(?P<said>(?:[^']|(?<=\w)'(?=\w)){4,2000}?)'(?!\w)")
_OPEN = re.compile(r"(?<![\w\"])[\"“](?=[^\W_]|\[)(?P<said>[^\"“”]{12,600})$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: where they begin and end with the marks, and where without."""

    start: int
    end: int
    inner: int
    text: str


def find(text: str) -> list[Quoted]:
    """Return the quotations of a text in order, none within another."""
    found: list[Quoted] = []
    for one in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(text: str) -> Iterator[Quoted]:
    alike = [
        _ALIKE[mark] for mark, other in ("”“", "“”", "»«") if mark in text and other not in text and "„" not in text
    ]
    for pattern in (*_CLOSED, _STRAIGHT, _SINGLE, _SINGLE_STRAIGHT, *alike):
        for match in pattern.finditer(text):
            if match["said"].strip():
                yield _quoted(match)
    if text.count('"') % 2 or text.count("“") > text.count("”"):
        yield from map(_quoted, _OPEN.finditer(text))


def _quoted(match: re.Match[str]) -> Quoted:
    return Quoted(match.start(), match.end(), match.start("said"), match["said"].strip())
