"""RIS ⇄ references; the maps are in :mod:`ccsvi_refs.formats.ris.tags`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.ris import record as ris_record
from ccsvi_refs.formats.ris import segments as ris_segments
from ccsvi_refs.formats.ris import write as ris_write
from ccsvi_refs.formats.ris.segments import Segment
from ccsvi_refs.formats.ris.tags import TYPES
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Passage, Problem, Reference


def read(text: str, path: str = "-") -> Bibliography:
    """Return the records of a RIS file; what is no record is a problem with its line and text."""
    found: list[FileEntry] = []
    problems: list[Problem] = []
    passages: list[Passage] = []
    for record in limited(ris_segments.records(text), problems, path):
        if record.is_passage:
            passages.append(Passage("ris", "\n".join(record.raw), Location(path, record.line)))
        else:
            _record(record, path, found, problems)
    if not found and text.strip() and not any(problem.raw for problem in problems):
        raise InputError("holds no RIS records", Location(path, 1))
    return replace(entries.bibliography(found, problems, path), passages=tuple(passages))


def _record(record: Segment, path: str, found: list[FileEntry], problems: list[Problem]) -> None:
    place = Location(path, record.line)
    raw = "\n".join(record.raw)[:5000]
    joined = [(tag, line, " ".join(filter(None, parts))) for tag, line, parts in record.tags]
    filled = [(tag, line, value) for tag, line, value in joined if value]
    if not any(tag != "TY" for tag, _, _ in filled):
        if raw.strip():
            problems.append(Problem("this is no RIS record", place, raw))
        return
    problems += [Problem(message, place, raw) for message in _faults(record, filled)]
    data, raws, lines, addresses = ris_record.data(filled)
    key = next((value for tag, _, value in filled if tag == "ID"), "")
    found.append(FileEntry(data, place, key, lines, raws, addresses))


def _faults(record: Segment, filled: list[tuple[str, int, str]]) -> Iterator[str]:
    """Yield what the record lacks, or has where it should not."""
    kinds = [value for tag, _, value in filled if tag == "TY"]
    if not kinds:
        yield "this record has no type (TY)"
    elif all(kind.upper() not in TYPES for kind in kinds):
        yield f"{kinds[0]!r} is no RIS type; taken as a document"
    if not record.ended:
        yield "this record has no end (ER)"
    if record.has_more:
        yield "lines after the end (ER) of this record were taken as its own"


def write(references: Iterable[Reference]) -> str:
    """Return a RIS file, one record a reference."""
    return "\n".join(ris_write.record(reference) for reference in references)
