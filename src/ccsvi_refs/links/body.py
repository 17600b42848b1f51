"""A response's body: its decompressed beginning, however large, slow or hostile the whole may be."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass

import aiohttp

from ccsvi_refs.transport.unpacking import unpacked

#: Bytes of a decompressed page that are read.
_MOST_TEXT = 256 * 1024
#: The same where a fragment has to be looked for.
_MOST_TEXT_FOR_FRAGMENT = 2 * 1024 * 1024
#: Bytes read of anything that is not a page: enough to see what kind of file it is.
_MOST_OTHER = 4096
#: Bytes that may come over the wire before a body is cut; compressed ones included.
_MOST_WIRE = 4 * 1024 * 1024
#: Share of the time limit after which a body that still trickles in is judged by what has come.
_SHARE = 0.6
#: Bytes below which a body that time cut off is none.
_LEAST = 512
_PAGES = ("text/html", "application/xhtml+xml", "text/xml", "application/xml")


@dataclass(frozen=True, slots=True)
class Body:
    """The decompressed beginning of a body, whether that is all, and whether so little came in time that it is none."""

    content: bytes
    complete: bool = True
    is_late: bool = False


async def read(response: aiohttp.ClientResponse, seconds: float, *, for_fragment: bool) -> Body:
    """Return a response's body as far as it comes within a share of ``seconds``, and as far as it is of use."""
    kind = response.content_type
    is_page = kind in _PAGES or kind.startswith("text/") or kind.endswith(("octet-stream", "json", "+xml"))
    most = (_MOST_TEXT_FOR_FRAGMENT if for_fragment else _MOST_TEXT) if is_page else _MOST_OTHER
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(seconds * _SHARE):
            async for part in unpacked(response, most, _MOST_WIRE):
                parts.append(part)  # noqa: PERF401 - what has come counts when the time is over
    except TimeoutError:
        return Body(b"".join(parts), complete=False, is_late=sum(map(len, parts)) < _LEAST)
    except (aiohttp.ClientError, OSError, zlib.error):
        return Body(b"".join(parts), complete=False)
    return Body(b"".join(parts), complete=sum(map(len, parts)) < most and response.content.at_eof())
