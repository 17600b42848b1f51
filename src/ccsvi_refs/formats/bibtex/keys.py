"""Keys that BibTeX, biber and LaTeX accept, each its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REFUSED = re.compile(r"[^\w:.+/@*!?<>\[\]|&;-]+")


def written(keys: Iterable[str], ignoring_case: bool = False) -> dict[str, str]:
    """Return the key each id is written under: itself where it can be one, else without what no key may hold.

    Ids that become alike get numbers, by their own order and not by that of the file. To BibTeX, unlike biber, ``Roe``
    and ``roe`` are one key: ``ignoring_case`` keeps them apart.
    """
    fold = str.lower if ignoring_case else str
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(set(keys), key=lambda key: (not key or bool(_REFUSED.search(key)), key != fold(key), key)):
        base = _REFUSED.sub("_", key) or "entry"
        number, unique = 1, base
        while fold(unique) in taken:
            number += 1
            unique = f"{base}-{number}"
        found[key] = unique
        taken.add(fold(unique))
    return found
