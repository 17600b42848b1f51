"""Settings from files: one that is named, or one found in the tree, which a stranger may have put there.

A file that is found may say what concerns the pages. Where requests go, what they carry, what a private network may be
asked and where this machine keeps things is for whoever runs the command to say: in the environment, by an option, or
in a file they name. https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory has the same care.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.files import ROOTS, checkout
from ccsvi_refs.settings.general import Settings

_NAMES = ("ccsvi-refs.toml", "pyproject.toml")
_LARGEST = 1024 * 1024
#: A key of very many parts, which takes a time that grows with their square; what is quoted is set aside first.
_QUOTED = re.compile(rb"""\"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_DEEP_KEY = re.compile(rb"(?<![\w.\- \t])(?:[\w-]++[ \t]*+\.[ \t]*+){50}")
#: The greatest values a found file may set: a run's cost is for whoever pays for it to raise.
_MOST = {
    "timeout": 120.0, "deadline": 6 * 3_600.0, "links.timeout": 60.0, "links.deadline": 3_600.0,
    "links.patience": 300.0, "links.second-look": 60.0, "links.concurrency": 32, "links.total": 256,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The settings of a file, and a sentence on each that was refused, or was passed over in a file beside it."""

    settings: Settings
    refused: tuple[str, ...] = ()


def named(path: Path) -> Settings:
    """Return the settings of a file that the user named; SettingsError where there is none or it makes no sense."""
    table = _read(path)
    ours = _ours(table, path) if path.name == "pyproject.toml" or "tool" in table else table
    return Settings().with_values(ours or {}, str(path))


def found(start: Path) -> Found:
    """Return the settings of the nearest file from ``start`` upwards, as far as a file found there may set them.

    The search ends at a checkout's root, and at a file that belongs to somebody else.
    """
    path = _nearest(start)
    if path is None:
        return Found(Settings())
    if why := _untrusted(path):
        return Found(Settings(), (f"{path} is not read: {why}",))
    admitted = _admitted(_ours(_read(path), path) or {}, path)
    return Found(admitted.settings, (*admitted.refused, *_passed_over(path)))


def _passed_over(path: Path) -> Iterator[str]:
    """Yield a sentence where the project's file beside the one that is read has settings of ours too."""
    other = path.with_name(_NAMES[1])
    if path.name != _NAMES[0] or not _speaks_of_us(other):
        return
    try:
        ours = not _untrusted(other) and _ours(_read(other), other)
    except SettingsError:  # it holds for the project's other tools, and says nothing that is read here
        return
    if ours:
        yield f"{other}: [tool.ccsvi-refs] is not read, for {path} stands beside it: keep the settings in one of them"


def place(start: Path) -> Path:
    """Return the settings file that is found from ``start``, else the one there that settings can be written to.

    SettingsError where the file that is found is not believed.
    """
    path = _nearest(start)
    if path is None:
        project = start / "pyproject.toml"
        return project if project.is_file() and not _untrusted(project) else start / _NAMES[0]
    if why := _untrusted(path):
        raise SettingsError(f"{path} is not read: {why}")
    return path


def _nearest(start: Path) -> Path | None:
    """Return the nearest file with settings of ours, or one that may have some and is not believed."""
    for folder in (start, *start.parents):
        for name in _NAMES:
            path = folder / name
            if not os.path.lexists(path):
                continue
            if _untrusted(path):
                if name != _NAMES[0] and not _speaks_of_us(path):
                    continue
                return path
            if _ours(_read(path), path) is not None:
                return path
        if any((folder / mark).exists() for mark in ROOTS):
            break
    return None


def _untrusted(path: Path) -> str:
    """Return why a file that was found is not believed, empty where it is."""
    try:
        seen = path.stat()
    except OSError as error:
        return error.strerror or "it cannot be read"
    if not stat.S_ISREG(seen.st_mode):
        return "it is no regular file"
    if not path.resolve().is_relative_to(path.parent.resolve()):
        return "it is a link that leads elsewhere"
    if hasattr(os, "geteuid") and not {seen.st_uid, path.lstat().st_uid} <= _users():
        return f"it belongs to another user ({seen.st_uid}); name it with --config if you trust it"
    return ""


def _speaks_of_us(path: Path) -> bool:
    try:
        return path.is_file() and "ccsvi-refs" in _bytes(path).decode("utf-8", "replace")
    except OSError:
        return False


def _users() -> set[int]:
    me = os.geteuid()
    behind = os.environ.get("SUDO_UID", "") if me == 0 else ""
    return {me, int(behind)} if behind.isascii() and behind.isdecimal() else {me}


def _read(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file():
            raise SettingsError(f"{path}: {'is no regular file' if path.exists() else 'there is no such file'}")
        data = _bytes(path)
        if len(data) > _LARGEST:
            raise SettingsError(f"{path}: larger than {_LARGEST} bytes")
        if _DEEP_KEY.search(_QUOTED.sub(b"q", data)):
            raise SettingsError(f"{path}: nested too deeply")
        return tomllib.loads(data.decode())
    except (OSError, ValueError) as error:  # ValueError alone: a number of thousands of digits
        raise SettingsError(f"{path}: {error}") from error
    except RecursionError:
        raise SettingsError(f"{path}: nested too deeply") from None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)


def _ours(table: Mapping[str, Any], path: Path) -> Mapping[str, Any] | None:
    """Return our part of a file, None where a project's file has none."""
    if path.name == "ccsvi-refs.toml":
        return table
    tools = table.get("tool")
    ours = tools.get("ccsvi-refs") if isinstance(tools, Mapping) else None
    if ours is not None and not isinstance(ours, Mapping):
        raise SettingsError(f"{path}: tool.ccsvi-refs: expected a table")
    return ours


def _admitted(table: Mapping[str, Any], path: Path) -> Found:
    refused: list[str] = []
    admitted = {key: value for key, value in table.items() if not _refuses(key, value, path, refused)}
    if isinstance(admitted.get("baseline"), str):
        _place_baseline(admitted, path, refused, "baseline")
    if isinstance(links := admitted.get("links"), Mapping):
        admitted["links"] = _links(links, path, refused)
    return Found(Settings().with_values(admitted, str(path)), tuple(refused))


def _refuses(key: str, value: object, path: Path, refused: list[str]) -> bool:
    """Return whether a found file may not set this, after saying why."""
    name = key.replace("-", "_")
    kind = {each.name: str(each.type) for each in fields(Settings)}.get(name, "")
    if name != "baseline" and (kind in ("Address", "Secret") or kind.startswith("Path") or name == "allow_private"):
        refused.append(
            f"{path}: {key} is not taken from a file in the tree, which a stranger may have changed: "
            f"set CCSVI_REFS_{name.upper()}, or name the file with --config"
        )
        return True
    return _exceeds(key.replace("_", "-"), value, path, refused)


def _exceeds(key: str, value: object, path: Path, refused: list[str]) -> bool:
    most = _MOST.get(key)
    if most is None or isinstance(value, bool) or not isinstance(value, int | float) or value <= most:
        return False
    refused.append(f"{path}: {key} = {value} is not taken: a file in the tree may set at most {most:g}")
    return True


def _links(table: Mapping[str, Any], path: Path, refused: list[str]) -> dict[str, object]:
    kept: dict[str, object] = {
        key: value for key, value in table.items()
        if not _exceeds(f"links.{key.replace('_', '-')}", value, path, refused)
    }  # fmt: skip
    if isinstance(kept.get("baseline"), str):
        _place_baseline(kept, path, refused, "links.baseline")
    if isinstance(rows := kept.get("hosts"), list):
        kept["hosts"] = [_without_headers(row, path, refused) for row in rows]
    if isinstance(rows := kept.get("ignore"), list):
        kept["ignore"] = [row for row in rows if not _endless(row, path, refused)]
    return kept


def _place_baseline(table: dict[str, Any], path: Path, refused: list[str], name: str) -> None:
    """Let a baseline's path begin at the file that names it; drop one that leads out of the tree."""
    given = str(table["baseline"])
    root = checkout(path.parent) or path.parent.resolve()
    target = path.parent / given.replace("\0", "")
    if given and "\0" not in given and target.resolve().is_relative_to(root):
        table["baseline"] = target
    else:
        del table["baseline"]
        why = "no file can have this name" if "\0" in given else f"it leads out of {root}"
        refused.append(f"{path}: {name} = {given!r} is not taken: {why}")


def _without_headers(row: object, path: Path, refused: list[str]) -> object:
    """Return a host's table without what requests would carry, which a found file may not say."""
    if not isinstance(row, Mapping):
        return row
    carried = [key for key in row if key.replace("-", "_") in {"headers", "user_agent"}]
    if carried:
        refused.append(f"{path}: links.hosts.{carried[0]} is not taken: name the file with --config")
    return {key: value for key, value in row.items() if key not in carried}


def _endless(row: object, path: Path, refused: list[str]) -> bool:
    if not isinstance(row, Mapping) or row.get("until"):
        return False
    refused.append(
        f"{path}: links.ignore of {row.get('url', '')!r} is not taken: in a file in the tree it needs an end, "
        "until = a date"
    )
    return True
