"""JSON values read as what they should be, empty where they are something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ccsvi_refs.text.printing import whole

#: How deep a value from outside may be nested: far more than any record is, and far less than Python's stack is high.
DEEPEST = 64


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, empty where the value is none."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> list[Any]:
    """Return the elements of an array, empty where the value is none."""
    return list(value) if isinstance(value, (list, tuple)) else []


def mappings(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of an array."""
    return [item for item in sequence(value) if isinstance(item, Mapping)]


def one_or_more(value: object) -> list[Any]:
    """Return the elements of an array, and of a bare value that one of its own; empty for null and empty text."""
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value in (None, "") else [value]


def string(value: object) -> str:
    """Return a string or number as text, empty where the value is neither."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def first(value: object) -> str:
    """Return the text that a value, or the first of several that is any, has; empty where there is none."""
    return next((text for text in map(string, one_or_more(value)) if text.strip()), "")


def is_deep(value: object) -> bool:
    """Return whether a JSON value is nested more than ``DEEPEST`` levels deep."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def mended(value: Any) -> Any:
    """Return a JSON value, not nested too deeply, without halves of characters in its texts and keys."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {whole(key): mended(item) for key, item in value.items()}
    return [mended(item) for item in value] if isinstance(value, list) else value


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
