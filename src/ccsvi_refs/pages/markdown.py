"""Markdown to blocks, by CommonMark's own grammar (https://spec.commonmark.org/) and Pandoc's notes and divisions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from ccsvi_refs.location import Location
from ccsvi_refs.pages import commonmark, html, inline, plain, resources, tags
from ccsvi_refs.pages.blocks import Area, Block, Line
from ccsvi_refs.pages.finding import Source
from ccsvi_refs.pages.nesting import Nesting

#: A fenced division of Pandoc's begins or ends, https://pandoc.org/MANUAL.html#divs-and-spans
_DIV = re.compile(r":{3,}\s*(?P<said>[^:]*?):*")
_DIV_OF_REFERENCES = re.compile(r"#refs\b|\b(?:references|bibliography|csl-bib-body)\b")
#: Numbers of list items that are years: "- 1999. Marlow K. …" is a list in a list to CommonMark.
_YEARS = frozenset(map(str, range(1500, 2100)))
_LISTS = frozenset({"bullet_list_open", "ordered_list_open", "dl_open", "table_open"})


def read(text: str, path: str) -> list[Block]:
    """Return the blocks of a Markdown page; links keep their addresses as written."""
    return list(_blocks(commonmark.parse(text), _Walk(Source(text, path, tags.base_address(text, path)))))


@dataclass(slots=True)
class _Walk:
    """Where in the page's tokens the reader stands: the lists and items open around it, innermost last.

    A list is its number and the count of its items, an item its number and its list's.
    """

    source: Source
    nesting: Nesting = field(default_factory=Nesting)
    lists: list[tuple[int, int]] = field(default_factory=list)
    items: list[tuple[int, int]] = field(default_factory=list)
    divs: list[Area] = field(default_factory=list)
    level: int = 0
    kind: str = "item"
    mark: str = ""
    year: str = ""
    row: list[Line] | None = None
    headed: bool = False
    cell: int = 0
    defined: bool = False
    notes: int = 0
    quoting: int = 0

    def number(self) -> int:
        """Return a number that no item or list has."""
        self.nesting.last += 1
        return self.nesting.last

    def block(self, kind: str, lines: Sequence[Line]) -> Block:
        """Return the lines as a block that stands here."""
        item, series = self.items[-1] if self.items else (0, 0)
        outer = self.items[-2][0] if len(self.items) > 1 else 0
        area = next((area for area in reversed(self.divs) if area), self.nesting.area)
        return Block(kind, tuple(lines), self.level, area, item, outer, series, quoted=self.quoting > 0)  # type: ignore[arg-type]  # a kind


def _blocks(tokens: list[Token], walk: _Walk) -> Iterator[Block]:
    source = walk.source
    for token in tokens:
        if token.type == "html_block" and token.map:
            source.enter(token.map)
            yield from html.blocks(source.text, source.index, source.at, source.end, walk.nesting, source.base)
        elif token.type in ("fence", "code_block") and token.map:
            yield from _code(token, walk)
        elif token.type == "inline":
            yield from _inline(token, walk)
        elif token.type == "tr_close":
            if walk.row:
                yield walk.block("term" if walk.headed else "row", walk.row)
            walk.row = None
            walk.items.pop()
        elif token.nesting > 0:
            _open(token, walk)
        elif token.nesting < 0:
            _close(token.type, walk)
    if source.resources:
        yield resources.block(source.resources)


def _open(token: Token, walk: _Walk) -> None:
    kind = token.type
    if kind == "heading_open":
        walk.level = int(token.tag[1:])
    elif kind in _LISTS:
        walk.lists.append((walk.number(), int(token.attrs.get("start", 1)) - 1))
    elif kind in ("list_item_open", "dt_open", "tr_open"):
        _begin_item(token, walk)
    elif kind == "dd_open":
        _define(walk)
    elif kind in ("th_open", "td_open"):
        walk.headed = kind == "th_open"
        walk.cell += 1
    elif kind == "blockquote_open":
        walk.quoting += 1
    elif kind == "footnote_reference_open":
        walk.notes = walk.notes or walk.number()
        walk.items.append((walk.number(), walk.notes))
        walk.divs.append("notes")
        walk.mark, walk.kind = f"[^{token.meta.get('label', '')}]:", "item"


def _define(walk: _Walk) -> None:
    """Begin what a term means: the first is one item with it, each other an item of its own."""
    walk.kind = "item"
    if walk.defined and walk.items:
        walk.items[-1] = (walk.number(), walk.items[-1][1])
    walk.defined = True


def _begin_item(token: Token, walk: _Walk) -> None:
    """Begin a list item, a table row, or a term, which is one item with what defines it."""
    series, count = walk.lists[-1]
    walk.lists[-1] = (series, count + 1)
    if token.type == "dt_open":
        _leave_items_of(series, walk)
    walk.items.append((walk.number(), series))
    walk.kind, walk.defined = "term" if token.type == "dt_open" else "item", False
    if token.type == "list_item_open" and token.info in _YEARS:
        walk.mark, walk.year = "", token.info + token.markup
    elif token.type == "list_item_open":
        walk.mark = f"{count + 1}{token.markup}" if token.info else token.markup
    elif token.type == "tr_open":
        walk.row, walk.cell = [], 0


def _leave_items_of(series: int, walk: _Walk) -> None:
    if walk.items and walk.items[-1][1] == series:
        walk.items.pop()


def _close(kind: str, walk: _Walk) -> None:
    if kind in ("bullet_list_close", "ordered_list_close", "table_close", "dl_close"):
        _leave_items_of(walk.lists.pop()[0], walk)
    elif kind == "list_item_close":
        walk.items.pop()
        walk.mark = ""
    elif kind == "blockquote_close":
        walk.quoting -= 1
    elif kind == "footnote_reference_close":
        walk.items.pop()
        walk.divs.pop()


def _inline(token: Token, walk: _Walk) -> Iterator[Block]:
    """Yield the blocks of one piece of inline content, parted where a fenced division begins or ends."""
    if token.map:
        walk.source.enter([token.map[0], max(token.map[1], token.map[0] + 1)])
    kind = "heading" if walk.level else walk.kind if walk.items else "paragraph"
    lines: list[Line] = []
    for line in inline.lines(token.children or [], walk.source, walk.mark):
        fence = _DIV.fullmatch(line.text)
        if fence and lines:
            yield walk.block(kind, lines)
            lines = []
        if fence:
            _divide(fence["said"].strip(" {}"), walk)
        else:
            lines.append(line)
    if walk.year and lines:
        lines[0] = replace(lines[0], text=f"{walk.year} {lines[0].text}")
    walk.year = ""
    if walk.row is not None:
        walk.row += [replace(line, cell=walk.cell) for line in lines]
    elif lines:
        yield walk.block(kind, lines)
    walk.level, walk.mark = 0, ""


def _divide(said: str, walk: _Walk) -> None:
    """Begin or end a fenced division."""
    if said:
        walk.divs.append("references" if _DIV_OF_REFERENCES.search(said.lower()) else "")
    elif walk.divs:
        walk.divs.pop()


def _code(token: Token, walk: _Walk) -> Iterator[Block]:
    """Yield the blocks of a piece of code, which may be a list of references or records of them."""
    first = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
    path = walk.source.path
    if token.content.lstrip().startswith("@"):
        yield walk.block(
            "code", [Line(line, Location(path, first + at)) for at, line in enumerate(token.content.split("\n"))]
        )
        return
    lines = [plain.line(line.rstrip(), first + at, path) for at, line in enumerate(token.content.split("\n"))]
    for block in plain.blocks(lines):
        yield walk.block("code", block.lines)
