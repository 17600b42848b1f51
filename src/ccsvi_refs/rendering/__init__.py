"""References and the name of a style → text: finds the style, picks the engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering.engines import ENGINES, TARGETS, Entries
from ccsvi_refs.rendering.styles import StyleSource, find_style, style_names

__all__ = ["DEFAULT_ENGINE", "ENGINES", "TARGETS", "entries", "find_style", "render", "style_names"]

DEFAULT_ENGINE = "citeproc-py"

#: Between two entries, by target; HTML entries are blocks and need none.
_BETWEEN = {"text": "\n", "html": "\n", "rtf": "\n"}


def render(
    references: Iterable[Reference],
    style: str,
    to: str = "text",
    *,
    locale: str | None = None,
    engine: str | None = None,
) -> str:
    """Return the bibliography in the style, one entry after the other.

    ``style`` is the name of an official style or of ours, or the path of a ``.csl`` file; ``to`` is one of
    ``TARGETS``. StyleError for a style that cannot be found or used, SettingsError for an unknown target or engine.
    """
    found = entries(references, style, to, locale=locale, engine=engine)
    return found.join(_BETWEEN.get(to, "\n\n"))


def entries(
    references: Iterable[Reference],
    style: str,
    to: str = "text",
    *,
    locale: str | None = None,
    engine: str | None = None,
) -> Entries:
    """Return the bibliography's entries, ids and texts, in the style's order."""
    if to not in TARGETS:
        raise SettingsError(f"unknown target {to!r}: expected one of {', '.join(TARGETS)}")
    engine = engine or DEFAULT_ENGINE
    if engine not in ENGINES:
        raise SettingsError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    source: StyleSource = find_style(style)
    return ENGINES[engine](source, [_item(reference) for reference in references], locale, to)


def _item(reference: Reference) -> dict[str, Any]:
    """Return the CSL-JSON item; a list of names that goes on unnamed ends with "et al.", which short lists print."""
    item = reference.to_csl()
    item.pop("custom", None)
    for field in reference.unfinished:
        if item.get(field):
            item[field] = [*item[field], {"literal": "et al."}]
    return item
