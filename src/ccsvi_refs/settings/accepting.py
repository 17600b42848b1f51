"""An accepted finding, written into a settings file: whatever else stands there stays as it is, comments and all."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Table

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings.judging import AcceptedFinding

#: What an entry is known by; of two that are alike in these, one says all.
_KEYS = ("rule", "reference", "path", "cited")
_OURS = "ccsvi-refs"

Outcome = Literal["added", "renewed", "known"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A settings file's text with an entry in it, and what has become of the entry; ``until`` is its former end."""

    text: str
    outcome: Outcome
    until: datetime.date | None = None


def accepted(text: str, path: Path, entry: AcceptedFinding) -> Accepted:
    """Return a settings file's text with the entry: a new one at the end of the list, or the old one with a new end.

    SettingsError where the text is no TOML, or has something else in the list's place.
    """
    try:
        document = tomlkit.parse(text)
    except (TOMLKitError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}") from None
    rows = _rows(_table(document, path), path)
    for row in rows:
        if all(str(row.get(key, "")) == getattr(entry, key) for key in _KEYS):
            former = row.get("until")
            known = datetime.date.fromisoformat(str(former)) if former else None
            if known == entry.until and str(row.get("reason", "")) == entry.reason:
                return Accepted(text, "known", known)
            row["reason"], row["until"] = entry.reason, entry.until
            return Accepted(_written(document, text, path), "renewed", known)
    _append(rows, entry)
    return Accepted(_written(document, text, path), "added")


def _written(document: tomlkit.TOMLDocument, before: str, path: Path) -> str:
    """Return the document with its line ends; SettingsError where anything else in it would not be what it was."""
    text = tomlkit.dumps(document).rstrip("\n") + "\n"
    if "\r\n" in before and before.count("\n") == before.count("\r\n"):
        text = re.sub(r"(?<!\r)\n", "\r\n", text)
    try:
        same = _without_accepted(text) == _without_accepted(before)
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise SettingsError(f"{path}: the entry cannot be put in without changing what else is there: add it by hand")
    return text


def _without_accepted(text: str) -> dict[str, Any]:
    data = tomllib.loads(text)
    tools = data.get("tool", {})
    for ours in (data, tools.get(_OURS, {})):
        ours.pop("accept", None)
    if tools.get(_OURS) == {}:
        del tools[_OURS]
    if data.get("tool") == {}:
        del data["tool"]
    return data


def _table(document: tomlkit.TOMLDocument, path: Path) -> MutableMapping[str, Any]:
    """Return our part of a settings file, made where there is none."""
    if path.name == "ccsvi-refs.toml" or (path.name != "pyproject.toml" and "tool" not in document):
        return document
    table: MutableMapping[str, Any] = document
    for key in ("tool", _OURS):
        if key not in table:
            table[key] = tomlkit.table(is_super_table=True)
        table = table[key]
        if not isinstance(table, MutableMapping):
            raise SettingsError(f"{path}: {key}: expected a table")
    return table


def _rows(table: MutableMapping[str, Any], path: Path) -> AoT | Array:
    if "accept" not in table:
        table["accept"] = tomlkit.aot()
    rows = table["accept"]
    if not isinstance(rows, AoT | Array) or not all(isinstance(row, Mapping) for row in rows):
        raise SettingsError(f"{path}: accept: expected a list of tables")
    return rows


def _append(rows: AoT | Array, entry: AcceptedFinding) -> None:
    row = tomlkit.table() if isinstance(rows, AoT) else tomlkit.inline_table()
    for key, value in _said(entry):
        row[key] = value
    if isinstance(row, Table):
        row.add(tomlkit.nl())
    rows.append(row)


def _said(entry: AcceptedFinding) -> Iterator[tuple[str, object]]:
    for key in (*_KEYS, "reason", "until"):
        if value := getattr(entry, key):
            yield key, value
