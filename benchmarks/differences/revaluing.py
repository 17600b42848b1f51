"""What ours prints when a cause lies in how citeproc-js reads a value: the item as it has it, printed by ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

from benchmarks.differences.asking import About, items
from benchmarks.differences.values import NUMBERED

Change = Callable[[About], About]

SHIELD = "\u2060"
"""What no reader sees: it makes a text another one."""


def same(item: About) -> About:
    return item


def unshielded(text: str) -> str:
    return text.replace(SHIELD, "")


@dataclass(frozen=True, slots=True)
class Reading:
    """How citeproc-js reads items and cites, and what ``back`` makes of the text that ours prints of them."""

    item: Change = same
    cite: Change = same
    back: Callable[[str], str] = unshielded


def shows(reading: Reading) -> Callable[[About], bool]:
    """Return what tells whether an item or a cite in question is read otherwise."""

    def test(about: About) -> bool:
        cites = about.get("cites", ())
        return any(reading.item(one) != one for one in items(about)) or any(reading.cite(one) != one for one in cites)

    return test


def retold(reading: Reading) -> Callable[[About], Iterator[str]]:
    """Return what yields the text as ours prints it of such items."""

    def told(about: About) -> Iterator[str]:
        yield read_so(about, [reading])["again"]()

    return told


def read_so(about: About, readings: Sequence[Reading]) -> About:
    """Return a difference whose text ours prints again of items read so."""
    again, read = about["again"], tuple(reading.item for reading in readings)

    def printed(**changes: Any) -> str:
        cites = changes.get("cites") or about.get("cites")
        if cites:
            changes["cites"] = [reduce(lambda one, reading: reading.cite(one), readings, cite) for cite in cites]
        own = changes.pop("item", same)
        text = again(**changes, item=composed((*read, own)))
        return reduce(lambda told, reading: reading.back(told), readings, text)

    return {**about, "again": printed}


@cache
def composed(changes: tuple[Change, ...]) -> Change:
    """Return the changes of an item one after the other, as one; the same ones are the same function."""
    return lambda item: reduce(lambda one, change: change(one), changes, item)


_STAND_INS: dict[str, int] = {}


def numbers_instead(pattern: str, several: bool = False, sign: str = " & ") -> Reading:
    """Return a reading in which fields and locators like this are one number, or several with a sign between."""
    compiled = re.compile(pattern)

    def stand_in(value: Any) -> Any:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            return value
        number = _STAND_INS.setdefault(value, 70001 + 2 * len(_STAND_INS))
        return f"{number}{sign}{number + 1}" if several else str(number)

    def item(one: About) -> About:
        return {name: stand_in(value) if name in NUMBERED else value for name, value in one.items()}

    def cite(one: About) -> About:
        return {name: stand_in(value) if name == "locator" else value for name, value in one.items()}

    def back(text: str) -> str:
        for value, number in _STAND_INS.items():
            text = re.sub(rf"{number}(?:(?: ?\S{{1,3}} ?)(?<!\d)\d*{(number + 1) % 10}(?!\d))?", value, text)
        return text

    return Reading(item, cite, back)


def without(*names: str) -> Reading:
    """Return a reading that passes over fields of these names."""
    return Reading(lambda one: {name: value for name, value in one.items() if name not in names})


def texts_instead(change: Callable[[str, str], str]) -> Reading:
    """Return a reading in which each field that is a text is another one: a function of its name and itself."""
    return Reading(
        lambda one: {name: change(name, value) if isinstance(value, str) else value for name, value in one.items()}
    )


def dates_instead(change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Reading:
    """Return a reading in which each date is another one."""
    return Reading(
        lambda one: {name: change(value) if isinstance(value, dict) else value for name, value in one.items()}
    )


def names_instead(change: Callable[[About, str], Callable[[About], About]]) -> Reading:
    """Return a reading in which each name is another one: a function of its item and its list, then of itself."""

    def item(one: About) -> About:
        return {
            name: list(map(change(one, name), value)) if isinstance(value, list) else value
            for name, value in one.items()
        }

    return Reading(item)
