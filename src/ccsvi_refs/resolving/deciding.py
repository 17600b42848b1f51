"""Which of the records found is the cited work, if any: matching judges, identifiers and registries add to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ccsvi_refs import matching
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import table
from ccsvi_refs.resolving import comparing, merging
from ccsvi_refs.resolving.cases import Case, source
from ccsvi_refs.resolving.resolution import (
    Asked,
    Candidate,
    IdentifierTrouble,
    Resolution,
    ResolutionStatus,
)

_KINDS: tuple[IdentifierKind, ...] = ("doi", "pmid")
_SERVERS = re.compile(r"rxiv\b|\bcorr\b|\bpreprints?\b|\bssrn\b|\bosf\b|research square", re.IGNORECASE)

#: How sure an identifier alone makes us, where the citation says nothing else.
BY_IDENTIFIER = 0.95
#: Candidates that a resolution names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Work:
    """Records of one work, and what they make together."""

    records: tuple[Reference, ...]
    merged: Reference


@dataclass(frozen=True, slots=True)
class Decision:
    """A status, the work that was chosen, and the others by confidence."""

    status: ResolutionStatus
    work: Work | None = None
    confidence: float = 0.0
    ranked: tuple[tuple[Work, float], ...] = ()
    evidence: str = ""


def works(records: Iterable[Reference]) -> list[Work]:
    """Return the records by work: those that share a DOI or PMID, or are found to be of one work.

    Those of one work stand as they are believed, whoever was asked first.
    """
    groups: list[list[Reference]] = []
    by_identifier: dict[tuple[str, str], list[Reference]] = {}
    for record in records:
        keys = [(kind, value) for kind in _KINDS if (value := record.identifier(kind))]
        group = next((by_identifier[key] for key in keys if key in by_identifier), None)
        if group is None:
            group = next((group for group in groups if _same(record, group[0])), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(record)
        by_identifier.update(dict.fromkeys(keys, group))
    ordered = [sorted(group, key=lambda record: table.rank(source(record))) for group in groups]
    return [Work(tuple(group), group[0] if len(group) == 1 else merging.merged(group)) for group in ordered]


def decide(case: Case) -> Decision:
    """Return the verdict on what was found so far; it is made again only when there are other records."""
    records = case.records
    led = [record for found in case.by_identifier.values() for record in found]
    grounds: list[object] = [case.prepared, *case.by_identifier, *led, *records]
    if case.decided and _are(grounds, case.decided[0]) and isinstance(case.decided[1], Decision):
        return case.decided[1]
    verdict = _decide(case, records)
    case.decided = (grounds, verdict)
    return verdict


def _are(grounds: Sequence[object], others: Sequence[object]) -> bool:
    return len(grounds) == len(others) and all(a is b for a, b in zip(grounds, others, strict=True))


def _decide(case: Case, records: Sequence[Reference]) -> Decision:
    """Return the verdict on some records; the works that cited identifiers lead to are tried first."""
    found = works(records)
    led = [work for work in found if _led_to(case, work)]
    if led and not case.describes:
        return _by_identifier_alone(led)
    if len(led) == 1 and (verdict := _confirmed(case, led[0])):
        return verdict
    verdict = _choose(case, found)
    if led and verdict.status == "not-found":
        return replace(verdict, status="ambiguous", evidence="what is cited is not what its identifier leads to")
    return verdict


def resolution(case: Case, verdict: Decision, registries: Sequence[str]) -> Resolution:
    """Return the resolution that a verdict means, with merged fields, differences and problems."""
    status = verdict.status
    trouble = (*dict.fromkeys(case.failed.values()), *_stale(case))
    # What exists where nobody can be asked, or was to be asked and was not, may yet be the work.
    if status == "not-found" and (case.elsewhere or _missing_answers(case, registries)):
        status = "unavailable"
    work = verdict.work if status == "matched" else None
    troubles = tuple(_identifier_troubles(case, verdict, registries))
    candidates = [_candidate(work, confidence) for work, confidence in verdict.ranked[:NAMED]]
    if status != "matched":
        candidates = [comparing.weighed(case, candidate) for candidate in candidates]
    near = comparing.nearest(case, candidates)
    return Resolution(
        cited=case.cited,
        status=status,
        reference=merging.merge(case.cited, work.records, [*case.records, *case.beside]) if work else None,
        confidence=verdict.confidence,
        candidates=tuple(candidates),
        discrepancies=tuple(comparing.discrepancies(case, work.records)) if work else near.differs if near else (),
        disagreements=tuple(comparing.disagreements(work.records)) if work else (),
        nearest=near,
        problems=(*(one.text for one in troubles), *trouble),
        notes=trouble,
        registered=work.records if work else (),
        reading=None if work else case.reading.with_fields(id=case.cited.id),
        evidence=verdict.evidence,
        asked=tuple(_asked(case)),
        identifier_troubles=troubles,
    )


def _missing_answers(case: Case, registries: Sequence[str]) -> bool:
    """Return whether somebody could not be asked whose answer is needed to say that nobody has the work."""
    first = [registry.name for registry in table.FIRST if registry.name in registries]
    if not case.failed.keys().isdisjoint((*first, "doi.org", "idconv")):
        return True
    # Others are asked beside the first; only of an identifier that is theirs they alone can tell.
    owned = [
        (registry.name, value)
        for registry in table.OTHERS
        for kind, value in case.identifiers.items()
        if kind in registry.own
    ]
    return not case.by_identifier and not case.failures.keys().isdisjoint(owned)


def _by_identifier_alone(led: Sequence[Work]) -> Decision:
    if len(led) == 1:
        return Decision(
            "matched", led[0], BY_IDENTIFIER, ((led[0], BY_IDENTIFIER),), "the identifier; nothing else is cited"
        )
    ranked = tuple((work, 1 / len(led)) for work in led)
    return Decision("ambiguous", None, 1 / len(led), ranked, "the identifiers lead to different works")


def _confirmed(case: Case, work: Work) -> Decision | None:
    """Return the match with the work that the identifiers lead to, where what else is cited does not speak against."""
    choice = matching.choose(case.prepared, [work.merged])
    alignment = choice.ranked[0]
    silent = not any(evidence.speaks < 0 for evidence in alignment.evidence if _is_cited(case, evidence.field))
    if choice.status != "matched" and not silent:
        return None
    confidence = max(choice.confidence, BY_IDENTIFIER) if silent else choice.confidence
    return Decision("matched", work, confidence, ((work, confidence),), explained(alignment))


def _is_cited(case: Case, field: str) -> bool:
    """Return whether the citation says anything that a record could contradict; one without authors misses none.

    The server of a preprint is no journal, in whatever field it is cited.
    """
    if field in ("first_author", "initials"):
        return bool(case.reading.authors)
    place = case.reading.container_title
    return field != "container" or bool(place and not _SERVERS.search(place))


def _choose(case: Case, candidates: Sequence[Work]) -> Decision:
    if not candidates:
        return Decision("not-found", evidence="no candidate was found")
    by_reference = {id(work.merged): work for work in candidates}
    choice = matching.choose(case.prepared, [work.merged for work in candidates])
    ranked = tuple((by_reference[id(aligned.candidate)], aligned.confidence) for aligned in choice.ranked)
    evidence = f"{choice.reason}; {choice.settle} would settle it" if choice.settle else choice.reason
    if choice.status != "matched":
        return Decision(choice.status, None, choice.confidence, ranked, evidence)
    return Decision("matched", ranked[0][0], choice.confidence, ranked, _with_runner_up(evidence, ranked))


def explained(alignment: matching.Alignment) -> str:
    """Return what speaks for and against, in words."""
    return "; ".join(str(evidence) for evidence in alignment.evidence)


def _with_runner_up(evidence: str, ranked: Sequence[tuple[Work, float]]) -> str:
    if len(ranked) < 2:
        return evidence
    work, confidence = ranked[1]
    return f"{evidence}; the next best record is {_candidate(work, confidence).label}, with {confidence:.2f}"


def _led_to(case: Case, work: Work) -> bool:
    return any(record in work.records for records in case.by_identifier.values() for record in records)


def _same(record: Reference, other: Reference) -> bool:
    """Return whether records of two registries, which share no identifier, are of one work."""
    if source(record) == source(other):
        return False
    both = any(record.identifier(kind) and other.identifier(kind) for kind in _KINDS)
    return not both and matching.same_work(record, other)


def _candidate(work: Work, confidence: float) -> Candidate:
    merged = work.merged
    return Candidate(merged.identifier("doi"), merged.identifier("pmid"), merged.title, confidence, merged)


def _identifier_troubles(case: Case, verdict: Decision, registries: Sequence[str]) -> Iterator[IdentifierTrouble]:
    left_out = {known.agency for known in table.REGISTRIES if known.agency and known.name not in registries}
    for identifier, who in case.unknown.items():
        yield IdentifierTrouble("unregistered", identifier, f"{identifier} does not exist according to {who}")
    for identifier, who in case.elsewhere.items():
        what = "which was not to be asked" if who in left_out else "and its record could not be read"
        text = f"{identifier} is registered with {who}, {what}"
        yield IdentifierTrouble("unread", identifier, text)
    for identifier, work in case.mistaken.items():
        yield IdentifierTrouble("other-work", identifier, f"{identifier} leads to another work: {work.title}")
    for identifier, records in case.by_identifier.items():
        for record in records:
            if verdict.status != "unavailable" and not _is_of(record, verdict.work) and case.describes:
                text = f"{identifier} leads to another work: {record.title}"
                yield IdentifierTrouble("other-work", identifier, text)
                break


def _stale(case: Case) -> Iterator[str]:
    for name, asked in case.stale.items():
        when = f"{asked:%Y-%m-%d}"
        yield f"{table.title(name)} could not be asked again; its answer of {when}, older than answers are used, stands"


def _is_of(record: Reference, work: Work | None) -> bool:
    return work is not None and record in work.records


def _asked(case: Case) -> Iterator[Asked]:
    failed = case.failed
    for name in dict.fromkeys([*case.asked, *failed]):
        yield Asked(name, case.asked.get(name), failed.get(name, ""))
