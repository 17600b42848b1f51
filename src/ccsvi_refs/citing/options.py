"""What the metadata of a page and the caller say of its citations: https://pandoc.org/MANUAL.html#citations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccsvi_refs.errors import InputError, StyleError
from ccsvi_refs.files import contents
from ccsvi_refs.location import Location

#: Pandoc's own, where neither the page nor the caller names a style.
DEFAULT_STYLE = "chicago-author-date"
_MOST_ABBREVIATIONS = 4_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How citations are written; what is None is left to the style.

    ``style`` is the name of a style or a path. ``uncited`` are keys that the bibliography has besides, all with
    ``everything``.
    """

    style: str = DEFAULT_STYLE
    locale: str | None = None
    uncited: tuple[str, ...] = ()
    everything: bool = False
    link_citations: bool = False
    link_bibliography: bool = True
    heading: str = ""
    suppress_bibliography: bool = False
    notes_after_punctuation: bool | None = None
    abbreviations: Mapping[str, Mapping[str, str]] | None = None


def options(data: Mapping[str, Any], path: str, style: str | None, locale: str | None) -> Options:
    """Return the options of a page's metadata, but for those of the caller, which go first."""
    after = data.get("notes-after-punctuation")
    return Options(
        style=style or _style(data, path),
        locale=locale or _text(data.get("lang")) or None,
        link_citations=data.get("link-citations") in (True, "true"),
        link_bibliography=data.get("link-bibliography") not in (False, "false"),
        heading=_text(data.get("reference-section-title")),
        suppress_bibliography=data.get("suppress-bibliography") in (True, "true"),
        notes_after_punctuation=None if after is None else after in (True, "true"),
        abbreviations=_abbreviations(_text(data.get("citation-abbreviations")), path),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _style(data: Mapping[str, Any], path: str) -> str:
    """Return the style that a page names: a file beside or below it, else the name at the end of an address."""
    named = _text(data.get("csl")) or _text(data.get("citation-style"))
    if not named:
        return DEFAULT_STYLE
    if "://" in named:
        return named.rstrip("/").rsplit("/", 1)[-1].removesuffix(".csl")
    if not named.endswith((".csl", ".xml")) and "/" not in named:
        return named
    found = beside(named, path)
    if found is not None:
        return str(found)
    name = Path(named).name.removesuffix(".csl")
    if "/" in named or "\\" in named:
        raise StyleError(f"the style {named!r} that the page names is not there, or not in its folder", Location(path))
    return name


def beside(name: str, page: str) -> Path | None:
    """Return the file of that name in a page's folder or the working directory, or below either; None elsewhere."""
    folder = Path(page).parent if page not in ("", "-") else Path()
    for base in (folder, Path()):
        try:
            found = (base / name).resolve()
            if found.is_file() and any(found.is_relative_to(root.resolve()) for root in (folder, Path())):
                return found
        except (OSError, ValueError, RuntimeError):
            continue
    return None


def _abbreviations(name: str, path: str) -> Mapping[str, Mapping[str, str]] | None:
    """Return the short forms of a file such as Zotero's: by variable, under "default"."""
    if not name:
        return None
    found = beside(name, path)
    if found is None:
        raise InputError(
            f"the abbreviations {name!r} that the page names are not there, or not in its folder", Location(path)
        )
    try:
        data = json.loads(contents(found, _MOST_ABBREVIATIONS))
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {error}", Location(name)) from None
    lists = data.get("default") if isinstance(data, dict) else None
    if not isinstance(lists, dict):
        raise InputError('has no "default" with lists of abbreviations', Location(name))
    return {
        variable: {long: short for long, short in forms.items() if isinstance(short, str)}
        for variable, forms in lists.items()
        if isinstance(forms, dict)
    }
