"""What references.lock lacks of a page, and what has changed since it was written → findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding
from ccsvi_refs.auditing.health import RULE_OF_VERDICT
from ccsvi_refs.auditing.rules import RuleCode
from ccsvi_refs.location import Location

if TYPE_CHECKING:
    from ccsvi_refs.locking import Change, ChangeOf, Recalled
    from ccsvi_refs.locking.updating import Kept

#: The rule for each change.
RULE_OF_CHANGE: Mapping[ChangeOf, RuleCode] = {
    "added": "now-locked",
    "removed": "lock-unused",
    "retracted": "now-retracted",
    "concern": "now-of-concern",
    "corrected": "now-corrected",
    "notice-withdrawn": "notice-withdrawn",
    "published": "now-published",
    "another-work": "now-another-work",
    "unmatched": "now-not-found",
    "matched": "now-found",
    "record": "record-changed",
    "detail": "record-detail-changed",
    "judged": "lock-differs",
    "link-broken": "link-now-broken",
    "link-moved": "link-now-moved",
    "link-another-work": "link-now-another-work",
    "link-retracted": "link-now-retracted",
    "link-place": "link-place-lost",
    "link-withdrawn": "link-withdrawn",
    "link-good": "link-good-again",
    "statement-added": "now-locked",
    "statement": "statement-changed",
    "statement-detail": "statement-detail-changed",
}
#: So many unused entries of a page, and pages that are gone, are named; the others are counted.
_NAMED = 50
_MISSING = "not in references.lock: run ccsvi-refs lock"
_CHANGED = "the citation has changed since references.lock was written: run ccsvi-refs lock"


def locked_findings(recalled: Recalled, path: str) -> Iterator[Finding]:
    """Yield what the lock does not have of a page as it is now, and what it has that the page has not."""
    for each in recalled.unlocked:
        if each.statement:
            yield _unstated(each.statement, each.about, each.location, each.number)
            continue
        message = _CHANGED if each.changed else _MISSING
        yield _missing(
            f"{each.url}: {message}" if each.url else message, each.about, each.location, each.number, each.url
        )
    yield from _unused(recalled.unused, "which the page cites no more", path)


def change_findings(changes: Iterable[Change], *, written: bool) -> Iterator[Finding]:
    """Yield a finding for each change; what is new on the page is not in the lock unless that was ``written``."""
    for change in changes:
        text = f"{change.url}: {change.text}" if change.url else change.text
        if change.of == "statement-added" and not written:
            yield _unstated(change.now, change.about, change.location, change.number)
        elif change.of == "added" and not written:
            missing = _CHANGED if "changed" in change.text else _MISSING
            yield _missing(
                f"{change.url}: {missing}" if change.url else missing,
                change.about,
                change.location,
                change.number,
                change.url,
            )
        else:
            yield Finding(
                RULE_OF_CHANGE[change.of],
                text,
                change.location,
                change.about,
                cited=change.url,
                registered=change.now,
                source=change.source,
                number=change.number,
                was=change.was,
                correction=change.now if change.of == "link-moved" else "",
            )


def kept_findings(kept: Iterable[Kept]) -> Iterator[Finding]:
    """Yield a finding for everything that nobody could be asked about, and that stays what it was."""
    for each in kept:
        text = f"could not be checked ({each.why}); it stays {each.former}, as references.lock has it"
        if not each.former:
            text = f"what the page says of the work could not be checked ({each.why}); what references.lock has stands"
        rule = (RULE_OF_VERDICT[each.verdict] if each.url else None) or "kept-unasked"
        about = f"{each.url}: {text}" if each.url else text
        yield Finding(rule, about, each.location, each.about, cited=each.url, was=each.former)


def gone_findings(names: Iterable[str], path: str) -> Iterator[Finding]:
    """Yield a finding for every page of the lock that is not there any more."""
    yield from _unused(names, "which is not there any more", path)


def _unused(names: Iterable[str], why: str, path: str) -> Iterator[Finding]:
    """Yield a finding for each of the first names, and one for the number of all others: a lock may have any number."""
    waiting = iter(names)
    for name in islice(waiting, _NAMED):
        yield Finding("lock-unused", f"references.lock has {name}, {why}", Location(path), cited=name)
    if others := sum(1 for _ in waiting):
        yield Finding("lock-unused", f"references.lock has {others} more, {why}", Location(path))


def _unstated(statement: str, about: str, place: Location | None, number: str) -> Finding:
    message = f"not in references.lock, so that nothing is said of it: {statement}: run ccsvi-refs lock"
    return Finding("statement-not-locked", message, place, about, cited=statement, number=number)


def _missing(message: str, about: str, place: Location | None, number: str, url: str) -> Finding:
    return Finding("not-locked", message, place, about, cited=url, number=number)
