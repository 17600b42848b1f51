"""JSON values that cannot be changed, and plain values out of whatever was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn


class FrozenDict(dict[str, Any]):
    """A dictionary that cannot be changed, so that it can be hashed, shared and written as JSON as it is."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping is frozen")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = _refuse
    setdefault = update = _refuse  # pyright: ignore[reportAssignmentType]  # refusing takes any arguments

    def __hash__(self) -> int:  # type: ignore[override]  # dict sets it to None
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


def freeze(value: Any) -> Any:
    """Return a JSON value with its objects as :class:`FrozenDict` and its arrays as tuples."""
    if type(value) in (str, FrozenDict, int):
        return value
    if isinstance(value, Mapping):
        return FrozenDict({str(key): freeze(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    return value


def thaw(value: Any) -> Any:
    """Return a JSON value with plain dictionaries and lists, free to change."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def text_of(value: object) -> str:
    """Return a string or number as a string, anything else as an empty one."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def items_of(value: object) -> Sequence[object]:
    """Return an array's items, none for anything that is no array."""
    return value if isinstance(value, (tuple, list)) else ()
