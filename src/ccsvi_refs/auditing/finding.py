"""A finding: one judgement, with its rule, its place and, where there is one, its correction."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from ccsvi_refs.auditing.rules import RULES, SEVERITIES, RuleCode, Severity
from ccsvi_refs.location import Location
from ccsvi_refs.model import Mention

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding fails nothing, and the last day of that; None where a baseline knows the finding."""

    reason: str
    until: datetime.date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return ``{"reason", "until"}``."""
        return {"reason": self.reason, "until": self.until.isoformat() if self.until else None}


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """A judgement under one rule.

    ``reference`` is an id, empty where the finding is about none, ``number`` the page's own for it (``[17]``);
    ``cited`` and ``registered`` are what the page and the registry named in ``source`` say; ``correction`` is what
    should stand instead, empty where nobody knows; ``evidence`` says why the registered work is taken for the cited
    one. ``was`` is what references.lock has, where that is something else. ``level`` is a severity that the settings
    give the rule, ``accepted`` is set where they accept the finding.
    """

    rule: RuleCode
    message: str
    location: Location | None = None
    reference: str = ""
    cited: str = ""
    registered: str = ""
    source: str = ""
    correction: str = ""
    number: str = ""
    evidence: str = ""
    level: Severity | None = None
    accepted: Acceptance | None = None
    was: str = ""

    @property
    def severity(self) -> Severity:
        """How grave the rule's breach is: ``error``, ``warning`` or ``info``."""
        return self.level or RULES[self.rule].severity

    def at_least(self, severity: Severity) -> bool:
        """Return whether the finding is that grave or graver."""
        return SEVERITIES.index(self.severity) >= SEVERITIES.index(severity)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of docs/reference/json.md; what is unknown is null."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "location": self.location.as_json() if self.location else None,
            "reference": self.reference or None,
            "number": self.number or None,
            "cited": self.cited or None,
            "registered": self.registered or None,
            "was": self.was or None,
            "source": self.source or None,
            "correction": self.correction or None,
            "evidence": self.evidence or None,
            "accepted": self.accepted.as_json() if self.accepted else None,
        }

    def __str__(self) -> str:
        """Return ``place: severity rule: message``."""
        place = f"{self.location}: " if self.location else ""
        return f"{place}{self.severity} {self.rule}: {self.message}"

    def __repr__(self) -> str:
        about = f" {self.reference}" if self.reference else ""
        return f"<Finding {self.severity} {self.rule}{about}: {self.message}>"

    def _repr_html_(self) -> str:
        return Findings([self])._repr_html_()

    def _repr_markdown_(self) -> str:
        return Findings([self])._repr_markdown_()


_COLUMNS = ("severity", "rule", "reference", "message", "correct")


class Findings(list[Finding]):
    """The findings about one page, in its order; a notebook shows them as a table."""

    def _repr_html_(self) -> str:
        rows = (_COLUMNS, *map(_values, self))
        tags = ("th", *("td" for _ in self))
        cells = (
            "".join(f"<{tag}>{escape(value)}</{tag}>" for value in row) for tag, row in zip(tags, rows, strict=True)
        )
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    def _repr_markdown_(self) -> str:
        rows = (_COLUMNS, tuple("---" for _ in _COLUMNS), *(tuple(map(_cell, _values(finding))) for finding in self))
        return "".join(f"| {' | '.join(row)} |\n" for row in rows)


class Details(TypedDict, total=False):
    """What a finding may say beside its message."""

    cited: str
    registered: str
    source: str
    correction: str


def about(resolution: Resolution, rule: RuleCode, message: str, **details: Unpack[Details]) -> Finding:
    """Return a finding about a reference, at the place where the page cites it."""
    mention = resolution.cited.mention or Mention("")
    return Finding(
        rule,
        message,
        mention.location,
        resolution.id,
        number=mention.number,
        evidence=resolution.evidence,
        **details,
    )


def grave(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Return the findings that are at least that grave and that nothing accepts."""
    return [finding for finding in findings if not finding.accepted and finding.at_least(severity)]


def _values(finding: Finding) -> tuple[str, ...]:
    return (finding.severity, finding.rule, finding.reference, finding.message, finding.correction)


def _cell(text: str) -> str:
    return " ".join("".join(f"\\{char}" if char in "\\`*_[]<>|~&!#" else char for char in text).split())
