"""Months, seasons and dates as files write them → CSL dates."""

from __future__ import annotations

import re

from ccsvi_refs.model import Date
from ccsvi_refs.text import months

#: First three letters of a month in English, with other languages' names where they differ.
_BEGINNINGS = {
    name: number
    for number, names in enumerate(
        (
            "jan gen ene", "feb fév fev", "mar mär maa", "apr avr abr", "may mai mag mei", "jun giu", "jul lug",
            "aug aoû aou ago", "sep set", "oct okt ott out", "nov", "dec dez déc dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

_YEAR = r"(?:1[0-9]|20)\d\d"
_WORD = re.compile(r"[^\W\d_]+")


def month(text: str) -> int:
    """Return the number of a month written as a number or a name in the languages of citations, 0 for none."""
    word = text.strip().strip(".").lower()
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else 0
    return months.number(word) or _BEGINNINGS.get(word[:3], 0)


def season(text: str) -> str:
    """Return CSL's number of the first season named, empty for none."""
    return next((months.SEASONS[word] for word in _WORD.findall(text.lower()) if word in months.SEASONS), "")


def parts(year: str, month_: str = "", day: str = "") -> tuple[int, ...]:
    """Return year, month and day as numbers as far as they are given and possible."""
    if not re.fullmatch(r"-?\d{1,4}", year.strip()):
        return ()
    found = [int(year)]
    number = month(month_)
    if number:
        found.append(number)
        if re.fullmatch(r"0?[1-9]|[12]\d|3[01]", day.strip()):
            found.append(int(day))
    return tuple(found)


def phrase(text: str) -> Date | None:
    """Return the date, span or season a phrase names (``1998 Dec-1999 Jan``, ``Nov 3-5, 2001``), else a literal."""
    text = text.strip()
    years = re.findall(rf"(?<!\d){_YEAR}(?!\d)", text)
    if not years:
        return Date(literal=text) if text else None
    two_digits = re.search(rf"({_YEAR})\s*(?:[-/–]|--)\s*(\d\d)(?![\d/-])", text)
    if two_digits and len(years) == 1 and int(two_digits.group(2)) == (int(years[0]) + 1) % 100:
        years.append(f"{int(years[0]) + 1}")
    words = _WORD.findall(text)
    named = [number for number in map(month, words) if number]
    seasons = [months.SEASONS[word.lower()] for word in words if word.lower() in months.SEASONS]
    if not named and seasons:
        return _seasons([int(year) for year in years[:2]], seasons[:2])
    days = re.findall(r"(?<!\d)(0?[1-9]|[12]\d|3[01])(?!\d)", re.sub(_YEAR, " ", text)) if named else []
    return Date(_span([int(year) for year in years[:2]], named[:2], [int(day) for day in days[:2]]))


def _seasons(years: list[int], seasons: list[str]) -> Date:
    """Return one season, or two as months 13 to 16, which is how a range holds them."""
    if len(seasons) < 2 or len(set(seasons)) == len(set(years)) == 1:
        return Date(tuple((year,) for year in years[:1]), seasons[0])
    return Date(((years[0], 12 + int(seasons[0])), (years[-1], 12 + int(seasons[1]))))


def _span(years: list[int], months: list[int], days: list[int]) -> tuple[tuple[int, ...], ...]:
    """Return one date or two from the numbers a phrase names in order; what the second lacks it shares."""
    twice = max(len(years), len(months), len(days)) > 1
    dates = []
    for i in range(2 if twice else 1):
        date = [years[min(i, len(years) - 1)]]
        if months:
            date.append(months[min(i, len(months) - 1)])
            if len(days) >= (2 if twice else 1):
                date.append(days[i])
        dates.append(tuple(date))
    return tuple(dict.fromkeys(dates))


def slashed(text: str) -> Date | None:
    """Return the date of ``2001/09/01/Spring``, ``2001-09``, ``31/09/2001``, ``Sep 2001`` or ``2001``.

    ``03/04/2001`` is a day of March in some countries and of April in others, so that only its year is known.
    """
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})[/-](\d\d)", text):
        year, following = match.groups()
        if int(following) > 12 and int(following) == (int(year) + 1) % 100:
            return Date(((int(year),), (int(year) + 1,)))
    match = re.match(r"(\d{4})(?:[/.-](\d{1,2}|[^\W\d_]{3,9}\.?)?)?(?:[/.-](\d{1,2})?)?(?:[/T\s](.*))?$", text)
    if match and not _WORD.search((match.group(4) or "").replace("T", "") if " " in text else ""):
        year, month_, day, rest = (group or "" for group in match.groups())
        date = parts(year, month_, day)
        return Date((date,), season(rest)) if int(year) else None
    if backwards := re.match(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4})$", text):
        return _backwards(*backwards.groups())
    if not text.strip("/ -"):
        return None
    return phrase(text)


def _backwards(first: str, sign: str, second: str, year: str) -> Date:
    """Return the date of two numbers before a year: stops part the day from the month, strokes in either order."""
    if sign == "/" and int(first) <= 12 and int(second) <= 12 and int(first) != int(second):
        return Date(((int(year),),))
    day, month_ = (first, second) if int(second) <= 12 else (second, first)
    return Date((parts(year, month_, day),))


def compact(text: str) -> Date | None:
    """Return the date of ``20160419``, None where it is none."""
    match = re.fullmatch(r"(\d{4})(\d\d)?(\d\d)?", text.strip())
    return Date((parts(*(group or "" for group in match.groups())),)) if match else None


_SHORT = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASON_NAMES = {"1": "Spring", "2": "Summer", "3": "Fall", "4": "Winter"}


def spoken(date: Date) -> str:
    """Return a date as MEDLINE writes it: ``2016 Apr 19``, ``1998 Dec-1999 Jan``, ``2000 Spring``, or the literal."""
    if not date.parts:
        return date.literal
    halves: list[str] = []
    for part in date.parts:
        if not part[0]:
            continue
        is_same = bool(halves) and part[0] == date.parts[0][0] and len(part) == len(date.parts[0]) == 2
        words = [] if is_same else [str(part[0])]
        if len(part) > 1 and 1 <= part[1] <= 12:
            words += [_SHORT[part[1]], *map(str, part[2:])]
        elif len(part) > 1 and str(part[1] - 12) in SEASON_NAMES:
            words.append(SEASON_NAMES[str(part[1] - 12)])
        elif date.season in SEASON_NAMES:
            words.append(SEASON_NAMES[date.season])
        halves.append(" ".join(words))
    return "-".join(halves)
