"""How a citation string opens: its authors, and the year right behind them."""

from __future__ import annotations

import re
from itertools import islice

from ccsvi_refs.formats.citation import bodies, names, titles
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.model import Name
from ccsvi_refs.text.letters import UPPER
from ccsvi_refs.text.months import DATE, MONTH, SEASON, YEAR
from ccsvi_refs.text.patterns import when_used

_UNDATED = r"n\.\s?d\.|no date|undated|s\.\s?f\.|s\.\s?d\.|o\.\s?J\.|б\.\s?г\."
_BRACKETED = (
    rf"[(\[](?:c\.?\s?|©\s?|ca\.\s)?(?:{DATE}|{YEAR}[a-z]|{YEAR}(?:[/–-]\d{{2,4}})|{YEAR},?\s{SEASON}"
    rf"|{_UNDATED})[a-z]?(?:年)?[)\]]"
)
#: The year of publication after the authors: (2009), (2017, Nov 18), (n.d.), or 2008. between full stops.
_YEAR_AFTER_NAMES = when_used(
    rf"[.,]*\s*{_BRACKETED}"
    rf"|[.,]*\s+{YEAR}[a-z]?年?(?:,\s{MONTH})?(?=\s?[.:]\s?\S|,?\s[‘'“\"„«《]|,\s[^\W\d]|\s(?-i:[{UPPER}]))",
    re.IGNORECASE,
)
#: What joins the words of a title, and of the names of some bodies.
_WITH = re.compile(r"\s(?:&|and)\s")
_BRACKETED_YEAR = when_used(rf"[.,]?\s?{_BRACKETED}", re.IGNORECASE)


def authors(text: str) -> tuple[Names, re.Match[str] | None]:
    """Return the authors at the start and the year right after them, if one is there."""
    found = names.read(text)
    year = _YEAR_AFTER_NAMES.match(text, found.end) if found.names else None
    if year and not _is_place_name(found, text):
        return found, year
    if not found.names or found.shape in ("Given Family", "Family, Given"):
        body = names.read_body(text)
        if body.end > found.end and not _is_before_title(found, text, body.end):
            return body, _YEAR_AFTER_NAMES.match(text, body.end)
    if year:
        return found, year
    later = _BRACKETED_YEAR.search(text, found.end, found.end + 300)
    if not later or not re.search(r"[^\W\d_]{2}", text[later.end() :]) or later.start() < 2:
        return found, None
    if not found.names:
        return Names((Name(literal=text[: later.start()].strip(" .,")),), later.start(), "body"), later
    between = text[found.end : later.start()]
    return (names.resumed(text, found, later.start()), later) if _is_list_rest(between) else (found, None)


def _is_before_title(found: Names, text: str, end: int) -> bool:
    """Return whether names stand before a comma and a title with the words of a body: Jane Roe, Health & Safety."""
    if not found.names or text[found.end : found.end + 2] != ", " or bodies.names_body(text[: found.end]):
        return False
    year = _BRACKETED_YEAR.match(text, end)
    is_followed = bool(year and re.search(r"[^\W\d_]{2}", text[year.end() :]))
    return not is_followed and bool(_WITH.search(text, found.end, end))


def _is_place_name(found: Names, text: str) -> bool:
    """Return whether what was read as names is a title whose year follows: never, where several are named."""
    return len(found.names) == 1 and found.shape == "Given Family" and not text[found.end :].lstrip()[:1]


def _is_list_rest(between: str) -> bool:
    """Return whether the text between the names read and the year is more of the list of authors, not a title."""
    return between.lstrip()[:1] in (",", ";", "&") and ". " not in re.sub(r"\b\w{1,2}\.\s", "", between)


def title_first(text: str) -> tuple[str, Names, re.Match[str] | None] | None:
    """Return title, authors and year of a citation in PubMed's order, None where several authors follow no title."""
    for stop in islice(re.finditer(r"[.?!]\s", text[:500]), 4):
        found = names.read(text, stop.end())
        if found.shape in ("Family I", "Family, I.", "Family I.") and (len(found.names) > 1 or found.others):
            return titles.title(text[: stop.start() + 1]), found, _YEAR_AFTER_NAMES.match(text, found.end)
    return None
