"""A mirror's folder: ``mirror.json``, which names the layout and the index in use, beside the indexes themselves."""

from __future__ import annotations

import json
import os
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from ccsvi_refs.errors import InputError

#: The layout of the index; one of another is built again.
SCHEMA = "4"
#: What names the index in use.
NAME = "mirror.json"
#: What a mirror was before it had an index of Tantivy's.
_FORMER = "mirror.sqlite"
_INDEX = re.compile(r"index-(\d{1,9})")


def current(directory: Path) -> Path:
    """Return the index in use; InputError where there is none, or one of another version, saying how to build it."""
    try:
        data = json.loads((directory / NAME).read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(_missing(directory)) from None
    except (OSError, ValueError) as error:
        raise InputError(f"{directory / NAME} is not a mirror's: {error}; {_again(directory)}") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InputError(f"{directory} holds a mirror of another version; {_again(directory)}")
    index = str(data.get("index"))
    if not _INDEX.fullmatch(index) or not (directory / index).is_dir():
        raise InputError(f"{directory} has lost its index {index!r}; {_again(directory)}")
    return directory / index


def _missing(directory: Path) -> str:
    if (directory / _FORMER).is_file():
        return f"{directory / _FORMER} is not a mirror of this version; {_again(directory, _former(directory))}"
    if unfinished(directory):
        return f"{directory} holds a mirror whose build did not come to its end; give the same 'mirror build' again"
    return f"{directory} holds no mirror; make one with 'ccsvi-refs mirror build --output {directory}'"


def _again(directory: Path, files: str = "--crossref FILES... --pubmed FILES...") -> str:
    return f"build it again: ccsvi-refs mirror build --output {shlex.quote(str(directory))} {files}"


def _former(directory: Path) -> str:
    """Return the options that name the files a mirror of the former layout was made of."""
    path = (directory / _FORMER).absolute().as_uri()
    try:
        with closing(sqlite3.connect(f"{path}?mode=ro&immutable=1", uri=True)) as db:
            (names,) = db.execute("SELECT value FROM meta WHERE key = 'files'").fetchone()
            files = [str(name) for name in json.loads(names)]
    except (sqlite3.Error, TypeError, ValueError):
        return "--crossref FILES... --pubmed FILES..."
    parted = {True: [file for file in files if ".xml" in file], False: [file for file in files if ".xml" not in file]}
    options = (("--crossref", parted[False]), ("--pubmed", parted[True]))
    return " ".join(f"{option} {shlex.join(names)}" for option, names in options if names)


def indexes(directory: Path) -> list[Path]:
    """Return the indexes in a folder, in use or not, oldest first."""
    found = [(int(match[1]), path) for path in directory.glob("index-*") if (match := _INDEX.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def unfinished(directory: Path) -> Path | None:
    """Return the index of a build that did not come to its end."""
    try:
        used: Path | None = current(directory) if (directory / NAME).exists() else None
    except InputError:
        used = None
    newer = [path for path in indexes(directory) if path != used]
    return newer[-1] if newer else None


def fresh(directory: Path) -> Path:
    """Return the folder of an index that is not there yet."""
    last = indexes(directory)[-1:]
    return directory / f"index-{int(last[0].name.partition('-')[2]) + 1 if last else 1}"


def use(directory: Path, index: Path) -> None:
    """Make an index the one in use, at once or not at all."""
    partial = directory / (NAME + ".partial")
    with partial.open("w", encoding="utf-8") as file:
        json.dump({"schema": SCHEMA, "engine": "tantivy", "index": index.name}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(directory / NAME)
    (directory / _FORMER).unlink(missing_ok=True)
