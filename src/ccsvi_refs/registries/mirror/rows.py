"""The rows of a CSV with a head → pieces, each a JSON object of its columns."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror.pieces import Piece, Pieces
from ccsvi_refs.registries.mirror.unpacking import Blocks, Member


class _Lines:
    """The lines of a file, those that the row at work takes, how wide rows are, and what was wrong with their bytes."""

    def __init__(self, blocks: Blocks) -> None:
        self.problems: list[Problem] = []
        self.taken: list[str] = []
        self.number = self.width = 0
        self._lines = self._cut(blocks)

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            self.taken.append(line)
            yield line

    def _cut(self, blocks: Blocks) -> Iterator[str]:
        decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        rest = ""
        for block in blocks:
            if isinstance(block, Problem):
                self.problems.append(block)
                continue
            *whole, rest = (rest + decode(block)).split("\n")
            yield from (line + "\n" for line in whole)
        if rest:
            yield rest


def by_rows(member: Member, needed: frozenset[str] = frozenset()) -> Pieces:
    """Yield the rows of a CSV with a head, each as a JSON object of its columns; nothing without those ``needed``."""
    lines = _Lines(member.blocks)
    names: list[str] = []
    for line, row in _rows(lines):
        place = Location(member.name, line)
        if not any(row):
            continue
        if not names:
            names = [plain(name) for name in row]
            if not needed <= set(names):
                yield Problem(f"is no such table: its head is {','.join(row)[:80]!r}", place)
                break
            while names and not names[-1]:
                names.pop()
            lines.width = len(names)
        elif len(row) < len(names) or any(row[len(names) :]):
            yield Problem(f"has {len(row)} cells where the head has {len(names)}", place, ",".join(row)[:200])
        else:
            yield Piece(json.dumps(dict(zip(names, row, strict=False))).encode(), line, 0)
    yield from lines.problems


def _rows(lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its first line; a quotation mark that nothing closes costs the row it stands in alone."""
    reader = csv.reader(iter(lines), strict=True)
    while True:
        start = lines.number + 1
        lines.taken.clear()
        try:
            row = [_readable(value) for value in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            row = None
        if row is not None and (len(lines.taken) == 1 or not any(row[lines.width or len(row) :])):
            yield start, row
        else:
            yield from ((start + at, _alone(text)) for at, text in enumerate(tuple(lines.taken)))


def _alone(line: str) -> list[str]:
    try:
        return [_readable(value) for value in next(csv.reader([line]), [])]
    except csv.Error:
        return [line]


def plain(name: str) -> str:
    """Return the name of a column in small letters and digits alone."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


def _readable(value: str) -> str:
    """Return a value of a table; one that is not UTF-8 is taken for Windows' Latin letters."""
    if value.isascii() or value.encode("utf-8", "replace").decode() == value:
        return value
    return value.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
