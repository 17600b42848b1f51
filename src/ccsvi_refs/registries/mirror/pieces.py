"""What a file of records is cut into: the bytes of one record and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

#: Bytes of one record.
LONGEST = 32 * 1024**2


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one record, the line it begins at (0 where that is not known) and its offset, both in its member."""

    data: bytes
    line: int
    offset: int


Pieces = Iterator["Piece | Problem"]


def too_long(name: str, line: int, offset: int) -> Problem:
    """Return what is said of a record that is longer than any."""
    return Problem(f"is longer than any record, from byte {offset} on; it is skipped", Location(name, line))
