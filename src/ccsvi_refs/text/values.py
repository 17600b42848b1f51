"""JSON values read as what they should be, empty where they are something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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
