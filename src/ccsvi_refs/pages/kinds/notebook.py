"""Jupyter notebooks to a document (https://nbformat.readthedocs.io/): their Markdown cells, where they stand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import markup, rewritten
from ccsvi_refs.text.values import is_deep, mended

#: How far from where the line before it stands a line is looked for.
_FARTHEST = 20_000


def read(source: str, path: str) -> Document:
    """Return the text of a notebook taken apart; InputError where it is none."""
    try:
        data: Any = json.loads(source)
        data = None if is_deep(data) else mended(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no notebook, which is JSON: {error}", Location(path)) from None
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise InputError("is no notebook of version 4: it has no cells", Location(path))
    index = LineIndex(source, path)
    lines: list[str] = []
    sources: list[int] = []
    at = 0
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") in ("markdown", "raw"):
            for line in (*_lines(cell.get("source")), ""):
                at = _find(source, line, at)
                lines.append(line)
                sources.append(index.locate(at).line)
    document = markup.markdown("\n".join(lines), path)
    blocks = [rewritten.placed(block, sources, path) for block in document.blocks]
    keys = [replace(key, location=rewritten.place(key.location, sources, path)) for key in document.keys]
    labels = [replace(key, location=rewritten.place(key.location, sources, path)) for key in document.labels]
    return replace(document, blocks=blocks, text="", keys=keys, labels=labels)


def _lines(said: object) -> list[str]:
    text = "".join(part for part in said if isinstance(part, str)) if isinstance(said, list) else said
    return text.split("\n") if isinstance(text, str) else []


def _find(source: str, line: str, at: int) -> int:
    """Return where a line of a cell stands in the file, from where the one before it does."""
    for written in (json.dumps(line, ensure_ascii=False)[1:-1], json.dumps(line)[1:-1]):
        found = source.find(written, at, at + len(written) + _FARTHEST) if written else -1
        if found >= 0:
            return found
    return at
