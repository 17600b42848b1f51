"""One HTTP request and its answer, within a total time and a size, for callers that wait.

The same sessions as for links (:mod:`ccsvi_refs.transport.connecting`), in an event loop on a thread of its own: only
there can a deadline end whatever goes on, be it a look-up, a handshake, headers that come line by line or a body that
comes byte by byte.
"""

from __future__ import annotations

import asyncio
import threading
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin

import aiohttp
from aiohttp import hdrs
from yarl import URL

from ccsvi_refs.errors import AddressRefused
from ccsvi_refs.transport import connecting, guard
from ccsvi_refs.transport.failures import of_error
from ccsvi_refs.transport.unpacking import unpacked

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 5
#: Seconds an idle connection to a service is kept.
_IDLE = 15.0

#: Failures after which there is nobody to ask, in words.
_ABSENT = {"dns": "its name is not known", "refused": "connection refused"}

Kind = Literal["late", "unfinished", "broken off", "large", "packed", "refused", "absent", "unreached"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and how much of it.

    ``form`` makes it a POST; ``secret`` are headers for the first host alone; ``seconds`` is how long each answer may
    take to begin, ``whole`` how long everything may take; ``most`` the bytes of the body, packed or not; ``onward`` is
    asked whether a redirect from the first address to another one is followed.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    seconds: float = 30.0
    whole: float = 60.0
    most: int = 32 * 1024 * 1024
    onward: Callable[[str, str], bool] = lambda _, __: False


@dataclass(frozen=True, slots=True)
class Received:
    """What came back from ``url``, the last of the addresses; ``content`` is unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Unanswered(Exception):  # noqa: N818 - what happened
    """There is no answer, or none that can be used; ``kind`` says why, the message in words."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Exchange:
    """Sends requests for any number of threads; ``close`` ends the ones that are under way."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sessions: tuple[aiohttp.ClientSession, aiohttp.ClientSession] | None = None

    def fetch(self, request: Request) -> Received:
        """Return the answer to a request; Unanswered where there is none."""
        future = asyncio.run_coroutine_threadsafe(self._fetch(request), self._running())
        try:
            return future.result()
        except CancelledError:
            raise Unanswered("unreached", "the run was ended") from None
        finally:
            future.cancel()

    def close(self) -> None:
        """End what is under way, and close all connections."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop:
            asyncio.run_coroutine_threadsafe(self._end(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            self._thread.join()
            loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="ccsvi-refs-http", daemon=True)
                self._thread.start()
            return self._loop

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for session in self._sessions or ():
            await session.close()
        self._sessions = None

    async def _fetch(self, request: Request) -> Received:
        try:
            async with asyncio.timeout(request.whole):
                return await self._follow(request)
        except TimeoutError:
            raise Unanswered("unfinished", "the answer did not come to an end in time") from None
        except AddressRefused as error:
            raise Unanswered("refused", error.message) from None
        except zlib.error:
            raise Unanswered("packed", "the answer is not packed as it says") from None
        except aiohttp.ClientPayloadError:
            raise Unanswered("broken off", "the answer is broken off") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure, words = of_error(error)
            raise Unanswered("absent" if failure in _ABSENT else "unreached", _ABSENT.get(failure, words)) from None

    async def _follow(self, request: Request) -> Received:
        url = request.url
        for _ in range(_MOST_HOPS):
            headers = {**request.headers, **(request.secret if url == request.url else {})}
            async with await self._open(url, headers, request) as response:
                target = urljoin(url, _location(response)) if response.status in _REDIRECTS else ""
                if not target or request.form is not None or not request.onward(request.url, target):
                    return Received(url, response.status, response.headers, await _body(response, request.most))
                response.close()
            url = str(URL(target).with_fragment(None))
        raise Unanswered("unreached", f"it redirects more than {_MOST_HOPS} times")

    async def _open(self, url: str, headers: Mapping[str, str], request: Request) -> aiohttp.ClientResponse:
        proxy = connecting.proxy(url)
        guard.check_url(url, allow_private=self._allow_private, by_proxy=bool(proxy))
        direct, proxied = self._ready()
        try:
            async with asyncio.timeout(request.seconds):
                return await (proxied if proxy else direct).request(
                    "GET" if request.form is None else "POST",
                    URL(url, encoded=True),
                    data=request.form,
                    headers=headers,
                    allow_redirects=False,
                    proxy=proxy or None,
                )
        except TimeoutError:
            raise Unanswered("late", "no answer came in time") from None

    def _ready(self) -> tuple[aiohttp.ClientSession, aiohttp.ClientSession]:
        if self._sessions is None:
            tls = connecting.tls()
            direct = connecting.session("", tls, self._allow_private, _IDLE)
            self._sessions = (direct, connecting.proxied_session("", tls))
        return self._sessions


async def _body(response: aiohttp.ClientResponse, most: int) -> bytes:
    encoding = response.headers.get(hdrs.CONTENT_ENCODING, "").strip().lower()
    if encoding not in connecting.ENCODINGS:
        raise Unanswered("packed", f"the answer is packed in a way that was not asked for ({encoding[:40]})")
    parts = bytearray()
    wire = most
    async for part in unpacked(response, most + 1, wire):
        parts += part
    if len(parts) > most or not response.content.at_eof():
        raise Unanswered("large", f"the answer is larger than {most} bytes")
    return bytes(parts)


def _location(response: aiohttp.ClientResponse) -> str:
    """Return where a redirect leads; bytes that are not UTF-8 are read as Latin-1."""
    value = response.headers.get(hdrs.LOCATION, "")
    return value.encode("utf-8", "surrogateescape").decode("latin-1") if not value.isprintable() else value
