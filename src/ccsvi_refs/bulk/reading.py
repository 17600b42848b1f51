"""JSON lines, one after the other: what each says is read where it is answered."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location

#: Bytes of a line. A citation string has a few hundred, a record of a work with all its references some thousands.
MOST = 1_000_000
#: What tells zlib that its bytes have gzip's head; bytes read at a time.
_GZIP, _BLOCK = 31, 256 * 1024


class Line(NamedTuple):
    """A line that is not blank: its number, where it ends in the file, and its bytes; None where these are too many."""

    number: int
    end: int
    data: bytes | None


class Unpacked(io.RawIOBase):
    """What a gzip file unpacks to, to its last byte where it breaks off; EOFError or zlib.error only behind that."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._left = file, b""
        self._unpack = zlib.decompressobj(_GZIP)
        self.name = getattr(file, "name", "-")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer comes as one
        """Fill the buffer as far as what is unpacked at once goes."""
        data = b""
        while not data:
            if self._unpack.eof:
                self._left = self._unpack.unused_data.lstrip(b"\0") or self._file.read(_BLOCK).lstrip(b"\0")
                if not self._left:
                    return 0
                self._unpack = zlib.decompressobj(_GZIP)
            self._left = self._left or self._file.read(_BLOCK)
            if not self._left:
                raise EOFError("the packed file breaks off")
            data = self._unpack.decompress(self._left, len(buffer))
            self._left = self._unpack.unconsumed_tail
        buffer[: len(data)] = data
        return len(data)


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Yield the lines of a file that are not blank; InputError behind the last one where its bytes break off."""
    number = end = 0
    try:
        while data := file.readline(MOST):
            number += 1
            end += len(data)
            whole: bytes | None = data
            while not data.endswith(b"\n") and (data := file.readline(MOST)):
                whole, end = None, end + len(data)
            if whole is None or whole.strip():
                yield Line(number, end, whole)
    except (EOFError, OSError, zlib.error) as error:
        place = Location(str(getattr(file, "name", "-")), number)
        raise InputError(f"cannot be read any further: {error}", place) from error
