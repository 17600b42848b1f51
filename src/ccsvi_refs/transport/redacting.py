"""Keeps what identifies the caller out of logs and messages."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"\b((?:api[_-]?key|mailto|email)(?:=|%3D|\"?\s*:\s*\"?))[^&\s\"',}]+", re.IGNORECASE)


def redact(text: str) -> str:
    """Return a text with the values of ``api_key``, ``email`` and ``mailto`` replaced by ``...``."""
    return _SECRET.sub(r"\1...", text)


class Redacting(logging.Filter):
    """A log filter that redacts what urllib3 logs of the addresses it asks."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record's texts and let it pass."""
        record.msg = redact(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(redact(part) if isinstance(part, str) else part for part in record.args)
        return True


def quieten() -> None:
    """Make urllib3's log of requests and retries redacted, once for the process."""
    for name in ("urllib3.connectionpool", "urllib3.util.retry"):
        logger = logging.getLogger(name)
        if not any(isinstance(present, Redacting) for present in logger.filters):
            logger.addFilter(Redacting())
