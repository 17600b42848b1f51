"""Values of settings, read from whatever a file, the environment or a program gives, or refused with their place."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from ccsvi_refs.errors import SettingsError, meant

#: Kinds of values, for annotations: each has its reader below.
Address = str
Contact = str
Secret = str
Header = str
Seconds = float
Timeout = float
Count = int

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})
_LONGEST = 10 * 365 * 86_400.0
#: Rows of one list; a file with more is a mistake or an attack.
_MOST_ROWS = 2_000
#: A host, with a port and with ``user:password@`` before it where need be.
_AUTHORITY = re.compile(r"[^\s/?#\\\x00-\x1f\x7f]+")

_Data = TypeVar("_Data")


def settle(data: object) -> None:
    """Put what each field's kind makes of its value into a frozen dataclass; SettingsError where it makes no sense."""
    for each in _fields(data).values():
        object.__setattr__(data, each.name, _read(each, getattr(data, each.name), each.name))


def changed(base: _Data, values: Mapping[str, object], origin: str) -> _Data:
    """Return a copy of a dataclass with some values replaced; SettingsError names ``origin`` and the setting."""
    known = _fields(base)
    changes: dict[str, object] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            spelt = [each.replace("_", "-") for each in known]
            raise SettingsError(f"{origin}: unknown setting {key!r}{meant(key.replace('_', '-'), spelt)}")
        place = f"{origin}: {key}"
        present = getattr(base, name)
        if is_dataclass(present):
            changes[name] = changed(present, table(value, place), place)
        else:
            changes[name] = _read(known[name], value, place)
    return replace(base, **changes)  # type: ignore[type-var]  # every _Data is a dataclass


def table(value: object, place: str) -> Mapping[str, object]:
    """Return a value that has to be a table; SettingsError where it is none."""
    if not isinstance(value, Mapping):
        raise SettingsError(f"{place}: expected a table, found {_shown(value)}")
    return value


def _fields(data: object) -> dict[str, Field[object]]:
    return {each.name: each for each in fields(data)}  # type: ignore[arg-type]  # called with dataclasses alone


def _read(known: Field[object], value: object, place: str) -> object:
    """Return what a field makes of a value; ``row`` is the dataclass of its list's tables, ``read`` what reads it."""
    kind = str(known.type)
    if "read" in known.metadata:
        return known.metadata["read"](value, place)
    if kind.startswith("tuple"):
        row, inner = known.metadata.get("row"), kind.removeprefix("tuple[").partition(",")[0]
        return _rows(row, inner, value, place)
    if kind.endswith(" | None") and (value is None or value == ""):
        return None
    return _scalar(kind.removesuffix(" | None"), value, place)


def _scalar(kind: str, value: object, place: str) -> object:
    if kind not in _READERS:
        return value
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str | int | float | datetime.date):
        raise SettingsError(f"{place}: expected one value, found {_shown(value)}")
    return _READERS[kind](str(value).strip(), place)


def _rows(row: Callable[[], object] | None, kind: str, value: object, place: str) -> tuple[object, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise SettingsError(f"{place}: expected a list, found {_shown(value)}")
    if len(value) > _MOST_ROWS:
        raise SettingsError(f"{place}: more than {_MOST_ROWS} entries")
    return tuple(_row(row, kind, one, f"{place}[{number}]") for number, one in enumerate(value, 1))


def _row(row: Callable[[], object] | None, kind: str, value: object, place: str) -> object:
    if row is None:
        return _scalar(kind, value, place)
    return value if is_dataclass(value) else changed(row(), table(value, place), place)


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _boolean(text: str, place: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise SettingsError(f"{place}: expected true or false, found {_shown(text)}")
    return text.lower() in _TRUE


def _seconds(text: str, place: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST:
        raise SettingsError(f"{place}: expected a number of seconds, found {_shown(text)}")
    return seconds


def _timeout(text: str, place: str) -> float:
    seconds = _seconds(text, place)
    if seconds == 0:
        raise SettingsError(f"{place}: expected a number of seconds above 0, found {_shown(text)}")
    return seconds


def _count(text: str, place: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) > 0):
        raise SettingsError(f"{place}: expected a whole number above 0, found {_shown(text)}")
    return int(text)


def _day(text: str, place: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{place}: expected a date like 2027-01-31, found {_shown(text)}") from None


def _path(text: str, place: str) -> Path:
    if "\0" in text:
        raise SettingsError(f"{place}: expected a path, found {_shown(text)}")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{place}: {error}") from None


def _address(text: str, place: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, usable = urlsplit(""), False
    if not usable or not _AUTHORITY.fullmatch(parts.netloc) or re.search(r"[\s?#\\\x00-\x1f\x7f]", text):
        raise SettingsError(f"{place}: expected an http or https address, found {_shown(text)}")
    return text.rstrip("/")


def _contact(text: str, place: str) -> str:
    if not text.isprintable() or re.search(r"[\s<>()\"]", text) or (text and "@" not in text):
        raise SettingsError(f"{place}: expected an e-mail address, found {_shown(text)}")
    return text


def _header(text: str, place: str) -> str:
    name, colon, value = text.partition(":")
    if (
        not colon
        or not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII)
        or not (value.isascii() and value.isprintable())
    ):
        raise SettingsError(f"{place}: expected a header like 'Accept-Language: de'")
    return text


def _secret(text: str, place: str) -> str:
    if not text.isascii() or not text.isprintable() or " " in text:
        raise SettingsError(f"{place}: a key has no spaces and no characters beyond ASCII")
    return text


_READERS: dict[str, Callable[[str, str], object]] = {
    "bool": _boolean,
    "str": lambda text, _: text,
    "Address": _address,
    "Contact": _contact,
    "Secret": _secret,
    "Header": _header,
    "Seconds": _seconds,
    "Timeout": _timeout,
    "Count": _count,
    "datetime.date": _day,
    "Path": _path,
}
