"""A page's citations by key → the page with its citations and bibliography written in a style.

Pandoc's citation syntax, https://pandoc.org/MANUAL.html#citation-syntax, in its place in Markdown, or in the tree
that Pandoc itself makes of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from ccsvi_refs.citing import html, listing, markdown, pandoc
from ccsvi_refs.citing.opaque import Span
from ccsvi_refs.citing.options import DEFAULT_STYLE, Options, options
from ccsvi_refs.citing.placing import Edit
from ccsvi_refs.citing.weaving import loom
from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.model import Reference
from ccsvi_refs.pages import metadata, named
from ccsvi_refs.rendering import item

__all__ = [
    "DEFAULT_STYLE",
    "Cited",
    "Converted",
    "Fault",
    "Options",
    "Sources",
    "cite",
    "converted",
    "sources",
    "tree",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a citation or with what it cites from, and where."""

    message: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What a page cites from, and how: CSL-JSON items, the options of its metadata, and what could not be read."""

    items: tuple[Mapping[str, Any], ...]
    options: Options
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A page with its citations written, and what is wrong with them."""

    text: str
    faults: tuple[Fault, ...] = ()


def sources(
    text: str,
    path: str,
    references: Sequence[Reference] = (),
    *,
    style: str | None = None,
    locale: str | None = None,
    link_citations: bool | None = None,
    document: Mapping[str, Any] | None = None,
) -> Sources:
    """Return what a page cites from: the references it holds, those given, and the bibliographies it names.

    ``document`` is the tree of a page that is no Markdown.
    """
    head = pandoc.head(document, path) if document else metadata.read(_plain(text), path)
    read, problems, _whole = named.read(head.bibliographies, path)
    held = head.records.references if head.records else ()
    said = pandoc.values(document) if document else metadata.mapping(_plain(text))
    chosen = options(said, path, style, locale)
    linked = chosen.link_citations if link_citations is None else link_citations
    chosen = replace(chosen, everything=head.everything, uncited=head.hidden, link_citations=linked)
    found: dict[str, Mapping[str, Any]] = {}
    for reference in (*held, *references, *read):
        found.setdefault(reference.id, item(reference))
    faults = [Fault(one.message, one.location) for one in (*head.problems, *problems)]
    return Sources(tuple(found.values()), chosen, tuple(faults))


def cite(text: str, path: str, known: Sources, to: str = "markdown") -> Cited:
    """Return a Markdown page with its citations written, as Markdown or as HTML.

    In Markdown all that is no citation stays as it is, to the last byte.
    """
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    plain = text.replace("\r\n", " \n").replace("\r", "\n")  # every place stays where it is
    draft = markdown.draft(plain, loom(known.options), known.items, spans=to == "html")
    where = listing.place(plain, draft.ground)
    edits = list(draft.edits)
    if found := _bibliography(draft, where, known, to):
        edits.append(Edit(where.span, f"\n\n{found}\n\n" if where.held else _behind(plain, found)))
    if draft.notes:
        written = "\n\n".join(f"[^{label}]: {content}" for label, content in draft.notes)
        edits.append(Edit(Span(len(text), len(text)), _behind("\n" if found and not where.held else plain, written)))
    newline = "\r\n" if "\r\n" in text else "\n"
    edits = [replace(edit, text=edit.text.replace("\n", newline)) for edit in edits]
    page = markdown.applied(text, sorted(edits, key=lambda edit: edit.place.start))
    faults = (*known.faults, *_faults(plain, path, draft, known.items))
    return Cited(html.page(page) if to == "html" else mark + page, faults)


@dataclass(frozen=True, slots=True)
class Converted:
    """A page in another format, with its citations written, and what is wrong with them."""

    data: bytes
    faults: tuple[Fault, ...] = ()


def converted(text: str, path: str, known: Sources, to: str, document: Mapping[str, Any] | None = None) -> Converted:
    """Return a page with its citations written, converted by Pandoc; SettingsError where there is none.

    ``document`` is the tree of a page that is no Markdown.
    """
    text = _plain(text)
    ready = loom(known.options)
    written = pandoc.write(document or pandoc.program.tree(text, path), ready, known.items)
    data = pandoc.program.written(pandoc.without_sources(written.document), to, path)
    if document:
        return Converted(data, (*known.faults, *(Fault(message, Location(path)) for message in written.faults())))
    draft = markdown.draft(text, ready, known.items)
    return Converted(data, (*known.faults, *_faults(text, path, draft, known.items)))


def tree(text: str, path: str) -> dict[str, Any] | None:
    """Return the tree of a page that Pandoc is to read, None for Markdown: .md, .qmd, .Rmd and all other endings."""
    read_as = pandoc.program.READERS.get(PurePath(path).suffix.lower())
    return pandoc.program.tree(_plain(text), path, read_as) if read_as else None


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _bibliography(draft: markdown.Draft, where: listing.Place, known: Sources, to: str) -> str:
    entries = draft.woven.entries
    if to == "html":
        return listing.in_html(draft.woven, entries, where, known.options.heading)
    return listing.in_markdown(draft.woven, entries, where, known.options.heading)


def _behind(text: str, found: str) -> str:
    """Return what is put behind a text, with a blank line between."""
    before = "" if text.endswith("\n\n") or not text else "\n" if text.endswith("\n") else "\n\n"
    return f"{before}{found}\n"


def _faults(text: str, path: str, draft: markdown.Draft, items: Iterable[Mapping[str, Any]]) -> list[Fault]:
    index = LineIndex(text, path)
    bibliography = "the bibliography" if any(True for _ in items) else "any bibliography, of which none was read"
    missing = [(key, at) for key, at in draft.keys if key in draft.woven.missing]
    found = [Fault(f"@{key} is not in {bibliography}", index.locate(at)) for key, at in missing]
    found += [Fault("the style prints nothing of this citation", index.locate(at)) for at in draft.empty]
    return [*found, *(Fault(message, Location(path)) for message in draft.woven.refused)]
