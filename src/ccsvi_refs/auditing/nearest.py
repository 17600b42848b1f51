"""The records nearest to a citation that none fits: what they share with it, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccsvi_refs.auditing import wording

if TYPE_CHECKING:
    from ccsvi_refs.matching import Evidence
    from ccsvi_refs.resolving import Candidate, Resolution

#: What a field is called in "same authors, journal and year".
_SHARED = {
    "title": "title", "first_author": "authors", "container": "journal", "year": "year", "volume": "volume",
    "issue": "issue", "first_page": "pages", "doi": "identifier",
}  # fmt: skip
#: Of a citation's neighbours, those that share fewer of these with it have nothing to do with it.
_LEAST = 2
_NAMED = 3
#: States of a title that are some likeness.
_LIKE = frozenset({"same", "near", "main", "scrambled", "similar", "renumbered"})


def nearest(resolution: Resolution) -> list[str]:
    """Return the nearest record in words, then others that could be meant as well, without any that is absurd."""
    beside = [(candidate, _beside(resolution, candidate)) for candidate in resolution.candidates]
    near = [(candidate, found) for candidate, found in beside if _is_near(found)]
    named = [f"nearest: {candidate.label}{_compared(resolution, candidate, found)}" for candidate, found in near[:1]]
    if resolution.nearest:
        known = (resolution.nearest.doi, resolution.nearest.pmid)
        near = [(candidate, found) for candidate, found in near if (candidate.doi, candidate.pmid) != known]
        return [wording.nearest(resolution.nearest), *_others(near)]
    return [*named, *_others(near[1:])]


def _others(near: list[tuple[Candidate, tuple[Evidence, ...]]]) -> list[str]:
    return [f"or {candidate.label}" for candidate, found in near[: _NAMED - 1] if _is_like(found)]


def _beside(resolution: Resolution, candidate: Candidate) -> tuple[Evidence, ...]:
    from ccsvi_refs.matching import align  # brings string matching, which other uses of this package do without

    return align(resolution.cited, candidate.record).evidence if candidate.record else ()


def _is_near(found: tuple[Evidence, ...]) -> bool:
    shared = {evidence.field for evidence in found if evidence.speaks > 0}
    return _is_like(found) or "doi" in shared or (len(shared & _SHARED.keys()) > _LEAST and "first_author" in shared)


def _is_like(found: tuple[Evidence, ...]) -> bool:
    shared = {evidence.field for evidence in found if evidence.speaks > 0} - {"title"}
    like = any(evidence.field == "title" and evidence.state in _LIKE for evidence in found)
    return "doi" in shared or (like and len(shared & _SHARED.keys()) >= _LEAST - 1)


def _compared(resolution: Resolution, candidate: Candidate, found: tuple[Evidence, ...]) -> str:
    """Return ``; same authors and year; the title lacks “x”``."""
    shared = [_SHARED[evidence.field] for evidence in found if evidence.speaks > 0 and evidence.field in _SHARED]
    against = [evidence for evidence in found if evidence.speaks < 0]
    parts = wording.shares(shared)
    cited = (resolution.reading or resolution.cited).title
    for evidence in against:
        titled = evidence.field == "title" and cited
        parts.append(wording.title_difference(cited, candidate.title) if titled else evidence.text)
    return "".join(f"; {part}" for part in parts)
