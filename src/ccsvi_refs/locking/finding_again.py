"""A lock and a page → what the registries and sites said when it was locked, with nobody asked."""

from __future__ import annotations

import datetime
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.links import LinkStatus, Policy, without_asking
from ccsvi_refs.location import Location
from ccsvi_refs.locking import statements
from ccsvi_refs.locking.digest import digest
from ccsvi_refs.locking.state import Lock, LockedLink, LockedPage, LockedReference, keys, page_name
from ccsvi_refs.model import Attribution, Bibliography, Link, Mention, Reference
from ccsvi_refs.resolving import Resolution, comparing, merging
from ccsvi_refs.resolving.cases import case
from ccsvi_refs.settings import Settings


@dataclass(frozen=True, slots=True)
class Index:
    """A lock's citations by their digests, and its links by their addresses and the digests of what cites them."""

    lock: Lock
    references: MutableMapping[str, LockedReference]
    links: MutableMapping[tuple[str, str], LockedLink]


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A citation or link that the lock does not have, or (``changed``) has otherwise; ``url`` is the link's.

    ``statement`` is the sentence about the citation's work where that is what the lock does not have.
    """

    about: str
    location: Location | None = None
    number: str = ""
    url: str = ""
    changed: bool = False
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a lock has of a page: resolutions in order, statuses of links, what it lacks, and what the page lacks."""

    resolutions: tuple[Resolution, ...]
    statuses: tuple[LinkStatus, ...]
    unlocked: tuple[Unlocked, ...]
    unused: tuple[str, ...]


def recall(
    held: Index, page: Bibliography, folder: Path, settings: Settings, *, links: bool = True,
    today: datetime.date | None = None,
) -> Recalled:  # fmt: skip
    """Return what a lock that lies in ``folder`` has of a page; a citation that it lacks is "unavailable"."""
    mine = held.lock.pages.get(page_name(page.path, folder), LockedPage())
    held = of_page(held, mine)
    cited = [reference.as_cited() for reference in page]
    digests = [digest(each) for each in cited]
    said = statements.about(page)
    resolutions = tuple(
        _rejoined(held.references.get(mark), one, said.get(one.id, {}))
        for mark, one in zip(digests, cited, strict=True)
    )
    unlocked = [
        _unlocked(one, changed=key in mine.references)
        for key, mark, one in zip(keys([one.id for one in cited]), digests, cited, strict=True)
        if mark not in held.references
    ]
    missing, known = {each.about for each in unlocked}, set(digests)
    unlocked += _unlocked_statements(page, resolutions)
    unused = [key for key, each in mine.references.items() if each.digest not in known and key not in missing]
    if not links:
        return Recalled(resolutions, (), tuple(unlocked), tuple(unused))
    owners = dict(zip([one.id for one in cited], digests, strict=True))
    found = [(link, _link(link, owners, held, settings, today)) for link in page.links]
    without = [link for link, status in found if status is None and link.reference not in missing]
    unlocked += [Unlocked(link.reference, link.location, url=link.url) for link in without]
    unused += _unused_links(mine.links, page.links)
    return Recalled(resolutions, tuple(each for _, each in found if each), tuple(unlocked), tuple(unused))


def index(lock: Lock) -> Index:
    """Return a lock by what its citations and links are known by, whatever their page."""
    references: dict[str, LockedReference] = {}
    links: dict[tuple[str, str], LockedLink] = {}
    for page in lock.pages.values():
        for each in page.references.values():
            references.setdefault(each.digest, each)
        for link in page.links:
            owner = page.references.get(link.status.reference)
            links.setdefault((link.status.url, owner.digest if owner else ""), link)
    return Index(lock, references, links)


def of_page(held: Index, page: LockedPage) -> Index:
    """Return the same for a page, whose own part of the lock goes before what others have of the same."""
    own = index(Lock(FrozenDict({"": page})))
    return Index(held.lock, ChainMap(own.references, held.references), ChainMap(own.links, held.links))


def _unlocked(cited: Reference, *, changed: bool) -> Unlocked:
    mention = cited.mention or Mention("")
    return Unlocked(cited.id, mention.location, mention.number, changed=changed)


def _unlocked_statements(page: Bibliography, resolutions: Sequence[Resolution]) -> Iterator[Unlocked]:
    """Yield the sentences about works that the lock has, of which it does not have what they were found to say."""
    known = {one.id: one for one in resolutions if one.status == "matched"}
    for mark, one in statements.telling(page):
        works = [known[key] for key in one.references if key in known]
        lacking = [work for work in works if mark not in (work.checked or {})]
        if lacking and len(works) == len(one.references):
            mention = lacking[0].cited.mention or Mention("")
            yield Unlocked(lacking[0].id, one.location, mention.number, statement=statements.shown(one))


def _rejoined(locked: LockedReference | None, cited: Reference, said: Mapping[str, Attribution]) -> Resolution:
    """Return a locked resolution with its citation and the sentences about its work in their places again."""
    if locked is None:
        return Resolution(cited, "unavailable")
    found = replace(locked.resolution, checked=statements.put_back(locked.statements, said))
    if found.status != "matched" or found.reference is None:
        return replace(found, cited=cited, reading=case(cited).reading.with_fields(id=cited.id))
    reference = replace(merging.merge(cited, found.registered), notices=found.notices)
    apart = tuple(comparing.disagreements(found.registered))
    return replace(found, cited=cited, reference=reference, disagreements=apart)


def _link(
    link: Link, owners: Mapping[str, str], held: Index, settings: Settings, today: datetime.date | None
) -> LinkStatus | None:
    url = link.url.strip()
    day = today or datetime.datetime.now(datetime.UTC).date()
    if judgement := without_asking(url, Policy.of(settings), day):
        return LinkStatus(link.url, judgement.verdict, judgement.reason, link.reference, link.location)
    locked = held.links.get((url, owners.get(link.reference, "")))
    if locked is None:
        return None
    return replace(locked.status, url=link.url, reference=link.reference, location=link.location)


def _unused_links(locked: tuple[LockedLink, ...], links: tuple[Link, ...]) -> Iterator[str]:
    on_page = {link.url.strip() for link in links}
    yield from dict.fromkeys(each.status.url for each in locked if each.status.url not in on_page)
