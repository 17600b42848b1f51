"""A clock over a request that blocks: when time is up, its sockets are shut, and whatever waits on them ends.

The time-outs of a blocking socket start anew with every byte, so a header line every few seconds would hold a thread
for ever. Shutting the socket from another thread ends a handshake, headers and a body alike.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Literal

Over = Literal["", "late", "unfinished", "ended"]

_current = threading.local()


class Watch:
    """The sockets of one request, shut when it is over: ``over`` says why, empty while it goes on."""

    def __init__(self, whole: float) -> None:
        self.over: Over = ""
        self._until = time.monotonic() + whole
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer: threading.Timer | None = None

    def left(self) -> float:
        """Return the seconds until the request has to be over."""
        return max(self._until - time.monotonic(), 0.0)

    def end(self, why: Over) -> None:
        """Shut the request's sockets, and those that it opens from now on."""
        with self._lock:
            self.over = self.over or why
            for one in self._sockets:
                _shut(one)

    def take(self, opened: socket.socket) -> None:
        """Watch over a socket: by a duplicate, which reaches the connection whatever becomes of the socket itself."""
        with self._lock:
            twin = opened.dup()
            self._sockets.append(twin)
            if self.over:
                _shut(twin)

    @contextlib.contextmanager
    def within(self, seconds: float, why: Over) -> Iterator[None]:
        """Bound what is done inside: ``why`` is it over after so many seconds, or the whole time has passed."""
        left = self.left()
        timer = threading.Timer(min(seconds, left), self.end, [why if seconds < left else "unfinished"])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def __enter__(self) -> Watch:
        _current.watch = self
        return self

    def __exit__(self, *_: object) -> None:
        _current.watch = None
        with self._lock:
            for one in self._sockets:
                one.close()
            self._sockets.clear()


def watched(opened: socket.socket) -> None:
    """Put a socket under the watch of this thread's request, if there is one."""
    watch: Watch | None = getattr(_current, "watch", None)
    if watch is not None:
        watch.take(opened)


def remaining() -> float | None:
    """Return the seconds that this thread's request has left, None where nobody watches."""
    watch: Watch | None = getattr(_current, "watch", None)
    return watch.left() if watch is not None else None


def _shut(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
