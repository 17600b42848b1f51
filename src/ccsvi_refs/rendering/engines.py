"""The engines that turn CSL-JSON items and a style into entries, behind one signature."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ccsvi_refs.errors import CcsviRefsError, ItemError, SettingsError, StyleError
from ccsvi_refs.location import Location
from ccsvi_refs.rendering.styles import StyleSource

if TYPE_CHECKING:
    from ccsvi_refs import csl

TARGETS = ("text", "html", "markdown", "latex", "rtf", "typst")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a style wants a bibliography set, as :class:`ccsvi_refs.csl.bibliography.EntryList` says it."""

    hanging_indent: bool = False
    second_field_align: str = ""
    entry_spacing: int = 0
    line_spacing: int = 1
    max_offset: int = 0


@dataclass(frozen=True, slots=True)
class Entries:
    """A rendered bibliography: ids and texts in the style's order, and the items that could not be rendered.

    ``omitted`` are the ids of items of which the style prints nothing, ``remarks`` say of items that are printed, and
    of the style, what prints otherwise than it may be meant.
    """

    entries: tuple[tuple[str, str], ...]
    refused: tuple[ItemError, ...] = ()
    omitted: tuple[str, ...] = ()
    layout: Layout = Layout()
    remarks: tuple[CcsviRefsError, ...] = ()
    from_right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine is to do: items in a style and language, written for a target, addresses made links or not.

    ``parsed`` is the style where it was read already.
    """

    style: StyleSource
    items: list[dict[str, Any]]
    locale: str | None
    to: str
    links: bool = False
    parsed: csl.Style | None = None


Engine = Callable[[Job], Entries]


def ccsvi(job: Job) -> Entries:
    """Return what this library's own engine makes of the items."""
    from ccsvi_refs.csl import Processor
    from ccsvi_refs.rendering import framing

    try:
        style = job.parsed or _parsed(job.style)
        document = Processor(style, job.items, job.locale, framing.writer(job.to), links=job.links)
    except StyleError as error:
        line = error.location.line if error.location else 0
        raise StyleError(error.message, Location(job.style.name, line)) from None
    found = document.bibliography()
    if style.bibliography is None:
        raise StyleError(f"style {job.style.name!r} has no bibliography: it is made for notes alone")
    refused: list[ItemError] = []
    remarks: list[CcsviRefsError] = []
    for flaw in document.refused:
        if isinstance(flaw, ItemError) and not flaw.printed:
            refused.append(flaw)
        else:
            remarks.append(_placed(flaw, job.style.name))
    layout = Layout(
        found.hanging_indent, found.second_field_align, found.entry_spacing, found.line_spacing, found.max_offset
    )
    texts = tuple((entry.id, entry.text.removesuffix(framing.FROM_RIGHT)) for entry in found.entries)
    turned = frozenset(entry.id for entry in found.entries if entry.text.endswith(framing.FROM_RIGHT))
    return Entries(texts, tuple(refused), found.omitted, layout, tuple(remarks), turned)


@lru_cache(maxsize=8)
def _parsed(source: StyleSource) -> csl.Style:
    """Return a style, read once for what is rendered in it piece by piece."""
    from ccsvi_refs.csl import Style

    return Style.parse(source.xml, parent=lambda _: source.parent or b"")


def _placed(error: CcsviRefsError, style: str) -> CcsviRefsError:
    """Return an error that names the style in which it lies."""
    if not isinstance(error, StyleError):
        return error
    return StyleError(error.message, Location(style, error.location.line if error.location else 0))


def citeproc_py(job: Job) -> Entries:
    """Return what citeproc-py makes of the items; it writes plain text and HTML only."""
    import citeproc
    from citeproc.source.json import CiteProcJSON

    formatters = {"text": citeproc.formatter.plain, "html": citeproc.formatter.html}
    if job.to not in formatters or job.links:
        raise SettingsError(f"the citeproc-py engine writes text and html without links, not {job.to}")
    if not job.style.xml:
        raise SettingsError("the citeproc-py engine needs a style by its name or path")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every field and style it does not know
        try:
            style = citeproc.CitationStylesStyle(
                io.BytesIO(job.style.parent or job.style.xml), locale=job.locale, validate=False
            )
            bibliography = citeproc.CitationStylesBibliography(style, CiteProcJSON(job.items), formatters[job.to])
            for item in job.items:
                bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
            if style.has_bibliography():
                bibliography.sort()
            texts = [str(entry) for entry in bibliography.bibliography()]
        except Exception as error:  # it raises whatever its tree walk trips over
            raise StyleError(f"citeproc-py cannot use style {job.style.name!r}: {error!r}") from error
    return Entries(tuple(zip((cited.key for cited in bibliography.items), texts, strict=True)))


ENGINES: dict[str, Engine] = {"ccsvi": ccsvi, "citeproc-py": citeproc_py}
