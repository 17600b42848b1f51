"""CSL-YAML ⇄ references, as Pandoc writes it: a list, or a list under ``references``.

https://pandoc.org/MANUAL.html#specifying-bibliographic-data. Its texts are Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import entries, yamltext
from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.csl_data import pandoc, shapes
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
#: Fields that Pandoc takes as they are.
_VERBATIM = frozenset({"id", "type", "doi", "url", "isbn", "issn", "pmid", "pmcid", "citation-key"})


def read(text: str, path: str = "-") -> Bibliography:
    """Return the items; InputError with its line where the text is no YAML or holds no list of items."""
    documents = yamltext.documents(text, path)
    found: list[FileEntry] = []
    problems: list[Problem] = []
    items = limited((item for document in documents for item in _items(document)), problems, path)
    for item in items:
        if item in ("", None):
            continue
        made = list(_entries(item, path)) if isinstance(item, Mapping) else []
        found += made
        if not made:
            problems.append(_no_item(item, path))
    if not found:
        raise InputError(f"is no bibliography: {problems[0].message}" if problems else "is empty", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _no_item(item: Any, path: str) -> Problem:
    is_mapping = isinstance(item, Mapping)
    line = yamltext.line(item) if is_mapping else 0
    message = "an item has neither title nor names nor container" if is_mapping else "is no CSL item"
    return Problem(message, Location(path, line), str(yamltext.bare(item))[:500])


def _entries(item: Mapping[str, Any], path: str) -> Iterator[FileEntry]:
    lines = yamltext.lines(item)
    names = {name.upper() if name in ("doi", "url") else name: line for name, line in lines.items()}
    for key, data in shapes.items(_with_markup(yamltext.bare(item))):
        yield FileEntry(data, Location(path, lines.get("", 0)), key, names)


def _with_markup(value: Any, name: str = "") -> Any:
    """Return a value with the Markdown in its texts read; identifiers are none."""
    if isinstance(value, Mapping):
        return {key: _with_markup(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_markup(item, name) for item in value]
    return pandoc.read(value) if isinstance(value, str) and name.lower() not in _VERBATIM else value


def _items(document: Any) -> list[Any]:
    items = document.get("references") if isinstance(document, Mapping) and "references" in document else document
    return items if isinstance(items, list) else [items]


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
