"""How the authors cited differ from those registered: all of them, as the string prints them or as it was read."""

from __future__ import annotations

from dataclasses import replace

from ccsvi_refs.matching import bylines, listing, locating, numerals
from ccsvi_refs.matching.listing import Comparison, Listed
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference


def compare(page: Cited, cited: Reference, record: Registered, where: Found | None) -> tuple[Comparison, str]:
    """Return how the authors differ, and how the citation lists them; what it prints and what was read may be right."""
    registered = everyone(record.reference)
    if not registered.authors:
        return listing.SAME, ""
    printed, read = _printed(page, record, where, registered), _read(page, cited)
    if printed.authors and _is_unparted(read, registered):
        read = Listed((), ())
    lists = [names for names in (printed, read) if names.authors]
    if where is None and _is_label(page, record):
        lists = [replace(names, goes_on=True) for names in lists]
    compared = [(listing.compare(names, registered), names) for names in lists]
    if not compared:
        return listing.SAME, ""
    best, names = min(compared, key=lambda pair: (pair[0].grave, bool(pair[0].note)))
    return best, ", ".join(names.printed) + (", et al" if names.goes_on else "")


def _is_label(page: Cited, record: Registered) -> bool:
    """Whether a string without the title names no journal and no place either: Roe 2009, a label and no list."""
    if not page.text or page.locator.volume or page.locator.first_page:
        return False
    return not any(locating.container(page, form, range(0)).likeness == 1 for form in record.containers)


def everyone(reference: Reference) -> Listed:
    """Return all of a record's authors, or editors where there are none."""
    names = reference.authors or reference.names("editor")
    return listing.listed(names)


def _read(page: Cited, cited: Reference) -> Listed:
    """Return the authors as they were read from the citation."""
    return listing.listed(cited.authors, "author" in cited.unfinished or (bool(page.text) and page.et_al))


def _is_unparted(read: Listed, registered: Listed) -> bool:
    """Return whether a list of persons was read as the name of one group."""
    persons = {who.family for who in registered.authors if not who.group}
    return len(read.authors) == 1 and read.authors[0].group and not persons.isdisjoint(read.authors[0].words)


def _printed(page: Cited, record: Registered, where: Found | None, registered: Listed) -> Listed:
    """Return the authors that the string prints before its title, or behind it."""
    start, end, sure = _range(page, record, where)
    if start >= end:
        return Listed((), ())
    known = frozenset(word for form in (record.title, *record.containers) for word in form)
    families = {word for who in registered.authors for word in who.words}
    return bylines.read(page, start, end, registered, known - families, sure=sure)


def _range(page: Cited, record: Registered, where: Found | None) -> tuple[int, int, bool]:
    """Return the range of words that lists the authors, and whether its end is sure."""
    if where and where.start:
        return 0, where.start, True
    start = where.end if where else 0
    stops = [_first_number(page, start)]
    for form in record.containers:
        found = locating.container(page, form, range(start))
        if found.likeness == 1 and found.start > start:
            stops.append(found.start)
    return start, min(stops), False


def _first_number(page: Cited, start: int) -> int:
    """Return the first word from a place on that is a number, as years and volumes are."""
    return next((i for i in range(start, len(page.words)) if numerals.number(page.words[i]).isdigit()), len(page.words))
