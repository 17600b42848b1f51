"""A page to its references and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from ccsvi_refs.errors import InputError
from ccsvi_refs.identifiers import FIELDS, in_url
from ccsvi_refs.model import Bibliography, Link, Mention, Problem, Reference, Value, freeze
from ccsvi_refs.pages import entries, html, judging, keys, markdown, plain, rest
from ccsvi_refs.pages.blocks import Block

Kind = Literal["text", "rst", "markdown", "html"]

#: The kinds of page and the module function that takes each apart.
KINDS: dict[str, Callable[[str, str], list[Block]]] = {
    "text": plain.read,
    "rst": rest.read,
    "markdown": markdown.read,
    "html": html.read,
}


def read(text: str, kind: str, path: str = "-") -> Bibliography:
    """Return the references and external links of a page, each link with the id of the reference it stands with."""
    if kind not in KINDS:
        raise InputError(f"unknown kind of page {kind!r}; known are {', '.join(KINDS)}")
    return of_blocks(KINDS[kind](text, path), path)


def of_blocks(blocks: Sequence[Block], path: str) -> Bibliography:
    """Return the references and links of a document that was taken apart into blocks."""
    judged = judging.judge(entries.find([block for block in blocks if block.kind != "resources"]), path)
    references = keys.keyed(judged.references)
    unread = frozenset(judged.unread)
    problems = (*judged.problems, *(_unread(one) for one in references if one.mention in unread))
    references = tuple(_with_links(reference) for reference in references)
    return Bibliography(references, _links(blocks, references), problems, path=path, notes=judged.notes)


def _unread(reference: Reference) -> Problem:
    mention = reference.mention or Mention("")
    shown = mention.text if len(mention.text) <= 120 else f"{mention.text[:119]}…"
    message = f"this entry of the list could not be read as a work: {shown}"
    return Problem(message, mention.location, mention.text, "unread-entry", reference.id)


def _with_links(reference: Reference) -> Reference:
    """Return a reference whose links name it, and whose identifiers include those its links are made of."""
    mention = reference.mention or Mention("")
    links = tuple(replace(link, reference=reference.id) for link in mention.links)
    fields = {}
    provenance = dict(reference.provenance)
    for link in links:
        found = in_url(link.url)
        name = FIELDS.get(found.kind) if found else None
        if found and name and name not in reference.data and name not in fields:
            fields[name] = found.value
            provenance[name] = (Value("cited", found.value, note="address of a link"),)
    reference = reference.with_fields(**fields) if fields else reference
    return replace(reference, mention=replace(mention, links=links), provenance=freeze(provenance))


def _links(blocks: Iterable[Block], references: Iterable[Reference]) -> tuple[Link, ...]:
    """Return every link of the page in order, those of references with their id."""
    attached = [link for reference in references if reference.mention for link in reference.mention.links]
    owner = {(link.url, link.label, link.location): link.reference for link in attached}
    everywhere = [link for block in blocks if block.kind != "code" for line in block.lines for link in line.links]
    known = {(link.url, link.label, link.location) for link in everywhere}
    found = [
        *(replace(link, reference=owner.get((link.url, link.label, link.location), "")) for link in everywhere),
        *(link for link in attached if (link.url, link.label, link.location) not in known),
    ]
    return tuple(
        sorted(found, key=lambda link: (link.location.line, link.location.column) if link.location else (0, 0))
    )
