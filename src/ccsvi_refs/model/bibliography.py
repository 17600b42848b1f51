"""What was read from one input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccsvi_refs.model.page import Link, Passage, Problem, Statement
from ccsvi_refs.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What was read from one input: its references, its links, what could not be read, and what stood beside them."""

    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()
    path: str = ""
    passages: tuple[Passage, ...] = ()

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
