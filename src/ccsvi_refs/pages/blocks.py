"""What plain text, Markdown and HTML have in common once their markup is gone: blocks of lines with links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it; ``mark`` is the list mark taken off it, ``indent`` the columns before it."""

    text: str
    location: Location
    links: tuple[Link, ...] = ()
    mark: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together; ``level`` is the rank of a heading, 0 where it is unknown.

    Blocks of the kind ``resources`` have no text: they hold the addresses of images, frames and areas of the page.
    """

    kind: Literal["heading", "item", "paragraph", "resources"]
    lines: tuple[Line, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The lines with spaces between them."""
        return " ".join(line.text for line in self.lines)
