"""Blocks of bytes → pieces, one record each: lines, JSON values, or the rows of a table beside them."""

from __future__ import annotations

import codecs
import json
import re

from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror import pieces, rows
from ccsvi_refs.registries.mirror.pieces import Piece, Pieces
from ccsvi_refs.registries.mirror.unpacking import Blocks, Member
from ccsvi_refs.registries.mirror.values import OPENS, by_values

#: Lines that are looked at to see whether a file has a record in each.
_LOOKED_AT = 5
#: The head of a table: names, commas between them.
_HEAD = re.compile(rb'"?[A-Za-z_][\w ]*"?(?:,"?[\w ]*"?)+\r?')
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def by_json(member: Member) -> Pieces:
    """Yield the records of a file of JSON lines, of JSON values in any layout, or the rows of a table."""
    head = bytearray()
    blocks = _recoded(member.blocks)
    for block in blocks:
        if isinstance(block, Problem):
            yield block
            continue
        head += block
        if head.strip():
            break
    again = Member(member.name, _again(bytes(head), blocks))
    first, *others = head.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", _LOOKED_AT)
    if _HEAD.fullmatch(first):
        yield from rows.by_rows(again)
    elif not OPENS.match(first[:1000].decode("utf-8", "replace")) and any(map(_is_record, [first, *others][:-1])):
        yield from by_lines(again)
    else:
        yield from by_values(again)


def _again(first: bytes, rest: Blocks) -> Blocks:
    yield first
    yield from rest


def _recoded(blocks: Blocks) -> Blocks:
    """Yield blocks as UTF-8 where a mark says that they are UTF-16, as what a Windows shell writes into a file is."""
    first = next(blocks, b"")
    wide = _WIDE.get(first[:2]) if isinstance(first, bytes) else None
    if isinstance(first, Problem) or not wide:
        yield first
        yield from blocks
        return
    decode = codecs.getincrementaldecoder(wide)("replace").decode
    for block in _again(first, blocks):
        yield block if isinstance(block, Problem) else decode(block).encode("utf-8", "replace")


def _is_record(line: bytes | bytearray) -> bool:
    """Return whether a line is a JSON object by itself."""
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8", "replace")), dict)
    except (ValueError, RecursionError):
        return False


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
        if len(rest) > pieces.LONGEST:
            if not skipping:
                yield pieces.too_long(name, line, offset)
            skipping, offset, rest = True, offset + len(rest), b""
    if rest.strip() and not skipping:
        yield Piece(rest, line, offset)
