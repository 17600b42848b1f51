"""What earlier checks found, in SQLite: each result as soon as it is there, so that a killed run loses nothing.

Good, walled and dead links stay known for different times (:class:`~ccsvi_refs.settings.LinkSettings`); how long a page
has been dead is kept over all of them.
"""

from __future__ import annotations

import datetime
import json
import logging
import sqlite3
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Self

from ccsvi_refs.links.fetch import Answer
from ccsvi_refs.links.look import Seen
from ccsvi_refs.links.status import VERDICTS, Hop, Judgement
from ccsvi_refs.model import Reference
from ccsvi_refs.settings import LinkSettings
from ccsvi_refs.transport.keeping import opened

_NAME = "links.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS seen (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, checked REAL NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
    status INTEGER, final_url TEXT NOT NULL, hops TEXT NOT NULL, elapsed REAL NOT NULL, correction TEXT NOT NULL,
    archived TEXT NOT NULL, since TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL
) WITHOUT ROWID
"""
_INSERT = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#: Rows nobody asked about for that long are dropped (seconds).
_FORGOTTEN = 180 * 86_400.0

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
        verdict = self.seen.judgement.verdict
        lifetime = links.keep_ok if verdict in {"ok", "moved", "retracted"} else links.keep_broken
        return 0 <= now - self.checked < (links.keep_walled if verdict == "blocked" else lifetime)

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it has changed (RFC 9110, 13.1), if there are any."""
        if self.seen.judgement.verdict != "ok" or self.seen.answer.hops:
            return {}
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}


class Store:
    """The results kept in a directory; where it cannot be written they last as long as this object."""

    def __init__(self, directory: Path | None) -> None:
        self._rows = opened(directory, _NAME, _prepare)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def recall(self, url: str, reference: Reference | None) -> Kept | None:
        """Return what was last found for a link to that work, None where it was never checked."""
        try:
            row = self._rows.execute("SELECT * FROM seen WHERE key = ?", (_key(url, reference),)).fetchone()
            return _kept(row) if row else None
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            _log.warning("An earlier result could not be read: %s", error)
            return None

    def remember(self, url: str, reference: Reference | None, seen: Seen, earlier: Kept | None) -> Seen:
        """Keep a result, and return it with the day since which the link has been dead."""
        since = ""
        if seen.judgement.verdict == "broken":
            since = (earlier.seen.since if earlier else "") or datetime.date.today().isoformat()
        seen = replace(seen, since=since)
        try:
            self._rows.execute(_INSERT, _row(url, reference, seen))
        except sqlite3.Error as error:
            _log.warning("A result could not be kept: %s", error)
        return seen

    def confirm(self, url: str, reference: Reference | None) -> None:
        """Note that an earlier result holds still."""
        try:
            self._rows.execute("UPDATE seen SET checked = ? WHERE key = ?", (time.time(), _key(url, reference)))
        except sqlite3.Error as error:
            _log.warning("A result could not be kept: %s", error)


def _prepare(rows: sqlite3.Connection) -> None:
    rows.execute(_TABLE)
    rows.execute("DELETE FROM seen WHERE checked < ?", (time.time() - _FORGOTTEN,))


def _key(url: str, reference: Reference | None) -> str:
    """Return a digest of an address and of what the verdict on it depends on in its reference."""
    work = []
    if reference:
        fields = ("title", "DOI", "PMID", "PMCID", "accessed", "issued", "author", "original-title")
        work = [reference.data.get(name) for name in fields]
    return sha256(json.dumps([url, work], sort_keys=True, default=str).encode()).hexdigest()


def _row(url: str, reference: Reference | None, seen: Seen) -> tuple[object, ...]:
    answer, judgement = seen.answer, seen.judgement
    hops = json.dumps([[hop.status, hop.url] for hop in answer.hops])
    return (
        _key(url, reference), url, time.time(), judgement.verdict, judgement.reason, answer.status, answer.final_url,
        hops, answer.elapsed, seen.correction, seen.archived, seen.since, answer.headers.get("ETag", ""),
        answer.headers.get("Last-Modified", ""),
    )  # fmt: skip


def _kept(row: tuple[object, ...]) -> Kept:
    """Return the result in a row; ValueError where it is not of the shape that is written."""
    _, url, checked, verdict, reason, status, final_url, hops, elapsed, *rest = row
    if not all(isinstance(value, str) for value in (url, reason, final_url, hops, *rest)) or verdict not in VERDICTS:
        raise ValueError("it has another shape")
    correction, archived, since, etag, modified = map(str, rest)
    when, took = float(str(checked)), float(str(elapsed))
    if not (isfinite(when) and isfinite(took)) or (since and not datetime.date.fromisoformat(since)):
        raise ValueError("it has an impossible time")
    answer = Answer(
        url=str(url),
        final_url=str(final_url),
        hops=_hops(str(hops)),
        status=status if isinstance(status, int) else None,
        elapsed=took,
    )
    seen = Seen(Judgement(verdict, str(reason)), answer, correction, archived, since)
    return Kept(seen, when, etag, modified)


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
