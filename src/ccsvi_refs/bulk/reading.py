"""JSON lines, one after the other: what each says is read where it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NamedTuple

#: Bytes of a line. A citation string has a few hundred, a record of a work with all its references some thousands.
MOST = 1_000_000


class Line(NamedTuple):
    """A line that is not blank: its number, where it ends in the file, and its bytes; None where these are too many."""

    number: int
    end: int
    data: bytes | None


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Yield the lines of a file that are not blank."""
    number = end = 0
    while data := file.readline(MOST):
        number += 1
        end += len(data)
        whole: bytes | None = data
        while not data.endswith(b"\n") and (data := file.readline(MOST)):
            whole, end = None, end + len(data)
        if whole is None or whole.strip():
            yield Line(number, end, whole)
