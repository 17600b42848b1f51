"""When and where a citation string says a work was printed, beside a record: a state for each number."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from ccsvi_refs.matching import numerals, supplements
from ccsvi_refs.matching.prepared import Cited, Registered

#: Of numbers with fewer digits, too many are one digit apart.
_TYPED = 2
_SUPPLEMENT_PAGE = re.compile(r"s\d+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def year(cited: Cited, record: Registered) -> str:
    """Return how the years of a text agree with a record's."""
    if not record.years or not cited.years:
        return "unknown"
    if cited.years & set(record.years):
        return "same"
    if cited.ahead and record.years[0] - cited.locator.year in (1, 2):
        return "ahead"
    return "near" if any(abs(a - b) == 1 for a in cited.years for b in record.years) else "differs"


def number(cited: Cited, registered: str, named: str, other: str) -> str:
    """Return how a volume or issue agrees with the registered one; the text may name it in the ``other``'s place."""
    if not registered:
        return "unrecorded" if named else "unknown"
    if cited.ahead and not named:
        return "ahead"
    if registered == named:
        return "same"
    if registered == other or registered in cited.numbers:
        return "present"
    return "differs" if named else "missing"


def first_page(cited: Cited, record: Registered) -> str:
    """Return how the first page of a text agrees with a record's."""
    found = cited.locator
    named = found.first_page
    if not named and not record.volume:
        # A number that stands alone is a page where the record has no volume.
        named = found.volume
    return page(cited, record, record.first_page, named)


def page(cited: Cited, record: Registered, registered: str, named: str) -> str:
    """Return how a page that a text names agrees with the registered one."""
    if not registered:
        return "unrecorded" if named else "unknown"
    if not any(c.isdigit() for c in registered):
        return "opening" if registered in cited.words[-3:] and registered != "no" else "unknown"
    if cited.ahead and not named:
        return "ahead"
    bare = registered.strip(_LETTERS)
    if named and bare == named.strip(_LETTERS):
        # Page 1 is where every work begins that is numbered on its own, b1 every back cover.
        return "opening" if bare == "1" else "same"
    free = (
        cited.numbers - {cited.locator.issue, str(cited.locator.year)} - ({record.volume} if record.volume else set())
    )
    if registered in free or bare in free:
        return "present"
    return _other_number(named.strip(_LETTERS), bare)


def _other_number(named: str, registered: str) -> str:
    """Return ``near`` where a number of two digits and more is one typing error away: a digit, or two in turn."""
    if not named:
        return "missing"
    digits = named.isdigit() and registered.isdigit() and min(len(named), len(registered)) >= _TYPED
    return "near" if digits and OSA.distance(named, registered, score_cutoff=1) <= 1 else "differs"


def in_supplement(where: numerals.PrintedPlace | Registered) -> bool:
    """Whether a work stands in a supplement: its issue or its first page is one's."""
    return supplements.parts(where.issue)[1] is not None or bool(_SUPPLEMENT_PAGE.fullmatch(where.first_page))


def elsewhere(cited: Cited, record: Registered) -> bool:
    """Whether a text with a year names an issue or first page of the record's volume that the record has not."""
    named = cited.locator
    if not cited.years or not record.volume or named.volume != record.volume:
        return False
    known = {record.issue, record.first_page, record.last_page, *map(str, record.years)}
    printed = f"{record.reference.text('issue')} {record.reference.text('page')}"
    known |= {numerals.number(part) for part in re.split(r"\W+", printed)}
    bare = {number.strip(_LETTERS) for number in known}
    return any(number.isdigit() and number not in bare for number in (named.issue, named.first_page))
