"""The pages of a build → a report on them; what an earlier build found out is not asked again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ccsvi_refs import auditing, examining, resolving
from ccsvi_refs.auditing import baseline as baselines
from ccsvi_refs.building import keeping
from ccsvi_refs.building.keeping import Found, Kept
from ccsvi_refs.building.reading import Reading, Source, page, shown
from ccsvi_refs.examining import Facts, Held, Job
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.model import Bibliography, Link
from ccsvi_refs.pages import site
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.settings import Settings, from_environment, tree

#: For a link, what is known of it without asking its site, None where that has to be asked.
KnownLink = Callable[[Link], LinkStatus | None]
#: For a site's pages as they were read, the same with what only the build knows put in.
Settled = Callable[[Sequence[Bibliography]], Sequence[Bibliography]]
#: For ``registries``: nobody is to be asked.
NONE = ("none",)
#: What is said of works that nobody has; an item of a list that could not be read as a work is told as that alone.
_OF_WORKS = frozenset({"no-matching-record", "outside-registries", "not-checked"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a build's pages, and what of the settings was refused."""

    job: Job
    held: Held | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A build's report, what is to be kept for the next build, and how many of its pages were looked at anew."""

    report: Report
    kept: Kept
    fresh: int = 0
    pages: int = 0


def plan(
    folder: Path,
    origin: str,
    *,
    registries: Sequence[str] | None = None,
    links: bool = True,
    rules: Mapping[str, object] | None = None,
    lock: str = "",
    **values: object,
) -> Plan:
    """Return what a build does: by the settings found from its folder, the environment's, over them the build's own.

    The build's configuration lies in the tree as the settings do, so it says no address, key or folder either.
    SettingsError where a value makes no sense, InputError where there is no such lock.
    """
    found = tree.found(folder)
    settings = from_environment(os.environ, found.settings)
    own = {name: value for name, value in values.items() if value is not None}
    settings = settings.with_values({**own, "rules": {**settings.rules, **(rules or {})}}, origin)
    auditing.weighed([], settings)  # an unknown rule is an error before anybody is asked
    held = examining.held(shown(folder / lock)) if lock else None
    known = baselines.read(settings.baseline) if settings.baseline else {}
    return Plan(Job(settings, _registries(registries, settings, held), links, known), held, found.refused)


def _registries(named: Sequence[str] | None, settings: Settings, held: Held | None) -> tuple[str, ...]:
    if held or (named is not None and tuple(named) == NONE):
        return ()
    return tuple(resolving.chosen(named or None, settings))


def check(
    sources: Sequence[Source],
    plan: Plan,
    how: Reading,
    kept: Kept,
    *,
    known_link: KnownLink = lambda _: None,
    settled: Settled = lambda pages: pages,
    stage: examining.Stage | None = None,
) -> Checked:
    """Return what is known of a build's pages and what is wrong with them."""
    shared = keeping.reading_digest(how)
    marks = [keeping.source_digest(source, shared) for source in sources]
    earlier = [kept.page(source.path, mark) for source, mark in zip(sources, marks, strict=True)]
    read = [page(source, how) if one is None else one for source, one in zip(sources, earlier, strict=True)]
    pages = site.settled(settled(read))
    asked = [keeping.asked_digest(one, mark) for one, mark in zip(pages, marks, strict=True)]
    known = [
        None if plan.held else kept.facts(one.path, mark, plan.job) for one, mark in zip(pages, asked, strict=True)
    ]
    new = iter(_asked([one for one, facts in zip(pages, known, strict=True) if facts is None], plan, known_link, stage))
    now = keeping.now()
    facts = [next(new) if one is None else one for one in known]
    found = {
        one.path: Found(first, source, told, mark, kept.when(one.path) if old else now)
        for one, first, source, told, mark, old in zip(pages, read, marks, facts, asked, known, strict=True)
    }
    parts = [_as_built(examining.weighed(*each, plan.job)) for each in zip(pages, facts, strict=True)]
    fresh = 0 if plan.held else known.count(None)
    kept = kept if plan.held else Kept(keeping.conditions(plan.job), found)
    return Checked(_reported(parts, how, plan), kept, fresh, len(pages))


def _asked(
    pages: Sequence[Bibliography], plan: Plan, known_link: KnownLink, stage: examining.Stage | None
) -> Iterator[Facts]:
    """Yield what the registries and sites say of pages, or what the lock has of them."""
    if plan.held:
        yield from examining.recalled(pages, plan.held, plan.job)
    elif pages:
        left = [replace(one, links=tuple(link for link in one.links if not known_link(link))) for one in pages]
        asked = examining.asked(left, plan.job, stage) if stage else examining.asked(left, plan.job)
        for one, facts in zip(pages, asked, strict=True):
            own = [status for link in one.links if (status := known_link(link))] if plan.job.links else []
            yield replace(facts, statuses=(*facts.statuses, *own)) if own else facts


def _as_built(part: Audited) -> Audited:
    """Return what was audited; a page of a site need not cite anything, and an item that is no work is no lost one."""
    unread = {problem.reference for problem in part.bibliography.problems if problem.kind == "unread-entry"}
    findings = [
        finding
        for finding in part.findings
        if finding.rule != "no-references" and not (finding.rule in _OF_WORKS and finding.reference in unread)
    ]
    return replace(part, findings=findings)


def _reported(parts: Sequence[Audited], how: Reading, plan: Plan) -> Report:
    """Return the report: the pages that hold something, then what is wrong with bibliographies, lock and settings."""
    held = [part for part in parts if part.findings or part.resolutions or part.statuses or part.bibliography.notes]
    others = list(_others(how, plan))
    if not any(part.bibliography.references or part.bibliography.links for part in parts):
        nothing = auditing.Finding("no-references", "no page of the build has a reference or a link")
        others.append(Audited(Bibliography(path="pages"), auditing.weighed([nothing], plan.job.settings)))
    report = Report((*held, *others), registries=plan.job.registries)
    return examining.put_right(report)


def _others(how: Reading, plan: Plan) -> Iterator[Audited]:
    settings, known = plan.job.settings, plan.job.known
    if how.bibliography and (problems := list(auditing.unreadable(how.bibliography.problems))):
        yield Audited(Bibliography(path="bibliography"), auditing.weighed(problems, settings, known))
    if plan.held and (part := examining.about_lock(plan.held, plan.job)):
        yield part
    if findings := examining.about_settings(plan.job):
        yield Audited(Bibliography(path="settings"), auditing.weighed(findings, settings, known))
