"""What is read in an entry, and how much of a citation string that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ccsvi_refs.formats import citation
from ccsvi_refs.identifiers import in_url
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.pages import notes
from ccsvi_refs.pages.entry import PageEntry, begins, is_located
from ccsvi_refs.pages.joining import joined
from ccsvi_refs.pages.titled import by_label
from ccsvi_refs.text import marks

#: What each thing found is worth; prose reaches none of the marks below.
_POINTS = {
    "issued": 1.0, "container-title": 1.0, "volume": 1.0, "page": 1.0, "status": 1.0, "DOI": 2.0, "PMID": 2.0,
    "PMCID": 2.0, "ISBN": 2.0, "URL": 0.5, "title": 0.5, "accessed": 1.0, "publisher": 1.0,
}  # fmt: skip

_NUMBERS = ("DOI", "PMID", "PMCID", "ISBN")
#: What is longer and does not read as a work is a paragraph.
_SHORT = 300
#: One of these says when or where a work appeared.
WHEN_OR_WHERE = ("issued", "status", "DOI", "PMID", "PMCID", "ISBN", "accessed")
_HOURS = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:am|pm)?\s?[-–]\s?\d{1,2}[:.]\d\d\b")
#: The name of a container begins with a number only if that is a year or an ordinal, and holds no semicolon.
_NO_NAME = re.compile(r"^(?!(?:1[89]|20)\d\d\b|\d{1,3}(?:st|nd|rd|th|\.))\d|;")
#: 122,000 is a number of people or miles and v2.5 a version, not a volume with its page.
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,3},\d{3}(?![\d–-])|\bv\d+\.\d")
_UNDATED = re.compile(r"\(n\.\s?d\.\)")
#: Citation strings whose reading is kept, at some 4 KiB each.
_KEPT = 8_192
#: Between other references this is enough for one.
BETWEEN = 3.0


@dataclass(slots=True)
class Reading:
    """An entry, what it shows, the citation string in that, what was read in it, and what that is worth."""

    entry: PageEntry
    shown: str
    text: str
    found: Reference
    points: float
    describes: bool

    @property
    def cites(self) -> bool:
        """Whether it would be a citation string between others."""
        return self.describes and self.points >= BETWEEN

    @property
    def is_surely_one(self) -> bool:
        """Whether it is a citation string wherever it stands: names first, and a place in a journal or a number."""
        if not self.cites or not begins(self.text) or notes.is_prose(self.text):
            return False
        placed = "volume" in self.found.data and "page" in self.found.data
        return placed or is_located(self.text) or any(name in self.found.data for name in _NUMBERS)

    @property
    def may_be_one(self) -> bool:
        """Whether it could be the citation string of a list that has others: a short text with a date, and no prose."""
        if self.cites or is_located(self.text):
            return True
        dated = self.entry.dated or any(name in self.found.data for name in WHEN_OR_WHERE)
        other = notes.is_prose(self.text) or notes.is_furniture(self.text) or notes.is_sentence(self.text)
        leads_inside = not self.entry.links and 2 * self.entry.inner >= self.entry.length
        return dated and not other and not leads_inside and self.entry.length <= _SHORT


def is_worth_reading(entry: PageEntry) -> bool:
    """Return whether an entry may be a citation string, by its length and by where it stands."""
    if entry.code or not entry.lines:
        return False
    if entry.marked and entry.place and (entry.length > 3 or entry.links):
        return True
    numbered = entry.marked and bool(marks.number(entry.mark)) and entry.length > 3
    return entry.is_readable() or numbered or (entry.marked and bool(entry.links))


def read(entry: PageEntry) -> Reading:
    """Return what is read in an entry."""
    shown = joined(entry)
    text = notes.behind_stamp(shown)
    identified = any(in_url(link.url) for link in entry.links if "10." in link.url or "pubmed" in link.url)
    # A link's label, "Report" or "Read online", is no publisher and no journal.
    cited = Mention(text, links=tuple(entry.links)).citation or text
    found = by_label(_read(cited, identified), entry.links)
    linked = 0.5 * any(link.url for link in entry.links)
    return Reading(entry, shown, text, found, points(found, text) + linked, _describes(found, text, entry))


@lru_cache(maxsize=_KEPT)
def _read(cited: str, identified: bool) -> Reference:
    """Return what a citation string says; a page that is corrected, or typed, has the same ones again and again."""
    return notes.read_behind_year(cited) or citation.read(cited, linked=identified)


def _describes(found: Reference, text: str, entry: PageEntry) -> bool:
    """Return whether there is a work, and something that says when or where it appeared."""
    name = found.title or ("" if _NO_NAME.search(found.container_title) else found.container_title)
    plain = name and (not name[0].islower() or "volume" in found.data)
    if not plain:
        return False
    located = "volume" in found.data and "page" in found.data and bool(found.authors) and not _THOUSANDS.search(text)
    dated = located or _UNDATED.search(text) is not None or any(field in found.data for field in WHEN_OR_WHERE)
    return dated or (entry.place == "works" and bool(entry.links))


def points(found: Reference, text: str) -> float:
    """Return how much of a citation string was found in a text, less for the words of prose."""
    total = sum(value for name, value in _POINTS.items() if name in found.data)
    authors = found.authors or found.names("editor")
    if authors:
        total += 2.0 if authors[0].family else 1.0
    if _HOURS.search(text):
        total -= 2.0
    return total - notes.prose(text)
