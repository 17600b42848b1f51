"""Keeps what identifies the caller out of logs and messages."""

from __future__ import annotations

import re

_SECRET = re.compile(r"\b((?:api[_-]?key|mailto|email)(?:=|%3D|\"?\s*:\s*\"?))[^&\s\"',}]+", re.IGNORECASE)


def redact(text: str) -> str:
    """Return a text with the values of ``api_key``, ``email`` and ``mailto`` replaced by ``...``."""
    return _SECRET.sub(r"\1...", text)
