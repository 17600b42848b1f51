"""What was read of which file: kept in the index itself, and committed together with the records it speaks of."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

#: Problems kept in full; the rest are only counted.
KEPT = 100
#: Bytes at either end of a file by which it is known again.
_MARKED = 64 * 1024


@dataclass(slots=True)
class File:
    """One file: known again by name, size and a checksum of both ends; how many of its pieces were read."""

    source: str
    name: str
    size: int
    mark: int
    pieces: int = 0
    records: int = 0
    unread: int = 0
    done: bool = False

    @property
    def identity(self) -> tuple[str, str, int, int]:
        """What tells the file from every other."""
        return self.source, self.name, self.size, self.mark


@dataclass(slots=True)
class State:
    """What an index holds: records by source, the newest day in each, the files read, what could not be read.

    ``complete`` is false while a first build is under way, ``told`` is how far the list of all that could not be read
    goes, ``layout`` is that of the index.
    """

    built: str = ""
    updated: str = ""
    complete: bool = False
    records: dict[str, int] = field(default_factory=dict)
    newest: dict[str, str] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    problems: list[tuple[str, str, int, str]] = field(default_factory=list)
    unread: int = 0
    told: int = 0
    layout: str = ""

    def among(self, wanted: Iterable[File]) -> list[File]:
        """Return what is known of files, themselves where they are new."""
        known = {file.identity: file for file in self.files}
        found = [known.get(file.identity, file) for file in wanted]
        self.files += [file for file in found if file.identity not in known]
        return found

    def complain(self, problem: Problem) -> None:
        """Count what could not be read, and keep the first in full."""
        self.unread += 1
        if len(self.problems) < KEPT:
            place = problem.location or Location("")
            self.problems.append((problem.message, place.path, place.line, problem.raw))

    def complaints(self, first: int = 0) -> tuple[Problem, ...]:
        """Return what was kept of what could not be read, from the ``first`` on."""
        return tuple(Problem(message, Location(path, line), raw) for message, path, line, raw in self.problems[first:])

    def as_json(self) -> str:
        """Return the state as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> State:
        """Return the state that JSON says."""
        data: Mapping[str, Any] = json.loads(text)
        return cls(**{**data, "files": [File(**file) for file in data["files"]]})


def file(source: str, path: Path) -> File:
    """Return a file that nothing was read of yet; InputError where it cannot be read at all."""
    try:
        with path.open("rb") as opened:
            head = opened.read(_MARKED)
            size = opened.seek(0, 2)
            opened.seek(max(0, size - _MARKED))
            mark = zlib.crc32(opened.read(_MARKED), zlib.crc32(head))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(str(path))) from error
    return File(source, path.name, size, mark)
