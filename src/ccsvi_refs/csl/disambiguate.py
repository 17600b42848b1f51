"""Disambiguation: what each item's cites must show so that no two look alike.

The steps are those of https://docs.citationstyles.org/en/stable/specification.html#disambiguation: names and given
names, year suffixes, the ``disambiguate`` condition. Each step renders the cites again with other hints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ccsvi_refs.csl.cite import NO_HINTS, Hints, NameList
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.people import People


class Draw(NamedTuple):
    """Renders an item's cite: its text with hints, and what its lists of names look like without any.

    ``everywhere`` adds the lists of first cites, where these are others.
    """

    text: Callable[[Item, Hints], str]
    lists: Callable[[Item], tuple[NameList, ...]]
    everywhere: Callable[[Item], tuple[NameList, ...]]


@dataclass(frozen=True, slots=True)
class Means:
    """The ways of disambiguating that a style allows; with ``strict`` conditions are tried before year suffixes."""

    add_names: bool
    add_givenname: bool
    rule: str
    conditions: int
    year_suffix: bool
    strict: bool = False

    @property
    def any(self) -> bool:
        """Tell whether there is anything to do."""
        return self.add_names or self.add_givenname or bool(self.conditions) or self.year_suffix


def disambiguate(
    items: Sequence[Item],
    means: Means,
    draw: Draw,
    order: Mapping[str, int],
    people: People,
    noted: Callable[[Item], frozenset[tuple[int, str]]] | None = None,
) -> dict[str, Hints]:
    """Return the hints for each item that needs some; ``order`` ranks items for their year suffixes.

    ``people`` are those of the items, as far as they were known when this was asked last.

    The note of a chapter that first cites a work, which ``noted`` adds to its text, tells two of them apart, and makes
    letters needless; where a style has other words for what is ambiguous, it does not tell several apart.
    """
    if not means.any:
        return {}
    base: Mapping[str, Hints] = {}
    if means.add_givenname and means.rule != "by-cite":
        base = people.spelled_out({item.id: draw.everywhere(item) for item in items}, means.rule)
    found = dict(base)
    for group in _ambiguous(items, draw, base):
        alike = [group]
        if noted is not None and (len(group) == 2 or means.year_suffix):
            alike = _sharing(group, noted)
        for one in alike:
            _Resolver(means, draw, base, found, order).resolve(one)
    return found


def _ambiguous(items: Sequence[Item], draw: Draw, base: Mapping[str, Hints]) -> list[list[Item]]:
    """Return the sets of items whose cites look alike."""
    return _parted(items, lambda item: draw.text(item, base.get(item.id, NO_HINTS)))


def _parted(items: Sequence[Item], text: Callable[[Item], str]) -> list[list[Item]]:
    """Return the sets of items that have the same text."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[text(item)].append(item)
    return [group for group in groups.values() if len(group) > 1]


def _sharing(items: Sequence[Item], texts: Callable[[Item], frozenset[tuple[int, str]]]) -> list[list[Item]]:
    """Return the sets of items that share a text of a chapter with another of them."""
    groups: list[tuple[frozenset[tuple[int, str]], list[Item]]] = []
    for item in items:
        own, members = texts(item), [item]
        apart = [group for group in groups if group[0].isdisjoint(own)]
        for group in groups:
            if not group[0].isdisjoint(own):
                own, members = own | group[0], [*group[1], *members]
        groups = [*apart, (own, members)]
    return [members for _texts, members in groups if len(members) > 1]


#: Conditions that are tried one after another; official styles have fewer.
_MOST_CONDITIONS = 12


class _Resolver:
    """Works through one set of cites that look alike."""

    __slots__ = ("base", "draw", "found", "means", "order")

    def __init__(
        self,
        means: Means,
        draw: Draw,
        base: Mapping[str, Hints],
        found: dict[str, Hints],
        order: Mapping[str, int],
    ) -> None:
        self.means = means
        self.draw = draw
        self.base = base
        self.found = found
        self.order = order

    def resolve(self, group: list[Item]) -> None:
        """Find the hints for every item of the set."""
        left = [group]
        if self.means.add_names or (self.means.add_givenname and self.means.rule == "by-cite"):
            left = self._by_names(group)
        for one in left:
            self._by_other_means(one)

    def _by_other_means(self, members: list[Item]) -> None:
        """Tell cites apart by year suffixes, or by conditions where letters show only in what these print."""
        suffixes, conditions = self.means.year_suffix, self.means.conditions
        if suffixes and not (conditions and self.means.strict):
            self._by_year_suffix(members)
        if not conditions or (suffixes and not self.means.strict and not self._shows_later(members)):
            return
        for item in members if suffixes else ():
            self.found[item.id] = self._hints(item)._replace(year_suffix="")
        self._by_condition(members)
        for part in self._alike(members) if suffixes else ():
            self._by_year_suffix(part)
            if self._alike(part):
                self.found |= {item.id: self._shown(item) for item in part}

    def _shows_later(self, members: list[Item]) -> bool:
        """Tell whether cites are still alike, and their letters show where all conditions hold."""
        if not self._alike(members):
            return False
        shown = self._shown(members[0])
        texts = {self.draw.text(members[0], hints) for hints in (shown, shown._replace(year_suffix=""))}
        return len(texts) > 1

    def _shown(self, item: Item) -> Hints:
        return self._hints(item)._replace(conditions=_MOST_CONDITIONS)

    def _alike(self, members: list[Item]) -> list[list[Item]]:
        """Return the sets of cites that still look alike."""
        return _parted(members, lambda item: self.draw.text(item, self._hints(item)))

    def _hints(self, item: Item) -> Hints:
        return self.found.get(item.id, NO_HINTS)

    def _by_names(self, group: list[Item]) -> list[list[Item]]:
        """Show more names and given names, step by step, keeping the steps that tell cites apart."""
        left: list[list[Item]] = []
        pending = [(group, NO_HINTS, 0)]
        while pending:
            members, kept, start = pending.pop(0)
            steps = list(self._steps(members))
            trial = kept
            for number in range(start, len(steps)):
                trial = _with_step(trial, steps[number])
                parts = self._split(members, trial)
                if len(parts) > 1:
                    kept = _with_step(kept, steps[number])
                    for part in parts:
                        self._keep(part, kept)
                        if len(part) > 1:
                            pending.append((part, kept, number + 1))
                    break
            else:
                left.append(members)
        return left

    def _keep(self, members: list[Item], hints: Hints) -> None:
        for item in members:
            self.found[item.id] = self._applied(item, hints)

    def _applied(self, item: Item, hints: Hints) -> Hints:
        base = self.base.get(item.id, NO_HINTS)
        return base._replace(names=hints.names, givens=hints.givens or base.givens)

    def _split(self, members: list[Item], hints: Hints) -> list[list[Item]]:
        parts: dict[str, list[Item]] = defaultdict(list)
        for item in members:
            parts[self.draw.text(item, self._applied(item, hints))].append(item)
        return list(parts.values())

    def _steps(self, members: list[Item]) -> Iterator[tuple[int, int, int]]:
        """Yield ``(list, name, level)``: show at least so many names of this list, this one's given name so far."""
        shapes = list(map(self.draw.lists, members))
        by_cite = self.means.add_givenname and self.means.rule == "by-cite"
        for number in range(max(len(rows) for rows in shapes)):
            rows = [row[number] for row in shapes if number < len(row)]
            shown = max(row.shown for row in rows)
            total = max(row.total for row in rows) if self.means.add_names else shown
            levels = rows[0].levels if by_cite else ()
            for name in range(total):
                if name >= shown:
                    yield number, name, 0
                for level in levels:
                    yield number, name, level

    def _by_condition(self, members: list[Item]) -> None:
        """Let ``disambiguate`` conditions hold, one after another, where they tell cites apart and all else has failed.

        https://docs.citationstyles.org/en/stable/specification.html#choose
        """
        pending = [(members, 1)]
        while pending:
            alike, level = pending.pop()
            hints = {item.id: self._hints(item)._replace(conditions=level) for item in alike}
            parts: dict[str, list[Item]] = defaultdict(list)
            for item in alike:
                parts[self.draw.text(item, hints[item.id])].append(item)
            unseen = self.means.add_names and len(parts) == 1 and self._shows_names(alike, hints)
            if len(parts) > 1 or unseen:
                self.found |= hints
            if not unseen and level < min(self.means.conditions, _MOST_CONDITIONS):
                pending += [(part, level + 1) for part in parts.values() if len(part) > 1]

    def _shows_names(self, alike: list[Item], hints: Mapping[str, Hints]) -> bool:
        """Tell whether a condition shows names, of lists that differ: where names may be added, it is the last to hold.

        Fixture ``bugreports_EnvAndUrb``.
        """
        lists = [next(filter(None, map(item.names, ("author", "editor", "translator"))), ()) for item in alike]
        if not all(lists) or len(set(map(tuple, lists))) < 2:
            return False
        first = next(iter(lists[0])).family
        with_it, without = (self.draw.text(alike[0], one) for one in (hints[alike[0].id], self._hints(alike[0])))
        return bool(first) and first in with_it and first not in without

    def _by_year_suffix(self, members: list[Item]) -> None:
        for number, item in enumerate(sorted(members, key=lambda item: self.order[item.id])):
            self.found[item.id] = self._hints(item)._replace(year_suffix=letters(number))


def _with_step(hints: Hints, step: tuple[int, int, int]) -> Hints:
    number, name, level = step
    names = list(hints.names) + [0] * (number + 1 - len(hints.names))
    names[number] = max(names[number], name + 1)
    givens = [list(row) for row in hints.givens] + [[] for _ in range(number + 1 - len(hints.givens))]
    if level:
        row = givens[number]
        row += [0] * (name + 1 - len(row))
        row[name] = level
    return hints._replace(names=tuple(names), givens=tuple(tuple(row) for row in givens) if any(givens) else ())


def letters(number: int) -> str:
    """Return the year suffix of a number from 0: a to z, then aa, ab and so on."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out
