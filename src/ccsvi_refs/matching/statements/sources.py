"""The text of a work in which what is said of it is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What of a work was read: its abstract, all of it, or a few sentences of the abstract that others print.
Extent = Literal["abstract", "full-text", "excerpt"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text of a work, how much of the work it is, and the registry it is from."""

    text: str
    extent: Extent = "abstract"
    source: str = ""
