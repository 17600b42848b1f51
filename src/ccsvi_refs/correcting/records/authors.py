"""A list of names beside the registered one → what becomes of each name, in the form of those that stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ccsvi_refs.correcting.records.region import NoPlaceError
from ccsvi_refs.matching import listing, persons, prepared
from ccsvi_refs.model import Name

_PART = re.compile(r"[\s.\-‐]+")
_DOTTED = re.compile(r"(?<!\w)[^\W\d_]\.")
_TOGETHER = re.compile(r"(?<!\w)[^\W\d_]\.[^\W\d_]\.|(?<![\w.])[A-Z]{2,3}(?![\w.])")
_APART = re.compile(r"(?<!\w)[^\W\d_]\.?\s[^\W\d_](?:\.|\b)")
_KEPT = ("same", "variant")


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of the name at a place of a list: another stands there, it goes, or one is put in before it."""

    kind: Literal["replace", "delete", "insert"]
    index: int
    name: Name = field(default_factory=Name)


def steps(cited: Sequence[Name], registered: Sequence[Name], goes_on: bool, raws: Sequence[str]) -> list[Step]:
    """Return how to put a list right name by name; ``raws`` are its names as the file writes them."""
    pairs = listing.paired(cited, registered, goes_on) if registered else None
    if pairs is None or not cited:
        raise NoPlaceError("its names cannot be laid beside the registered ones")
    wrong = [cited[a] for a, _, how in pairs if a is not None and how not in _KEPT]
    givens = [name.given for name in cited if name.given]
    made: list[Step] = []
    following = 0
    for a, b, how in pairs:
        if b is None and a is not None:
            made.append(Step("delete", a))
        elif b is not None and a is None:
            made.append(Step("insert", following, _formed(_known(registered[b], wrong), givens, raws)))
        elif a is not None and b is not None and how not in _KEPT:
            name = _corrected(cited[a], registered[b], how, wrong)
            made.append(Step("replace", a, _formed(name, givens, raws)))
        following = following if a is None else a + 1
    return made


def _corrected(cited: Name, registered: Name, how: persons.Likeness, wrong: Sequence[Name]) -> Name:
    """Return a registered name, of which what is right in the cited one stays as it is cited."""
    if how == "misspelt" and cited.given:
        return replace(registered, given=cited.given)
    if how == "misnamed":
        return replace(cited, given=registered.given)
    return _known(registered, wrong)


def _known(registered: Name, others: Sequence[Name]) -> Name:
    """Return a name as the list has it in another place, else as it is registered."""
    who = prepared.author(registered)
    for name in others:
        other = prepared.author(name)
        if who and other and persons.compare(other, who) in _KEPT:
            return name
    return registered


def _formed(name: Name, givens: Sequence[str], raws: Sequence[str]) -> Name:
    """Return a name with its given names in full or as initials, as the list has them."""
    if not name.given or not givens or not all(map(_is_initials, givens)):
        return name
    letters = [part[0].upper() for part in _PART.split(name.given) if part]
    shown = " ".join(raws)
    stop = "." if _DOTTED.search(shown) else ""
    is_together = bool(_TOGETHER.search(shown)) or (not stop and not _APART.search(shown))
    return replace(name, given=("" if is_together else " ").join(f"{letter}{stop}" for letter in letters))


def _is_initials(given: str) -> bool:
    return all(len(part) == 1 or (len(part) <= 3 and part.isupper()) for part in _PART.split(given) if part)
