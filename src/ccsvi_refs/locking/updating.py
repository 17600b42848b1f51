"""What was found now, over what the lock has: a new lock, and what has changed.

Whoever could not be asked changes nothing: what a registry said before stands until it says something else, and what
a link was found to be until something else is proven. A citation or link whose facts are what they were keeps its part
of the lock to the byte, the dates included.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from ccsvi_refs import matching
from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.links import LinkStatus, Verdict
from ccsvi_refs.location import Location
from ccsvi_refs.locking import statements
from ccsvi_refs.locking.change import Change, between, judged
from ccsvi_refs.locking.digest import digest
from ccsvi_refs.locking.finding_again import Index, index, of_page
from ccsvi_refs.locking.link_change import advanced_link
from ccsvi_refs.locking.state import Lock, LockedLink, LockedPage, LockedReference, keys, page_name
from ccsvi_refs.locking.writing import record_json, reference_json
from ccsvi_refs.model import Attribution, Bibliography, Mention, Notice, Reference
from ccsvi_refs.resolving import Asked, Resolution, comparing, merging
from ccsvi_refs.resolving.cases import case, teller
from ccsvi_refs.text import naming

#: Who reports what others say first.
_REPORTERS = {"retraction-watch": "crossref"}
#: What a citation's facts are not: they differ from run to run, and say nothing of the work.
_PASSING = ("asked", "not_asked", "evidence", "confidence", "digest", "nearest", "notes", "joined", "statements")


@dataclass(frozen=True, slots=True)
class Locked:
    """A page with what was found now; ``statuses`` is None where its links were not checked."""

    page: Bibliography
    resolutions: Sequence[Resolution]
    statuses: Sequence[LinkStatus] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A citation or link (``url``, with its verdict now) that proved nothing, and keeps its former state: why.

    ``former`` is empty where what the page says of the work keeps it.
    """

    about: str
    why: str
    former: str
    location: Location | None = None
    url: str = ""
    verdict: Verdict = "unknown"


@dataclass(frozen=True, slots=True)
class Updated:
    """The new lock; for each page in order what has changed and what is kept unasked; and pages that are gone."""

    lock: Lock
    changes: tuple[tuple[Change, ...], ...]
    kept: tuple[tuple[Kept, ...], ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """When a run began and, where ``day`` is set, what stands for its clock."""

    began: datetime
    day: date | None = None

    @property
    def today(self) -> str:
        """The run's day (UTC, ISO 8601)."""
        return (self.day or datetime.now(UTC).date()).isoformat()

    def answering(self, asked: Sequence[Asked]) -> set[str]:
        """Return who answered in this run, and answered everything; a mirror's answers are of the day it was made."""
        return {
            each.source
            for each in asked
            if each.when and (each.when >= self.began or each.source == "mirror") and not each.problem
        }


def update(lock: Lock, pages: Sequence[Locked], folder: Path, run: Run) -> Updated:
    """Return the lock (in ``folder``) as it is after a run over some pages, and what the run has changed of it."""
    names = [page_name(each.page.path, folder) for each in pages]
    known = index(lock)
    made: dict[str, LockedPage] = {}
    changes: list[tuple[Change, ...]] = []
    kept: list[tuple[Kept, ...]] = []
    for name, found in zip(names, pages, strict=True):
        held = lock.pages.get(name, LockedPage())
        made[name], changed, standing = _page(found, held, of_page(known, held), run)
        changes.append(tuple(changed))
        kept.append(tuple(standing))
    left = tuple(name for name in gone(lock, folder) if name not in made)
    rest = {name: page for name, page in lock.pages.items() if name not in made and name not in left}
    return Updated(Lock(FrozenDict(made | rest)), tuple(changes), tuple(kept), left)


def gone(lock: Lock, folder: Path) -> tuple[str, ...]:
    """Return the pages of a lock (in ``folder``) that were files and are not there any more."""
    return tuple(name for name in lock.pages if _is_gone(name, folder))


def _is_gone(name: str, folder: Path) -> bool:
    if "://" in name or "\0" in name or name in ("", "-", "ccsvi") or naming.works(name):
        return False
    return not os.path.lexists(folder / name)


def _page(found: Locked, held: LockedPage, known: Index, run: Run) -> tuple[LockedPage, list[Change], list[Kept]]:
    changes: list[Change] = []
    kept: list[Kept] = []
    references: dict[str, LockedReference] = {}
    cited = [resolution.cited for resolution in found.resolutions]
    said = statements.about(found.page)
    for key, resolution in zip(keys([one.id for one in cited]), found.resolutions, strict=True):
        former = known.references.get(digest(resolution.cited))
        made, changed, standing = _reference(former, resolution, run)
        if former is None:
            changed = [_added(resolution, held.references.get(key))]
        changes += [_placed(each, resolution) for each in changed]
        about = said.get(resolution.id, {})
        if standing:
            references[key] = replace(made, statements=statements.kept(made.statements, about))
        else:
            references[key], restated, standing = _stated(former, made, resolution, about, run)
            changes += restated
        kept += standing
    changes += _removed(held, references)
    if found.statuses is None:
        return LockedPage(FrozenDict(references), held.links), changes, kept
    links, moved, unproven = _links(found, references, known, run)
    new = {each.about for each in changes if each.of == "added"}
    changes += [each for each in moved if each.of != "added" or each.about not in new]
    return LockedPage(FrozenDict(references), links), changes, [*kept, *unproven]


def _placed(change: Change, resolution: Resolution) -> Change:
    mention = resolution.cited.mention
    place = mention.location if mention else None
    return replace(change, about=resolution.id, location=place, number=mention.number if mention else "")


def _added(resolution: Resolution, former: LockedReference | None) -> Change:
    work = resolution.reference
    named = next((f" {each}" for each in work.identifiers), "") if work else ""
    text = "the citation has changed" if former else "new in the lock"
    return Change("added", f"{text}: {resolution.status}{named}", now=f"{resolution.status}{named}")


def _removed(held: LockedPage, references: Mapping[str, LockedReference]) -> Iterator[Change]:
    digests = {each.digest for each in references.values()}
    for key, each in held.references.items():
        if each.digest not in digests and key not in references:
            yield Change("removed", f"the page cites {key} no more", about=key, was=each.resolution.status)


def _reference(
    former: LockedReference | None, found: Resolution, run: Run
) -> tuple[LockedReference, list[Change], list[Kept]]:
    """Return what the lock has of a citation after a run, what has changed of it, and what stands unasked."""
    mark = digest(found.cited)
    if former is None:
        return LockedReference(mark, stripped(found, run)), [], []
    then = former.resolution
    if why := _unasked(then, found, run):
        place = found.cited.mention.location if found.cited.mention else None
        return former, [], [Kept(found.id, why, then.status, place)]
    now = stripped(_complete(then, found, run), run)
    made = LockedReference(mark, replace(now, asked=_asked(then, now, run.answering(found.asked))))
    if _facts(former) != _facts(made):
        return made, [*between(then, made.resolution), *judged(then, made.resolution)], []
    heard = {each.source for each in made.resolution.asked if each.when}
    is_news = any(each.source in heard for each in then.asked if not each.when)
    return (made if is_news else former), [], []


def _stated(
    former: LockedReference | None, made: LockedReference, found: Resolution, said: Mapping[str, Attribution], run: Run
) -> tuple[LockedReference, list[Change], list[Kept]]:
    """Return what the lock has of a citation with the sentences about its work, what of them has changed, or stands."""
    if made.resolution.status != "matched" or found.status != "matched":
        return replace(made, statements=statements.kept(made.statements, said)), [], []
    mention = found.cited.mention or Mention("")
    now = statements.advanced(former.statements if former else {}, said, found, run.answering(found.asked), run.today)
    unread = [Kept(found.id, now.why, "", mention.location)] if now.why else []
    changes = [replace(each, number=mention.number) for each in now.changes]
    return replace(made, statements=now.statements), changes if former else [], unread


def _unasked(then: Resolution, found: Resolution, run: Run) -> str:
    """Return why what was found now cannot be held against what was found before, empty where it can."""
    answering = run.answering(found.asked)
    why = "; ".join(found.problems) or "nobody could be asked"
    if found.status == "unavailable":
        return why
    if then.status == "unavailable":
        return ""
    if not answering:
        return why
    before = set(map(teller, then.registered)) or {each.source for each in then.asked if each.when}
    silent = {each.source for each in found.asked if each.source not in answering} & before
    if silent and not (then.status == found.status == "matched" and _is_same_work(then, found)):
        return why
    return ""


def _is_same_work(then: Resolution, found: Resolution) -> bool:
    before, after = then.reference, found.reference
    if before is None or after is None:
        return False
    return bool(set(before.identifiers) & set(after.identifiers)) or matching.same_work(before, after)


def _complete(then: Resolution, found: Resolution, run: Run) -> Resolution:
    """Return a resolution with what registries said before that could not be asked now."""
    if then.status != "matched" or found.status != "matched" or not _is_same_work(then, found):
        return found
    failed = {each.source for each in found.asked} - run.answering(found.asked)
    silent = [each for each in then.registered if teller(each) in failed]
    notices = dict.fromkeys((*found.notices, *(each for each in then.notices if _reporter(each) in failed)))
    if not silent and len(notices) == len(found.notices):
        return found
    # Others may have been asked in the place of those that failed: they are asked no more once these answer again.
    others = set(map(teller, then.registered)) - failed
    records = [record for record in found.registered if teller(record) in others] + silent
    reference = replace(merging.merge(found.cited, records), notices=tuple(notices))
    discrepancies = tuple(comparing.discrepancies(case(found.cited), records)) if silent else found.discrepancies
    return replace(found, registered=tuple(records), reference=reference, discrepancies=discrepancies)


def _reporter(notice: Notice) -> str:
    return _REPORTERS.get(notice.source, notice.source)


def stripped(found: Resolution, run: Run) -> Resolution:
    """Return a resolution as a lock keeps it: without its citation, by the day."""
    records = tuple(found.registered)
    reference = replace(merging.merged(records), notices=found.notices) if found.reference and records else None
    asked = tuple(replace(each, when=_day(each.when, run.day)) if each.when else each for each in found.asked)
    return replace(
        found, cited=Reference({"id": found.id}), reference=reference, reading=None, asked=asked, texts=(), unread=""
    )


def _day(moment: datetime, day: date | None) -> datetime:
    return datetime.combine(day or moment.astimezone(UTC).date(), time(), UTC)


def _asked(then: Resolution, now: Resolution, answering: set[str]) -> tuple[Asked, ...]:
    """Return who was asked: now, or before where there is no answer now."""
    before = {each.source: each for each in then.asked if each.when}
    current = [before.get(each.source, each) if each.source not in answering else each for each in now.asked]
    named = {each.source for each in current}
    return (*current, *(each for name, each in before.items() if name not in named))


def _facts(locked: LockedReference) -> dict[str, object]:
    """Return what a citation was found to be, apart from what passes."""
    data = {name: value for name, value in reference_json(locked).items() if name not in _PASSING}
    data["records"] = records_of(locked.resolution)
    data["notices"] = sorted(map(str, data.get("notices", ())))
    named = [(each["DOI"], each["PMID"], each["title"]) for each in data.pop("candidates", ())]
    if locked.resolution.status == "ambiguous":
        data["candidates"] = sorted(map(str, named))
    return data


def records_of(found: Resolution) -> list[dict[str, object]]:
    """Return a resolution's records as a lock has them, in an order of their own."""
    return sorted(map(record_json, found.registered), key=lambda record: str(record["source"]))


def _links(
    found: Locked, references: Mapping[str, LockedReference], known: Index, run: Run
) -> tuple[tuple[LockedLink, ...], list[Change], list[Kept]]:
    digests = {key: each.digest for key, each in references.items()}
    made: dict[tuple[str, str], LockedLink] = {}
    changes: list[Change] = []
    kept: list[Kept] = []
    for status in found.statuses or ():
        key = (status.url.strip(), status.reference)
        if key in made or not _is_asked_for(status):
            continue
        former = known.links.get((key[0], digests.get(status.reference, "")))
        made[key], change, why = advanced_link(former, status, run.today)
        if change:
            changes.append(replace(change, about=status.reference, location=status.location, url=key[0]))
        if why and former:
            kept.append(Kept(status.reference, why, former.status.verdict, status.location, key[0], status.verdict))
    return tuple(made.values()), changes, kept


def _is_asked_for(status: LinkStatus) -> bool:
    """Return whether somebody has to be asked about a link: the settings or its address do not say it all."""
    return bool(status.url.strip() and (status.checked or status.verdict == "unknown"))
