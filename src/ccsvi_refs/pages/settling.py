"""Blocks before entries are looked for: items that are none become paragraphs, what announces a list stands apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.pages import headings
from ccsvi_refs.pages.blocks import Block
from ccsvi_refs.pages.entry import LIMIT, is_whole
from ccsvi_refs.text import marks

#: A paragraph that heads a list is no longer than this.
SHORT = 45


def settled(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without items that are none, but hold headings, whole articles or several marked lines."""
    sizes: dict[int, int] = {}
    numbers: dict[int, int] = {}
    broken: set[int] = set()
    for block in blocks:
        if block.item:
            sizes[block.item] = sizes.get(block.item, 0) + len(block.text)
            numbered = sum(bool(marks.number(line.mark)) for line in block.lines)
            number = marks.number(block.lines[0].mark)
            goes_on = number.isdigit() and int(number[:6]) == numbers.get(block.item, -1) + 1
            numbers[block.item] = int(number[:6]) if number.isdigit() else numbers.get(block.item, -1)
            several = numbered > 1 or goes_on
            if block.kind == "row":
                several = _is_laid_out(block, several)
            if block.kind == "heading" or several:
                broken |= {block.item, block.outer}
    broken |= {item for item, size in sizes.items() if size > LIMIT}
    return [
        replace(
            block,
            item=0 if block.item in broken else block.item,
            outer=0 if block.outer in broken else block.outer,
            kind="paragraph" if block.item in broken and block.kind in ("item", "row", "term") else block.kind,
        )
        for block in blocks
    ]


def _is_laid_out(block: Block, several: bool) -> bool:
    """Return whether a row is but the frame around a part of the page: one cell with marked, headed or whole lines."""
    first, *others = block.lines
    if any(line.cell != first.cell for line in others):
        return False
    whole = bool(others) and all(is_whole(line.text) for line in block.lines)
    return several or whole or headings.heads_references(first.text)


def headed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, a first line that announces references made a block of its own: "Sources:" and a line break."""
    for block in blocks:
        if len(block.lines) > 1 and block.kind == "paragraph" and not block.item:
            first = replace(block, lines=block.lines[:1])
            if heads(first):
                yield first
                block = replace(block, lines=block.lines[1:])
        yield block


def heads(block: Block) -> bool:
    """Return whether a block announces references: a heading, or a short line that says so."""
    if block.kind == "heading":
        return block.heads or headings.heads_references(block.text)
    if (
        len(block.lines) != 1
        or block.kind != "paragraph"
        or block.item
        or block.lines[0].mark
        or len(block.text) > SHORT
    ):
        return False
    return headings.heads_references(block.text)
