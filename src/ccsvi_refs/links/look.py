"""One link from its address to a verdict: looked at, looked at again before it is called dead, and probed around."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from ccsvi_refs.links import address, github, handles, judge, page, probing
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.cookies import Jar
from ccsvi_refs.links.fetch import Fetcher
from ccsvi_refs.links.page import Page
from ccsvi_refs.links.policy import Policy
from ccsvi_refs.links.probing import Arrival
from ccsvi_refs.links.status import Hop, Judgement
from ccsvi_refs.model import Reference

#: Failures and statuses that may pass: they get one more look than others, after a longer pause.
_PASSING_FAILURES = frozenset({"reset", "timeout", "unconnected", "unreachable", "resolver", "proxy"})
_PASSING_STATUSES = frozenset({408, 425, 429})
#: Verdicts that are given at the first look.
_FINAL = frozenset({"ok", "moved", "retracted", "mismatch", "ignored"})
_MOST_LOOKS = 3
#: A later look gets that much more time.
_MORE_TIME = 1.5
#: Names that never exist (RFC 6761).
_NEVER = re.compile(r"(?:^|\.)(?:invalid|test|example)$")
#: Redirects written in pages that are followed.
_MOST_ONWARD = 3
#: Characters of text below which a page that leads on at once shows nothing.
_LEAST_SHOWN = 200
#: Bytes from which reading a page takes more than a few milliseconds.
_LARGE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Seen:
    """A judged answer: what a link status is made of.

    ``told`` is whether the site's answers to made-up addresses have decided, so that another look would tell no more.
    """

    judgement: Judgement
    answer: Answer
    correction: str = ""
    archived: str = ""
    told: bool = False


@dataclass(slots=True)
class Looker:
    """Looks at links with one fetcher and one policy; remembers what each site says to made-up addresses."""

    fetcher: Fetcher
    policy: Policy
    doi_url: str
    _probes: dict[str, asyncio.Task[Arrival]] = field(default_factory=dict)
    _large: asyncio.Lock = field(default_factory=asyncio.Lock)
    _network: asyncio.Task[bool] | None = None
    _robots: dict[str, asyncio.Task[RobotFileParser]] = field(default_factory=dict)

    async def url(self, url: str, reference: Reference | None) -> Seen:
        """Return what a web address is found to be."""
        seen = await self._patiently(url, lambda limit: self._once(url, reference, limit))
        may_exist = seen.answer.failure == "dns" and not _NEVER.search(address.site(seen.answer.final_url))
        if may_exist and not await self._names_are_found():
            unknown = Judgement("unknown", "no names can be looked up: there is no network")
            return replace(seen, judgement=unknown, answer=replace(seen.answer, failure="resolver"))
        return await self._by_api(url, seen)

    async def _by_api(self, url: str, seen: Seen) -> Seen:
        """Return what was seen, or what GitHub's API says of a page of GitHub that is not shown."""
        if seen.judgement.verdict not in {"broken", "blocked", "unknown", "timeout"}:
            return seen
        limit = self.policy.timeout(address.host(self.policy.github))
        told = await github.judge(self.fetcher, self.policy.github, self.policy.token, url, limit)
        return replace(seen, judgement=told) if told else seen

    async def unchanged(self, url: str, conditions: Mapping[str, str]) -> bool:
        """Return whether the page is the one these conditions describe (status 304)."""
        answer = await self.fetcher.get(url, self.policy.timeout(address.host(url)), headers=conditions)
        return answer.status == 304

    async def doi(self, name: str, reference: Reference | None) -> Seen:
        """Return what a DOI is found to be: unregistered, or what its landing page is found to be."""
        start = handles.address(self.doi_url, name)
        found = await self._registration(name, start)
        if found.state == "unregistered":
            return Seen(Judgement("broken", "the DOI is not registered"), Answer(start, start))
        if found.state == "no-address":
            return Seen(Judgement("broken", "the DOI is registered, but without an address"), Answer(start, start))
        seen = await self.url(start, reference)
        if seen.answer.status == 404 and not seen.answer.hops and found.target:
            seen = await self.url(found.target, reference)
        is_known = found.state == "registered"
        known = "the DOI is registered" if is_known else "whether the DOI is registered could not be asked"
        judgement = seen.judgement
        verdict = "ok" if judgement.verdict == "moved" else judgement.verdict
        landing = replace(judgement, verdict=verdict, reason=f"{known}; its landing page: {judgement.reason}")
        return replace(seen, judgement=landing, correction="")

    async def _registration(self, name: str, start: str) -> handles.Registration:
        """Return what the Handle API says of a DOI, at a second look where it is not that the DOI is registered."""
        limit = self.policy.timeout(address.host(start))
        found = await handles.registration(self.fetcher, self.doi_url, name, limit)
        if found.state == "registered":
            return found
        await asyncio.sleep(self.policy.links.second_look)
        past_cache = found.state != "unknown"
        return await handles.registration(self.fetcher, self.doi_url, name, limit, past_cache=past_cache)

    async def _names_are_found(self) -> bool:
        """Return whether the name of the DOI resolver, which there always is, can be looked up."""
        if self._network is None:
            self._network = asyncio.create_task(self.fetcher.finds(self.doi_url))
        return await asyncio.shield(self._network)

    async def _patiently(self, url: str, look: Callable[[float], Awaitable[Seen]]) -> Seen:
        limit = self.policy.timeout(address.host(url))
        number = 1
        while True:
            seen = await look(limit if number == 1 else limit * _MORE_TIME)
            pause = self._pause(seen, number)
            if pause is None:
                return seen
            await asyncio.sleep(pause)
            number += 1

    def _pause(self, seen: Seen, number: int) -> float | None:
        """Return the seconds until another look is worth taking, None where this one stands."""
        answer, verdict = seen.answer, seen.judgement.verdict
        if verdict in _FINAL or seen.told or answer.failure in {"forbidden", "address"}:
            return None
        status = answer.status or 0
        passing = answer.failure in _PASSING_FAILURES or status in _PASSING_STATUSES or 500 <= status < 600
        slow = answer.failure in {"timeout", "unconnected", "resolver", "proxy", "unreachable"}
        looks = 2 if slow or not passing else _MOST_LOOKS
        if number >= looks or (verdict in {"blocked", "unknown"} and not passing):
            return None
        wait = answer.wait or 0.0
        if wait > self.policy.links.patience:
            return None
        return max(wait, self.policy.links.second_look * number**2)

    async def _once(self, url: str, reference: Reference | None, limit: float) -> Seen:
        answer, seen_page = await self._arrive(url, limit)
        host = address.host(answer.final_url)
        judgement = judge.judge(answer, seen_page, reference, self.policy.accept(host))
        told = not judgement.certain and self.policy.probes(host)
        if told:
            judgement = await self._probed(answer, seen_page, judgement, limit)
        correction = judge.better_target(answer) if judgement.verdict == "moved" else ""
        return Seen(judgement, replace(answer, body=b""), correction, told=told and answer.status == 200)

    async def _arrive(self, url: str, limit: float) -> Arrival:
        """Return the last answer and its page, redirects written in pages followed as well."""
        jar = Jar()
        answer = await self.fetcher.follow(url, limit, jar=jar)
        found = await self._read(answer)
        passed = {(answer.final_url, "")}
        for _ in range(_MOST_ONWARD):
            onward = found.onward or page.refresh(answer.headers.get("Refresh", ""))
            onward = address.joined(answer.final_url, onward) if onward else ""
            if not onward or answer.status != 200:
                break
            if address.same_page(onward, answer.final_url) and (found.length > _LEAST_SHOWN or not jar.header(onward)):
                break
            if (onward, jar.header(onward)) in passed:
                return _shown(answer, found), found
            passed.add((onward, jar.header(onward)))
            before, elapsed = (*answer.hops, Hop(0, onward)), answer.elapsed
            answer = await self.fetcher.follow(onward, limit, jar=jar)
            answer = replace(answer, url=url, hops=(*before, *answer.hops), elapsed=answer.elapsed + elapsed)
            found = await self._read(answer)
        return answer, found

    async def _read(self, answer: Answer) -> Page:
        """Return the page in an answer; large ones one after the other in a thread, so that nobody waits."""
        if not answer.body or not judge.is_page(answer):
            return Page()
        if len(answer.body) < _LARGE:
            return page.read(answer.body, answer.charset)
        async with self._large:
            return await asyncio.to_thread(page.read, answer.body, answer.charset)

    async def _probed(self, answer: Answer, found: Page, judgement: Judgement, limit: float) -> Judgement:
        """Return the judgement, corrected by what the site answers to its front page's and a made-up address."""
        asked = judge.asked(answer)
        suspected = judgement.otherwise is not None
        settled = address.is_front(asked) if suspected else probing.is_settled(asked, answer, found)
        if settled or not await self._may_probe(asked):
            return judgement
        made_up = probing.beside(asked)
        other = self._arrive_once(made_up, limit, key=made_up.rpartition("/")[0])
        if suspected:
            return await self._tried(judgement, asked, (answer, found), other, limit)
        front = self._arrive_once(address.front(answer.final_url), limit)
        return probing.judge(judgement, asked, (answer, found), *await asyncio.gather(front, other))

    async def _tried(
        self, judgement: Judgement, asked: str, this: Arrival, other: Awaitable[Arrival], limit: float
    ) -> Judgement:
        """Return what a page is that looks like the sign of a missing one, by what made-up addresses answer."""
        found = probing.acquit(judgement, asked, this, await other)
        alike = probing.alike_in_form(asked)
        if found != judgement.otherwise or not alike:
            return found
        return probing.acquit(judgement, asked, this, await self._arrive_once(alike, limit, key=probing.form(asked)))

    async def _arrive_once(self, url: str, limit: float, key: str = "") -> Arrival:
        """Return what an address answers, asked only once in a run for each ``key``."""
        key = key or url
        if key not in self._probes:
            self._probes[key] = asyncio.create_task(self._arrive(url, limit))
        return await asyncio.shield(self._probes[key])

    async def _may_probe(self, url: str) -> bool:
        """Return whether the site's robots.txt lets a made-up address be asked for (RFC 9309)."""
        host = address.host(url)
        if host not in self._robots:
            self._robots[host] = asyncio.create_task(self._read_robots(url))
        return (await asyncio.shield(self._robots[host])).can_fetch(self.policy.agent, probing.beside(url))

    async def _read_robots(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        rules = RobotFileParser()
        answer = await self.fetcher.follow(f"{parts.scheme}://{parts.netloc}/robots.txt", self.policy.links.timeout)
        if answer.failure or (answer.status or 500) >= 500 or answer.status == 429:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            text = answer.body.decode("utf-8", "replace") if answer.status == 200 and not judge.is_page(answer) else ""
            rules.parse(text.splitlines())
        return rules


def _shown(answer: Answer, found: Page) -> Answer:
    """Return the answer of a page that leads on to one before it: a circle, unless there is more to it than that.

    What it has to read is shown for a while, and its scripts may have done what is not done here.
    """
    if found.length > _LEAST_SHOWN or found.scripted:
        return answer
    return replace(answer, failure="loop", detail="pages send their readers on in a circle")
