"""Dates as people print them in citations."""

from __future__ import annotations

import re

from ccsvi_refs.formats.citation.letters import MONTH, MONTHS, YEAR

#: A date with at least a year: 2017 Nov 18, 18 November 2017, Nov. 18, 2017, 2017-11-18, 18/11/2017, November 2017.
DATE = (
    rf"(?:{YEAR}(?:[\s,]+{MONTH}(?:\s\d{{1,2}}(?!\d))?)?(?!\d|-\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:of\s)?{MONTH},?\s{YEAR}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}|{MONTH},?\s{YEAR}"
    rf"|{YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"
)

_YEAR = re.compile(YEAR)
_MONTH = re.compile(MONTH, re.IGNORECASE)
_ISO = re.compile(rf"({YEAR})-(\d\d)-(\d\d)")
_SLASHED = re.compile(rf"(\d{{1,2}})[./](\d{{1,2}})[./]({YEAR})")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def parse(text: str) -> tuple[int, ...]:
    """Return (year,), (year, month) or (year, month, day); empty where there is no year.

    A date of numbers alone is read day first unless only month first is possible.
    """
    if iso := _ISO.search(text):
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed := _SLASHED.search(text):
        day, month = sorted((int(slashed[1]), int(slashed[2])), reverse=True) if int(slashed[2]) > 12 else (
            int(slashed[1]), int(slashed[2]),
        )  # fmt: skip
        return _checked(int(slashed[3]), month, day)
    year = _YEAR.search(text)
    if not year:
        return ()
    rest = text[: year.start()] + " " + text[year.end() :]
    month_name = _MONTH.search(rest)
    if not month_name:
        return (int(year.group()),)
    day_number = _DAY.search(rest)
    return _checked(int(year.group()), month_number(month_name.group()), int(day_number[1]) if day_number else 0)


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name, 0 where it is none."""
    return MONTHS.get(name.rstrip(".").lower(), 0)


def _checked(year: int, month: int, day: int) -> tuple[int, ...]:
    if not 1 <= month <= 12:
        return (year,)
    return (year, month, day) if 1 <= day <= 31 else (year, month)
