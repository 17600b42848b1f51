"""Numbers that follow from those that a text prints: differences, remainders, shares, reductions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from ccsvi_refs.matching.statements.quantities import Quantity

#: Numbers of one kind that are put together in pairs.
_MOST = 60


def is_derived(said: Quantity, known: Sequence[Quantity]) -> bool:
    """Return whether a percentage, or a number of points, follows from the numbers of a text."""
    if said.unit not in ("percent", "points"):
        return False
    leeway = max(0.5 * 10.0 ** -max(0, said.places), 0.1 if said.places else 0.5) + 1e-9
    return any(abs(said.value - value) <= leeway for value in _derived(known))


def _derived(known: Sequence[Quantity]) -> Iterator[float]:
    shares = _values(known, "percent")
    counts = [value for value in _values(known, "count") if value > 0]
    yield from (100.0 - value for value in shares)
    for one, other in combinations(shares, 2):
        low, high = sorted((one, other))
        yield high - low
        if high > 0:
            yield 100.0 * (high - low) / high
    for value in _values(known, "ratio"):
        yield abs(100.0 * (1.0 - value))
    for one, other in combinations(counts, 2):
        yield 100.0 * min(one, other) / max(one, other)


def _values(known: Sequence[Quantity], kind: str) -> list[float]:
    return list(islice(dict.fromkeys(one.value for one in known if one.kind == kind), _MOST))
