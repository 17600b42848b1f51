"""One input → a row for each of its references: all that is known of it, and how grave what is wrong with it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from ccsvi_refs import correcting
from ccsvi_refs.auditing import SEVERITIES, Finding, RuleCode
from ccsvi_refs.auditing.notices import notice_findings
from ccsvi_refs.correcting import Correction, Edited
from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference
from ccsvi_refs.reports.html.lines import unmarked
from ccsvi_refs.reports.report import Audited, groups

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution
    from ccsvi_refs.resolving.resolution import ResolutionStatus

_Any = TypeVar("_Any")

Gravity = Literal["error", "warning", "info", "accepted", "none"]
GRAVITIES: tuple[Gravity, ...] = ("error", "warning", "info", "accepted", "none")
#: What the outcomes of resolving are called.
STATUS: dict[ResolutionStatus, str] = {
    "matched": "matched", "ambiguous": "ambiguous", "not-found": "no record found", "unavailable": "not checked",
}  # fmt: skip

#: Rules that say of a work that it does not stand as it was published; the first are of works that do not stand.
RETRACTED: frozenset[RuleCode] = frozenset(
    {"retracted", "retraction-acknowledged", "now-retracted", "link-retracted", "link-now-retracted"}
)
DOUBTED: frozenset[RuleCode] = frozenset(
    {"partly-retracted", "temporarily-removed", "expression-of-concern", "now-of-concern"}
)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A reference.

    ``standing`` are the facts about retractions and concerns, whatever the settings make of them; ``of_lock`` is
    whether the findings are changes.
    """

    anchor: str
    reference: Reference
    findings: tuple[Finding, ...]
    resolution: Resolution | None = None
    statuses: tuple[LinkStatus, ...] = ()
    edited: Edited | None = None
    correction: Correction | None = None
    standing: tuple[Finding, ...] = ()
    of_lock: bool = False

    @property
    def gravity(self) -> Gravity:
        """The severity of the gravest finding that nothing accepts."""
        return gravity(self.findings)

    @property
    def number(self) -> str:
        """The page's own number for the reference."""
        mention = self.reference.mention
        return mention.number if mention else ""

    @property
    def printed(self) -> str:
        """The citation string as the page prints it, empty where the reference is data."""
        mention = self.reference.mention
        return mention.citation if mention else ""

    @property
    def work(self) -> Reference:
        """What is known best of the work: the matched record, or what was read of the citation."""
        if self.resolution:
            return self.resolution.reference or self.resolution.reading or self.resolution.cited
        return self.reference

    @property
    def title(self) -> str:
        """What the reference is called in the report: its title as cited, else the first words of it."""
        read = self.resolution.reading if self.resolution else None
        known = [self.reference.title, read.title if read else "", self.printed, self.work.title]
        short = unmarked(next(filter(None, known), "")) or self.reference.id
        return short if len(short) <= _LONGEST else short[: _LONGEST - 1].rstrip() + "…"

    @property
    def year(self) -> int | None:
        """The year of the work."""
        return self.work.year or self.reference.year

    @property
    def is_retracted(self) -> bool:
        """Whether the work is retracted, withdrawn or removed."""
        return any(finding.rule in RETRACTED for finding in self.standing)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that no reference of the page owns."""

    status: LinkStatus
    findings: tuple[Finding, ...]

    @property
    def gravity(self) -> Gravity:
        """The severity of the gravest finding about the link that nothing accepts."""
        return gravity(self.findings)


@dataclass(frozen=True, slots=True)
class Rows:
    """One input's references, its links beside them, and the findings about neither."""

    audited: Audited
    anchor: str
    references: tuple[Row, ...]
    links: tuple[LinkRow, ...]
    page: tuple[Finding, ...]

    @property
    def entries(self) -> list[Row | LinkRow]:
        """The references and the links, in order."""
        return [*self.references, *self.links]


def gravity(findings: Sequence[Finding]) -> Gravity:
    """Return the severity of the gravest finding that nothing accepts."""
    open_ = [SEVERITIES.index(finding.severity) for finding in findings if not finding.accepted]
    if open_:
        return SEVERITIES[max(open_)]
    return "accepted" if findings else "none"


def rows(part: Audited, anchor: str, *, of_lock: bool = False) -> Rows:
    """Return one input's rows in the page's order."""
    links, loose = _links(part)
    references = _references(part, anchor, of_lock)
    return Rows(part, anchor, tuple(references), tuple(links), tuple(loose))


def _references(part: Audited, anchor: str, of_lock: bool) -> Iterator[Row]:
    edited = _in_order((each.id, each) for each in correcting.edited(_behind(part), part.findings))
    corrected = _in_order((each.id, each) for each in part.corrected)
    resolutions = _in_order((each.id, each) for each in part.resolutions)
    statuses = _in_order((each.reference, each) for each in part.statuses)
    for at, (reference, findings) in enumerate(groups(part), 1):
        if reference is None:
            continue
        resolution = _next(resolutions, reference.id)
        edits = _next(edited, reference.id)
        yield Row(
            f"{anchor}-{at}",
            reference,
            tuple(findings),
            resolution,
            tuple(statuses.pop(reference.id, ())),
            edits,
            _correction(reference, _next(corrected, reference.id), edits),
            tuple(_standing(resolution, findings)),
            of_lock,
        )


def _behind(part: Audited) -> Sequence[Resolution]:
    """Return the resolutions behind the findings; empty ones where none are given, since most edits need no record."""
    from ccsvi_refs.resolving import Resolution

    return part.resolutions or [Resolution(reference, "unavailable") for reference in part.bibliography]


def _links(part: Audited) -> tuple[list[LinkRow], list[Finding]]:
    """Return the links that no reference of the page owns, each with its findings, and the findings about nothing."""
    owners = {reference.id for reference in part.bibliography}
    statuses = [status for status in part.statuses if status.reference not in owners]
    about: dict[tuple[str, Location | None], list[Finding]] = {(each.url, each.location): [] for each in statuses}
    others: list[Finding] = []
    for finding in (finding for finding in part.findings if finding.reference not in owners):
        place = (finding.cited, finding.location)
        (about[place] if finding.source == "link" and place in about else others).append(finding)
    return [LinkRow(each, tuple(about[each.url, each.location])) for each in statuses], others


def _correction(reference: Reference, given: Correction | None, edited: Edited | None) -> Correction | None:
    """Return the reference put right; None where that changes nothing."""
    right = given or (Correction(edited.id, edited.number, edited.text, edited.left) if edited else None)
    printed = reference.mention.citation if reference.mention else ""
    return right if right and (right.left or right.text != printed) else None


def _standing(resolution: Resolution | None, findings: Sequence[Finding]) -> Iterator[Finding]:
    told = list(notice_findings(resolution)) if resolution else []
    yield from (finding for finding in told if finding.rule in RETRACTED | DOUBTED)
    rules = {finding.rule for finding in told}
    yield from (each for each in findings if each.rule in (RETRACTED | DOUBTED) - rules)


def _in_order(keyed: Iterable[tuple[str, _Any]]) -> dict[str, deque[_Any]]:
    """Return what stands under each key, in order: several references may have one id."""
    found: dict[str, deque[_Any]] = {}
    for key, each in keyed:
        found.setdefault(key, deque()).append(each)
    return found


def _next(found: dict[str, deque[_Any]], key: str) -> _Any | None:
    return found[key].popleft() if found.get(key) else None
