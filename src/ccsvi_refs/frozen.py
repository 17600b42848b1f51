"""JSON values that cannot be changed, and plain values out of whatever was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, NoReturn


class FrozenDict(dict[str, Any]):
    """A dictionary that cannot be changed, nor what is in it: it can be hashed, shared and written as JSON as it is."""

    __slots__ = ()

    def __init__(self, *values: Any, **fields: Any) -> None:
        alone = len(values) == 1 and not fields and isinstance(values[0], dict)
        given = values[0] if alone else dict(*values, **fields)
        super().__init__({str(key): value if type(value) in _FROZEN else freeze(value) for key, value in given.items()})

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping is frozen")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = _refuse
    setdefault = update = _refuse  # pyright: ignore[reportAssignmentType]  # refusing takes any arguments

    def __hash__(self) -> int:  # type: ignore[override]  # dict sets it to None
        return hash(frozenset(self.items()))

    def __copy__(self) -> FrozenDict:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> FrozenDict:
        return self

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


#: Types whose values hold nothing that could change.
_FROZEN = frozenset({str, int, float, bool, type(None), FrozenDict})


def freeze(value: Any) -> Any:
    """Return a JSON value with its objects as :class:`FrozenDict`, its arrays as tuples, all the way down."""
    kind = type(value)
    if kind in _FROZEN:
        return value
    if kind is dict or isinstance(value, Mapping):  # asking an abstract class takes ten times as long
        return FrozenDict(value)
    if isinstance(value, (list, tuple)):
        return tuple([item if type(item) in _FROZEN else freeze(item) for item in value])
    if isinstance(value, Set):
        return frozenset(freeze(item) for item in value)
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
