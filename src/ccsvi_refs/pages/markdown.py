"""Markdown to blocks, by CommonMark's own grammar (https://spec.commonmark.org/)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages import commonmark, html, labels, resources
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.text import addresses, marks

#: How far ahead a piece of text is looked for.
_REACH = 2000
_BREAKS = frozenset({"softbreak", "hardbreak"})
_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(text: str, path: str) -> list[Block]:
    """Return the blocks of a Markdown page; links keep their addresses as written."""
    return list(_blocks(commonmark.parse(text), _Source(text, path, html.base_address(text, path))))


@dataclass(slots=True)
class _Source:
    """The page's text and how far its tokens have been found in it."""

    text: str
    path: str
    base: str = ""
    resources: list[Link] = field(default_factory=list)
    index: LineIndex = field(init=False)
    starts: list[int] = field(init=False)
    at: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        self.index = LineIndex(self.text, self.path)
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text)]

    def enter(self, lines: list[int]) -> None:
        """Look between two lines from now on."""
        self.at = self.starts[min(lines[0], len(self.starts) - 1)]
        self.end = self.starts[min(lines[1], len(self.starts) - 1)]

    def near(self, url: str) -> Location | None:
        """Return where an address stands right behind its label, None where it stands elsewhere."""
        found = self.text.find(url, self.at, min(self.end, self.at + len(url) + 10))
        if found < 0:
            return None
        self.at = found + len(url)
        return self.index.locate(found)

    def look(self, words: str) -> Location:
        """Return where a piece of text stands, or where it should where it is written otherwise."""
        found = self._find(words)
        return self.index.locate(found if found >= 0 else min(self.at, max(0, len(self.text) - 1)))

    def place(self, words: str) -> Location:
        """Return where a piece of text stands, and look behind it from then on."""
        place = self.look(words)
        found = self._find(words)
        self.at = found + len(words) if found >= 0 else self.at
        return place

    def next_line(self) -> None:
        """Look in the line after this one from now on."""
        found = self.text.find("\n", self.at, self.end)
        self.at = found + 1 if found >= 0 else self.at

    def _find(self, words: str) -> int:
        return self.text.find(words, self.at, min(self.end, self.at + len(words) + _REACH))


def _blocks(tokens: list[Token], source: _Source) -> Iterator[Block]:
    level = 0
    mark = ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open":
            mark = token.info + token.markup
        elif token.type == "list_item_close":
            mark = ""
        elif token.type == "html_block" and token.map:
            source.enter(token.map)
            yield from html.blocks(source.text, source.index, source.at, source.end, source.base)
        elif token.type == "inline" and token.map:
            source.enter(token.map)
            lines = tuple(_lines(token.children or [], source, mark))
            if lines:
                kind = "heading" if level else "item" if mark else "paragraph"
                yield Block(kind, lines, level)  # type: ignore[arg-type]  # one of the three kinds
            level = 0
            mark = ""
    if source.resources:
        yield resources.block(source.resources)


@dataclass(slots=True)
class _Draft:
    """The line being put together."""

    text: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    location: Location | None = None
    link: _Open | None = None
    alt: str = ""

    def after_break(self) -> _Draft:
        """Return the draft of the next line, with the link that goes on in it."""
        if not self.link:
            return _Draft()
        label = " ".join(filter(None, (self.link.label, "".join(self.text[self.link.start :]).strip())))
        return _Draft(link=replace(self.link, start=0, label=label), alt=self.alt)


@dataclass(frozen=True, slots=True)
class _Open:
    """A link that has begun: its address, where its label begins in the line, its place, the label's earlier lines."""

    url: str
    start: int
    place: Location
    label: str = ""


def _lines(children: list[Token], source: _Source, mark: str) -> Iterator[Line]:
    """Yield the lines of one block's inline content; a soft break ends a line too."""
    draft = _Draft()
    for child in children:
        if child.type in _BREAKS or (child.type == "html_inline" and _HTML_BREAK.match(child.content)):
            if line := _line(draft, mark):
                yield line
                mark = ""
            draft = draft.after_break()
            if child.type in _BREAKS:
                source.next_line()
        else:
            _add(child, draft, source)
    if line := _line(draft, mark):
        yield line


def _add(child: Token, draft: _Draft, source: _Source) -> None:
    if child.type == "link_open":
        url = str(child.attrs.get("href", ""))
        draft.link = _Open(url, len(draft.text), source.look(url) if child.info == "auto" else source.place("["))
    elif child.type == "image":
        _add_image(child, draft, source)
    elif child.type == "html_inline" and not draft.link and (url := html.href(child.content)):
        draft.link = _Open(url, len(draft.text), source.place(child.content))
    elif draft.link and (child.type == "link_close" or child.content.lower() == "</a>"):
        _end_link(draft.link, draft, source)
    elif child.type == "html_inline":
        taken = html.resources_of(child.content, source.base)
        source.resources += [Link(url, label, source.look(child.content)) for url, label in taken]
    elif child.type in ("text", "code_inline"):
        if not draft.link and child.type == "text":
            draft.links += _bare(child.content, source)
        place = source.place(child.content)
        draft.location = draft.location or place
        draft.text.append(child.content)


def _add_image(child: Token, draft: _Draft, source: _Source) -> None:
    if draft.link:
        draft.alt = child.content
    if url := addresses.absolute(str(child.attrs.get("src", "")), source.base):
        source.resources.append(Link(url, child.content, source.look("![")))


def _end_link(link: _Open, draft: _Draft, source: _Source) -> None:
    label = " ".join(filter(None, (link.label, "".join(draft.text[link.start :]).strip()))) or draft.alt
    if url := addresses.absolute(link.url, source.base):
        place = source.near(link.url) or link.place
        draft.links.append(Link(url, "" if label == url else labels.plain(label), place))
    draft.link, draft.alt = None, ""


def _bare(text: str, source: _Source) -> list[Link]:
    """Return the addresses printed in a piece of text, each found again in the source from where the last one was."""
    start = source.at
    links = [Link(found.url, "", source.place(text[found.start : found.end])) for found in addresses.find(text)]
    source.at = start
    return links


def _line(draft: _Draft, mark: str) -> Line | None:
    text = "".join(draft.text).strip()
    location = draft.location or (draft.links[0].location if draft.links else None)
    if location is None:
        return None
    printed = marks.length(text)
    location = replace(location, column=location.column + printed) if draft.text[:1] == [text] else location
    return Line(text[printed:], location, tuple(draft.links), mark or text[:printed].strip())
