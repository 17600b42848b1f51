"""The objects in a JSON or YAML file → items, whatever is wrapped around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ccsvi_refs.formats import zotero
from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.text import values

#: Names under which programs wrap a list of items.
WRAPPERS = ("items", "references", "data", "bibliography", "publications", "results")
_DEEPEST = 3


def is_no_work(value: Mapping[str, Any]) -> bool:
    """Return whether an object says of itself that it is a note or an attachment."""
    return zotero.is_item(value) and zotero.item(value) is None


def items(value: Mapping[str, Any], key: str = "", depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield key and normal fields of each item in an object; nothing where it holds none."""
    if "message" in value and isinstance(value["message"], Mapping):
        works = (item for item in crossref.items(value) if isinstance(item, Mapping))
        found = ((values.string(item.get("id")), csl_items.normal(item)) for item in works)
        yield from (
            (written, data) for written, data in found if csl_items.says_something(data, is_keyed=True, is_typed=True)
        )
        return
    if zotero.is_item(value):
        if item := zotero.item(value):
            yield item
        return
    data = csl_items.normal(value)
    written = values.string(value.get("id")) or values.string(value.get("citation-key")) or key
    if written.startswith("http") and isinstance(value.get("citation-key"), str):
        written = value["citation-key"]
    is_typed = values.string(value.get("type")) in csl_items.TYPES
    if csl_items.says_something(data, bool(written), is_typed):
        yield written, data
    elif depth < _DEEPEST:
        yield from _inside(value, depth)


def _inside(value: Mapping[str, Any], depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the items under a wrapper's name or, where all an object has is objects, those with their names as keys."""
    for name in WRAPPERS:
        if isinstance(value.get(name), (list, Mapping)):
            inner = value[name]
            for item in values.mappings(inner) if isinstance(inner, list) else [inner]:
                yield from items(item, "", depth + 1)
            return
    if value and all(isinstance(item, Mapping) for item in value.values()):
        for key, item in value.items():
            yield from items(item, str(key), depth + 1)
