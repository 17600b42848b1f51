"""``ccsvi-refs audit``: everything that is wrong with a page's references and links."""

from __future__ import annotations

from dataclasses import replace

import click

from ccsvi_refs import api, auditing, rendering, reports
from ccsvi_refs.auditing import Finding
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, emit_report, in_colour, progress
from ccsvi_refs.model import Bibliography
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.settings import Settings

_READ_BY_PEOPLE = ("text", "markdown", "html")


@click.command()
@inputs.report_options
@click.option("--no-links", is_flag=True, help="Leave the links unchecked.")
@click.option("--style", default="ccsvi-page", show_default=True, help="Style of the corrected references.")
def audit(
    sources: tuple[str, ...],
    form: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    allow_empty: bool,
    report_format: str,
    output: str | None,
    fail_on: str,
    offline: bool | None,
    no_links: bool,
    style: str,
) -> int:
    """Say what is wrong with the references and links of INPUT, and print the references put right."""
    rendering.find_style(style)
    chosen = settings(offline=offline)
    found, usable = inputs.read_all(sources, form, chosen, include=include, exclude=exclude, allow_empty=allow_empty)
    entries = [] if no_links else inputs.ignore_entries(chosen)
    report = Report((*(_audit(bibliography, chosen, no_links) for bibliography in found), *entries))
    if report_format in _READ_BY_PEOPLE and any(resolution.status == "matched" for resolution in report.resolutions):
        report = replace(report, corrected=_corrected(report.resolutions, style))
    if found:
        emit_report(reports.audit_report(report, report_format, colour=in_colour(output)), output, report_format)
    if not usable:
        return UNUSABLE
    if not chosen.offline and report.resolutions and all(r.status == "unavailable" for r in report.resolutions):
        return CANNOT
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0


def _audit(bibliography: Bibliography, chosen: Settings, no_links: bool) -> Audited:
    inputs.announce(bibliography, chosen)
    with progress("Resolving") as moved:
        resolutions = api.resolve(bibliography, settings=chosen, progress=moved)
    statuses = []
    if not no_links:
        with progress("Checking links") as moved:
            statuses = api.check_links(bibliography, settings=chosen, progress=moved)
    findings: list[Finding] = api.audit(bibliography, settings=chosen, resolutions=resolutions, statuses=statuses)
    return Audited(bibliography, findings, resolutions, statuses)


def _corrected(resolutions: list[Resolution], style: str) -> str:
    return api.render([auditing.corrected(resolution) for resolution in resolutions], style)
