"""Keys that BibTeX, biber and LaTeX accept, each its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_REFUSED = re.compile(r"[^\w:.+/@*!?<>\[\]|&;-]+")


def written(ids: Iterable[str], ignoring_case: bool = False) -> list[str]:
    """Return the key each entry is written under: its id where it can be one, else without what no key may hold.

    Ids that become alike get numbers, by their own order and not by that of the file; an id that comes twice gets one
    for the second. To BibTeX, unlike biber, ``Roe`` and ``roe`` are one key: ``ignoring_case`` keeps them apart.
    """
    fold = str.lower if ignoring_case else str
    listed = list(ids)
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    for key in sorted(set(listed), key=lambda key: (not key or bool(_REFUSED.search(key)), key != fold(key), key)):
        found[key] = _free(_REFUSED.sub("_", key) or "entry", taken, fold)
    seen: set[str] = set()
    keys = []
    for key in listed:
        keys.append(_free(found[key], taken, fold) if key in seen else found[key])
        seen.add(key)
    return keys


def _free(base: str, taken: dict[str, int], fold: Callable[[str], str]) -> str:
    """Return the key, with a number where it is taken, and take it; ``taken`` holds the last number of each."""
    number, unique = taken.get(fold(base), 1), base
    while fold(unique) in taken:
        number += 1
        unique = f"{base}-{number}"
    taken[fold(base)] = number
    taken.setdefault(fold(unique), 1)
    return unique
