"""Web addresses printed in text: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ccsvi_refs import identifiers

#: The characters that cannot be part of an address as people print it; < and > are judged afterwards.
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s\"“”«»‹›`|\\^\x00-\x1f]{3,2000}", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?|ftp):/{2}[^\s/]|//[^\s/]", re.IGNORECASE)


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


def is_external(url: str) -> bool:
    """Return whether an address leads to a site by name, not into the page, its own site or a mailbox."""
    return bool(_SCHEME.match(url))


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
