"""Pages → a report: what the registries and sites say of them, and what is wrong. Every face runs these stages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from ccsvi_refs import api, auditing, correcting, links, locking, resolving
from ccsvi_refs.auditing import Finding
from ccsvi_refs.auditing import baseline as baselines
from ccsvi_refs.correcting import Correction
from ccsvi_refs.errors import InputError
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import site
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.settings import Settings

#: For references that are data and have no citation string of their own: it prints identifiers and all usual authors.
_STYLE_OF_DATA = "apa"
#: For a stage's name, "Resolving", a context that yields what hears how many are done, or None.
Stage = Callable[[str], AbstractContextManager[api.OnProgress | None]]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with each page: whom to ask, whether to check links, which findings are known."""

    settings: Settings
    registries: tuple[str, ...]
    links: bool = True
    known: Mapping[baselines.Key, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A lock and the file it is from."""

    index: locking.Index
    path: Path


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one page, and what a lock lacks of it."""

    resolutions: Sequence[Resolution]
    statuses: Sequence[LinkStatus]
    findings: Sequence[Finding] = ()


def _unseen(_: str) -> AbstractContextManager[api.OnProgress | None]:
    return nullcontext()


def job(settings: Settings, *, checks_links: bool = True) -> Job:
    """Return what a face does that leaves the choice of registries to the settings."""
    return Job(settings, tuple(resolving.chosen(None, settings)), checks_links)


def report(pages: Sequence[Bibliography], job: Job, stage: Stage = _unseen) -> Report:
    """Return what is known of every page and what is wrong with it; the registries and sites are asked."""
    settled = site.settled(pages)
    found = asked(settled, job, stage)
    audited = (weighed(*each, job) for each in zip(settled, found, strict=True))
    return Report(tuple(audited), registries=job.registries)


def put_right(report: Report, style: str | None = None) -> Report:
    """Return a report with its references put right: in their own words, or in a style that is named."""
    return replace(report, parts=tuple(replace(part, corrected=_corrected(part, style)) for part in report.parts))


def _corrected(part: Audited, style: str | None) -> list[Correction]:
    in_place = list(correcting.corrections(part.resolutions, part.findings))
    changed = frozenset(each.id for each in in_place)
    return list(_styled(part, style, changed)) if style else [*in_place, *_styled(part, _STYLE_OF_DATA)]


def _styled(part: Audited, style: str, changed: frozenset[str] = frozenset()) -> Iterator[Correction]:
    """Yield what is wrong, in a style: the references that are data, of the printed ones those that are changed."""
    wrong = correcting.concerned(part.findings)
    for resolution in part.resolutions:
        mention = resolution.cited.mention
        asked = wrong & changed if mention and mention.text else wrong
        if resolution.id in asked and resolution.status == "matched":
            right = auditing.corrected(resolution)
            text = api.render([right], style).strip()
            yield Correction(resolution.id, mention.number if mention else "", correcting.identified(text, right))


def held(path: str | Path) -> Held:
    """Return the lock in a file; InputError where there is none."""
    if (found := locking.read(Path(path))) is None:
        raise InputError("there is no such lock: run ccsvi-refs lock", Location(str(path)))
    return Held(locking.index(found), Path(path))


def recalled(pages: Sequence[Bibliography], held: Held, job: Job) -> Iterator[Facts]:
    """Yield what the lock has of every page; nobody is asked."""
    for page in pages:
        known = locking.recall(held.index, page, held.path.parent, job.settings, links=job.links)
        yield Facts(known.resolutions, known.statuses, tuple(auditing.locked_findings(known, page.path)))


def about_settings(job: Job) -> list[Finding]:
    """Return what is wrong with the entries of the settings that take links out of the check or accept findings."""
    ignored = links.problems(job.settings.links, datetime.date.today()) if job.links else ()
    return [*auditing.ignore_findings(ignored), *auditing.accept_findings(job.settings)]


def about_lock(held: Held, job: Job) -> Audited | None:
    """Return what is wrong with the lock itself, None where nothing is."""
    if not (gone := locking.gone(held.index.lock, held.path.parent)):
        return None
    path = str(held.path)
    told = auditing.gone_findings(gone, path)
    return Audited(Bibliography(path=path), auditing.weighed(told, job.settings, job.known))


def asked(pages: Sequence[Bibliography], job: Job, stage: Stage = _unseen) -> Iterator[Facts]:
    """Yield what every page's registries and sites say now."""
    checked = statuses(pages, job.settings, stage) if job.links else [[] for _ in pages]
    found = resolutions(pages, job.settings, job.registries, stage)
    resolved = api.with_texts(pages, found, settings=job.settings, registries=job.registries)
    return (Facts(*facts) for facts in zip(resolved, checked, strict=True))


def statuses(pages: Sequence[Bibliography], settings: Settings, stage: Stage = _unseen) -> list[list[LinkStatus]]:
    """Return the statuses of every page's links, from one run over all of them."""
    with stage("Checking links") as moved:
        return api.check_all_links(pages, settings=settings, progress=moved)


def resolutions(
    pages: Sequence[Bibliography], settings: Settings, registries: Sequence[str], stage: Stage = _unseen
) -> list[list[Resolution]]:
    """Return the resolutions of every page's references, from one run over all of them."""
    everything = [reference for page in pages for reference in page]
    with stage("Resolving") as moved:
        rest = iter(api.resolve(everything, settings=settings, registries=registries, progress=moved))
    return [list(islice(rest, len(page))) for page in pages]


def weighed(page: Bibliography, facts: Facts, job: Job) -> Audited:
    """Return what is wrong with a page by the facts; rules, accepted findings and baselines are applied."""
    bad = links.baseline.known(job.settings.links)
    findings = [*auditing.audit(page, facts.resolutions, facts.statuses, bad), *facts.findings]
    return Audited(page, auditing.weighed(findings, job.settings, job.known), facts.resolutions, facts.statuses)
