"""``ccsvi-refs links``: whether each link still leads to the work it claims."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from ccsvi_refs import api, auditing, reports
from ccsvi_refs import links as checking
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, complain, detail, in_colour, progress
from ccsvi_refs.cli.writing import emit, emit_report
from ccsvi_refs.links import ChangeKind, LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Link
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.settings import IgnoredLink, Settings
from ccsvi_refs.text.addresses import SITE

_LAST = "LAST"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How the outcome is told: since when ("" for all), in what detail, and what is known to be bad."""

    since: str
    detail: reports.Detail
    known: frozenset[tuple[str, str]]


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
    also: tuple[tuple[reports.ReportFormat, str], ...],
    since: str,
    root: str | None,
    dump: bool,
    quiet: bool,
    verbose: bool,
    baseline: str | None,
    write_baseline: str | None,
) -> int:
    """Check the links of INPUT: alive, moved, dead, behind a wall, or another work's page."""
    chosen = _settings(offline, baseline, exclude)
    known = checking.baseline.known(chosen.links, may_miss=write_baseline is not None)
    wanted = _Wanted(_moment(since), detail(quiet=quiet, verbose=verbose), known)
    paths = tuple(pattern for pattern in (*include, *exclude) if "://" not in pattern)
    found, usable = inputs.read_all(
        sources,
        form,
        chosen,
        include=[pattern for pattern in include if pattern in paths],
        exclude=[pattern for pattern in exclude if pattern in paths],
        allow_empty=allow_empty,
        as_works=False,
    )
    pages = [_only(page, [pattern for pattern in include if pattern not in paths]) for page in found]
    if dump:
        emit(_dumped(pages, chosen, report_format), output)
        return 0 if usable else UNUSABLE
    with progress("Checking links") as moved:
        statuses = api.check_all_links(pages, settings=chosen, progress=moved)
    if root:
        statuses = [[*found, *_local(page.path, root)] for page, found in zip(pages, statuses, strict=True)]
    report = _report(pages, statuses, chosen, wanted)
    _say(report, statuses, chosen)
    if write_baseline:
        emit(checking.baseline.write(one for page in statuses for one in page), write_baseline)
    forms: tuple[tuple[reports.ReportFormat, str | None], ...] = ((report_format, output), *also)
    for each, target in forms:
        emit_report(_written(report, each, wanted, colour=in_colour(target)), target, each)
    return _status(report, [one for page in statuses for one in page], usable=usable, fail_on=fail_on)


def _settings(offline: bool | None, baseline: str | None, exclude: Sequence[str]) -> Settings:
    chosen = settings(offline=offline)
    left_out = tuple(IgnoredLink(pattern, "left out by --exclude") for pattern in exclude if "://" in pattern)
    changed = replace(chosen.links, ignore=(*chosen.links.ignore, *left_out))
    return replace(chosen, links=replace(changed, baseline=Path(baseline)) if baseline else changed)


def _moment(since: str) -> str:
    """Return what ``--since`` says, after a look at whether it can be understood."""
    if since and since.upper() != _LAST:
        try:
            datetime.date.fromisoformat(since)
        except ValueError:
            raise click.UsageError(f"--since: expected a date like 2027-01-31, or LAST, found {since!r}") from None
    return _LAST if since.upper() == _LAST else since


def _only(page: Bibliography, patterns: Sequence[str]) -> Bibliography:
    if not patterns:
        return page
    fitting = tuple(link for link in page.links if any(checking.fits(pattern, link.url) for pattern in patterns))
    return replace(page, links=fitting)


def _local(path: str, root: str) -> list[LinkStatus]:
    """Return the statuses of a file's links to its own site."""
    file, top = Path(path), Path(root)
    if not file.is_file() or not file.resolve().is_relative_to(top.resolve()):
        return []
    stream = io.BytesIO(file.read_bytes())
    stream.name = SITE + file.resolve().relative_to(top.resolve()).as_posix()
    found = api.load(stream).links
    return checking.local.check([replace(link, location=_place(link, path)) for link in found], top)


def _place(link: Link, path: str) -> Location | None:
    return replace(link.location, path=path) if link.location else None


def _dumped(pages: Sequence[Bibliography], chosen: Settings, form: str) -> str:
    """Return the links that would be checked, one a line or as JSON."""
    asked = [link for page in pages for link in page.links if link.url and not _is_ignored(link, chosen)]
    if form != "json":
        return "".join(f"{link.url}\t{link.location or ''}\n" for link in asked)
    rows = [
        {"url": link.url, "reference": link.reference or None, "location": link.location and link.location.as_json()}
        for link in asked
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _is_ignored(link: Link, chosen: Settings) -> bool:
    return any(checking.fits(entry.url, link.url) for entry in chosen.links.ignore if not _is_over(entry))


def _is_over(entry: IgnoredLink) -> bool:
    return entry.until is not None and entry.until < datetime.date.today()


def _report(
    pages: Sequence[Bibliography], statuses: Sequence[Sequence[LinkStatus]], chosen: Settings, wanted: _Wanted
) -> Report:
    parts = []
    for page, found in zip(pages, statuses, strict=True):
        told = [status for status in found if not wanted.since or _change(status, wanted.since)]
        findings = auditing.audit_links(told, wanted.known, page.problems)
        parts.append(Audited(page, auditing.weighed(findings, chosen, {}), statuses=told))
    stale = auditing.stale_findings(_stale([one for page in statuses for one in page], chosen, wanted))
    entries = inputs.ignore_entries(chosen)
    if findings := [*stale]:
        entries.append(Audited(Bibliography(path="settings"), findings))
    return Report((*parts, *entries))


def _stale(found: Sequence[LinkStatus], chosen: Settings, wanted: _Wanted) -> list[tuple[str, str]]:
    unused = checking.unused(chosen.links, {status.url for status in found}, datetime.date.today())
    return [*checking.baseline.repaired(wanted.known, found), *unused]


def _change(status: LinkStatus, since: str) -> ChangeKind:
    if since == _LAST:
        return checking.change_since(status.changes, status.last_run)
    day = datetime.datetime.combine(datetime.date.fromisoformat(since), datetime.time(), datetime.UTC)
    return checking.change_since(status.changes, day.timestamp())


def _written(report: Report, form: reports.ReportFormat, wanted: _Wanted, *, colour: bool) -> str:
    if form == "json":
        return reports.links_json(report.statuses)
    if form != "text":
        return reports.audit_report(report, form)
    if wanted.since:
        changed: list[tuple[ChangeKind, LinkStatus]]
        changed = [(_change(status, wanted.since), status) for status in report.statuses]
        return reports.changes_text(changed, "the last run" if wanted.since == _LAST else wanted.since, colour)
    return reports.links_text(report.statuses, colour, detail=wanted.detail, known=wanted.known)


def _say(report: Report, statuses: Sequence[Sequence[LinkStatus]], chosen: Settings) -> None:
    """Say what is no finding about a link, and what was not checked at all."""
    for finding in report.findings:
        if not finding.rule.startswith("link-"):
            complain(f"{finding.location}: {finding.message}" if finding.location else finding.message)
    unasked = sum(bool(one.url) and not one.checked and one.verdict == "unknown" for page in statuses for one in page)
    if chosen.offline and unasked:
        complain(f"offline: {unasked} {'link was' if unasked == 1 else 'links were'} not checked")
    if _is_shut([one for page in statuses for one in page]):
        complain("no link could be asked for: no network, no name server, or no way through the proxy")


def _is_shut(statuses: Sequence[LinkStatus]) -> bool:
    """Return whether links had to be asked for and none could be."""
    asked = [status for status in statuses if status.checked and not status.recalled]
    return bool(asked) and all(status.unreached for status in asked)


def _status(report: Report, statuses: Sequence[LinkStatus], *, usable: bool, fail_on: str) -> int:
    """Return the exit status: unusable input before what could not be checked, and that before findings."""
    if not usable:
        return UNUSABLE
    if _is_shut(statuses):
        return CANNOT
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0
