"""What a report prints: findings with the facts behind them, and their summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccsvi_refs.auditing import SEVERITIES, Finding
from ccsvi_refs.model import Bibliography

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution


@dataclass(frozen=True, slots=True)
class Audited:
    """One input: what it holds, what was found out and what is wrong."""

    bibliography: Bibliography
    findings: Sequence[Finding]
    resolutions: Sequence[Resolution] = ()
    statuses: Sequence[LinkStatus] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All inputs of one run.

    ``corrected`` is the rendered bibliography with everything put right, empty where it was not asked for.
    """

    parts: tuple[Audited, ...]
    corrected: str = ""

    @property
    def findings(self) -> list[Finding]:
        """Every input's findings, in order."""
        return [finding for part in self.parts for finding in part.findings]

    @property
    def resolutions(self) -> list[Resolution]:
        """Every input's resolutions, in order."""
        return [resolution for part in self.parts for resolution in part.resolutions]

    @property
    def statuses(self) -> list[LinkStatus]:
        """Every input's link statuses, in order."""
        return [status for part in self.parts for status in part.statuses]

    @property
    def notes(self) -> list[str]:
        """Under what conditions the run stood, such as without a network."""
        return list(dict.fromkeys(note for resolution in self.resolutions for note in resolution.notes))


def summary(report: Report) -> dict[str, Any]:
    """Return the counts by severity, by rule, by resolution and by link verdict."""
    findings = report.findings
    severities = Counter(finding.severity for finding in findings)
    return {
        "references": sum(len(part.bibliography) for part in report.parts),
        "findings": {severity: severities[severity] for severity in reversed(SEVERITIES)},
        "rules": dict(sorted(Counter(finding.rule for finding in findings).items())),
        "resolutions": dict(sorted(Counter(resolution.status for resolution in report.resolutions).items())),
        "links": dict(sorted(Counter(status.verdict for status in report.statuses).items())),
        "notes": report.notes,
    }


def counted(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it is one: ``2 errors``, ``2 info``."""
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"
