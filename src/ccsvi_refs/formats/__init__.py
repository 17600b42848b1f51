"""Bibliography formats ⇄ references: each reader and writer by name, loaded when first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import PurePath

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.columns import with_columns
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Reference

#: Format → module with ``read(text, path) -> Bibliography``.
READERS = {
    "bibtex": "bibtex",
    "crossref": "records.crossref_file",
    "csl-json": "csl_data.as_json",
    "csl-yaml": "csl_data.as_yaml",
    "nbib": "nbib",
    "pubmed": "pubmed.file",
    "ris": "ris",
}
#: Format → module with ``write(references) -> str``.
WRITERS = {
    "bibtex": "bibtex",
    "csl-json": "csl_data.as_json",
    "csl-yaml": "csl_data.as_yaml",
    "nbib": "nbib",
    "ris": "ris",
}

#: File name ending → format.
SUFFIXES = {
    ".bib": "bibtex", ".bibtex": "bibtex", ".biblatex": "bibtex", ".json": "csl-json", ".csljson": "csl-json",
    ".yaml": "csl-yaml", ".yml": "csl-yaml", ".ris": "ris", ".nbib": "nbib", ".medline": "nbib", ".xml": "pubmed",
}  # fmt: skip


def by_suffix(path: str) -> str | None:
    """Return the format a file name ends in, None where it names no bibliography format."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def read(text: str, format: str, path: str = "-") -> Bibliography:  # noqa: A002  # the word the API and command use
    """Return the references in a text of that format; a bad record among good ones comes back as a problem."""
    if format not in READERS:
        raise InputError(f"unknown format {format!r}; known are {', '.join(sorted(READERS))}", Location(path))
    reader: Callable[[str, str], Bibliography] = import_module(f"{__name__}.{READERS[format]}").read
    text = text.removeprefix("\ufeff")
    return with_columns(reader(text, path), text)


def write(references: Iterable[Reference], format: str) -> str:  # noqa: A002  # the word the API and command use
    """Return the references as text of that format."""
    if format not in WRITERS:
        raise InputError(f"cannot write {format!r}; formats are {', '.join(sorted(WRITERS))}")
    writer: Callable[[Iterable[Reference]], str] = import_module(f"{__name__}.{WRITERS[format]}").write
    return writer(references)
