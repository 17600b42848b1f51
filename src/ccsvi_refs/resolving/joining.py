"""A citation string in which two references are run together: resolved as the first, with the second beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ccsvi_refs import matching
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import cases, deciding
from ccsvi_refs.resolving.cases import Case
from ccsvi_refs.resolving.resolution import Candidate, Resolution


def resolution(case: Case, registries: Sequence[str]) -> Resolution:
    """Return the resolution of a case; of two references in one string, that of the first, and what the second is."""
    two = matching.joined(case.text, case.records) if case.text else None
    if two is None or two.second.candidate is None:
        return deciding.resolution(case, deciding.decide(case), registries)
    first = _alone(case, two.text)
    found = deciding.resolution(first, deciding.decide(first), registries)
    work = two.second.candidate
    other = Candidate(work.identifier("doi"), work.identifier("pmid"), work.title, two.second.confidence, work)
    problem = f"two references stand in one: this one, and {other.label}"
    return replace(found, cited=case.cited, joined=other, problems=(problem, *found.problems))


def _alone(case: Case, text: str) -> Case:
    """Return the case of the first of two references, with everything that was found for both."""
    first = cases.case(Reference(FrozenDict({"id": case.cited.id}), Mention(text)))
    first.found, first.beside = case.records, case.beside
    first.asked, first.failures, first.stale = case.asked, case.failures, case.stale
    kept = {identifier for identifier in case.by_identifier if identifier.value in first.identifiers.values()}
    first.by_identifier = {identifier: case.by_identifier[identifier] for identifier in kept}
    return first
