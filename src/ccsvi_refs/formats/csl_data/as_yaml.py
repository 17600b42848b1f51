"""CSL-YAML ⇄ references, as Pandoc writes it: a list, or a list under ``references``.

https://pandoc.org/MANUAL.html#specifying-bibliographic-data. Scalars stay text (``volume: 010``, ``id: no``); aliases
are refused, since a few lines of them stand for gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries
from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.csl_data import pandoc, shapes
from ccsvi_refs.formats.entries import Entry
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LINE = "\0line"
#: Fields that Pandoc takes as they are.
_VERBATIM = frozenset({"id", "type", "doi", "url", "isbn", "issn", "pmid", "pmcid", "citation-key"})


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
    items = [item for document in documents for item in _items(document) if item not in ("", None)]
    found: list[Entry] = []
    problems: list[Problem] = []
    for item in items:
        made = list(_entries(item, path)) if isinstance(item, Mapping) else []
        found += made
        if not made:
            problems.append(_no_item(item, path))
    if not found:
        raise InputError(f"is no bibliography: {problems[0].message}" if problems else "is empty", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _no_item(item: Any, path: str) -> Problem:
    is_mapping = isinstance(item, Mapping)
    line = item.get(_LINE, {}).get("", 0) if is_mapping else 0
    message = "an item has neither title nor names nor container" if is_mapping else "is no CSL item"
    return Problem(message, Location(path, line), str(_without_lines(item))[:500])


def _entries(item: Mapping[str, Any], path: str) -> Iterator[Entry]:
    lines = item.get(_LINE, {})
    names = {name.upper() if name in ("doi", "url") else name: line for name, line in lines.items()}
    for key, data in shapes.items(_with_markup(_without_lines(item))):
        yield Entry(data, Location(path, lines.get("", 0)), key, names)


def _with_markup(value: Any, name: str = "") -> Any:
    """Return a value with the Markdown in its texts read; identifiers are none."""
    if isinstance(value, Mapping):
        return {key: _with_markup(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_markup(item, name) for item in value]
    return pandoc.read(value) if isinstance(value, str) and name.lower() not in _VERBATIM else value


def _without_lines(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_lines(item) for key, item in value.items() if key != _LINE}
    return [_without_lines(item) for item in value] if isinstance(value, list) else value


def _items(document: Any) -> list[Any]:
    items = document.get("references") if isinstance(document, Mapping) and "references" in document else document
    return items if isinstance(items, list) else [items]


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
    lines = {"": event.start_mark.line + 1}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = str(_build(event, events, path))
        lines[key] = event.start_mark.line + 1
        mapping[key] = _build(next(events), events, path)
    mapping[_LINE] = lines
    return mapping


def write(references: Iterable[Reference]) -> str:
    """Return the items under ``references``, as Pandoc reads them."""
    items = [_as_markdown(csl_items.ordered(reference)) for reference in references]
    text: str = yaml.dump({"references": items}, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=120)
    return text


def _as_markdown(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: item if key == "custom" else _as_markdown(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_markdown(item, name) for item in value]
    return pandoc.write(value) if isinstance(value, str) and name.lower() not in _VERBATIM else value
