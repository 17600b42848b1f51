"""Which of several references describe one work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ccsvi_refs.matching import prepared
from ccsvi_refs.matching.works import same
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact

#: A reference is compared with no more than so many that are like it, so that alike thousands take no hours.
_MOST = 20


def groups(works: Sequence[Reference]) -> list[list[int]]:
    """Return the places of the references to each work that is there more than once, in order."""
    first: dict[int, int] = {}
    seen: dict[str, list[int]] = {}
    records = [prepared.candidate(work) for work in works]
    for index, work in enumerate(works):
        keys = list(_keys(work))
        alike = dict.fromkeys(other for key in keys for other in seen.get(key, ())[:_MOST])
        earlier = next((other for other in list(alike)[:_MOST] if same(records[other], records[index])), index)
        first[index] = first.get(earlier, earlier)
        for key in keys:
            seen.setdefault(key, []).append(index)
    found: dict[int, list[int]] = {}
    for index, owner in first.items():
        found.setdefault(owner, []).append(index)
    return [places for places in found.values() if len(places) > 1]


def _keys(work: Reference) -> Iterator[str]:
    """Yield what two references to one work share at least one of: an identifier, a title's beginning, a place."""
    yield from map(str, work.identifiers)
    if letters := compact(work.title):
        yield f"title:{letters[:24]}"
    if work.text("volume") and work.text("page"):
        yield f"place:{work.text('volume')}:{compact(work.text('page').split('-')[0])}"
