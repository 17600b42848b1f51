"""Documents of other markup, rewritten line by line as HTML, which one reader then takes apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

from ccsvi_refs.location import Location
from ccsvi_refs.pages import html
from ccsvi_refs.pages.blocks import Block, Line


@dataclass(slots=True)
class Page:
    """Lines of HTML, each with the line of the source it is made of."""

    lines: list[str] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    is_listing: bool = False

    def put(self, markup: str, source: int) -> None:
        """Add a line of markup that stands for a line of the source."""
        self.lines.append(markup.replace("\n", " "))
        self.sources.append(source)

    def heading(self, rank: int, markup: str, source: int, *, heads: bool = False) -> None:
        """Add a heading, which ends a list; ``heads`` where the source says that references follow."""
        said = ' id="references"' if heads else ""
        self.put(f"{self._end()}<h{min(rank, 6)}{said}>{markup}</h{min(rank, 6)}>", source)

    def item(self, markup: str, source: int, area: str = "") -> None:
        """Add a list item, with the list where none is open; ``area`` is its class."""
        begin = "" if self.is_listing else f'<ul class="{area}">' if area else "<ul>"
        self.is_listing = True
        self.put(f"{begin}<li>{markup}", source)

    def paragraph(self, markup: str, source: int) -> None:
        """Add a paragraph, which ends a list."""
        self.put(f"{self._end()}<p>{markup}", source)

    def _end(self) -> str:
        was, self.is_listing = self.is_listing, False
        return "</li></ul>" if was else ""

    def blocks(self, path: str) -> list[Block]:
        """Return the blocks of the page, at their places in the source; columns are not known."""
        return [placed(block, self.sources, path) for block in html.read("\n".join(self.lines), path)]


def text(words: str) -> str:
    """Return words as HTML prints them."""
    return escape(words, quote=False)


def link(url: str, label: str) -> str:
    """Return a link; its label is markup."""
    return f'<a href="{escape(url)}">{label or escape(url, quote=False)}</a>'


def placed(block: Block, sources: Sequence[int], path: str) -> Block:
    """Return a block at its places in the source; ``sources`` gives the line for each line that was read."""
    return replace(block, lines=tuple(_line(line, sources, path) for line in block.lines))


def place(read: Location | None, sources: Sequence[int], path: str) -> Location:
    """Return the place in the source of a place in what was read."""
    number = read.line if read else 0
    return Location(path, sources[number - 1] if 0 < number <= len(sources) else 0)


def _line(line: Line, sources: Sequence[int], path: str) -> Line:
    links = tuple(replace(link, location=place(link.location, sources, path)) for link in line.links)
    raised = tuple((number, place(read, sources, path)) for number, read in line.raised)
    return replace(line, location=place(line.location, sources, path), links=links, raised=raised)
