"""Which of several references describe one work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ccsvi_refs.matching import prepared, works
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact

#: So many earlier references that have a key are compared with a further one, so that alike thousands take no hours.
_MOST = 40
_DASH = re.compile("[-–]")


def groups(references: Sequence[Reference]) -> list[list[int]]:
    """Return the places of the references to each work that is there more than once, in order."""
    first: dict[int, int] = {}
    seen: dict[str, list[int]] = {}
    records = [prepared.candidate(reference) for reference in references]
    for index, record in enumerate(records):
        keys = list(_keys(record.reference))
        alike = dict.fromkeys(other for key in keys for other in seen.get(key, ()))
        earlier = next((other for other in alike if works.same(records[other], record)), index)
        first[index] = first.get(earlier, earlier)
        for key in keys:
            if len(places := seen.setdefault(key, [])) < _MOST:
                places.append(index)
    found: dict[int, list[int]] = {}
    for index, owner in first.items():
        found.setdefault(owner, []).append(index)
    return [places for places in found.values() if len(places) > 1]


def _keys(work: Reference) -> Iterator[str]:
    """Yield what two references to one work share at least one of, the most telling first.

    An identifier, a title, a title's beginning, a place.
    """
    yield from map(str, work.identifiers)
    if letters := compact(work.title):
        yield from (f"whole:{letters}", f"title:{letters[:24]}")
    if work.text("volume") and work.text("page"):
        yield f"place:{work.text('volume')}:{compact(_DASH.split(work.text('page'))[0])}"
