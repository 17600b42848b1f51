"""One change in the text of a file and why it is made; which changes are wanted, and the text with them made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.location import Location

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: Rules whose corrections are facts of the matched work that an entry lacks or has wrong.
CERTAIN: frozenset[RuleCode] = frozenset(
    {
        "published-since", "year-differs", "volume-differs", "issue-differs", "pages-differ", "field-missing",
        "separator-slip", "no-identifier",
    }
)  # fmt: skip
#: Rules whose corrections make another work of the entry where the match is wrong: applied when asked for.
DOUBTFUL: frozenset[RuleCode] = frozenset(
    {"title-differs", "authors-differ", "journal-differs", "identifiers-disagree", "preprint-identifier"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand from ``start`` to ``end`` (half-open, in characters) of a file's decoded text, and why.

    ``source`` is the registry that says so, ``date`` the day it was asked in ISO 8601, empty where nobody was;
    ``certain`` is False for a change that is made only when asked for. ``location`` is that of the entry.
    """

    start: int
    end: int
    text: str
    rule: RuleCode
    reference: str
    source: str
    date: str
    certain: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Choice:
    """Which corrections are wanted: doubtful ones too where ``unsafe``, those of some rules and references alone.

    ``refused`` are those that are not, each by its reference and rule.
    """

    unsafe: bool = False
    rules: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()

    def covers(self, about: Change | Finding) -> bool:
        """Return whether a change or finding is of the rules and references that are asked about."""
        ruled = not self.rules or about.rule in self.rules
        if (about.reference, about.rule) in self.refused:
            return False
        return ruled and (not self.references or about.reference in self.references)


def change(finding: Finding, resolution: Resolution, start: int, end: int, text: str) -> Change:
    """Return the change that a finding about a resolved reference asks for at a place in the text."""
    return Change(
        start,
        end,
        text,
        finding.rule,
        finding.reference,
        finding.source,
        asked_on(resolution, finding.source),
        finding.rule not in DOUBTFUL,
        finding.location or Location(""),
    )


def asked_on(resolution: Resolution, source: str) -> str:
    """Return the day, in ISO 8601, on which the sources of a finding were last asked; empty where none was."""
    named = {name.strip() for name in source.split(",")}
    days = [asked.when for asked in resolution.asked if asked.when and asked.source in named]
    days = days or [asked.when for asked in resolution.asked if asked.when]
    return max(days).date().isoformat() if days else ""


def correctable(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that say what should stand instead, and that nothing accepts."""
    return [each for each in findings if each.correction and not each.accepted and each.rule in CERTAIN | DOUBTFUL]


def wanted(changes: Iterable[Change], choice: Choice) -> tuple[list[Change], list[Change]]:
    """Return the changes to make in the order of the text, and the doubtful ones that nobody asked for."""
    asked = sorted((each for each in changes if choice.covers(each)), key=lambda each: (each.start, each.end))
    made = [each for each in asked if choice.unsafe or each.certain]
    return made, [each for each in asked if not (choice.unsafe or each.certain)]


def apart(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Return changes in the order of the text of which no two meet, and those that met one before them."""
    kept: list[Change] = []
    met: list[Change] = []
    for each in sorted(changes, key=lambda each: (each.start, each.end)):
        clashes = kept and (each.start < kept[-1].end or (each.start, each.end) == (kept[-1].start, kept[-1].end))
        (met if clashes else kept).append(each)
    return kept, met


def applied(text: str, changes: Sequence[Change]) -> str:
    """Return the text with the changes made; ValueError where two of them overlap or one lies outside the text."""
    pieces: list[str] = []
    at = 0
    for each in sorted(changes, key=lambda each: (each.start, each.end)):
        if not at <= each.start <= each.end <= len(text):
            raise ValueError(f"a change from {each.start} to {each.end} overlaps another or leaves the text")
        pieces += [text[at : each.start], each.text]
        at = each.end
    return "".join([*pieces, text[at:]])
