"""An entry: a stretch of a page that may be one citation string, and what its text looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ccsvi_refs.formats.citation import names
from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages.blocks import Line
from ccsvi_refs.text.months import YEAR

LIMIT = 4000
#: A line longer than this is a paragraph, not a title.
_SHORT = 400

_YEAR = re.compile(rf"(?<![\d:–-]){YEAR}(?![\d–-])|\bn\.d\.|in press", re.IGNORECASE)
_END = re.compile(r"[.)\]\d?!>。）］]\W{0,2}$|https?://\S+$|\bdoi:?\s{0,3}\S{0,100}$", re.IGNORECASE)
#: What no prose has: 2009;80:392, 80(4):392-9, 80(4), 392–9, 80, no. 4, the marks of Chinese and Russian standards.
_LOCATOR = re.compile(
    rf"{YEAR};\s?\d|\d[（(]\d{{1,4}}(?:/\d{{1,3}})?[)）]\s?[:,：，]\s?[A-Za-z]?\d"
    rf"|\d\s?[:：]\s?\d+\s?[-–]\s?\d|\d, no\. \d|\bvol\. \d"
    rf"|\[(?:EB|[JMCDRSPNZAGK])(?:/OL|/CP|/DK)?\]|//\s?\S.{{0,200}}\b[СCТT]\.\s?\d"
)
#: "World Neurosurgery, 92": two words with capitals that are a journal, not a name.
_VOLUME = re.compile(rf"\.?\s?,?\s?(?!{YEAR})\d")
_YEAR_NEXT = re.compile(rf"[.,]?\s?\(?{YEAR}")
_AFTER_NAMES = re.compile(r"\s{0,4}(?:[.:,;(“\"‘]|\Z|\s(?:1[5-9]|20)\d\d)")

#: Where an entry stands: in a list of references, among notes, in a list of works nobody calls so, under a heading with
#: a word for works or sources in it, or elsewhere.
Place = Literal["references", "notes", "works", "hinted", ""]


@dataclass(slots=True)
class PageEntry:
    """A stretch that may be a citation string.

    ``marked`` tells whether a list mark, an item or a row sets it off; ``item`` and ``series`` are the block's,
    ``section`` counts the headings before it; ``said`` is set where markup, not a heading, makes the place a list of
    references; ``code`` holds records as a program reads them; ``term`` is the line with its label in a definition
    list; ``columns`` are the fields in a table's columns.
    """

    place: Place
    marked: bool = False
    item: int = 0
    series: int = 0
    section: int = 0
    said: bool = False
    row: bool = False
    code: bool = False
    mark: str = ""
    term: Line | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    closed: bool = False
    length: int = 0
    dated: bool = False
    inner: int = 0

    @property
    def listed(self) -> bool:
        """Whether it stands in a list of references."""
        return self.place == "references"

    def add(self, line: Line) -> None:
        """Take in a line; an entry that has grown longer than any citation string takes in no more."""
        if self.length < LIMIT:
            self.lines.append(line)
            self.links += line.links
            self.length += len(line.text)
            self.inner += line.inner
            self.dated = self.dated or bool(_YEAR.search(line.text))

    @property
    def location(self) -> Location:
        """Where the first line begins."""
        return self.lines[0].location

    def is_readable(self) -> bool:
        """Return whether the entry has a citation string's length and, if it is long, a year."""
        return 15 <= self.length <= LIMIT and (self.length < _SHORT or self.dated)

    def texts(self) -> list[str]:
        """Return the text of each line."""
        return [line.text.strip() for line in self.lines]

    def is_complete(self) -> bool:
        """Return whether the entry could end here: it has a year and its last line ends as citations do."""
        last = self.lines[-1].text.rstrip()
        return self.closed or (self.dated and bool(_END.search(last[-200:])))

    def is_unfinished(self) -> bool:
        """Return whether the entry is so far authors on a line of their own, or those and a title: more must follow."""
        return (
            not self.closed
            and not self.item
            and len(self.lines) < 4
            and not self.is_complete()
            and all(len(line.text) < _SHORT for line in self.lines)
            and only_names(self.lines[0].text)
        )


def is_dated(text: str) -> bool:
    """Return whether a text has a year of publication."""
    return bool(_YEAR.search(text))


def is_located(text: str) -> bool:
    """Return whether a text has something like a volume and pages."""
    return bool(_LOCATOR.search(text))


def is_whole(text: str) -> bool:
    """Return whether a line could be a citation string by itself, though it does not begin with names."""
    return len(text) > 20 and bool(_YEAR.search(text) and _END.search(text[-200:]))


def ends(text: str) -> bool:
    """Return whether a text ends as citation strings do."""
    return bool(_END.search(text[-200:]))


def begins(text: str, *, surely: bool = False) -> bool:
    """Return whether a line begins as a citation string does, with names; ``surely``, with several or with a year."""
    if not text[:1].isalpha() and text[:1] not in "'’":
        return False
    found = names.read(text[:1500])
    if not found.names or _VOLUME.match(text, found.end):
        return False
    if surely:
        return len(found.names) > 1 or found.others or bool(_YEAR_NEXT.match(text, found.end))
    return found.others or text[found.end - 1] == "." or bool(_AFTER_NAMES.match(text, found.end))


def opens_with_initials(text: str) -> bool:
    """Return whether a text begins with names that have initials, as no sentence does."""
    return names.read(text[:1500]).shape in ("Family, I.", "Family I", "Family I.", "Family I I", "Family, I")


def only_names(text: str) -> bool:
    """Return whether a line holds names and nothing else."""
    found = names.read(text[:1500])
    return bool(found.names) and "Given" not in found.shape and not text[found.end :].strip(" .,:;")


def may_cite(entry: PageEntry) -> bool:
    """Return whether an entry is worth reading: it is listed, begins with names, or has something like a volume."""
    placed = entry.place in ("references", "works") or begins(entry.lines[0].text)
    return entry.is_readable() and (placed or any(is_located(line.text) for line in entry.lines))
