"""Files as they are handed out → blocks of bytes, unpacked: gzip in one or many members, bzip2, xz, tar as a stream.

What is damaged is a :class:`~ccsvi_refs.model.Problem` among the blocks, with its offset; what is behind it is read.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

Blocks = Iterator["bytes | Problem"]

#: Bytes read at a time, and most that one block of packed bytes may become at a time.
_BLOCK, _UNPACKED = 256 * 1024, 1024**2
#: How a gzip member begins: magic, deflate (RFC 1952, section 2.3).
_GZIP = b"\x1f\x8b\x08"
#: How other packed files begin that are read, and files that are not.
_PACKED: Mapping[bytes, Callable[[], Any]] = {b"BZh": bz2.BZ2Decompressor, b"\xfd7zXZ\0": lzma.LZMADecompressor}
_OTHERS: Mapping[bytes, str] = {
    b"\x28\xb5\x2f\xfd": "packed with Zstandard", b"PK\x03\x04": "a zip archive", b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"PAR1": "an Apache Parquet file (the same records are handed out as JSON lines)",
    b"SQLite format 3\0": "an SQLite database",
    b"version https://git-lfs": "the pointer to a file that Git LFS keeps, not the file",
}  # fmt: skip
#: What stands beside the records in archives and folders: read-me files, checksums, lists of files, a system's own.
_BESIDE = re.compile(
    r"\..*|README.*|MANIFEST.*|LICEN[CS]E.*|CHANGE.*|.*\.(?:md5|sha\d*|sum|txt|md|html?|pdf|torrent|aria2|log|sig|asc)",
    re.IGNORECASE,
)
#: Where a tar header says what it is (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html).
_TAR, _TAR_AT = b"ustar", 257


@dataclass(frozen=True, slots=True)
class Member:
    """One file of records, by itself or in an archive: its name for people, and its bytes."""

    name: str
    blocks: Blocks


def members(file: IO[bytes], name: str) -> Iterator[Member | Problem]:
    """Yield the files of records in a file: itself, or each member of a tar."""
    blocks = _unpacked(file, name)
    first = next(blocks, None)
    if first is None:
        yield Problem("is empty", Location(name))
    elif isinstance(first, bytes) and first[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        yield from _archived(_Stream(_again(first, blocks)), name)
    else:
        yield Member(name, _again(first, blocks))


def beside(name: str) -> bool:
    """Return whether a file of an archive or a folder is by its name none of records."""
    return bool(_BESIDE.fullmatch(name.rpartition("/")[2]))


def _again(first: bytes | Problem, rest: Blocks) -> Blocks:
    yield first
    yield from rest


def _unpacked(file: IO[bytes], name: str) -> Blocks:
    """Yield a file's bytes, unpacked where they are gzip, bzip2 or xz; a problem where another program packed them."""
    head = file.read(_BLOCK)
    if not head:
        return
    packed = _again(head, iter(lambda: file.read(_BLOCK), b""))
    if other := next((what for magic, what in _OTHERS.items() if head.startswith(magic)), None):
        yield Problem(f"is {other}, which is not read here", Location(name))
    elif new := next((new for magic, new in _PACKED.items() if head.startswith(magic)), None):
        yield from _decompressed(packed, new, name)
    else:
        yield from (_gunzipped(packed, name) if head.startswith(_GZIP) else packed)


def _decompressed(blocks: Iterator[Any], new: Callable[[], Any], name: str) -> Blocks:
    """Yield what bzip2 or xz unpack to; what is damaged in them is their end."""
    at, unpack = 0, new()
    for block in blocks:
        left = block
        while left or not (unpack.eof or unpack.needs_input):
            if unpack.eof:
                unpack = new()
            try:
                data = unpack.decompress(left, _UNPACKED)
            except (OSError, EOFError, lzma.LZMAError) as error:
                yield Problem(f"is damaged near byte {at} of the packed file ({error})", Location(name))
                return
            left = unpack.unused_data if unpack.eof else b""
            if data:
                yield data
        at += len(block)
    if not unpack.eof:
        yield Problem(f"breaks off: the packed file ends at byte {at}", Location(name))


def _gunzipped(blocks: Blocks, name: str) -> Blocks:
    """Yield what gzip members unpack to; behind a damaged one, reading goes on at the next."""
    gunzip, at, inside, left = zlib.decompressobj(31), 0, False, b""
    for block in blocks:
        if isinstance(block, Problem):
            yield block
            continue
        left += block
        while left:
            if not inside:
                skip = _next_member(left)
                at, left = at + skip, left[skip:]
                if len(left) < len(_GZIP):
                    break
                gunzip, inside = zlib.decompressobj(31), True
            try:
                data = gunzip.decompress(left, _UNPACKED)
            except zlib.error as error:
                yield Problem(f"is damaged near byte {at} of the packed file ({error})", Location(name))
                inside, left, at = False, left[1:], at + 1
                continue
            if data:
                yield data
            rest = gunzip.unconsumed_tail or gunzip.unused_data
            at, left, inside = at + len(left) - len(rest), rest, not gunzip.eof
    if inside:
        yield Problem(f"breaks off: the packed file ends at byte {at} within a member", Location(name))


def _next_member(data: bytes) -> int:
    """Return where the next gzip member may begin: its whole magic, or what of it stands at the end."""
    found = data.find(_GZIP)
    if found >= 0:
        return found
    kept = next((size for size in range(len(_GZIP) - 1, 0, -1) if data.endswith(_GZIP[:size])), 0)
    return len(data) - kept


class _Stream(io.RawIOBase):
    """Blocks as a file that is read once; what is wrong in them is kept for whoever asks."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks, self._left = blocks, b""
        self.problems: list[Problem] = []

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer comes as one
        """Fill the buffer as far as the next block goes."""
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            if isinstance(block, Problem):
                self.problems.append(block)
            else:
                self._left = block
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _archived(stream: _Stream, name: str) -> Iterator[Member | Problem]:
    """Yield the members of a tar; a header that is none is skipped to the next that is, and said."""
    try:
        with tarfile.open(fileobj=io.BufferedReader(stream, _UNPACKED), mode="r|", ignore_zeros=True) as archive:
            due = 0
            for info in archive:
                if info.offset > due and due:
                    yield Problem(f"bytes {due} to {info.offset} of the archive are no member", Location(name))
                due = info.offset_data + -(-info.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
                archive.members = []  # type: ignore[attr-defined]  # it would keep every header there is
                member = archive.extractfile(info) if info.isfile() and not beside(info.name) else None
                if member is not None:
                    yield Member(f"{name}/{info.name}", _member(member, f"{name}/{info.name}"))
                yield from stream.problems
                stream.problems.clear()
    except (tarfile.TarError, OSError, EOFError) as error:
        yield Problem(f"breaks off as an archive: {error}", Location(name))
    yield from stream.problems


def _member(file: IO[bytes], name: str) -> Blocks:
    empty = True
    try:
        for block in _unpacked(file, name):
            empty = False
            yield block
        if empty:
            yield Problem("is empty", Location(name))
    except (tarfile.TarError, OSError, EOFError) as error:
        yield Problem(f"breaks off: {error}", Location(name))
