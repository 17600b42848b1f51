"""CSL-JSON ⇄ references: an array, one object, ``{"items": [...]}`` or one object a line.

Schema: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries, jsontext
from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.entries import Entry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.location import LineIndex
from ccsvi_refs.model import Bibliography, Problem, Reference

_FIELD = re.compile(r'"(URL|DOI)"\s*:')


def read(text: str, path: str = "-") -> Bibliography:
    """Return the items; one that is broken is a problem with its line, InputError where the text is no JSON at all."""
    index = LineIndex(text, path)
    found: list[Entry] = []
    problems: list[Problem] = []
    for value in limited(jsontext.values(text, path, ("items", "references")), problems, path):
        if isinstance(value, Problem):
            problems.append(value)
        elif not isinstance(value.data, Mapping):
            message = f"is no CSL item but {type(value.data).__name__}"
            problems.append(Problem(message, index.locate(value.start), text[value.start : value.end][:500]))
        else:
            found += [_entry(item, text, index) for item in _items(value)]
    if not found and not problems and not text.strip():
        raise InputError("is empty", index.locate(0))
    return entries.bibliography(found, problems, path)


def _items(value: jsontext.Placed) -> Iterator[jsontext.Placed]:
    """Yield the items in a value: itself, or the works in an answer of Crossref's API."""
    items = list(crossref.items(value.data)) if "message" in value.data else [value.data]
    for item in items:
        if isinstance(item, Mapping):
            yield jsontext.Placed(item, value.start, value.end, value.is_shared or len(items) > 1)


def _entry(value: jsontext.Placed, text: str, index: LineIndex) -> Entry:
    data = csl_items.normal(value.data)
    key = value.data.get("id", "")
    fields = () if value.is_shared else _FIELD.finditer(text, value.start, value.end)
    lines = {match.group(1): index.locate(match.start()).line for match in fields}
    return Entry(data, index.locate(value.start), str(key) if isinstance(key, (str, int)) else "", lines)


def write(references: Iterable[Reference]) -> str:
    """Return the items as an indented JSON array."""
    items = [csl_items.ordered(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
