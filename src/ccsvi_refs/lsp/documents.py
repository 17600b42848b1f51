"""The documents that are open in an editor, as it changes them, and as the readers take them in."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from lsprotocol.types import TextDocumentContentChangeEvent, TextDocumentContentChangePartial, TextDocumentItem
from pygls import uris

from ccsvi_refs import files, formats
from ccsvi_refs.correcting import originals
from ccsvi_refs.correcting.originals import Original
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import decoding
from ccsvi_refs.location import Location
from ccsvi_refs.lsp import positions
from ccsvi_refs.lsp.positions import Places
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import loading

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.lsp.checking import Checked
    from ccsvi_refs.resolving import Resolution

#: What editors call the languages we read, https://code.visualstudio.com/docs/languages/identifiers and beyond it.
LANGUAGES: Mapping[str, str] = {
    "markdown": "markdown", "quarto": "markdown", "rmd": "markdown", "mdx": "markdown", "pandoc": "markdown",
    "latex": "latex", "tex": "latex", "plaintex": "latex", "bibtex": "bibtex", "bib": "bibtex", "html": "html",
    "restructuredtext": "rst", "rst": "rst", "ris": "ris", "plaintext": "text", "text": "text", "org": "org",
    "asciidoc": "asciidoc", "typst": "text",
}  # fmt: skip
#: MiB of a page and of a bibliography that are checked at every change; what is larger would take minutes each time.
MOST_OF_PAGES, MOST_OF_DATA = 2, 8
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Opened:
    """A document that is open: its lines as the editor has them, and what is known of it.

    ``known`` is what the registries said of its references, by their digests, ``statuses`` what became of its links;
    ``checked`` is the last check of it, ``took`` the seconds that it took, ``waiting`` what begins the next,
    ``asking`` what asks the registries.
    """

    uri: str
    path: str
    language: str
    version: int
    lines: list[str]
    known: dict[str, Resolution] = field(default_factory=dict)
    statuses: Sequence[LinkStatus] = ()
    checked: Checked | None = None
    took: float = 0.0
    waiting: asyncio.TimerHandle | None = None
    asking: asyncio.Task[None] | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document as it was in one version; ``encoding`` is in what its editor counts places."""

    uri: str
    path: str
    language: str
    version: int
    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document taken in: its bytes, as they are on disk where those say the same, its kind and what it holds."""

    snapshot: Snapshot
    original: Original
    places: Places
    data: bytes
    kind: str
    page: Bibliography


class TooLarge(InputError):  # noqa: N818 - what the document is
    """A document with which nothing may be wrong, but which cannot be checked while its user types."""


def opened(item: TextDocumentItem) -> Opened:
    """Return a document that an editor opens."""
    return Opened(item.uri, path_of(item.uri), item.language_id, item.version, positions.split(_whole(item.text)))


def path_of(uri: str) -> str:
    """Return the path of a document: of a file's address the file's, of another one what follows its scheme."""
    try:
        path = uris.to_fs_path(uri) or uris.urlparse(uri)[2]
    except ValueError:
        path = ""
    return path.replace("\0", "\N{REPLACEMENT CHARACTER}") or "untitled"


def uri_of(path: str) -> str:
    """Return the address of a file."""
    return uris.from_fs_path(os.path.abspath(path)) or path  # noqa: PTH100  # links left as they are


def change(document: Opened, changes: Sequence[TextDocumentContentChangeEvent], version: int, encoding: str) -> None:
    """Make an editor's changes in a document."""
    for each in changes:
        if isinstance(each, TextDocumentContentChangePartial):
            positions.edited(document.lines, each.range, _whole(each.text), encoding)
        else:
            document.lines = positions.split(_whole(each.text))
    document.version = version


def _whole(text: str) -> str:
    """Return a text without halves of characters, each letter where it was."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)


def snapshot(document: Opened, encoding: str) -> Snapshot:
    """Return a document as it is now."""
    text = "".join(document.lines)
    return Snapshot(document.uri, document.path, document.language, document.version, text, encoding)


def read(seen: Snapshot) -> Read:
    """Return a document taken in; InputError where it is of no kind that is read, or cannot be read at all."""
    data = _data(seen)
    found = _kind(data, seen)
    most = MOST_OF_DATA if found in formats.FORMATS else MOST_OF_PAGES
    if len(data) > most * 1024**2:
        said = f"is larger than {most} MiB, and not checked in an editor: ccsvi-refs audit reads it"
        raise TooLarge(said, Location(seen.path))
    original = originals.read(data, seen.path)
    plain = seen.text.replace("\r\n", "\n").replace("\r", "\n")
    lead = len(plain) - len(original.text)
    if lead < 0 or plain[lead:] != original.text:
        raise InputError("cannot be read as the editor has it", Location(seen.path))
    page = loading.read(data, seen.path, found)
    return Read(seen, original, Places(original.text, plain[:lead], seen.encoding), data, found, page)


def _data(seen: Snapshot) -> bytes:
    """Return the file's own bytes where they say what the editor shows, else the text in UTF-8."""
    if seen.uri.startswith("file:"):
        try:
            data = files.contents(seen.path)
            if decoding.encoded(data, seen.path).text.removeprefix("\ufeff") == seen.text.removeprefix("\ufeff"):
                return data
        except InputError as error:
            logging.getLogger(__name__).debug("%s", error)  # an unsaved file, or one of another sort
    return seen.text.encode()


def kind(seen: Snapshot) -> str:
    """Return what a document is, empty where nobody knows."""
    try:
        return _kind(seen.text.encode(), seen)
    except InputError:
        return ""


def _kind(data: bytes, seen: Snapshot) -> str:
    """Return what a document is: what its name says, else what its editor takes it for, else what it looks like."""
    suffix = PurePath(seen.path).suffix.lower()
    named = LANGUAGES.get(seen.language, "")
    if named and suffix not in loading.SUFFIXES and not _is_data(suffix):
        return named
    return loading.told(data, seen.path)


def _is_data(suffix: str) -> bool:
    return suffix in formats.SUFFIXES
