"""What stands on a page: citation strings, links, statements, and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass

from ccsvi_refs.location import Location


@dataclass(frozen=True, slots=True)
class Link:
    """An external link on a page; ``url`` is empty where only the label survived; ``reference`` is an id or empty."""

    url: str
    label: str = ""
    location: Location | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation string as a page prints it, with its place and the links that belong to it."""

    text: str
    location: Location | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that could not be read, kept as data: what is wrong, where, and the raw text."""

    message: str
    location: Location | None = None
    raw: str = ""

    def __str__(self) -> str:
        """Return ``place: message``."""
        return f"{self.location}: {self.message}" if self.location else self.message


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a file that is no reference, kept so that writing the same format loses nothing.

    A comment, a definition, or (``is_broken``) an entry that could not be read.
    """

    format: str
    text: str
    location: Location | None = None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A factual statement of a page, in our own words, and what the reference behind it says.

    ``support`` is ``supported``, ``differs``, ``imprecise`` or ``not-checked``; ``source`` says in our words what the
    source says, and ``note`` where that was read. ``references`` are ids, empty where no cited work supports it.
    """

    text: str
    references: tuple[str, ...]
    support: str
    source: str = ""
    note: str = ""
