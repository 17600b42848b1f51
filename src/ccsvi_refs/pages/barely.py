"""Lists whose numbers stand bare before the entries, "1 Doe J. …": marks they are only because they run on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.pages.blocks import Block, Line

_BARE = re.compile(r"(?P<number>\d{1,3})[ \t\xa0]+(?=[^\W\d_]|[\"“„«‘(])")
#: So many numbers that run on from 1 are those of a list.
_FEWEST = 3


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the bare numbers of lists made marks."""
    marked: dict[tuple[int, int], int] = {}
    for run in _runs(blocks):
        if len(run) >= _FEWEST:
            marked |= run
    if not marked:
        return list(blocks)
    return [
        replace(block, lines=tuple(_marked(line, marked.get((at, row), 0)) for row, line in enumerate(block.lines)))
        for at, block in enumerate(blocks)
    ]


def _runs(blocks: Sequence[Block]) -> Iterator[dict[tuple[int, int], int]]:
    """Yield the lines that begin with 1, 2, 3 and so on between two headings, by block and line, with the length."""
    run: dict[tuple[int, int], int] = {}
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            yield run
            run = {}
        if block.kind != "paragraph" or block.item:
            continue
        for row, line in enumerate(block.lines):
            bare = None if line.mark else _BARE.match(line.text)
            if bare and int(bare["number"]) == len(run) + 1:
                run[at, row] = bare.end()
    yield run


def _marked(line: Line, length: int) -> Line:
    if not length:
        return line
    place = replace(line.location, column=line.location.column + length)
    return replace(line, text=line.text[length:], mark=line.text[:length].strip(), location=place)
