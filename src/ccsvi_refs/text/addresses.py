"""Web addresses printed in text: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import ada_url

from ccsvi_refs import identifiers

#: The characters that cannot be part of an address as people print it; < and > are judged afterwards.
_ADDRESS = re.compile(
    r"\b(?:https?://|ftp://|www\.)[^\s\"“”«»‹›`|\\^\x00-\x1f。，、；！？…「」『』【】《》]{3,2000}", re.IGNORECASE
)
#: The address that a site's own files are read under where its links to itself are wanted.
SITE = "http://site.invalid/"
#: What browsers take off an address, and out of it.
_BLANK = "".join(map(chr, range(33)))
_NEWLINES = re.compile(r"[\t\n\r]")
#: Only before a query or fragment are they slashes.
_BACKSLASHES = re.compile(r"^[^?#]*")
_WITH_SCHEME = re.compile(r"(https?|ftp):[/\\]*(?=([^/\\]?))", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


#: Google's documents and search, Outlook, Facebook, LinkedIn, Slack and Proofpoint put addresses into their own.
_WRAPPER = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/url\?|scholar\.google\.[a-z.]{2,6}/scholar_url\?"
    r"|[\w.-]+\.safelinks\.protection\.outlook\.com/\S*?\?|lm?\.(?:facebook\.com/l\.php|instagram\.com/)\?"
    r"|(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)\?|slack-redir\.net/link\?"
    r"|urldefense\.(?:proofpoint\.)?com/v3/__(?P<v3>https?://\S+?)__;)",
    re.IGNORECASE,
)
_WRAPPED_IN = ("q", "url", "u")
_WEB = re.compile(r"(?:https?|ftp)://[^/]", re.IGNORECASE)


class Address(NamedTuple):
    """An address and where it stands in the text."""

    url: str
    start: int
    end: int


def find(text: str) -> Iterator[Address]:
    """Yield the addresses in a text without the sentence's punctuation; a DOI keeps its brackets and semicolons.

    A DOI that is printed as ``doi:10...`` counts as its address.
    """
    found = sorted((*_printed(text), *_dois(text)), key=lambda address: address.start)
    end = 0
    for address in found:
        if address.start >= end:
            yield address
            end = address.end


def _printed(text: str) -> Iterator[Address]:
    if "://" not in text and "www." not in text.lower():
        return
    for match in _ADDRESS.finditer(text):
        raw = _whole(match.group())
        if raw:
            url = raw if "://" in raw[:8] else "http://" + raw
            yield Address(url, match.start(), match.start() + len(raw))


def _dois(text: str) -> Iterator[Address]:
    if "10." not in text:
        return
    for found in identifiers.find(text):
        if found.identifier.kind == "doi" and text[found.start : found.start + 3].lower() == "doi":
            yield Address(found.identifier.url, found.start, found.end)


def absolute(href: str, base: str = "") -> str:
    """Return where a link leads, by the rules of browsers (https://url.spec.whatwg.org/#concept-basic-url-parser).

    The address stays as it is written where it names its site; without a ``base`` one that names none is empty, as is
    what leads to no site at all: a mailbox, a script, nowhere.
    """
    url = _BACKSLASHES.sub(lambda match: match[0].replace("\\", "/"), _NEWLINES.sub("", href.strip(_BLANK)), count=1)
    if scheme := _WITH_SCHEME.match(url):
        return unwrapped(f"{scheme[1]}://{url[scheme.end() :]}") if scheme[2] else ""
    if _OTHER_SCHEME.match(url):
        found = identifiers.parse("doi", url) if url[:4].lower() == "doi:" else None
        return found.url if found else ""
    if url.startswith("//"):
        return f"{base.partition(':')[0] or 'https'}:{url}" if url[2:3] not in {"", "/"} else ""
    is_own = url.startswith("#") and not base.startswith(SITE)
    return _joined(base, url) if base and url and not is_own else ""


def unwrapped(url: str) -> str:
    """Return the address that a program wrapped in one of its own when the text was copied or exported from it."""
    if not (wrapper := _WRAPPER.match(url)):
        return url
    if wrapper["v3"]:
        return wrapper["v3"]
    query = dict(parse_qsl(urlsplit(url).query))
    inside = next((query[name] for name in _WRAPPED_IN if _WEB.match(query.get(name, ""))), "")
    return inside or url


def _joined(base: str, url: str) -> str:
    try:
        return ada_url.join_url(base, url)
    except ValueError:
        return ""


def _whole(raw: str) -> str:
    """Return the part of a run of characters that is the address."""
    angle = raw.find("<")
    if angle >= 0 and "doi.org/10." not in raw[:angle]:
        raw = raw[:angle]
    open_angles = 0
    for index, char in enumerate(raw):
        open_angles += (char == "<") - (char == ">")
        if open_angles < 0:
            raw = raw[:index]
            break
    return identifiers.trimmed(raw)
