"""What earlier checks found, in SQLite: each result as soon as it is there, so that a killed run loses nothing.

Good, walled and dead links stay known for different times (:class:`~ccsvi_refs.settings.LinkSettings`); what has become
of a link is kept over all of them (:mod:`ccsvi_refs.links.history`).
"""

from __future__ import annotations

import datetime
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Self

from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.history import History, advanced
from ccsvi_refs.links.look import Seen
from ccsvi_refs.links.status import VERDICTS, Change, Hop, Judgement, Verdict
from ccsvi_refs.model import Reference
from ccsvi_refs.settings import LinkSettings
from ccsvi_refs.transport.keeping import opened

Clock = Callable[[], float]

_NAME = "links.sqlite"
_VERSION = 4
_TABLES = """
CREATE TABLE IF NOT EXISTS seen (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, checked REAL NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
    lost TEXT NOT NULL, withdrawn TEXT NOT NULL, of_work INTEGER NOT NULL, status INTEGER, final_url TEXT NOT NULL,
    hops TEXT NOT NULL, elapsed REAL NOT NULL, correction TEXT NOT NULL, archived TEXT NOT NULL, etag TEXT NOT NULL,
    modified TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    url TEXT NOT NULL, reference TEXT NOT NULL, first_seen REAL NOT NULL, last_good REAL NOT NULL,
    failing_since REAL NOT NULL, last_run REAL NOT NULL, dead_since TEXT NOT NULL, verdict TEXT, previous TEXT,
    changes TEXT NOT NULL, PRIMARY KEY (url, reference)
) WITHOUT ROWID;
"""
_INSERT = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_HISTORY = "INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#: Rows nobody asked about for that long are dropped (seconds), and changes of one link that are kept.
_FORGOTTEN, _REMEMBERED = 180 * 86_400.0, 800 * 86_400.0
_MOST_CHANGES = 100

#: How long a result of each verdict stays good, by the name of the setting.
LIFETIMES: dict[Verdict, str] = {
    "ok": "keep_ok", "moved": "keep_ok", "retracted": "keep_ok", "mismatch": "keep_broken", "broken": "keep_broken",
    "timeout": "keep_broken", "unknown": "keep_broken", "blocked": "keep_walled", "ignored": "keep_broken",
}  # fmt: skip

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier result: what was seen, when (seconds since 1970), and what a conditional request needs."""

    seen: Seen
    checked: float
    etag: str = ""
    modified: str = ""

    def is_fresh(self, links: LinkSettings, now: float) -> bool:
        """Return whether the result still stands without another request."""
        lifetime: float = getattr(links, LIFETIMES[self.seen.judgement.verdict])
        return 0 <= now - self.checked < lifetime

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it has changed (RFC 9110, 13.1), if there are any."""
        if self.seen.judgement.verdict != "ok" or self.seen.answer.hops or self.seen.judgement.lost:
            return {}
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}


class Store:
    """The results kept in a directory; where it cannot be written they last as long as this object."""

    def __init__(self, directory: Path | None, clock: Clock = time.time) -> None:
        self.clock = clock
        self._rows = opened(directory, _NAME, lambda rows: _prepare(rows, clock()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def recall(self, url: str, reference: Reference | None) -> Kept | None:
        """Return what was last found for a link to that work, None where it was never checked."""
        try:
            row = self._rows.execute("SELECT * FROM seen WHERE key = ?", (key(url, reference),)).fetchone()
            return _kept(row) if row else None
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            _log.warning("An earlier result could not be read: %s", error)
            return None

    def history(self, url: str, reference: Reference | None) -> History:
        """Return what has become of a link in earlier checks."""
        query = "SELECT * FROM history WHERE url = ? AND reference = ?"
        try:
            row = self._rows.execute(query, (url, _id(reference))).fetchone()
            return _history(row) if row else History()
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            _log.warning("A link's history could not be read: %s", error)
            return History()

    def remember(self, url: str, reference: Reference | None, seen: Seen) -> History:
        """Keep a result, and return the link's history with it."""
        now, status = self.clock(), seen.answer.status or 0
        verdict, past = seen.judgement.verdict, self.history(url, reference)
        known = advanced(past, verdict, now, target=seen.correction, fails=500 <= status < 600)
        try:
            self._rows.execute(_INSERT, _row(url, reference, seen, now))
            self._rows.execute(_INSERT_HISTORY, _history_row(url, reference, known))
        except sqlite3.Error as error:
            _log.warning("A result could not be kept: %s", error)
        return known

    def confirm(self, url: str, reference: Reference | None, seen: Seen) -> History:
        """Note that an earlier result holds still, and return the link's history with that check."""
        now = self.clock()
        known = advanced(self.history(url, reference), seen.judgement.verdict, now, target=seen.correction)
        try:
            self._rows.execute("UPDATE seen SET checked = ? WHERE key = ?", (now, key(url, reference)))
            self._rows.execute(_INSERT_HISTORY, _history_row(url, reference, known))
        except sqlite3.Error as error:
            _log.warning("A result could not be kept: %s", error)
        return known

    def note_run(self, links: Iterable[tuple[str, Reference | None]], at: float) -> None:
        """Note that links were part of a run."""
        rows = [(at, url, _id(reference)) for url, reference in links]
        try:
            self._rows.execute("BEGIN")
            self._rows.executemany("UPDATE history SET last_run = ? WHERE url = ? AND reference = ?", rows)
            self._rows.execute("COMMIT")
        except sqlite3.Error as error:
            _log.warning("A run could not be noted: %s", error)


def _prepare(rows: sqlite3.Connection, now: float) -> None:
    if rows.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        rows.executescript(f"DROP TABLE IF EXISTS seen; PRAGMA user_version = {_VERSION}")
    rows.executescript(_TABLES)
    rows.execute("DELETE FROM seen WHERE checked < ?", (now - _FORGOTTEN,))
    rows.execute("DELETE FROM history WHERE max(first_seen, last_run) < ?", (now - _REMEMBERED,))


def key(url: str, reference: Reference | None) -> str:
    """Return a digest of an address and of what the verdict on it depends on in its reference."""
    work = []
    if reference:
        fields = ("title", "DOI", "PMID", "PMCID", "accessed", "issued", "author", "original-title")
        work = [reference.data.get(name) for name in fields]
    return sha256(json.dumps([url, work], sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()


def _id(reference: Reference | None) -> str:
    return reference.id if reference else ""


def _row(url: str, reference: Reference | None, seen: Seen, now: float) -> tuple[object, ...]:
    answer, judgement = seen.answer, seen.judgement
    hops = json.dumps([[hop.status, hop.url] for hop in answer.hops])
    return (
        key(url, reference), url, now, judgement.verdict, judgement.reason, judgement.lost, judgement.withdrawn,
        judgement.of_work, answer.status, answer.final_url, hops, answer.elapsed, seen.correction, seen.archived,
        answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""),
    )  # fmt: skip


def _kept(row: tuple[object, ...]) -> Kept:
    """Return the result in a row; ValueError where it is not of the shape that is written."""
    _, url, checked, verdict, reason, lost, withdrawn, of_work, status, final_url, hops, elapsed, *rest = row
    if not all(isinstance(value, str) for value in (url, reason, lost, withdrawn, final_url, hops, *rest)):
        raise ValueError("it has another shape")
    correction, archived, etag, modified = map(str, rest)
    answer = Answer(
        url=str(url),
        final_url=str(final_url),
        hops=_hops(str(hops)),
        status=status if isinstance(status, int) else None,
        elapsed=_moment(elapsed),
    )
    judgement = Judgement(
        _verdict(verdict), str(reason), lost=str(lost), withdrawn=str(withdrawn), of_work=of_work == 1
    )
    return Kept(Seen(judgement, answer, correction, archived), _moment(checked), etag, modified)


def _moment(value: object) -> float:
    moment = float(str(value))
    if not isfinite(moment):
        raise ValueError("it has an impossible time")
    return moment


def _verdict(text: object) -> Verdict:
    for verdict in VERDICTS:
        if verdict == text:
            return verdict
    raise ValueError(f"{text!r} is no verdict")


def _hops(text: str) -> tuple[Hop, ...]:
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError("its redirects are no list")
    return tuple(_hop(row) for row in rows)


def _hop(row: object) -> Hop:
    match row:
        case [int(status), str(url)]:
            return Hop(status, url)
    raise ValueError("a redirect has another shape")


def _history_row(url: str, reference: Reference | None, known: History) -> tuple[object, ...]:
    changes = json.dumps([[change.at, change.after, change.target] for change in known.changes[-_MOST_CHANGES:]])
    return (
        url, _id(reference), known.first_seen, known.last_good, known.failing_since, known.last_run, known.dead_since,
        known.verdict, known.previous, changes,
    )  # fmt: skip


def _history(row: tuple[object, ...]) -> History:
    """Return the history in a row; ValueError where it is not of the shape that is written."""
    first, good, failing, run = [_moment(value) for value in row[2:6]]
    dead_since = str(row[6])
    verdict: Verdict | None = _verdict(row[7]) if row[7] else None
    previous: Verdict | None = _verdict(row[8]) if row[8] else None
    if dead_since:
        datetime.date.fromisoformat(dead_since)
    changes = json.loads(str(row[9]))
    if not isinstance(changes, list):
        raise ValueError("its changes are no list")
    return History(first, good, failing, run, dead_since, verdict, previous, tuple(map(_change, changes)))


def _change(row: object) -> Change:
    match row:
        case [int() | float() as at, str(after), str(target)]:
            return Change(_moment(at), _verdict(after), target)
    raise ValueError("a change has another shape")


def with_verdict(seen: Seen, verdict: Verdict, reason: str) -> Seen:
    """Return what was seen under another verdict."""
    return replace(seen, judgement=replace(seen.judgement, verdict=verdict, reason=reason))
