"""``ccsvi-refs links``: whether each link still leads to the work it claims."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ccsvi_refs import api, auditing, reports
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import FINDINGS, UNUSABLE, complain, emit, emit_report, in_colour, progress
from ccsvi_refs.links import baseline as baselines
from ccsvi_refs.model import Bibliography
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.settings import Settings


@click.command()
@inputs.report_options
@click.option("--baseline", metavar="FILE", help="Links known to be bad: only what is newly bad fails.")
@click.option("--write-baseline", metavar="FILE", help="Write a baseline that knows every bad link of this run.")
def links(
    sources: tuple[str, ...],
    form: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    allow_empty: bool,
    report_format: reports.ReportFormat,
    output: str | None,
    fail_on: str,
    offline: bool | None,
    baseline: str | None,
    write_baseline: str | None,
) -> int:
    """Check the links of INPUT: alive, moved, dead, behind a wall, or another work's page."""
    chosen = settings(offline=offline)
    if baseline:
        chosen = replace(chosen, links=replace(chosen.links, baseline=Path(baseline)))
    found, usable = inputs.read_all(
        sources, form, chosen, include=include, exclude=exclude, allow_empty=allow_empty, as_works=False
    )
    known = baselines.known(chosen.links)
    entries = inputs.ignore_entries(chosen)
    report = Report((*(_checked(bibliography, chosen, known) for bibliography in found), *entries))
    for finding in report.findings:
        if not finding.rule.startswith("link-"):
            complain(f"{finding.location}: {finding.message}" if finding.location else finding.message)
    if write_baseline:
        emit(baselines.write(report.statuses), write_baseline)
    if report_format == "json":
        emit(reports.links_json(report.statuses), output)
    elif report_format == "text":
        emit_report(reports.links_text(report.statuses, in_colour(output)), output, report_format)
    else:
        emit_report(reports.audit_report(report, report_format), output, report_format)
    if not usable:
        return UNUSABLE
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0


def _checked(bibliography: Bibliography, chosen: Settings, known: frozenset[tuple[str, str]]) -> Audited:
    with progress("Checking links") as moved:
        statuses = api.check_links(bibliography, settings=chosen, progress=moved)
    return Audited(bibliography, auditing.audit_links(statuses, known, bibliography.problems), statuses=statuses)
