"""Checks an index against itself: every record's checksum, the counts, and a sample that has to be found again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.matching import terms
from ccsvi_refs.registries.mirror import manifest
from ccsvi_refs.registries.mirror.entries import under
from ccsvi_refs.registries.mirror.index import Reader
from ccsvi_refs.registries.mirror.opened import reference
from ccsvi_refs.registries.mirror.state import State

#: Records that are looked up again, and problems named.
_SAMPLE, _NAMED = 2000, 50
#: How a record begins, unlike the state.
_RECORD = '{"key":'
_KINDS: tuple[IdentifierKind, ...] = ("doi", "pmid")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what is wrong (the first fifty in words)."""

    records: int
    looked_up: int
    problems: tuple[str, ...]


def verify(directory: str | Path) -> Verified:
    """Return what is wrong with a mirror; InputError where it cannot be opened at all."""
    reader = Reader(manifest.current(Path(directory)))
    problems = list(_counts(reader, reader.state()))
    step, seen, looked_up = max(1, reader.documents // _SAMPLE), 0, 0
    whole = reader.documents == reader.records + 1
    for seen, address in enumerate(reader.addresses(), 1):
        try:
            text = reader.stored(address)
        except InputError as error:
            problems.append(f"document {seen}: {error}")
            continue
        if seen % step == 0 and text.startswith(_RECORD):
            looked_up += 1
            problems += _lost(reader, json.loads(text), whole=whole)
    if seen != reader.documents:
        problems.append(f"the index says that it has {reader.documents} documents, and {seen} can be read")
    return Verified(reader.records, looked_up, tuple(problems[:_NAMED]))


def _counts(reader: Reader, state: State) -> Iterator[str]:
    for source, count in state.records.items():
        there = reader.living(source)
        if there != count:
            yield f"{source}: {there} records are there, and {count} were stored"
    if sum(state.records.values()) != reader.records:
        yield f"{reader.records} records are there, and {sum(state.records.values())} were stored"
    if sum(file.records for file in state.files) < reader.records:
        yield f"{reader.records} records are there, more than were read from files"


def _lost(reader: Reader, stored: dict[str, Any], *, whole: bool) -> Iterator[str]:
    """Yield what of a record is not found again; one that was replaced since need not be."""
    key, record = stored["key"], reference(stored)
    found = len(reader.having("key", key))
    if found > 1:
        yield f"{key} is there {found} times"
    if not found:
        if whole:
            yield f"{key} is not found under its own key"
        return
    wanted = [("name", under(kind, value)) for kind in _KINDS if (value := record.identifier(kind))]
    if stored["key"].startswith("retraction-watch:"):
        wanted = []
    else:
        wanted += [("terms", term) for term in terms.of_record(record)]
    for field, value in wanted:
        if not reader.count(field, value):
            yield f"{key} is not found by {value!r}"
            return
