"""Findings, resolutions and link statuses → text and data; this floor only prints what others found."""

from __future__ import annotations

from collections.abc import Callable

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.reports.github import github
from ccsvi_refs.reports.html import html
from ccsvi_refs.reports.json_report import audit_json, links_json, resolutions_json, resolutions_jsonl
from ccsvi_refs.reports.junit import junit
from ccsvi_refs.reports.markdown import markdown
from ccsvi_refs.reports.report import Audited, Report, summary
from ccsvi_refs.reports.sarif import sarif
from ccsvi_refs.reports.text import links_text, resolutions_text, text

__all__ = [
    "AUDIT_FORMATS",
    "Audited",
    "Report",
    "audit_report",
    "links_json",
    "links_text",
    "resolutions_json",
    "resolutions_jsonl",
    "resolutions_text",
    "summary",
]

_WRITERS: dict[str, Callable[[Report, bool], str]] = {
    "text": text,
    "json": lambda report, _: audit_json(report),
    "github": lambda report, _: github(report),
    "sarif": lambda report, _: sarif(report),
    "junit": lambda report, _: junit(report),
    "markdown": lambda report, _: markdown(report),
    "html": lambda report, _: html(report),
}

AUDIT_FORMATS = tuple(_WRITERS)


def audit_report(report: Report, form: str, *, colour: bool = False) -> str:
    """Return the report in one of ``AUDIT_FORMATS``; ``colour`` adds terminal colours to text."""
    if form not in _WRITERS:
        raise SettingsError(f"unknown report format {form!r}: expected one of {', '.join(AUDIT_FORMATS)}")
    return _WRITERS[form](report, colour)
