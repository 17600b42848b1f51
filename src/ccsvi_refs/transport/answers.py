"""What services answered before, by question rather than by request.

A batch of fifty identifiers is one request but fifty questions: each answer is kept by itself, so that other batches,
a killed run or another page need not ask again. The key holds the service's address and the question, never who asked.
Kept in SQLite, as JSON, so that reading a cache cannot run anything; a row of another shape is as good as none.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from ccsvi_refs.transport.keeping import default_directory, opened
from ccsvi_refs.transport.sharing import Share

DAY = timedelta(days=1)
#: A record may be corrected or retracted; a search may find more; what is absent today may be registered tomorrow.
FOUND = 7 * DAY
ABSENT = DAY
#: For so long an answer is kept, for when its service cannot be asked again.
KEPT = 180 * DAY

_TABLE = "CREATE TABLE IF NOT EXISTS responses (key TEXT PRIMARY KEY, value TEXT, expires INTEGER)"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A JSON value that a service gave, None where it has nothing, when it said so, and whether that is recent."""

    value: Any
    asked: datetime
    fresh: bool = True


class Answers:
    """The answers kept in a directory; where it cannot be written they last as long as this object.

    ``keep`` is for how long an answer counts as recent; those that came in this object's life always do. What a
    ``share`` has is taken where the directory has nothing, and both are told.
    """

    def __init__(self, directory: Path | None, keep: timedelta | None = None, share: Share | None = None) -> None:
        self._directory = directory or default_directory()
        self._share = share
        self._keep, self._began = keep, datetime.now(UTC)
        self._rows = opened(directory, "answers.sqlite", _prepare)

    def recall(self, question: str) -> KeptAnswer | None:
        """Return the answer to a question, None where it was never asked or the answer is no longer kept."""
        try:
            row = self._rows.execute("SELECT value FROM responses WHERE key = ?", (_key(question),)).fetchone()
            kept = _read(row[0], datetime.now(UTC)) if row else None
            if self._share and not (kept and kept.fresh) and (text := self._share.answer(_key(question))):
                kept = _read(text, datetime.now(UTC)) or kept
            return replace(kept, fresh=kept.fresh and self._is_recent(kept.asked)) if kept else None
        except (ValueError, OverflowError, RecursionError, sqlite3.Error) as error:
            _log.warning("An earlier answer could not be read, and is left out: %s", error)
            return None

    def remember(self, question: str, value: Any, *, found: bool) -> KeptAnswer:
        """Keep an answer, and return it."""
        now = datetime.now(UTC)
        kept = json.dumps({"asked": now.isoformat(), "found": found, "answer": value})
        try:
            row = (_key(question), kept, int((now + KEPT).timestamp()))
            self._rows.execute("INSERT OR REPLACE INTO responses VALUES (?, ?, ?)", row)
        except sqlite3.Error as error:
            _log.warning("An answer could not be kept in the cache: %s", error)
        if self._share:
            self._share.keep(_key(question), kept, int(KEPT.total_seconds()))
        return KeptAnswer(value, now)

    def _is_recent(self, asked: datetime) -> bool:
        return self._keep is None or asked >= min(self._began, datetime.now(UTC) - self._keep)

    def close(self) -> None:
        """Close the database."""
        self._rows.close()


def _key(question: str) -> str:
    """Return a digest of a question: what was asked about does not stand in the file."""
    return sha256(question.encode("utf-8", "surrogatepass")).hexdigest()


def _read(text: object, now: datetime) -> KeptAnswer | None:
    """Return the answer in a row; ValueError where it is not of the shape that is written, None where it is too old."""
    row = json.loads(text) if isinstance(text, str) else None
    if not isinstance(row, dict) or row.keys() != {"asked", "found", "answer"}:
        raise ValueError("it has another shape")
    asked = datetime.fromisoformat(str(row["asked"]))
    if asked.tzinfo is None or asked > now + DAY:
        raise ValueError(f"it is dated {row['asked']}")
    good_for = FOUND if row["found"] is True else ABSENT
    return KeptAnswer(row["answer"], asked, now < asked + good_for) if now < asked + KEPT else None


def _prepare(rows: sqlite3.Connection) -> None:
    rows.execute(_TABLE)
    columns = [column for _, column, *_ in rows.execute("PRAGMA table_info(responses)")]
    if columns != ["key", "value", "expires"]:
        raise sqlite3.DatabaseError("a table of another shape")
    rows.execute("DELETE FROM responses WHERE expires < ?", (int(time.time()),))
