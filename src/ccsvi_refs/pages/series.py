"""A list, table or run of lines: how many of its items cite, and whether it is one of works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ccsvi_refs.pages.entry import PageEntry, is_located
from ccsvi_refs.pages.weighing import Reading


@dataclass(slots=True)
class Series:
    """What is known of a list: how many items it has, how many cite, do so surely, and could do so."""

    items: int = 0
    citing: int = 0
    sure: int = 0
    possible: int = 0


def counted(found: Sequence[PageEntry], readings: Sequence[Reading | None]) -> dict[tuple[int, bool], Series]:
    """Return what is known of each list, by its number and whether marks set its items off."""
    lists: dict[tuple[int, bool], Series] = defaultdict(Series)
    for entry, reading in zip(found, readings, strict=True):
        known = lists[entry.series, entry.marked]
        known.items += 1
        if reading is not None:
            known.citing += reading.cites or is_located(reading.text)
            known.sure += reading.is_surely_one
            known.possible += reading.may_be_one
    return lists


def is_of_works(entry: PageEntry, known: Series) -> bool:
    """Return whether a list outside any list of references is one: most of its items cite, or some surely do.

    Where some surely do, the others may be guidance, reports and films, which nothing but their company shows.
    """
    if entry.place == "works" and known.citing >= 0.5 * known.items:
        return True
    if entry.place in ("works", "hinted") and known.possible >= 0.6 * known.items and (known.sure or not entry.row):
        return known.items > 1 if known.citing else known.items > 2 and known.possible >= 0.8 * known.items
    if known.items > 2 and known.citing >= 0.7 * known.items:
        return True
    if entry.row:
        return False
    if known.sure == 1:
        return known.items > 2 and known.possible >= 0.8 * known.items
    return known.sure > 1 and known.possible >= 0.5 * known.items and known.sure >= 0.1 * known.items
