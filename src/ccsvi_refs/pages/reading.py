"""A page to its references and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.formats.limits import limited
from ccsvi_refs.identifiers import FIELDS, in_url
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Link, Mention, Problem, Reference, Value, freeze
from ccsvi_refs.pages import attributing, citing, entries, holding, intext, judging, keys, numbering
from ccsvi_refs.pages.blocks import CITED, Block, Line
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.intext.prose import Prose

#: Paragraphs, items and rows of a page that are judged: many times what a long list of references has.
_MOST_ENTRIES = 50_000


def read(document: Document, path: str) -> Bibliography:
    """Return the references, links and citations of a page that was taken apart."""
    marked = [block for block in document.blocks if block.kind != "resources"]
    blocks = [_plain(block) for block in marked]
    cut: list[Problem] = []
    judged = judging.judge(list(limited(entries.find(blocks), cut, path, _MOST_ENTRIES)), path)
    references = keys.keyed(holding.merged(judged.references, document.held))
    unread = frozenset(judged.unread)
    raw = [_unread(one) for one in references if one.mention in unread and not one.title]
    problems = (*cut, *document.problems, *judged.problems, *raw)
    attached = [(link, each.id) for each in references if each.mention for link in each.mention.links]
    references = tuple(_with_links(reference) for reference in references)
    prose = Prose([line for line in _lines(blocks) if line.location not in judged.taken], document.text, path)
    tied = intext.tie(prose, references, judged.notes, document.labels)
    cited = citing.cite(_beside(document, judged.taken), path)
    citations = (*tied.citations, *cited.citations)
    everything = (*references, *cited.references)
    return Bibliography(
        everything,
        _links(document.blocks, attached),
        (*problems, *cited.problems),
        path=path,
        notes=judged.notes,
        citations=citations,
        uncited=(*tied.uncited, *cited.uncited),
        slips=numbering.slips([(references[at], series) for at, series in judged.printed], judged.notes),
        attributions=attributing.attribute(marked, judged.taken, citations, everything, prose),
    )


def _plain(block: Block) -> Block:
    """Return a block without the signs for citations that print nothing."""
    if not any(CITED in line.text for line in block.lines):
        return block
    return replace(block, lines=tuple(replace(line, text=line.text.replace(CITED, " ")) for line in block.lines))


def _beside(document: Document, taken: frozenset[Location]) -> Document:
    """Return a document without the keys that stand in entries of its list: there an @ is somebody's name."""
    lines = {place.line for place in taken}
    keys = [key for key in document.keys if key.location is None or key.location.line not in lines]
    return replace(document, keys=keys)


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    return (line for block in blocks if block.kind not in ("code", "heading") for line in block.lines)


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


def _links(blocks: Iterable[Block], attached: Sequence[tuple[Link, str]]) -> tuple[Link, ...]:
    """Return every link of the page in order, those that entries were given (the very same) with the reference's id."""
    everywhere = [link for block in blocks if block.kind != "code" for line in block.lines for link in line.links]
    owners = {id(link): key for link, key in attached}
    known = {id(link) for link in everywhere}
    found = [
        *(replace(link, reference=owners.get(id(link), "")) for link in everywhere),
        *(replace(link, reference=key) for link, key in attached if id(link) not in known),
    ]
    return tuple(
        sorted(found, key=lambda link: (link.location.line, link.location.column) if link.location else (0, 0))
    )
