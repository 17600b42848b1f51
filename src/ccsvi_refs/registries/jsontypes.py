"""JSON values read as what they should be, empty where they are something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, empty where the value is none."""
    return value if isinstance(value, Mapping) else {}


def string(value: object) -> str:
    """Return a string or number as text, empty where the value is neither."""
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
