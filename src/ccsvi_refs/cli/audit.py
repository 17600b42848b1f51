"""``ccsvi-refs audit``: everything that is wrong with pages' references and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import click

from ccsvi_refs import api, auditing, correcting, links, rendering, reports
from ccsvi_refs.auditing import baseline as baselines
from ccsvi_refs.cli import asking, inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, emit, emit_report, in_colour, progress
from ccsvi_refs.correcting import Correction
from ccsvi_refs.links import LinkStatus
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


@click.command()
@inputs.report_options
@inputs.also
@asking.registry_options
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
    job = _Job(chosen, asking.registries(registry, mirror, chosen), not no_links, known, quiet)
    found, usable = inputs.read_all(sources, form, chosen, include=include, exclude=exclude, allow_empty=allow_empty)
    found = site.settled(found)
    checked = _links(found, job)
    resolutions = list(_resolutions(found, job))
    resolved = api.with_texts(found, resolutions, settings=job.settings, registries=job.registries)
    pages = [_audit(*page, job) for page in zip(found, checked, resolved, strict=True)]
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
    return _status(report, usable=usable, offline=chosen.offline, fail_on=fail_on)


def _detail(quiet: bool, verbose: bool) -> Detail:
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other")
    return "quiet" if quiet else "verbose" if verbose else "normal"


def _links(found: Sequence[Bibliography], job: _Job) -> list[list[LinkStatus]]:
    """Return the statuses of every input's links, from one run over all of them."""
    if not job.links:
        return [[] for _ in found]
    with progress("Checking links", hidden=job.quiet) as moved:
        return api.check_all_links(found, settings=job.settings, progress=moved)


def _resolutions(found: Sequence[Bibliography], job: _Job) -> Iterator[list[Resolution]]:
    """Yield the resolutions of every input's references, from one run over all of them."""
    everything = [reference for bibliography in found for reference in bibliography]
    if not job.quiet:
        inputs.announce(Bibliography(tuple(everything)), job.settings, job.registries)
    with progress("Resolving", hidden=job.quiet) as moved:
        resolutions = api.resolve(everything, settings=job.settings, registries=job.registries, progress=moved)
    rest = iter(resolutions)
    for bibliography in found:
        yield list(islice(rest, len(bibliography)))


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


def _audit(
    bibliography: Bibliography, statuses: Sequence[LinkStatus], resolutions: list[Resolution], job: _Job
) -> Audited:
    bad = links.baseline.known(job.settings.links)
    findings = auditing.audit(bibliography, resolutions, statuses, bad)
    return Audited(bibliography, auditing.weighed(findings, job.settings, job.known), resolutions, statuses)


def _about_settings(job: _Job) -> Iterator[Audited]:
    """Yield what is wrong with the entries of the settings that keep findings and links from failing."""
    ignored = inputs.ignore_entries(job.settings) if job.links else []
    findings = [*(finding for part in ignored for finding in part.findings), *auditing.accept_findings(job.settings)]
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
