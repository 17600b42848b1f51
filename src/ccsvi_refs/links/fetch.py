"""One GET over HTTP, with limits on everything a hostile server could make large or long; and redirects followed.

Facts only: what was sent back, or what kind of failure there was. What that says about the link is judged elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
import certifi
from aiohttp import hdrs
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from ccsvi_refs.errors import AddressRefused
from ccsvi_refs.links import address
from ccsvi_refs.links.failures import Failure, further_tls_fault, of_error
from ccsvi_refs.links.pace import Pace, retry_after
from ccsvi_refs.links.status import Hop
from ccsvi_refs.transport import guard

#: Redirects followed, as browsers do.
_MOST_HOPS = 20
#: Bytes of a decompressed page that are read.
_MOST_TEXT = 256 * 1024
#: The same where a fragment has to be looked for.
_MOST_TEXT_FOR_FRAGMENT = 2 * 1024 * 1024
#: Bytes read of anything that is not a page: enough to see what kind of file it is.
_MOST_OTHER = 4096
#: Bytes that may come over the wire before a body is cut; compressed ones included.
_MOST_WIRE = 4 * 1024 * 1024
#: Bytes below which a body that time cut off is none.
_LEAST = 512
#: Share of the time limit after which a body that still trickles in is judged by what has come.
_BODY_SHARE = 0.6
PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASK_TO_WAIT = _REDIRECTS | {429, 503}
_PAGES = ("text/html", "application/xhtml+xml", "text/xml", "application/xml")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an address: the last response of a redirect chain, or the kind of failure that ended it."""

    url: str
    final_url: str
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = True
    failure: Failure = ""
    detail: str = ""
    elapsed: float = 0.0

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set the header names."""
        _, _, value = self.headers.get("Content-Type", "").lower().partition("charset=")
        return value.split(";")[0].strip(" \"'") or None

    @property
    def wait(self) -> float | None:
        """The seconds the server asks to wait, None where it doesn't."""
        return retry_after(self.headers.get("Retry-After"))


class Fetcher:
    """Sends GET requests, each in its turn; an asynchronous context that closes its connections at the end."""

    def __init__(self, pace: Pace, *, allow_private: bool, agent: str, patience: float) -> None:
        self._pace = pace
        self._allow_private = allow_private
        self._patience = patience
        self._agent = agent

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            limit=0,
            ssl=_tls(),
            resolver=_Resolver(self._allow_private),
            socket_factory=self._socket,
            ttl_dns_cache=300,
            keepalive_timeout=5.0,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                hdrs.USER_AGENT: self._agent,
                hdrs.ACCEPT: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                hdrs.ACCEPT_LANGUAGE: "en,*;q=0.5",
                hdrs.ACCEPT_ENCODING: "gzip, deflate",
            },
            read_bufsize=32 * 1024,
            max_line_size=16 * 1024,
            max_field_size=32 * 1024,
            max_headers=200,
            timeout=aiohttp.ClientTimeout(total=None),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def follow(self, url: str, limit: float, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer at the end of the redirects that begin at ``url``; each request gets ``limit`` seconds."""
        hops: tuple[Hop, ...] = ()
        cookies: dict[str, dict[str, str]] = {}
        seen: set[tuple[str, str]] = set()
        current, elapsed = url, 0.0
        while True:
            answer = await self.get(current, limit, cookies.setdefault(address.site(current), {}), headers)
            elapsed += answer.elapsed
            answer = replace(answer, url=url, final_url=current, hops=hops, elapsed=elapsed)
            if answer.failure or answer.status not in _REDIRECTS:
                return answer
            target = answer.headers.get("Location", "")
            if not target:
                return replace(answer, failure="redirect", detail="redirects without saying where to")
            try:
                current = address.join(current, _latin(target))
            except ValueError:
                return replace(answer, failure="redirect", detail=f"redirects to no usable address: {target[:200]}")
            hops = (*hops, Hop(answer.status or 0, current))
            state = (current, repr(cookies.get(address.site(current))))
            if state in seen or len(hops) > _MOST_HOPS:
                detail = "redirects in a circle" if state in seen else f"redirects more than {_MOST_HOPS} times"
                return replace(answer, hops=hops, final_url=current, failure="loop", detail=detail)
            seen.add(state)

    async def get(
        self, url: str, limit: float, cookies: dict[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the answer to one GET, redirects not followed; cookies that are set are added to ``cookies``."""
        failed = Answer(url, url)
        try:
            guard.check_url(url, allow_private=self._allow_private)
            target = address.normal(url)
        except AddressRefused as error:
            return replace(failed, failure="forbidden", detail=error.message)
        except ValueError as error:
            return replace(failed, failure="forbidden", detail=f"not a usable address: {error}")
        host = address.host(target)
        async with self._pace.slot(host):
            started = time.monotonic()
            answer = await self._exchange(url, target, limit, cookies if cookies is not None else {}, headers)
            answer = replace(answer, elapsed=time.monotonic() - started)
            heeded = answer.wait is not None and answer.wait <= self._patience and answer.status in _ASK_TO_WAIT
            self._pace.note(host, answer.status, answer.wait if heeded else None)
        return answer

    async def _exchange(
        self, url: str, target: str, limit: float, cookies: dict[str, str], headers: Mapping[str, str] | None
    ) -> Answer:
        failed = Answer(url, url)
        try:
            async with asyncio.timeout(limit):
                response = await self._session.get(
                    URL(target, encoded=True), allow_redirects=False, headers=headers, cookies=cookies or None
                )
        except TimeoutError:
            return replace(failed, failure="timeout", detail=f"no answer within {limit:g} seconds")
        except (aiohttp.ClientError, OSError, ssl.SSLError, ValueError, AddressRefused) as error:
            failure, detail = of_error(error)
            if failure == "tls":
                detail = await self._tls_fault(detail, target, limit)
            return replace(failed, failure=failure, detail=detail)
        async with response:
            cookies.update({name: morsel.value for name, morsel in response.cookies.items()})
            body = _Body(b"")
            if response.status not in _REDIRECTS:
                body = await _read(response, limit * _BODY_SHARE, "#" in url)
            if not body.complete:
                response.close()
        if body.late and len(body.content) < _LEAST:
            return replace(failed, failure="timeout", detail="the body did not come in time")
        if not body.complete and not body.content:
            return replace(failed, failure="protocol", detail="the answer breaks off before its body")
        status, headers = response.status, response.headers
        return replace(failed, status=status, headers=headers, body=body.content, complete=body.complete)

    async def _tls_fault(self, detail: str, target: str, limit: float) -> str:
        parts = urlsplit(target)
        try:
            async with asyncio.timeout(limit):
                found = await _Resolver(self._allow_private).resolve(parts.hostname or "", parts.port or 443)
                addresses = [one["host"] for one in found]
                return await further_tls_fault(detail, parts.hostname or "", parts.port or 443, addresses)
        except (OSError, AddressRefused):
            return detail

    async def json(self, url: str, limit: float) -> tuple[int | None, Any]:
        """Return the status of a service's answer and the JSON in it, None where there is none."""
        answer = await self.get(url, limit, headers={hdrs.ACCEPT: "application/json"})
        try:
            return answer.status, json.loads(answer.body)
        except (ValueError, RecursionError):
            return answer.status, None

    async def finds(self, url: str) -> bool:
        """Return whether the host name of an address can be looked up."""
        try:
            return bool(await _Resolver(self._allow_private).resolve(urlsplit(url).hostname or ""))
        except (OSError, AddressRefused):
            return False

    def _socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Return a socket for an address, judged here once more because this is the one that is connected to."""
        family, kind, protocol, _, destination = info
        guard.check_address(str(destination[0]), str(destination[0]), allow_private=self._allow_private)
        return socket.socket(family, kind, protocol)


class _Resolver(AbstractResolver):
    """Looks names up and leaves out the addresses that may not be connected to."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - every family is wanted
    ) -> list[ResolveResult]:
        """Return the allowed addresses of a name."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, lambda: guard.resolve(host, port, allow_private=self._allow_private))
        return [
            ResolveResult(
                hostname=host,
                host=one,
                port=port,
                family=socket.AF_INET6 if ":" in one else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for one in found
        ]

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The decompressed beginning of a body, whether that is all of it, and whether time cut it off."""

    content: bytes
    complete: bool = True
    late: bool = False


async def _read(response: aiohttp.ClientResponse, limit: float, for_fragment: bool) -> _Body:
    kind = response.content_type
    is_page = kind in _PAGES or kind.startswith("text/") or kind.endswith(("octet-stream", "json", "+xml"))
    most = (_MOST_TEXT_FOR_FRAGMENT if for_fragment else _MOST_TEXT) if is_page else _MOST_OTHER
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(limit):
            async for part in _unpacked(response, most):
                parts.append(part)  # noqa: PERF401 - what has come counts when the time is over
    except TimeoutError:
        return _Body(b"".join(parts), complete=False, late=True)
    except (aiohttp.ClientError, OSError, zlib.error):
        return _Body(b"".join(parts), complete=False)
    return _Body(b"".join(parts), complete=sum(map(len, parts)) < most and response.content.at_eof())


async def _unpacked(response: aiohttp.ClientResponse, most: int) -> AsyncIterator[bytes]:
    """Yield a body's parts as they come, decompressed, until there are ``most`` bytes or too many on the wire."""
    inflate = _inflater(response.headers.get("Content-Encoding", ""))
    size = wire = 0
    async for chunk in response.content.iter_any():
        inflate = inflate if wire or _is_packed(chunk) else None
        wire += len(chunk)
        part = inflate.decompress(chunk, most - size) if inflate else chunk[: most - size]
        size += len(part)
        yield part
        if size >= most or wire >= _MOST_WIRE:
            return


def _inflater(encoding: str) -> Any:
    # 32 + window bits reads both gzip and zlib headers, https://docs.python.org/3/library/zlib.html#zlib.decompress
    return (
        zlib.decompressobj(32 + zlib.MAX_WBITS) if encoding.strip().lower() in {"gzip", "x-gzip", "deflate"} else None
    )


def _is_packed(start: bytes) -> bool:
    """Return whether a body begins as gzip or zlib data do; some servers call plain text so."""
    return start[:1] in {b"\x1f", b"\x78"}


def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _latin(value: str) -> str:
    """Return a header value whose bytes were not UTF-8 as the Latin-1 it then is."""
    return value.encode("utf-8", "surrogateescape").decode("latin-1") if not value.isprintable() else value
