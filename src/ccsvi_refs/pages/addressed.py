"""A document fetched from its address: what kind of page or bibliography it is.

Sitemaps: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import decoding
from ccsvi_refs.pages import loading

if TYPE_CHECKING:
    from ccsvi_refs.transport.documents import Document

_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_START = 4096
_MEDIA_TYPES = {
    "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown", "text/x-markdown": "markdown",
    "application/x-bibtex": "bibtex", "text/x-bibtex": "bibtex", "application/x-research-info-systems": "ris",
    "application/vnd.citationstyles.csl+json": "csl-json",
}  # fmt: skip


def kind(fetched: Document) -> str:
    """Return what a fetched document is said to be by its media type, else by its name, else by how it begins."""
    name = PurePosixPath(unquote(urlsplit(fetched.url).path)).name
    by_name = loading.SUFFIXES.get(PurePosixPath(name).suffix.lower()) or formats.by_suffix(name)
    known = _MEDIA_TYPES.get(fetched.media_type) or by_name
    return known or ("html" if b"<" in fetched.content[:_START] else "text")


def content(fetched: Document) -> bytes:
    """Return a document's bytes; those of a text whose encoding its header alone names are UTF-8."""
    try:
        is_guess = bool(fetched.charset) and decoding.encoded(fetched.content, fetched.url).is_guess
    except InputError:  # no text
        return fetched.content
    return decoding.of_web(fetched.content, fetched.charset).encode() if is_guess else fetched.content


def is_sitemap(content: bytes) -> bool:
    """Return whether a document is a sitemap, by how it begins."""
    return bool(_SITEMAP.search(content[:_START]))
