"""A run: which registry is asked when, in the order that asks least. What is settled is asked for no further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import table
from ccsvi_refs.registries.mirror import Mirror
from ccsvi_refs.registries.registry import Registry, Way
from ccsvi_refs.resolving import deciding, existing, looking_up, sharing, versions
from ccsvi_refs.resolving.cases import Case, key, source
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client

Progress = Callable[[int, int], None]


class Run:
    """The cases of a run, the registries it may ask, and how far it is."""

    def __init__(self, cases: Sequence[Case], registries: Sequence[str], progress: Progress | None = None) -> None:
        self.cases = cases
        self.first = [registry for registry in table.FIRST if registry.name in registries]
        self.others = [registry for registry in table.OTHERS if registry.name in registries]
        self._matched: list[tuple[Case, Reference]] = []
        self._shared = sharing.Shared()
        self._progress = progress
        self._searching = False
        self._done = 0

    @property
    def open(self) -> list[Case]:
        """The cases that nothing has settled yet."""
        return [case for case in self.cases if not case.settled]

    def ask(self, settings: Settings) -> None:
        """Ask the services about every case."""
        with Client(settings, self._answered, lambda: self.tell(self._done)) as client:
            self._identify(client)
            self._search_all(client, self.first)
            self._identify_versions(client)
            self._search_all(client, self.others)
            self._complete(client)
        self.tell(len(self.cases))

    def tell(self, done: int) -> None:
        """Say how many references are done, never fewer than before; whoever hears it may end the run by raising."""
        self._done = max(self._done, min(done, len(self.cases)))
        if self._progress:
            self._progress(self._done, len(self.cases))

    def _identify(self, client: Client) -> None:
        """Look up the cited identifiers: where they belong, then wherever else they may be known."""
        self._settle()
        if any("doi" in registry.own for registry in self.first):
            existing.lengthen(client, self.open)
        if any("pmid" in registry.own for registry in self.first):
            existing.convert(client, self.open)
        for registry in self.first:
            looking_up.by_identifiers(client, registry, registry.own, self.open)
        for registry in self.first:
            looking_up.by_identifiers(client, registry, registry.also, self.open)
        reached = [case for case in self.open if not self._names <= case.failed.keys()]
        existing.register(client, reached)
        for registry in self.others:
            unread = [case for case in reached if not case.by_identifier or registry.agency]
            looking_up.by_identifiers(client, registry, {**registry.own, **registry.also}, unread)
        existing.ask_agencies(client, reached, self.others)
        self._settle()

    def _identify_versions(self, client: Client) -> None:
        """Look up the other versions that are cited of works which nobody has."""
        having = [case for case in self.open if case.aside]
        for case in having:
            case.identifiers.update(case.aside)
        if having:
            self._identify(client)

    def _search_all(self, client: Client, registries: Sequence[Registry]) -> None:
        for registry in registries:
            for way in registry.searches:
                self._search(client, registry, way)

    @property
    def _names(self) -> set[str]:
        return {registry.name for registry in self.first}

    def _search(self, client: Client, registry: Registry, way: Way) -> None:
        """Search for the work of each open case; one that others seem to cite as well is searched for once."""
        self._searching = way.questions.size == 1
        self._offer(self.open)
        first, rest = sharing.leaders(self.open)
        looking_up.search(client, registry, way, first)
        self._settle()
        if rest:
            self._offer(rest)
            looking_up.search(client, registry, way, [case for case in rest if not case.settled])
            self._settle()
        self._searching = False

    def _offer(self, cases: Sequence[Case]) -> None:
        self._shared.offer(cases)
        self._settle()

    def _settle(self) -> None:
        """Close the cases that are matched by now; what others have of them can wait until all are."""
        for case in self.open:
            verdict = deciding.decide(case)
            if verdict.status == "matched" and verdict.work:
                case.settled = True
                self._matched.append((case, verdict.work.merged))
                self._shared.learn(case, verdict.work.merged)

    def _complete(self, client: Client) -> None:
        """Look up what the other registries have of the matched works, and what has been said of them since."""
        for registry in self.first:
            looking_up.renew(client, registry, self._matched)
            looking_up.complete(client, registry, self._matched)
        preprints = [
            (case, work) for case, work in self._matched if work.type == "article" and not versions.has_appeared(case)
        ]
        for registry in self.others:
            if registry.versions:
                looking_up.complete(client, registry, preprints)
        self._find_articles(client)
        for registry in self.first:
            looking_up.notices(client, registry, self._matched)
        for registry in (*self.first, *self.others):
            looking_up.isbns(client, registry, self._matched)

    def _find_articles(self, client: Client) -> None:
        """Search for the article where its place is cited, and a preprint's identifier beside it."""
        mixed = [(case, work) for case, work in self._matched if versions.is_mixed(case, work)]
        for registry in self.first:
            for way in registry.searches:
                open_ = [(case, work) for case, work in mixed if not versions.has_appeared(case)]
                looking_up.search(client, registry, way, [case for case, _ in open_])
                for case, work in open_:
                    versions.link(case, work)

    def _answered(self, _kind: str, answered: int, _total: int) -> None:
        """Take in that a batch was answered; while each reference is searched for, an answer brings the run forward."""
        settled = len(self.cases) - len(self.open)
        self.tell(settled + (answered if self._searching else 0))


def in_mirror(mirror: Mirror, case: Case) -> None:
    """Look up what is cited in a local mirror, by identifier and by citation string."""
    case.asked["mirror"] = mirror.info.as_of
    for kind, value in case.identifiers.items():
        if kind != "isbn" or case.identifiers.keys().isdisjoint(looking_up.SURER):
            for record in mirror.by_identifier(kind, value):
                case.led(Identifier(kind, value), record)
    case.found.extend(mirror.search(case.query.text or case.text))
    for record in case.records:
        case.beside.extend(mirror.notices(record))


def in_mirror_first(settings: Settings, cases: Sequence[Case]) -> str:
    """Look every case up in the mirror of the settings; return how old its answers are, in words."""
    with closing(Mirror(settings.mirror or "")) as mirror:
        for case in cases:
            in_mirror(mirror, case)
            case.mirrored = {(source(record), key(record)) for record in case.records}
        return mirror.info.age
