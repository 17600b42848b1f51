"""The numbers that a list of references gives its entries: used twice, left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from ccsvi_refs.model import Mention, Reference, Slip
from ccsvi_refs.text import marks

#: Of the steps from number to number, so many must be small for a list to be numbered at all.
_STEADY = 0.6
#: A larger gap is the beginning of another list.
_GAP = 5


def slips(entries: Iterable[tuple[Reference, int]], notes: Iterable[Mention] = ()) -> tuple[Slip, ...]:
    """Return what is wrong with the numbers printed before entries; each comes with the number of its list.

    A number that a note among them has is not left out.
    """
    lists: dict[int, list[tuple[int, Reference]]] = defaultdict(list)
    for reference, series in entries:
        if number := _number(reference.mention):
            lists[series].append((number, reference))
    noted = {_number(note) for note in notes}
    return tuple(slip for numbered in lists.values() if _is_steady(numbered) for slip in _slips(numbered, noted))


def _number(mention: Mention | None) -> int:
    label = marks.number(mention.number) if mention else ""
    return int(label) if label.isascii() and label.isdigit() and len(label) < 5 else 0


def _is_steady(numbered: Sequence[tuple[int, Reference]]) -> bool:
    steps = [after[0] - before[0] for before, after in pairwise(numbered)]
    return 1 in steps and len(steps) > 1 and sum(step in (0, 1, 2) for step in steps) >= _STEADY * len(steps)


def _slips(numbered: Sequence[tuple[int, Reference]], noted: Collection[int]) -> Iterator[Slip]:
    first = last = numbered[0][0]
    everything = {number for number, _ in numbered} | set(noted)
    seen: set[int] = set()
    for number, reference in numbered:
        place = reference.mention.location if reference.mention else None
        if number in seen and number != first:
            yield Slip("number-used-twice", number, place, reference.id)
            continue
        if number < last:
            seen.clear()  # another list begins
        for missing in range(last + 1, number if number - last <= _GAP else 0):
            if missing not in everything:
                yield Slip("number-left-out", missing, place, reference.id)
        seen.add(number)
        last = number
