"""What a page cites by key, from the bibliographies it names and the records it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccsvi_refs.location import Location
from ccsvi_refs.model import InTextCitation, Problem, Reference, Uncited
from ccsvi_refs.pages import named
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.intext.keyed import Key
from ccsvi_refs.text.printing import few

#: A message names so many keys.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CitedByKey:
    """The entries that a page's keys mean, what the text cites, what it never does, and what could not be read."""

    references: tuple[Reference, ...] = ()
    citations: tuple[InTextCitation, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    problems: tuple[Problem, ...] = ()


def cite(document: Document, path: str) -> CitedByKey:
    """Return what a page cites by key; where a bibliography could not be read, no key is said to be missing."""
    read, problems, whole = named.read(document.bibliographies, path)
    held = document.records.references if document.records else ()
    known: dict[str, Reference] = {}
    for reference in (*held, *read):
        known.setdefault(reference.id, reference)
    if not (known or document.bibliographies) and document.records is None:
        return CitedByKey(problems=(*problems, *_unnamed(document.keys, path)))
    keys = [key for key in document.keys if key.surely or key.key in known]
    cited = {key.key for key in keys}
    everything = document.everything or not keys
    references = tuple(reference for reference in known.values() if everything or reference.id in cited)
    uncited = () if everything else tuple(_uncited(one) for one in known.values() if one.id not in cited)
    missing_are_said = [key for key in keys if not key.hidden or key.key != "*"]
    citations = tuple(_citation(key, known) for key in missing_are_said if whole or key.key in known)
    return CitedByKey(references, citations, uncited, problems)


def _citation(key: Key, known: Mapping[str, Reference]) -> InTextCitation:
    return InTextCitation("key", key.text, key.key, key.location, (key.key,) if key.key in known else ())


def _uncited(reference: Reference) -> Uncited:
    return Uncited(reference.id, reference.mention.location if reference.mention else None)


def _unnamed(keys: Sequence[Key], path: str) -> list[Problem]:
    """Return that a page cites keys of a bibliography that nobody named."""
    sure = list(dict.fromkeys(key.key for key in keys if key.surely and key.key != "*"))
    if not sure:
        return []
    number = f"{len(sure)} {'key' if len(sure) == 1 else 'keys'}"
    message = f"the page cites {number} and names no bibliography: {few(sure, _SHOWN)}"
    first = next(key for key in keys if key.surely)
    return [Problem(message, first.location or Location(path), first.text, "unread-bibliography")]
