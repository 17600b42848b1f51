"""Blocks to entries: the stretches of a page that may be one citation string each, with the links beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ccsvi_refs.model import Link
from ccsvi_refs.pages import barely, headings, labels, running, settling, splitting, tabled
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.pages.entry import PageEntry, Place, begins, is_dated, is_whole, only_names
from ccsvi_refs.text import marks

#: Most citation strings end with numbers, an address, or a status; one that does not may be a title that ends a line.
_NUMBERS_LAST = re.compile(r"\d|https?://|\bdoi\b|print", re.IGNORECASE)


@dataclass(slots=True)
class _Section:
    """What the last heading said, its rank, and the entries so far."""

    entries: list[PageEntry] = field(default_factory=list)
    place: Place = ""
    level: int = 0
    number: int = 0
    area: str = ""
    term: Line | None = None
    author: Line | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    series: int = 0
    chapter: int = 0

    def place_of(self, block: Block) -> Place:
        """Return what markup and headings say of where a block stands."""
        if block.area == "references" or self.place == "references":
            return "references"
        return "notes" if block.area == "notes" else self.place


def find(blocks: Sequence[Block]) -> list[PageEntry]:
    """Return the entries of a page in order; each line stands in one entry at most."""
    section = _Section()
    for block in barely.numbered(list(settling.headed(settling.settled(blocks)))):
        if block.area != section.area and "aside" in (block.area, section.area):
            section.place = "" if block.area == "aside" else section.place
            _close(section.entries)
        section.area = block.area
        heads = settling.heads(block)
        if block.kind == "heading" or heads:
            _head(block, heads, section)
        elif block.kind == "code":
            _take_code(block, section)
        elif _runs_on(block, section) and (inside := running.cited(block))[0]:
            _take_inside(*inside, section)
        elif block.item:
            _take_item(block, section)
        else:
            _hint(block, section)
            _take(block, section)
    return [entry for entry in section.entries if entry.lines]


def _runs_on(block: Block, section: _Section) -> bool:
    """Return whether citation strings may stand in the running text of a block."""
    return section.place_of(block) in ("", "hinted") or running.heads_numbers(block)


def _head(block: Block, heads: bool, section: _Section) -> None:
    """Take in a heading: references follow, or another part of the page, or the same list goes on."""
    continued = not heads and _continues(section.entries)
    divides = headings.divides_references(block.text)
    if heads:
        if section.place == "references" and block.level > section.level > 0:
            _narrow(section)
        else:
            section.chapter = len(section.entries)
        section.place, section.level = "references", block.level
    elif section.place == "references" and _goes_on(block, divides, section):
        pass
    elif not (continued and not block.level):
        hinted: Place = "hinted" if headings.hints_at_references(block.text) else ""
        section.place, section.level = "works" if divides else hinted, block.level
    section.number += 1
    if not continued:
        _close(section.entries)


def _goes_on(block: Block, divides: bool, section: _Section) -> bool:
    """Return whether a list of references goes on under a heading within its part of the page."""
    if divides:
        return block.level > section.level or not block.level
    return block.level > section.level and not headings.ends_references(block.text)


def _take_inside(lines: Sequence[Line], called: bool, section: _Section) -> None:
    """Take in the citation strings that stand in running text; ``called`` where a label before them says so."""
    _close(section.entries)
    for line in lines:
        place: Place = "references" if called else ""
        series = -section.number - 1
        entry = PageEntry(
            place, called, series=series, section=section.number, mark=line.mark, said=called, closed=True
        )
        entry.add(replace(line, mark=""))
        section.entries.append(entry)


def _hint(block: Block, section: _Section) -> None:
    """Take in a short line that is no heading and has a word for works or sources: "Our sources" over a list."""
    short = len(block.lines) == 1 and len(block.text) <= settling.SHORT and not block.lines[0].mark
    if short and not section.place and not is_dated(block.text) and headings.hints_at_references(block.text):
        section.place = "hinted"


def _narrow(section: _Section) -> None:
    """Take the parts of a chapter called references for no list, because a part to come is called so itself."""
    for entry in section.entries[section.chapter :]:
        entry.place = "" if entry.place == "references" else entry.place


def _continues(entries: list[PageEntry]) -> bool:
    return bool(entries) and entries[-1].is_unfinished()


def _close(entries: list[PageEntry]) -> None:
    if entries:
        entries[-1].closed = True


def _take_code(block: Block, section: _Section) -> None:
    """Take in code that stands among references: records, or a list set in it."""
    place = section.place_of(block)
    if place != "references":
        return
    if not block.text.lstrip().startswith("@"):
        _take(replace(block, kind="paragraph", item=0), section)
        return
    entry = PageEntry(place, section=section.number, code=True, closed=True)
    entry.lines = list(block.lines)
    section.entries.append(entry)


def _take_item(block: Block, section: _Section) -> None:
    """Take in a part of a list item or a table row; what stands in a list within an item belongs to the item."""
    entries = section.entries
    if block.kind in ("term", "row") and (heads := tabled.columns(block.lines)):
        section.columns, section.series = heads, block.series
        return
    if block.kind == "term":
        section.term = None if block.series and len(block.lines) > 1 else next(iter(block.lines), None)
        if is_dated(block.text) and len(block.text) > 60:
            _begin_item(block, section)
        return
    current = entries[-1] if entries else None
    if current and current.item == block.item:
        _go_on(block, current)
    elif (
        current
        and block.outer
        and block.outer == current.item
        and (current.dated or current.links)
        and current.length > 25
    ):
        current.links += [link for line in block.lines for link in line.links]
    elif _within(block, entries):
        pass
    else:
        _begin_item(block, section)


def _within(block: Block, entries: Sequence[PageEntry]) -> bool:
    """Return whether a block goes on with an item whose inner list has ended; its links are the item's."""
    for entry in entries[-2:-40:-1]:
        if entry.item == block.item:
            entry.links += [link for line in block.lines for link in line.links]
            return True
    return False


def _begin_item(block: Block, section: _Section) -> None:
    _close(section.entries)
    place = section.place_of(block)
    first = block.lines[0]
    entry = PageEntry(place, True, block.item, block.series, section.number, row=block.kind == "row", mark=first.mark)
    if section.term and block.kind == "item":
        entry.mark, entry.term = entry.mark or section.term.text[:80], section.term
        section.author, section.series = section.term if only_names(section.term.text) else None, block.series
    if section.series == block.series and section.author and block.kind == "item":
        entry.add(section.author)
    if section.series == block.series and block.kind == "row":
        entry.columns = section.columns
    section.term = None
    pieces = splitting.parted(first, listed=False) if block.kind != "row" else [first]
    section.entries.append(entry)
    for index, line in enumerate((*pieces, *block.lines[1:])):
        if 0 < index < len(pieces):
            entry = replace(entry, mark=line.mark, lines=[], links=[], breaks=set(), length=0, dated=False, inner=0)
            section.entries.append(entry)
        _add(line, entry)


def _go_on(block: Block, entry: PageEntry) -> None:
    """Add another block of the same item."""
    entry.breaks.add(len(entry.lines))
    for line in block.lines:
        _add(line, entry)


def _add(line: Line, entry: PageEntry) -> None:
    """Add a line to an item; what only links is not part of its citation string where there is one already."""
    if entry.lines and not entry.row and (labels.is_link_line(line.text) or (_covers(line) and _is_label(line))):
        entry.links += line.links
    else:
        entry.add(replace(line, mark=""))


def _take(block: Block, section: _Section) -> None:
    """Add the lines of a block that no markup sets off to the entries."""
    entries = section.entries
    if _only_links(block):
        for line in block.lines:
            _attach(line, section)
        return
    if not _continues(entries):
        _close(entries)
    place = section.place_of(block)
    manner = _manner(block, place == "references")
    base = min(line.indent for line in block.lines)
    for index, line in enumerate(_parted(block, place == "references")):
        current = entries[-1] if entries and (index or not entries[-1].closed) else None
        if labels.is_link_line(line.text) and not line.mark:
            _attach(line, section)
        elif current and manner == "marks" and _is_nested(line, block.lines[0], base):
            current.links += line.links
        elif current is None or current.item or _starts(line, current, manner, base):
            number, said = section.number, block.area == "references"
            entry = PageEntry(place, manner == "marks", series=-number - 1, section=number, mark=line.mark, said=said)
            entries.append(entry)
            entry.add(line)
        elif not current.closed:
            current.add(replace(line, text=f"{line.mark} {line.text}", mark="") if line.mark else line)


def _parted(block: Block, listed: bool) -> Iterable[Line]:
    """Yield the lines, those with several citation strings in them as several."""
    after = 0
    for line in block.lines:
        for piece in splitting.parted(line, listed=listed, after=after):
            number = marks.number(piece.mark)
            after = int(number) if number.isdigit() and len(number) < 4 else after
            yield piece


def _manner(block: Block, listed: bool) -> Literal["marks", "indents", "lines", "free"]:
    """Return how a block shows where its entries begin: by marks, by hanging indents, one a line, or not at all."""
    marked = sum(bool(line.mark) for line in block.lines)
    if block.lines[0].mark or marked > 1:
        return "marks"
    if len({line.indent for line in block.lines}) > 1:
        return "indents"
    whole = sum(is_whole(line.text) for line in block.lines) if listed and len(block.lines) > 1 else 0
    return "lines" if whole > 0.8 * len(block.lines) else "free"


def _attach(line: Line, section: _Section) -> None:
    """Give a line that holds only links to the entry before it, where nothing stands between them."""
    if not section.entries:
        return
    entry = section.entries[-1]
    if entry.item or entry.section != section.number or section.area == "aside" or not entry.lines:
        return
    entry.closed = True
    entry.links += line.links or (Link("", labels.plain(line.text), line.location),)


def _is_nested(line: Line, first: Line, base: int) -> bool:
    """Return whether a line is a bullet within a numbered entry."""
    return bool(line.mark) and line.indent > base and not marks.number(line.mark) and bool(marks.number(first.mark))


def _only_links(block: Block) -> bool:
    if any(line.mark for line in block.lines):
        return False
    return all(labels.is_link_line(line.text) or _covers(line) for line in block.lines)


def _covers(line: Line) -> bool:
    """Return whether the links of a line are all there is of it, and no work is named by their labels."""
    if not line.links or len(line.text) >= 90 or is_dated(line.text):
        return False
    rest = line.text
    for link in line.links:
        rest = rest.replace(link.label or link.url, "", 1)
    return len(rest.strip(" \t|·•,;:.()[]-–<>")) <= 3


def _is_label(line: Line) -> bool:
    """Return whether the words on the links of a line are too few for a title."""
    return all(len(link.label.split()) < 4 for link in line.links)


def _starts(line: Line, current: PageEntry, manner: str, base: int) -> bool:
    """Return whether a line begins a new entry."""
    if manner == "marks":
        own, first = marks.number(line.mark), marks.number(current.mark)
        return bool(line.mark) and not (first.isdigit() and own.isalpha() and line.indent > base)
    if not current.is_complete() or (manner == "indents" and line.indent > base):
        return False
    if manner == "indents" and current.lines[-1].indent > base:
        return True
    if manner == "lines" or line.mark:
        return True
    return begins(line.text, surely=not current.closed and not _NUMBERS_LAST.search(current.lines[-1].text[-40:]))
