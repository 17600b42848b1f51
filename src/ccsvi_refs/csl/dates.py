"""Dates of items: the CSL-JSON forms and the raw strings that are met in the wild.

https://docs.citationstyles.org/en/stable/specification.html#dates
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ccsvi_refs.csl import date_forms
from ccsvi_refs.csl.spelt_dates import MONTHS, SEASONS, plainly


class Day(NamedTuple):
    """One end of a date; a part that is not known is 0.

    Seasons count from 1, spring; those that the data gives as a month, which numeric forms leave out, from 5; one that
    is none of the four (``Trinity``) is ``term``.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    season: int = 0
    term: str = ""


class DateValue(NamedTuple):
    """A date as an item has it: a day, a range of two days, or a literal text."""

    start: Day | None = None
    end: Day | None = None
    circa: bool = False
    literal: str = ""
    open_ended: bool = False


MAX_LENGTH = 100
"""Longer strings are taken for literals unread."""

_ISO = re.compile(r"(-?\d{1,4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?:T.*)?")
_CIRCA = re.compile(r"\b(?:circa|ca?\.|ca(?=\s+\d)|about\b)(?!\w)|[?~]", re.IGNORECASE)
#: What catalogues write before a year of copyright: c2009. There was none before 1710, where historians write c1450.
_COPYRIGHT = re.compile(r"\A(?:c|[©℗]\s?)(?=\d{4}\Z)")
_ABOUT = re.compile(r"\Ac(?=(?:0\d{3}|1[0-6]\d\d|170\d)\Z)")
_ERA = re.compile(r"\b(A\.\s?D|B\.\s?C|C\.\s?E|B\.\s?C\.\s?E)\.(?!\w)", re.IGNORECASE)
_ERA_YEAR = re.compile(r"\b(?:(?:AD|CE)\s*(\d{1,4})|(\d{1,4})\s*(BCE?|AD|CE))\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:(?<!\s)\s++)?+(?:[/–—]|(?<!\A\d)(?<!\A\d\d)_(?!\d\d?\Z))\s*"  # "2000_05" is no range of years
    r"|(?<!\s)\s+-\s+|(?<=\d{4})-(?=\d{4})|(?<=/\d{4})-(?=\d+/)"
)
#: A range without an end: https://www.loc.gov/standards/datetime/ (open end time interval).
_OPEN_END = re.compile(r"(.+)/(?:\.\.)?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ONLY = DateValue()


def read(value: Any) -> DateValue | None:
    """Return the date of a CSL-JSON value, or None where there is none."""
    if isinstance(value, str):
        return raw(date_forms.without_year_zero(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return DateValue(Day(value)) if abs(value) < _TOO_LONG else None
    if days := date_forms.listed_days(value):
        return _of_days(*map(_of_mapping, days[:2]))
    return _of_mapping(value) if type(value) is dict or isinstance(value, Mapping) else None


def _of_days(first: DateValue | None, last: DateValue | None = _ONLY) -> DateValue | None:
    """Return the range of two days, each read by itself; one that says nothing as the last leaves it open."""
    if first is None or first.start is None or last is _ONLY:
        return first
    end = (last.end or last.start) if last else None
    circa = first.circa or bool(last and last.circa)
    return DateValue(first.start, None if end == first.start else end, circa, open_ended=end is None)


def _of_mapping(value: Mapping[str, Any]) -> DateValue | None:
    if len(value) == 1 and (usual := usual_parts(value.get("date-parts"))):
        return _usual(usual)
    circa = _truth(value.get("circa"))
    parts = value.get("date-parts")
    if (type(parts) is list or isinstance(parts, Sequence)) and not isinstance(parts, str) and parts:
        found = _from_parts(parts, value, circa)
        if found is not None:
            return found
    if literal := _words(value.get("literal")):
        return DateValue(literal=literal, circa=circa)
    if written := _words(value.get("raw")) or date_forms.without_year_zero(_words(value.get("edtf"))):
        return raw(written, circa)
    if value.get("year") is None and value.get("month") is None:
        return None
    day = _day(date_forms.row(value), value.get("season"))
    return DateValue(day, circa=circa) if day and day.year else None


def _words(value: Any) -> str:
    """Return a text, or a number that stands for one; a number of thousands of digits does not."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return value if isinstance(value, str) else str(value) if abs(value) < _TOO_LONG else ""


def usual_parts(parts: Any) -> tuple[int, ...]:
    """Return the numbers of one day, if that is all that a date consists of."""
    if type(parts) is list and len(parts) == 1 and type(parts[0]) is list:
        part = parts[0]
        for number in part:
            if type(number) is not int:
                return ()
        return tuple(part[:3])
    return ()


@lru_cache(maxsize=4096)
def _usual(part: tuple[int, ...]) -> DateValue | None:
    """Return the date of one day; works are of few days, which are the same objects again."""
    return _from_parts([part], {}, False)


def usual(value: Any) -> DateValue | None:
    """Return a date of one day that there is, and no more than that; None for any other."""
    if type(value) is not dict or len(value) != 1:
        return None
    parts = value.get("date-parts")
    if type(parts) is not list or len(parts) != 1 or type(parts[0]) is not list:
        return None
    try:
        return _sound(*parts[0])
    except TypeError:  # lists in lists
        return None


@lru_cache(maxsize=4096, typed=True)
def _sound(*part: Any) -> DateValue | None:
    """Return the date of a day that every month has; None where anything about it is to be looked at."""
    if not 1 <= len(part) <= 3 or any(type(number) is not int for number in part):
        return None
    year, month, day = (*part, 1, 1)[:3]
    return _usual(part) if year and 1 <= month <= 12 and 1 <= day <= 28 and abs(year) < _TOO_LONG else None


def _truth(value: Any) -> bool:
    return bool(value) and value not in ("0", "false", 0)


_NUMBER = re.compile(r"[-+]?[0-9]{1,6}")
UNREADABLE = -10_000_000
_TOO_LONG = 10**6


def number(value: Any) -> int:
    """Return the number of a part of a date; UNREADABLE where it is none."""
    if type(value) is int:
        return value if -_TOO_LONG < value < _TOO_LONG else UNREADABLE
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _TOO_LONG else UNREADABLE
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if _NUMBER.fullmatch(text) else UNREADABLE


def month_number(value: Any) -> int:
    """Return the number of a month, which may be given by its name; UNREADABLE where it is none."""
    named = MONTHS.get(value.strip().lower().removesuffix(".")) if isinstance(value, str) else None
    return named or number(value)


def _known(value: int) -> int:
    return 0 if value == UNREADABLE else value


def _from_parts(parts: Sequence[Any], value: Mapping[str, Any], circa: bool) -> DateValue | None:
    if not any(isinstance(part, list | tuple | str | None) for part in parts):
        parts = [parts]  # a day that is not in a list of its own
    days = [_day(part, value.get("season")) for part in parts[:2]]
    start = days[0]
    end = days[1] if len(days) > 1 else None
    if start is None or not (start.year or start.month or start.season):
        return None
    open_ended = len(days) > 1 and end is not None and not end.year and not end.month
    if end == start or open_ended:
        end = None
    return DateValue(start, end, circa, open_ended=open_ended)


def _day(part: Any, season: Any) -> Day | None:
    if isinstance(part, int | str):
        part = [part]
    if type(part) is not list and not isinstance(part, Sequence):
        return None
    given = [*part[:3], None, None, None]
    year, month, day = _known(number(given[0])), _known(month_number(given[1])), _known(number(given[2]))
    named = _season(season) if not month else 0
    if 12 < month < 25:
        month, named = 0, (month - 13) % 4 + 5
    words = season.strip() if isinstance(season, str) and not (named or month or season.strip().isdecimal()) else ""
    return Day(year, month if 0 < month < 13 else 0, day if 0 < day < 32 else 0, named, words)


def _season(value: Any) -> int:
    named = SEASONS.get(value.strip().lower(), 0) if isinstance(value, str) else 0
    counted = number(value)
    return named or (counted if 0 < counted < 5 else 0)


def raw(text: str, circa: bool = False) -> DateValue | None:
    """Return the date that a string such as ``2005-11-22`` or ``Aug. 15, 1979`` stands for; else it is a literal."""
    text = text.strip()
    if not text:
        return None
    return DateValue(literal=text, circa=circa) if len(text) > MAX_LENGTH else _written(text, circa)


@lru_cache(maxsize=1024)
def _written(text: str, circa: bool) -> DateValue:
    text_of_eras = _ERA.sub(lambda era: re.sub(r"[.\s]", "", era[0]), text)
    written = _CIRCA.sub("", text_of_eras).strip()
    circa = circa or _CIRCA.search(text_of_eras) is not None or _ABOUT.match(written) is not None
    bare = plainly(_COPYRIGHT.sub("", written))
    if (open_end := _OPEN_END.fullmatch(bare)) and (first := _iso(open_end[1])) is not None:
        return DateValue(first, None, circa, open_ended=True)
    found = _iso_range(bare) or _word_range(bare)
    if found is None:
        return DateValue(literal=text.strip("'\""), circa=circa)
    return DateValue(found[0], found[1], circa)


def _iso_range(text: str) -> tuple[Day, Day | None] | None:
    whole = _iso(text)
    if whole is not None:
        return whole, None
    for match in _BETWEEN.finditer(text):
        first, last = _iso(text[: match.start()]), _iso(text[match.end() :])
        if first is not None and last is not None and first.month and 0 < last.year < 100:
            return None
        if first is not None and last is not None:
            return first, last
    return None


def _iso(text: str) -> Day | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return _slashed(text)
    if len(found[1].lstrip("-")) < 3 and found[2]:
        return _slashed(text)
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    return _day([year, month, day], None) if year and month < 25 and day < 32 else None


def _slashed(text: str) -> Day | None:
    found = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text)
    if found:
        month, day = int(found[1]), int(found[2])
        return Day(int(found[3]), day, month) if month > 12 else Day(int(found[3]), month, day)
    found = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
    if found and 0 < int(found[1]) < 32 and 0 < int(found[2]) < 13:
        return Day(int(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(r"(\d{1,2})[-/](\d{4})", text)
    return Day(int(found[2]), int(found[1])) if found else None


def _word_range(text: str) -> tuple[Day, Day | None] | None:
    halves = re.split(r"(?:(?<!\s)\s++)?+[–—/_-]+\s*", text)
    if len(halves) > 2:
        return None
    days = [_worded(half) for half in halves]
    last = days[-1]
    first = days[0]
    if last is None or first is None:
        return None
    if len(days) == 1:
        return (first, None) if first.year and (first.month or not first.day) else None
    if not last.year:
        return None
    if first.month and last.day and not last.month:
        last = last._replace(month=first.month)
    if not last.month and not last.season and not first.year:
        return None
    return Day(first.year or last.year, first.month or last.month, first.day, first.season), last


def _worded(text: str) -> Day | None:
    """Return the day in words such as ``15 August 1979``; None where a word is none of a date's."""
    era = _ERA_YEAR.search(text)
    if era is not None:
        rest = _worded(text[: era.start()] + text[era.end() :]) or Day()
        year = int(era[1] or era[2])
        return None if rest.year else rest._replace(year=-year if str(era[3]).lower().startswith("b") else year)
    year = month = day = season = 0
    for word in _WORDS.findall(text):
        low = word.lower()
        if word.isdecimal():
            if year and (day or len(word) > 2):
                return None
            if len(word) > 2 or (day and not year):
                year = int(word)
            else:
                day = int(word)
        elif low in MONTHS:
            month = MONTHS[low]
        elif low in SEASONS:
            season = SEASONS[low]
        elif low not in ("of", "st", "nd", "rd", "th"):
            return None
    if day and not month and not year:
        return Day(day=day) if day < 32 else None
    return Day(year, month, day, season) if year or month or season else None
