"""Disambiguation: what each item's cites must show so that no two look alike.

The steps are those of https://docs.citationstyles.org/en/stable/specification.html#disambiguation: names and given
names, the ``disambiguate`` condition, year suffixes. Each step renders the cites again with other hints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccsvi_refs.csl.cite import NO_HINTS, Hints, NameList
from ccsvi_refs.csl.elements.name import initials
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.names import PersonalName

Draw = Callable[[Item, Hints], tuple[str, Sequence[NameList]]]
"""Renders an item's cite with hints: its text, and what its lists of names looked like."""


@dataclass(frozen=True, slots=True)
class Means:
    """The ways of disambiguating that a style allows."""

    add_names: bool
    add_givenname: bool
    rule: str
    condition: bool
    year_suffix: bool

    @property
    def any(self) -> bool:
        """Tell whether there is anything to do."""
        return self.add_names or self.add_givenname or self.condition or self.year_suffix


def disambiguate(items: Sequence[Item], means: Means, draw: Draw, order: Mapping[str, int]) -> dict[str, Hints]:
    """Return the hints for each item that needs some; ``order`` ranks items for their year suffixes."""
    if not means.any:
        return {}
    base = _spelled_out(items, means, draw) if means.add_givenname and means.rule != "by-cite" else {}
    found = dict(base)
    for group in _ambiguous(items, draw, base):
        _Resolver(means, draw, base, found, order).resolve(group)
    return found


def _ambiguous(items: Sequence[Item], draw: Draw, base: Mapping[str, Hints]) -> list[list[Item]]:
    """Return the sets of items whose cites look alike."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[draw(item, base.get(item.id, NO_HINTS))[0]].append(item)
    return [group for text, group in groups.items() if len(group) > 1 and text]


def _spelled_out(items: Sequence[Item], means: Means, draw: Draw) -> dict[str, Hints]:
    """Return the given names that the rules for all names or primary names spell out, whatever the cites."""
    lists = {item.id: _name_lists(item, draw) for item in items}
    primary = means.rule.startswith("primary-name")
    people: dict[str, dict[str, PersonalName]] = defaultdict(dict)
    for rows in lists.values():
        for names, _shape in rows:
            for name in names[:1] if primary else names:
                people[_family(name)].setdefault(_given_key(name), name)
    highest = 1 if means.rule.endswith("with-initials") else 2
    found = {}
    for identifier, rows in lists.items():
        givens = tuple(_levels(names, shape, people, primary, highest) for names, shape in rows)
        if any(any(row) for row in givens):
            found[identifier] = Hints(givens=givens)
    return found


def _name_lists(item: Item, draw: Draw) -> list[tuple[Sequence[PersonalName], NameList]]:
    return [(shape.names, shape) for shape in draw(item, NO_HINTS)[1]]


def _family(name: PersonalName) -> str:
    return f"{name.demoted} {name.family or name.literal}".strip().lower()


def _given_key(name: PersonalName) -> str:
    """Return the given name in a form in which differently spaced initials are the same."""
    return " ".join(name.given.replace(".", ". ").split())


def _levels(
    names: Sequence[PersonalName],
    shape: NameList,
    people: Mapping[str, Mapping[str, PersonalName]],
    primary: bool,
    highest: int,
) -> tuple[int, ...]:
    top = [level for level in (1, 2) if shape.lowest < level <= highest]
    return tuple(
        0 if name.literal or (primary and place) else _level(name, people[_family(name)], shape, top)
        for place, name in enumerate(names)
    )


def _shown_at(name: PersonalName, level: int) -> str:
    """Return what a level shows of a given name; initials count as such even where the style prints no initials."""
    return "" if not level else initials(name.given, ".") if level == 1 else _given_key(name)


def _level(name: PersonalName, people: Mapping[str, PersonalName], shape: NameList, levels: Sequence[int]) -> int:
    """Return the least level at which a name differs from all others of its family, else the highest that helps."""
    others = [other for key, other in people.items() if key != _given_key(name)]
    best, fewest = 0, len(others)
    if not others:
        return 0
    for level in (shape.lowest, *levels):
        own = _shown_at(name, level)
        clashes = sum(_shown_at(other, level) == own for other in others)
        if clashes < fewest or level == shape.lowest:
            best, fewest = (level if level > shape.lowest else 0), clashes
        if not clashes:
            break
    return best


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
        if self.means.condition:
            left = [rest for one in left for rest in self._by_condition(one)]
        if self.means.year_suffix:
            for one in left:
                self._by_year_suffix(one)

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
            parts[self.draw(item, self._applied(item, hints))[0]].append(item)
        return list(parts.values())

    def _steps(self, members: list[Item]) -> Iterator[tuple[int, int, int]]:
        """Yield ``(list, name, level)``: show at least so many names of this list, this one's given name so far."""
        shapes = [self.draw(item, self.base.get(item.id, NO_HINTS))[1] for item in members]
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

    def _by_condition(self, members: list[Item]) -> list[list[Item]]:
        """Set the ``disambiguate`` condition where it tells cites apart."""
        parts: dict[str, list[Item]] = defaultdict(list)
        for item in members:
            parts[self.draw(item, self._hints(item)._replace(condition=True))[0]].append(item)
        if len(parts) == 1:
            return [members]
        for item in members:
            self.found[item.id] = self._hints(item)._replace(condition=True)
        return [part for part in parts.values() if len(part) > 1]

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
