"""PubMed's XML → pieces: articles, books and deletions, each as XML that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror import pieces
from ccsvi_refs.registries.mirror.pieces import Piece, Pieces
from ccsvi_refs.registries.mirror.unpacking import Member

_STARTS = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation|DeleteDocument)[\s>]")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
#: Letters of a tag that may still be cut in two at the end of a block.
_TAG = 32


def by_elements(member: Member) -> Pieces:
    """Yield the articles, books and deletions of a PubMed file, each as XML that stands alone."""
    name, text, offset, line, head = member.name, b"", 0, 1, b""
    seen = closed = False
    for block in member.blocks:
        if isinstance(block, Problem):
            yield block
            continue
        head = head or _declared(block)
        text += block
        closed = text[-256:].rstrip().endswith(b"Set>")
        used = counted = 0
        for start, used in _elements(text):
            line, counted, seen = line + text.count(b"\n", counted, start), start, True
            yield Piece(head + text[start:used], line, offset + start)
        used = _begun(text, used)
        if len(text) - used > pieces.LONGEST:
            yield pieces.too_long(name, line, offset + used)
            used = len(text) - _TAG
        line += text.count(b"\n", counted, used)
        text, offset = text[used:], offset + used
    yield from _end(text, Location(name, line), offset, seen=seen, closed=closed)


def _declared(block: bytes) -> bytes:
    """Return a declaration for pieces of a file whose encoding is none that XML has without one."""
    found = _ENCODING.match(block)
    if not found or found[1].lower() in (b"utf-8", b"us-ascii"):
        return b""
    return b'<?xml version="1.0" encoding="' + found[1] + b'"?>'


def _end(text: bytes, place: Location, offset: int, *, seen: bool, closed: bool) -> Pieces:
    if _STARTS.match(text):
        yield Problem(f"breaks off within a record, at byte {offset}", place)
    elif not closed:
        what = f"breaks off behind its last record, at byte {offset}" if seen else "holds no PubMed records"
        yield Problem(what, place if seen else Location(place.path))


def _begun(text: bytes, used: int) -> int:
    """Return where the record begins that is not yet complete, or what may become its tag."""
    found = _STARTS.search(text, used)
    return found.start() if found else max(used, len(text) - _TAG)


def _elements(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each complete record begins and ends; one that another interrupts ends where that begins."""
    start = _STARTS.search(text)
    while start:
        closing = b"</" + start[1] + b">"
        end = text.find(closing, start.end())
        following = _STARTS.search(text, start.end(), end if end >= 0 else len(text))
        if following and following[1] == start[1]:
            yield start.start(), following.start()
            start = following
        elif end < 0:
            return
        else:
            yield start.start(), end + len(closing)
            start = _STARTS.search(text, end + len(closing))
