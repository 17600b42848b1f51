"""Blocks to entries: the stretches of a page that may be one citation string each, with the links beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ccsvi_refs.formats.citation import names
from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages import labels
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.text.months import YEAR

_LIMIT = 4000
#: A line longer than this is a paragraph, not a title.
_SHORT = 400

_YEAR = re.compile(rf"(?<![\d:–-]){YEAR}(?![\d–-])|\bn\.d\.|in press", re.IGNORECASE)
_END = re.compile(r"[.)\]\d?!>]\W{0,2}$|https?://\S+$|\bdoi:?\s{0,3}\S{0,100}$", re.IGNORECASE)
#: What no prose has: 2009;80:392, 80(4):392-9, 80(4), 392–9, 80, no. 4.
_LOCATOR = re.compile(
    rf"{YEAR};\s?\d|\d\(\d{{1,4}}\)\s?[:,]\s?[A-Za-z]?\d|\d\s?:\s?\d+\s?[-–]\s?\d|\d, no\. \d|\bvol\. \d"
)
#: "World Neurosurgery, 92": two words with capitals that are a journal, not a name.
_VOLUME = re.compile(rf"\.?\s?,?\s?(?!{YEAR})\d")
_YEAR_NEXT = re.compile(rf"[.,]?\s?\(?{YEAR}")
#: Most citation strings end with numbers, an address, or a status; one that does not may be a title that ends a line.
_NUMBERS_LAST = re.compile(r"\d|https?://|\bdoi\b|print", re.IGNORECASE)
_AFTER_NAMES = re.compile(r"\s{0,4}(?:[.:,;(“\"‘]|\Z|\s(?:1[5-9]|20)\d\d)")


@dataclass(slots=True)
class Entry:
    """A stretch that may be a citation string; ``listed`` tells whether it stands under a heading for references."""

    listed: bool
    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    closed: bool = False
    length: int = 0
    dated: bool = False

    def add(self, line: Line) -> None:
        """Take in a line; an entry that has grown longer than any citation string takes in no more."""
        if self.length < _LIMIT:
            self.lines.append(line)
            self.links += line.links
            self.length += len(line.text)
            self.dated = self.dated or bool(_YEAR.search(line.text))

    @property
    def location(self) -> Location:
        """Where the first line begins."""
        return self.lines[0].location

    def is_readable(self) -> bool:
        """Return whether the entry has a citation string's length and, if it is long, a year."""
        return 15 <= self.length <= _LIMIT and (self.length < _SHORT or self.dated)

    def texts(self) -> list[str]:
        """Return the text of each line."""
        return [line.text.strip() for line in self.lines]

    def is_complete(self) -> bool:
        """Return whether the entry could end here: it has a year and its last line ends as citations do."""
        last = self.lines[-1].text.rstrip()
        return self.closed or (self.dated and bool(_END.search(last[-200:])))

    def is_unfinished(self) -> bool:
        """Return whether the entry is so far authors on a line of their own, or those and a title: more must follow."""
        return (
            not self.closed
            and len(self.lines) < 4
            and not self.is_complete()
            and all(len(line.text) < _SHORT for line in self.lines)
            and _only_names(self.lines[0].text)
        )


def find(blocks: Sequence[Block]) -> list[Entry]:
    """Return the entries of a page in order; each line stands in one entry at most."""
    entries: list[Entry] = []
    section = 0
    listed = False
    for block in blocks:
        heads = len(block.lines) == 1 and labels.heads_references(block.text)
        if block.kind == "heading" or heads:
            if heads or not section or block.level <= section:
                listed, section = heads, block.level
            if heads or not _continues(entries):
                _close(entries)
            continue
        _take(block, listed, entries)
    return entries


def _continues(entries: list[Entry]) -> bool:
    return bool(entries) and entries[-1].is_unfinished()


def _close(entries: list[Entry]) -> None:
    if entries:
        entries[-1].closed = True


def _take(block: Block, listed: bool, entries: list[Entry]) -> None:
    """Add the lines of a block to the entries."""
    if _only_links(block):
        for line in block.lines:
            _attach(line, entries)
        return
    if not _continues(entries):
        _close(entries)
    manner = _manner(block, listed)
    base = min(line.indent for line in block.lines)
    for index, line in enumerate(block.lines):
        current = entries[-1] if entries and (index or not entries[-1].closed) else None
        if labels.is_link_line(line.text) and not line.mark:
            _attach(line, entries)
        elif current is None or _starts(line, current, manner, base):
            entries.append(Entry(listed))
            entries[-1].add(line)
        elif not current.closed:
            current.add(replace(line, text=f"{line.mark} {line.text}", mark="") if line.mark else line)


def _manner(block: Block, listed: bool) -> Literal["marks", "indents", "lines", "free"]:
    """Return how a block shows where its entries begin: by marks, by hanging indents, one a line, or not at all."""
    marked = sum(bool(line.mark) for line in block.lines)
    if block.lines[0].mark or marked > 1:
        return "marks"
    if len({line.indent for line in block.lines}) > 1:
        return "indents"
    whole = sum(_is_whole(line.text) for line in block.lines) if listed and len(block.lines) > 2 else 0
    return "lines" if whole > 0.8 * len(block.lines) else "free"


def _attach(line: Line, entries: list[Entry]) -> None:
    """Give a line that holds only links to the entry before it."""
    if not entries:
        return
    entries[-1].closed = True
    entries[-1].links += line.links or (Link("", labels.plain(line.text), line.location),)


def _only_links(block: Block) -> bool:
    return all(labels.is_link_line(line.text) or _covers(line) for line in block.lines)


def _covers(line: Line) -> bool:
    """Return whether the links of a line are all there is of it."""
    rest = line.text
    for link in line.links:
        rest = rest.replace(link.label or link.url, "", 1)
    return bool(line.links) and len(rest.strip(" \t|·•,;:.()[]-–<>")) <= 3 and len(line.text) < 90


def _starts(line: Line, current: Entry, manner: str, base: int) -> bool:
    """Return whether a line begins a new entry."""
    if manner == "marks":
        return bool(line.mark)
    if not current.is_complete() or (manner == "indents" and line.indent > base):
        return False
    if manner == "indents" and current.lines[-1].indent > base:
        return True
    if manner == "lines" or line.mark:
        return True
    return begins(line.text, surely=not current.closed and not _NUMBERS_LAST.search(current.lines[-1].text[-40:]))


def _is_whole(text: str) -> bool:
    """Return whether a line could be a citation string by itself, though it does not begin with names."""
    return len(text) > 20 and bool(_YEAR.search(text) and _END.search(text[-200:]))


def begins(text: str, *, surely: bool = False) -> bool:
    """Return whether a line begins as a citation string does, with names; ``surely``, with several or with a year."""
    if not text[:1].isalpha() and text[:1] not in "'’":
        return False
    found = names.read(text[:1500])
    if not found.names or _VOLUME.match(text, found.end):
        return False
    if surely:
        return len(found.names) > 1 or found.others or bool(_YEAR_NEXT.match(text, found.end))
    return found.others or text[found.end - 1] == "." or bool(_AFTER_NAMES.match(text, found.end))


def _only_names(text: str) -> bool:
    found = names.read(text[:1500])
    return bool(found.names) and "Given" not in found.shape and not text[found.end :].strip(" .,:;")


def may_cite(entry: Entry) -> bool:
    """Return whether an entry is worth reading: it is listed, begins with names, or has something like a volume."""
    return entry.is_readable() and (entry.listed or begins(entry.lines[0].text) or _has_locator(entry))


def _has_locator(entry: Entry) -> bool:
    return any(_LOCATOR.search(line.text) for line in entry.lines)
