"""Workflow commands that become annotations on a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from ccsvi_refs.auditing import Finding
from ccsvi_refs.reports.report import Report
from ccsvi_refs.text.printing import printable, without_commands

_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report) -> str:
    """Return one annotation a line."""
    return "".join(_annotation(finding) + "\n" for finding in report.open)


def _annotation(finding: Finding) -> str:
    properties: dict[str, str] = {}
    if finding.location:
        properties["file"] = finding.location.path
        if finding.location.line:
            properties["line"] = str(finding.location.line)
        if finding.location.column:
            properties["col"] = str(finding.location.column)
    properties["title"] = f"{finding.rule} ({finding.reference})" if finding.reference else finding.rule
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {listed}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    lines = [finding.message]
    lines += [
        f"{word}: {value}"
        for word, value in (("was", finding.was), ("cited", finding.cited), ("correct", finding.correction))
        if value
    ]
    return "\n".join(lines)


def _data(text: str) -> str:
    return without_commands(printable(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
