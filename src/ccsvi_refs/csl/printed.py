"""What a document has printed of its citations, kept from one change to the next: what an edit leaves alone stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ccsvi_refs.csl.citation import Citation
from ccsvi_refs.csl.cite import NO_HINTS
from ccsvi_refs.csl.cluster import Cluster, Shared, cluster
from ccsvi_refs.csl.position import Place, Request, places
from ccsvi_refs.csl.registry import Registry


@dataclass(slots=True, eq=False)
class Printed:
    """One citation as it was printed: its cites in their order, where they stand, and what tells two texts apart.

    ``signature`` has the text, and the numbers and hints of what it cites.
    """

    citation: Citation
    cites: Sequence[Request]
    spots: Sequence[Place]
    cluster: Cluster
    signature: tuple[object, ...]

    def is_of(self, citation: Citation) -> bool:
        """Tell whether a citation is the one that was printed; the note that it stands in shows in its spots."""
        mine = self.citation
        return mine is citation or (mine.cites is citation.cites and mine == replace(citation, note=mine.note))


@dataclass(slots=True)
class Prints:
    """The citations printed last, by the numbers of their handles; ``touched`` are items that are other ones since."""

    rows: dict[int, Printed] = field(default_factory=dict)
    registry: Registry = field(default_factory=Registry)
    touched: set[str] = field(default_factory=set)

    def stale(self, registry: Registry, numbered: bool) -> set[str]:
        """Return the items of which something else may be printed now; ``numbered`` is whether numbers are."""
        found = set(self.touched)
        before = self.registry
        if before is not registry:
            found |= _changed(before.hints, registry.hints)
            found |= _changed(before.numbers, registry.numbers) if numbered else set()
        return found


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """Return the keys whose values differ."""
    if before == now:
        return set()
    return {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}


def rows(
    prints: Prints, citations: Sequence[Citation], cites: Callable[[Citation], Sequence[Request]], stale: set[str]
) -> list[tuple[Citation, Sequence[Request], Printed | None]]:
    """Return the citations with their cites in order, and what was printed where nothing that it cites has changed."""
    known = prints.rows
    found: list[tuple[Citation, Sequence[Request], Printed | None]] = []
    for one in citations:
        printed = known.get(one.handle.number)
        if printed is None or not printed.is_of(one) or (stale and _cites_any(one.cites, stale)):
            found.append((one, cites(one), None))
        else:
            found.append((one, printed.cites, printed))
    return found


def _cites_any(cites: Iterable[Request], items: set[str]) -> bool:
    return any(request.id in items for request in cites)


def print_anew(
    prints: Prints,
    shared: Shared,
    citations: Sequence[Citation],
    cites: Callable[[Citation], Sequence[Request]],
    distance: int,
) -> list[Printed]:
    """Return the citations as they are printed now, and remember them."""
    registry, numbered = shared.registry, shared.program.numbers_cites
    found = rows(prints, citations, cites, prints.stale(registry, numbered))
    spots = places([(one.note, requests) for one, requests, _printed in found], distance)
    out: list[Printed] = []
    for (one, requests, printed), row in zip(found, spots, strict=True):
        if printed is None or printed.spots != row:
            text = cluster(shared, one, requests, row)
            printed = Printed(one, requests, row, text, _signature(text, one, registry, numbered))
        out.append(printed)
    prints.rows = {printed.citation.handle.number: printed for printed in out}
    prints.registry, prints.touched = registry, set()
    return out


def _signature(text: Cluster, citation: Citation, registry: Registry, numbered: bool) -> tuple[object, ...]:
    ids = [request.id for request in citation.cites]
    numbers = [registry.numbers.get(known) for known in ids] if numbered else []
    return (str(text), *numbers, *(registry.hints.get(known) for known in ids))


_NONE: list[object] = []
Seen = dict[int, tuple[Printed, list[object]]]
"""What was printed of citations, by the numbers of their handles, how often and where ambiguous items are cited."""


def seen(printed: Iterable[Printed], registry: Registry, ambiguous: bool, first: Mapping[str, object]) -> Seen:
    """Return the citations as they are; where a style has words for ambiguous cites, how often these come counts.

    ``first`` are the notes that cite works first, where the style names them: they count too.
    """
    rows = list(printed)
    cited: dict[str, int] = {}
    for row in rows if ambiguous else ():
        for request in row.citation.cites:
            if registry.hints.get(request.id, NO_HINTS).conditions:
                cited[request.id] = cited.get(request.id, 0) + 1

    counted = [known for known in (cited, first) if known]

    def counts(citation: Citation) -> list[object]:
        return [known[one.id] for known in counted for one in citation.cites if one.id in known]

    return {row.citation.handle.number: (row, counts(row.citation) if counted else _NONE) for row in rows}


def differ(before: tuple[Printed, list[object]] | None, now: tuple[Printed, list[object]], widely: bool) -> bool:
    """Tell whether a citation is to be printed anew; ``widely`` also where but what is behind its text differs."""
    if before is None or (widely and before[1] != now[1]):
        return True
    if before[0] is now[0]:
        return False
    return before[0].signature != now[0].signature if widely else before[0].cluster != now[0].cluster
