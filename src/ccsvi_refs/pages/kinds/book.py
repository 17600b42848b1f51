"""Books (EPUB, https://www.w3.org/TR/epub-33/) to a document: their chapters in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.pages import html
from ccsvi_refs.pages.blocks import Block
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import archives

#: Numbers of items and lists in different chapters are so far apart.
_APART = 1_000_000


def read(data: bytes, path: str) -> Document:
    """Return a book taken apart; a place is the file of the chapter in the book and the line in it."""
    parts = archives.parts(data, path)
    blocks: list[Block] = []
    for number, name in enumerate(_chapters(parts, path)):
        content = decode(parts[name], path)
        blocks += [_apart(block, number * _APART) for block in html.read(content, f"{path}/{name}")]
    if not blocks:
        raise InputError("holds no chapter with text", Location(path))
    return Document(blocks)


def _chapters(parts: Mapping[str, bytes], path: str) -> Iterator[str]:
    """Yield the names of the chapters as the spine has them, each once; all pages of the archive where it has none."""
    package = next((name for name in parts if name.lower().endswith(".opf")), "")
    found = list(dict.fromkeys(_spine(parts, package, path))) if package else []
    pages = [name for name in sorted(parts) if name.lower().endswith((".xhtml", ".html", ".htm"))]
    yield from found or pages


def _spine(parts: Mapping[str, bytes], package: str, path: str) -> Iterator[str]:
    root = archives.tree(parts[package], path, package)
    files = {
        str(item.get("id")): posixpath.normpath(
            posixpath.join(posixpath.dirname(package), unquote(str(item.get("href"))))
        )
        for item in root.iter("{*}item")
    }
    for item in root.iter("{*}itemref"):
        name = files.get(str(item.get("idref")), "")
        if name in parts:
            yield name


def _apart(block: Block, by: int) -> Block:
    """Return a block whose items and lists are not those of another chapter."""
    item, outer, series = (number + by if number else 0 for number in (block.item, block.outer, block.series))
    return replace(block, item=item, outer=outer, series=series)
