"""The names in a MEDLINE record, each once, in the record's order.

A person is ``FAU`` (in full) and ``AU`` (with initials), or either; ``CN`` is a group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ccsvi_refs.formats import people
from ccsvi_refs.text import folding


@dataclass(slots=True)
class _Person:
    """What a record says of one person or group."""

    name: dict[str, str]
    is_full: bool = False
    has_short: bool = False


def read(values: Iterable[tuple[str, str]], full: str, short: str, group: str = "") -> list[dict[str, str]]:
    """Return the CSL names of the values under some tags, in order; a short form is left out beside the full one."""
    found: list[_Person] = []
    for tag, value in values:
        if tag == group:
            found.append(_Person({"literal": value.removesuffix(".")}))
        elif tag in (full, short) and (name := people.parse(value)) and not people.is_others(value):
            if tag == full:
                found.append(_Person(name, is_full=True))
            elif person := _in_full(found, name):
                person.has_short = True
            else:
                found.append(_Person(name))
    return [person.name for person in found]


def _in_full(found: list[_Person], name: dict[str, str]) -> _Person | None:
    """Return the person whose full name stands before its short form, None where there is none."""
    waiting = [person for person in found if person.is_full and not person.has_short]
    key = _key(name)
    return next((person for person in waiting if _key(person.name) == key), None)


def _key(name: dict[str, str]) -> str:
    return folding.compact(name.get("family") or name.get("literal", ""))
