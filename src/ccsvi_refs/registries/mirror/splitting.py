"""Blocks of bytes → pieces, one record each: lines, items of a JSON array, elements of PubMed's XML, rows of a CSV."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror.unpacking import Blocks, Member

#: Bytes of one record, and of a file that is one JSON value without a list of items.
LONGEST, WHOLE = 32 * 1024**2, 256 * 1024**2

#: How a file begins that holds its records in one array, and how that array is named.
_ARRAY = re.compile(r'\s*(?:\[|\{\s*"(?:items|status|message|message-type|message-version|data|results|meta)"\s*:)')
_OPENS = re.compile(r'^\s*\[|"(?:items|data|results)"\s*:\s*\[')
#: Where the next item may begin, behind one that cannot be read.
_NEXT = re.compile(r'\}\s*,?\s*(?=\{\s*")')
_BETWEEN = re.compile(r"[\s,]*")
#: A text that ends so close behind what is wrong with it may only be cut off.
_CUT_OFF = 24
_STARTS = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation|DeleteDocument)[\s>]")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
#: Letters of a tag that may still be cut in two at the end of a block.
_TAG = 32


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one record, the line it begins at (0 where that is not known) and its offset, both in its member."""

    data: bytes
    line: int
    offset: int


Pieces = Iterator["Piece | Problem"]


def by_lines(member: Member) -> Pieces:
    """Yield each line that is not empty; one that is too long is said and skipped to its end."""
    name, rest, offset, line, skipping = member.name, b"", 0, 1, False
    for block in member.blocks:
        if isinstance(block, Problem):
            yield block
            rest, offset = b"", offset + len(rest)
            continue
        *whole, rest = (rest + block).split(b"\n")
        for text in whole:
            if not skipping and text.strip():
                yield Piece(text, line, offset)
            skipping, line, offset = False, line + 1, offset + len(text) + 1
        if len(rest) > LONGEST:
            if not skipping:
                yield _too_long(name, line, offset)
            skipping, offset, rest = True, offset + len(rest), b""
    if rest.strip() and not skipping:
        yield Piece(rest, line, offset)


def _too_long(name: str, line: int, offset: int) -> Problem:
    return Problem(f"is longer than any record, from byte {offset} on; it is skipped", Location(name, line))


def by_json(member: Member) -> Pieces:
    """Yield the records of a file of JSON lines, of one array, or of a single value."""
    head = bytearray()
    blocks = member.blocks
    for block in blocks:
        if isinstance(block, Problem):
            yield block
            continue
        head += block
        if head.strip():
            break
    again = Member(member.name, _again(bytes(head), blocks))
    if _ARRAY.match(head[:4096].decode("utf-8", "replace")):
        yield from _by_items(again)
    elif head.lstrip()[:1] == b"{" and not _is_line(head):
        yield from _as_a_whole(again)
    else:
        yield from by_lines(again)


def _again(first: bytes, rest: Blocks) -> Blocks:
    yield first
    yield from rest


def _is_line(head: bytes | bytearray) -> bool:
    """Return whether the first line is more than the opening of a value that is laid out over several."""
    line, newline, _ = bytes(head).strip().partition(b"\n")
    return not newline or len(line.strip()) > 1


def _as_a_whole(member: Member) -> Pieces:
    text = bytearray()
    for block in member.blocks:
        if isinstance(block, Problem):
            yield block
        elif len(text) <= WHOLE:
            text += block
    if len(text) > WHOLE:
        yield Problem(f"is one JSON value of more than {WHOLE} bytes", Location(member.name))
    else:
        yield Piece(bytes(text), 1, 0)


class _Text:
    """A file's text as far as it was read: more comes when it is asked for, what is done with goes."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.text, self.at, self.offset, self.ended = "", 0, 0, False
        self.problems: list[Problem] = []

    def more(self) -> bool:
        """Read on, twice as far each time; return whether there was more."""
        wanted = max(len(self.text) - self.at, 1024**2)
        parts = [self.text[self.at :]]
        self.offset += len(self.text[: self.at].encode("utf-8", "surrogateescape"))
        self.at, got = 0, 0
        for block in self._blocks:
            if isinstance(block, Problem):
                self.problems.append(block)
                continue
            parts.append(self._decode.decode(block))
            got += len(block)
            if got >= wanted:
                break
        else:
            self.ended = True
            parts.append(self._decode.decode(b"", final=True))
        self.text = "".join(parts)
        return got > 0

    def place(self) -> int:
        """Return the offset in bytes of where reading stands."""
        return self.offset + len(self.text[: self.at].encode("utf-8", "surrogateescape"))


def _by_items(member: Member) -> Pieces:
    """Yield the items of the array a file holds; one that is no JSON is said, and the next one looked for."""
    text = _Text(member.blocks)
    text.more()
    opening = _OPENS.search(text.text)
    while opening is None and len(text.text) < LONGEST and text.more():
        opening = _OPENS.search(text.text)
    yield from text.problems
    if opening is None:
        yield Problem("holds no list of records", Location(member.name))
        return
    text.at = opening.end()
    scan = json.JSONDecoder().raw_decode
    while True:
        between = _BETWEEN.match(text.text, text.at)
        text.at = between.end() if between else text.at
        if text.at >= len(text.text) and not text.ended:
            text.more()
        elif text.text[text.at : text.at + 1] in ("]", ""):
            break
        else:
            yield from _item(text, scan, member.name)
        yield from _taken(text)
    if text.at >= len(text.text):
        yield Problem(f"breaks off at byte {text.place()}: its list does not end", Location(member.name))


def _taken(text: _Text) -> list[Problem]:
    found = list(text.problems)
    text.problems.clear()
    return found


def _item(text: _Text, scan: Callable[[str, int], tuple[object, int]], name: str) -> Pieces:
    try:
        _, end = scan(text.text, text.at)
    except (ValueError, RecursionError) as error:
        if not text.ended and _may_go_on(error, text):
            text.more()
            return
        place = text.place()
        yield Problem(f"is not JSON at byte {place}: {getattr(error, 'msg', 'nested too deeply')}", Location(name),
                      text.text[text.at : text.at + 200].encode("utf-8", "replace").decode())  # fmt: skip
        found = _NEXT.search(text.text, text.at)
        while found is None and not text.ended:
            text.at = max(text.at, len(text.text) - _CUT_OFF)
            text.more()
            found = _NEXT.search(text.text, text.at)
        text.at = found.end() if found else len(text.text)
        return
    piece = text.text[text.at : end].encode("utf-8", "surrogateescape")
    yield Piece(piece, 0, text.place())
    text.at = end


def _may_go_on(error: Exception, text: _Text) -> bool:
    """Return whether an item may be only cut off by the end of what was read so far."""
    if len(text.text) - text.at > LONGEST or not isinstance(error, json.JSONDecodeError):
        return False
    return error.pos >= len(text.text) - _CUT_OFF or error.msg.startswith("Unterminated string")


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
        if len(text) - used > LONGEST:
            yield _too_long(name, line, offset + used)
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


def by_rows(member: Member) -> Pieces:
    """Yield the rows of a CSV with a head, each as a JSON object of its columns."""
    problems: list[Problem] = []
    rows = csv.reader(_lines(member.blocks, problems))
    names: list[str] = []
    while True:
        line = rows.line_num + 1
        try:
            row = [_readable(value) for value in next(rows)]
        except StopIteration:
            break
        except csv.Error as error:
            yield Problem(f"is no row of a CSV: {error}", Location(member.name, line))
            continue
        if not names:
            names = [name.strip().lstrip("\ufeff") for name in row]
        elif any(row):
            yield Piece(json.dumps(dict(zip(names, row, strict=False))).encode(), line, 0)
    yield from problems


def _readable(value: str) -> str:
    """Return a value of a table; one that is not UTF-8 is taken for Windows' Latin letters."""
    if value.isascii() or value.encode("utf-8", "replace").decode() == value:
        return value
    return value.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _lines(blocks: Blocks, problems: list[Problem]) -> Iterator[str]:
    decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
    rest = ""
    for block in blocks:
        if isinstance(block, Problem):
            problems.append(block)
            continue
        *whole, rest = (rest + decode(block)).split("\n")
        yield from (line + "\n" for line in whole)
    if rest:
        yield rest
