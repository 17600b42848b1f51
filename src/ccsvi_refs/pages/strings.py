"""Citation strings as data: ``{"id", "text"}``, one a line."""

from __future__ import annotations

import json
from typing import Any

from ccsvi_refs.formats import citation
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Mention, Problem, Reference
from ccsvi_refs.text.values import is_deep, mended


def read(text: str, path: str) -> Bibliography:
    """Return the references of ``{"id", "text"}`` objects, one a line, and a problem for every line that is none."""
    references: list[Reference] = []
    problems: list[Problem] = []
    filled = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    for number, line in limited(filled, problems, path):
        found = entry(line, Location(path, number))
        (references if isinstance(found, Reference) else problems).append(found)  # type: ignore[arg-type]
    return Bibliography(tuple(references), problems=tuple(problems), path=path)


def entry(line: str, place: Location) -> Reference | Problem:
    """Return the reference of one line, or what is wrong with it."""
    try:
        record: Any = json.loads(line)
        record = None if is_deep(record) else mended(record)
    except (ValueError, RecursionError) as error:
        return Problem(f"is no JSON: {error}", place, line[:500])
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        return Problem('is no object with a "text"', place, line[:500])
    found = citation.read(record["text"])
    key = record.get("id")
    named = found.with_fields(id=str(key) if isinstance(key, (str, int)) else f"line-{place.line}")
    return Reference(named.data, Mention(record["text"], place), named.provenance)
