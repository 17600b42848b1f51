"""Pandoc itself, where it is at hand: what reads a page into its tree and writes the tree in other formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib import import_module
from typing import Any

from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.location import Location

#: What a page of a few megabytes needs is far below.
_LONGEST = 300
#: Pandoc takes itself no more memory than this, https://pandoc.org/MANUAL.html#a-note-on-security.
_BOUNDS = ("+RTS", "-M2g", "-RTS")


def find() -> str:
    """Return where Pandoc is; SettingsError with what to install where there is none."""
    found = shutil.which("pandoc")
    if found is None:
        try:
            found = str(import_module("pypandoc").get_pandoc_path())
        except (ImportError, OSError):
            found = None
    if found is None:
        raise SettingsError(
            "this needs Pandoc, which is not installed: pip install 'ccsvi-refs[pandoc]' brings it (pypandoc_binary); "
            "markdown and html of a Markdown page need none"
        )
    return found


#: Endings of pages that Pandoc reads as something else than Markdown, with their names to it.
READERS = {".org": "org", ".tex": "latex", ".latex": "latex", ".rst": "rst", ".ipynb": "ipynb", ".typ": "typst"}


def tree(text: str, path: str, read_as: str = "markdown") -> dict[str, Any]:
    """Return the tree of a page."""
    data = _run(["-f", read_as, "-t", "json"], text.encode(), path)
    found = json.loads(data)
    return dict(found)


def written(document: dict[str, Any], to: str, path: str) -> bytes:
    """Return a tree as a document that stands alone, as a fragment where it is HTML or Markdown."""
    alone = [] if to in ("html", "markdown") else ["-s"]
    return _run(["-f", "json", "-t", to, "--wrap=preserve", *alone, "-o", "-"], json.dumps(document).encode(), path)


def _run(arguments: list[str], data: bytes, path: str) -> bytes:
    """Return what Pandoc makes of the data; it reads and fetches nothing else (``--sandbox``)."""
    command = [find(), *_BOUNDS, "--sandbox", *arguments]
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program, no shell
            command, input=data, capture_output=True, timeout=_LONGEST, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"took Pandoc longer than {_LONGEST} seconds", Location(path)) from None
    if done.returncode:
        said = (done.stderr.decode("utf-8", "replace").strip() or str(done.returncode)).splitlines()[0]
        raise InputError(f"cannot be converted by Pandoc: {said}", Location(path))
    return done.stdout
