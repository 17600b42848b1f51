"""Pandoc's tree: the same citations in whatever Pandoc reads, for whatever it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import yaml

from ccsvi_refs import formats
from ccsvi_refs.citing.options import Options, options
from ccsvi_refs.citing.pandoc import metadata, program
from ccsvi_refs.citing.pandoc.filtering import Written, write
from ccsvi_refs.citing.weaving import loom
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.csl_data import pandoc as markup
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem, Reference
from ccsvi_refs.pages import named
from ccsvi_refs.pages.document import Named
from ccsvi_refs.rendering import item

__all__ = ["Options", "Written", "filtered", "program", "without_sources", "write"]


_SOURCES = ("bibliography", "citation-style", "csl", "nocite", "references")


def filtered(document: Mapping[str, Any], path: str = "-") -> tuple[dict[str, Any], list[str]]:
    """Return a tree with its citations written as its metadata say, and what is wrong with them."""
    if not isinstance(document.get("blocks"), list) or not isinstance(document.get("meta"), dict):
        raise InputError("is no document of Pandoc's: it needs blocks and meta", Location(path))
    meta = metadata.values(document["meta"])
    references, problems = _references(meta, path)
    keys = metadata.uncited(document["meta"])
    chosen = replace(options(meta, path, None, None), uncited=keys, everything="*" in keys)
    written = write(document, loom(chosen), [item(reference) for reference in references])
    said = [f"{one.location or path}: {one.message}" for one in problems]
    said += [f"@{key} is not in the bibliography" for key in sorted(written.woven.missing)]
    said += [f"the style prints nothing of a citation of @{key}" for key in written.empty]
    return without_sources(written.document), [*said, *written.woven.refused]


def without_sources(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without what it cites from, of which some writers would make a second bibliography."""
    meta = {name: value for name, value in document["meta"].items() if name not in _SOURCES}
    return {**document, "meta": meta}


def _references(meta: Mapping[str, Any], path: str) -> tuple[list[Reference], list[Problem]]:
    said = meta.get("bibliography")
    paths = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    read, problems, _whole = named.read([Named(str(one)) for one in paths], path)
    held: Sequence[Reference] = ()
    if isinstance(meta.get("references"), list):
        text = yaml.safe_dump({"references": _in_markdown(meta["references"])}, allow_unicode=True)
        found = formats.read(text, "csl-yaml", path)
        held, problems = found.references, (*problems, *found.problems)
    known: dict[str, Reference] = {}
    for reference in (*held, *read):
        known.setdefault(reference.id, reference)
    return list(known.values()), list(problems)


def _in_markdown(data: Any) -> Any:
    """Return values with the engine's markup as the Markdown that a YAML bibliography has."""
    if isinstance(data, str):
        return markup.write(data)
    if isinstance(data, list):
        return [_in_markdown(one) for one in data]
    if isinstance(data, dict):
        return {name: one if name in ("id", "type") else _in_markdown(one) for name, one in data.items()}
    return data
