"""Publisher, place or container: what a name that no number follows says of a cited work."""

from __future__ import annotations

import re

from ccsvi_refs.formats.citation import bodies, kinds, publishers, titles
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.text import months
from ccsvi_refs.text.patterns import when_used

_CITY_LAST = re.compile(r"(?:,\s(?P<city>[^\W\d_][^,()\d]{1,24})|\s\((?P<bracketed>[^\W\d_][^()\d]{1,40})\))$")
_DATE = when_used(rf"(?<![\w-]){months.DATE}", re.IGNORECASE)
_BRACKETED_DATE = when_used(rf"[(\[](?P<date>{months.DATE})[)\]]", re.IGNORECASE)
_DATES = when_used(rf"{months.DATE}|[()\[\]]", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}")
#: Kinds of works that are published by somebody and stand in nothing.
_WHOLE = frozenset({"book", "thesis", "report", "map", "software", "document", "standard"})
_LOCATED = frozenset({"volume", "issue", "page", "DOI", "PMID", "PMCID", "status", "editor"})


def settle(after: str, draft: Draft, *, introduced: bool = False) -> None:
    """Take in what stands behind the locator, and tell a publisher from a container that nothing is in."""
    if "issued" not in draft.fields and (date := _BRACKETED_DATE.search(after) or _DATE.search(after)):
        draft.date(date.groupdict().get("date") or date.group())
    name = _DATES.sub(" ", after).strip(" .,:;–—-。、") if after else ""
    if not re.search(r"[^\W\d_]", name):
        pass
    elif publishers.is_place(name):
        draft.put("publisher-place", name, 0.7)
    elif "publisher" not in draft.fields and len(name) < 80 and publishers.may_publish(name):
        draft.put("publisher", name, 0.7)
    _part_place(draft)
    _part_work(draft)
    _place_alone(draft)
    if _is_printed_by(draft):
        draft.put("container-title", draft.fields.pop("publisher"), draft.confidence.pop("publisher", 0.7))
    container = str(draft.fields.get("container-title") or "")
    if not container or "publisher" in draft.fields:
        return
    if _is_title(container, draft):
        draft.put("title", container, 0.6)
        del draft.fields["container-title"], draft.confidence["container-title"]
    elif _publishes(container, draft) or (not introduced and _issues(container, draft)):
        place, colon, publisher = container.rpartition(": ") if draft.told else ("", "", "")
        draft.put("publisher", publisher if colon else container, 0.7)
        draft.put("publisher-place", place if colon else "", 0.7)
        _place_alone(draft)
        del draft.fields["container-title"], draft.confidence["container-title"]


def _place_alone(draft: Draft) -> None:
    """Make a city that stands where a publisher does the place: Title. Bonn, 2019."""
    city = str(draft.fields.get("publisher") or "")
    if "publisher-place" not in draft.fields and publishers.is_place(city):
        draft.put("publisher-place", draft.fields.pop("publisher"), draft.confidence.pop("publisher", 0.7))


def _is_printed_by(draft: Draft) -> bool:
    """Return whether a name with volume and pages, and nothing else that they could be of, is no publisher's."""
    located = draft.fields.keys() >= {"publisher", "volume", "page"}
    return (
        located and not draft.told and not draft.fields.keys() & {"title", "container-title", "publisher-place", "ISBN"}
    )


def _issues(container: str, draft: Draft) -> bool:
    """Return whether a container is a publisher: of a book, or because it is named as publishers are."""
    if not draft.fields.get("title") or draft.told == "article-journal":
        return False
    numbered = draft.fields.keys() & {"volume", "issue"}
    if not numbered and (draft.told in _WHOLE or kinds.REPOSITORY.fullmatch(container)):
        return True
    if not draft.quoted and "ISBN" in draft.fields and not draft.fields.keys() & (_LOCATED - {"DOI"}):
        return True
    if _is_of_book(container, draft):
        return True
    if draft.linked or "URL" in draft.fields or draft.fields.keys() & _LOCATED:
        return False
    if draft.quoted:  # a part of something: a page of a site, an article of a magazine
        return _is_body(container)
    return publishers.may_publish(container)


def _is_title(container: str, draft: Draft) -> bool:
    """Return whether a name is all there is beside a date, and no journal's: RNIB - My Voice, 2015."""
    alone = not draft.fields.keys() & {"title", "author", *_LOCATED}
    serial = bodies.names_serial(container) or kinds.MEETING.search(container)
    return alone and not draft.told and not serial


def _is_of_book(container: str, draft: Draft) -> bool:
    """Return whether a name stands before a city and pages and no volume: Title, Il Mulino, Bologna 2017, pp. 4-9."""
    placed = "publisher-place" in draft.fields and "page" in draft.fields
    other = draft.fields.keys() & {"volume", "issue", "DOI", "PMID", "PMCID", "status", "editor"}
    return placed and not other and not draft.quoted and not publishers.SERIAL.search(container)


def _is_body(name: str) -> bool:
    """Return whether a whole name is a body's, and not that of proceedings, of a news service or of a site of one's."""
    if publishers.SERIAL.search(name) or kinds.MEETING.search(name) or ". " in name or name.endswith("News"):
        return False
    return publishers.names_publisher(name) or bool(bodies.BODY.search(name))


def _part_place(draft: Draft) -> None:
    """Take the city off a container: ABNT has "Revista de Neurologia, São Paulo", others "Proceedings (London)"."""
    container = str(draft.fields.get("container-title") or "")
    match = _CITY_LAST.search(container)
    city = (match["city"] or match["bracketed"]).strip() if match else ""
    if match and "publisher-place" not in draft.fields and publishers.is_place(city):
        draft.put("publisher-place", city, 0.7)
        draft.put("container-title", container[: match.start()], draft.confidence.get("container-title", 0.7))


def _publishes(container: str, draft: Draft) -> bool:
    """Return whether a container is really who issued the work: the author, or a thesis's university."""
    authors = draft.fields.get("author") or ()
    same = any(str(name.get("literal") or "").casefold() == container.casefold() for name in authors)
    return same or ("genre" in draft.fields and kinds.of({"genre": draft.fields["genre"]}) in ("thesis", "report"))


def _part_work(draft: Draft) -> None:
    """Take a site and who runs it apart: “Title”. The Economist. The Economist Group."""
    container = str(draft.fields.get("container-title") or "")
    if not draft.quoted or draft.fields.keys() & {"volume", "issue", "page", "publisher"} or container.count(". ") != 1:
        return
    work, _, publisher = container.partition(". ")
    publisher = publisher.strip(" .")
    serial = publishers.SERIAL.search(work) or kinds.MEETING.search(work)
    named = _is_body(publisher) and (serial or bodies.is_short_name(work))
    known = _DOMAIN.fullmatch(work) or publisher.startswith(work) or named
    if publishers.is_place(publisher):
        draft.put("publisher-place", publisher, 0.8)
    elif known and bodies.is_short_name(publisher):
        draft.put("publisher", publisher, 0.7)
    else:
        return
    draft.put("container-title", titles.container(work), 0.8)
