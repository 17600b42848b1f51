"""What is wrong with a date of an item that prints all the same, or that does not print for it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from ccsvi_refs.csl import date_forms, dates
from ccsvi_refs.csl.dates import DateValue, Day
from ccsvi_refs.errors import meant, shown

_KEYS = frozenset("date-parts season circa literal raw edtf year month day".split())
_BESIDE = frozenset("content-version date-time delay-in-days start timestamp".split())
"""What registries give besides."""
_DEEPEST = 5
"""Lists in lists in lists are no date, whatever they hold."""
_LAST_MONTH, _LAST_SEASON = 12, 24
_FIRST_SEASON = 21
"""Months from 21 on are seasons: https://www.loc.gov/standards/datetime/."""


def wrong_in_date(value: Any, found: DateValue | None) -> Iterable[str]:
    """Return what is wrong with the value of a date, which was read as ``found``; works are of few days."""
    parts: Any = value.get("date-parts") if type(value) is dict and len(value) == 1 else None
    usual = dates.usual_parts(parts)
    return _wrong_in_day(usual) if usual and len(parts[0]) == len(usual) else _wrong(value, found)


@lru_cache(maxsize=4096)
def _wrong_in_day(parts: tuple[int, ...]) -> tuple[str, ...]:
    value = {"date-parts": [list(parts)]}
    return tuple(_wrong(value, dates.read(value)))


def _wrong(value: Any, found: DateValue | None) -> Iterator[str]:
    if found is None and (_says(value) or not isinstance(value, list | tuple | Mapping)):
        yield f"is no date: {shown(value)}"
    if isinstance(value, Mapping):
        if not _is_usual(value):
            yield from _of_keys(value, found)
            yield from _of_parts(value.get("date-parts"))
            yield from _of_row(date_forms.row(value))
    elif days := date_forms.listed_days(value):
        yield from chain.from_iterable(_of_keys(day, dates.read(day)) for day in days)
        yield from _of_parts(list(map(date_forms.row, days)))
        yield from _of_last(days[1:2], found)
    elif isinstance(value, list | tuple | bytes) and found is not None:
        yield f"is no date: {shown(value)}"
    for day in (found.start, found.end) if found else ():
        if day and day.day > _days_in(day):
            yield f"has no day {day.day} in month {day.month}"
    if found and found.start and found.end and _is_after(found.start, found.end):
        yield "ends before it begins"


def _of_last(days: Sequence[Any], found: DateValue | None) -> Iterator[str]:
    """Yield what a last day says in words, or behind words: a range prints neither."""
    for day in days:
        last = dates.read(day)
        if found and last and (found.literal or last.literal):
            yield f"is a range in words, of which {shown(day)} is not printed"


def _is_usual(value: Mapping[str, Any]) -> bool:
    """Tell whether a date is no more than a day with months and days that there may be."""
    parts = value.get("date-parts")
    if len(value) > 1 or type(parts) is not list or len(parts) != 1 or type(parts[0]) is not list:
        return False
    year, *rest = parts[0] or [0]
    return type(year) is int and year != 0 and len(rest) < 3 and all(type(one) is int and 0 < one < 13 for one in rest)


def _days_in(day: Day) -> int:
    if not day.month:
        return 31
    return monthrange(day.year if 0 < day.year < 10_000 else 4, day.month)[1]


def _is_after(first: Day, last: Day) -> bool:
    """Tell whether a day is after another, as far as both are known."""
    for before, after in zip(first[:3], last[:3], strict=True):
        if not (before and after):
            return False
        if before != after:
            return before > after
    return False


def _of_keys(value: Mapping[str, Any], found: DateValue | None) -> Iterator[str]:
    for key in value.keys() - _KEYS - _BESIDE:
        near = meant(str(key), _KEYS)
        yield f"has {key!r}{near}" if near else f"has {key!r}, which no date has"
    yield from _of_texts(value, found)
    season, day = value.get("season"), found.start if found else None
    if season not in (None, "") and day and not (day.season or day.term):
        yield "has a season beside its month" if day.month else f"has no season {shown(season)}"
    circa = value.get("circa")
    if not isinstance(circa, str | int | float | None):
        yield f"is circa or not, but not {shown(circa)}"


def _of_texts(value: Mapping[str, Any], found: DateValue | None) -> Iterator[str]:
    """Yield what of a date in words is no text, or is not printed, since the date has numbers that say otherwise."""
    for key in ("literal", "raw", "edtf"):
        words = value.get(key)
        if words in (None, ""):
            continue
        if isinstance(words, bool) or not isinstance(words, str | int):
            yield f"has for {key} no text: {shown(words)}"
        elif found and found.start and value.get("date-parts") and not _is_said(str(words), found):
            yield f"has numbers besides: its {key} {shown(words)} is not printed"


def _is_said(words: str, found: DateValue) -> bool:
    """Tell whether a date in words is the same as in numbers, as far as both go."""
    other = dates.raw(words)
    start, known = other.start if other else None, found.start
    if start is None or known is None:
        return False
    return all(not a or a == b for a, b in zip(start[:4], known[:4], strict=True))


def _of_parts(parts: Any) -> Iterator[str]:
    if parts is None or not _says(parts):
        return
    if not isinstance(parts, list | tuple) or not all(isinstance(one, list | tuple | None) for one in parts):
        yield f"has date-parts that are no list of lists: {shown(parts)}"
        parts = [parts] if isinstance(parts, list | tuple) and not any(map(_is_row, parts)) else parts
    if len(rows := [one for one in parts if _is_row(one)] if isinstance(parts, list | tuple) else []) > 2:
        yield "has more than a first and a last day"
    for row in rows:
        yield from _of_row(row)


def _is_row(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _of_row(row: Sequence[Any]) -> Iterator[str]:
    """Yield what is wrong with year, month and day of one end of a date."""
    if len(row) > 3:
        yield f"has more than year, month and day: {shown(row)}"
    given = [None if one == "" else one for one in (*row[:3], None, None, None)]
    year = None if given[0] is None else dates.number(given[0])
    month = None if given[1] is None else dates.month_number(given[1])
    day = None if given[2] is None else dates.number(given[2])
    if year == dates.UNREADABLE or (year == 0 and not month):
        yield f"has no year {shown(row[0])}"
    if month is not None and not (0 <= month <= _LAST_MONTH or _FIRST_SEASON <= month <= _LAST_SEASON):
        yield f"has no month {shown(row[1])}"
    if day is not None and not 0 <= day <= 31:
        yield f"has no day {shown(row[2])}"
    if day and not month:
        yield f"has a day without a month: {shown(row)}"
    if month and not year:
        yield f"has a month without a year: {shown(row)}"


def _says(value: Any, depth: int = 0) -> bool:
    """Tell whether a part of a date holds anything: ``[[]]`` and ``[[null]]`` are no date, not a bad one."""
    if depth > _DEEPEST:
        return True
    if isinstance(value, Mapping):
        return any(_says(one, depth + 1) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_says(one, depth + 1) for one in value)
    return value is not None and value is not False and value != ""
