"""A page or bibliography at an address: fetched once, from public addresses only, within bounds of size and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from yarl import URL

from ccsvi_refs._version import __version__
from ccsvi_refs.errors import InputError, ServiceError
from ccsvi_refs.location import Location
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.exchange import Exchange, Received, Request, Unanswered

#: Bytes of a document that are read, after unpacking; one that is longer is refused rather than read in part.
_MOST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """What an address answered: its bytes, where they came from in the end, their media type and the encoding named."""

    content: bytes
    url: str
    media_type: str = ""
    charset: str = ""


def fetch(url: str, settings: Settings, headers: Mapping[str, str] | None = None) -> Document:
    """Return the document at ``url``; ``headers`` go to its host alone.

    InputError where the site answers without the document, ServiceError where it could not be asked.
    """
    host = urlsplit(url).hostname or url
    if settings.offline:
        raise ServiceError(f"{url}: not fetched: offline", host)
    exchange = Exchange(allow_private=settings.allow_private)
    try:
        return _document(exchange.fetch(_request(url, settings, headers or {})), url)
    except Unanswered as trouble:
        if trouble.kind == "large":
            raise InputError(str(trouble), Location(url)) from None
        raise ServiceError(f"{url}: cannot be fetched: {trouble}", host) from None
    finally:
        exchange.close()


def _request(url: str, settings: Settings, headers: Mapping[str, str]) -> Request:
    return Request(
        str(URL(url)),
        {"User-Agent": f"Mozilla/5.0 (compatible; ccsvi-refs/{__version__})"},
        headers,
        seconds=settings.timeout,
        whole=2 * settings.timeout,
        most=_MOST,
        onward=lambda _, __: True,
    )


def _document(received: Received, url: str) -> Document:
    if received.status != 200:
        raise InputError(f"cannot be fetched: answers {received.status}", Location(url))
    said = received.headers.get("Content-Type", "").lower()
    charset = said.partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Document(received.content, received.url, said.partition(";")[0].strip(), charset)
