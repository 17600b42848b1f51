"""``ccsvi-refs audit``: everything that is wrong with pages' references and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from ccsvi_refs import api, auditing, correcting, links, locking, rendering, reports
from ccsvi_refs.auditing import Finding
from ccsvi_refs.auditing import baseline as baselines
from ccsvi_refs.cli import asking, inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, emit, emit_report, in_colour
from ccsvi_refs.correcting import Correction
from ccsvi_refs.errors import InputError
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import site
from ccsvi_refs.reports import Audited, Detail, Report, ReportFormat
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.settings import Settings

_READ_BY_PEOPLE = ("text", "markdown", "html")
#: For references that are data and have no citation string of their own: it prints identifiers and all usual authors.
_STYLE_OF_DATA = "apa"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be done with each input."""

    settings: Settings
    registries: tuple[str, ...]
    links: bool
    known: Mapping[baselines.Key, int]
    quiet: bool
    lock: locking.Lock | None = None
    lock_path: Path = Path(locking.NAME)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of one input, and what a lock lacks of it."""

    resolutions: Sequence[Resolution]
    statuses: Sequence[LinkStatus]
    findings: Sequence[Finding] = ()


@click.command()
@inputs.report_options
@inputs.also
@asking.registry_options
@click.option("--locked", is_flag=True, help="Ask nobody: what references.lock has stands.")
@click.option("--lock", metavar="FILE", help="The lock, if it is not references.lock in the working directory.")
@click.option("--no-links", is_flag=True, help="Leave the links unchecked.")
@click.option("--style", metavar="NAME|FILE", help="Print the references that are put right in this style.")
@click.option("--baseline", metavar="FILE", help="Findings that are known: only new ones fail.")
@click.option("--write-baseline", metavar="FILE", help="Write a baseline that knows every finding of this run.")
@click.option("--quiet", is_flag=True, help="Tell errors and warnings alone.")
@click.option("--verbose", is_flag=True, help="Tell every finding by itself, accepted ones too, with the evidence.")
def audit(
    sources: tuple[str, ...],
    form: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    allow_empty: bool,
    report_format: ReportFormat,
    output: str | None,
    fail_on: str,
    offline: bool | None,
    also: tuple[tuple[ReportFormat, str], ...],
    registry: str | None,
    mirror: str | None,
    locked: bool,
    lock: str | None,
    no_links: bool,
    style: str | None,
    baseline: str | None,
    write_baseline: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say what is wrong with the references and links of INPUT, and print the references put right."""
    if style:
        rendering.find_style(style)
    detail = _detail(quiet, verbose)
    chosen = settings(offline=offline, mirror=mirror, baseline=baseline)
    known = baselines.read(chosen.baseline) if chosen.baseline else {}
    if (locked or lock) and (registry or mirror):
        raise click.UsageError("--locked asks nobody: neither --registry nor --mirror goes with it")
    path = Path(lock or locking.NAME)
    held = _held(path) if locked or lock else None
    names = () if held else asking.registries(registry, mirror, chosen)
    job = _Job(chosen, names, not no_links, known, quiet, held, path)
    found, usable = inputs.read_all(sources, form, chosen, include=include, exclude=exclude, allow_empty=allow_empty)
    found = site.settled(found)
    facts = _recalled(found, job) if job.lock else _asked(found, job)
    pages = [_audit(page, each, job) for page, each in zip(found, facts, strict=True)]
    audited = _without_bare_pages(pages, sources)
    parts = (*audited, *_about_settings(job))
    report = Report(parts, registries=job.registries)
    if report_format in _READ_BY_PEOPLE:
        report = replace(report, corrected=tuple(_corrected(report, style)))
    if write_baseline:
        emit(baselines.write(report.findings), write_baseline)
    if found:
        forms: tuple[tuple[ReportFormat, str | None], ...] = ((report_format, output), *also)
        for form, target in forms:
            text = reports.audit_report(report, form, colour=in_colour(target), detail=detail)
            emit_report(text, target, form)
    return _status(report, usable=usable, offline=chosen.offline or bool(held), fail_on=fail_on)


def _held(path: Path) -> locking.Lock:
    """Return the lock in a file; InputError where there is none."""
    if (held := locking.read(path)) is None:
        raise InputError("there is no such lock: run ccsvi-refs lock", Location(str(path)))
    return held


def _detail(quiet: bool, verbose: bool) -> Detail:
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other")
    return "quiet" if quiet else "verbose" if verbose else "normal"


def _recalled(found: Sequence[Bibliography], job: _Job) -> Iterator[_Facts]:
    """Yield what the lock has of every input; nobody is asked."""
    for page in found:
        known = locking.recall(job.lock or locking.Lock(), page, job.lock_path.parent, job.settings, links=job.links)
        yield _Facts(known.resolutions, known.statuses, tuple(auditing.locked_findings(known, page.path)))


def _asked(found: Sequence[Bibliography], job: _Job) -> Iterator[_Facts]:
    """Yield what every input's registries and sites say now."""
    checked = asking.statuses(found, job.settings, hidden=job.quiet) if job.links else [[] for _ in found]
    resolved = asking.resolutions(found, job.settings, job.registries, hidden=job.quiet)
    return (_Facts(*facts) for facts in zip(resolved, checked, strict=True))


def _without_bare_pages(audited: list[Audited], sources: Sequence[str]) -> list[Audited]:
    """Return what was audited; that a page has no references is said where it was named itself, or none has any."""
    if not any(len(part.bibliography) for part in audited):
        return audited
    return [
        part
        if part.bibliography.path in sources
        else replace(part, findings=[finding for finding in part.findings if finding.rule != "no-references"])
        for part in audited
    ]


def _audit(bibliography: Bibliography, facts: _Facts, job: _Job) -> Audited:
    bad = links.baseline.known(job.settings.links)
    findings = [*auditing.audit(bibliography, facts.resolutions, facts.statuses, bad), *facts.findings]
    weighed = auditing.weighed(findings, job.settings, job.known)
    return Audited(bibliography, weighed, facts.resolutions, facts.statuses)


def _about_settings(job: _Job) -> Iterator[Audited]:
    """Yield what is wrong with the entries of the settings that keep findings from failing, and with the lock's."""
    ignored = inputs.ignore_entries(job.settings) if job.links else []
    findings = [*(finding for part in ignored for finding in part.findings), *auditing.accept_findings(job.settings)]
    if job.lock and (gone := locking.gone(job.lock, job.lock_path.parent)):
        told = auditing.gone_findings(gone, str(job.lock_path))
        yield Audited(Bibliography(path=str(job.lock_path)), auditing.weighed(told, job.settings, job.known))
    if findings:
        yield Audited(Bibliography(path="settings"), auditing.weighed(findings, job.settings, job.known))


def _corrected(report: Report, style: str | None) -> Iterator[Correction]:
    """Yield the references put right: in their own words, or in a style where one is named or they are data."""
    for part in report.parts:
        in_place = list(correcting.corrections(part.resolutions, part.findings))
        if not style:
            yield from in_place
        wrong = correcting.concerned(part.findings)
        for resolution in part.resolutions:
            mention = resolution.cited.mention
            printed = bool(mention and mention.text)
            if resolution.id in wrong and resolution.status == "matched" and (style or not printed):
                right = auditing.corrected(resolution)
                text = api.render([right], style or _STYLE_OF_DATA).strip()
                yield Correction(resolution.id, mention.number if mention else "", correcting.identified(text, right))


def _status(report: Report, *, usable: bool, offline: bool, fail_on: str) -> int:
    """Return the exit status: unusable input before what could not be checked, and that before findings."""
    if not usable:
        return UNUSABLE
    unproven = bool(report.statuses) and all(status.verdict == "unknown" for status in report.statuses)
    unchecked = bool(report.registries) and report.unchecked * 2 > len(report.resolutions)
    if not offline and (unchecked or (unproven and not report.resolutions)):
        return CANNOT
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0
