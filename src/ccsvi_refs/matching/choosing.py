"""Which candidate a citation means: one, none, or honestly more than one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ccsvi_refs.matching import aligning, explaining, prepared, scoring, standards, works
from ccsvi_refs.matching.aligning import Facts
from ccsvi_refs.matching.explaining import Evidence
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference

ChoiceStatus = Literal["matched", "ambiguous", "not-found"]

#: A candidate is the work from this confidence on.
ACCEPT = 0.75
#: The same where the whole title and, apart from it, the whole name of the journal or book stand in the citation.
ACCEPT_NAMED = 0.65
#: A rival work from this confidence on makes the choice ambiguous.
RIVAL = 0.2
#: From this confidence on a candidate is worth naming.
POSSIBLE = 0.3


@dataclass(frozen=True, slots=True)
class Alignment:
    """One candidate beside the citation: a calibrated confidence (0..1) and, by field, the evidence for and against."""

    candidate: Reference
    confidence: float
    facts: Facts

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What each field says, in words."""
        return explaining.evidence(self.facts)


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome for one citation: the candidate where one was matched, all ranked, and why.

    ``candidate`` is None unless the status is ``matched``; ``settle`` says what would settle an ambiguity.
    """

    status: ChoiceStatus
    candidate: Reference | None
    confidence: float
    ranked: tuple[Alignment, ...]
    reason: str
    settle: str = ""


def prepare(cited: Reference | str | Cited) -> Cited:
    """Return the citation's own string ready for comparison; a reference without one is written out."""
    if isinstance(cited, Cited):
        return cited
    if isinstance(cited, str):
        return prepared.cited(cited)
    text = cited.mention.text if cited.mention else ""
    return prepared.cited(text or _written(cited))


def _written(cited: Reference) -> str:
    """Return a reference as a citation string, for input that never was one (BibTeX, RIS)."""
    names = ", ".join(f"{name.family or name.literal} {name.initials}".strip() for name in cited.authors)
    place = cited.text("volume") + (f"({cited.text('issue')})" if cited.text("issue") else "")
    locator = f"{cited.year or ''};{place}:{cited.text('page') or cited.text('number')}"
    known = ("doi", "pmid", "pmcid")
    ids = " ".join(f"{found.kind}:{found.value}" for found in cited.identifiers if found.kind in known)
    return f"{names}.\n{cited.title}.\n{cited.container_title} {locator}. {ids}"


def align(cited: Reference | str | Cited, candidate: Reference) -> Alignment:
    """Return how a candidate's fields and the citation string agree, with the probability that it is the work cited."""
    return _align(prepare(cited), prepared.candidate(candidate))


def _align(cited: Cited, record: Registered) -> Alignment:
    found = facts(cited, record)
    return Alignment(record.reference, scoring.alone(scoring.log_odds(found)), found)


def facts(cited: Cited, record: Registered) -> Facts:
    """Return what a text and a record say of each other, by the title it stands under or the one it translates."""
    found = aligning.facts(cited, record)
    if record.original is None:
        return found
    return max(found, aligning.facts(cited, record.original), key=scoring.log_odds)


def choose(cited: Reference | str | Cited, candidates: Iterable[Reference]) -> Choice:
    """Return the candidate the citation means, or that none or several may be meant."""
    text = prepare(cited)
    records = [prepared.candidate(candidate) for candidate in candidates]
    found = [facts(text, record) for record in records]
    order = rank(records, [scoring.log_odds(each) for each in found])
    ranked = tuple(Alignment(records[place].reference, confidence, found[place]) for place, confidence in order)
    decided = _decide(ranked, [records[place] for place, _ in order])
    if decided.status != "matched" and (standard := standards.named(text, records)):
        return _named(standard, ranked)
    return decided


def _named(standard: Registered, ranked: tuple[Alignment, ...]) -> Choice:
    """Return the choice of a standard by its title, which is all that its record has."""
    confidence = max(ACCEPT, next(each.confidence for each in ranked if each.candidate is standard.reference))
    reason = "the whole title of the standard stands in the citation"
    return Choice("matched", standard.reference, confidence, ranked, reason)


def rank(records: Sequence[Registered], odds: Sequence[float]) -> list[tuple[int, float]]:
    """Return the places of records, best first, each with its probability; records of one work are no rivals."""
    order = sorted(range(len(records)), key=lambda place: -odds[place])
    leaders: list[int] = []
    work: dict[int, int] = {}
    for place in order:
        work[place] = next((leader for leader in leaders if works.same(records[leader], records[place])), place)
        if work[place] == place:
            leaders.append(place)
    return [
        (place, scoring.among(odds[place], (odds[other] for other in leaders if other != work[place])))
        for place in order
    ]


def threshold(facts: Facts) -> float:
    """Return the confidence from which a candidate is the work."""
    return ACCEPT_NAMED if facts.title == facts.container == "same" else ACCEPT


def _why(facts: Facts) -> str:
    forbidden = scoring.veto(facts)
    return explaining.reason(facts) + (f" ({forbidden})" if forbidden else "")


def _decide(ranked: tuple[Alignment, ...], records: Sequence[Registered]) -> Choice:
    if not ranked:
        return Choice("not-found", None, 0.0, (), "no candidate was offered")
    best = ranked[0]
    why = _why(best.facts)
    if best.confidence >= threshold(best.facts):
        return Choice("matched", best.candidate, best.confidence, ranked, why)
    others = zip(ranked, records, strict=True)
    rival = next((other for other, record in others if not works.same(records[0], record)), None)
    if rival and rival.confidence >= RIVAL:
        settle = explaining.settle(best.candidate, rival.candidate)
        return Choice("ambiguous", None, best.confidence, ranked, "more than one record fits: " + why, settle)
    if best.confidence >= POSSIBLE:
        return Choice("ambiguous", None, best.confidence, ranked, why, explaining.settle(best.candidate, None))
    contested = next((other for other in ranked if explaining.contradicted(other.facts)), None)
    if contested:
        why, settle = _why(contested.facts), explaining.settle(contested.candidate, None)
        return Choice("ambiguous", None, best.confidence, ranked, why, settle)
    return Choice("not-found", None, best.confidence, ranked, "no candidate agrees with the citation: " + why)
