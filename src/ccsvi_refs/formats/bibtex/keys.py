"""Keys that BibTeX, biber and LaTeX accept, each its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REFUSED = re.compile(r"[^\w:.+/@*!?<>\[\]|&;-]+")


def written(keys: Iterable[str]) -> dict[str, str]:
    """Return the key each id is written under: itself where it can be one, else without what no key may hold.

    Ids that differ only in such signs get numbers, by their own order and not by that of the file.
    """
    ids = set(keys)
    found = {key: key for key in ids if key and not _REFUSED.search(key)}
    taken = set(found)
    for key in sorted(ids - taken):
        base = _REFUSED.sub("_", key) or "entry"
        number, unique = 1, base
        while unique in taken:
            number += 1
            unique = f"{base}-{number}"
        found[key] = unique
        taken.add(unique)
    return found
