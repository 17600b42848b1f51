"""The bibliographies that a page names, read from beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference
from ccsvi_refs.pages.document import Named

#: The path of a text that is no file: what it names is not read, for nothing lies beside it.
NOWHERE = "<text>"
#: The files that came with a page that lies in no folder, by their names; what it names is looked for among them alone.
LYING: ContextVar[Mapping[str, bytes] | None] = ContextVar("LYING", default=None)
#: A bibliography is no larger than this.
_LARGEST = 100_000_000
#: More are not read for one page.
_MOST = 20


def read(named: Iterable[Named], path: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...], bool]:
    """Return the references of the bibliographies that a page names, what could not be read, and whether all were.

    Only files with a bibliography's ending are read, in the page's folder or the working directory and below: what a
    page says must not make anything else of this machine appear in a report.
    """
    references: list[Reference] = []
    problems: list[Problem] = []
    whole = True
    for one in list(named)[:_MOST]:
        try:
            found = _read(one.path, path)
        except InputError as error:
            place = Location(path, one.line)
            message = f"the bibliography {one.path!r} that the page names {error.message}"
            problems.append(Problem(message, place, one.path, "unread-bibliography"))
            whole = False
        else:
            references += found.references
            problems += found.problems
    return tuple(references), tuple(problems), whole


def _read(name: str, page: str) -> Bibliography:
    if page == NOWHERE:
        raise InputError(
            "is not read: the page is no file, so nothing lies beside it; give the bibliography's own text"
        )
    kind = formats.by_suffix(name)
    if not kind:
        raise InputError("has no ending of a bibliography format")
    if (lying := LYING.get()) is not None:
        return _given(PurePosixPath(name.replace("\\", "/")).name, kind, lying)
    folder = Path(page).parent if page not in ("", "-") and "://" not in page else Path()
    found = _beside(name, folder)
    try:
        data = found.read_bytes() if found.stat().st_size <= _LARGEST else b""
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    shown = str(folder / name)
    bibliography = formats.read(decode(data, shown), kind, shown)
    return replace(bibliography, path=shown)


def _given(name: str, kind: str, lying: Mapping[str, bytes]) -> Bibliography:
    """Return the bibliography of that name among the files that came with a page; else of one in other letters."""
    own = name if name in lying else next((one for one in lying if _folded(one) == _folded(name)), None)
    if own is None:
        raise InputError("did not come with it")
    return replace(formats.read(decode(lying[own], own), kind, own), path=own)


def _folded(name: str) -> str:
    """Return a file's name as systems compare it that take ``Réfs.bib`` and ``réfs.bib`` for one, however encoded."""
    return unicodedata.normalize("NFC", name).casefold()


def _beside(name: str, folder: Path) -> Path:
    """Return the file of that name in a page's folder or the working directory, or below either."""
    for base in (folder, Path()):
        try:
            found = (base / name).resolve()
            inside = any(found.is_relative_to(root.resolve()) for root in (folder, Path()))
            exists = found.is_file()
        except (OSError, ValueError, RuntimeError):
            continue
        if exists and inside:
            return found
        if exists:
            raise InputError("lies outside the page's folder and the working directory; name it as an input")
    raise InputError("is not there")
