"""YAML text → plain values that remember the lines of their keys.

Scalars stay text (``volume: 010``, ``id: no``); aliases are refused, since a few lines of them stand for gigabytes, and
so is a key that is no scalar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.text.values import DEEPEST

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE = "\0line"
#: Scalars, beginnings and ends of lists and mappings: thirty for each of a hundred thousand records.
_MOST = 3_000_000


def documents(text: str, path: str) -> list[Any]:
    """Return the documents of a text; InputError with its line where it is no YAML."""
    try:
        return list(_documents(text, path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        raise InputError(f"is no valid YAML: {getattr(error, 'problem', None) or error}", place) from error
    except RecursionError as error:
        raise InputError("is nested too deeply", Location(path)) from error


def lines(mapping: Mapping[str, Any]) -> Mapping[str, int]:
    """Return the line of each key of a mapping."""
    found = mapping.get(_LINE)
    return found if isinstance(found, Mapping) else {}


def line(mapping: Mapping[str, Any]) -> int:
    """Return the line a mapping begins on, 0 where that is not known."""
    return lines(mapping).get("", 0)


def bare(value: Any) -> Any:
    """Return a value without the lines it remembers."""
    if isinstance(value, Mapping):
        return {key: bare(item) for key, item in value.items() if key != _LINE}
    return [bare(item) for item in value] if isinstance(value, list) else value


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
    places = {"": event.start_mark.line + 1}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise InputError("a key that is no text is not accepted", Location(path, event.start_mark.line + 1))
        places[event.value] = event.start_mark.line + 1
        mapping[event.value] = _build(next(events), events, path, depth - 1)
    mapping[_LINE] = places
    return mapping
