"""CSL-YAML ⇄ references, as Pandoc writes it: a list, or a list under ``references``.

https://pandoc.org/MANUAL.html#specifying-bibliographic-data. Scalars stay text (``volume: 010``, ``id: no``); aliases
are refused, since a few lines of them stand for gigabytes, and so are keys that are no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries
from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.entries import Entry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference
from ccsvi_refs.text.values import DEEPEST

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LINE = "\0line"
#: Scalars, beginnings and ends of lists and mappings: thirty for each of a hundred thousand records.
_MOST = 3_000_000


def read(text: str, path: str = "-") -> Bibliography:
    """Return the items; InputError with its line where the text is no YAML or holds no list of items."""
    try:
        documents = list(_documents(text, path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        raise InputError(f"is no valid YAML: {getattr(error, 'problem', None) or error}", place) from error
    except RecursionError as error:
        raise InputError("is nested too deeply", Location(path)) from error
    problems: list[Problem] = []
    items = list(limited((item for document in documents for item in _items(document)), problems, path))
    if not any(isinstance(item, Mapping) for item in items):
        raise InputError("holds no references" if documents else "is empty", Location(path, 1))
    found = [_entry(item, path) for item in items if isinstance(item, Mapping)]
    others = [item for item in items if not isinstance(item, Mapping)]
    problems += [Problem("is no CSL item", Location(path), str(item)[:500]) for item in others]
    return entries.bibliography(found, problems, path)


def _entry(item: Mapping[str, Any], path: str) -> Entry:
    lines = item.get(_LINE, {})
    bare = _without_lines(item)
    return Entry(csl_items.normal(bare), Location(path, lines.get("", 0)), str(bare.get("id", "")), lines)


def _without_lines(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_lines(item) for key, item in value.items() if key != _LINE}
    return [_without_lines(item) for item in value] if isinstance(value, list) else value


def _items(document: Any) -> list[Any]:
    items = document.get("references") if isinstance(document, Mapping) and "references" in document else document
    return items if isinstance(items, list) else [items]


def _documents(text: str, path: str) -> Iterator[Any]:
    events = _some(yaml.parse(text, Loader=_LOADER), path)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield _build(next(events), events, path, DEEPEST)


def _some(events: Iterator[Any], path: str) -> Iterator[Any]:
    """Yield what the parser finds, as far as that can be a bibliography."""
    for number, event in enumerate(events):
        if number > _MOST:
            raise InputError("holds more values than any bibliography", Location(path, event.start_mark.line + 1))
        yield event


def _build(event: Any, events: Iterator[Any], path: str, depth: int) -> Any:
    """Return the value that begins with ``event``; mappings remember the lines of their keys."""
    if not depth:
        raise InputError("is nested too deeply", Location(path, event.start_mark.line + 1))
    if isinstance(event, yaml.AliasEvent):
        raise InputError("YAML aliases are not accepted", Location(path, event.start_mark.line + 1))
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_build(event, events, path, depth - 1))
        return items
    return _mapping(event, events, path, depth)


def _mapping(event: Any, events: Iterator[Any], path: str, depth: int) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    lines = {"": event.start_mark.line + 1}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise InputError("a key is no text", Location(path, event.start_mark.line + 1))
        lines[event.value] = event.start_mark.line + 1
        mapping[event.value] = _build(next(events), events, path, depth - 1)
    mapping[_LINE] = lines
    return mapping


def write(references: Iterable[Reference]) -> str:
    """Return the items under ``references``, as Pandoc reads them."""
    items = [csl_items.ordered(reference) for reference in references]
    text: str = yaml.dump({"references": items}, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=120)
    return text
