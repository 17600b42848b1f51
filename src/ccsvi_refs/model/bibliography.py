"""What was read from one input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ccsvi_refs.model import display
from ccsvi_refs.model.page import Attribution, InTextCitation, Link, Mention, Passage, Problem, Slip, Statement, Uncited
from ccsvi_refs.model.reference import Reference


@dataclass(frozen=True, slots=True, repr=False)
class Bibliography:
    """What was read from one input: its references, its links, and what could not be read.

    An entry of the page's list that could not be read as a work is among the references with its raw text alone, and a
    problem of the kind ``unread-entry`` names it. ``notes`` are items of the list that are no works (explanations,
    "Ibid."), ``citations`` the works cited in the running text, ``uncited`` the entries that none of them names, empty
    where that cannot be told, ``slips`` what is wrong with the list's own numbers, ``attributions`` the sentences that
    say something of the works. ``passages`` are what stands beside a file's entries, kept for when it is written again.
    """

    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()
    path: str = ""
    notes: tuple[Mention, ...] = ()
    citations: tuple[InTextCitation, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    slips: tuple[Slip, ...] = ()
    passages: tuple[Passage, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    _index: dict[str, Reference] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Note where each id stands; of two references with one id, the first has it."""
        object.__setattr__(self, "_index", {reference.id: reference for reference in reversed(self.references)})

    @property
    def by_id(self) -> Mapping[str, Reference]:
        """The references by their ids, to be read only."""
        return MappingProxyType(self._index)

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

    def __contains__(self, key: object) -> bool:
        """Return whether there is a reference with that id, or that very reference."""
        return key in self.references if isinstance(key, Reference) else isinstance(key, str) and key in self._index

    def __getitem__(self, key: str) -> Reference:
        """Return the reference with that id, KeyError where there is none."""
        return self._index[key]

    def as_json(self) -> dict[str, Any]:
        """Return ``{"path", "entries", "read", "references", "links", "problems"}``, the references as CSL-JSON."""
        return {
            "path": self.path,
            "entries": self.entries,
            "read": self.read,
            "references": [reference.as_json() for reference in self.references],
            "links": [link.as_json() for link in self.links],
            "problems": [problem.as_json() for problem in self.problems],
        }

    def __repr__(self) -> str:
        ids = ", ".join([reference.id for reference in self.references[:3]] + ["..."] * (len(self) > 3))
        return f"<Bibliography {self.path!r}: {len(self)} references: {ids}>"

    def _repr_html_(self) -> str:
        return display.html_list(self.references)

    def _repr_markdown_(self) -> str:
        return display.markdown_list(self.references)
