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

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE = "\0line"


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
    events = yaml.parse(text, Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield _build(next(events), events, path)


def _build(event: Any, events: Iterator[Any], path: str) -> Any:
    """Return the value that begins with ``event``; mappings remember the lines of their keys."""
    if isinstance(event, yaml.AliasEvent):
        raise InputError("YAML aliases are not accepted", Location(path, event.start_mark.line + 1))
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_build(event, events, path))
        return items
    mapping: dict[str, Any] = {}
    places = {"": event.start_mark.line + 1}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise InputError("a key that is no text is not accepted", Location(path, event.start_mark.line + 1))
        key = str(event.value)
        places[key] = event.start_mark.line + 1
        mapping[key] = _build(next(events), events, path)
    mapping[_LINE] = places
    return mapping
