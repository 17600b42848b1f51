"""Pandoc's tree: the same citations in whatever Pandoc reads, for whatever it writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from ccsvi_refs import formats
from ccsvi_refs.citing.options import Options, options
from ccsvi_refs.citing.pandoc import metadata, program
from ccsvi_refs.citing.pandoc.filtering import NOT_SHOWN, Written, write
from ccsvi_refs.citing.weaving import loom
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.csl_data import pandoc as markup
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.pages import named
from ccsvi_refs.pages.document import Named
from ccsvi_refs.pages.metadata import Head
from ccsvi_refs.rendering import item

__all__ = ["Options", "Written", "filtered", "head", "program", "values", "without_sources", "write"]


def filtered(document: Mapping[str, Any], path: str = "-") -> tuple[dict[str, Any], list[str]]:
    """Return a tree with its citations written as its metadata say, and what is wrong with them."""
    if not isinstance(document.get("blocks"), list) or not isinstance(document.get("meta"), dict):
        raise InputError("is no document of Pandoc's: it needs blocks and meta", Location(path))
    said = head(document, path)
    read, problems, _whole = named.read(said.bibliographies, path)
    known: dict[str, Reference] = {}
    for reference in (*(said.records.references if said.records else ()), *read):
        known.setdefault(reference.id, reference)
    chosen = replace(options(values(document), path, None, None), uncited=said.hidden, everything=said.everything)
    written = write(document, loom(chosen), [item(reference) for reference in known.values()])
    faults = [f"{one.location or path}: {one.message}" for one in (*said.problems, *problems)]
    return without_sources(written.document), [*faults, *written.faults()]


def values(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a tree as plain values."""
    return metadata.values(document["meta"])


def head(document: Mapping[str, Any], path: str) -> Head:
    """Return what the metadata of a tree say of its bibliography."""
    meta = values(document)
    said = meta.get("bibliography")
    paths = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    keys = metadata.uncited(document["meta"])
    records: Bibliography | None = None
    if isinstance(meta.get("references"), list):
        text = yaml.safe_dump({"references": _in_markdown(meta["references"])}, allow_unicode=True)
        records = formats.read(text, "csl-yaml", path)
    problems = records.problems if records else ()
    return Head(tuple(Named(str(one)) for one in paths), "*" in keys, keys, records, problems)


def without_sources(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without what it cites from, of which some writers would make a second bibliography."""
    meta = {name: value for name, value in document["meta"].items() if name not in NOT_SHOWN}
    return {**document, "meta": meta}


def _in_markdown(data: Any) -> Any:
    """Return values with the engine's markup as the Markdown that a YAML bibliography has."""
    if isinstance(data, str):
        return markup.write(data)
    if isinstance(data, list):
        return [_in_markdown(one) for one in data]
    if isinstance(data, dict):
        return {name: one if name in ("id", "type") else _in_markdown(one) for name, one in data.items()}
    return data
