"""A second look at an answer that a strict parser refuses: read as browsers read it, as far as it can be read.

What readers have to put up with: RFC 9110, 8.6 (lengths given twice), RFC 9112, 2.2 (line ends), 5.1 (odd field
lines), 6.3 (a length beside a transfer coding, an unknown coding); HTTP/0.9, https://www.w3.org/Protocols/HTTP/AsImplemented.html.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from multidict import CIMultiDict

#: Bytes of all headers, as Chromium has it; bytes of a body on the wire; of one that is no page.
_MOST_HEAD, _MOST_BODY = 256 * 1024, 1024 * 1024
_MOST_UNPACKED = 2 * 1024 * 1024
#: Seconds in which a server that objects to a connection says so.
_MOMENT = 0.3
#: Share of the time limit after which a body that still trickles in is judged by what has come.
_SHARE = 0.6
#: Browsers take a status line without a number for 200.
_STATUS = re.compile(
    rb"\s{0,4}(?:HTTP/\d+(?:\.\d+)?|ICY)(?:[ \t]+(\d{3})(?!\d)|[ \t]+(?=[A-Za-z])|[ \t]*(?=\r?\n))", re.IGNORECASE
)
_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]*\r?\n")


class Unreadable(Exception):  # noqa: N818 - not an error of ours: what the answer is
    """The answer cannot be read as HTTP by a browser either; the message says why."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came: its status, its headers, and its body unpacked, as far as that could be read."""

    status: int
    headers: CIMultiDict[str]
    body: bytes
    complete: bool


async def get(
    target: str, addresses: Sequence[str], headers: Mapping[str, str], tls: ssl.SSLContext, limit: float
) -> Raw:
    """Return the answer to a GET sent to the first of ``addresses`` (already judged) that takes it.

    Unreadable where a browser could make nothing of it; TimeoutError, OSError and ssl.SSLError as they come.
    """
    parts = urlsplit(target)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    async with asyncio.timeout(limit):
        reader, writer = await _connect(addresses, port, tls if secure else None, parts.hostname or "")
        try:
            if secure:
                await _objection(reader)
            writer.write(_request(target, headers))
            await writer.drain()
            return await _answer(reader, limit * _SHARE)
        finally:
            writer.transport.abort()


async def _objection(reader: asyncio.StreamReader) -> None:
    """Wait a moment for what a server may say against a secure connection that has just been made.

    In TLS 1.3 it asks for a client's certificate after the client is ready (RFC 8446, 4.3.2), and a request that meets
    its closed socket would cost the alert that says so; ssl.SSLError then.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_MOMENT):
            if not await reader.read(1):
                raise ConnectionResetError("closed before anything was asked")


async def _connect(
    addresses: Sequence[str], port: int, tls: ssl.SSLContext | None, host: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    failure: OSError = OSError("the name has no address")
    for address in addresses:
        try:
            return await asyncio.open_connection(address, port, ssl=tls, server_hostname=host if tls else None)
        except OSError as error:
            failure = error
    raise failure


def _request(target: str, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(target)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    fields = {"Host": parts.netloc, **headers, "Accept-Encoding": "identity", "Connection": "close"}
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace")


async def _answer(reader: asyncio.StreamReader, seconds: float) -> Raw:
    data, status, ends_at = b"", None, 0
    while True:
        part = await reader.read(64 * 1024)
        data += part
        status = _STATUS.match(data)
        end = _END.search(data) if status else None
        if status and end and 100 <= _number(status) < 200 and _number(status) != 101:
            data = data[end.end() :]
            continue
        ends_at = end.end() if end else 0
        if ends_at or not part or (not status and len(data) > 32):
            break
        if len(data) > _MOST_HEAD:
            raise Unreadable("its headers have no end")
    if not status:
        return await _without_head(data, reader, seconds)
    if b"\0" in data[: ends_at or len(data)]:
        raise Unreadable("its headers hold a null byte")
    headers = fields(data[: ends_at or len(data)])
    _check(headers)
    body, complete = await _body(data[ends_at:] if ends_at else b"", headers, reader, seconds)
    return Raw(_number(status), headers, body, complete)


def _number(status: re.Match[bytes]) -> int:
    return int(status[1] or 200)


async def _without_head(data: bytes, reader: asyncio.StreamReader, seconds: float) -> Raw:
    """Return a page that comes without status and headers, as HTTP/0.9 has it."""
    if not data:
        raise Unreadable("the connection was closed without an answer")
    if b"<" not in data[:512].lstrip()[:1]:
        raise Unreadable("the answer is not proper HTTP")
    rest, complete = await _rest(reader, _MOST_BODY, seconds)
    return Raw(200, CIMultiDict({"Content-Type": "text/html"}), data + rest, complete)


def fields(head: bytes) -> CIMultiDict[str]:
    """Return the header fields of a response; folded lines are put together, lines that are none are left out."""
    found: list[list[str]] = []
    for line in re.split(r"\r\n|\n|\r", head.decode("utf-8", "surrogateescape"))[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and found:
            found[-1][1] += " " + line.strip()
        elif colon and name.strip() and name.strip().isprintable():
            found.append([name.strip(), value.strip()])
    return CIMultiDict((name, value) for name, value in found)


def _check(headers: CIMultiDict[str]) -> None:
    """Raise Unreadable where an answer contradicts itself so that browsers refuse it, too."""
    lengths = {one.strip() for value in headers.getall("Content-Length", []) for one in value.split(",")}
    if len(lengths) > 1 and not _is_chunked(headers):
        raise Unreadable("the answer names two lengths")


def _is_chunked(headers: CIMultiDict[str]) -> bool:
    return any("chunked" in value.lower() for value in headers.getall("Transfer-Encoding", []))


async def _body(
    start: bytes, headers: CIMultiDict[str], reader: asyncio.StreamReader, seconds: float
) -> tuple[bytes, bool]:
    coding = headers.get("Content-Encoding", "")
    length = headers.get("Content-Length", "").partition(",")[0].strip()
    if _is_chunked(headers):
        rest, complete = await _rest(reader, _MOST_BODY, seconds)
        return unpacked(dechunked(start + rest), coding), complete
    wanted = int(length[:9]) if length.isascii() and length.isdecimal() else None
    if wanted is None:
        rest, complete = await _rest(reader, _MOST_BODY, seconds)
    else:
        rest, _ = await _rest(reader, min(max(0, wanted - len(start)), _MOST_BODY), seconds)
        complete = len(start) + len(rest) >= wanted
    return unpacked(start + rest, coding), complete


async def _rest(reader: asyncio.StreamReader, most: int, seconds: float) -> tuple[bytes, bool]:
    """Return up to ``most`` bytes and whether the end was seen; what has come counts when the time is over."""
    parts: list[bytes] = []
    size = 0
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(seconds):
            while size < most:
                part = await reader.read(min(64 * 1024, most - size))
                if not part:
                    return b"".join(parts), True
                parts.append(part)
                size += len(part)
    return b"".join(parts), False


def dechunked(data: bytes) -> bytes:
    """Return the content of chunks up to the first that cannot be read; data that are none stay as they are."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match[1], 16)
        if not size:
            break
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(parts) if parts or at or _CHUNK.match(data) else data


def unpacked(data: bytes, coding: str) -> bytes:
    """Return data without the gzip or zlib packing that they are said to have and do have."""
    if coding.strip().lower() not in {"gzip", "x-gzip", "deflate"} or data[:1] not in {b"\x1f", b"\x78"}:
        return data
    try:
        return zlib.decompressobj(32 + zlib.MAX_WBITS).decompress(data, _MOST_UNPACKED)
    except zlib.error:
        raise Unreadable("its packing cannot be undone") from None
