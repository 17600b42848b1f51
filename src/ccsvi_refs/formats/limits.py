"""How many records a file may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

#: Records of a file that are read. The largest bibliographies that are kept as one file have ninety thousand.
MOST = 100_000

Record = TypeVar("Record")


def limited(records: Iterable[Record], problems: list[Problem], path: str, most: int = MOST) -> Iterator[Record]:
    """Yield the first ``most`` records; that there are more is a problem."""
    for number, record in enumerate(records):
        if number == most:
            message = f"holds more than {most:,} records; those that follow were not read"
            problems.append(Problem(message, Location(path)))
            return
        yield record
