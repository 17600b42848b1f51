"""The names in a MEDLINE record, each once, in the record's order.

A person is ``FAU`` (in full) and ``AU`` (with initials), or either; ``CN`` is a group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ccsvi_refs.formats import people
from ccsvi_refs.text import folding


def read(values: Iterable[tuple[str, str]], full: str, short: str, group: str = "") -> list[dict[str, str]]:
    """Return the CSL names of the values under some tags, in order; a short form is left out beside the full one."""
    found: list[dict[str, str]] = []
    waiting: Counter[str] = Counter()
    for tag, value in values:
        if tag == group:
            found.append({"literal": value.removesuffix(".")})
        elif tag in (full, short) and (name := people.parse(value)) and not people.is_others(value):
            if tag == full:
                found.append(name)
                waiting[_key(name)] += 1
            elif waiting[_key(name)]:
                waiting[_key(name)] -= 1
            else:
                found.append(name)
    return found


def _key(name: dict[str, str]) -> str:
    return folding.compact(name.get("family") or name.get("literal", ""))
