"""What a citation says that a registry's record does not: real differences by field, equivalent forms left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from ccsvi_refs.matching import containers, locating, numerals, prepared, printing
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Author, Candidate, Cited
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import STOPWORDS, compact, fold, plain, words

Kind = Literal["error", "missing", "extra", "status"]

#: What publishers put before the title of a work they have withdrawn; the work's title is what follows.
_NOTICE = re.compile(r"^\s*(?:retracted(?: article)?|withdrawn(?: article)?|removed)\s*[:.\-–—]\s*", re.IGNORECASE)
#: The year or number of a meeting or volume at either end of a container's name.
_NUMBERING = re.compile(r"^[\W\d]+(?:(?:st|nd|rd|th)\b)?|[\W\d]+(?:-?[A-Z])?$|\s[IVX]+$")
#: Where a subtitle begins.
_SUBTITLE = re.compile(r"\s*(?::|\?|!|\.|;|\s[-–—])\s|—")
#: What some publishers put before a formula's symbols in their titles: its TeX.
_TEX = re.compile(r"\${1,2}[^$]+\${1,2}")
_ORDINAL = re.compile(r"\s*[\[(]?\d{1,4}[\])]?[.:)]?\s+")
#: Where the first name of a list ends.
_NAME_END = re.compile(
    r",?\s*\bet\.?\s+al\b|\s*;|\s+(?:and|und|et|&)\s+|\n|\.\s+(?=[A-Z][a-z]{2})|:|\s\(", re.IGNORECASE
)
#: More than initials.
_FAMILY = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which a citation and a record disagree.

    ``kind`` is ``error``, ``missing`` (the citation leaves out what the record has), ``extra`` (the record leaves it
    out) or ``status`` (cited as ahead of print, published since).
    """

    field: str
    cited: str
    registered: str
    kind: Kind = "error"


def differences(cited: Reference, registered: Reference) -> tuple[Difference, ...]:
    """Return the real differences between a citation, its string first of all, and the record of the same work."""
    text = cited.mention.text if cited.mention else ""
    page = prepared.cited(text)
    record = prepared.candidate(registered)
    where = _title_region(page, record) if text else None
    ahead = page.ahead or Cited(cited.text("status")).ahead
    found = [
        *_status(ahead, registered),
        *_author(page, cited, record, where),
        *_title(page, cited, record, where),
        *_container(page, cited, record, where),
        *_year(page, cited, record, bool(ahead)),
        *_locator(page, cited, record, bool(ahead)),
    ]
    return tuple(found)


def _status(ahead: str, registered: Reference) -> Iterator[Difference]:
    if ahead and (registered.text("volume") or registered.text("page")):
        year = registered.year or ""
        issue = registered.text("issue")
        place = f"{year};{registered.text('volume')}{f'({issue})' if issue else ''}:{registered.text('page')}"
        yield Difference("status", ahead, place.rstrip(":;"), "status")


def same_title(a: str, b: str) -> bool:
    """Return whether two titles are spellings of one: case, dashes, entities, diacritics, '&' and separators aside."""
    return _title_key(a) == _title_key(b)


def _title_key(title: str) -> str:
    return compact(_NOTICE.sub("", _TEX.sub("", plain(title))).replace("&", " and "))


def _title(page: Cited, cited: Reference, record: Candidate, where: Found | None) -> Iterator[Difference]:
    registered = plain(record.reference.title)
    if not registered:
        return
    spellings = [cited.title] if cited.title else []
    if where:
        spellings.append(_raw(page, where.start, where.end))
    wanted = _title_key(registered)
    if not spellings or any(same_title(spelling, registered) for spelling in spellings):
        return
    if len(wanted) >= 20 and wanted in _title_key(page.text):
        return
    said = max(spellings, key=lambda spelling: fuzz.ratio(_title_key(spelling), wanted))
    have = _title_key(said)
    if not where and (_names_container(said, record) or not printing.is_title(said, record)):
        # A style without titles: what was read as one is the journal or book, or authors.
        yield Difference("title", "", registered, "missing")
        return
    if wanted.startswith(have) and have in _main_titles(registered):
        yield Difference("title", said, registered, "missing")
    elif have.startswith(wanted):
        yield Difference("title", said, registered, "extra")
    else:
        yield Difference("title", said, registered)


def _main_titles(title: str) -> set[str]:
    """Return what a title comes to that is broken off before any of its subtitles."""
    return {_title_key(title[: mark.start()]) for mark in _SUBTITLE.finditer(title)}


def _title_region(page: Cited, record: Candidate) -> Found | None:
    """Return the words of the text that stand for the title, None where nothing like the record's does."""
    wanted = _title_key(record.reference.title)
    if len(wanted) < 4:
        return None
    found = locating.phrase(page, record.compact_title, 0.55)
    if not found.likeness:
        return None
    if found.likeness == 1:
        return found
    if printing.in_container(page, found, record):
        return None
    best = locating.bounded(page, found, wanted)
    main = locating.phrase(page, record.main_title, 1.0) if len(record.main_title) >= 10 else found
    if best.likeness < 0.85 and main.likeness == 1 and main.end in {end for _, end in page.segments}:
        return main
    return best if best.likeness >= 0.6 else None


def _raw(page: Cited, start: int, end: int) -> str:
    if start >= end:
        return ""
    return re.sub(r"\s+", " ", page.body[page.starts[start] : page.ends[end - 1]])


def _author(page: Cited, cited: Reference, record: Candidate, where: Found | None) -> Iterator[Difference]:
    if not record.authors:
        return
    registered = record.reference.authors or record.reference.names("editor")
    first = record.authors[0]
    said = _first_name(page, where)
    read = prepared.author(cited.authors[0]) if cited.authors else None
    if (said and _names_author(said, first)) or (read and same_author(read, first)) or not (said or read):
        return
    printed = said or str(cited.authors[0])
    yield Difference(
        "author", printed, f"{registered[0].family or registered[0].literal} {first.initials.upper()}".strip()
    )


def _first_name(page: Cited, where: Found | None) -> str:
    """Return the first author's name as the text prints it, empty where the text does not begin with a name."""
    text = page.text
    lead = _ORDINAL.match(text)
    begin = lead.end() if lead else 0
    stop = page.starts[where.start] if where and where.start < len(page.starts) else len(text)
    head = text[begin:stop]
    ends = (end.start() for end in _NAME_END.finditer(head) if _FAMILY.search(head, 0, end.start()))
    name = head[: next(ends, len(head))].strip(" .,;:")
    return name if name and len(name) <= 80 else ""


def _names_author(said: str, who: Author) -> bool:
    """Whether a printed name, in either order and with or without initials, is that author."""
    parts = words(said)
    letters = "".join(parts)
    families = {who.family, who.spelt_out}
    size = len(who.words)
    for index in range(len(parts) - size + 1):
        if tuple(parts[index : index + size]) == who.words or "".join(parts[index : index + size]) in families:
            rest = parts[:index] + parts[index + size :]
            return _same_initials(_initials_of(said, rest), who.initials)
    return letters in families


def _initials_of(said: str, rest: list[str]) -> str:
    """Return the initials among the words beside a family name: ``AM`` is two, ``Anna`` is one."""
    raw = {fold(word): word for word in re.findall(r"[^\W_]+", said)}
    found = ""
    for word in rest:
        written = raw.get(word, word)
        found += word if len(word) <= 3 and written.isupper() else word[:1]
    return found


def _same_initials(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def same_author(a: Author, b: Author) -> bool:
    """Return whether two names can be one person's: the family name alike, the initials not at odds."""
    if {a.family, a.spelt_out} & {b.family, b.spelt_out} or a.words[-1:] == b.words[-1:]:
        return _same_initials(a.initials, b.initials)
    return sorted(a.words) == sorted(b.words)


def _container(page: Cited, cited: Reference, record: Candidate, where: Found | None) -> Iterator[Difference]:
    registered = containers.names(record.reference.data)
    if not registered:
        return
    said = cited.container_title
    if not said and where and where.likeness >= 0.75:
        said = _between(page, where.end)
    known = said and (_names_container(said, record) or _stands_alone(said, record))
    if said and not known and not printing.container(page, said, record):
        yield Difference("container-title", said, plain(registered[0]))


def _names_container(said: str, record: Candidate) -> bool:
    """Whether a text is a form of the record's container, the number or year of a series or meeting aside."""
    names = containers.names(record.reference.data)
    bare = _NUMBERING.sub("", said)
    return any(containers.same(said, name) or containers.same(bare, _NUMBERING.sub("", name)) for name in names)


def _stands_alone(said: str, record: Candidate) -> bool:
    """Whether a text names the journal with nothing joined to it: ``Nature [Internet]``, not ``Nature Physics``."""
    page = Cited(said)
    for form in record.containers:
        found = locating.container(page, form, range(0))
        if found.likeness == 1:
            left = next((start for start, end in page.segments if start <= found.start < end), 0)
            right = next((end for start, end in page.segments if start < found.end <= end), 0)
            if all(word in STOPWORDS for word in page.words[left : found.start] + page.words[found.end : right]):
                return True
    return False


def _between(page: Cited, index: int) -> str:
    """Return the text after the title and before the locator, empty where it is too long for a journal's name."""
    if index >= len(page.starts):
        return ""
    begin = page.starts[index]
    stops = [start for _, start in numerals.years(page.body) if start > begin]
    if page.locator.start > begin:
        stops.append(page.locator.start)
    raw = page.body[begin : min(stops, default=len(page.body))].partition(page.ahead or "\0")[0].strip(" .,;:([\n")
    return re.sub(r"\s+", " ", raw) if len(words(raw)) <= 14 else ""


def _year(page: Cited, cited: Reference, record: Candidate, ahead: bool) -> Iterator[Difference]:
    read = [year for year in (page.locator.year, cited.year) if year and not printing.year(year, record)]
    if not record.years or set(read) & set(record.years):
        return
    if not read:
        yield Difference("issued", "", str(record.years[0]), "missing")
    else:
        kind: Kind = "status" if ahead and record.years[0] - read[0] in (1, 2) else "error"
        yield Difference("issued", str(read[0]), str(record.years[0]), kind)


def _locator(page: Cited, cited: Reference, record: Candidate, ahead: bool) -> Iterator[Difference]:
    """Yield differences in volume, issue and pages; what the string says and what was read of it may both be right."""
    loc, data = page.locator, record.reference
    missing: Kind = "status" if ahead else "missing"
    for name, registered, own in (("volume", record.volume, loc.volume), ("issue", record.issue, loc.issue)):
        read = [value for value in (own, numerals.volume(cited.text(name))) if value]
        if not registered or registered in read or printing.volume(page, data.text(name)):
            continue
        if name == "issue" or registered in page.words:
            read = [value for value in read if not printing.misread(page, value, record)]
        yield Difference(name, read[0] if read else "", data.text(name), "error" if read else missing)
    ranges = [(loc.first_page, loc.last_page), numerals.pages(cited.text("page"))]
    ranges = [(first, last) for first, last in ranges if first]
    if not record.first_page or printing.pages(page, data.text("page")):
        return
    if not any(_same_pages(first, last, record) for first, last in ranges):
        said = cited.text("page") or "-".join(filter(None, ranges[0])) if ranges else ""
        yield Difference("page", said, data.text("page") or data.text("number"), "error" if ranges else missing)


def _same_pages(first: str, last: str, record: Candidate) -> bool:
    if first.lstrip("es") != record.first_page.lstrip("es"):
        return False
    return not last or not record.last_page or last.lstrip("es") == record.last_page.lstrip("es")
