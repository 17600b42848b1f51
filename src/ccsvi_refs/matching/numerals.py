"""Numbers of a citation: years, volume, issue and pages, found by their place and by the marks around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ccsvi_refs.matching import supplements
from ccsvi_refs.text import labels, months

#: A number or a range of two, with the letters that pages and e-locators carry: E1203-12, 392–9, S17, 35a, 2100164.
_NUMBER = re.compile(
    r"(?<![\w.])(?!97[89]\d{10}\b)(?P<first>[A-Za-z]{0,3}\d{1,16}[A-Za-z]?|[Ss]up{1,2}l?(?:ement)?s?[._\s]{0,2}(?:\d{1,3}|[A-Z])?(?![\w]))(?:\s?[-‐‑‒–—−/]{1,2}\s?(?P<last>[A-Za-z]{0,3}\d{1,9}[A-Za-z]?(?:/\d{1,3}){0,3}))?(?![\w])"
)
#: What may stand between the numbers of one locator.
_GLUE = re.compile(r"(?:[^\W\d_]|[\s.,;:()\[\]–—№°º-]){0,60}")
_LABELS = re.compile(
    rf"(?<!\w)(?:{labels.VOLUME}|{labels.ISSUE}|{labels.PAGE}|{labels.ARTICLE}|{labels.SUPPLEMENT}|and\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_TIMES = months.MONTHS.keys() | months.SEASONS.keys()
_PAGE_MARK = re.compile(rf"(?:(?<!\w){labels.PAGE}|\bart(?:icle)?(?:\s*(?:no|id))?\.?)\s*$", re.IGNORECASE)
_ISSUE_MARK = re.compile(rf"(?:(?<!\w){labels.ISSUE}\s*|\()\s*$", re.IGNORECASE)
_VOLUME_MARK = re.compile(rf"(?<!\w){labels.VOLUME}\s*$", re.IGNORECASE)
_INITIAL = re.compile(r"(?<!\w)[A-ZÀ-ÝА-Я]\.\s*$")
#: A page with its letter: p214, pp214-21.
_PAGE = re.compile(r"pp?(?=\d)")
#: What some records put before the number itself: "Volume 12", "Issue 3-4".
_NAMED = re.compile(r"^(?:volume|vol\.?|issue|no\.?|nr\.?|number)\s+(?=\d)", re.IGNORECASE)
#: What some citations put before a page or an article's number.
_CALLED = re.compile(
    r"^(?:(?:article|art|paper|e-?location|pages?|pp?|id|no|nr|number|identifier)\b[\s.:]*)+(?=\S)", re.IGNORECASE
)
#: What follows the number of a book's pages, which is no place: 312 pp.
_EXTENT = re.compile(r"\s?(?:pp?|pages?|pgs?|seiten|págs?|páginas|стр)\b\.?(?!\s*[\d:])", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([^\W\d_]{3,})\.?\s*$")
_WORD_AFTER = re.compile(r"\.?\s*(?:de\s)?([^\W\d_]{3,})")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
#: APA and Harvard have the year in brackets behind the authors, Chicago between full stops before the title.
_APART = re.compile(
    r"[(\[]\s*((?:1[5-9]|20)\d\d)[a-z]?\s*[)\]]|(?<=\.)\s((?:1[5-9]|20)\d\d)[a-z]?\.\s(?=[\"“‘«„]|[A-Z][^.]{20})"
)
_ANY_YEAR = re.compile(r"(?<!\w)c?((?:1[5-9]|20)\d\d)[a-z]?(?!\w)")
_DIGITS = re.compile(r"([a-z]*)0*(\d+)([a-z]*)")


_ROMAN = re.compile(r"(?=[ivxlc])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)
_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
#: Numerals of a title's parts; longer ones are rare, and words.
_SMALL_ROMAN: dict[str, int] = dict(
    zip(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"),
        range(1, 16),
        strict=True,
    )
)
_NUMBER_WORDS = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(1, 11), strict=True)
)
#: Words before a numeral of one letter.
PARTS = frozenset(
    {
        "act", "band", "book", "chapter", "class", "grade", "level", "paper", "part", "phase", "pt", "section",
        "series", "stage", "study", "teil", "tome", "type", "vol", "volume",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """Where a citation says the work stands; what it does not say is empty. ``start`` and ``end`` bound it."""

    year: int = 0
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    start: int = 0
    end: int = 0


def years(text: str) -> tuple[tuple[int, int], ...]:
    """Return each year a text names, with its place."""
    return tuple((int(match.group(1)), match.start(1)) for match in _ANY_YEAR.finditer(text))


def number(text: str) -> str:
    """Return a volume, issue or page number in its comparable form: lower case, no leading zeros, no punctuation."""
    bare = re.sub(r"[^\w]", "", text.lower())
    match = _DIGITS.fullmatch(bare)
    return "".join(match.groups()) if match else bare


def volume(text: str) -> str:
    """Return a volume or issue, or a range of them, in comparable form: no roman numerals, ``s3`` for Suppl 3."""
    bare = supplements.canonical(_NAMED.sub("", text.strip()))
    if _ROMAN.fullmatch(bare) and (value := roman(bare)):
        return str(value)
    return "-".join(number(part) for part in re.split(r"(?:(?<!\s)\s++)?+[-‐‑‒–—−/]+\s*", bare) if part)


def roman(text: str) -> int:
    """Return the number that a roman numeral is, 0 where a text is none."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_LETTERS[letter] for letter in text.lower()]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def counted(found: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a title with the numerals of its parts as numbers: Part II, part two, part 2."""
    return tuple(_counted(found, place) for place in range(len(found)))


def _counted(found: Sequence[str], place: int) -> str:
    word = found[place]
    before = found[place - 1] if place else ""
    if word == "pt":
        return "part"
    if before in PARTS and word in _NUMBER_WORDS:
        return str(_NUMBER_WORDS[word])
    if len(word) > 1 or before in PARTS or place == len(found) - 1:
        return str(_SMALL_ROMAN.get(word, word))
    return word


def pages(text: str) -> tuple[str, str]:
    """Return the first and the last page of a range, the last in full (``e1203-12`` gives ``e1203``, ``e1212``)."""
    bare = _CALLED.sub("", text.strip())
    parts = [number(part) for part in re.split(r"(?:(?<!\s)\s++)?+[-‐‑‒–—−]+\s*", bare, maxsplit=1)]
    first, last = parts[0], parts[1] if len(parts) > 1 else ""
    return first, expand(first, last)


def expand(first: str, last: str) -> str:
    """Return the last page with the digits that an elided range leaves out."""
    head, tail = _DIGITS.fullmatch(first), _DIGITS.fullmatch(last)
    if not head or not tail:
        return last
    prefix = tail.group(1) or head.group(1)
    low, high = head.group(2), tail.group(2)
    if len(high) < len(low) and tail.group(1) in ("", head.group(1)):
        high = low[: len(low) - len(high)] + high
    return prefix + high + tail.group(3)


@dataclass(frozen=True, slots=True)
class _Item:
    first: str
    last: str
    start: int
    end: int
    mark: str


def locator(text: str) -> PrintedPlace:
    """Return the year, volume, issue and pages a citation names, from its last group of numbers that reads like one."""
    apart = _year_apart(text)
    for group in reversed(_groups(text)):
        if len(group) > 1 or group[0].mark in ("page", "volume") or group[0].last:
            return _assign(group, text, apart)
    found = years(text)
    return PrintedPlace(year=apart[0] if apart else found[-1][0] if found else 0)


def place_ends(text: str) -> list[int]:
    """Return where each group of numbers of a text ends that reads like a place in print."""
    return [group[-1].end for group in _groups(text) if len(group) > 1 and not all(item.last for item in group)]


def _year_apart(text: str) -> tuple[int, int] | None:
    """Return the year that follows the authors, in brackets or between full stops, and its place."""
    match = _APART.search(text)
    return (int(match[match.lastindex or 0]), match.start(match.lastindex or 0)) if match else None


def _groups(text: str) -> list[list[_Item]]:
    groups: list[list[_Item]] = []
    end = -1
    for match in _NUMBER.finditer(text):
        if _is_day(text, match) or (not match["last"] and _EXTENT.match(text, match.end())):
            continue
        follows = end >= 0 and _glued(text[end : match.start()])
        item = _item(match, text, follows)
        if not item:
            continue
        if follows:
            groups[-1].append(item)
        else:
            groups.append([item])
        end = match.end()
    return groups


def _item(match: re.Match[str], text: str, follows: bool) -> _Item | None:
    """Return a number with what marks it; a supplement that no volume stands before is part of the journal's name."""
    first, last = match["first"], match["last"] or ""
    if page := _PAGE.match(first):
        return _Item(first[page.end() :], _PAGE.sub("", last), match.start(), match.end(), "page")
    if not supplements.is_one(first):
        return _Item(first, last, match.start(), match.end(), _mark(text, match.start(), follows))
    if follows:
        return _Item(first, last, match.start(), match.end(), "supplement")
    bare = re.search(r"\d+$", first)
    return _Item(bare[0], last, match.start() + bare.start(), match.end(), "") if bare else None


def _is_day(text: str, match: re.Match[str]) -> bool:
    if match["last"] or len(match["first"]) > 2 or not match["first"].isdecimal():
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - 16), match.start())
    after = _WORD_AFTER.match(text, match.end())
    return any(found and found[1].lower() in months.MONTHS for found in (before, after))


def _glued(between: str) -> bool:
    """Return whether nothing stands between two numbers but marks, labels and the names of months and seasons."""
    if not _GLUE.fullmatch(between):
        return False
    return all(word.lower() in _TIMES for word in _WORD.findall(_LABELS.sub(" ", between)))


def _mark(text: str, start: int, follows: bool) -> str:
    """Return what marks a number; a capital before the first of a group is an author's initial, not S. for Seite."""
    window = text[max(0, start - 14) : start]
    if not follows and _INITIAL.search(window):
        return ""
    if _PAGE_MARK.search(window):
        return "page"
    if _VOLUME_MARK.search(window):
        return "volume"
    return "issue" if _ISSUE_MARK.search(window) else ""


def _assign(group: list[_Item], text: str, apart: tuple[int, int] | None) -> PrintedPlace:
    outside = apart if apart and not group[0].start <= apart[1] <= group[-1].end else None
    year = _year_item(group, text, outside)
    rest = [item for item in group if item is not year and not _belongs_to_name(item, year)]
    supplement = _first(rest, lambda item: item.mark == "supplement")
    rest = [item for item in rest if item.mark != "supplement"]
    page = _page_item(rest)
    before = [item for item in rest if item is not page and (page is None or item.start < page.start)]
    volume = _first(before, lambda item: item.mark == "volume") or _first(before, lambda item: item.mark != "issue")
    issue = _first(before, lambda item: item.mark == "issue") or _first(before, lambda item: item is not volume)
    first = number(page.first) if page else ""
    return PrintedPlace(
        int(year.first) if year else outside[0] if outside else _any_year(text),
        _printed(volume),
        _printed(issue) + (supplements.canonical(supplement.first) if supplement else ""),
        first,
        expand(first, number(page.last)) if page and page.last else "",
        group[0].start,
        group[-1].end,
    )


def _belongs_to_name(item: _Item, year: _Item | None) -> bool:
    """Return whether an item is a year in brackets before the year, ``Environment (1967) 1981;15``."""
    return year is not None and item.start < year.start and item.mark == "issue" and bool(_YEAR.fullmatch(item.first))


def _first(items: list[_Item], wanted: Callable[[_Item], bool]) -> _Item | None:
    return next(filter(wanted, items), None)


def _any_year(text: str) -> int:
    found = years(text)
    return found[-1][0] if found else 0


def _year_item(group: list[_Item], text: str, outside: tuple[int, int] | None) -> _Item | None:
    """Return the item that is the year: the one before a semicolon, else in brackets, else the first that can be."""
    best, score = None, -2 if outside else 0
    for item in group:
        if item.last or item.mark == "page" or not _YEAR.fullmatch(item.first):
            continue
        if item.mark == "volume" and (outside or any(_is_year(other) for other in group if other is not item)):
            continue
        after, before = text[item.end : item.end + 1], text[item.start - 1 : item.start]
        points = 4 * (after == ";") + 2 * (before in "([" and before != "") + (best is None) - 2 * (outside is not None)
        if points > max(score, 0):
            best, score = item, points
    return best


def _is_year(item: _Item) -> bool:
    return not item.last and item.mark not in ("page", "volume") and bool(_YEAR.fullmatch(item.first))


def _page_item(rest: list[_Item]) -> _Item | None:
    marked = _first(rest, lambda item: item.mark == "page")
    if marked or not rest or (len(rest) == 1 and not rest[0].last):
        return marked
    ranges = [item for item in rest if item.last and item.mark != "issue"]
    last = ranges[-1] if ranges else rest[-1]
    return None if last.mark == "issue" and not last.last else last


def _printed(item: _Item | None) -> str:
    if item is None:
        return ""
    return "-".join(number(part) for part in (item.first, *item.last.split("/")) if part)
