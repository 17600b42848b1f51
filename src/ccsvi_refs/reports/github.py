"""Workflow commands that become annotations on a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections import Counter

from ccsvi_refs.auditing import SEVERITIES, Finding
from ccsvi_refs.reports.report import Report, counted
from ccsvi_refs.text.printing import printable, without_commands

#: https://docs.github.com/en/rest/checks/runs, https://github.com/orgs/community/discussions/26680
_SHOWN, _SHOWN_OF_A_RUN = 10, 50
_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report) -> str:
    """Return one annotation a line, and where GitHub shows fewer of them, a line that says so."""
    return "".join(_annotation(finding) + "\n" for finding in report.open) + _unseen(report)


def _unseen(report: Report) -> str:
    counts = Counter(finding.severity for finding in report.open)
    if max(counts.values(), default=0) <= _SHOWN and counts.total() <= _SHOWN_OF_A_RUN:
        return ""
    found = ", ".join(counted(counts[severity], severity) for severity in reversed(SEVERITIES) if counts[severity])
    return (
        f"{found}: beside the lines GitHub shows {_SHOWN} of a kind for each step and {_SHOWN_OF_A_RUN} for a run; "
        "all of them are above, and in the reports that --also writes (markdown for the job's summary, sarif)\n"
    )


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
