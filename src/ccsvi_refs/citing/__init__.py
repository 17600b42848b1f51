"""A page's citations by key → the page with its citations and bibliography written in a style.

Pandoc's citation syntax, https://pandoc.org/MANUAL.html#citation-syntax, in its place in Markdown, or in the tree
that Pandoc itself makes of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ccsvi_refs.citing import listing, markdown
from ccsvi_refs.citing.options import DEFAULT_STYLE, Options, options
from ccsvi_refs.citing.weaving import loom
from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.model import Reference
from ccsvi_refs.pages import metadata, named
from ccsvi_refs.rendering import item

__all__ = ["DEFAULT_STYLE", "Cited", "Fault", "Options", "Sources", "cite", "sources"]


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
) -> Sources:
    """Return what a page cites from: the references it holds, those given, and the bibliographies it names."""
    head = metadata.read(text, path)
    read, problems, _whole = named.read(head.bibliographies, path)
    held = head.records.references if head.records else ()
    chosen = options(metadata.mapping(text), path, style, locale)
    chosen = replace(chosen, everything=head.everything, uncited=head.hidden)
    found: dict[str, Mapping[str, Any]] = {}
    for reference in (*held, *references, *read):
        found.setdefault(reference.id, item(reference))
    faults = [Fault(one.message, one.location) for one in (*head.problems, *problems)]
    return Sources(tuple(found.values()), chosen, tuple(faults))


def cite(text: str, path: str, known: Sources) -> Cited:
    """Return a Markdown page with its citations written as Markdown."""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n") if newline != "\n" else text
    ready = loom(known.options)
    draft = markdown.draft(plain, ready, known.items)
    where = listing.place(plain, draft.ground)
    found = listing.listing(draft.woven, where, known.options.heading, "\n")
    edits = [*draft.edits, *([_listed(plain, where, found)] if found else [])]
    written = markdown.applied(plain, sorted(edits, key=lambda edit: (edit.place.start, edit.place.end)))
    notes = "\n\n".join(f"[^{label}]: {content}" for label, content in draft.notes)
    if notes:
        written = f"{written.rstrip(chr(10))}\n\n{notes}\n"
    return Cited(written.replace("\n", newline), (*known.faults, *_faults(plain, path, draft, known.items)))


def _listed(text: str, where: listing.Place, found: str) -> markdown.Edit:
    if where.held:
        return markdown.Edit(where.span, f"\n\n{found}\n\n")
    before = "" if text.endswith("\n\n") or not text else "\n" if text.endswith("\n") else "\n\n"
    return markdown.Edit(where.span, f"{before}{found}\n")


def _faults(text: str, path: str, draft: markdown.Draft, items: Iterable[Mapping[str, Any]]) -> list[Fault]:
    index = LineIndex(text, path)
    bibliography = "the bibliography" if any(True for _ in items) else "any bibliography, of which none was read"
    missing = [(key, at) for key, at in draft.keys if key in draft.woven.missing]
    found = [Fault(f"@{key} is not in {bibliography}", index.locate(at)) for key, at in missing]
    found += [Fault("the style prints nothing of this citation", index.locate(at)) for at in draft.empty]
    return [*found, *(Fault(message, Location(path)) for message in draft.woven.refused)]
