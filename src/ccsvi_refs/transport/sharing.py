"""A Redis server as what machines share: the answers that services gave, and who asked which service when.

Without it each machine keeps the services' limits alone, and several together break them. What is read from the server
is checked as what is read from a file is: it is JSON, and of the shape that is written, or as good as none.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from ccsvi_refs.errors import ServiceError, SettingsError
from ccsvi_refs.settings import Settings

#: What keys begin with, and the layout that they follow.
_PREFIX = "ccsvi-refs:1:"
_LOCK, _PACE = _PREFIX + "lock", _PREFIX + "pace"
#: Seconds to wait for the server, for the lock, and after which a lock is nobody's: its holder died.
_TIMEOUT, _PATIENCE, _HELD = 5.0, 60.0, 20.0
#: Seconds for which entries of pace say anything at all.
_KEPT = 86_400
#: Bytes of all entries of pace; a thousand requests at once have a tenth of it.
_MOST = 4_000_000

_log = logging.getLogger(__name__)
Rows = Mapping[str, list[list[Any]]]


class Share:
    """What a Redis server keeps for all who name it."""

    def __init__(self, url: str) -> None:
        """Reach the server; SettingsError without the package redis, ServiceError where it does not answer."""
        try:
            import redis
        except ImportError:
            raise SettingsError('redis-url needs the extra: pip install "ccsvi-refs[redis]"') from None
        self._name, self._warned = _without_password(url), False
        self._trouble: tuple[type[Exception], ...] = (redis.RedisError, OSError)
        try:
            self._server = redis.Redis.from_url(
                url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT, decode_responses=True
            )
            self._server.ping()
        except ValueError as error:
            raise SettingsError(f"redis-url: {error}") from None
        except self._trouble as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> ServiceError:
        """Return what to raise for what the server, or the way to it, says."""
        import redis

        said = str(error)
        if isinstance(error, redis.AuthenticationError) or "authenticat" in said.lower() or "NOAUTH" in said:
            said = f"wants a password, or another one (redis://:PASSWORD@HOST:PORT/0): {said}"
        elif isinstance(error, redis.ResponseError):
            said = f"refuses: {said}"
        else:
            said = f"does not answer: {said}"
        return ServiceError(f"{self._name} {said}", "Redis")

    def _warn(self, message: str, error: Exception) -> None:
        """Say that answers are not shared, once."""
        if not self._warned:
            _log.warning(message, self._name, error)
        self._warned = True

    def answer(self, key: str) -> str | None:
        """Return a kept answer's text; None where there is none, or the server does not answer."""
        try:
            found = self._server.get(_PREFIX + key)
        except self._trouble as error:
            self._warn("%s does not answer, and is done without: %s", error)
            return None
        return found if isinstance(found, str) else None

    def keep(self, key: str, text: str, seconds: int) -> None:
        """Keep an answer for so long."""
        try:
            self._server.set(_PREFIX + key, text, ex=seconds)
        except self._trouble as error:
            self._warn("An answer could not be kept at %s: %s", error)

    @contextmanager
    def pace(self) -> Iterator[dict[str, list[list[Any]]]]:
        """Yield the entries of pace, by table, to be changed: nobody else has them until the block ends.

        ServiceError where the server does not answer: without it the limits cannot be kept.
        """
        lock = self._server.lock(_LOCK, timeout=_HELD, blocking_timeout=_PATIENCE)
        try:
            if not lock.acquire():
                raise ServiceError(f"{self._name}: the lock was not to be had within {_PATIENCE:.0f} seconds", "Redis")
            rows = _rows(self._server.get(_PACE))
        except self._trouble as error:
            raise self._failed(error) from None
        try:
            yield rows
            with self._told():
                self._server.set(_PACE, json.dumps(rows), ex=_KEPT)
        finally:
            with suppress(*self._trouble):
                lock.release()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._trouble as error:
            raise self._failed(error) from None

    def close(self) -> None:
        """Let the server go."""
        self._server.close()


def share(settings: Settings) -> Share | None:
    """Return the server of the settings, None where they name none."""
    return Share(settings.redis_url) if settings.redis_url else None


def _rows(text: object) -> dict[str, list[list[Any]]]:
    """Return the entries in a text; none where it is of another shape."""
    try:
        found = json.loads(text) if isinstance(text, str) and len(text) <= _MOST else {}
    except (ValueError, RecursionError):
        found = {}
    if not isinstance(found, dict) or not all(isinstance(rows, list) for rows in found.values()):
        return {}
    return {str(name): [row for row in rows if isinstance(row, list)] for name, rows in found.items()}


def _without_password(url: str) -> str:
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname or ''}:{parts.port or 6379}"
    except ValueError:
        return "the Redis server"
