"""One cite: an item in a place of the document, and what rendering it learns and needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.names import PersonalName

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3


class Hints(NamedTuple):
    """What disambiguation asks of one item: names shown and given names spelled out, per name list, and the rest.

    ``names`` holds the least number of names per list, ``givens`` the level of each name: 0 as the style has it,
    1 initials, 2 the full given name, and ``first_givens`` those of first cites, where these have other lists or show
    more or less of a name; ``conditions`` is how many tests of ``disambiguate`` hold, in their order.
    """

    names: tuple[int, ...] = ()
    givens: tuple[tuple[int, ...], ...] = ()
    conditions: int = 0
    year_suffix: str = ""
    first_givens: tuple[tuple[int, ...], ...] = ()


NO_HINTS = Hints()


class NameList(NamedTuple):
    """What one list of names looked like: how many were shown, all of them, and the levels of given names.

    ``lowest`` is the level without disambiguation, ``levels`` are those to which it can raise a name; ``opens`` tells
    that the list is of a first cite.
    """

    shown: int
    names: Sequence[PersonalName]
    lowest: int
    levels: tuple[int, ...]
    opens: bool = False

    @property
    def total(self) -> int:
        """Return how many names there are."""
        return len(self.names)


class Cite:
    """The state of one rendering of one item; made anew for each.

    ``standing_in`` gathers the variables that print in place of names; once they have, they are ``suppressed``: they
    print no more, nor do their labels. ``locator_shown`` tells whether the locator was printed, ``locator_labelled``
    whether its label or the sign typed for it was, ``position_asked`` whether a test asked where the cite stands.
    ``lists_begun`` counts the lists of names; what they looked like is in ``lists`` where cites are ``compared``.
    """

    __slots__ = (
        "bibliography", "compared", "first_note", "hide_names", "hints", "item", "label", "label_symbol", "lists",
        "lists_begun", "locator", "locator_labelled", "locator_shown", "near_note", "number", "position",
        "position_asked", "sorting", "standing_in", "suffix_done", "suppressed", "tests_of_ambiguity",
    )  # fmt: skip

    def __init__(
        self,
        item: Item,
        hints: Hints = NO_HINTS,
        number: int = 0,
        position: int = FIRST,
        bibliography: bool = False,
    ) -> None:
        self.item = item
        self.hints = hints
        self.number = number
        self.position = position
        self.position_asked = False
        self.bibliography = bibliography
        self.sorting = False
        self.near_note = False
        self.locator = ""
        self.locator_shown = self.locator_labelled = False
        self.label = "page"
        self.label_symbol = ""
        self.first_note = 0
        self.hide_names = False
        self.compared = False
        self.suppressed: frozenset[str] | set[str] = frozenset()
        self.lists: list[NameList] | None = None
        self.lists_begun = 0
        self.suffix_done = False
        self.tests_of_ambiguity = 0
        self.standing_in: set[str] | None = None

    def used_up(self, variable: str) -> bool:
        """Tell whether a variable has stood in for names, so that it prints no more."""
        return variable in self.suppressed or (self.standing_in is not None and variable in self.standing_in)


NO_CITE = Cite(Item({}, ""))
"""Stands for a cite where what is printed depends on none."""
