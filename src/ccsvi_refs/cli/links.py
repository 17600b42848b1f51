"""``ccsvi-refs links``: whether each link still leads to the work it claims."""

from __future__ import annotations

import click

from ccsvi_refs import api, auditing, reports
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import FINDINGS, UNUSABLE, emit, in_colour, progress
from ccsvi_refs.model import Bibliography
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.settings import Settings


@click.command()
@inputs.many_inputs
@inputs.input_format
@click.option("--format", "report_format", type=click.Choice(reports.AUDIT_FORMATS), default="text", show_default=True)
@inputs.output_file
@inputs.fail_on
@inputs.offline
def links(
    sources: tuple[str, ...],
    form: str | None,
    report_format: str,
    output: str | None,
    fail_on: str,
    offline: bool | None,
) -> int:
    """Check the links of INPUT: alive, moved, dead, behind a wall, or another work's page."""
    chosen = settings(offline=offline)
    found, usable = inputs.read_all(sources, form)
    report = Report(tuple(_checked(bibliography, chosen) for bibliography in found))
    if report_format == "json":
        emit(reports.links_json(report.statuses), output)
    elif report_format == "text":
        emit(reports.links_text(report.statuses, in_colour(output)), output)
    else:
        emit(reports.audit_report(report, report_format), output)
    if not usable:
        return UNUSABLE
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0


def _checked(bibliography: Bibliography, chosen: Settings) -> Audited:
    with progress("Checking links") as moved:
        statuses = api.check_links(bibliography, settings=chosen, progress=moved)
    return Audited(bibliography, auditing.audit_links(statuses), statuses=statuses)
