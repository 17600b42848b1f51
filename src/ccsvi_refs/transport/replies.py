"""An answer of a service, and the readings of it that turn anything unusable into a ServiceError."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.text.values import is_deep, mended
from ccsvi_refs.transport.redacting import redact

_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head)", re.IGNORECASE)
#: Seconds; what is beyond is no wait but nonsense.
_LONGEST_WAIT = 1e9
#: Seconds by which clocks may differ: a date that is past by no more is one of now.
_SKEW = 60.0
#: E-utilities send this with status 429 and, at times, with 200.
_OVER_LIMIT = re.compile(rb'\s*\{\s*"error"\s*:\s*"[^"]*rate limit', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered: ``service`` is its name for people, ``content`` the body without compression."""

    service: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 is replaced."""
        return self.content.decode("utf-8", "replace")

    @property
    def over_limit(self) -> bool:
        """Whether the answer, whatever its status, says that we ask too often."""
        return self.status == 429 or bool(_OVER_LIMIT.match(self.content))

    def json(self) -> Any:
        """Return the body as JSON; ServiceError where it is a page, cut short or something else."""
        if _HTML.match(self.content):
            raise self.unusable("sent a page where JSON was expected")
        try:
            value = json.loads(self.content)
        except (ValueError, RecursionError):
            raise self.unusable("sent JSON that is cut short or malformed") from None
        if is_deep(value):
            raise self.unusable("sent JSON that is malformed: nested too deeply")
        return mended(value)

    def mapping(self) -> Mapping[str, Any]:
        """Return the body as a JSON object; ServiceError where it is anything else."""
        value = self.json()
        if not isinstance(value, Mapping):
            raise self.unusable("sent JSON of an unknown shape")
        return value

    @property
    def reason(self) -> str:
        """What a JSON body says is wrong, ``: `` before it; empty where it says nothing in a shape we know.

        E-utilities: ``{"error": "..."}``; Crossref: ``{"message": [{"message": "..."}]}``.
        """
        try:
            body = json.loads(self.content)
        except (ValueError, RecursionError):
            return ""
        said = body.get("error") or body.get("message") if isinstance(body, Mapping) else None
        if isinstance(said, list) and said and isinstance(said[0], Mapping):
            said = said[0].get("message")
        return f": {redact(said)[:120]}" if isinstance(said, str) else ""

    def unusable(self, what: str) -> ServiceError:
        """Return the error that says what is wrong with this answer."""
        return ServiceError(f"{self.service} {what} (HTTP {self.status})", self.service, status=self.status)

    def _wait_in_body(self) -> float | None:
        if self.status != 429:
            return None
        try:
            body = json.loads(self.content)
        except (ValueError, RecursionError):
            return None
        seconds = body.get("retryAfter") if isinstance(body, Mapping) else None
        if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
            return None
        return float(seconds) if 0 <= seconds < _LONGEST_WAIT else None

    def retry_after(self) -> float | None:
        """Return the seconds to wait by ``Retry-After``, None where it says nothing.

        OpenAlex says it in the body of a refusal instead: ``{"retryAfter": 28087}``, the seconds until its daily budget
        is renewed.
        """
        said = retry_after(self.headers.get("retry-after"))
        return self._wait_in_body() if said is None else said

    @property
    def senseless_wait(self) -> str:
        """A ``Retry-After`` that names no time to come, as it can be printed; empty where there is none such."""
        said = self.headers.get("retry-after") or ""
        seconds = _seconds(said)
        if seconds is not None and seconds > -_SKEW:
            return ""
        return "".join(c for c in said[:40] if c.isascii() and c.isprintable())


def retry_after(value: str | None) -> float | None:
    """Return the seconds a ``Retry-After`` asks to wait, as a number or a date; None where there is none to read.

    https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
    """
    seconds = _seconds(value or "")
    return None if seconds is None else max(0.0, seconds)


def _seconds(value: str) -> float | None:
    """Return the seconds from now, less than none for a date that is past."""
    text = value.strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text, re.ASCII):
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return (when - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
