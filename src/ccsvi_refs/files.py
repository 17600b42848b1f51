"""Files that others name or bring: read within bounds, and told apart from what is none of theirs."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO, Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location

#: Bytes of an input. A bibliography of fifty thousand entries has a third of that.
MOST = 32 * 1024 * 1024
#: What marks the root of a checkout, and holds what comes with no commit.
ROOTS = (".git", ".hg", ".jj", ".svn")


def contents(path: str | Path, most: int = MOST) -> bytes:
    """Return a regular file's bytes; InputError where there is none, or it has more than ``most``."""
    place = Location(str(path))
    try:
        with open(path, "rb", opener=_opener) as file:  # Path.open takes no opener
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError("is no file but a device or pipe; give - to read standard input", place)
            return bytes(within(file, most, str(path)))
    except FileNotFoundError:
        raise InputError("no such file", place) from None
    except IsADirectoryError:
        raise InputError("is a directory, not a file", place) from None
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and os.path.isdir(path):  # noqa: PTH112  # so Windows says it of a directory
            raise InputError("is a directory, not a file", place) from None
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot be read: {reason}", place) from None


def within(stream: IO[Any], most: int, path: str) -> Any:
    """Return what a stream holds; InputError where that is more than ``most`` bytes or characters."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(f"is larger than {most // 1024**2} MiB", Location(path))
    return data


def checkout(folder: Path) -> Path | None:
    """Return the root of the checkout whose files may lie in a folder, None where there is none.

    What a checkout keeps of itself, in ``.git`` or its kin, comes with no commit; a ``.hg`` beside a ``.git`` may.
    """
    for path in (Path(os.path.abspath(folder)), folder.resolve()):  # noqa: PTH100  # links left as they are
        for up in (path, *path.parents):
            marks = {mark for mark in ROOTS if (up / mark).exists()}
            if marks and marks != {*path.relative_to(up).parts[:1]}:
                return up
    return None


def left(path: str | Path) -> Path | None:
    """Return the root of the checkout that a path in it leads out of, through links; None where it does not."""
    try:
        full = Path(os.path.abspath(path))  # noqa: PTH100  # links left as they are
        root = checkout(full.parent)
        return root if root and not full.resolve().is_relative_to(root.resolve()) else None
    except (OSError, ValueError):
        return None


def _opener(path: str, flags: int) -> int:
    """Open without waiting for anybody to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
