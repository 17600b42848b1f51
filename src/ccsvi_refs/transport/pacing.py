"""Lets requests to a service pass no faster, and no more at a time, than it allows.

The guarantee does not rest on the clock of the network: a request may start only when fewer than ``Rate.requests``
others are unanswered or were answered within the last ``Rate.seconds``, so the service can never have seen too many.
Starts are also spread evenly, for services that count in shorter spells than they say. What was asked stands in a
ledger that all processes with the same cache read, so that they keep the limits together, and a run that follows a
killed one does not come too soon.

A service that says we ask too often is asked a third as often from then on, not only later: what it states of its
limits and what it enforces are not always the same.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ccsvi_refs.transport.ledger import ABANDONED, Ledger, me, tidy
from ccsvi_refs.transport.services import Rate

#: Seconds that a service is given to notice that an answer has gone out and its request is over.
_HANDOVER = 0.05
#: Seconds between looks at what other processes do.
_LOOK = 0.1
#: Answers that have to come one by one before several requests go out at a time.
_PROVEN = 5
#: By how much a refusal slows a lane, the slowest it gets, the seconds that it lasts, and the answers in a row after
#: which it gets back to the first step.
_STEP, _SLOWEST, _LASTS, _STEADY = 3.0, 9.0, 3_600.0, 20


@dataclass(frozen=True, slots=True)
class Turn:
    """A request that was let through, and when."""

    id: int
    lane: str
    started: float


class LanePace:
    """The pace of one service: a rate for each lane, one limit of concurrency, pauses the service asked for."""

    def __init__(self, service: str, rates: Mapping[str, Rate], ledger: Ledger) -> None:
        self._service = service
        self._rates = dict(rates)
        self._ledger = ledger
        self._changed = threading.Condition()
        self._answers = dict.fromkeys(rates, 0)

    @contextmanager
    def turn(self, lane: str) -> Iterator[Turn]:
        """Wait until a request may start, and count it as unanswered until the block ends."""
        turn = self._started(lane)
        try:
            yield turn
        finally:
            with self._changed:
                with self._ledger.entries() as db:
                    db.execute("UPDATE turns SET answered = ? WHERE id = ?", (time.time(), turn.id))
                self._changed.notify_all()

    def rate(self, lane: str) -> Rate:
        """Return the limits a lane keeps at present."""
        with self._ledger.entries() as db:
            return self._now(db, lane, time.time())

    def learn(self, lane: str, rate: Rate) -> None:
        """Keep these limits from now on; an answer has come that was no refusal."""
        with self._changed:
            self._rates[lane] = rate
            self._answers[lane] += 1
            if self._answers[lane] % _STEADY == 0:
                with self._ledger.entries() as db:
                    db.execute(
                        "UPDATE lanes SET factor = max(factor / ?, ?) WHERE service = ? AND lane = ?",
                        (_STEP, _STEP, self._service, lane),
                    )

    def slow_down(self, turn: Turn, seconds: float) -> None:
        """Start nothing for that many seconds, and from then on ask less often, as a refusal says we have to.

        Refusals of requests that were on their way when the pace was last slowed say nothing new.
        """
        now = time.time()
        with self._changed, self._ledger.entries() as db:
            self._answers[turn.lane] = 0
            factor, since = _slowed(db, self._service, turn.lane, now)
            if turn.started > since:
                factor = min(factor * _STEP, _SLOWEST)
                db.execute("REPLACE INTO lanes VALUES (?, ?, ?, ?)", (self._service, turn.lane, factor, now))
            db.execute(
                "INSERT INTO pauses VALUES (?, ?) ON CONFLICT DO UPDATE SET until = max(until, excluded.until)",
                (self._service, now + seconds),
            )

    def _started(self, lane: str) -> Turn:
        with self._changed:
            while True:
                now = time.time()
                with self._ledger.entries() as db:
                    if (wait := self._wait(db, lane, now)) <= 0:
                        values = (self._service, lane, me(), now)
                        row = db.execute("INSERT INTO turns VALUES (NULL, ?, ?, ?, ?, NULL)", values)
                        return Turn(row.lastrowid or 0, lane, now)
                self._changed.wait(min(wait, _LOOK if wait == float("inf") else 60.0))

    def _now(self, db: sqlite3.Connection, lane: str, now: float) -> Rate:
        rate = self._rates[lane]
        factor, _ = _slowed(db, self._service, lane, now)
        if factor > 1 or self._answers[lane] < _PROVEN:
            return rate.slowed(factor)
        return rate

    def _wait(self, db: sqlite3.Connection, lane: str, now: float) -> float:
        """Return the seconds until a request may start; infinity where an answer has to come first."""
        rate = self._now(db, lane, now)
        tidy(db, self._service, now, max(rate.seconds, *(known.seconds for known in self._rates.values())) + _STEP)
        turns = db.execute("SELECT lane, started, answered FROM turns WHERE service = ?", (self._service,)).fetchall()
        running = sum(answered is None for _, _, answered in turns)
        if running >= rate.concurrent:
            return float("inf")
        query = "SELECT until FROM pauses WHERE service = ? AND until BETWEEN ? AND ?"
        paused = db.execute(query, (self._service, now, now + ABANDONED)).fetchone()
        last = max((answered for _, _, answered in turns if answered is not None), default=0.0)
        ours = [(started, answered) for name, started, answered in turns if name == lane]
        return max(_ready(ours, rate, now), (paused or (0.0,))[0], last + _HANDOVER) - now


def _ready(turns: list[tuple[float, float | None]], rate: Rate, now: float) -> float:
    """Return when the next request of a lane may start; infinity where an answer has to come first."""
    recent = sorted(answered for _, answered in turns if answered is not None and answered + rate.seconds > now)
    unanswered = sum(answered is None for _, answered in turns)
    surplus = unanswered + len(recent) - rate.requests
    even = max((started for started, _ in turns), default=0.0) + rate.seconds / rate.requests
    if surplus < 0:
        return even
    if surplus >= len(recent):
        return float("inf")
    return max(even, recent[surplus] + rate.seconds)


def _slowed(db: sqlite3.Connection, service: str, lane: str, now: float) -> tuple[float, float]:
    """Return by how much a lane is slowed at present, and since when."""
    query = (
        "SELECT factor, since FROM lanes WHERE service = ? AND lane = ? AND since BETWEEN ? AND ?"
        " AND factor BETWEEN 1 AND ?"
    )
    found = db.execute(query, (service, lane, now - _LASTS, now, _SLOWEST)).fetchone()
    return found or (1.0, 0.0)
