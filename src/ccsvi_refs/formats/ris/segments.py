"""The lines of a RIS file → its records, whatever stands before, between and after them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ccsvi_refs.formats.ris.tags import KNOWN

TAG = re.compile(r"[ \t\ufeff\u200b]*([A-Z][A-Z0-9])(  ?|\t| {3})?-(?:[ \t]+(.*)|\s*)$")
#: Tags whose values never go on over a line's end.
_ONE_LINE = frozenset({"TY", "ID", "PY", "Y1", "DA", "VL", "IS", "SP", "EP", "SN"})
_CONTENT = frozenset({"TI", "T1", "CT", "AU", "A1"})
#: The number Ovid puts before each record.
_COUNT = re.compile(r"\s*\d{1,6}\.\s*")


@dataclass(slots=True)
class Segment:
    """Tags with their lines and texts, from one ``TY`` to the next or to ``ER``; ``raw`` is what stood there.

    ``is_apart`` says whether blank lines part it from what stands before and after it, ``has_more`` whether lines after
    its ``ER`` were added, ``is_passage`` that it is no record.
    """

    line: int = 0
    tags: list[tuple[str, int, list[str]]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    ended: bool = False
    has_type: bool = False
    has_content: bool = False
    is_after_end: bool = False
    is_apart: tuple[bool, bool] = (False, False)
    has_more: bool = False
    is_passage: bool = False

    def add(self, tag: str, number: int, value: str, line: str) -> None:
        """Add a line with a tag."""
        self.has_type = self.has_type or tag == "TY"
        self.has_content = self.has_content or (tag in _CONTENT and bool(value))
        self.line = self.line or number
        self.tags.append((tag, number, [value]))
        self.raw.append(line)

    def go_on(self, number: int, line: str) -> None:
        """Add a line without a tag to the value before it."""
        self.line = self.line or number
        self.raw.append(line)
        if self.tags and self.tags[-1][0] not in _ONE_LINE:
            self.tags[-1][2].append(line.strip())

    def take(self, other: Segment) -> None:
        """Add another segment's lines."""
        self.line = self.line or other.line
        self.tags += other.tags
        self.raw += other.raw
        self.ended = self.ended or other.ended
        self.has_type = self.has_type or other.has_type
        self.has_content = self.has_content or other.has_content


def records(text: str) -> Iterator[Segment]:
    """Yield the records, and as passages what stands between them."""
    yield from _merged(_settled(_segments(text)))


def _segments(text: str) -> Iterator[Segment]:
    """Yield stretches of tags that begin at a ``TY`` or after an ``ER``."""
    current, is_blank = Segment(is_apart=(True, False)), False
    for number, line in enumerate(text.split("\n"), 1):
        match = TAG.match(line)
        tag = match.group(1) if match and (match.group(2) == "  " or match.group(1) in KNOWN) else ""
        if tag == "TY" and (current.tags or current.raw):
            current.is_apart = (current.is_apart[0], is_blank)
            yield current
            current = Segment()
        if tag == "ER":
            current.ended = True
            yield current
            current = Segment(is_after_end=True)
        elif match and tag:
            current.add(tag, number, (match.group(3) or "").strip(), line)
        elif line.strip(" \t\ufeff\u200b") and not (_COUNT.fullmatch(line) and not current.tags):
            current.go_on(number, line)
        if not current.raw:
            current.is_apart = (current.is_apart[0] or not line.strip(), False)
        is_blank = not line.strip() or (is_blank and bool(_COUNT.fullmatch(line)))
    current.is_apart = (current.is_apart[0], True)
    if current.tags or current.raw:
        yield current


def _settled(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield the segments, each stretch between an end and a type given to the record it stands by, or to none."""
    last: Segment | None = None
    for segment in segments:
        if not segment.is_after_end or segment.has_type or segment.has_content or segment.ended:
            if last is not None:
                yield last
            last = segment
        elif segment.tags and last is not None and not segment.is_apart[0]:
            last.take(segment)
            last.has_more = True
        else:
            segment.is_passage = segment.is_apart[1] or not segment.tags
            if last is not None:
                yield last
            last = segment
    if last is not None:
        yield last


def _merged(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield records: a further ``TY`` begins one only where a title or author stands before and after it."""
    waiting: Segment | None = None
    for segment in segments:
        if waiting is not None and (segment.is_passage or (waiting.has_content and segment.has_content)):
            yield waiting
            waiting = None
        if segment.is_passage:
            yield segment
            continue
        if waiting is None:
            waiting = segment
        else:
            waiting.take(segment)
        if waiting.ended:
            yield waiting
            waiting = None
    if waiting is not None:
        yield waiting
