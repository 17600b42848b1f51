"""A .bib file → its blocks, each brace counted as BibTeX and biber count it.

A backslash does not hide a brace from BibTeX (https://mirrors.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf, section 2),
and biber's parser takes ``%`` between fields for a comment
(https://metacpan.org/dist/Text-BibTeX/view/lib/Text/BibTeX/Bib.pod). Time grows with the length of the text only: no
value is looked for beyond the next line that begins an entry.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEAD = re.compile(r"@[ \t]*+([A-Za-z][\w-]*+)\s*+([{(])")
#: A line that begins an entry, which no value contains.
_MARGIN = re.compile(r"^[ \t]*+@[ \t]*+[A-Za-z][\w-]*+\s*+[{(]\s*+[^\s{},=\"]*+\s*+[,=]", re.MULTILINE)
_COMMENTED = re.compile(r"[ \t]*+%")
_GAP = re.compile(r"(?:[\s,]|%[^\n]*+)*+")
_SPACE = re.compile(r"(?:\s|%[^\n]*+)*+")
_NAME = re.compile(r"([^\s,={}()\"#%]++)(?:\s|%[^\n]*+)*+=")
_KEY = re.compile(r"[^,{}()\n=\"#%]*|[^,\s{}=\"]*")
_BARE = re.compile(r"[^\s,={}()\"#%]+")
_END = re.compile(r"\n")
_BRACES = re.compile(r"[{}]")
_QUOTES = re.compile(r"[{}\"]")
#: After so many comments that are not closed, their ends are not looked for any more.
_MOST_OPEN = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One operand of a value: its text, and whether it stood in braces or quotes rather than being a macro's name.

    ``start`` and ``end`` are offsets into the file's text, the delimiters among what they hold.
    """

    text: str
    is_delimited: bool
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Field:
    """A field as written: its name in lower case, its operands, its line, and the offset of its name in the text."""

    name: str
    pieces: list[Piece]
    line: int
    start: int = 0


@dataclass(slots=True)
class Block:
    """An entry, ``@string``, ``@preamble``, ``@comment`` or stretch of other text (kind empty).

    ``failure`` says why BibTeX could not read it, ``repairs`` what was put right in reading it. ``start`` and ``end``
    are its offsets in the text, ``opened`` that behind its key.
    """

    kind: str
    line: int
    raw: str = ""
    key: str = ""
    fields: list[Field] = field(default_factory=list)
    failure: str = ""
    repairs: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0
    opened: int = 0


class _UnreadableError(Exception):
    """An entry cannot be read on from ``position``."""

    def __init__(self, message: str, is_open: bool = False) -> None:
        super().__init__(message)
        self.is_open = is_open


class _Scan:
    """The text, where its lines end and where its entries begin a line; no value goes on beyond ``limit``."""

    __slots__ = ("ends", "limit", "margins", "open_comments", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [match.start() for match in _END.finditer(text)]
        self.margins = [match.start() for match in _MARGIN.finditer(text)]
        self.limit = len(text)
        self.open_comments = 0

    def line(self, position: int) -> int:
        """Return the line of a position, from 1."""
        return bisect_left(self.ends, position) + 1

    def following(self, position: int) -> int:
        """Return where the next line that begins an entry stands after a position, the end where there is none."""
        index = bisect_left(self.margins, position)
        return self.margins[index] if index < len(self.margins) else len(self.text)


def blocks(text: str) -> Iterator[Block]:
    """Yield what stands in a .bib file, in order and without a gap."""
    scan = _Scan(text)
    position = loose = 0
    while match := _HEAD.search(text, position):
        if _COMMENTED.match(text, text.rfind("\n", 0, match.start()) + 1):
            position = text.find("\n", match.end())
            position = len(text) if position < 0 else position
            continue
        yield from _loose(scan, loose, match.start())
        block, position = _block(scan, match)
        loose = position
        yield block
    yield from _loose(scan, loose, len(text))


def _loose(scan: _Scan, start: int, end: int) -> Iterator[Block]:
    """Yield the text between two entries, which is a comment."""
    between = scan.text[start:end]
    if between.strip(" \t\n,"):
        skipped = len(between) - len(between.lstrip("\n"))
        yield Block("", scan.line(start + skipped), between.strip("\n"))


def _block(scan: _Scan, head: re.Match[str]) -> tuple[Block, int]:
    kind, start = head.group(1).lower(), head.start()
    block = Block(kind, scan.line(start), start=start)
    scan.limit = scan.following(head.end())
    try:
        end = _comment(scan, head) if kind == "comment" else _body(scan, head, block)
    except _UnreadableError as failure:
        block.failure = str(failure)
        end = scan.limit if failure.is_open else _resumed(scan, head)
        block.raw, block.end = scan.text[start:end].rstrip(), end
        return block, end
    block.raw, block.end = scan.text[start:end], end
    return block, end


def _resumed(scan: _Scan, head: re.Match[str]) -> int:
    """Return where reading goes on after an entry that failed although its braces may be balanced."""
    closing = _closing(scan.text, head.end() - 1, scan.limit) if head.group(2) == "{" else -1
    return scan.limit if closing < 0 else closing + 1


def _comment(scan: _Scan, head: re.Match[str]) -> int:
    """Return the end of a comment: its group where that is closed, else its line."""
    if head.group(2) == "{" and scan.open_comments < _MOST_OPEN:
        closing = _closing(scan.text, head.end() - 1, len(scan.text))
        if closing >= 0:
            return closing + 1
        scan.open_comments += 1
    end = scan.text.find("\n", head.end())
    return end if end >= 0 else len(scan.text)


def _body(scan: _Scan, head: re.Match[str], block: Block) -> int:
    """Read what stands between the delimiters of an entry into the block; return its end."""
    closer = "}" if head.group(2) == "{" else ")"
    position = head.end()
    if block.kind == "preamble":
        pieces, position = _value(scan, _after(_SPACE, scan, position))
        block.fields.append(Field("", pieces, block.line))
    elif block.kind != "string":
        block.opened = position = _key(scan, position, block)
    while True:
        position = _after(_GAP, scan, position)
        if position >= scan.limit:
            raise _UnreadableError("it is not closed", is_open=True)
        if scan.text[position] == closer:
            return position + 1
        position = _field(scan, position, block, closer)


def _after(pattern: re.Pattern[str], scan: _Scan, position: int) -> int:
    match = pattern.match(scan.text, position, scan.limit)
    return match.end() if match else position


def _key(scan: _Scan, position: int, block: Block) -> int:
    """Read the key; one that was forgotten, or has no comma after it, is a repair."""
    position = _after(_SPACE, scan, position)
    if _NAME.match(scan.text, position, scan.limit):
        return position
    match = _KEY.match(scan.text, position, scan.limit)
    written = match.group().rstrip() if match else ""
    end = position + len(written)
    following = _after(_SPACE, scan, end)
    first, _, rest = written.partition(" ")
    if scan.text[following : following + 1] == "=" and rest:
        end = following = position + len(first)
        written = first
    block.key = written
    if scan.text[following : following + 1] in (",", "}", ")"):
        if re.search(r"\s", written):
            block.repairs.append(f"the key {written!r} has white space in it")
        return following
    if written and _NAME.match(scan.text, _after(_SPACE, scan, following), scan.limit):
        block.repairs.append(f"a comma is missing after the key {written!r}")
        return following
    raise _UnreadableError("after its key there is neither a comma nor the end", is_open=following >= scan.limit)


def _field(scan: _Scan, position: int, block: Block, closer: str) -> int:
    """Read one field into the block; return the place after it, where a comma or the end must stand."""
    match = _NAME.match(scan.text, position, scan.limit)
    if not match:
        found = scan.text[position : position + 20].split("\n")[0]
        raise _UnreadableError(f"a field should begin where {found!r} stands")
    line, start = scan.line(position), position
    pieces, position = _value(scan, _after(_SPACE, scan, match.end()))
    block.fields.append(Field(match.group(1).lower(), pieces, line, start))
    following = _after(_SPACE, scan, position)
    if scan.text[following : following + 1] not in (",", closer) and _NAME.match(scan.text, following, scan.limit):
        block.repairs.append("a comma is missing between two fields")
    elif following < scan.limit and scan.text[following] not in (",", closer):
        found = scan.text[following : following + 20].split("\n")[0]
        raise _UnreadableError(f"after the field {block.fields[-1].name} there is no comma but {found!r}")
    return following


def _value(scan: _Scan, position: int) -> tuple[list[Piece], int]:
    """Return the operands of a value, which ``#`` joins, and the place after them."""
    pieces = []
    while True:
        piece, position = _piece(scan, position)
        pieces.append(piece)
        following = _after(_SPACE, scan, position)
        if scan.text[following : following + 1] != "#" or following >= scan.limit:
            return pieces, position
        position = _after(_SPACE, scan, following + 1)


def _piece(scan: _Scan, start: int) -> tuple[Piece, int]:
    text, sign = scan.text, scan.text[start : start + 1]
    if sign in ("{", '"') and start < scan.limit:
        end = _closing(text, start, scan.limit) if sign == "{" else _quote(text, start, scan.limit)
        if end < 0:
            raise _UnreadableError("the end of a value is missing: its braces or quotes are not balanced", is_open=True)
        return Piece(text[start + 1 : end], True, start, end + 1), end + 1
    match = _BARE.match(text, start, scan.limit)
    if not match:
        raise _UnreadableError("a value is missing")
    return Piece(match.group(), False, start, match.end()), match.end()


def _closing(text: str, start: int, limit: int) -> int:
    """Return where the group that begins at ``start`` is closed, -1 where it is not."""
    depth = 0
    for match in _BRACES.finditer(text, start, limit):
        depth += 1 if match.group() == "{" else -1
        if not depth:
            return match.start()
    return -1


def _quote(text: str, start: int, limit: int) -> int:
    """Return where the quotation that begins at ``start`` ends, -1 where it does not; braces hide a quotation mark."""
    depth = 0
    for match in _QUOTES.finditer(text, start + 1, limit):
        sign = match.group()
        if sign == '"' and not depth:
            return match.start()
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return -1
    return -1
