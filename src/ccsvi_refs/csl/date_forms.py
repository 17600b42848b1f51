"""Forms of dates beside those of CSL-JSON: EDTF's count of years, and the lists of days of older YAML for Pandoc."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PARTS = ("year", "month", "day")
_EDTF = re.compile(r"[-0-9X/.?~%T:Z+]{4,60}")
_BEFORE_OUR_ERA = re.compile(r"(?<![^/])(?:-\d{4}|0000)(?!\d)")
_UNSPECIFIED = re.compile(r"(?:-XX){1,2}(?![^/~?%])")


def without_year_zero(text: str) -> str:
    """Return a text, a date of EDTF with its years counted as history does: 0000 is 1 BC, -0043 is 44 BC.

    https://www.loc.gov/standards/datetime/; what it leaves unspecified is left out, and ``%`` is both ``?`` and ``~``.
    """
    if not _EDTF.fullmatch(text):
        return text
    known = _UNSPECIFIED.sub("", text).replace("%", "~")
    return _BEFORE_OUR_ERA.sub(lambda year: f"-{abs(int(year[0])) + 1:04d}", known)


def listed_days(value: Any) -> list[Mapping[str, Any]]:
    """Return the days of a date that is a list of them; else nothing."""
    days = value if isinstance(value, list) else []
    return days if all(isinstance(day, Mapping) for day in days) else []


def row(day: Mapping[str, Any]) -> list[Any]:
    """Return year, month and day of a day that has them by name, as CSL-JSON has them in a list."""
    return [day.get(part) for part in _PARTS]
