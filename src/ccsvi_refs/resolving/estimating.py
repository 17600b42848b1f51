"""How long a run will take at the services' limits, before it starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ccsvi_refs.model import Reference
from ccsvi_refs.registries import crossref, ecitmatch, pubmed, pubmed_search
from ccsvi_refs.resolving import citing
from ccsvi_refs.resolving.cases import Case, case
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client, Questions, recall
from ccsvi_refs.transport.services import SERVICES


@dataclass(frozen=True, slots=True)
class Estimate:
    """The most requests that a run may need, by service, and the seconds they take at the services' limits."""

    requests: Mapping[str, int]
    seconds: float

    def __str__(self) -> str:
        """Return ``at most 120 requests (Crossref 80, PubMed 40), which take 95 s``."""
        if not self.requests:
            return "no requests: every answer is known"
        named = ", ".join(f"{name} {number}" for name, number in self.requests.items())
        minutes, seconds = divmod(ceil(self.seconds), 60)
        spoken = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        return f"at most {sum(self.requests.values())} requests ({named}), which take {spoken}"


def estimate(
    references: Iterable[Reference], settings: Settings, *, registries: Sequence[str] = ("pubmed", "crossref")
) -> Estimate:
    """Return what a run over these references may take; answers that are known already count for nothing."""
    cases = [case(reference) for reference in references]
    searched = [case for case in cases if not case.identifiers]
    plan: list[tuple[Questions, int]] = []
    with Client(settings) as client:
        if "pubmed" in registries:
            plan += _pubmed(client, cases, searched)
        if "crossref" in registries:
            plan.append((crossref.DOIS, _batches(client, crossref.DOIS, _values(cases, "doi"))))
            texts = [citing.text(case) for case in searched]
            plan.append((crossref.TEXTS, _batches(client, crossref.TEXTS, texts)))
    requests: Counter[str] = Counter()
    seconds = 0.0
    for questions, number in plan:
        service = SERVICES[questions.service]
        rate = service.rates(settings)[questions.lane]
        requests[service.title] += number
        seconds += number * rate.seconds / rate.requests
    return Estimate({name: number for name, number in requests.items() if number}, seconds)


def _pubmed(client: Client, cases: Sequence[Case], searched: Sequence[Case]) -> list[tuple[Questions, int]]:
    places = [place for case in searched for place in citing.places(case)]
    terms = [term for case in searched for term in citing.terms(case)]
    return [
        (pubmed.RECORDS, _batches(client, pubmed.RECORDS, _values(cases, "pmid"))),
        (pubmed.DOIS, 2 * _batches(client, pubmed.DOIS, _values(cases, "doi"))),
        (ecitmatch.PLACES, _batches(client, ecitmatch.PLACES, places)),
        # The records that the queries of a request find are read before it is known which query found what.
        (pubmed_search.TERMS, 2 * _batches(client, pubmed_search.TERMS, terms)),
    ]


def _values(cases: Sequence[Case], kind: str) -> list[str]:
    return [value for case in cases for name, value in case.identifiers.items() if name == kind]


def _batches(client: Client, questions: Questions, keys: Iterable[str]) -> int:
    _, unknown = recall(client, questions, filter(None, keys))
    return ceil(len(unknown) / questions.size)
