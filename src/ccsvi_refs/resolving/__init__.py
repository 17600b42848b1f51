"""Reference → resolution: looked up, verified against what is cited, merged from every registry that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import bundled
from ccsvi_refs.registries.mirror import Mirror
from ccsvi_refs.resolving import deciding, searching, sharing
from ccsvi_refs.resolving.cases import Case, case
from ccsvi_refs.resolving.estimating import Estimate, estimate
from ccsvi_refs.resolving.resolution import Asked, Candidate, Disagreement, Discrepancy, IdentifierTrouble, Resolution
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client

__all__ = [
    "Asked",
    "Candidate",
    "Disagreement",
    "Discrepancy",
    "Estimate",
    "IdentifierTrouble",
    "Resolution",
    "estimate",
    "resolve",
]

REGISTRIES = ("pubmed", "crossref")

Progress = Callable[[int, int], None]
Search = Callable[[Client, Sequence[Case]], None]


def resolve(
    references: Iterable[Reference],
    settings: Settings,
    *,
    registries: Sequence[str] = REGISTRIES,
    progress: Progress | None = None,
) -> list[Resolution]:
    """Return what the registries know of each reference, in order; ``progress`` hears how many are done.

    A registry that cannot be asked never makes a reference "not-found": what the others have is given, and what none
    has is "unavailable".
    """
    _check(registries, settings)
    cited = list(references)
    if set(registries) == {"mirror"}:
        return list(_from_mirror(cited, settings, progress))
    run = _Run([case(reference) for reference in cited], progress)
    if "mirror" in registries and settings.mirror:
        with closing(Mirror(settings.mirror)) as mirror:
            for open_case in run.cases:
                searching.in_mirror(mirror, open_case)
    _ask(run, settings, registries)
    run.tell(len(cited))
    return [_resolution(case, registries) for case in run.cases]


def _from_mirror(
    references: Sequence[Reference], settings: Settings, progress: Progress | None
) -> Iterator[Resolution]:
    """Yield what a mirror alone knows, one reference at a time: candidates of a long list would fill the memory."""
    with closing(Mirror(settings.mirror or "")) as mirror:
        for done, reference in enumerate(references, 1):
            asked = case(reference)
            searching.in_mirror(mirror, asked)
            yield deciding.resolution(asked, deciding.decide(asked), ("mirror",))
            if progress:
                progress(done, len(references))


def _check(registries: Sequence[str], settings: Settings) -> None:
    known = (*REGISTRIES, "mirror")
    wrong = [name for name in registries if name not in known]
    if wrong or not registries:
        raise SettingsError(f"unknown registry {', '.join(map(repr, wrong)) or repr('')}; known are {', '.join(known)}")
    if "mirror" in registries and not settings.mirror:
        raise SettingsError("the registry 'mirror' needs the directory of a mirror")


def _ask(run: _Run, settings: Settings, registries: Sequence[str]) -> None:
    """Ask the services, in the order that takes the fewest requests; what is settled is asked for no further."""
    with Client(settings, run.answered) as client:
        _settle(client, run, registries)
        searching.by_identifiers(client, run.open, registries)
        services = set(registries) & set(REGISTRIES)
        searching.elsewhere(client, [case for case in run.open if not services <= case.failed.keys()])
        _settle(client, run, registries)
        if "pubmed" in registries:
            searching.by_places(client, run.open)
            _settle(client, run, registries)
            _search(searching.by_terms, client, run, registries)
        if "crossref" in registries:
            run.searching = True
            _search(searching.by_texts, client, run, registries)
            run.searching = False


def _search(search: Search, client: Client, run: _Run, registries: Sequence[str]) -> None:
    """Search for the work of each open case; one that others seem to cite as well is searched for once."""
    run.shared.offer(run.open)
    _settle(client, run, registries)
    first, rest = sharing.leaders(run.open)
    search(client, first)
    _settle(client, run, registries)
    if rest:
        run.shared.offer(rest)
        _settle(client, run, registries)
        search(client, [case for case in rest if not case.settled])
        _settle(client, run, registries)


class _Run:
    """The cases of a run, and how far it is."""

    def __init__(self, cases: Sequence[Case], progress: Progress | None) -> None:
        self.cases = cases
        self.searching = False
        self.shared = sharing.Shared()
        self._progress = progress
        self._done = -1

    @property
    def open(self) -> list[Case]:
        """The cases that nothing has settled yet."""
        return [case for case in self.cases if not case.settled]

    def answered(self, _kind: str, answered: int, _total: int) -> None:
        """Take in that a batch was answered; while each reference is searched for, an answer brings the run forward."""
        settled = len(self.cases) - len(self.open)
        self.tell(settled + (answered if self.searching else 0))

    def tell(self, done: int) -> None:
        """Say how many references are done, never fewer than before."""
        done = min(done, len(self.cases))
        if self._progress and done > self._done:
            self._done = done
            self._progress(done, len(self.cases))


def _settle(client: Client, run: _Run, registries: Sequence[str]) -> None:
    """Complete what was matched from the other registry, and close those cases."""
    matched = []
    for open_case in run.open:
        verdict = deciding.decide(open_case)
        if verdict.status == "matched" and verdict.work:
            matched.append((open_case, verdict.work.merged))
            open_case.settled = True
    searching.complete(client, matched, registries)
    for settled, work in matched:
        run.shared.learn(settled, work)


def _resolution(case: Case, registries: Sequence[str]) -> Resolution:
    found = deciding.resolution(case, deciding.decide(case), registries)
    if found.status == "unavailable" and not any(name in case.asked for name in registries):
        return _from_bundle(case, found)
    return found


def _from_bundle(case: Case, unavailable: Resolution) -> Resolution:
    """Return the answer of the bundled records, where no registry could be asked and they have the work."""
    known = replace(case, found=list(bundled.references()), failures={})
    verdict = deciding.decide(known)
    if verdict.status != "matched":
        return unavailable
    note = "No registry could be asked; the bundled records of the CCSVI page answered"
    return replace(deciding.resolution(known, verdict, ()), notes=(note, *unavailable.notes), asked=unavailable.asked)
