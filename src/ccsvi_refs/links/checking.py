"""All links of a run, at once and politely: every link gets its status, in the order the links came in."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from ccsvi_refs.links import history, store
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.archive import Archive
from ccsvi_refs.links.fetch import Fetcher
from ccsvi_refs.links.history import History
from ccsvi_refs.links.look import Looker, Seen
from ccsvi_refs.links.pace import HostPace
from ccsvi_refs.links.policy import Policy
from ccsvi_refs.links.records import Records, look_up
from ccsvi_refs.links.status import Judgement, LinkStatus, Verdict
from ccsvi_refs.links.store import Clock, Store
from ccsvi_refs.links.unasked import named, without_asking
from ccsvi_refs.model import Bibliography, Link, Reference
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.failures import OF_THE_WAY, UNASKED

Result = TypeVar("Result")
LinkProgress = Callable[[int, int], None]

#: Identifiers whose addresses lead to pages that a service has the records of.
_RECORDED = frozenset({"pmid", "pmcid"})
#: Threads that look names up, so that one slow name server does not hold up the others.
_NAME_LOOKUPS = 32


def check(
    links: Sequence[Link],
    references: Mapping[str, Reference] | Bibliography,
    settings: Settings,
    progress: LinkProgress | None = None,
    *,
    clock: Clock = time.time,
) -> list[LinkStatus]:
    """Return one status for each link, in their order; ``progress`` is told how many of how many are done.

    ``references`` are the works the links are said to lead to, by id. Nothing is asked for where the settings say
    offline, where a link has no address, or where an ignore entry covers it.
    """
    works = {r.id: r for r in references} if isinstance(references, Bibliography) else references
    return _check([(link, works.get(link.reference)) for link in links], settings, progress, clock)


def check_all(
    pages: Iterable[Bibliography], settings: Settings, progress: LinkProgress | None = None, *, clock: Clock = time.time
) -> list[list[LinkStatus]]:
    """Return the statuses of the links of several pages, page by page, from one run over all.

    One address that several pages link to is asked once; pace, made-up addresses, deadline and ``progress`` are the
    whole run's.
    """
    pairs: list[tuple[Link, Reference | None]] = []
    lengths = []
    for page in pages:
        works = {reference.id: reference.as_cited() for reference in page}
        pairs += [(link, works.get(link.reference)) for link in page.links]
        lengths.append(len(page.links))
    found = iter(_check(pairs, settings, progress, clock))
    return [[next(found) for _ in range(length)] for length in lengths]


def _check(
    pairs: Sequence[tuple[Link, Reference | None]], settings: Settings, progress: LinkProgress | None, clock: Clock
) -> list[LinkStatus]:
    keys = [store.key(link.url.strip(), reference) for link, reference in pairs]
    jobs: dict[str, _Job] = {}
    for key, (link, reference) in zip(keys, pairs, strict=True):
        jobs.setdefault(key, _Job(link.url.strip(), reference))
    with Store(settings.cache_dir, clock) as kept:
        run = _Run(settings, Policy.of(settings), kept, progress, len(jobs))
        found = dict(zip(jobs, _wait_for(run.all(list(jobs.values()))), strict=True))
        kept.note_run([(job.url, job.reference) for job in jobs.values()], clock())
    return [_status(link, found[key]) for key, (link, _) in zip(keys, pairs, strict=True)]


@dataclass(frozen=True, slots=True)
class _Job:
    url: str
    reference: Reference | None


_NO_PAST = History()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a link is found to be, when that was seen (0: nobody looked), and what has become of it so far."""

    seen: Seen
    checked: float = 0.0
    past: History = _NO_PAST
    recalled: bool = False


@dataclass(slots=True)
class _Run:
    settings: Settings
    policy: Policy
    store: Store
    progress: LinkProgress | None
    total: int
    done: int = 0
    archive: Archive | None = None
    records: asyncio.Task[Records] | None = None

    async def all(self, jobs: Sequence[_Job]) -> list[_Found]:
        """Return what each job's link is found to be; the ones still open at the deadline are unknown."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_NAME_LOOKUPS))
        fetcher = Fetcher(
            HostPace(self.policy.limits, self.policy.links.total),
            allow_private=self.settings.allow_private,
            agent=self.policy.agent,
            patience=self.policy.links.patience,
            headers=self.policy.headers,
        )
        async with fetcher:
            self.archive = Archive.of(fetcher, self.settings)
            looker = Looker(fetcher, self.policy, self.settings.doi_url)
            self.records = self._records(jobs)
            tasks = [asyncio.create_task(self._one(job, looker)) for job in jobs]
            if tasks:
                # whoever hears of the progress may raise, and so end the run
                await asyncio.wait(tasks, timeout=self.policy.links.deadline, return_when=asyncio.FIRST_EXCEPTION)
            return [await self._result(job, task) for job, task in zip(jobs, tasks, strict=True)]

    async def _result(self, job: _Job, task: asyncio.Task[_Found]) -> _Found:
        if task.done():
            return task.result()
        task.cancel()
        await asyncio.wait([task])
        return self._unasked(job, "unknown", "not finished when the time for the whole run was over")

    async def _one(self, job: _Job, looker: Looker) -> _Found:
        try:
            found = self._without_asking(job) or await self._found(job, looker)
        except Exception as error:  # one link's surprise must not lose what the others were found to be
            found = self._unasked(job, "unknown", f"could not be checked: {type(error).__name__}: {error}")
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total)
        return found

    async def _found(self, job: _Job, looker: Looker) -> _Found:
        past = self.store.history(job.url, job.reference)
        earlier = self.store.recall(job.url, job.reference)
        if earlier and earlier.is_fresh(self.policy.links, self.store.clock()):
            return _Found(earlier.seen, earlier.checked, past, recalled=True)
        conditions = earlier.conditions() if earlier else {}
        if earlier and conditions and await looker.unchanged(job.url, conditions):
            return self._kept(earlier.seen, self.store.confirm(job.url, job.reference, earlier.seen), past)
        seen = self._lasting(await self._look(job, looker), past)
        if seen.judgement.verdict == "broken" and (page := _page_that_died(job.url, seen)):
            seen = replace(seen, archived=await self._archived(job, page, past))
        if not _says_something(seen):
            return _Found(seen, self.store.clock(), replace(past, previous=past.verdict))
        return self._kept(seen, self.store.remember(job.url, job.reference, seen), past)

    def _kept(self, seen: Seen, known: History, past: History) -> _Found:
        return _Found(seen, self.store.clock(), replace(known, last_run=past.last_run))

    def _lasting(self, seen: Seen, past: History) -> Seen:
        """Return what was seen, as dead where a server that fails has done so for long."""
        status = seen.answer.status or 0
        if seen.judgement.verdict != "unknown" or not 500 <= status < 600:
            return seen
        if not history.has_lasted(past, self.store.clock(), self.policy.links.lasting):
            return seen
        since = history.day(past.failing_since)
        return store.with_verdict(seen, "broken", f"the server fails ({status}), at every look since {since}")

    async def _archived(self, job: _Job, page: str, past: History) -> str:
        if not self.archive or not self.policy.links.archive:
            return ""
        read = job.reference.date("accessed") if job.reference else None
        return await self.archive.copy(page, read, past.dead_since)

    async def _look(self, job: _Job, looker: Looker) -> Seen:
        identifier = named(job.url)
        if identifier and identifier.kind == "doi":
            return await looker.doi(identifier.value, job.reference)
        if identifier and identifier.kind in _RECORDED and self.records:
            judgement = (await asyncio.shield(self.records)).judge(identifier, job.reference)
            if judgement:
                return Seen(judgement, Answer(job.url, identifier.url))
        return await looker.url(job.url, job.reference)

    def _records(self, jobs: Sequence[_Job]) -> asyncio.Task[Records] | None:
        """Return the task that asks for the records behind all links to PubMed and PMC that have to be checked."""
        due = [job for job in jobs if not self._without_asking(job) and not self._is_fresh(job)]
        found = [identifier for job in due if (identifier := named(job.url)) and identifier.kind in _RECORDED]
        return asyncio.create_task(look_up(found, self.settings)) if found else None

    def _is_fresh(self, job: _Job) -> bool:
        kept = self.store.recall(job.url, job.reference)
        return kept is not None and kept.is_fresh(self.policy.links, self.store.clock())

    def _without_asking(self, job: _Job) -> _Found | None:
        if known := without_asking(job.url, self.policy, _day(self.store.clock())):
            return self._unasked(job, known.verdict, known.reason)
        if self.settings.offline:
            return self._unasked(job, "unknown", "not asked: working offline")
        return None

    def _unasked(self, job: _Job, verdict: Verdict, reason: str) -> _Found:
        past = self.store.history(job.url, job.reference)
        return _Found(Seen(Judgement(verdict, reason), Answer(job.url, "")), 0.0, past)


def _day(moment: float) -> datetime.date:
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).date()


def _page_that_died(url: str, seen: Seen) -> str:
    """Return the address of a dead link's page: for a DOI that of its landing page, empty where it leads to none."""
    identifier = named(url)
    if identifier and identifier.kind == "doi":
        return seen.answer.hops[0].url if seen.answer.hops else ""
    return url


def _says_something(seen: Seen) -> bool:
    """Return whether a result is about the link, and not about our settings, our network or our means."""
    failure = seen.answer.failure
    if failure == "forbidden":
        return bool(seen.answer.hops)
    if failure in OF_THE_WAY or failure in UNASKED:
        return False
    return seen.judgement.verdict != "unknown" or seen.answer.status is not None


def _status(link: Link, found: _Found) -> LinkStatus:
    seen, past = found.seen, found.past
    answer = seen.answer
    dead_since = past.dead_since if seen.judgement.verdict == "broken" else ""
    was_dead = dead_since and dead_since < history.day(found.checked or time.time())
    return LinkStatus(
        url=link.url,
        verdict=seen.judgement.verdict,
        reason=f"{seen.judgement.reason}; dead since {dead_since}" if was_dead else seen.judgement.reason,
        reference=link.reference,
        location=link.location,
        status=answer.status,
        final_url=answer.final_url,
        redirects=answer.hops,
        elapsed=answer.elapsed,
        archived=seen.archived,
        correction=seen.correction,
        lost=seen.judgement.lost,
        withdrawn=seen.judgement.withdrawn,
        of_work=seen.judgement.of_work,
        checked=history.instant(found.checked),
        first_seen=history.instant(past.first_seen),
        last_good=history.instant(past.last_good),
        dead_since=past.dead_since,
        previous=past.previous,
        changes=past.changes,
        last_run=past.last_run,
        unreached=answer.failure in UNASKED,
        recalled=found.recalled,
    )


def _wait_for(work: Coroutine[None, None, Result]) -> Result:
    """Return what asynchronous work returns, from a thread of its own where an event loop runs already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
