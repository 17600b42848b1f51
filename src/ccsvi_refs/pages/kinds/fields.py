"""The records that reference managers leave in a document: CSL-JSON in the field codes of Zotero and Mendeley.

https://www.zotero.org/support/dev/client_coding/libreoffice_plugin_wire_protocol, https://github.com/citation-style-language/schema
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.model import Reference
from ccsvi_refs.text.values import is_deep

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_MENDELEY = re.compile(r"MENDELEY_CITATION_v3_([A-Za-z0-9+/=_-]+)")
#: More are not looked at.
_MOST = 20_000


def address(instruction: str) -> str:
    """Return the address that a field for a link leads to, empty for any other field."""
    match = _HYPERLINK.match(instruction)
    return match[1] if match and "://" in match[1] else ""


def references(instructions: Iterable[str], tags: Iterable[str], path: str) -> tuple[Reference, ...]:
    """Return the works that the fields and content controls of a document cite, each once."""
    items: dict[str, dict[str, Any]] = {}
    for citation in (*map(_of_field, instructions), *map(_of_tag, tags)):
        for item in _items(citation):
            items.setdefault(_identity(item), item)
            if len(items) >= _MOST:
                break
    if not items:
        return ()
    try:
        return formats.read(json.dumps(list(items.values())), "csl-json", path).references
    except InputError:
        return ()


def _of_field(instruction: str) -> object:
    """Return the JSON of a field code that cites."""
    if "CSL_CITATION" not in instruction:
        return None
    start = instruction.find("{")
    return _json(instruction[start:]) if start >= 0 else None


def _of_tag(tag: str) -> object:
    match = _MENDELEY.search(tag)
    if not match:
        return None
    try:
        return _json(base64.b64decode(match[1] + "=" * (-len(match[1]) % 4)).decode("utf-8"))
    except (binascii.Error, ValueError):
        return None


def _json(text: str) -> object:
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return None if is_deep(found) else found


def _items(citation: object) -> Iterator[dict[str, Any]]:
    cites = citation.get("citationItems") if isinstance(citation, dict) else None
    for cite in cites if isinstance(cites, list) else ():
        data = cite.get("itemData") if isinstance(cite, dict) else None
        if isinstance(data, dict) and data:
            yield {**data, "id": str(data.get("id") or cite.get("id") or "")}


def _identity(item: dict[str, Any]) -> str:
    """Return what tells one work from another: its DOI, else its title and date, else its id."""
    if item.get("DOI"):
        return str(item["DOI"]).lower()
    return f"{item.get('title')}|{item.get('issued')}" if item.get("title") else str(item.get("id"))
