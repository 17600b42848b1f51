"""Two lists of authors laid beside each other: who of the one stands beside whom of the other, at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ccsvi_refs.matching import persons
from ccsvi_refs.matching.prepared import Author

#: What aligning costs, beside 1 for a name that one list has alone.
_COST = {"same": 0.0, "variant": 0.1, "misspelt": 0.4, "misnamed": 0.6, "other": 0.95}
#: Longer lists (their lengths multiplied, after what is alike at both ends) are compared as sets.
_LARGE = 90_000

#: Places in the one list and in the other.
Pair = tuple[int | None, int | None]


def pairs(a: Sequence[Author], b: Sequence[Author], *, goes_on: bool) -> list[Pair]:
    """Return who stands beside whom, by their places; None beside one that the other list has not.

    ``goes_on`` is whether the first list may end before the second does.
    """
    start = 0
    while start < min(len(a), len(b)) and persons.compare(a[start], b[start]) == "same":
        start += 1
    found: list[Pair] = [(i, i) for i in range(start)]
    if goes_on and start == len(a):
        return found
    end = 0
    while not goes_on and end < min(len(a), len(b)) - start and persons.compare(a[-1 - end], b[-1 - end]) == "same":
        end += 1
    inner = _inner(a[start : len(a) - end], b[start : len(b) - end], goes_on)
    found += [(None if x is None else x + start, None if y is None else y + start) for x, y in inner]
    return found + [(len(a) - k, len(b) - k) for k in range(end, 0, -1)]


def _inner(a: Sequence[Author], b: Sequence[Author], goes_on: bool) -> list[Pair]:
    if len(a) * len(b) > _LARGE:
        found: list[Pair] = [(i, i) for i in range(min(len(a), len(b)))]
        found += ((i, None) for i in range(len(b), len(a)))
        found += ((None, i) for i in range(len(a), 0 if goes_on else len(b)))
        return found
    costs = _costs(a, b)
    # A list that goes on may end before the registered one does.
    end = min(range(len(b) + 1), key=lambda j: costs[len(a)][j]) if goes_on else len(b)
    return list(reversed(list(_path(a, b, costs, end))))


def _costs(a: Sequence[Author], b: Sequence[Author]) -> list[list[float]]:
    costs = [[float(j) for j in range(len(b) + 1)]]
    for i, who in enumerate(a, 1):
        row = [float(i)]
        above = costs[-1]
        for j, (other, (corner, over)) in enumerate(zip(b, pairwise(above), strict=True), 1):
            row.append(min(corner + _COST[persons.compare(who, other)], over + 1, row[j - 1] + 1))
        costs.append(row)
    return costs


def _path(a: Sequence[Author], b: Sequence[Author], costs: list[list[float]], end: int) -> Iterator[Pair]:
    i, j = len(a), end
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + _COST[persons.compare(a[i - 1], b[j - 1])]:
            i, j = i - 1, j - 1
            yield i, j
        elif i and costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
            yield i, None
        else:
            j -= 1
            yield None, j
