"""RIS ⇄ references; the maps are in :mod:`ccsvi_refs.formats.ris.tags`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries
from ccsvi_refs.formats.entries import Entry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.ris import record as ris_record
from ccsvi_refs.formats.ris import write as ris_write
from ccsvi_refs.formats.ris.tags import KNOWN, TYPES
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference

_TAG = re.compile(r"[ \t\ufeff\u200b]*([A-Z][A-Z0-9])(  ?|\t| {3})?-(?:[ \t]+(.*)|\s*)$")
#: Tags whose values never go on over a line's end.
_ONE_LINE = frozenset({"TY", "ID", "PY", "Y1", "DA", "VL", "IS", "SP", "EP", "SN"})
_CONTENT = frozenset({"TI", "T1", "CT", "AU", "A1"})


@dataclass(slots=True)
class Segment:
    """Tags with their lines and texts, from one ``TY`` to the next or to ``ER``; ``raw`` is what stood there."""

    line: int
    tags: list[tuple[str, int, list[str]]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    ended: bool = False
    has_content: bool = False


def read(text: str, path: str = "-") -> Bibliography:
    """Return the records of a RIS file; what is no record is a problem with its line and text."""
    found: list[Entry] = []
    problems: list[Problem] = []
    for record in limited(_merged(limited(_segments(text), problems, path)), problems, path):
        _record(record, path, found, problems)
    if not found and text.strip() and not any(problem.raw for problem in problems):
        raise InputError("holds no RIS records", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _record(record: Segment, path: str, found: list[Entry], problems: list[Problem]) -> None:
    place = Location(path, record.line)
    raw = "\n".join(record.raw)[:5000]
    joined = [(tag, line, " ".join(filter(None, parts))) for tag, line, parts in record.tags]
    filled = [(tag, line, value) for tag, line, value in joined if value]
    if not any(tag != "TY" for tag, _, _ in filled):
        if raw.strip():
            problems.append(Problem("this is no RIS record", place, raw))
        return
    if not any(tag == "TY" for tag, _, _ in filled):
        problems.append(Problem("this record has no type (TY)", place, raw))
    elif all(value.upper() not in TYPES for tag, _, value in filled if tag == "TY"):
        kind = next(value for tag, _, value in filled if tag == "TY")
        problems.append(Problem(f"{kind!r} is no RIS type; taken as a document", place, raw))
    if not record.ended:
        problems.append(Problem("this record has no end (ER)", place, raw))
    data, raws, lines = ris_record.data(filled)
    key = next((value for tag, _, value in filled if tag == "ID"), "")
    found.append(Entry(data, place, key, lines, raws))


def _segments(text: str) -> Iterator[Segment]:
    """Yield stretches of tags that begin at a ``TY`` or after an ``ER``."""
    current = Segment(0)
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.match(line)
        tag = match.group(1) if match and (match.group(2) == "  " or match.group(1) in KNOWN) else ""
        if tag == "TY" and current.tags:
            yield current
            current = Segment(number)
        if tag == "ER":
            current.ended = True
            yield current
            current = Segment(0)
        elif match and tag:
            current.has_content = current.has_content or (tag in _CONTENT and bool(match.group(3)))
            current.line = current.line or number
            current.tags.append((tag, number, [(match.group(3) or "").strip()]))
            current.raw.append(line)
        elif line.strip(" \t\ufeff\u200b"):
            current.line = current.line or number
            _continue(current, line)
    if current.tags or current.raw:
        yield current


def _continue(current: Segment, line: str) -> None:
    """Add a line without a tag to the value before it."""
    current.raw.append(line)
    if current.tags and current.tags[-1][0] not in _ONE_LINE:
        current.tags[-1][2].append(line.strip())


def _merged(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield records: a further ``TY`` begins one only where a title or author stands before and after it."""
    waiting: Segment | None = None
    for segment in segments:
        if waiting is None:
            waiting = segment
        elif waiting.has_content and segment.has_content:
            yield waiting
            waiting = segment
        else:
            waiting.tags += segment.tags
            waiting.raw += segment.raw
            waiting.ended = segment.ended
            waiting.has_content = waiting.has_content or segment.has_content
        if waiting.ended:
            yield waiting
            waiting = None
    if waiting is not None:
        yield waiting


def write(references: Iterable[Reference]) -> str:
    """Return a RIS file, one record a reference."""
    return "\n".join(ris_write.record(reference) for reference in references)
