"""How long a run will take at the services' limits, before it starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ccsvi_refs.model import Reference
from ccsvi_refs.registries import table
from ccsvi_refs.registries.registry import Registry, Way
from ccsvi_refs.resolving.cases import Case, case
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client, recall
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
    references: Iterable[Reference], settings: Settings, *, registries: Sequence[str] | None = None
) -> Estimate:
    """Return what a run over these references may take; answers that are known already count for nothing."""
    cases = [case(reference) for reference in references]
    asked = [registry for registry in table.FIRST if registries is None or registry.name in registries]
    requests: Counter[str] = Counter()
    seconds = 0.0
    with Client(settings) as client:
        for way, number in (found for registry in asked for found in _plan(client, registry, cases)):
            service = SERVICES[way.questions.service]
            rate = client.rate(way.questions.service, way.questions.lane)
            requests[service.title] += number
            seconds += number * rate.seconds / rate.requests
    return Estimate({name: number for name, number in requests.items() if number}, seconds)


def _plan(client: Client, registry: Registry, cases: Sequence[Case]) -> Iterator[tuple[Way, int]]:
    """Yield the requests that each way to ask a registry may take."""
    for kind, way in (*registry.own.items(), *registry.also.items()):
        yield way, _requests(client, way, [case.identifiers[kind] for case in cases if kind in case.identifiers])
    queries = [case.query for case in cases if not case.identifiers]
    for way in registry.searches:
        yield way, _requests(client, way, [key for query in queries for key in way.keys(query)])


def _requests(client: Client, way: Way, keys: Iterable[str]) -> int:
    _, unknown = recall(client, way.questions, filter(None, keys))
    return way.requests * ceil(len(unknown) / way.questions.size)
