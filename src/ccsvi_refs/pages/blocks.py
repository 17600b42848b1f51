"""What plain text, Markdown and HTML have in common once their markup is gone: blocks of lines with links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link

#: Stands in a text where works are cited that the reader's markup does not print.
CITED = "\ufffc"

#: What the markup says of a place: a list of references, notes (which may explain as well as cite), navigation.
Area = Literal["", "references", "notes", "aside"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it; ``mark`` is the list mark taken off it, ``indent`` the columns before it.

    ``inner`` is how many of its characters are links within the site; ``raised`` are the numbers set high in it, as
    citations are, each with its place; ``cell`` counts the cells of a table's row before it.
    """

    text: str
    location: Location
    links: tuple[Link, ...] = ()
    mark: str = ""
    indent: int = 0
    inner: int = 0
    raised: tuple[tuple[str, Location], ...] = ()
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together; ``level`` is the rank of a heading, 0 where it is unknown.

    ``item`` numbers the list item, table row or marked-up entry the block stands in, ``outer`` the one around that,
    ``series`` the list or table; 0 is none. A ``term`` is what a definition list defines. ``heads`` is set where the
    markup calls a heading that of the references, ``quoted`` where it calls the block a quotation. Blocks of
    the kind ``resources`` have no text: they hold the addresses of images, frames and areas of the page.
    """

    kind: Literal["heading", "item", "paragraph", "row", "term", "code", "resources"]
    lines: tuple[Line, ...]
    level: int = 0
    area: Area = ""
    item: int = 0
    outer: int = 0
    series: int = 0
    heads: bool = False
    quoted: bool = False

    @property
    def text(self) -> str:
        """The lines with spaces between them."""
        return " ".join(line.text for line in self.lines)
