"""A page or bibliography at an address: fetched once, from public addresses only, within bounds of size and time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ccsvi_refs._version import __version__
from ccsvi_refs.errors import InputError, ServiceError
from ccsvi_refs.location import Location
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import guard

#: Bytes of a document that are read, after unpacking; one that is longer is refused rather than read in part.
_MOST = 32 * 1024 * 1024
_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Document:
    """What an address answered: its bytes, the address they came from in the end, and their media type."""

    content: bytes
    url: str
    media_type: str = ""


def fetch(url: str, settings: Settings, headers: Mapping[str, str] | None = None) -> Document:
    """Return the document at ``url``; ``headers`` go to its host alone.

    InputError where the site answers without the document, ServiceError where it could not be asked.
    """
    import requests

    host = urlsplit(url).hostname or url
    if settings.offline:
        raise ServiceError(f"{url}: not fetched: offline", host)
    try:
        with requests.Session() as session:
            adapter = guard.Adapter(allow_private=settings.allow_private)
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            session.max_redirects = _REDIRECTS
            session.headers.update({"User-Agent": f"Mozilla/5.0 (compatible; ccsvi-refs/{__version__})"})
            return _read(session, url, settings.timeout, headers)
    except requests.RequestException as error:
        raise ServiceError(f"{url}: cannot be fetched: {_said(error)}", host) from None


def _read(session: object, url: str, limit: float, headers: Mapping[str, str] | None) -> Document:
    import requests

    assert isinstance(session, requests.Session)  # noqa: S101 - narrows what is imported late
    until = time.monotonic() + 2 * limit
    parts: list[bytes] = []
    size = 0
    with session.get(url, timeout=limit, stream=True, headers=headers) as answer:
        if answer.status_code != 200:
            raise InputError(f"cannot be fetched: answers {answer.status_code}", Location(url))
        for part in answer.iter_content(64 * 1024):
            size += len(part)
            parts.append(part)
            if size > _MOST:
                raise InputError(f"is larger than {_MOST // 1024**2} MB", Location(url))
            if time.monotonic() > until:
                raise InputError(f"did not come within {2 * limit:g} seconds", Location(url))
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Document(b"".join(parts), answer.url, media_type)


def _said(error: Exception) -> str:
    """Return what a library's error says, without its chain of causes."""
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
