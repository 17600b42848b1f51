"""What a report prints: findings with the facts behind them, and their summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ccsvi_refs.auditing import SEVERITIES, Finding
from ccsvi_refs.correcting import Correction
from ccsvi_refs.model import Bibliography, Mention, Reference
from ccsvi_refs.registries.table import order, title
from ccsvi_refs.text.printing import few

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution

#: Why a registry that could have been asked was not.
_NOTHING = "there was nothing to ask it"
#: Items that are named where many are counted.
NAMED = 8
#: How much the text report tells: what is grave alone, what is wrong, or everything with the evidence.
Detail = Literal["quiet", "normal", "verbose"]


@dataclass(frozen=True, slots=True)
class Audited:
    """One input: what it holds, what was found out and what is wrong.

    ``corrected`` are its references that were put right, none where they were not asked for.
    """

    bibliography: Bibliography
    findings: Sequence[Finding]
    resolutions: Sequence[Resolution] = ()
    statuses: Sequence[LinkStatus] = ()
    corrected: Sequence[Correction] = ()

    def __post_init__(self) -> None:
        """Keep what was given as it was."""
        for name in ("findings", "resolutions", "statuses", "corrected"):
            object.__setattr__(self, name, tuple(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Report:
    """All inputs of one run.

    ``registries`` are those that were to be asked. ``of_lock`` is whether the findings are changes against
    references.lock.
    """

    parts: tuple[Audited, ...]
    registries: tuple[str, ...] = ()
    of_lock: bool = False

    @property
    def findings(self) -> list[Finding]:
        """Every input's findings, in order."""
        return [finding for part in self.parts for finding in part.findings]

    @property
    def open(self) -> list[Finding]:
        """The findings that nothing accepts."""
        return [finding for finding in self.findings if not finding.accepted]

    @property
    def resolutions(self) -> list[Resolution]:
        """Every input's resolutions, in order."""
        return [resolution for part in self.parts for resolution in part.resolutions]

    @property
    def statuses(self) -> list[LinkStatus]:
        """Every input's link statuses, in order."""
        return [status for part in self.parts for status in part.statuses]

    @property
    def corrected(self) -> list[Correction]:
        """Every input's references that were put right, in order."""
        return [each for part in self.parts for each in part.corrected]

    @property
    def notes(self) -> list[str]:
        """Under what conditions the run stood, such as without a network."""
        return list(dict.fromkeys(note for resolution in self.resolutions for note in resolution.notes))

    @property
    def unchecked(self) -> int:
        """The number of references about which no registry could be asked."""
        return sum(resolution.status == "unavailable" for resolution in self.resolutions)


def summary(report: Report) -> dict[str, Any]:
    """Return what was read, asked and found: counts of entries, by registry, severity, rule, resolution and verdict."""
    severities = Counter(finding.severity for finding in report.open)
    return {
        "entries": sum(part.bibliography.entries for part in report.parts),
        "read": sum(part.bibliography.read for part in report.parts),
        "references": sum(len(part.bibliography) for part in report.parts),
        "asked": asked(report),
        "not_asked": not_asked(report),
        "unchecked": report.unchecked,
        "findings": {severity: severities[severity] for severity in reversed(SEVERITIES)},
        "accepted": len(report.findings) - len(report.open),
        "rules": dict(sorted(Counter(finding.rule for finding in report.open).items())),
        "resolutions": dict(sorted(Counter(resolution.status for resolution in report.resolutions).items())),
        "links": dict(sorted(Counter(status.verdict for status in report.statuses).items())),
        "notes": report.notes,
        "no_works": [_no_work(note) for note in no_works(report)],
    }


def no_works(report: Report) -> list[Mention]:
    """Return the items of lists that were taken for no work: they send to others, or explain something."""
    return [note for part in report.parts for note in part.bibliography.notes]


def _no_work(note: Mention) -> dict[str, Any]:
    place = note.location
    return {"number": note.number or None, "text": note.text, "location": place.as_json() if place else None}


def passed_over(report: Report) -> str:
    """Return a line on what was taken for no work, by numbers or places; empty where nothing was."""
    places = [note.number or str(note.location) for note in no_works(report)]
    return f"{counted(len(places), 'item')} of lists taken for no work: {few(places, NAMED)}" if places else ""


def asked(report: Report) -> dict[str, int]:
    """Return the registries that answered, each with the number of references that it was asked about."""
    counts = Counter(one.source for resolution in report.resolutions for one in resolution.asked if one.when)
    return {name: counts[name] for name in sorted(counts, key=order)}


def not_asked(report: Report) -> dict[str, str]:
    """Return the registries that did not answer, about some references at least, each with the reason."""
    silent = (one for resolution in report.resolutions for one in resolution.asked if not one.when)
    reasons = {one.source: one.problem for one in silent}
    answered = asked(report)
    for name in report.registries:
        if name not in answered and name not in reasons:
            reasons[name] = _NOTHING
    return reasons


def asking(report: Report) -> str:
    """Return one line on what was asked and what was not."""
    days = {one.when.date() for resolution in report.resolutions for one in resolution.asked if one.when}
    on = f" on {' and '.join(sorted(map(str, days)))}" if days else ""
    heard = [f"{title(name)} ({counted(number, 'reference')})" for name, number in asked(report).items()]
    parts = [f"asked{on}: {', '.join(heard)}"] if heard else ["no registry answered"]
    if not report.registries and not heard:
        parts = ["no registry was asked, as wanted"]
    if silent := {name: why for name, why in not_asked(report).items() if why != _NOTHING}:
        parts.append("not asked: " + ", ".join(f"{title(name)} ({_reason(name, why)})" for name, why in silent.items()))
    if report.unchecked and report.registries:
        parts.append(f"{report.unchecked} of {counted(len(report.resolutions), 'reference')} could not be checked")
    return "; ".join(parts)


def conditions(report: Report) -> list[str]:
    """Return the notes that say more than which registries were not asked."""
    problems = {one.problem for resolution in report.resolutions for one in resolution.asked}
    return [note for note in report.notes if note not in problems]


def _reason(name: str, why: str) -> str:
    """Return a reason without the registry's name, which stands before it: ``offline``."""
    short = why.removeprefix(f"{title(name)} ")
    for lead in ("was not asked: ", "could not be reached: "):
        short = short.removeprefix(lead)
    return short


def groups(part: Audited) -> Iterator[tuple[Reference | None, list[Finding]]]:
    """Yield each reference with its findings, those of one id under its first reference; the page's own last."""
    by_id: dict[str, list[Finding]] = {reference.id: [] for reference in part.bibliography}
    unplaced: list[Finding] = []
    for finding in part.findings:
        by_id.get(finding.reference, unplaced).append(finding)
    for reference in part.bibliography:
        yield reference, by_id.pop(reference.id, [])
    if unplaced:
        yield None, unplaced


def heading(reference: Reference) -> str:
    """Return a reference's own number on the page and its id."""
    number = reference.mention.number if reference.mention else ""
    return f"{number} {reference.id}".strip()


def counted(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it is one: ``2 errors``, ``2 entries``, ``2 info``."""
    if number == 1 or noun == "info":
        return f"{number} {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def found(counts: dict[str, Any]) -> str:
    """Return the counts by severity, and how many findings are accepted: ``2 errors, 1 warning, 0 info``."""
    counted_ = [counted(number, severity) for severity, number in counts["findings"].items()]
    return ", ".join([*counted_, *([f"{counts['accepted']} accepted"] if counts["accepted"] else [])])


def intake(counts: dict[str, Any]) -> str:
    """Return how many entries there are and, where they are fewer, how many were read."""
    if counts["entries"] != counts["read"]:
        return f"{counted(counts['entries'], 'entry')}, {counts['read']} read"
    return counted(counts["references"], "reference")
