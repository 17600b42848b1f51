"""The columns of links in a file of records, whose readers know the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ccsvi_refs.identifiers import in_url
from ccsvi_refs.model import Bibliography, Link, Reference


def with_columns(found: Bibliography, text: str) -> Bibliography:
    """Return the bibliography with the column of every link whose address or DOI stands in its line."""
    lines = text.split("\n")
    references = tuple(_reference(reference, lines) for reference in found.references)
    return replace(found, references=references, links=_links(found.links, lines))


def _reference(reference: Reference, lines: Sequence[str]) -> Reference:
    if reference.mention is None or not reference.mention.links:
        return reference
    return replace(reference, mention=replace(reference.mention, links=_links(reference.mention.links, lines)))


def _links(links: Sequence[Link], lines: Sequence[str]) -> tuple[Link, ...]:
    return tuple(_link(link, lines) for link in links)


def _link(link: Link, lines: Sequence[str]) -> Link:
    place = link.location
    if place is None or place.column or not 0 < place.line <= len(lines):
        return link
    line = lines[place.line - 1].lower()
    identifier = in_url(link.url)
    at = line.find(link.url.lower())
    if at < 0 and identifier:
        at = line.find(identifier.value.lower())
    return replace(link, location=replace(place, column=at + 1)) if at >= 0 else link
