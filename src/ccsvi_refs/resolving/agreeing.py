"""What the references of a run say of one volume, where no registry says it: its place.

Records seldom hold the place of publication or of the meeting. But what stands in one volume has one place: where most
of the list's other references to it name the same, a reference that names another is worth a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ccsvi_refs import matching
from ccsvi_refs.resolving import cases
from ccsvi_refs.resolving.resolution import Discrepancy, Resolution
from ccsvi_refs.text.folding import words

_FIELDS = ("publisher-place", "event-place")
#: So many other works have to name a place, and so much of all that name any.
_WORKS, _SHARE = 3, 2 / 3

_Volume = tuple[str, str, int]


class _Named(NamedTuple):
    place: str
    work: str


def compared(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """Return the resolutions, with a mild discrepancy where others of the list name another place for the volume."""
    volumes: dict[_Volume, list[_Named]] = defaultdict(list)
    for resolution in resolutions:
        for field in _unregistered(resolution):
            said = _Named(resolution.cited.text(field), _work(resolution))
            volumes[_volume(resolution, field)].append(said)
    return [_beside(resolution, volumes) for resolution in resolutions]


def _unregistered(resolution: Resolution) -> Iterator[str]:
    """Yield the fields that a matched reference names a place in, where no registry has any of its work."""
    if not resolution.reference or not _in_volume(resolution):
        return
    if not any(record.text(field) for record in resolution.registered for field in _FIELDS):
        yield from (field for field in _FIELDS if words(resolution.cited.text(field)))


def _in_volume(resolution: Resolution) -> bool:
    return any(record.container_title and record.year for record in resolution.registered)


def _volume(resolution: Resolution, field: str) -> _Volume:
    record = next(record for record in resolution.registered if record.container_title and record.year)
    return field, " ".join(words(record.container_title)), record.year or 0


def _work(resolution: Resolution) -> str:
    return cases.key(resolution.registered[0])


def _beside(resolution: Resolution, volumes: dict[_Volume, list[_Named]]) -> Resolution:
    found = [
        _another(field, resolution.cited.text(field), place, number)
        for field in _unregistered(resolution)
        for place, number in _others(resolution, field, volumes[_volume(resolution, field)])
    ]
    return replace(resolution, discrepancies=(*resolution.discrepancies, *found)) if found else resolution


def _another(field: str, said: str, place: str, number: int) -> Discrepancy:
    note = f"{number} other references to the same volume have {place}, not {said}"
    return Discrepancy(field, said, place, "cited", "info", note)


def _others(resolution: Resolution, field: str, named: Iterable[_Named]) -> Iterator[tuple[str, int]]:
    """Yield the place that most other works of the volume are cited with, and their number, where it is another."""
    others = {each.work: each.place for each in named if each.work != _work(resolution)}
    groups: list[list[str]] = []
    for place in others.values():
        group = next((group for group in groups if matching.same_place(group[0], place)), None)
        if group is None:
            groups.append(group := [])
        group.append(place)
    most = max(groups, key=len, default=[])
    settled = len(most) >= _WORKS and len(most) >= _SHARE * len(others)
    if settled and not matching.same_place(most[0], resolution.cited.text(field)):
        yield max(most, key=most.count), len(most)
