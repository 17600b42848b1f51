"""One HTTP request and its answer, within a total time and a size, by requests.

A :class:`~ccsvi_refs.transport.watch.Watch` ends whatever goes on when time is up, be it a look-up, a handshake,
headers that come line by line or a body that comes byte by byte.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urldefrag, urljoin

import requests
import urllib3

from ccsvi_refs.errors import AddressRefused
from ccsvi_refs.transport import adapting, connecting, guard
from ccsvi_refs.transport.failures import of_error
from ccsvi_refs.transport.unpacking import Unpacking
from ccsvi_refs.transport.watch import Watch

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 5
_CHUNK = 64 * 1024

#: Failures after which there is nobody to ask, in words.
_ABSENT = {"dns": "its name is not known", "refused": "connection refused"}

NoAnswer = Literal["late", "unfinished", "broken off", "large", "packed", "refused", "absent", "unreached"]


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

    def __init__(self, kind: NoAnswer, message: str) -> None:
        super().__init__(message)
        self.kind = kind


#: What an answer is not called when its time was over.
_OVER: Mapping[str, tuple[NoAnswer, str]] = {
    "late": ("late", "no answer came in time"),
    "unfinished": ("unfinished", "the answer did not come to an end in time"),
    "ended": ("unreached", "the run was ended"),
}


class Exchange:
    """Sends requests for any number of threads; ``close`` ends the ones that are under way."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._lock = threading.Lock()
        self._session: requests.Session | None = None
        self._watches: set[Watch] = set()

    def fetch(self, request: Request) -> Received:
        """Return the answer to a request; Unanswered where there is none."""
        self._ready()
        watch = Watch(request.whole)
        with self._lock:
            self._watches.add(watch)
        try:
            with watch:
                return self._follow(request, watch)
        except Unanswered:
            raise
        except Exception as error:  # whatever a socket that was shut makes of itself is one and the same
            kind, words = _OVER.get(watch.over) or _failure(error)
            raise Unanswered(kind, words) from None
        finally:
            with self._lock:
                self._watches.discard(watch)

    def close(self) -> None:
        """End what is under way, and close all connections."""
        with self._lock:
            watches = list(self._watches)
        for watch in watches:
            watch.end("ended")
        if self._session:
            self._session.close()

    def _follow(self, request: Request, watch: Watch) -> Received:
        url = request.url
        for _ in range(_MOST_HOPS):
            headers = {**request.headers, **(request.secret if url == request.url else {})}
            with self._open(url, headers, request, watch) as response:
                target = urljoin(url, _location(response)) if response.status_code in _REDIRECTS else ""
                if not target or request.form is not None or not request.onward(request.url, target):
                    with watch.within(watch.left(), "unfinished"):
                        body = _body(response, request.most)
                    _in_time(watch)
                    return Received(url, response.status_code, response.headers, body)
            url = urldefrag(target).url
        raise Unanswered("unreached", f"it redirects more than {_MOST_HOPS} times")

    def _open(self, url: str, headers: Mapping[str, str], request: Request, watch: Watch) -> requests.Response:
        proxy = connecting.proxy(url)
        guard.check_url(url, allow_private=self._allow_private, by_proxy=bool(proxy))
        method = "GET" if request.form is None else "POST"
        wanted = {"Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        prepared = requests.Request(method, url, headers=wanted, data=request.form).prepare()
        prepared.url = url  # as it was given: requests would write it anew
        with watch.within(request.seconds, "late"):
            response = self._ready().send(
                prepared,
                stream=True,
                allow_redirects=False,
                timeout=min(request.seconds, watch.left()) + 1,
                proxies={"http": proxy, "https": proxy} if proxy else {},
            )
        if watch.over:
            response.close()
        _in_time(watch)
        return response

    def _ready(self) -> requests.Session:
        """Return the session, made for the first request: reading the system's authorities takes a while."""
        with self._lock:
            self._session = self._session or adapting.session(allow_private=self._allow_private)
            return self._session


def _in_time(watch: Watch) -> None:
    """Raise Unanswered where what was read ends because its socket was shut."""
    if watch.over:
        raise Unanswered(*_OVER[watch.over])


def _body(response: requests.Response, most: int) -> bytes:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in connecting.ENCODINGS:
        raise Unanswered("packed", f"the answer is packed in a way that was not asked for ({encoding[:40]})")
    unpacking, parts, wire = Unpacking(encoding, most + 1), bytearray(), 0
    for chunk in _chunks(response):
        wire += len(chunk)
        parts += unpacking.feed(chunk)
        if len(parts) > most or wire > most:
            raise Unanswered("large", f"the answer is larger than {most} bytes")
    return bytes(parts)


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """Yield the body as it is on the wire."""
    return response.raw.stream(_CHUNK, decode_content=False)


def _failure(error: Exception) -> tuple[NoAnswer, str]:
    """Return why there is no answer, from what requests or what lies below it raised."""
    if isinstance(error, AddressRefused):
        return "refused", error.message
    if isinstance(error, zlib.error):
        return "packed", "the answer is not packed as it says"
    if isinstance(error, (urllib3.exceptions.ProtocolError, requests.exceptions.ChunkedEncodingError)):
        return "broken off", "the answer is broken off"
    if isinstance(error, requests.exceptions.Timeout):
        return _OVER["late"]
    failure, words = of_error(_below(error))
    return ("absent" if failure in _ABSENT else "unreached"), _ABSENT.get(failure, words)


def _below(error: BaseException) -> BaseException:
    """Return the operating system's own error below those of requests and urllib3."""
    for _ in range(10):
        inner = error.__cause__ or getattr(error, "reason", None) or next(iter(error.args), None)
        if (isinstance(error, OSError) and error.errno is not None) or not isinstance(inner, BaseException):
            return error
        error = inner
    return error


def _location(response: requests.Response) -> str:
    """Return where a redirect leads; bytes that are not UTF-8 are read as Latin-1."""
    value: str = response.headers.get("Location", "")
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
