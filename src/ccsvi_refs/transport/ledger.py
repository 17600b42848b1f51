"""Who asked which service when: one file in the cache directory, which every process that uses the cache reads.

Without it two runs at once would each keep the limits, and both together break them; and they would ask the same
questions, each for itself, so that a question is claimed while it is asked. Times are those of the wall
clock; a clock that is set back makes old entries void.
"""

from __future__ import annotations

import logging
import os
import platform
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from ccsvi_refs.transport.keeping import opened
from ccsvi_refs.transport.sharing import Share

#: Seconds after which a request counts as answered though nobody said so.
ABANDONED = 300.0
#: Seconds by which an entry may lie in the future.
_SKEW = 5.0

_LAYOUT = (
    "CREATE TABLE IF NOT EXISTS turns ("
    "id INTEGER PRIMARY KEY, service TEXT, lane TEXT, pid INTEGER, started REAL, answered REAL)",
    "CREATE TABLE IF NOT EXISTS lanes (service TEXT, lane TEXT, factor REAL, since REAL, PRIMARY KEY (service, lane))",
    "CREATE TABLE IF NOT EXISTS pauses (service TEXT PRIMARY KEY, until REAL)",
    "CREATE TABLE IF NOT EXISTS claims (question TEXT PRIMARY KEY, pid INTEGER, started REAL)",
)

#: How many columns each table has.
_WIDTHS = {"turns": 6, "lanes": 4, "pauses": 2, "claims": 3}

_log = logging.getLogger(__name__)


class Ledger:
    """The entries in a cache directory, or in memory where they are not to be kept or the directory cannot be used.

    With a ``share`` they are its own, which other machines read as well.
    """

    def __init__(self, directory: Path | None = None, *, kept: bool = True, share: Share | None = None) -> None:
        self._lock = threading.RLock()
        self._share = share
        self._db = opened(directory, "pace.sqlite", _prepare) if kept and not share else _in_memory()

    @contextmanager
    def entries(self) -> Iterator[sqlite3.Connection]:
        """Yield the database, which nobody else changes until the block ends; ServiceError where a share is out."""
        with self._lock, self._shared():
            try:
                self._db.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                _log.warning("The pace of other processes cannot be read (%s)", error)
                self._db.close()
                self._db = _in_memory()
                self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            finally:
                with suppress(sqlite3.Error):
                    self._db.execute("COMMIT")

    @contextmanager
    def _shared(self) -> Iterator[None]:
        """Have the database hold what the share has, and the share what the block leaves in it."""
        if not self._share:
            yield
            return
        with self._share.pace() as rows:
            for table, width in _WIDTHS.items():
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
                marks = ", ".join("?" * width)
                told = [row for row in rows.get(table, []) if len(row) == width and all(map(_is_plain, row))]
                with suppress(sqlite3.Error, OverflowError, UnicodeError):  # numbers and texts that no database holds
                    self._db.executemany(f"REPLACE INTO {table} VALUES ({marks})", told)  # noqa: S608 - likewise
            yield
            for table in _WIDTHS:
                held = self._db.execute(f"SELECT * FROM {table}")  # noqa: S608 - likewise
                rows[table] = [list(row) for row in held]

    def claim(self, questions: Iterable[str], *, wait: bool = True) -> list[str]:
        """Return those of some questions that no other process is asking at present; they are this one's to ask.

        All are, where there is no time to ``wait``.
        """
        now = time.time()
        with self.entries() as db:
            free = [question for question in questions if not (wait and _claimed(db, _digest(question), now))]
            rows = [(_digest(question), me(), now) for question in free]
            db.executemany("REPLACE INTO claims VALUES (?, ?, ?)", rows)
            db.execute("DELETE FROM claims WHERE started < ?", (now - ABANDONED,))
        return free

    def release(self, questions: Iterable[str]) -> None:
        """Let others ask these questions, or read the answers."""
        with self.entries() as db:
            rows = [(_digest(question), me()) for question in questions]
            db.executemany("DELETE FROM claims WHERE question = ? AND pid = ?", rows)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()


def _digest(question: str) -> str:
    """Return what stands for a question in the file: not what was asked about."""
    return sha256(question.encode("utf-8", "surrogatepass")).hexdigest()


def _claimed(db: sqlite3.Connection, question: str, now: float) -> bool:
    """Return whether another process that is at work claimed a question not long ago."""
    query = "SELECT pid FROM claims WHERE question = ? AND started BETWEEN ? AND ? AND typeof(pid) = 'integer'"
    row = db.execute(query, (question, now - ABANDONED, now + _SKEW)).fetchone()
    return row is not None and row[0] != me() and _lives(row[0])


def tidy(db: sqlite3.Connection, service: str, now: float, horizon: float) -> None:
    """Drop what no longer counts, and answer for processes that died on the way."""
    db.execute(
        "DELETE FROM turns WHERE service = ? AND (answered < ? OR started > ? OR typeof(started) <> 'real'"
        " OR typeof(answered) NOT IN ('real', 'null') OR typeof(pid) <> 'integer')",
        (service, now - horizon, now + _SKEW),
    )
    waiting = db.execute("SELECT id, pid, started FROM turns WHERE service = ? AND answered IS NULL", (service,))
    for id_, pid, started in waiting.fetchall():
        if started < now - ABANDONED or not _lives(pid):
            db.execute("UPDATE turns SET answered = ? WHERE id = ?", (now, id_))


def _prepare(db: sqlite3.Connection) -> None:
    for statement in _LAYOUT:
        db.execute(statement)
    # What has another layout fails here, and is begun anew.
    db.execute("SELECT service, lane, pid, started, answered FROM turns LIMIT 0")
    db.execute("SELECT service, lane, factor, since FROM lanes LIMIT 0")
    db.execute("SELECT service, until FROM pauses LIMIT 0")
    db.execute("SELECT question, pid, started FROM claims LIMIT 0")


def _in_memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(db)
    return db


def me() -> int:
    """Return what this process signs with: its machine, by name, and its number there."""
    return _machine() << 32 | os.getpid()


@cache
def _machine() -> int:
    return crc32(platform.node().encode("utf-8", "replace")) & 0x7FFF_FFFF


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float))


def _lives(who: int) -> bool:
    """Return whether a process may still be at work; taken for granted where asking is no use, or would end it.

    So it is on other machines, and on Windows.
    """
    machine, pid = who >> 32, who & 0xFFFF_FFFF
    if pid == os.getpid() or sys.platform == "win32" or machine != _machine():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
