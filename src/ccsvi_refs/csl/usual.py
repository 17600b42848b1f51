"""Usual items: texts that print as they stand, people with two names, days that there are. Most items are no more.

They are read with one look at all their texts together; what an item's fields are depends on their names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from ccsvi_refs.csl import dates, names
from ccsvi_refs.csl.extra import DATES, NAMES

ALIASES = {
    "title-short": ("title-short", "shortTitle"),
    "container-title-short": ("container-title-short", "journalAbbreviation"),
    "event-title": ("event-title", "event"),
}
"""Variables that items may give under another name, the preferred one first."""

_TEXT, _PEOPLE, _DAY = 10_000, 50, 100
MOST_LETTERS = _TEXT + _PEOPLE * names.LONGEST + len(DATES) * _DAY
"""A usual item has no more letters: of texts, people and days."""
_BOTH = frozenset(("editor", "translator"))


class _Fields(NamedTuple):
    """What items with the same fields have in common: which are texts, names and dates, and what is filled by them."""

    texts: tuple[str, ...]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    filled: frozenset[str]


@lru_cache(maxsize=1024)
def _fields(known: tuple[Any, ...]) -> _Fields | None:
    """Return what is in fields of these names, if all are texts; editors and translators may be one role: see Item."""
    if _BOTH.issubset(known) or not all(isinstance(name, str) for name in known):
        return None
    aliased = [name for name, others in ALIASES.items() if not set(others).isdisjoint(known)]
    return _Fields(
        tuple(name for name in known if name != "id" and name not in NAMES | DATES),
        tuple(name for name in known if name in NAMES),
        tuple(name for name in known if name in DATES),
        frozenset((*known, *aliased)),
    )


def usual(data: Mapping[str, Any], known: str) -> tuple[frozenset[str], dict[str, Any]] | None:
    """Return what is filled in an item and its names and dates by variable; None for an item that is not usual."""
    fields = _fields(tuple(data))
    if fields is None or not _are_texts([known, *map(data.__getitem__, fields.texts)]):
        return None
    read: dict[str, Any] = {}
    left = _PEOPLE
    for name in fields.names:
        people = names.usual(data[name], left)
        if not people:
            return None
        read[name] = people
        left -= len(people)
    for name in fields.dates:
        date = dates.usual(data[name])
        if date is None:
            return None
        read[name] = date
    return fields.filled, read


def _are_texts(values: list[Any]) -> bool:
    """Tell whether all are texts that print as they stand, with no blanks around, and not too long together."""
    if not all(values):
        return False
    try:
        whole = "".join(values)
    except TypeError:
        return False
    return whole.isprintable() and len(whole) <= _TEXT and list(map(str.strip, values)) == values
