"""A printed entry without its values: what stands between authors, title, journal and numbers is what a style is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ccsvi_refs.model import Name, Reference
from ccsvi_refs.text.letters import DASH
from ccsvi_refs.text.months import MONTH

#: A field's letter in a shape; longer values first, so that none is found within another.
_LETTERS = {
    "title": "T", "container-title": "J", "container-title-short": "J", "collection-title": "S", "publisher": "B",
    "publisher-place": "C", "volume": "V", "issue": "I",
}  # fmt: skip
_TEXTS = ("title", "container-title", "container-title-short", "collection-title", "publisher", "publisher-place")
_DASHES = rf"\s?[{DASH}]+\s?"
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ \u00a0\u202f-]?){1,5}(?![^\W\d_])")
_NUMBER = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|\d+[.)]?)[\s.:]*(?=\D)")
_DATE = re.compile(
    rf"(?<!\w)(?:{MONTH}(?![^\W\d_])\.?(?:\s?\d{{1,2}}(?!\d)(?:st|nd|rd|th)?)?|\d{{1,2}}\.?\s(?={MONTH}))",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<=M)[\s,]{1,2}\d{1,2}(?!\d)")
_ADDRESS = re.compile(r"https?://(?!doi\.org|dx\.doi\.org)\S+")
_EDITION = re.compile(r"\b(\d)(?:st|nd|rd|th|\.)(?=\s?(?:ed|Aufl|éd))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an entry has around its values, a letter for each, and the form of its first two and last names."""

    body: str
    names: str


def shape(text: str, item: Reference) -> Shape:
    """Return the shape of an entry that prints an item."""
    text = as_entry(text)
    text, names = _without_names(text, item)
    for name in sorted(_TEXTS, key=lambda name: -len(item.text(name))):
        text = _marked(text, item.text(name), _LETTERS[name])
    text = _without_identifiers(text, item)
    if item.text("page"):
        text = _without_pages(text, item.text("page"))
    text = _DAY.sub("", _DATE.sub("\ue001M", text).replace("\ue001M", "M"))
    if item.year:
        text = re.sub(rf"(?<!\d){item.year}[a-z]?(?!\d)", "Y", text)
    for name in ("volume", "issue"):
        text = _marked(text, item.text(name), _LETTERS[name])
    return Shape(_undated(_EDITION.sub("N", text)).strip(), names)


def as_entry(text: str) -> str:
    """Return a printed entry as a page has it: on one line, without its number."""
    return without_number(" ".join(text.split()))


def without_number(text: str) -> str:
    """Return an entry without the number that a style puts before it."""
    return _NUMBER.sub("", text)


def _undated(text: str) -> str:
    """Return a shape without months: whether they are printed depends on whether they are known."""
    return re.sub(r"\s?M(?![A-Za-z])|M\s", "", text).replace("(Y,)", "(Y)")


def _marked(text: str, value: str, letter: str) -> str:
    """Return a text with a letter in place of the first mention of a value, whatever its case, quotes and spaces."""
    words = re.findall(r"\w+", value)
    if not words:
        return text
    gap = r"[^\w]{1,4}" if len(words) > 1 else ""
    return re.sub(rf"(?<!\w){gap.join(map(re.escape, words))}(?!\w)", letter, text, count=1, flags=re.IGNORECASE)


def _without_identifiers(text: str, item: Reference) -> str:
    for name, letter in (("DOI", "D"), ("PMID", "P"), ("PMCID", "P"), ("URL", "U")):
        if value := item.text(name):
            text = re.sub(re.escape(value), letter, text, flags=re.IGNORECASE)
    return _ADDRESS.sub("U", text)


def _without_pages(text: str, pages: str) -> str:
    """Return a text with ``R`` and its dash for a range of pages, however shortened, ``R`` alone for a first page."""
    first, *rest = re.split(_DASHES, pages)
    if not rest:
        return re.sub(rf"(?<!\w){re.escape(first)}(?!\w)", "R", text, count=1)
    last = rest[-1]

    def mark(match: re.Match[str]) -> str:
        if match["dash"] is None:
            return "R"
        return f"R{match['dash']}{'r' if len(match['last']) < len(last) else 'R'}"

    pattern = rf"(?<!\w){re.escape(first)}(?:(?P<dash>{_DASHES})(?P<last>\w+))?(?!\w)"
    return re.sub(pattern, mark, text, count=1)


def _without_names(text: str, item: Reference) -> tuple[str, str]:
    """Return a text with ``A`` for the list of authors, and the form of the list."""
    people = [name for name in (item.authors or item.names("editor")) if name.family]
    places = list(_places(text, people))
    if not places:
        return text, ""
    start, end = places[0][0], places[-1][1]
    if places[-1][1] - start > 60 * (len(people) + 1):
        end = places[0][1]
    form = "".join(_form(text, places))
    return f"{text[:start]}A{text[end:]}", form


def _places(text: str, people: list[Name]) -> Iterator[tuple[int, int, str]]:
    """Yield where each name begins and ends, and its form: ``F`` for the family name, ``G`` for given names, ``i``."""
    at = 0
    for person in people:
        found = re.compile(rf"(?<!\w){re.escape(person.family)}(?!\w)", re.IGNORECASE).search(text, at)
        if not found or found.start() - at > 60 + 40 * (at == 0):
            return
        family = "FF" if found.group().isupper() and len(person.family) > 2 else "F"
        before = _given_before(text[at : found.start()], person)
        if before:
            yield found.start() - len(before), found.end(), _written(person, before) + family
            at = found.end()
        else:
            behind = _given_behind(text, found.end(), person)
            gap = behind[: len(behind) - len(behind.lstrip(", "))]
            yield found.start(), found.end() + len(behind), family + gap + _written(person, behind[len(gap) :])
            at = found.end() + len(behind)


def _given_before(text: str, person: Name) -> str:
    """Return the given names or initials that a text ends with, and what parts them from the family name."""
    for pattern in (re.escape(person.given), _INITIALS.pattern):
        if pattern and (match := re.search(rf"(?<!\w){pattern}\s?\Z", text)):
            return match.group()
    return ""


def _given_behind(text: str, end: int, person: Name) -> str:
    """Return the given names or initials behind a family name, and what parts them from it."""
    for pattern in (re.escape(person.given), _INITIALS.pattern):
        if person.given and (match := re.compile(rf",?\s?{pattern}").match(text, end)):
            return match.group().rstrip(" ")
    return ""


def _written(person: Name, given: str) -> str:
    """Return the form of given names or initials, with the blank that parts them from a family name behind."""
    bare = given.strip()
    gap = " " * (given != given.rstrip())
    return ("G" if bare == person.given and any(map(str.islower, bare)) else _dots(bare) if bare else "") + gap


def _dots(initials: str) -> str:
    """Return how initials are written: ``i.``, ``i``, and with a blank between two of them."""
    return "i" + "." * ("." in initials) + " " * (" " in initials.strip())


def _form(text: str, places: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield the form of the first name, what parts it from the second, that one's, and what stands before the last."""
    yield places[0][2]
    if len(places) > 1:
        yield text[places[0][1] : places[1][0]] + places[1][2] if len(places) > 2 else ""
        yield "|" + text[places[-2][1] : places[-1][0]]
