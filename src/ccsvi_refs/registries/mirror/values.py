"""JSON values that follow one another, of any size and however they are laid out → pieces, one record each.

A value is a record, a list of records, or an answer around a list of records: ``{"items": [...]}`` as Crossref's public
data files have it, ``{"status": ..., "message": {"items": [...]}}`` as its API answers, ``{"data": [...]}`` and
``{"results": [...]}`` as DataCite and OpenAlex do.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from json import JSONDecodeError

from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror import pieces
from ccsvi_refs.registries.mirror.pieces import Piece, Pieces
from ccsvi_refs.registries.mirror.unpacking import Blocks, Member

#: How a value begins that is no record, but holds a list of them.
OPENS = re.compile(r'\s*(?:\[|\{\s*"(?:items|status|message|message-type|message-version|data|results|meta)"\s*:)')
#: What holds a list of records in an answer, and what stands around it.
_LISTS, _AROUND = frozenset({"items", "data", "results"}), frozenset({"message"})
#: What stands between values: commas, the mark of UTF-8, and that of RFC 7464.
_BETWEEN = re.compile(r"[\s,\ufeff\x1e]*")
_KEY = re.compile(r'\s*[{,]\s*"((?:[^"\\]|\\.)*)"\s*:\s*')
_CLOSED = re.compile(r"\s*\{?\s*\}")
_FIRST_KEY = re.compile(r'\{\s*"((?:[^"\\]|\\.){0,100})"')
#: Where the next record may begin, behind one that cannot be read, and where values go on behind what is none.
_NEXT, _AGAIN = re.compile(r'\}\s*,?\s*(?=\{\s*")'), re.compile(r"\n\s*(?=[\[{])")
#: Strings and brackets, and what may follow the last bracket of a record in a list.
_BRACKETS, _FOLLOWS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]'), re.compile(r"\s*(?:,\s*(?=\{)|\])")
#: A text that ends so close behind what is wrong with it may only be cut off.
_CUT_OFF = 24
#: Keys that records were seen to begin with.
_KNOWN = 8
_scan = json.JSONDecoder().raw_decode


class _CutError(Exception):
    """The text ends before a value does."""


class _Text:
    """A file's text as far as it was read: more comes when it is asked for, what is done with goes."""

    def __init__(self, blocks: Blocks, name: str) -> None:
        self.name = name
        self._blocks = blocks
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.text, self.at, self.offset, self.ended = "", 0, 0, False
        self.problems: list[Problem] = []
        self.keys: set[str] = set()

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

    @property
    def next(self) -> str:
        """The next character that says something, empty at the file's end."""
        while True:
            between = _BETWEEN.match(self.text, self.at)
            self.at = between.end() if between else self.at
            if self.at < len(self.text) or self.ended or not self.more():
                return self.text[self.at : self.at + 1]

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the next match, for which as much is read as is needed; nothing before it is kept."""
        while (found := pattern.search(self.text, self.at)) is None and not self.ended:
            self.at = max(self.at, len(self.text) - _CUT_OFF)
            self.more()
        return found

    def place(self) -> int:
        """Return the offset in bytes of where reading stands."""
        return self.offset + len(self.text[: self.at].encode("utf-8", "surrogateescape"))

    def said(self) -> Iterator[Problem]:
        """Yield what was wrong with the bytes read since this was asked last."""
        yield from self.problems
        self.problems.clear()

    def wrong(self, what: str) -> Problem:
        """Return a problem with what stands here."""
        raw = self.text[self.at : self.at + 200].encode("utf-8", "replace").decode()
        return Problem(f"{what} at byte {self.place()}", Location(self.name), raw)


def by_values(member: Member) -> Pieces:
    """Yield the records of values that follow one another; what is no JSON is said, and reading goes on behind it."""
    text = _Text(member.blocks, member.name)
    while start := text.next:
        yield from text.said()
        if start == "[":
            text.at += 1
            yield from _list(text)
        elif start == "{":
            yield from _object(text)
        else:
            yield text.wrong("is not JSON")
            found = text.find(_AGAIN)
            text.at = found.end() if found else len(text.text)
    yield from text.said()


def _object(text: _Text) -> Pieces:
    """Yield the records of the list that an object holds; itself, where it holds none."""
    opening = _opening(text) if OPENS.match(text.text, text.at) else None
    if opening is None:
        yield from _item(text)
        return
    text.at, depth = opening
    yield from _list(text)
    _close(text, depth)


def _opening(text: _Text) -> tuple[int, int] | None:
    """Return where the list of an answer begins, and how many objects are around it; None where it holds none."""
    while True:
        try:
            return _list_in(text.text, text.at, 1)
        except _CutError:
            if len(text.text) - text.at > pieces.LONGEST or not text.more():
                return None


def _list_in(text: str, at: int, depth: int) -> tuple[int, int] | None:
    while key := _KEY.match(text, at):
        start = text[key.end() : key.end() + 1]
        if key[1] in _LISTS and start == "[":
            return key.end() + 1, depth
        if key[1] in _AROUND and start == "{":
            return _list_in(text, key.end(), depth + 1)
        try:
            _, at = _scan(text, key.end())
        except (ValueError, RecursionError) as error:
            if _is_cut(error, text):
                raise _CutError from None
            return None
        if at >= len(text):
            raise _CutError
    if _CLOSED.match(text, at) or len(text) - at > _CUT_OFF:
        return None
    raise _CutError


def _close(text: _Text, depth: int) -> None:
    """Go behind an answer whose list was read, as far as what is left of it can be read."""
    while depth and (start := text.next):
        if start == "}":
            text.at, depth = text.at + 1, depth - 1
            continue
        try:
            _, text.at = _scan(text.text, text.at)
        except (ValueError, RecursionError) as error:
            if text.ended or not _is_cut(error, text.text):
                return
            text.more()
            continue
        between = re.compile(r"\s*:").match(text.text, text.at)
        text.at = between.end() if between else text.at


def _list(text: _Text) -> Pieces:
    while (start := text.next) not in ("]", ""):
        yield from _object(text) if start == "{" else _item(text)
        yield from text.said()
    if start:
        text.at += 1
    else:
        yield Problem(f"breaks off at byte {text.place()}: its list does not end", Location(text.name))


def _item(text: _Text) -> Pieces:
    """Yield the value that stands here; where it is no JSON, go to the next that begins as others did."""
    while True:
        try:
            _, end = _scan(text.text, text.at)
        except (ValueError, RecursionError) as error:
            if not text.ended and len(text.text) - text.at <= pieces.LONGEST and _is_cut(error, text.text):
                text.more()
                continue
            yield _unread(text, error)
            _skip(text)
            return
        if end >= len(text.text) and not text.ended and text.text[text.at] not in '{["':
            text.more()  # a number may go on
            continue
        break
    if len(text.keys) < _KNOWN and (key := _FIRST_KEY.match(text.text, text.at)):
        text.keys.add(key[1])
    yield Piece(text.text[text.at : end].encode("utf-8", "surrogateescape"), 0, text.place())
    text.at = end


def _unread(text: _Text, error: Exception) -> Problem:
    if len(text.text) - text.at > pieces.LONGEST:
        return pieces.too_long(text.name, 0, text.place())
    return text.wrong(f"is not JSON ({getattr(error, 'msg', 'nested too deeply')})")


def _skip(text: _Text) -> None:
    """Go to where the next record begins: behind the last bracket of this one, or where one begins as others did."""
    if end := _balanced(text):
        text.at = end
        return
    while found := text.find(_NEXT):
        text.at = found.end()
        key = _FIRST_KEY.match(text.text, text.at)
        if key is None and not text.ended:
            text.more()
            key = _FIRST_KEY.match(text.text, text.at)
        if not text.keys or (key and key[1] in text.keys) or OPENS.match(text.text, text.at):
            return
    text.at = len(text.text)


def _balanced(text: _Text) -> int:
    """Return where a value ends by its brackets, 0 where they do not tell, as where a quotation mark is missing."""
    depth = 0
    for found in _BRACKETS.finditer(text.text, text.at):
        depth += 1 if found[0] in "{[" else -1 if found[0] in "}]" else 0
        if depth < 1:
            follows = _FOLLOWS.match(text.text, found.end())
            first = follows and _FIRST_KEY.match(text.text, follows.end())
            is_next = bool(first and (not text.keys or first[1] in text.keys))
            return found.end() if follows and (is_next or follows[0].strip() == "]") else 0
    return 0


def _is_cut(error: Exception, text: str) -> bool:
    """Return whether a value may be only cut off by the end of what was read so far."""
    if not isinstance(error, JSONDecodeError):
        return False
    return error.pos >= len(text) - _CUT_OFF or error.msg.startswith("Unterminated string")
