"""How long a run will take at the services' limits, before it starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from ccsvi_refs.model import Reference
from ccsvi_refs.registries import doi, idconv, table
from ccsvi_refs.registries.registry import Registry, Way
from ccsvi_refs.resolving.cases import Case, case
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client, Questions, recall
from ccsvi_refs.transport.services import SERVICES


@dataclass(frozen=True, slots=True)
class Estimate:
    """The most requests that a run may need, by service, and the seconds they take at the services' present pace.

    ``likely`` and ``likely_seconds`` are those that it needs where PubMed and Crossref have every work.
    """

    requests: Mapping[str, int]
    seconds: float
    likely: int = 0
    likely_seconds: float = 0.0

    def __str__(self) -> str:
        """Return ``at most 120 requests (Crossref 80, PubMed 40), which take 95 s; 30, which take 9 s, where ...``."""
        if not self.requests:
            return "no requests: every answer is known"
        named = ", ".join(f"{name} {number}" for name, number in self.requests.items())
        most = f"at most {sum(self.requests.values())} requests ({named}), which take {_spoken(self.seconds)}"
        if not 0 < self.likely < sum(self.requests.values()):
            return most
        return f"{most}; {self.likely}, {_spoken(self.likely_seconds)}, where PubMed and Crossref have every work"


def estimate(
    references: Iterable[Reference], settings: Settings, *, registries: Sequence[str] | None = None
) -> Estimate:
    """Return what a run over these references may take; answers that are known already count for nothing."""
    first = [one for one in table.FIRST if registries is None or one.name in registries]
    others = [one for one in table.OTHERS if _is_asked(one, registries, settings)]
    with Client(settings) as client:
        cases = [asked for asked in map(case, references) if _is_open(client, first, asked)]
        bare = [asked for asked in cases if not asked.identifiers]
        likely = [*_identified(client, first, cases), *_searched(client, first, bare), *_completed(first, len(cases))]
        more = [*_searched(client, first, [asked for asked in cases if asked.identifiers])]
        more += [*_identified(client, others, cases), *_searched(client, others, cases), *_registered(cases)]
        requests: Counter[str] = Counter()
        for questions, number in (*likely, *more):
            requests[SERVICES[questions.service].title] += number
        seconds = _seconds(client, likely)
        return Estimate(
            {name: number for name, number in requests.items() if number},
            seconds + _seconds(client, more),
            sum(number for _, number in likely),
            seconds,
        )


Plan = Iterator[tuple[Questions[Any], int]]


def _is_asked(registry: Registry, registries: Sequence[str] | None, settings: Settings) -> bool:
    if registries is not None:
        return registry.name in registries
    return not registry.needs or bool(getattr(settings, registry.needs))


def _is_open(client: Client, registries: Sequence[Registry], asked: Case) -> bool:
    """Return whether something has to be asked about a case: no answer that is known leads to its end."""
    for registry in registries:
        for kind, way in registry.own.items():
            found, unknown = recall(client, way.questions, filter(None, [asked.identifiers.get(kind)]))
            if unknown or found.found:
                return bool(unknown)
    for registry in registries:
        for way in registry.searches:
            found, unknown = recall(client, way.questions, way.keys(asked.query))
            if unknown or found.found:
                return bool(unknown)
    return False


def _identified(client: Client, registries: Sequence[Registry], cases: Sequence[Case]) -> Plan:
    """Yield the requests for the cited identifiers, wherever they may be looked up."""
    for registry in registries:
        for kind, way in (*registry.own.items(), *registry.also.items()):
            values = [asked.identifiers[kind] for asked in cases if kind in asked.identifiers]
            yield way.questions, _requests(client, way, values)
    pmcids = [asked.identifiers["pmcid"] for asked in cases if "pmcid" in asked.identifiers]
    if pmcids and table.FIRST[0] in registries:
        questions = idconv.QUESTIONS["pmcid"]
        yield questions, ceil(len(recall(client, questions, pmcids)[1]) / questions.size)


def _searched(client: Client, registries: Sequence[Registry], cases: Sequence[Case]) -> Plan:
    """Yield the requests of every search, each of which takes those that share a work with others in a second batch."""
    for registry in registries:
        for way in registry.searches:
            keys = [key for asked in cases for key in way.keys(asked.query)]
            number = _requests(client, way, keys)
            yield way.questions, number + (way.requests if number > way.requests and way.questions.size > 1 else 0)


def _completed(registries: Sequence[Registry], works: int) -> Plan:
    """Yield the requests for what other registries have of the works, and for the notices about them."""
    if not works:
        return
    for registry in registries:
        for kind, way in (*registry.own.items(), *registry.also.items()):
            if kind in ("pmid", "doi"):
                yield way.questions, way.requests * ceil(works / way.questions.size) + (_SINGLY if kind == "doi" else 0)
        if registry.notices:
            yield registry.notices.questions, ceil(works / registry.notices.questions.size)
        if registry is table.FIRST[0]:
            yield idconv.QUESTIONS["doi"], 2 * ceil(works / idconv.QUESTIONS["doi"].size)


def _registered(cases: Sequence[Case]) -> Plan:
    """Yield the requests for DOIs that Crossref may lack: whether they exist, whose they are, what is said of them."""
    number = sum("doi" in asked.identifiers for asked in cases)
    for questions in (doi.HANDLES, doi.AGENCIES, doi.RECORDS):
        yield questions, number


def _requests(client: Client, way: Way, keys: Iterable[str]) -> int:
    _, unknown = recall(client, way.questions, filter(None, keys))
    return way.requests * ceil(len(unknown) / way.questions.size)


def _seconds(client: Client, plan: Iterable[tuple[Questions[Any], int]]) -> float:
    rates = ((client.rate(questions.service, questions.lane), number) for questions, number in plan)
    return sum(number * rate.seconds / rate.requests for rate, number in rates)


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(ceil(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


#: DOIs that are too few for a batch are asked one by one.
_SINGLY = 4
