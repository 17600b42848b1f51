"""Several bibliographies → one, under keys that are unique in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.model import Bibliography, Link, Reference


def together(found: Sequence[Bibliography]) -> Bibliography:
    """Return the references of several inputs in order; of two with one id, the second gets a number behind it.

    A reference that stands in two inputs as it is counts once.
    """
    ids = {reference.id for bibliography in found for reference in bibliography}
    references: dict[Reference, None] = {}
    links: list[Link] = []
    used: set[str] = set()
    for bibliography in found:
        renamed = {}
        for reference in bibliography:
            unique = (
                _free(reference.id, used, ids) if reference.id in used and reference not in references else reference.id
            )
            used.add(unique)
            renamed[reference.id] = unique
            references[_under(unique, reference)] = None
        links += [replace(link, reference=renamed.get(link.reference, link.reference)) for link in bibliography.links]
    return Bibliography(
        tuple(references),
        tuple(links),
        tuple(problem for bibliography in found for problem in bibliography.problems),
        path=", ".join(bibliography.path for bibliography in found),
        passages=tuple(passage for bibliography in found for passage in bibliography.passages),
    )


def _free(key: str, used: set[str], ids: set[str]) -> str:
    return next(name for name in _numbered(key) if name not in used and name not in ids)


def _numbered(key: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{key}-{number}"
        number += 1


def _under(key: str, reference: Reference) -> Reference:
    """Return a reference under another id, its links with it."""
    if key == reference.id:
        return reference
    mention = reference.mention
    if mention:
        mention = replace(mention, links=tuple(replace(link, reference=key) for link in mention.links))
    return replace(reference.with_fields(id=key), mention=mention)
