"""What services answered before, by question rather than by request.

A batch of fifty identifiers is one request but fifty questions: each answer is kept by itself, so that other batches,
a killed run or another page need not ask again. The key holds the service's address and the question, never who asked.
Kept in SQLite by requests-cache, as JSON, so that reading a cache cannot run anything.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

DAY = timedelta(days=1)
#: A record may be corrected or retracted; a search may find more; what is absent today may be registered tomorrow.
FOUND = 7 * DAY
ABSENT = DAY
#: For so long an answer is kept, for when its service cannot be asked again.
KEPT = 180 * DAY

_FOUND, _ABSENT = 200, 404

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON value that a service gave, None where it has nothing, when it said so, and whether that is recent."""

    value: Any
    asked: datetime
    fresh: bool = True


class Answers:
    """The answers kept in a directory; where it cannot be written they last as long as this object."""

    def __init__(self, directory: Path | None) -> None:
        self.directory = directory or _default_directory()
        self._kept = _open(self.directory)

    def recall(self, question: str) -> Answer | None:
        """Return the answer to a question, None where it was never asked or the answer is no longer kept."""
        try:
            kept = self._kept.get(_key(question))
            if kept is None or kept.is_expired:
                return None
            good_for = FOUND if kept.status_code == _FOUND else ABSENT
            fresh = datetime.now(UTC) < kept.created_at + good_for
            return Answer(json.loads(kept.content), kept.created_at, fresh)
        except (ValueError, sqlite3.Error):
            return None

    def remember(self, question: str, value: Any, *, found: bool) -> Answer:
        """Keep an answer, and return it."""
        from requests_cache.models.response import CachedResponse

        now = datetime.now(UTC)
        kept = CachedResponse(
            content=json.dumps(value).encode(),  # pyright: ignore[reportCallIssue]  # attrs names it so
            status_code=_FOUND if found else _ABSENT,
            created_at=now,
            expires=now + KEPT,
        )
        try:
            self._kept[_key(question)] = kept
        except sqlite3.Error as error:
            _log.warning("An answer could not be kept in the cache: %s", error)
        return Answer(value, now)

    def close(self) -> None:
        """Close the database."""
        self._kept.close()


def _key(question: str) -> str:
    """Return a digest of a question: requests-cache puts keys into its SQL as they are, quotation marks and all."""
    return sha256(question.encode()).hexdigest()


def _default_directory() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("ccsvi-refs")


def _open(directory: Path) -> Any:
    from requests_cache.backends.base import BaseCache
    from requests_cache.backends.sqlite import SQLiteCache

    path = directory / "answers.sqlite"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        database = SQLiteCache(path, serializer="json", wal=True, busy_timeout=5_000)
        database.delete(expired=True, vacuum=False)
    except (OSError, sqlite3.Error) as error:
        _log.warning("The cache %s cannot be used (%s); answers are kept for this run only", path, error)
        return BaseCache().responses
    return database.responses
