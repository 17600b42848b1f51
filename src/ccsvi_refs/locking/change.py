"""What has become of a locked citation or link: facts alone, with the value before and after and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ccsvi_refs import matching
from ccsvi_refs.location import Location
from ccsvi_refs.model import Date, Name, Notice, NoticeKind, Reference, thaw
from ccsvi_refs.registries import table
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.resolving.cases import source, teller

#: What can become of a citation or link; the audit has a rule for each.
ChangeOf = Literal[
    "added", "removed", "retracted", "concern", "corrected", "notice-withdrawn", "published", "another-work",
    "unmatched", "matched", "record", "detail", "judged", "link-broken", "link-moved", "link-another-work",
    "link-retracted", "link-place", "link-withdrawn", "link-good", "statement-added", "statement", "statement-detail",
]  # fmt: skip

#: What a notice makes of a work that had none of its kind.
OF_NOTICE: Mapping[NoticeKind, ChangeOf] = {
    "retraction": "retracted",
    "retraction-and-republication": "retracted",
    "withdrawal": "retracted",
    "removal": "retracted",
    "partial-retraction": "retracted",
    "temporary-removal": "concern",
    "expression-of-concern": "concern",
    "concern-lifted": "corrected",
    "reinstatement": "corrected",
    "correction": "corrected",
    "new-version": "published",
    "published-version": "published",
}
#: What a citation is made of; a change of it may make the citation wrong.
_CITED = frozenset(
    {"title", "author", "editor", "container-title", "issued", "volume", "issue", "page", "number", "DOI", "PMID",
     "PMCID", "ISBN", "type", "edition"}
)  # fmt: skip
_IDENTIFIERS = frozenset({"DOI", "PMID", "PMCID", "ISBN"})
#: Fields whose forms that mean the same are known.
_COMPARED = frozenset({"title", "author", "container-title", "issued", "volume", "issue", "page"})
#: Fields in which being published shows.
_IMPRINT = frozenset({"issued", "volume", "issue", "page", "number", "status"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it is, in words, with the value before and after, and the sources that say so.

    ``about`` is a reference's id or empty, ``number`` the page's own for it, ``url`` a link's address or empty.
    """

    of: ChangeOf
    text: str
    about: str = ""
    location: Location | None = None
    number: str = ""
    was: str = ""
    now: str = ""
    source: str = ""
    url: str = ""


def between(former: Resolution, now: Resolution) -> Iterator[Change]:
    """Yield what has changed of a work from one resolution of its citation to another."""
    mistaken = list(_mistaken(former, now))
    if mistaken:
        yield from mistaken
        return
    unregistered = list(_unregistered(former, now))
    yield from unregistered
    if former.status != "matched" or now.status != "matched":
        yield from _status(former, now) if not unregistered else ()
        return
    if another := _another_work(former, now):
        yield another
        return
    yield from _notices(former.notices, now.notices)
    published = _published(former, now)
    if published:
        yield published
    yield from _fields(former, now, _IMPRINT if published else frozenset())


def judged(former: Resolution, now: Resolution) -> Iterator[Change]:
    """Yield the differences of a citation from its records that were not kept, where no record has changed."""
    if former.status != "matched" or now.status != "matched":
        return
    kept = {each.field for each in former.discrepancies if each.severity == "error"}
    before = {source(record): record for record in former.registered}
    for each in now.discrepancies:
        pairs = ((before[source(record)], record) for record in now.registered if source(record) in before)
        same = all(old.data.get(each.field) == new.data.get(each.field) for old, new in pairs)
        if each.severity == "error" and each.field not in kept and same:
            text = f"the {each.field} of the citation is not the registered one, and references.lock says that it is"
            yield Change("judged", text, was="no difference", now=shown(each.registered), source=each.source)


def _mistaken(former: Resolution, now: Resolution) -> Iterator[Change]:
    known = {(each.kind, each.identifier) for each in former.identifier_troubles}
    for trouble in now.identifier_troubles:
        if trouble.kind == "other-work" and (trouble.kind, trouble.identifier) not in known:
            yield Change("another-work", trouble.text, was=_named(former), now=trouble.text.rpartition(": ")[2])


def _unregistered(former: Resolution, now: Resolution) -> Iterator[Change]:
    known = {(each.kind, each.identifier) for each in former.identifier_troubles}
    for trouble in now.identifier_troubles:
        if trouble.kind == "unregistered" and (trouble.kind, trouble.identifier) not in known:
            yield Change("unmatched", trouble.text, was=_named(former))


def _status(former: Resolution, now: Resolution) -> Iterator[Change]:
    was = _named(former)
    if now.status == "matched":
        yield Change("matched", f"now found: {_named(now)}", was=was, now=_named(now), source=_sources(now))
        yield from _notices((), now.notices)
    elif former.status == "matched":
        what = (
            "no record of it is found any more" if now.status == "not-found" else "several records could be meant now"
        )
        yield Change("unmatched", what, was=was, now=now.status, source=now.asked_text)
    elif former.status != now.status and now.status == "not-found":
        yield Change("unmatched", f"no record of it is found in {now.asked_text}", was=was, now=now.status)
    elif former.status != now.status:
        yield Change("detail", f"it was {former.status}, and is {now.status} now", was=former.status, now=now.status)


def _another_work(former: Resolution, now: Resolution) -> Change | None:
    """Return that the citation is of another work now: other identifiers, or other authors and title under the same."""
    before, after = former.reference, now.reference
    if before is None or after is None:
        return None
    shared = set(before.identifiers) & set(after.identifiers)
    if shared:
        differing = {each.field for each in matching.differences(before, after) if each.kind == "error"}
        if not {"title", "author"} <= differing:
            return None
        what = f"{min(map(str, shared))} now names another work"
    elif not before.identifiers or not after.identifiers or matching.same_work(before, after):
        return None
    else:
        what = "another work is found for it now"
    return Change("another-work", f"{what}: {after.title}", was=_named(former), now=_named(now), source=_sources(now))


def _notices(former: Sequence[Notice], now: Sequence[Notice]) -> Iterator[Change]:
    """Yield the notices that are new and those that are gone; who else reports a fact makes it no news."""
    for notice in now:
        if not notice.of and not any(_same(notice, other) for other in former):
            former = (*former, notice)
            yield Change(OF_NOTICE[notice.kind], _said(notice), now=_said(notice), source=notice.source)
    for notice in former:
        if not notice.of and not any(_same(notice, other) for other in now):
            text = f"no longer reported: {_said(notice)}"
            yield Change("notice-withdrawn", text, was=_said(notice), source=notice.source)


def _same(one: Notice, other: Notice) -> bool:
    """Return whether two notices may be of one fact: nothing but their identifiers tells those of one kind apart."""
    if OF_NOTICE[one.kind] != OF_NOTICE[other.kind]:
        return False
    if (one.doi and one.doi == other.doi) or (one.pmid and one.pmid == other.pmid):
        return True
    return not ((one.doi and other.doi) or (one.pmid and other.pmid))


def _said(notice: Notice) -> str:
    where = f"doi:{notice.doi}" if notice.doi else f"pmid:{notice.pmid}" if notice.pmid else ""
    when = f"on {notice.date}" if notice.date else ""
    return " ".join(filter(None, (notice.kind.replace("-", " "), when, where)))


def _published(former: Resolution, now: Resolution) -> Change | None:
    before, after = former.reference, now.reference
    if before is None or after is None or not _is_ahead(former) or _is_ahead(now):
        return None
    was, imprint = _imprint(before), _imprint(after)
    return Change("published", f"now published: {imprint}", was=was, now=imprint, source=now.source_of("volume"))


def _imprint(work: Reference) -> str:
    named = [(name, work.data[name]) for name in ("issued", "volume", "issue", "page") if name in work.data]
    return ", ".join(f"{name} {shown(value)}" for name, value in named)


def _is_ahead(found: Resolution) -> bool:
    """Return whether a work has no volume yet, and no pages but those that a registry calls ahead of print."""
    work = found.reference or found.cited
    said = any(record.text("status") for record in found.registered)
    return not work.text("volume") and (said or not work.text("page"))


def _fields(former: Resolution, now: Resolution, told: frozenset[str]) -> Iterator[Change]:
    """Yield the fields that a registry has another value for than it had, where none had that value before."""
    before = {source(record): record for record in former.registered}
    found: dict[tuple[ChangeOf, str, str, str], list[str]] = {}
    for record in now.registered:
        who = source(record)
        for name in sorted({*before[who].data, *record.data} - {"id", "custom"} - told) if who in before else ():
            old, new = before[who].data.get(name), record.data.get(name)
            others = [each.data.get(name) for each in former.registered if source(each) != who]
            if old != new and new not in others:
                kind = _graver(name, before[who], record)
                found.setdefault((kind, name, shown(old), shown(new)), []).append(teller(record))
    for (kind, name, was, now_is), who_says in found.items():
        says = " and ".join(map(table.title, who_says))
        text = f"{says}: the {name} was {was or 'not given'}, and is {now_is or 'not given'} now"
        yield Change(kind, text, was=was, now=now_is, source=", ".join(who_says))


def _graver(name: str, old: Reference, new: Reference) -> ChangeOf:
    """Return how grave a field's change is: another form of the same makes no citation wrong, nor one more number."""
    if name not in _CITED or (name in _IDENTIFIERS and not old.data.get(name)):
        return "detail"
    if name in _COMPARED and old.data.get(name) and new.data.get(name):
        differing = {each.field for each in matching.differences(old, new) if each.kind == "error"}
        return "record" if name in differing else "detail"
    return "record"


def shown(value: Any) -> str:
    """Return a field's value on one line: names as a list, a date in ISO 8601."""
    if isinstance(value, Mapping):
        return str(Date.from_csl(value) or thaw(value))
    if isinstance(value, (tuple, list)):
        return ", ".join(str(Name.from_csl(each)) for each in value)
    return "" if value is None else str(value)


def _named(found: Resolution) -> str:
    """Return what a citation was found to be: the title and an identifier, or the status."""
    work = found.reference
    if work is None:
        return found.status
    identifier = next((f" ({each})" for each in work.identifiers), "")
    return f"{work.title}{identifier}"


def _sources(found: Resolution) -> str:
    return ", ".join(dict.fromkeys(filter(None, map(teller, found.registered))))
