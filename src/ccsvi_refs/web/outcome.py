"""What one visitor asks for and what comes of it: plain data that goes from one process to the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.settings import Settings

#: How a page came: pasted, as a file, or by its address.
Way = Literal["text", "file", "address"]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be examined: the bytes of a file, a pasted text, or an address, which is in ``name``.

    ``beside`` are the bibliographies that came with a file, by name.
    """

    way: Way
    name: str
    data: bytes
    links: bool
    settings: Settings
    registries: tuple[str, ...]
    beside: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One change or finding: which reference (by its number on the page, or its id), what, who says so, and when.

    ``key`` is what a change is chosen by.
    """

    reference: str
    said: str
    source: str = ""
    date: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference put right: its number on the page, its text, and corrections that have no place in it."""

    number: str
    text: str
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found out about a page.

    ``attention`` is the number of references with an error or a warning, ``elsewhere`` that of such findings about
    none of them; ``works`` counts references by how their resolution ended, ``links`` links by verdict. ``changes``
    are made in the corrected files, ``doubtful`` only where asked for, ``left`` never; ``refusal`` is why there is no
    such file, ``files`` are the names of those that there are; ``text`` is the corrected text where it was pasted.
    ``suffix`` is the ending of a file of its kind.
    """

    name: str
    suffix: str
    references: int
    read: int
    attention: int
    elsewhere: int
    works: Mapping[str, int] = field(default=FrozenDict())
    links: Mapping[str, int] = field(default=FrozenDict())
    asked: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    changes: tuple[Line, ...] = ()
    doubtful: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()
    unusual: int = 0
    refusal: str = ""
    files: tuple[str, ...] = ()
    is_document: bool = False
    corrected: tuple[Entry, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How far the work is: the stage, and how many of how many are done (0 of 0 where that cannot be told)."""

    stage: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no outcome, or no answer, in a sentence for the visitor."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that is wanted of what was examined: a report, the corrected file, or references, in some form.

    ``file`` is the name of the one that is wanted, empty for the page. ``chosen`` are the keys of the corrections to be
    made in it, None for all that are certain.
    """

    what: Literal["report", "file", "references", "bibliography"]
    form: str = ""
    style: str = ""
    links: bool = False
    doubtful: bool = False
    tracked: bool = False
    chosen: frozenset[str] | None = None
    file: str = ""
