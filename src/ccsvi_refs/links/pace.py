"""How fast each host is asked: requests at once, seconds between two, and the pauses a host asks for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

#: Added to a pause, so that no rounding on either side lets a request come early (seconds).
_MARGIN = 0.05
#: Seconds after which a request that is still under way only waits.
_WORKING = 1.0
#: The longest pause after a 429 that names none (seconds).
_LONGEST_OWN = 8.0


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    spacing: float
    next_start: float = 0.0
    held_until: float = 0.0
    refusals: int = 0


class HostPace:
    """Lets requests through so that no host gets more, or sooner, than ``limits(host)`` = (at once, spacing) allows.

    A host that waits, or a request that is not answered soon, holds none of the ``total`` places, and so nobody up.
    """

    def __init__(self, limits: Callable[[str], tuple[int, float]], total: int) -> None:
        self._limits = limits
        self._total = asyncio.Semaphore(total)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[None]:
        """Wait until a request to ``host`` may be sent, and count it until the block ends."""
        state = self._host(host)
        async with state.slots:
            while True:
                await _turn(state)
                async with self._place():
                    if state.held_until <= time.monotonic():
                        yield
                        return

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """Hold one of the ``total`` places, but no longer than a request is likely to need more than patience."""
        await self._total.acquire()
        places = [self._total]
        timer = asyncio.get_running_loop().call_later(_WORKING, lambda: places.pop().release())
        try:
            yield
        finally:
            timer.cancel()
            if places:
                places.pop().release()

    def hold(self, host: str, seconds: float) -> None:
        """Send nothing more to ``host`` for that many seconds; a longer pause that is already running stays."""
        state = self._host(host)
        state.held_until = max(state.held_until, time.monotonic() + seconds + _MARGIN)

    def note(self, host: str, status: int | None, wait: float | None) -> None:
        """Take in an answer: pause for the ``wait`` it asks for, or, after several 429 in a row, for one of our own."""
        state = self._host(host)
        if wait is not None:
            self.hold(host, wait)
        elif status == 429:
            state.refusals += 1
            if state.refusals > 1:
                self.hold(host, min(2.0 ** (state.refusals - 2), _LONGEST_OWN))
        elif status is not None and status < 400:
            state.refusals = 0

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            at_once, spacing = self._limits(host)
            self._hosts[host] = _Host(asyncio.Semaphore(at_once), spacing)
        return self._hosts[host]


async def _turn(state: _Host) -> None:
    now = time.monotonic()
    start = max(now, state.next_start)
    state.next_start = start + state.spacing
    if start > now:
        await asyncio.sleep(start - now)
    while (wait := state.held_until - time.monotonic()) > 0:
        await asyncio.sleep(wait)
