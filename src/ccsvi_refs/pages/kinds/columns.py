"""Two columns of a PDF page that its file holds row by row: the lines of the left one, then those of the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

#: Pieces of text of one page that are looked at.
_MOST = 5_000
#: Rows that show both columns side by side before a page is taken to be held row by row.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text in one font on one line, with its place on the page in points."""

    left: float
    bottom: float
    right: float
    top: float

    def beside(self, other: _Piece) -> bool:
        """Return whether two pieces stand on the same line."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > 0.4 * (self.top - self.bottom)


def lines(text: Any, width: float) -> list[str]:
    """Return the lines of a page's text column by column; none where its file holds them in that order already."""
    count = text.count_rects()
    if not 2 * _FEWEST <= count <= _MOST:
        return []
    pieces = [_Piece(*text.get_rect(index)) for index in range(count)]
    gutter = _gutter(pieces, width)
    if not gutter:
        return []
    ordered = [piece for band in _bands(pieces, gutter) for piece in band]
    return [
        " ".join(" ".join(text.get_text_bounded(one.left, one.bottom, one.right, one.top) for one in row).split())
        for row in _rows(ordered, gutter)
    ]


def _gutter(pieces: Sequence[_Piece], width: float) -> float:
    """Return where the space between two columns is that stand row by row in the file, 0 where nothing shows it."""
    pairs = [
        (before, after)
        for before, after in pairwise(pieces)
        if before.beside(after) and before.right < after.left and 0.3 * width < (before.right + after.left) / 2
    ]
    gaps = [(before.right, after.left) for before, after in pairs if after.left > 0.4 * width]
    if len(gaps) < _FEWEST:
        return 0.0
    left, right = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
    middle = (left + right) / 2
    crossing = sum(piece.left < middle < piece.right for piece in pieces)
    wide = sum(piece.right < middle and piece.right - piece.left > 0.15 * width for piece in pieces)
    narrow_gutter = left < right and 0.35 * width < middle < 0.65 * width
    return middle if narrow_gutter and wide >= _FEWEST and crossing * 5 <= len(pieces) else 0.0


def _bands(pieces: Sequence[_Piece], gutter: float) -> Iterator[list[_Piece]]:
    """Yield the pieces of the left column, then those of the right one, between what stands across both."""
    left: list[_Piece] = []
    right: list[_Piece] = []
    for piece in pieces:
        if piece.left < gutter < piece.right:
            yield from (left, right, [piece])
            left, right = [], []
        else:
            (left if piece.right <= gutter else right).append(piece)
    yield from (left, right)


def _rows(pieces: Sequence[_Piece], gutter: float) -> Iterator[list[_Piece]]:
    """Yield the pieces that make one line of a column."""
    row: list[_Piece] = []
    for piece in pieces:
        if row and not (row[-1].beside(piece) and (row[-1].left < gutter) == (piece.left < gutter)):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row
