"""What a citation says beside the records of its work, and beside the record that comes nearest where none is it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from ccsvi_refs import matching
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.model import Reference
from ccsvi_refs.resolving.cases import Case, source, teller
from ccsvi_refs.resolving.resolution import Candidate, Disagreement, Discrepancy, Nearest

#: How grave a difference is that is worth telling.
_SEVERITIES: dict[str, Literal["error", "info"]] = {"error": "error", "variant": "info"}
#: The fields that matching has evidence on, by their names in CSL.
_FIELDS = {
    "first_author": "author", "initials": "author", "container": "container-title", "year": "issued",
    "first_page": "page", "last_page": "page", "doi": "DOI",
}  # fmt: skip
#: The identifiers that are compared, by their fields.
_NAMED: tuple[tuple[IdentifierKind, str], ...] = (("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID"))
#: Fields that tell works apart.
_TELLING = frozenset({"title", "first_author", "container", "year", "volume", "issue", "first_page", "doi"})
#: A record that shares no more of these with a citation has nothing to do with it.
_FEW = 2
#: States of a title that are some likeness.
_LIKE = frozenset({"same", "near", "main", "scrambled", "similar", "renumbered"})


def discrepancies(case: Case, records: Sequence[Reference]) -> Iterator[Discrepancy]:
    """Yield where the citation differs from every record that has the field; the mildest difference is given."""
    by_field: dict[str, list[Discrepancy]] = {}
    for record in records:
        for discrepancy in _between(case.cited, record):
            by_field.setdefault(discrepancy.field, []).append(discrepancy)
    for field, differing in by_field.items():
        having = sum(field in record.data for record in records)
        if len(differing) >= having:
            yield next((mild for mild in differing if mild.severity == "info"), differing[0])
    yield from _identifiers(case, records)


def _between(cited: Reference, record: Reference) -> Iterator[Discrepancy]:
    for found in matching.differences(cited, record):
        if found.kind in _SEVERITIES:
            severity = _SEVERITIES[found.kind]
            yield Discrepancy(found.field, found.cited, found.registered, teller(record), severity, found.note)


def _identifiers(case: Case, records: Sequence[Reference]) -> Iterator[Discrepancy]:
    for kind, name in _NAMED:
        cited = case.identifiers.get(kind)
        registered = {record.identifier(kind): teller(record) for record in records}
        registered.pop("", None)
        if cited and registered and cited not in registered:
            value, who = next(iter(registered.items()))
            yield Discrepancy(name, cited, value, who)


def disagreements(records: Sequence[Reference]) -> Iterator[Disagreement]:
    """Yield the fields in which another registry does not say what the first one does."""
    first, *others = records
    for other in others:
        for difference in matching.differences(replace(first, mention=None), other):
            if difference.kind == "error":
                said = ((source(first), difference.cited), (source(other), difference.registered))
                yield Disagreement(difference.field, said)


def weighed(case: Case, candidate: Candidate) -> Candidate:
    """Return a candidate of a citation that is not matched with the fields in which they agree."""
    if not candidate.record:
        return candidate
    evidence = matching.align(case.prepared, candidate.record).evidence
    shared = {found.field for found in evidence if found.speaks > 0}
    alike = any(found.field == "title" and found.state in _LIKE for found in evidence)
    likeness: Literal["alike", "near", ""] = ""
    if "doi" in shared or (alike and shared & _TELLING - {"title"}):
        likeness = "alike"
    elif len(shared & _TELLING) > _FEW and "first_author" in shared:
        likeness = "near"
    agrees = dict.fromkeys(_FIELDS.get(found.field, found.field) for found in evidence if found.speaks > 0)
    return replace(candidate, agrees=tuple(agrees), likeness=likeness)


def nearest(case: Case, candidates: Sequence[Candidate]) -> Nearest | None:
    """Return the record that was probably meant though it is not the work cited, None where too little agrees."""
    best = next((candidate for candidate in candidates if candidate.likeness), None)
    if best is None or best.record is None:
        return None
    return Nearest(best.doi, best.pmid, best.title, best.agrees, tuple(_between(case.reading, best.record)))
