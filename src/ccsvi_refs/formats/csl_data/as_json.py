"""CSL-JSON ⇄ references: an array, one object, a list under a name, objects under their keys, or one object a line.

Schema: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json. Zotero's own items are read as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries, jsontext
from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.csl_data import shapes
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.location import LineIndex
from ccsvi_refs.model import Bibliography, Problem, Reference

_FIELD = re.compile(r'"(URL|DOI|url|doi|note)"\s*:')


def read(text: str, path: str = "-") -> Bibliography:
    """Return the items; one that is broken or no reference is a problem with its line.

    InputError where the text is no JSON at all, or holds no reference.
    """
    index = LineIndex(text, path)
    found: list[FileEntry] = []
    problems: list[Problem] = []
    for value in limited(jsontext.values(text, path, ("items", "references")), problems, path):
        if isinstance(value, Problem):
            problems.append(value)
            continue
        made = _entries(value, text, index) if isinstance(value.data, Mapping) else []
        found += made
        if not made and not _is_silent(value.data):
            problems.append(_no_item(value, text, index))
    if not found and not problems and not text.strip():
        raise InputError("is empty", index.locate(0))
    if not found and len(problems) == 1 and text.lstrip().startswith("{"):
        raise InputError(f"is no bibliography: its object {problems[0].message}", problems[0].location)
    return entries.bibliography(found, problems, path)


def _is_silent(data: object) -> bool:
    """Return whether an object is none of a work by its type: Zotero's notes and attachments."""
    return isinstance(data, Mapping) and shapes.is_no_work(data)


def _no_item(value: jsontext.Placed, text: str, index: LineIndex) -> Problem:
    if isinstance(value.data, Mapping):
        message = "is no reference: it has neither title nor names nor container"
    else:
        message = f"is no CSL item but {type(value.data).__name__}"
    return Problem(message, index.locate(value.start), text[value.start : value.end][:500])


def _entries(value: jsontext.Placed, text: str, index: LineIndex) -> list[FileEntry]:
    made = list(shapes.items(value.data))
    lines = {}
    if len(made) == 1 and not value.is_shared:
        for match in _FIELD.finditer(text, value.start, value.end):
            name = match.group(1) if match.group(1) == "note" else match.group(1).upper()
            lines[name] = index.locate(match.start()).line
    place = index.locate(value.start)
    return [FileEntry(data, place, key, lines) for key, data in made]


def write(references: Iterable[Reference]) -> str:
    """Return the items as an indented JSON array."""
    items = [csl_items.ordered(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
