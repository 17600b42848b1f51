"""The files that a mirror is built from, read in chunks that processes take one by one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror import finding, unpacking
from ccsvi_refs.registries.mirror.entries import KINDS, Chunk
from ccsvi_refs.registries.mirror.pieces import Piece
from ccsvi_refs.registries.mirror.state import File, file

Paths = Iterable[str | Path]

#: A chunk is so many pieces or bytes.
_PIECES, _BYTES = 250, 1024**2
#: Bytes of packed files for which processes are worth their start.
_SMALL = 8 * 1024**2


def files_of(sources: Mapping[str, Paths]) -> list[tuple[File, Path]]:
    """Return the files of each source, with what tells one from another."""
    found = [(file(source, path), path) for source, paths in sources.items() for path in finding.files(source, paths)]
    return list({each.identity: (each, path) for each, path in found}.values())


def jobs_for(files: Sequence[tuple[File, Path]], jobs: int | None) -> int:
    """Return how many processes files are worth, where no number is asked for."""
    if jobs is not None:
        return max(1, jobs)
    return 1 if sum(each.size for each, _ in files if not each.done) < _SMALL else os.cpu_count() or 1


def chunks(files: Sequence[tuple[File, Path]]) -> Iterator[Chunk]:
    """Yield the pieces that were not read before, some at a time; the last chunk of a file says that it is the last."""
    for number, (each, path) in enumerate(files):
        if each.done:
            continue
        left, chunk = each.pieces, Chunk(each.source, number, str(path))
        with _opened(path) as opened:
            for name, piece in _pieces(each.source, opened, str(path)):
                if left:
                    left -= 1
                    continue
                if chunk.name != name or len(chunk.pieces) >= _PIECES or chunk.size >= _BYTES:
                    if chunk.pieces:
                        yield chunk
                    chunk = Chunk(each.source, number, name, at=opened.tell())
                chunk.pieces.append(piece)
                chunk.size += len(piece.data) if isinstance(piece, Piece) else 0
        chunk.last = True
        yield chunk


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(str(path))) from error


def _pieces(source: str, opened: IO[bytes], name: str) -> Iterator[tuple[str, Piece | Problem]]:
    for member in unpacking.members(opened, name):
        if isinstance(member, Problem):
            yield name, member
        else:
            for piece in KINDS[source].split(member):
                yield member.name, piece
