"""The columns of links in a file of records, whose readers know the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ccsvi_refs.identifiers import in_url
from ccsvi_refs.model import Bibliography, Link, Reference

#: How far from where its record begins an address is looked for within a line: some files are one line.
_FARTHEST = 20_000


def with_columns(found: Bibliography, text: str) -> Bibliography:
    """Return the bibliography with the column of every link whose address or DOI stands in its line."""
    lines = text.lower().split("\n")
    references = tuple(_reference(reference, lines) for reference in found.references)
    links = tuple(link for reference in references if reference.mention for link in reference.mention.links)
    return replace(found, references=references, links=links if len(links) == len(found.links) else found.links)


def _reference(reference: Reference, lines: Sequence[str]) -> Reference:
    if reference.mention is None or not reference.mention.links:
        return reference
    place = reference.mention.location
    starts = {place.line: place.column - 1} if place and place.column else {}
    links = tuple(_link(link, lines, starts) for link in reference.mention.links)
    return replace(reference, mention=replace(reference.mention, links=links))


def _link(link: Link, lines: Sequence[str], starts: Mapping[int, int]) -> Link:
    """Return a link with its column, looked for from where its record begins in its line."""
    place = link.location
    if place is None or place.column or not 0 < place.line <= len(lines):
        return link
    line, start = lines[place.line - 1], starts.get(place.line, 0)
    identifier = in_url(link.url)
    wanted = (link.url.lower(), identifier.value.lower() if identifier else "")
    at = next((at for text in wanted if text and (at := line.find(text, start, start + _FARTHEST)) >= 0), -1)
    return replace(link, location=replace(place, column=at + 1)) if at >= 0 else link
