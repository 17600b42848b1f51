"""Lets requests to a service pass no faster, and no more at a time, than it allows.

The guarantee does not rest on the clock of the network: a request may start only when fewer than ``Rate.requests``
others are unanswered or were answered within the last ``Rate.seconds``, so the service can never have seen too many.
Starts are also spread evenly, for services that count in shorter spells than they say. A file remembers when the last
request started, so that a run that follows a killed one does not come too soon.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from ccsvi_refs.transport.services import Rate

#: Seconds after which an earlier run's requests no longer count: all limits by the second are over by then.
_SPELL = 1.0
#: Seconds that a service is given to notice that an answer has gone out and its request is over.
_HANDOVER = 0.05


@dataclass(slots=True)
class _Lane:
    rate: Rate
    last_start: float = float("-inf")
    unanswered: int = 0
    answered: list[float] = field(default_factory=list)

    def ready(self, now: float) -> float:
        """Return when the next request may start; infinity where an answer has to come first."""
        self.answered = [when for when in self.answered if when + self.rate.seconds > now]
        surplus = self.unanswered + len(self.answered) - self.rate.requests
        even = self.last_start + self.rate.seconds / self.rate.requests
        if surplus < 0:
            return even
        if surplus >= len(self.answered):
            return float("inf")
        return max(even, self.answered[surplus] + self.rate.seconds)


class Pace:
    """The pace of one service: a rate for each lane, one limit of concurrency, pauses the service asked for."""

    def __init__(self, rates: Mapping[str, Rate], stamp: Path | None = None) -> None:
        self._changed = threading.Condition()
        self._lanes = {name: _Lane(rate) for name, rate in rates.items()}
        self._stamp = stamp
        self._paused_until = time.monotonic() + _rest_of_a_run_before(stamp)
        self._running = 0
        self._answered = float("-inf")
        # One request alone goes first: its answer tells the real limits.
        self._concurrent = 1

    @contextmanager
    def turn(self, lane: str) -> Iterator[None]:
        """Wait until a request may start, and count it as unanswered until the block ends."""
        state = self._lanes[lane]
        with self._changed:
            while (wait := self._wait(state)) > 0:
                self._changed.wait(min(wait, 60.0))
            state.last_start = time.monotonic()
            state.unanswered += 1
            self._running += 1
            _mark(self._stamp)
        try:
            yield
        finally:
            with self._changed:
                state.unanswered -= 1
                self._answered = time.monotonic()
                state.answered.append(self._answered)
                self._running -= 1
                self._changed.notify_all()

    def rate(self, lane: str) -> Rate:
        """Return the limits a lane keeps at present."""
        return self._lanes[lane].rate

    def learn(self, lane: str, rate: Rate) -> None:
        """Keep these limits from now on."""
        with self._changed:
            self._lanes[lane].rate = rate
            self._concurrent = rate.concurrent
            self._changed.notify_all()

    def pause(self, seconds: float) -> None:
        """Start nothing for that many seconds."""
        with self._changed:
            self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    def _wait(self, lane: _Lane) -> float:
        if self._running >= self._concurrent:
            return float("inf")
        now = time.monotonic()
        return max(lane.ready(now), self._paused_until, self._answered + _HANDOVER) - now


def _rest_of_a_run_before(stamp: Path | None) -> float:
    try:
        age = time.time() - stamp.stat().st_mtime if stamp else _SPELL
    except OSError:
        return 0.0
    return _SPELL - age if 0 <= age < _SPELL else 0.0


def _mark(stamp: Path | None) -> None:
    if stamp:
        with suppress(OSError):
            stamp.touch()
