"""When and where a work was printed: how year, volume, issue and pages cited differ from those registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

from ccsvi_refs.matching import locating, numerals, printing, supplements
from ccsvi_refs.matching.difference import Difference, DifferenceKind
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference

#: Years by which a work may be online before or after it is printed; a later date is that of its digitisation.
ONLINE = 2
#: Numbers beside a dash are pages.
_DASHED = re.compile(r"(?<!\d)\d++\s?[-‐‑‒–—−]{1,2}\s?\d+")
#: Letters before a page that are left out as often as not: e1203, S17, p214.
_BEFORE = "eps"
#: A number that ends a DOI and is longer than most page numbers is the article's.
_ARTICLE, _LONGEST = 4, 30
_ACCESSED = re.compile(r"\b(?:accessed|cited|retrieved|viewed|consulted|abgerufen|zugriff)\b[^.\]\)]*", re.IGNORECASE)


def years(record: Registered) -> tuple[int, ...]:
    """Return the years a record can rightly be cited with: of the issue, and online or first if they are near it."""
    issued = record.reference.year
    if not issued:
        return record.years
    original = record.reference.date("original-date")
    near = (year for year in record.years if abs(year - issued) <= ONLINE)
    return tuple(dict.fromkeys([issued, *near, *((original.year,) if original and original.year else ())]))


def year(page: Cited, cited: Reference, record: Registered, where: Found | None, ahead: bool) -> Iterator[Difference]:
    """Yield the difference in the year of publication."""
    known = years(record)
    # Journal, volume, year: of two numbers that may be the year, the first was taken for it.
    swapped = str(page.locator.year) == record.volume and page.locator.volume in map(str, known)
    if not known or swapped:
        return
    printed = _printed_years(page, record, where)
    read = [said for said in (page.locator.year, cited.year) if said]
    if page.text:
        named = _named(page, record, where)
        if set(printed) & set(known) or (not printed and named & set(known)):
            return
        read = (
            [said for said in read if said in printed] or printed or [said for said in read if said not in page.years]
        )
    elif set(read) & set(known):
        return
    if not read:
        yield Difference("issued", "", str(known[0]), "missing")
        return
    kind: DifferenceKind = "status" if ahead and known[0] - read[0] in (1, 2) else "error"
    yield Difference("issued", str(read[0]), str(known[0]), kind)


def _printed_years(page: Cited, record: Registered, where: Found | None) -> list[int]:
    """Return the years a string prints outside its title, its journal's name, its pages and its date of access."""
    if not page.text:
        return []
    hidden = [match.span() for match in (*_DASHED.finditer(page.body), *_ACCESSED.finditer(page.body))]
    hidden += [_span(page, found) for found in _names(page, record, where)]
    found = [said for said, at in numerals.years(page.body) if not any(start <= at < end for start, end in hidden)]
    # Some journals count their volumes by years: 2013;2016:1-8.
    return [said for said in found if said == page.locator.year or str(said) != page.locator.volume]


def _named(page: Cited, record: Registered, where: Found | None) -> set[int]:
    """Return the years that the title or the name of the journal or meeting holds."""
    spans = [_span(page, found) for found in _names(page, record, where)]
    return {said for said, at in numerals.years(page.body) if any(start <= at < end for start, end in spans)}


def _names(page: Cited, record: Registered, where: Found | None) -> Iterator[Found]:
    if where and where.end > where.start:
        yield where
    for form in record.containers:
        found = locating.container(page, form, range(where.start, where.end) if where else range(0))
        if found.likeness == 1 and found.end - found.start > 1:
            yield found


def _span(page: Cited, found: Found) -> tuple[int, int]:
    return page.starts[found.start], page.ends[found.end - 1]


def place(page: Cited, cited: Reference, record: Registered, ahead: bool) -> Iterator[Difference]:
    """Yield differences in volume, issue and pages; what the string says and what was read of it may both be right."""
    missing: DifferenceKind = "status" if ahead else "missing"
    yield from _volume(page, cited, record, missing)
    yield from _issue(page, cited, record, missing)
    yield from _pages(page, cited, record, missing)


def _volume(page: Cited, cited: Reference, record: Registered, missing: DifferenceKind) -> Iterator[Difference]:
    read = _standing(page, page.locator.volume, numerals.volume(cited.text("volume")))
    registered = supplements.parts(record.volume)[0] or record.volume
    if not registered or any(registered == (supplements.parts(value)[0] or value) for value in read):
        return
    printed = record.reference.text("volume")
    if printing.volume(page, printed):
        return
    read = [value for value in read if not printing.misread(page, value, record)]
    yield Difference("volume", read[0] if read else "", printed, "error" if read else missing)


def _standing(page: Cited, printed: str, read: str) -> list[str]:
    """Return what a string prints, and what was read of it where that does not stand in a notice of another place."""
    return [value for value in (printed, "" if _is_elsewhere(page, read) else read) if value]


def _issue(page: Cited, cited: Reference, record: Registered, missing: DifferenceKind) -> Iterator[Difference]:
    printed = record.reference.text("issue")
    read = _standing(page, page.locator.issue, numerals.volume(cited.text("issue")))
    # The supplement of a volume may be printed with the volume: 111 Suppl 3.
    behind = supplements.parts(numerals.volume(cited.text("volume")))[1]
    read += [f"s{behind}"] if behind is not None else []
    if _in_name(record):
        read = [value for value in read if supplements.parts(value)[1] is None]
    if (
        not record.issue
        or any(supplements.same(value, record.issue) for value in read)
        or printing.volume(page, printed)
    ):
        return
    read = [
        value for value in read if not printing.misread(page, value, record) and not _of_volume(page, value, record)
    ]
    yield Difference("issue", cited.text("issue") or read[0] if read else "", printed, "error" if read else missing)


def _of_volume(page: Cited, value: str, record: Registered) -> bool:
    """Whether an issue was read of a volume that the text prints as it is registered: 2000.2."""
    registered = record.reference.text("volume")
    return value in re.split(r"\W+", registered)[1:] and printing.volume(page, registered)


def _in_name(record: Registered) -> bool:
    """Whether a journal is a supplement by its name."""
    return any(supplements.is_one(word) for form in record.containers for word in form)


def _pages(page: Cited, cited: Reference, record: Registered, missing: DifferenceKind) -> Iterator[Difference]:
    loc, printed = page.locator, record.reference.text("page") or record.reference.text("number")
    read = [numerals.pages(cited.text("page") or cited.text("number"))]
    ranges = [(loc.first_page, loc.last_page), *(pair for pair in read if not _is_elsewhere(page, pair[0]))]
    printed_first = record.first_page in page.words
    ranges = [
        (first, last)
        for first, last in ranges
        # The volume may be a range as well: 279-280, 202.
        if first and not (printed_first and f"{first}-{last}" == record.volume)
    ]
    if not record.first_page or printing.pages(page, record.reference.text("page")) or (printed_first and not ranges):
        return
    if any(_same_pages(first, last, record) or is_article_number(first, record) for first, last in ranges):
        return
    said = (cited.text("page") or "-".join(filter(None, ranges[0]))) if ranges else ""
    if ranges and all(_counts_pages(first, last) for first, last in ranges) and _is_number(record.first_page):
        # The pages of a work that is found by its number are counted from 1.
        yield Difference("page", said, printed, "missing")
        return
    yield Difference("page", said, printed, "error" if ranges else missing)


def _is_elsewhere(page: Cited, read: str) -> bool:
    """Return whether what was read of a string does not stand in it but in its title, or a notice of another place."""
    if not page.text or not read.isdecimal():
        return False
    return all(read != number.strip(ascii_lowercase) for number in page.numbers)


def _same_pages(first: str, last: str, record: Registered) -> bool:
    if first.lstrip(_BEFORE) != record.first_page.lstrip(_BEFORE):
        return False
    return not last or not record.last_page or last.lstrip(_BEFORE) == record.last_page.lstrip(_BEFORE)


def is_article_number(said: str, record: Registered) -> bool:
    """Return whether a page cited is the work's number: as registered beside its pages, or as it ends the DOI."""
    bare = said.lstrip(_BEFORE)
    if bare == record.first_page.lstrip(_BEFORE):
        return False
    if said and said == numerals.number(record.reference.text("number")):
        return True
    return _ARTICLE <= len(bare) <= _LONGEST and bool(
        re.search(rf"(?<![0-9a-z])[a-z]{{0,3}}0*{re.escape(bare)}$", record.doi)
    )


def _counts_pages(first: str, last: str) -> bool:
    return first == "1" and last.isdigit()


def _is_number(page: str) -> bool:
    """Return whether a first page is a work's number: long, or with letters before it."""
    return len(page) > _ARTICLE or page[:1].isalpha()
