"""The metadata of Pandoc's tree as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.citing.pandoc.inlines import marked_up, plain

_KEY = re.compile(r"@([\w:.#$%&+?<>~/-]*\w|\*)")


def values(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a document with text in the engine's markup."""
    return {name: value(one) for name, one in meta.items()}


def value(meta: Any) -> Any:
    """Return one value of metadata."""
    kind, content = meta.get("t"), meta.get("c")
    if kind == "MetaMap":
        return {name: value(one) for name, one in content.items()}
    if kind == "MetaList":
        return [value(one) for one in content]
    if kind == "MetaInlines":
        return marked_up(content)
    if kind == "MetaBlocks":
        return plain(content)
    return content


def uncited(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of ``nocite``, "*" among them where all are meant."""
    return tuple(_keys(meta.get("nocite")))


def _keys(tree: Any) -> list[str]:
    if isinstance(tree, list):
        return [key for one in tree for key in _keys(one)]
    if not isinstance(tree, dict):
        return []
    if tree.get("t") == "Cite":
        return [str(cite["citationId"]) for cite in tree["c"][0]]
    if tree.get("t") in ("Str", "MetaString"):
        return _KEY.findall(str(tree["c"]))
    return [key for one in tree.values() for key in _keys(one)]
