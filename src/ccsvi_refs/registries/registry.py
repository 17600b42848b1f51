"""What a registry is to a run: what it can be asked, of which works, and how far it is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.model import Reference
from ccsvi_refs.transport import Client, Lookup, Questions

Records = tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What a search is made of: the citation string, or what one would be made of, and the fields read from it."""

    text: str
    reading: Reference


def _nothing(_: Query) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask a registry.

    ``ask`` returns the records for each key, ``questions`` says how keys go into requests, ``requests`` how many
    requests one batch may take at most. A search makes its keys of a citation with ``keys``: none where it has nothing
    to ask, or holds no such works. ``telling`` is false where an empty answer says nothing of the work.
    """

    ask: Callable[[Client, Iterable[str]], Lookup[Records]]
    questions: Questions[Any]
    requests: int = 1
    keys: Callable[[Query], Sequence[str]] = _nothing
    telling: bool = True


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry: ``name`` is what ``--registry`` and provenance call it, ``title`` its name for people.

    A low ``rank`` is believed before a high one. ``own`` are the identifiers it is asked for first, ``also`` those by
    which it knows works that nobody else has; one that it ``issues`` and has no record of does not exist. DOIs of
    another ``agency`` are none of its. ``searches`` come in the order that asks least; ``notices`` finds the notices
    that name a DOI; ``anew`` is how it is asked, many at a time, what has become of records that were copied;
    ``versions`` says that records tell what has become of a preprint. ``needs`` names the setting without which it is
    not asked.
    """

    name: str
    title: str
    rank: int
    own: Mapping[IdentifierKind, Way] = field(default_factory=dict)
    also: Mapping[IdentifierKind, Way] = field(default_factory=dict)
    issues: frozenset[IdentifierKind] = frozenset()
    agency: str = ""
    searches: tuple[Way, ...] = ()
    notices: Way | None = None
    anew: Mapping[IdentifierKind, Way] = field(default_factory=dict)
    versions: bool = False
    needs: str = ""
