"""Databases that are kept between runs: private to the user, and not believed where others may have written them."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

from ccsvi_refs.files import checkout

_log = logging.getLogger(__name__)

#: What SQLite reads beside a database, as if it stood in it.
_COMPANIONS = ("", "-wal", "-shm", "-journal")

#: For so many seconds, and so far apart, a database is tried that others have locked.
_PATIENCE, _PAUSE = 5.0, 0.1

Prepare = Callable[[sqlite3.Connection], None]


def default_directory() -> Path:
    """Return the folder in which databases are kept where the settings name none."""
    from platformdirs import user_cache_path

    return user_cache_path("ccsvi-refs")


def opened(directory: Path | None, name: str, prepare: Prepare) -> sqlite3.Connection:
    """Return a database of a folder, or one in memory where that cannot be used or believed, after saying so.

    ``prepare`` makes the tables; a database in which it cannot is set aside, and begun anew.
    """
    path = (directory or default_directory()) / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if why := _unbelievable(path):
            _log.warning("%s is not used: %s; results are kept for this run only", path, why)
            return _connected(":memory:", prepare)
        return _patiently(path, prepare)
    except (OSError, sqlite3.Error) as error:
        _log.warning("%s cannot be used (%s); results are kept for this run only", path, error)
        return _connected(":memory:", prepare)


def _patiently(path: Path, prepare: Prepare) -> sqlite3.Connection:
    """Return the database of a file that another process may be making just now: SQLite does not wait for that."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return _on_disk(path, prepare)
        except sqlite3.DatabaseError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(_PAUSE)


def _on_disk(path: Path, prepare: Prepare) -> sqlite3.Connection:
    _make_private(path)
    try:
        return _connected(path, prepare)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        _log.warning("%s cannot be used: it is damaged, and begun anew", path)
        path.replace(path.with_suffix(".damaged"))
        for companion in ("-wal", "-shm"):
            path.with_name(path.name + companion).unlink(missing_ok=True)
        _make_private(path)
        return _connected(path, prepare)


def _unbelievable(path: Path) -> str:
    """Return why what a database says is not believed, empty where it is."""
    root = checkout(path.parent)
    if root and root.resolve() != _home():
        return f"it lies in the checkout {root}, where a commit may have put it"
    return next(filter(None, (_foreign(path.with_name(path.name + end)) for end in _COMPANIONS)), "")


def _foreign(path: Path) -> str:
    """Return why a file was not written by this user, empty where it was or is not there."""
    try:
        seen = path.lstat()
    except FileNotFoundError:
        return ""
    if not stat.S_ISREG(seen.st_mode):
        return f"{path.name} is no regular file"
    if hasattr(os, "geteuid") and seen.st_uid != os.geteuid():
        return f"{path.name} belongs to another user ({seen.st_uid})"
    return ""


def _home() -> Path | None:
    """Return the user's home, which may be a checkout of their own, by the system's word: variables may be a job's."""
    if not hasattr(os, "geteuid"):
        return Path.home().resolve()
    import pwd

    try:
        return Path(pwd.getpwuid(os.geteuid()).pw_dir).resolve()
    except KeyError:
        return None


def _make_private(path: Path) -> None:
    """Make the file readable for its user alone; SQLite's companions of it become as it is."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)


def _connected(path: Path | str, prepare: Prepare) -> sqlite3.Connection:
    rows = sqlite3.connect(path, isolation_level=None, timeout=5.0, check_same_thread=False)
    try:
        # What a killed process wrote is in the system's hands and safe; only a power cut may cost the last seconds.
        rows.execute("PRAGMA journal_mode = WAL")
        rows.execute("PRAGMA synchronous = NORMAL")
        # https://www.sqlite.org/security.html: what others may have put in is not run.
        rows.execute("PRAGMA trusted_schema = OFF")
        rows.execute("PRAGMA cell_size_check = ON")
        if rows.execute("SELECT 1 FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchone():
            raise sqlite3.DatabaseError("it has views or triggers")
        prepare(rows)
    except BaseException:
        rows.close()
        raise
    return rows
