"""All links of a page, at once and politely: every link gets its status, in the order the links came in."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from ccsvi_refs import identifiers
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.links import address
from ccsvi_refs.links.archive import Archive
from ccsvi_refs.links.fetch import Answer, Fetcher
from ccsvi_refs.links.look import Looker, Seen
from ccsvi_refs.links.pace import Pace
from ccsvi_refs.links.policy import Policy
from ccsvi_refs.links.records import Records, look_up
from ccsvi_refs.links.status import Judgement, LinkStatus, Verdict
from ccsvi_refs.links.store import Kept, Store
from ccsvi_refs.model import Bibliography, Link, Reference
from ccsvi_refs.settings import Settings

Result = TypeVar("Result")
Progress = Callable[[int, int], None]

#: Identifiers whose addresses lead to pages that a service has the records of.
_RECORDED = frozenset({"pmid", "pmcid"})
#: Addresses of one host that lead to one page, from which that page is a catch-all.
_MANY = 3
#: Threads that look names up, so that one slow name server does not hold up the others.
_NAME_LOOKUPS = 32


def check(
    links: Sequence[Link],
    references: Mapping[str, Reference] | Bibliography,
    settings: Settings,
    progress: Progress | None = None,
) -> list[LinkStatus]:
    """Return one status for each link, in their order; ``progress`` is told how many of how many are done.

    ``references`` are the works the links are said to lead to, by id. Nothing is asked for where the settings say
    offline, where a link has no address, or where an ignore entry covers it.
    """
    works = {r.id: r for r in references} if isinstance(references, Bibliography) else references
    jobs = {_key(link): _Job(link.url.strip(), works.get(link.reference)) for link in links}
    with Store(settings.cache_dir) as store:
        run = _Run(settings, Policy.of(settings), store, progress, len(jobs))
        found = dict(zip(jobs, _wait_for(run.all(list(jobs.values()))), strict=True))
    return [_status(link, found[_key(link)]) for link in links]


def _key(link: Link) -> tuple[str, str]:
    """Return what two links share that need to be checked only once."""
    return link.url.strip(), link.reference


@dataclass(frozen=True, slots=True)
class _Job:
    url: str
    reference: Reference | None


@dataclass(slots=True)
class _Run:
    settings: Settings
    policy: Policy
    store: Store
    progress: Progress | None
    total: int
    done: int = 0
    archive: Archive | None = None
    records: asyncio.Task[Records] | None = None

    async def all(self, jobs: Sequence[_Job]) -> list[Seen]:
        """Return what each job's link is found to be; the ones still open at the deadline are unknown."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_NAME_LOOKUPS))
        fetcher = Fetcher(
            Pace(self.policy.limits, self.policy.links.total),
            allow_private=self.settings.allow_private,
            agent=self.policy.agent,
            patience=self.policy.links.patience,
        )
        async with fetcher:
            self.archive = Archive.of(fetcher, self.settings)
            looker = Looker(fetcher, self.policy, self.settings.doi_url)
            self.records = self._records(jobs)
            tasks = [asyncio.create_task(self._one(job, looker)) for job in jobs]
            if tasks:
                await asyncio.wait(tasks, timeout=self.policy.links.deadline)
            found = [await self._result(job, task) for job, task in zip(jobs, tasks, strict=True)]
        return self._without_catch_alls(jobs, found)

    def _without_catch_alls(self, jobs: Sequence[_Job], found: Sequence[Seen]) -> list[Seen]:
        """Return the results, corrected where many addresses of one host were all led to one and the same page."""
        starts: dict[tuple[str, str], set[str]] = {}
        for seen in found:
            if key := _led_to(seen):
                starts.setdefault(key, set()).add(address.page_key(seen.answer.url))
        corrected = list(found)
        for index, (job, seen) in enumerate(zip(jobs, found, strict=True)):
            number = len(starts.get(_led_to(seen) or ("", ""), ()))
            if number >= _MANY:
                reason = f"redirects to where {number} links of this page lead: {seen.answer.final_url}"
                gone = replace(seen, judgement=Judgement("broken", reason), correction="")
                corrected[index] = self.store.remember(job.url, job.reference, gone, None)
        return corrected

    async def _result(self, job: _Job, task: asyncio.Task[Seen]) -> Seen:
        if task.done():
            return task.result()
        task.cancel()
        await asyncio.wait([task])
        return _unasked(job, "unknown", "not finished when the time for the whole run was over")

    async def _one(self, job: _Job, looker: Looker) -> Seen:
        try:
            seen = self._without_asking(job) or await self._found(job, looker)
        except Exception as error:  # one link's surprise must not lose what the others were found to be
            seen = _unasked(job, "unknown", f"could not be checked: {type(error).__name__}: {error}")
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total)
        return seen

    async def _found(self, job: _Job, looker: Looker) -> Seen:
        earlier = self.store.recall(job.url, job.reference)
        if earlier and earlier.is_fresh(self.policy.links, time.time()):
            return earlier.seen
        conditions = earlier.conditions() if earlier else {}
        if earlier and conditions and await looker.unchanged(job.url, conditions):
            self.store.confirm(job.url, job.reference)
            return earlier.seen
        seen = await self._look(job, looker)
        if seen.judgement.verdict == "broken" and (page := _page_that_died(job.url, seen)):
            seen = replace(seen, archived=await self._archived(job, page, earlier))
        return self.store.remember(job.url, job.reference, seen, earlier) if _says_something(seen) else seen

    async def _archived(self, job: _Job, page: str, earlier: Kept | None) -> str:
        if not self.archive or not self.policy.links.archive:
            return ""
        read = job.reference.date("accessed") if job.reference else None
        return await self.archive.copy(page, read, earlier.seen.since if earlier else "")

    async def _look(self, job: _Job, looker: Looker) -> Seen:
        identifier = _identifier(job.url)
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
        found = [identifier for job in due if (identifier := _identifier(job.url)) and identifier.kind in _RECORDED]
        return asyncio.create_task(look_up(found, self.settings)) if found else None

    def _is_fresh(self, job: _Job) -> bool:
        kept = self.store.recall(job.url, job.reference)
        return kept is not None and kept.is_fresh(self.policy.links, time.time())

    def _without_asking(self, job: _Job) -> Seen | None:
        if not job.url:
            return _unasked(job, "unknown", "no address: only the link's label is there")
        entry = self.policy.ignored(job.url, datetime.date.today())
        if entry:
            until = f" (until {entry.until})" if entry.until else ""
            return _unasked(job, "ignored", f"{entry.reason}{until}")
        if not _identifier(job.url) and (unusable := _unusable(job.url)):
            return Seen(unusable, Answer(job.url, ""))
        if self.settings.offline:
            return _unasked(job, "unknown", "not asked: working offline")
        return None


def _identifier(url: str) -> Identifier | None:
    if url.lower().startswith("doi:"):
        return identifiers.parse("doi", url)
    return identifiers.in_url(url)


def _led_to(seen: Seen) -> tuple[str, str] | None:
    """Return the host and the page at the end of a redirect that nothing shows to be the cited work's page."""
    answer, judgement = seen.answer, seen.judgement
    if judgement.verdict not in {"ok", "moved"} or judgement.certain or not answer.hops:
        return None
    return address.host(answer.url), address.page_key(answer.final_url)


def _page_that_died(url: str, seen: Seen) -> str:
    """Return the address of a dead link's page: for a DOI that of its landing page, empty where it leads to none."""
    identifier = _identifier(url)
    if identifier and identifier.kind == "doi":
        return seen.answer.hops[0].url if seen.answer.hops else ""
    return url


def _says_something(seen: Seen) -> bool:
    """Return whether a result is about the link, and not about our settings or our network."""
    if seen.answer.failure == "forbidden":
        return bool(seen.answer.hops)
    return seen.judgement.verdict != "unknown" or seen.answer.status is not None


def _unusable(url: str) -> Judgement | None:
    if not url.lower().startswith(("http:", "https:")):
        scheme, colon, _ = url.partition(":")
        return Judgement("ignored", f"not a web address ({scheme}:)" if colon else "not a web address")
    try:
        address.normal(url)
    except ValueError as error:
        return Judgement("broken", f"not a usable address: {error}")
    return None


def _unasked(job: _Job, verdict: Verdict, reason: str) -> Seen:
    return Seen(Judgement(verdict, reason), Answer(job.url, ""))


def _status(link: Link, seen: Seen) -> LinkStatus:
    answer = seen.answer
    was_dead = seen.since and seen.since < datetime.date.today().isoformat()
    return LinkStatus(
        url=link.url,
        verdict=seen.judgement.verdict,
        reason=f"{seen.judgement.reason}; dead since {seen.since}" if was_dead else seen.judgement.reason,
        reference=link.reference,
        location=link.location,
        status=answer.status,
        final_url=answer.final_url,
        redirects=answer.hops,
        elapsed=answer.elapsed,
        archived=seen.archived,
        correction=seen.correction,
        since=seen.since,
    )


def _wait_for(work: Coroutine[None, None, Result]) -> Result:
    """Return what asynchronous work returns, from a thread of its own where an event loop runs already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
