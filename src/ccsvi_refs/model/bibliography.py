"""What was read from one input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccsvi_refs.model.page import InTextCitation, Link, Mention, Problem, Statement, Uncited
from ccsvi_refs.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What was read from one input: its references, its links, and what could not be read.

    An entry of the page's list that could not be read as a work is among the references with its raw text alone, and a
    problem of the kind ``unread-entry`` names it. ``notes`` are items of the list that are no works (explanations,
    "Ibid."), ``citations`` the works cited in the running text, ``uncited`` the entries that none of them names, empty
    where that cannot be told.
    """

    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()
    path: str = ""
    notes: tuple[Mention, ...] = ()
    citations: tuple[InTextCitation, ...] = ()
    uncited: tuple[Uncited, ...] = ()

    @property
    def entries(self) -> int:
        """The number of entries in the page's list of references, read or not."""
        return len(self.references)

    @property
    def read(self) -> int:
        """The number of entries that were read as works."""
        return len(self.references) - sum(problem.kind == "unread-entry" for problem in self.problems)

    def __iter__(self) -> Iterator[Reference]:
        """Iterate over the references in order."""
        return iter(self.references)

    def __len__(self) -> int:
        """Return the number of references."""
        return len(self.references)

    def __getitem__(self, key: str) -> Reference:
        """Return the reference with that id, KeyError where there is none."""
        for reference in self.references:
            if reference.id == key:
                return reference
        raise KeyError(key)
