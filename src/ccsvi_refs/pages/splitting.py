"""Several citation strings in one line of text: "1. … 2. … 3. …", "…; …", and run together without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.model import Link
from ccsvi_refs.pages import entry
from ccsvi_refs.pages.blocks import Line
from ccsvi_refs.text import marks

#: A number behind the end of a sentence, as a list in one paragraph has it.
_NUMBERED = re.compile(
    r"(?<=[.\]\)\d>;。”\"/])\s+(?P<mark>\[(?P<b>\d{1,3})\]|\((?P<p>\d{1,3})\)|(?P<n>\d{1,3})[.)])\s*(?=[^\W\d_]|[\"“«‘])"
)
#: Where an unnumbered citation string may end: behind pages, an address or a status.
_SEAM = re.compile(r"(?:(?<=[\d)\]][.;])|(?<=[\d)\]]\.;)|(?<=print\.)|(?<=print\];))\s+(?=[^\W\d_])")
#: Shorter pieces are no citation strings.
_SHORTEST = 25
#: No line with references run together is longer.
_LONGEST = 20_000


def parted(line: Line, *, listed: bool, after: int = 0) -> list[Line]:
    """Return a line as one line for each citation string in it; ``after`` is the number of the entry before it."""
    text = line.text
    if len(text) > _LONGEST:
        return [line]
    cuts = list(_numbered(line, after))
    if not cuts and listed and len(text) > 2 * _SHORTEST:
        cuts = [(seam, seam, "") for seam in _seams(text)]
    if not cuts:
        return [line]
    bounds = [(0, line.mark), *((start, mark) for _, start, mark in cuts)]
    ends = [*(end for end, _, _ in cuts), len(text)]
    pieces = [text[start:end].strip(" ;") for (start, _), end in zip(bounds, ends, strict=True)]
    given = shared(line.links, pieces)
    return [
        replace(line, text=piece, mark=mark, links=tuple(links), inner=0, raised=line.raised if not index else ())
        for index, (piece, (_, mark), links) in enumerate(zip(pieces, bounds, given, strict=True))
        if piece
    ]


def _numbered(line: Line, after: int) -> Iterator[tuple[int, int, str]]:
    """Yield the end of a piece, the start of the next and its mark, wherever the next number stands."""
    first = marks.number(line.mark)
    expected = (int(first) if first.isdigit() and len(first) < 4 else after) + 1
    if expected == 1:
        return
    start = 0
    for match in _NUMBERED.finditer(line.text):
        number = int(match["b"] or match["p"] or match["n"])
        if number == expected and (start or entry.is_dated(line.text[: match.start()]) or match.start() > _SHORTEST):
            yield match.start(), match.end(), match["mark"]
            start, expected = match.end(), expected + 1


def _seams(text: str) -> list[int]:
    """Return where one citation string ends and the next begins with names, both dated."""
    seams: list[int] = []
    start = 0
    for match in _SEAM.finditer(text):
        before, behind = text[start : match.start()], text[match.end() :]
        if len(before) < _SHORTEST or len(behind) < _SHORTEST or not entry.is_dated(before):
            continue
        if _is_located(before) and entry.is_dated(behind[:600]) and _begins(behind):
            seams.append(match.end())
            start = match.end()
    return seams


def _begins(text: str) -> bool:
    """Return whether a text surely begins as a citation string: with several names, or one and a place behind it."""
    return entry.begins(text, surely=True) or (entry.begins(text) and entry.is_located(text[:400]))


def _is_located(text: str) -> bool:
    return entry.is_located(text) or bool(re.search(r"\bpp?\. ?\d|\d[-–]\d+\W*$|\b10\.\d{4,}/", text))


def shared(links: Sequence[Link], pieces: Sequence[str]) -> list[list[Link]]:
    """Return the links of each piece: those whose label or address it prints, the rest with the last."""
    given: list[list[Link]] = [[] for _ in pieces]
    for link in links:
        seen = [index for index, piece in enumerate(pieces) if (link.label or link.url)[:40] in piece]
        given[seen[0] if seen else -1].append(link)
    return given
