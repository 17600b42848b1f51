"""Words fitted into a longer run of words: which stands for which, and in what groups they differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Pair = tuple[int, int]
#: Equal words gain, unequal ones in each other's place and words too many or too few cost.
_SAME, _OTHER, _GAP = 2.0, -1.0, -0.8


def fit(ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Return which of our words stands for which of theirs; what stands around ours costs nothing."""
    scores, ways = _table(ours, theirs)
    rows, width = len(ours), len(theirs)
    at = max(range(width + 1), key=lambda column: scores[column])
    pairs: list[Pair] = []
    row = rows
    while row > 0:
        way = ways[row][at]
        if way == 0:
            pairs.append((row - 1, at - 1))
            row, at = row - 1, at - 1
        elif way == 1:
            row -= 1
        else:
            at -= 1
    pairs.reverse()
    return pairs


def _table(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[float], list[bytearray]]:
    """Return the scores of the last row, and for each cell the way there: across, ours alone, theirs alone."""
    width = len(theirs)
    above = [0.0] * (width + 1)
    ways = [bytearray(width + 1)]
    for row, word in enumerate(ours, 1):
        here = [row * _GAP] * (width + 1)
        way = bytearray([1]) * (width + 1)
        for column in range(1, width + 1):
            across = above[column - 1] + (_SAME if word == theirs[column - 1] else _OTHER)
            down, right = above[column] + _GAP, here[column - 1] + _GAP
            best = max(across, down, right)
            here[column] = best
            way[column] = 0 if best == across else 1 if best == down else 2
        above = here
        ways.append(way)
    return above, ways


def groups(pairs: Sequence[Pair], ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches in which the two differ, as starts and ends in ours and theirs; compounds are the same."""
    equal = [(i, j) for i, j in pairs if ours[i] == theirs[j]]
    if not equal:
        return []
    first, last = pairs[0], pairs[-1]
    fences = [(-1, first[1] - 1), *equal, (len(ours), last[1] + 1)]
    found = []
    for (i, j), (after, beyond) in pairwise(fences):
        mine, other = ours[i + 1 : after], theirs[j + 1 : beyond]
        if (mine or other) and "".join(mine) != "".join(other):
            found.append((i + 1, after, j + 1, beyond))
    return found


def longest_run(matched: Sequence[Pair]) -> int:
    """Return how many equal words follow each other in both."""
    longest = run = 1 if matched else 0
    for (i, j), (after, beyond) in pairwise(matched):
        run = run + 1 if (after, beyond) == (i + 1, j + 1) else 1
        longest = max(longest, run)
    return longest
