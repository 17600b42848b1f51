"""Changes believed only after reading: the file put right is read and judged again, and nothing more is to be changed.

It has to hold the references it held, changed ones alone changed, each still the work it was, with nothing wrong that
was not wrong before and nothing left that would be changed in a second run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.correcting.changes import Change, correctable
from ccsvi_refs.errors import InputError
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.resolving import Resolution, cases, deciding

#: What a page may leave out of all its entries, and so of one that is put right.
_LACKING: frozenset[RuleCode] = frozenset({"field-missing", "no-identifier"})
#: References that are tried one by one where not all of them together come out sound.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Again:
    """How a file is read with changes made, how its references are judged, and what would then be changed in it."""

    read: Callable[[Sequence[Change]], Bibliography]
    judge: Callable[[Bibliography, Sequence[Resolution]], Sequence[Finding]]
    change: Callable[[Sequence[Change], Sequence[Resolution], Sequence[Finding]], Sequence[Change]]


def sound(
    changes: Sequence[Change], resolutions: Sequence[Resolution], findings: Sequence[Finding], again: Again
) -> tuple[list[Change], list[Change]]:
    """Return the changes that stand the test, and the others; of one reference's changes all do or none."""
    good = holding(changes, resolutions, again.read)
    for _ in range(2):
        bad = _unsettled(good, resolutions, findings, again)
        if not bad:
            break
        good = [each for each in good if each.reference not in bad]
    return good, [each for each in changes if each not in good]


def holding(
    changes: Sequence[Change], resolutions: Sequence[Resolution], read: Callable[[Sequence[Change]], Bibliography]
) -> list[Change]:
    """Return the changes after which a file holds the references it held, the others with not a letter changed."""
    cited = [resolution.cited for resolution in resolutions]
    if not changes or _holds(cited, changes, read):
        return list(changes)
    good: list[Change] = []
    for key in list(dict.fromkeys(each.reference for each in changes))[:_MOST]:
        several = [each for each in changes if each.reference == key]
        good += several if _holds(cited, several, read) else []
    good.sort(key=lambda each: (each.start, each.end))
    return good if _holds(cited, good, read) else []


def _holds(
    cited: Sequence[Reference], changes: Sequence[Change], read: Callable[[Sequence[Change]], Bibliography]
) -> bool:
    try:
        now = list(read(changes))
    except InputError:
        return False
    changed = {each.reference for each in changes}
    return len(now) == len(cited) and all(
        _said(one) == _said(other) for one, other in zip(cited, now, strict=True) if one.id not in changed
    )


def _said(reference: Reference) -> str:
    return " ".join(reference.mention.text.split()) if reference.mention else reference.title


def _unsettled(
    changes: Sequence[Change], resolutions: Sequence[Resolution], findings: Sequence[Finding], again: Again
) -> set[str]:
    """Return the references that are not right after the changes, by the ids they had before."""
    changed = {each.reference for each in changes}
    if not changed:
        return set()
    page = again.read(changes)
    now = [
        decided_again(resolution, cited) if resolution.id in changed else replace(resolution, cited=cited.as_cited())
        for resolution, cited in zip(resolutions, page, strict=True)
    ]
    before = {new.id: old.id for old, new in zip(resolutions, now, strict=True)}
    judged = again.judge(page, now)
    bad = {old.id for old, new in zip(resolutions, now, strict=True) if old.id in changed and new.status != "matched"}
    bad |= changed & {before.get(each.reference, "") for each in again.change(changes, now, judged)}
    known = _rules(findings)
    for key, rule in _rules(each for each in correctable(judged) if each.rule not in _LACKING):
        bad |= {before[key]} & changed if key in before and (before[key], rule) not in known else set()
    return bad


def _rules(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.reference, finding.rule) for finding in findings}


def decided_again(resolution: Resolution, cited: Reference) -> Resolution:
    """Return what becomes of a reference, as it is cited now, by the records that were found for it before."""
    case = cases.case(cited.as_cited())
    case.found = list(resolution.registered or filter(None, [resolution.reference]))
    for kind, value in case.identifiers.items():
        if led := [record for record in case.found if record.identifier(kind) == value]:
            case.by_identifier[Identifier(kind, value)] = led
    return replace(deciding.resolution(case, deciding.decide(case), ()), asked=resolution.asked)
