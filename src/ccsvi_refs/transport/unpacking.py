"""A response's body, decompressed, within bounds on the wire and behind them."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

#: 32 + window bits reads both gzip and zlib headers, https://docs.python.org/3/library/zlib.html#zlib.decompress
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


async def unpacked(response: aiohttp.ClientResponse, most: int, most_wire: int) -> AsyncIterator[bytes]:
    """Yield a body's parts as they come, decompressed, until there are ``most`` bytes or ``most_wire`` on the wire.

    zlib.error where what comes is not what its Content-Encoding says.
    """
    unpacking = Unpacking(response.headers.get("Content-Encoding", ""), most)
    wire = 0
    async for chunk in response.content.iter_any():
        wire += len(chunk)
        yield unpacking.feed(chunk)
        if unpacking.size >= most or wire >= most_wire:
            return


class Unpacking:
    """Unpacks a body part by part, up to ``most`` bytes in all; ``size`` is how many there were."""

    def __init__(self, encoding: str, most: int) -> None:
        self.size = 0
        self._most = most
        self._begun = False
        self._inflate = _inflater(encoding)

    def feed(self, chunk: bytes) -> bytes:
        """Return what a part holds, no more than is left; zlib.error where it is not packed as it was said to be."""
        if not self._begun:
            self._begun = bool(chunk)
            self._inflate = self._inflate if _is_packed(chunk) else None
        left = self._most - self.size
        part: bytes = self._inflate.decompress(chunk, left) if self._inflate and left else chunk[:left]
        self.size += len(part)
        return part


def _inflater(encoding: str) -> Any:
    return zlib.decompressobj(_GZIP_OR_ZLIB) if encoding.strip().lower() in _PACKED else None


def _is_packed(start: bytes) -> bool:
    """Return whether a body begins as gzip or zlib data do; some servers call plain text so."""
    return start[:1] in {b"\x1f", b"\x78"}
