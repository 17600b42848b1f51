"""What a report prints: findings with the facts behind them, and their summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.auditing import SEVERITIES, Finding
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.model import Bibliography
from ccsvi_refs.resolving import Resolution


@dataclass(frozen=True, slots=True)
class Report:
    """One audit: its inputs, what was found out and what is wrong.

    ``corrected`` is the rendered bibliography with everything put right, empty where it was not asked for; ``notes``
    say under what conditions the audit ran, such as without a network.
    """

    bibliographies: tuple[Bibliography, ...]
    findings: Sequence[Finding]
    resolutions: Sequence[Resolution] = ()
    statuses: Sequence[LinkStatus] = ()
    corrected: str = ""
    notes: tuple[str, ...] = field(default=())


def summary(report: Report) -> dict[str, Any]:
    """Return the counts by severity, by rule, by resolution and by link verdict."""
    severities = Counter(finding.severity for finding in report.findings)
    return {
        "references": sum(len(bibliography) for bibliography in report.bibliographies),
        "findings": {severity: severities[severity] for severity in reversed(SEVERITIES)},
        "rules": dict(sorted(Counter(finding.rule for finding in report.findings).items())),
        "resolutions": dict(sorted(Counter(resolution.status for resolution in report.resolutions).items())),
        "links": dict(sorted(Counter(status.verdict for status in report.statuses).items())),
        "notes": list(report.notes),
    }
