"""JSON values of a lock, read as what they have to be; a lock comes with a checkout, and so may hold anything."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.locking.writing import LONGEST
from ccsvi_refs.text.values import is_deep, mended

Item = TypeVar("Item")
Word = TypeVar("Word", bound=str)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}|={7})(?: |\r?$)", re.MULTILINE)


class WrongShape(ValueError):  # noqa: N818 - what it is, in the words of the field
    """A value is not what it has to be; ``keys`` lead to it from the top, the last first."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.keys: list[str] = []


@contextmanager
def inside(key: str) -> Iterator[None]:
    """Let a wrong shape found inside know the key that led there."""
    try:
        yield
    except WrongShape as error:
        error.keys.append(key)
        raise


def decoded(data: bytes, path: str) -> Any:
    """Return a file's JSON value; InputError with the line where it is none, or says one thing twice."""
    if conflict := _CONFLICT.search(data):
        line = data.count(b"\n", 0, conflict.start()) + 1
        raise InputError(
            "the lock has a merge conflict in it: run ccsvi-refs lock on one side of it", Location(path, line)
        )
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refused)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("the lock is not UTF-8", Location(path, line)) from None
    except json.JSONDecodeError as error:
        raise InputError(f"the lock is not JSON: {error.msg}", Location(path, error.lineno)) from None
    except RecursionError:
        raise InputError("the lock is nested too deeply", Location(path)) from None
    except ValueError as error:
        raise InputError(f"the lock is not JSON: {error}"[:300], Location(path)) from None
    if is_deep(value):
        raise InputError("the lock is nested too deeply", Location(path))
    return mended(value)


def line_of(text: str, keys: Sequence[str]) -> int:
    """Return the line to which keys lead, one after the other, as far as they lead anywhere."""
    at = 0
    for key in keys:
        found = text.find(json.dumps(key, ensure_ascii=False), at)
        if found < 0:
            break
        at = found + 1
    return text.count("\n", 0, at) + 1


def table(value: object) -> Mapping[str, Any]:
    """Return an object."""
    if not isinstance(value, dict):
        raise WrongShape("expected an object")
    return value


def rows(data: Mapping[str, Any], key: str, read: Callable[[Mapping[str, Any]], Item], most: int) -> tuple[Item, ...]:
    """Return what is read of the objects of an array, none where it is missing."""
    value = data.get(key, [])
    with inside(key):
        if not isinstance(value, list):
            raise WrongShape("expected an array")
        if len(value) > most:
            raise WrongShape(f"more than {most} entries")
        return tuple(read(table(each)) for each in value)


def text(data: Mapping[str, Any], key: str) -> str:
    """Return a text, empty where it is missing or null."""
    return string(data[key], key) if data.get(key) is not None else ""


def string(value: object, key: str) -> str:
    """Return a value that has to be a text of a length that texts have."""
    with inside(key):
        if not isinstance(value, str):
            raise WrongShape("expected a text")
        if len(value) > LONGEST:
            raise WrongShape(f"longer than {LONGEST} characters")
    return value


def word(data: Mapping[str, Any], key: str, words: Sequence[Word]) -> Word:
    """Return one of some words."""
    with inside(key):
        for each in words:
            if data.get(key) == each:
                return each
        raise WrongShape(f"expected one of {', '.join(words)}")


def number(data: Mapping[str, Any], key: str) -> float:
    """Return a number from 0 to 1, 0 where it is missing."""
    value = data.get(key, 0)
    with inside(key):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise WrongShape("expected a number from 0 to 1")
        return float(value)


def day(value: object, key: str) -> str:
    """Return a day in ISO 8601."""
    with inside(key):
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            pass
        raise WrongShape("expected a day like 2027-01-31")


def bounded(value: Any) -> Any:
    """Return any value without texts that are too long."""
    if isinstance(value, str):
        return string(value, value[:40])
    if isinstance(value, dict):
        return {key: bounded(each) for key, each in value.items()}
    return [bounded(each) for each in value] if isinstance(value, list) else value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"{twice[:80]!r} stands twice in one object")
    return made


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
