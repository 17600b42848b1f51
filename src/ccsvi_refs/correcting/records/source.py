"""A data file as its reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ccsvi_refs.correcting.records.wanting import Wanted
from ccsvi_refs.model import Reference


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text with line feeds for line ends, its format, the references read from it.

    ``writes`` says whether the file's encoding has the letters of a text; ``asked`` is all that is wanted of it.
    """

    text: str
    format: str
    references: tuple[Reference, ...]
    writes: Callable[[str], bool]
    asked: tuple[Wanted, ...]
