"""Facts → findings: the only place that judges.

Pages, registries and link checks state what they saw; the rules of :mod:`ccsvi_refs.auditing.rules` say what of it is
wrong, how grave that is and what should stand instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import baseline
from ccsvi_refs.auditing.accepting import accept_findings, suggestion, weighed
from ccsvi_refs.auditing.attributed import attribution_findings
from ccsvi_refs.auditing.corrected import corrected
from ccsvi_refs.auditing.duplicates import duplicates
from ccsvi_refs.auditing.fields import field_findings
from ccsvi_refs.auditing.finding import Acceptance, Finding, Findings, grave
from ccsvi_refs.auditing.form import form_findings
from ccsvi_refs.auditing.health import ignore_findings, link_findings, stale_findings, unaddressed
from ccsvi_refs.auditing.intake import citing_findings, emptiness, unreadable
from ccsvi_refs.auditing.locked import change_findings, gone_findings, kept_findings, locked_findings
from ccsvi_refs.auditing.rules import RULES, SEVERITIES, Rule, RuleCode, Severity
from ccsvi_refs.auditing.standing import standing_findings
from ccsvi_refs.model import Bibliography, Problem

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution

__all__ = [
    "RULES",
    "SEVERITIES",
    "Acceptance",
    "Finding",
    "Findings",
    "Rule",
    "RuleCode",
    "Severity",
    "accept_findings",
    "audit",
    "audit_links",
    "baseline",
    "change_findings",
    "corrected",
    "gone_findings",
    "grave",
    "ignore_findings",
    "kept_findings",
    "locked_findings",
    "stale_findings",
    "suggestion",
    "unreadable",
    "weighed",
]


def audit(
    bibliography: Bibliography,
    resolutions: Sequence[Resolution],
    statuses: Iterable[LinkStatus] = (),
    known: frozenset[tuple[str, str]] = frozenset(),
) -> list[Finding]:
    """Return the findings in the order of the page: by reference, links last, then what is about no reference.

    ``resolutions`` are those of the bibliography's references, in their order; ``known`` is the baseline of bad links.
    """
    found = [*emptiness(bibliography)]
    by_reference: dict[str, list[Finding]] = {reference.id: [] for reference in bibliography}
    for resolution in resolutions:
        findings = by_reference.setdefault(resolution.id, [])
        findings += form_findings(resolution)
        findings += standing_findings(resolution)
        findings += field_findings(resolution)
    unplaced: list[Finding] = []
    for problem in unreadable(bibliography.problems):
        by_reference.get(problem.reference, found).append(problem)
    others = (
        *citing_findings(bibliography),
        *duplicates(resolutions),
        *link_findings(statuses, known),
        *unaddressed(bibliography),
        *attribution_findings(bibliography, resolutions),
        *_statements(bibliography),
    )
    for finding in others:
        by_reference.get(finding.reference, unplaced).append(finding)
    return found + [finding for findings in by_reference.values() for finding in findings] + unplaced


def audit_links(
    statuses: Iterable[LinkStatus],
    known: frozenset[tuple[str, str]] = frozenset(),
    problems: Iterable[Problem] = (),
) -> list[Finding]:
    """Return the findings about checked links alone, after what of the input could not be read."""
    return [*unreadable(problems), *link_findings(statuses, known)]


def _statements(bibliography: Bibliography) -> Iterable[Finding]:
    for statement in bibliography.statements:
        if statement.support in ("differs", "imprecise"):
            yield Finding(
                "statement-differs",
                f"{statement.text} {statement.source}",
                reference=statement.references[0] if statement.references else "",
                source=statement.note,
            )
