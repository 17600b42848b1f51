"""A report → what a build says of it: warnings with their places, a summing-up, and a file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal, cast

from ccsvi_refs import reports
from ccsvi_refs.auditing import SEVERITIES, Finding, Severity
from ccsvi_refs.building.checking import Checked, Plan
from ccsvi_refs.citing import Fault
from ccsvi_refs.errors import SettingsError
from ccsvi_refs.location import Location
from ccsvi_refs.reports import Report, ReportFormat
from ccsvi_refs.reports.report import asking, counted, found, intake, no_works, summary
from ccsvi_refs.reports.terminal import listed
from ccsvi_refs.text.printing import few, harmless, one_line, without_commands

#: From which severity on findings are warnings of the build.
Threshold = Literal["error", "warning", "info", "never"]
_FORMATS: dict[str, ReportFormat] = {
    ".html": "html", ".json": "json", ".md": "markdown", ".sarif": "sarif", ".txt": "text", ".xml": "junit",
}  # fmt: skip
#: Told once for a build, not at every place.
_SUMMED = "not-checked"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say: under which rule, how grave, where, and whether it is a warning of the build."""

    rule: str
    message: str
    severity: Severity
    location: Location | None = None
    warns: bool = True


def notices(report: Report, threshold: Threshold, *, offline: bool = False) -> Iterator[Notice]:
    """Yield what there is to say of a build's pages, each thing once, in the order of the pages.

    References that nobody could be asked about are one warning, with the registries that did not answer; no warning
    where nobody was to be asked.
    """
    said: set[tuple[str, str, Location | None]] = set()
    for finding in report.open:
        message = _message(finding)
        mark = (finding.rule, message, finding.location)
        if finding.rule != _SUMMED and mark not in said:
            said.add(mark)
            yield Notice(finding.rule, message, finding.severity, finding.location, _warns(finding.severity, threshold))
    if unchecked := [finding for finding in report.open if finding.rule == _SUMMED]:
        yield _unchecked(report, unchecked, threshold, offline)


def _warns(severity: Severity, threshold: Threshold) -> bool:
    return threshold != "never" and SEVERITIES.index(severity) >= SEVERITIES.index(threshold)


def _message(finding: Finding) -> str:
    parts = [f"{finding.reference}: {finding.message}" if finding.reference else finding.message]
    if finding.correction and finding.correction not in finding.message:
        parts.append(f"should be: {finding.correction}")
    return without_commands(one_line("; ".join(parts)))


def _unchecked(report: Report, findings: list[Finding], threshold: Threshold, offline: bool) -> Notice:
    severity = findings[0].severity
    places = dict.fromkeys(str(finding.location) for finding in findings if finding.location)
    shown = few([*places], 3)
    why = "no registry was to be asked" if offline or not report.registries else asking(report)
    message = f"{counted(len(findings), 'reference')} could not be checked ({shown}): {why}"
    warns = _warns(severity, threshold) and bool(report.registries) and not offline
    return Notice(_SUMMED, without_commands(one_line(message)), severity, None, warns)


def as_notice(fault: Fault, threshold: Threshold) -> Notice:
    """Return what there is to say of a citation that could not be written as its page has it."""
    message = without_commands(one_line(fault.message))
    return Notice("citation", message, "error", fault.location, _warns("error", threshold))


def summed_up(checked: Checked, plan: Plan) -> str:
    """Return one line on what was read, found, asked and not asked, and how many pages were looked at anew."""
    report = checked.report
    counts = summary(report)
    parts = [f"{counted(checked.pages, 'page')}, {intake(counts)}", found(counts)]
    parts += [f"links: {listed(counts['links'])}"] if counts["links"] else []
    if notes := no_works(report):
        parts.append(f"{counted(len(notes), 'item')} of lists taken for no work")
    if plan.held:
        parts.append(f"all as {plan.held.path} has it")
    else:
        parts += [asking(report)] if report.resolutions else []
        parts.append(f"{checked.fresh} looked at anew")
    return without_commands(one_line("; ".join(parts)))


def report_format(path: str) -> ReportFormat:
    """Return the format that a report's file name ends in; SettingsError where it is none."""
    if (ending := PurePath(path).suffix.lower()) not in _FORMATS:
        raise SettingsError(f"report: expected a name that ends in {', '.join(_FORMATS)}, found {path!r}")
    return _FORMATS[ending]


def check_free(path: str, written: Iterable[str]) -> None:
    """Refuse a report's name that the build writes something else under; SettingsError says so."""
    name = posixpath.normpath(path.replace("\\", "/")).casefold()
    if any(name == one.casefold() for one in written):
        raise SettingsError(f"report: {path!r} is a file of the site itself: give the report another name")


def write_report(report: Report, path: str, folder: Path) -> Path:
    """Write a report into a build's output, and return where; SettingsError where that leads out of it or cannot be."""
    form = report_format(path)
    target = folder / path
    try:
        if not target.resolve().is_relative_to(folder.resolve()):
            raise SettingsError(f"report: {path!r} leads out of the build's output")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(harmless(reports.audit_report(report, form)), "utf-8", errors="replace")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"report: {path!r} cannot be written: {why}") from error
    return target


def threshold(value: object) -> Threshold:
    """Return a threshold; SettingsError where it is none."""
    known = (*SEVERITIES, "never")
    if value not in known:
        raise SettingsError(f"fail_on: expected one of {', '.join(known)}, found {value!r}")
    return cast(Threshold, value)
