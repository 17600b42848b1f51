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
    two_digits = re.search(rf"({_YEAR})\s*[-/–]\s*(\d\d)(?![\d-])", text)
    if two_digits and len(years) == 1 and int(two_digits.group(2)) == (int(years[0]) + 1) % 100:
        years.append(two_digits.group(1)[:2] + two_digits.group(2))
    named = [number for number in map(month, _WORD.findall(text)) if number]
    if not named and season(text):
        return Date(tuple((int(year),) for year in years[:1]), season(text))
    days = re.findall(r"(?<!\d)(0?[1-9]|[12]\d|3[01])(?!\d)", re.sub(_YEAR, " ", text)) if named else []
    return Date(_span([int(year) for year in years[:2]], named[:2], [int(day) for day in days[:2]]))


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
    """Return the date of ``2001/09/01/Spring``, ``2001-09``, ``01/09/2001``, ``Sep 2001`` or ``2001``."""
    text = text.strip()
    match = re.match(r"(\d{4})(?:[/.-](\d{1,2}|[^\W\d_]{3,9}\.?)?)?(?:[/.-](\d{1,2})?)?(?:[/T\s](.*))?$", text)
    if match:
        year, month_, day, rest = (group or "" for group in match.groups())
        date = parts(year, month_, day)
        return Date((date,), season(rest)) if int(year) else None
    backwards = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})$", text)
    if backwards:
        first, second, year = backwards.groups()
        day, month_ = (first, second) if int(second) <= 12 else (second, first)
        return Date((parts(year, month_, day),))
    if not text.strip("/ -"):
        return None
    return phrase(text)


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
    halves = []
    for part in date.parts:
        words = [str(part[0])]
        if len(part) > 1 and 1 <= part[1] <= 12:
            words += [_SHORT[part[1]], *map(str, part[2:])]
        elif date.season in SEASON_NAMES:
            words.append(SEASON_NAMES[date.season])
        halves.append(" ".join(words))
    return "-".join(halves)
