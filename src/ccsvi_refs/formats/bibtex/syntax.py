"""A .bib file → its entries with strings put in; what is broken → problems, what is no entry → passages.

Inheritance of parents' fields is in :mod:`ccsvi_refs.formats.bibtex.inheriting`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ccsvi_refs.formats.bibtex import inheriting, scanning
from ccsvi_refs.formats.bibtex.fields import MONTH_NAMES, MONTHS
from ccsvi_refs.formats.bibtex.scanning import Block, Piece
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.location import Location
from ccsvi_refs.model import Passage, Problem

#: A value put together that is longer than this is no bibliography's, but macros that multiply one another.
_LONGEST = 100_000
#: What macros and parents may put into a file besides its own length, in characters: four times that, and this.
_FREE = 1_000_000


@dataclass(slots=True)
class RawEntry:
    """An entry as written: type and field names in lower case, values in LaTeX without their outer delimiters."""

    kind: str
    key: str
    line: int
    fields: dict[str, str]
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class File:
    """What a .bib file holds: entries in order, what is wrong, and what stands between them."""

    path: str
    entries: list[RawEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=lambda: {month: month for month in MONTHS})
    left: int = _FREE

    def affords(self, length: int, line: int) -> bool:
        """Return whether so much more may be put in; the first time it may not is a problem."""
        if length > self.left >= 0:
            self.wrong("macros and parents' fields stand for too much; what follows is left out", line)
            self.left = -1
        self.left -= length if self.left >= length else 0
        return self.left >= 0

    def wrong(self, message: str, line: int, raw: str = "") -> None:
        """Add a problem."""
        self.problems.append(Problem(message, Location(self.path, line), raw))


def read(text: str, path: str) -> File:
    """Return the entries in order with inherited fields, what could not be read, and what is no entry."""
    file = File(path, left=_FREE + 4 * len(text))
    for block in limited(scanning.blocks(text), file.problems, path):
        if block.failure:
            file.wrong(f"this entry cannot be read: {block.failure}", block.line, block.raw[:5000])
            file.passages.append(Passage("bibtex", block.raw, Location(path, block.line), is_broken=True))
        elif block.kind in ("", "comment", "preamble", "string"):
            _passage(block, file)
        else:
            file.entries.append(_entry(block, file))
    inheriting.inherit(file)
    return file


def _passage(block: Block, file: File) -> None:
    file.passages.append(Passage("bibtex", block.raw, Location(file.path, block.line)))
    for macro in block.fields if block.kind == "string" else ():
        file.strings[macro.name] = _value(macro.pieces, file, macro.line)


def _entry(block: Block, file: File) -> RawEntry:
    raw = RawEntry(block.kind, block.key.strip(), block.line, {})
    repeated = []
    for item in block.fields:
        value = _value(item.pieces, file, item.line)
        if item.name in raw.fields:
            repeated.append(item.name)
        elif value.strip():
            raw.fields[item.name] = value
            raw.lines[item.name] = item.line
    for message in dict.fromkeys(block.repairs):
        file.wrong(message, block.line)
    if repeated:
        names = ", ".join(sorted(set(repeated)))
        file.wrong(f"the field {names} is given more than once; the first counts", block.line, block.raw[:5000])
    return raw


def _value(pieces: Sequence[Piece], file: File, line: int) -> str:
    """Return the text of a value: its operands joined, macros replaced."""
    texts = [piece.text if piece.is_delimited else _macro(piece.text, file, line) for piece in pieces]
    if len(texts) == 1 and pieces[0].is_delimited:
        return texts[0]
    length = sum(map(len, texts))
    if length > _LONGEST:
        file.wrong("a value is longer than any field; it was left out", line)
        return ""
    return "".join(texts) if file.affords(length, line) else ""


def _macro(name: str, file: File, line: int) -> str:
    """Return what a macro or number stands for; an unknown macro stays and is a problem."""
    if name.isdigit():
        return name
    known = file.strings.get(name.lower()) or MONTH_NAMES.get(name.lower())
    if known is None and name.lower() not in file.strings:
        file.wrong(f"the abbreviation {name!r} is not defined", line, name)
        return name
    return known or ""
