"""``ccsvi-refs links``: whether each link still leads to the work it claims."""

from __future__ import annotations

import click

from ccsvi_refs import api, auditing, reports
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import FINDINGS, UNUSABLE, emit, in_colour, progress
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.reports import Report


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
    statuses: list[LinkStatus] = []
    for bibliography in found:
        with progress("Checking links") as moved:
            statuses += api.check_links(bibliography, settings=chosen, progress=moved)
    findings = auditing.audit_links(statuses)
    if report_format == "json":
        emit(reports.links_json(statuses), output)
    elif report_format == "text":
        emit(reports.links_text(statuses, in_colour(output)), output)
    else:
        report = Report(tuple(found), findings, statuses=statuses)
        emit(reports.audit_report(report, report_format), output)
    if not usable:
        return UNUSABLE
    return FINDINGS if inputs.fails(findings, fail_on) else 0
