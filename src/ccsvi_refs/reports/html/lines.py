"""A reference in one line, field by field, so that what differs can be marked in its field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ccsvi_refs.model import Reference, display
from ccsvi_refs.registries.table import title as registry
from ccsvi_refs.reports.html.marking import marked, pieces
from ccsvi_refs.reports.html.markup import link, text

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Discrepancy, Resolution

#: CSL's inline markup: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags.
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|sc)>|<span (?:style|class)=\"[^\"<>]{1,60}\">|</span>")
_NAMED = 12
_LINKED = {"doi": "DOI", "pmid": "PubMed", "pmcid": "PMC", "isbn": "ISBN", "arxiv": "arXiv"}


class _Part(NamedTuple):
    field: str
    before: str
    after: str = ""


#: How the fields of a work stand in its line.
_PARTS = (
    _Part("author", "", ". "), _Part("title", "", ". "), _Part("container-title", "", " "),
    _Part("publisher-place", "", ": "), _Part("publisher", "", " "),
    _Part("issued", ""), _Part("volume", ";"), _Part("issue", "(", ")"), _Part("page", ":"),
)  # fmt: skip


def unmarked(value: str) -> str:
    """Return a field without CSL's inline markup, on one line."""
    return " ".join(_MARKUP.sub("", value).split())


def value(reference: Reference, field: str) -> str:
    """Return a field of a reference as its line has it."""
    if field == "author":
        return display.people(reference.authors, _NAMED)
    if field == "issued":
        return str((reference.year if reference.text("volume") else reference.issued) or "")
    if field in ("publisher", "publisher-place") and reference.container_title:
        return ""
    return unmarked(reference.text(field))


def cited(reference: Reference, discrepancies: Mapping[str, Discrepancy]) -> str:
    """Return a reference that is data as a line of HTML, with what a registry has otherwise marked in its field."""
    return _line(
        (part, marked(pieces(str(found.cited or ""), str(found.registered or ""))))
        if (found := discrepancies.get(part.field))
        else (part, text(value(reference, part.field)))
        for part in _PARTS
    )


def registered(resolution: Resolution) -> str:
    """Return what the registries have of a matched work as a line of HTML, with those that have it."""
    record = resolution.reference
    if record is None:
        return ""
    known = [part.field for part in _PARTS if resolution.source_of(part.field)]
    sources = dict.fromkeys(name for field in known for name in resolution.source_of(field).split(", "))
    said = _line((part, text(value(record, part.field))) for part in _PARTS if part.field in known)
    by = ", ".join(map(registry, sources))
    return f'{said} <span class="by">{text(by)}</span>' if said else ""


def plain(reference: Reference) -> str:
    """Return a reference as a line of HTML."""
    return _line((part, text(value(reference, part.field))) for part in _PARTS)


def identifiers(reference: Reference | None) -> list[str]:
    """Return links to the work by each of its identifiers."""
    found = reference.identifiers if reference else ()
    return [f"{_LINKED[each.kind]} {link(each.url, each.value)}" for each in found]


def _line(parts: Iterator[tuple[_Part, str]]) -> str:
    """Return parts with what stands around them; the last part's end is no blank."""
    line = ""
    for part, shown in parts:
        if shown:
            before = part.before if line else part.before.strip(";:")
            after = part.after.lstrip(".") if shown[-1] in ".?!" else part.after
            line += f"{before}{shown}{after}"
    return line.rstrip()
