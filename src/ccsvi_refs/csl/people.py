"""The people of a document, and the given names that tell those of one family name apart whatever the cites.

https://docs.citationstyles.org/en/stable/specification.html#disambiguation, ``givenname-disambiguation-rule``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ccsvi_refs.csl.cite import Hints, NameList
from ccsvi_refs.csl.initials import initials
from ccsvi_refs.csl.names import PersonalName

Lists = tuple[NameList, ...]


class _Family:
    """The people of one family name, how many of them look alike at each level, and the items that name them."""

    __slots__ = ("initials", "items", "people")

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.initials: dict[str, int] = {}
        self.items: set[str] = set()

    def add(self, given: str, item: str) -> None:
        """Take in one person, by the given name, whom an item names."""
        self.items.add(item)
        known = self.people.get(given, 0)
        self.people[given] = known + 1
        if not known:
            short = initials(given, ".")
            self.initials[short] = self.initials.get(short, 0) + 1

    def remove(self, given: str, item: str) -> None:
        """Take out a person whom an item named, and the item, which is looked at anew."""
        self.items.discard(item)
        self.people[given] -= 1
        if not self.people[given]:
            del self.people[given]
            self.initials[initials(given, ".")] -= 1

    def like(self, given: str, level: int) -> int:
        """Return how many look like this one at a level: 0 family name only, 1 with initials, 2 with given names.

        Initials count as such even where the style prints given names in full.
        """
        return len(self.people) if level == 0 else self.initials[initials(given, ".")] if level == 1 else 1


class People:
    """The people of the items looked at last; what is asked of others is worked out for what has changed alone."""

    __slots__ = ("_families", "_found", "_lists", "_same")

    def __init__(self) -> None:
        self._lists: dict[str, Lists] = {}
        self._families: dict[str, _Family] = {}
        self._found: dict[str, Hints] = {}
        self._same: dict[Hints, Hints] = {}

    def spelled_out(self, lists: dict[str, Lists], rule: str) -> Mapping[str, Hints]:
        """Return the given names that the rule for all names or primary names spells out, by item."""
        some = slice(1) if rule.startswith("primary-name") else slice(None)
        highest = 1 if rule.endswith("with-initials") else 2
        for item in self._changed(lists, some):
            self._found.pop(item, None)
            if item in lists and (hints := self._hints(lists[item], some, highest)) is not None:
                self._found[item] = self._same.setdefault(hints, hints)
        return self._found

    def _changed(self, lists: dict[str, Lists], some: slice) -> set[str]:
        """Take in the items with these lists of names in place of those before; return those that it may matter to."""
        before, self._lists = self._lists, lists
        if before == lists:
            return set()
        changed = {item for item in before.keys() | lists.keys() if before.get(item) is not lists.get(item)}
        families = self._families
        touched = set[str]()
        for item in changed:
            for family, given in _persons(before.get(item, ()), some):
                touched.add(family)
                families[family].remove(given, item)
            for family, given in _persons(lists.get(item, ()), some):
                touched.add(family)
                if family not in families:
                    families[family] = _Family()
                families[family].add(given, item)
        for family in touched:
            changed |= families[family].items
            if not families[family].people:
                del families[family]
        return changed

    def _hints(self, lists: Lists, some: slice, highest: int) -> Hints | None:
        """Return what one item's lists of names spell out, None where that is nothing."""

        def givens(opens: bool) -> tuple[tuple[int, ...], ...]:
            found = tuple(
                _levels(shape.names[some], shape.lowest, self._families, highest)
                if min(shape.levels, default=2) <= highest
                else ()
                for shape in lists
                if shape.opens == opens
            )
            return found if any(map(any, found)) else ()

        later = givens(opens=False)
        first = givens(opens=True) if lists and lists[-1].opens else ()
        return Hints(givens=later, first_givens=first) if later or first else None


def _persons(lists: Lists, some: slice) -> list[tuple[str, str]]:
    return [_person(name) for shape in lists for name in shape.names[some]]


@lru_cache(maxsize=10_000)
def _person(name: PersonalName) -> tuple[str, str]:
    """Return the family name, and the given name in a form in which differently spaced initials are the same.

    People return, in other lists and when these are looked at again.
    """
    family, given = f"{name.demoted} {name.family or name.literal}".strip().lower(), name.given
    return family, given if given.isalpha() else " ".join(given.replace(".", ". ").split())


def _levels(
    names: Sequence[PersonalName], lowest: int, families: Mapping[str, _Family], highest: int
) -> tuple[int, ...]:
    return tuple([0 if name.literal else _level(name, families, lowest, highest) for name in names])


def _level(name: PersonalName, families: Mapping[str, _Family], lowest: int, highest: int) -> int:
    """Return the least level above the lowest that tells a name apart best, 0 where the lowest does."""
    known, given = _person(name)
    family = families[known]
    best, fewest = 0, family.like(given, lowest)
    for level in range(lowest + 1, highest + 1):
        if fewest == 1:
            break
        alike = family.like(given, level)
        if alike < fewest:
            best, fewest = level, alike
    return best
