"""References and the name of a style → text: finds the style, picks the engine."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ccsvi_refs.errors import ItemError, SettingsError
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering.engines import ENGINES, TARGETS, Entries, Job
from ccsvi_refs.rendering.framing import framed
from ccsvi_refs.rendering.styles import StyleSource, find_style, style_names
from ccsvi_refs.text.printing import harmless, one_line

if TYPE_CHECKING:
    from ccsvi_refs import csl
    from ccsvi_refs.rendering.named import Style
    from ccsvi_refs.rendering.recognition import Recognised

__all__ = [
    "DEFAULT_ENGINE",
    "DOCX",
    "ENGINES",
    "TARGETS",
    "Entries",
    "Style",
    "document",
    "entries",
    "find_style",
    "framed",
    "item",
    "recognised",
    "render",
    "style_names",
]

DEFAULT_ENGINE = "ccsvi"
#: The target that is a file of bytes; see :func:`document`.
DOCX = "docx"
#: Where addresses are links unless told not to be.
_LINKED = ("html", DOCX)


def render(
    references: Iterable[Reference],
    style: str | csl.Style,
    to: str = "text",
    *,
    locale: str | None = None,
    engine: str | None = None,
    links: bool | None = None,
) -> str:
    """Return the bibliography in the style as a document of its own, or a part of one for LaTeX and Typst.

    ``style`` is the name of an official style or of ours, the path of a ``.csl`` file, or one read already;
    ``to`` is one of ``TARGETS``; ``links`` makes links of DOIs and URLs, which HTML has unless it is false. StyleError
    for a style that cannot be found or used, ItemError where an item cannot be rendered, SettingsError for an unknown
    target or engine. What of an item or of the style prints otherwise than it may be meant is a warning.
    """
    if to not in TARGETS:
        raise SettingsError(f"unknown target {to!r}: expected one of {', '.join(TARGETS)}")
    found = entries(references, style, to, locale=locale, engine=engine, links=links)
    return framed(_whole(found), to)


def document(
    references: Iterable[Reference],
    style: str | csl.Style,
    *,
    locale: str | None = None,
    engine: str | None = None,
    links: bool | None = None,
) -> bytes:
    """Return the bibliography in the style as a Word document, .docx; DOIs and URLs are links unless told not to be."""
    from ccsvi_refs.rendering import docx

    return docx.document(_whole(entries(references, style, DOCX, locale=locale, engine=engine, links=links)))


def _whole(found: Entries) -> Entries:
    """Return a bibliography of which every item could be rendered; raises what is wrong with the first that cannot.

    What prints otherwise than it may be meant is a warning.
    """
    if found.refused:
        raise found.refused[0]
    for remark in found.remarks:
        about = f"{one_line(remark.item_id)}: " if isinstance(remark, ItemError) else ""
        warnings.warn(f"{about}{remark}", stacklevel=4)
    return found


def entries(
    references: Iterable[Reference],
    style: str | csl.Style,
    to: str = "text",
    *,
    locale: str | None = None,
    engine: str | None = None,
    links: bool | None = None,
) -> Entries:
    """Return the bibliography's entries in the style's order, and the items that could not be rendered."""
    engine = engine or DEFAULT_ENGINE
    if engine not in ENGINES:
        raise SettingsError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    items = [item(reference) for reference in references]
    wanted = to in _LINKED and engine == DEFAULT_ENGINE if links is None else links
    found = ENGINES[engine](_job(style, items, locale, "ooxml" if to == DOCX else to, wanted))
    return replace(found, entries=tuple((key, harmless(text)) for key, text in found.entries))


def recognised(references: Iterable[Reference], most: int = 10) -> list[Recognised]:
    """Return the styles in which a page's own entries may be printed, the one that fits best first."""
    from ccsvi_refs.rendering.recognition import recognise

    entries = [(each.mention.text, each) for each in references if each.mention and each.mention.text]
    return recognise(entries, most)


def _job(style: str | csl.Style, items: list[dict[str, Any]], locale: str | None, to: str, links: bool) -> Job:
    if isinstance(style, str):
        return Job(find_style(style), items, locale, to, links)
    source: StyleSource = getattr(style, "source", StyleSource(style.title, b""))
    return Job(source, items, locale, to, links, style)


def __getattr__(name: str) -> object:
    """Return what brings the engine with it, when it is asked for."""
    if name != "Style":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ccsvi_refs.rendering.named import Style

    return Style


def item(reference: Reference) -> dict[str, Any]:
    """Return the CSL-JSON item; a list of names that goes on unnamed ends with "et al.", which short lists print."""
    item = reference.to_csl()
    item.pop("custom", None)
    for field in reference.unfinished:
        if item.get(field):
            item[field] = [*item[field], {"literal": "et al."}]
    return item
