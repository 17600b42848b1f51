"""A finding: one judgement, with its rule, its place and, where there is one, its correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ccsvi_refs.auditing.rules import RULES, SEVERITIES, Severity
from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement under one rule.

    ``reference`` is an id, empty where the finding is about none; ``cited`` and ``registered`` are what the page and
    the registry named in ``source`` say; ``correction`` is what should stand instead, empty where nobody knows.
    """

    rule: str
    message: str
    location: Location | None = None
    reference: str = ""
    cited: str = ""
    registered: str = ""
    source: str = ""
    correction: str = ""

    @property
    def severity(self) -> Severity:
        """How grave the rule's breach is: ``error``, ``warning`` or ``info``."""
        return RULES[self.rule].severity

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
            "cited": self.cited or None,
            "registered": self.registered or None,
            "source": self.source or None,
            "correction": self.correction or None,
        }


def about(reference: Reference, rule: str, message: str, **details: str) -> Finding:
    """Return a finding about a reference, at the place where the page cites it."""
    location = reference.mention.location if reference.mention else None
    return Finding(rule, message, location, reference.id, **details)
