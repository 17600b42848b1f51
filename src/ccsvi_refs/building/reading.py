"""The sources of a build's pages → what they cite, by the forms of citation that the build knows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ccsvi_refs import files, formats
from ccsvi_refs.building import works
from ccsvi_refs.errors import EmptyInput, InputError
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference
from ccsvi_refs.pages import kinds, reading
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.intext.keyed import Key

#: How a build cites by key: Pandoc's [@key], the role :cite:`key`, or not at all.
Keys = Literal["pandoc", "role", "none"]


@dataclass(frozen=True, slots=True)
class Source:
    """One page of a build: its path as it is shown, its bytes, and the kind of page that the build reads it as.

    ``everything`` is set where it prints the build's whole bibliography.
    """

    path: str
    data: bytes = field(repr=False)
    kind: str
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a build's pages are read: in which form they cite by key, and from what."""

    keys: Keys = "none"
    bibliography: Bibliography | None = None


def shown(path: str | Path) -> str:
    """Return a path from the working directory where it lies below that, else the whole path."""
    full = os.path.abspath(path)  # noqa: PTH100  # links left as they are
    folder = Path.cwd()
    return str(Path(full).relative_to(folder)) if Path(full).is_relative_to(folder) else full


def shared(paths: Iterable[str | Path]) -> Bibliography:
    """Return the references of all bibliographies that a build's pages cite from, and what could not be read."""
    references: dict[str, Reference] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            found = _bibliography(shown(path))
        except InputError as error:
            message = f"the bibliography that the build names {error.message}"
            problems.append(Problem(message, error.location, str(path), "unread-bibliography"))
        else:
            problems += found.problems
            for reference in found:
                references.setdefault(reference.id, reference)
    return Bibliography(tuple(references.values()), problems=tuple(problems))


def _bibliography(path: str) -> Bibliography:
    text = decode(files.contents(path), path)
    kind = formats.by_content(text) or formats.by_suffix(path)
    if not kind:
        raise InputError("has no ending of a bibliography format", Location(path))
    return formats.read(text, kind, path)


def page(source: Source, how: Reading) -> Bibliography:
    """Return what a page cites and links to; what cannot be read at all is a problem of it."""
    try:
        content = source.data if kinds.KINDS[source.kind].is_binary else decode(source.data, source.path)
        document = _as_built(kinds.read(content, source.kind, source.path), source, how)
        return works.without_other_lists(reading.read(document, source.path))
    except EmptyInput:
        return Bibliography(path=source.path)
    except InputError as error:
        place = error.location or Location(source.path)
        return Bibliography(problems=(Problem(error.message, place),), path=source.path)


def _as_built(document: Document, source: Source, how: Reading) -> Document:
    """Return a page with the keys alone that the build takes for citations, and what it cites from."""
    if how.keys == "role":
        document = replace(document, bibliographies=(), records=None)
    records = _joined(document, how.bibliography)
    keys = [key for key in document.keys if _is_cited(key, how.keys)]
    if not (records or document.bibliographies):
        keys = []
    everything = document.everything or source.everything
    blocks = [block for block in document.blocks if block.kind != "code"]  # documentation shows code, and cites none
    held = records if keys or everything else None
    return replace(document, blocks=blocks, keys=keys, records=held, everything=everything)


def _is_cited(key: Key, how: Keys) -> bool:
    return how != "none" and key.text.startswith("@") == (how == "pandoc")


def _joined(document: Document, known: Bibliography | None) -> Bibliography | None:
    held: Sequence[Reference] = document.records.references if document.records else ()
    references = (*held, *(known.references if known else ()))
    return Bibliography(references) if references or known else None
