"""A CSL item in the making from the tags of a RIS record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ccsvi_refs.formats import cleaning


class RisItem:
    """A record's values by tag, which of them are used (all of a tag's, or the first), and the CSL item so far."""

    def __init__(self, tags: Iterable[tuple[str, int, str]]) -> None:
        self.values: dict[str, list[str]] = {}
        self.lines: dict[str, int] = {}
        self.used: set[str] = {"TY", "ID"}
        self.begun: set[str] = set()
        self.order: list[tuple[str, int, str]] = []
        self.data: dict[str, Any] = {}
        self.raws: dict[str, str] = {}
        self.left: list[tuple[str, str]] = []
        for tag, line, value in tags:
            self.order.append((tag, line, value))
            self.values.setdefault(tag, []).append(value)
            self.lines.setdefault(tag, line)

    def first(self, *names: str) -> tuple[str, str]:
        """Return the first value of the first tag that has one, and that tag."""
        for name in names:
            if self.values.get(name):
                self.begun.add(name)
                return self.values[name][0], name
        return "", ""

    def put(self, name: str, value: str) -> None:
        """Set a CSL field to cleaned text, unless it is set or the text is empty; what it was made of is kept."""
        cleaned = cleaning.csl(value)
        if cleaned and name not in self.data:
            self.data[name], self.raws[name] = cleaned, value

    def names(self, field: str, roles: Mapping[str, str]) -> list[str]:
        """Return the values of the tags that hold names of a field, in order; a list given twice counts once."""
        tags = {tag for tag, name in roles.items() if name == field}
        self.used |= tags
        values = [value for tag, _, value in self.order if tag in tags]
        lists = [self.values[tag] for tag in tags if tag in self.values]
        return lists[0] if len(lists) > 1 and all(one == lists[0] for one in lists) else values

    def all(self, *names: str) -> list[str]:
        """Return all values of some tags."""
        self.used.update(names)
        return [value for name in names for value in self.values.get(name, ())]

    def rest(self) -> dict[str, list[str]]:
        """Return what has not been used, by tag."""
        left = {}
        for tag, values in self.values.items():
            seen = values[:1] if tag in self.begun else []
            more = [] if tag in self.used else [value for value in values if value not in seen]
            if more:
                left[tag] = more
        for tag, value in self.left:
            left.setdefault(tag, []).append(value)
        return left
