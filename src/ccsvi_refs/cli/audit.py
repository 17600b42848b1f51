"""``ccsvi-refs audit``: everything that is wrong with pages' references and links."""

from __future__ import annotations

from ccsvi_refs import examining as stages
from ccsvi_refs import locking, rendering, reports
from ccsvi_refs.auditing import baseline as baselines
from ccsvi_refs.cli import asking, examining, inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, detail, in_colour
from ccsvi_refs.cli.writing import emit, emit_report
from ccsvi_refs.pages import site
from ccsvi_refs.reports import Report, ReportFormat

_READ_BY_PEOPLE = ("text", "markdown", "html")


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
    told = detail(quiet=quiet, verbose=verbose)
    chosen = settings(offline=offline, mirror=mirror, baseline=baseline)
    known = baselines.read(chosen.baseline) if chosen.baseline else {}
    held = examining.held(lock or locking.NAME, registry, mirror) if locked or lock else None
    names = () if held else asking.registries(registry, mirror, chosen)
    job = examining.Job(chosen, names, not no_links, known, held, quiet)
    found, usable = inputs.read_all(sources, form, chosen, include=include, exclude=exclude, allow_empty=allow_empty)
    found = site.settled(found)
    report = Report((*examining.audited(found, sources, job), *examining.others(job)), registries=job.registries)
    forms: tuple[tuple[ReportFormat, str | None], ...] = ((report_format, output), *also)
    if any(form in _READ_BY_PEOPLE for form, _ in forms):
        report = stages.put_right(report, style)
    if write_baseline:
        emit(baselines.write(report.findings), write_baseline)
    if found:
        for form, target in forms:
            text = reports.audit_report(report, form, colour=in_colour(target), detail=told)
            emit_report(text, target, form)
    return _status(report, usable=usable, offline=chosen.offline or bool(held), fail_on=fail_on)


def _status(report: Report, *, usable: bool, offline: bool, fail_on: str) -> int:
    """Return the exit status: unusable input before what could not be checked, and that before findings."""
    if not usable:
        return UNUSABLE
    unproven = bool(report.statuses) and all(status.verdict == "unknown" for status in report.statuses)
    unchecked = bool(report.registries) and report.unchecked * 2 > len(report.resolutions)
    if not offline and (unchecked or (unproven and not report.resolutions)):
        return CANNOT
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0
