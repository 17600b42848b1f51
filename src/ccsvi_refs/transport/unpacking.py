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
    inflate = _inflater(response.headers.get("Content-Encoding", ""))
    size = wire = 0
    async for chunk in response.content.iter_any():
        inflate = inflate if wire or _is_packed(chunk) else None
        wire += len(chunk)
        part = inflate.decompress(chunk, most - size) if inflate else chunk[: most - size]
        size += len(part)
        yield part
        if size >= most or wire >= most_wire:
            return


def _inflater(encoding: str) -> Any:
    return zlib.decompressobj(_GZIP_OR_ZLIB) if encoding.strip().lower() in _PACKED else None


def _is_packed(start: bytes) -> bool:
    """Return whether a body begins as gzip or zlib data do; some servers call plain text so."""
    return start[:1] in {b"\x1f", b"\x78"}
