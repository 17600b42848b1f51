"""Findings, resolutions and link statuses → text and data; this floor only prints what others found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.reports.github import github
from ccsvi_refs.reports.html import html
from ccsvi_refs.reports.json_report import audit_json, changes_json, links_json, resolutions_json, resolutions_jsonl
from ccsvi_refs.reports.junit import junit
from ccsvi_refs.reports.links_report import changes_text, links_text
from ccsvi_refs.reports.markdown import markdown
from ccsvi_refs.reports.report import Audited, Detail, Report, summary
from ccsvi_refs.reports.sarif import sarif
from ccsvi_refs.reports.terminal import resolutions_text, text

__all__ = [
    "AUDIT_FORMATS",
    "Audited",
    "Detail",
    "Report",
    "ReportFormat",
    "audit_report",
    "changes_json",
    "changes_text",
    "links_json",
    "links_text",
    "resolutions_json",
    "resolutions_jsonl",
    "resolutions_text",
    "summary",
]

#: The forms of a report.
ReportFormat = Literal["text", "json", "github", "sarif", "junit", "markdown", "html"]

_WRITERS: dict[ReportFormat, Callable[[Report], str]] = {
    "text": lambda report: text(report, colour=False),
    "json": audit_json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
    "html": html,
}

AUDIT_FORMATS: tuple[ReportFormat, ...] = tuple(_WRITERS)


def audit_report(report: Report, form: ReportFormat, *, colour: bool = False, detail: Detail = "normal") -> str:
    """Return the report in one of ``AUDIT_FORMATS``; ``colour`` and ``detail`` are for text."""
    if form == "text":
        return text(report, colour, detail)
    if form not in _WRITERS:
        raise SettingsError(f"unknown report format {form!r}: expected one of {', '.join(AUDIT_FORMATS)}")
    return _WRITERS[form](report)
