"""What the settings make of findings: rules off or of another severity, findings accepted until a day, a baseline."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePath

from ccsvi_refs.auditing.baseline import KNOWN, Key, key
from ccsvi_refs.auditing.finding import Acceptance, Finding, Findings
from ccsvi_refs.auditing.rules import RULES
from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import AcceptedFinding, Level, Settings


def weighed(
    findings: Iterable[Finding],
    settings: Settings,
    known: Mapping[Key, int] | None = None,
    today: datetime.date | None = None,
) -> Findings:
    """Return the findings that the settings want to be told, with their severities, the accepted ones marked.

    ``known`` are those of a baseline, with how often each was there. SettingsError where a rule is unknown.
    """
    day = today or datetime.date.today()
    for code in settings.rules:
        if code not in RULES:
            raise SettingsError(f"rules: unknown rule {code!r}{suggestion(code)}")
    usable = [entry for entry in settings.accept if not _trouble(entry, day)]
    left = dict(known or {})
    levelled = (_levelled(finding, settings.rules.get(finding.rule, "on")) for finding in findings)
    return Findings([_accepted(finding, usable, left) for finding in levelled if finding])


def accept_findings(settings: Settings, today: datetime.date | None = None) -> Iterator[Finding]:
    """Yield a finding for every accepted finding of the settings that may not be accepted, or not any more."""
    day = today or datetime.date.today()
    for number, entry in enumerate(settings.accept, 1):
        if trouble := _trouble(entry, day):
            named = " ".join(filter(None, (entry.rule, entry.reference, entry.path, entry.cited)))
            yield Finding("accept-entry", f"accept[{number}] {trouble}", cited=named)


def _trouble(entry: AcceptedFinding, day: datetime.date) -> str:
    """Return why an entry accepts nothing, empty where it does."""
    if entry.rule not in RULES:
        return f"names no rule: {entry.rule!r}{suggestion(entry.rule)}"
    if not (entry.reference or entry.path or entry.cited):
        return "says neither reference, path nor cited; a whole rule is switched off under rules"
    if not entry.reason.strip():
        return "gives no reason"
    if entry.until is None:
        return "has no end, until = a date"
    return f"ended on {entry.until}" if entry.until < day else ""


def suggestion(code: str) -> str:
    """Return ``; did you mean 'x'?`` for a code that is nearly a rule's, empty where none is near."""
    near = get_close_matches(code, RULES, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _levelled(finding: Finding, level: Level) -> Finding | None:
    if level == "off":
        return None
    return finding if level == "on" else replace(finding, level=level)


def _accepted(finding: Finding, entries: Iterable[AcceptedFinding], left: dict[Key, int]) -> Finding:
    for entry in entries:
        if _fits(entry, finding):
            return replace(finding, accepted=Acceptance(entry.reason, entry.until))
    if left.get(key(finding), 0):
        left[key(finding)] -= 1
        return replace(finding, accepted=Acceptance(KNOWN))
    return finding


def _fits(entry: AcceptedFinding, finding: Finding) -> bool:
    path = PurePath(finding.location.path).as_posix() if finding.location else ""
    return (
        finding.rule == entry.rule
        and (not entry.reference or fnmatchcase(finding.reference, entry.reference))
        and (not entry.path or fnmatchcase(path, entry.path) or fnmatchcase(path, f"*/{entry.path}"))
        and (not entry.cited or finding.cited == entry.cited)
    )
