"""Names and titles as catalogues print them, the given name first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccsvi_refs.formats import cleaning, people


def names(printed: Iterable[str]) -> list[dict[str, str]]:
    """Return CSL names; a long one is a person's unless it says that it is an institution's."""
    return [name for name in map(_name, map(cleaning.plain, printed)) if name]


def title(printed: str) -> str:
    """Return a title without the full stop that some catalogues put behind it."""
    return re.sub(r"(?<=[^\W\d_]{2}[^\W\d_])\.$", "", cleaning.csl(printed).strip())


def _name(printed: str) -> dict[str, str]:
    found = people.parse(printed)
    words = printed.split()
    if "literal" not in found or "," in printed or len(words) < 4:
        return found
    parts = [" ".join(words[start : start + 3]) for start in range(len(words) - 2)]
    if any(map(people.is_institution, parts)):
        return found
    return people.person(words[-1], " ".join(words[:-1]))
