"""EDTF dates (https://www.loc.gov/standards/datetime/), levels 0 and 1 and what biblatex adds ⇄ CSL dates.

EDTF counts a year 0, which is 1 BC; CSL, as people do, counts none. A season in a range stands in CSL as month 13 to 16
(https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#date-fields), and an open end as the year 0.
"""

from __future__ import annotations

import re

from ccsvi_refs.model import Date

_HALF = re.compile(
    r"([~?%]?)Y?(-?\d{4,6}|-?\d{2}XX|-?\d{3}X)([~?%]?)(?:-(\d\d|XX))?([~?%]?)(?:-(\d\d|XX))?(?:T[\d:.+Z-]*)?([~?%]?)"
)
#: EDTF's seasons, and those of the southern and northern hemisphere.
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4, 25: 1, 26: 2, 27: 3, 28: 4, 29: 1, 30: 2, 31: 3, 32: 4}
_OPEN = ("", "..")


def read(text: str) -> Date | None:
    """Return the date or range a text in EDTF stands for, None where it is in no such form."""
    halves = [half.strip() for half in text.split("/")]
    if len(halves) > 2 or all(half in _OPEN for half in halves):
        return None
    found = [_half(half) if half not in _OPEN else None for half in halves]
    if any(date is None and half not in _OPEN for date, half in zip(found, halves, strict=True)):
        return None
    first, last = found[0], found[-1] if len(found) > 1 else None
    if first is None:
        return Date(literal=f"–{_spoken(last)}") if last else None
    if len(halves) == 1:
        return first
    parts = (_in_range(first), _in_range(last) if last else (0,))
    if last and parts[0] == parts[1]:
        return first
    return Date(parts, circa=first.circa or bool(last and last.circa))


def _half(text: str) -> Date | None:
    match = _HALF.fullmatch(text)
    if not match:
        return None
    before, year, mark, month, other, day, last = match.groups()
    number = int(year.replace("X", "0"))
    number -= number <= 0
    circa = bool(before or mark or other or last) or "X" in year
    month, day = (month or "").strip("X"), (day or "").strip("X")
    if month and int(month) in _SEASONS:
        return Date(((number,),), str(_SEASONS[int(month)]), circa)
    if month and not 1 <= int(month) <= 12:
        return None
    if day and not 1 <= int(day) <= 31:
        return None
    return Date((tuple(int(part) for part in (number, month, day) if part),), circa=circa)


def _in_range(date: Date) -> tuple[int, ...]:
    return (date.parts[0][0], 12 + int(date.season)) if date.season else date.parts[0]


def _spoken(date: Date) -> str:
    """Return the date in figures, years before Christ as such."""
    year, *rest = date.parts[0]
    written = "-".join([f"{abs(year)}", *(f"{number:02d}" for number in rest)])
    return f"{written} BC" if year < 0 else written


def write(date: Date) -> str:
    """Return the date in EDTF, ranges with a slash, ``~`` for circa; the literal where there is nothing else."""
    if len(date.parts) < 2 and date.season.isdecimal() and 1 <= int(date.season) <= 4 and date.parts:
        return _written((date.parts[0][0], 12 + int(date.season)), date.circa)
    return "/".join(_written(part, date.circa) for part in date.parts) or date.literal


def _written(part: tuple[int, ...], circa: bool) -> str:
    if part[0] == 0:
        return ".."
    year = part[0] + 1 if part[0] < 0 else part[0]
    months = [number + 8 if 13 <= number <= 16 else number for number in part[1:2]]
    is_season = bool(months) and months[0] > 12
    numbers = [f"{abs(year):04d}", *(f"{number:02d}" for number in (months if is_season else (*months, *part[2:])))]
    return ("-" if year < 0 else "") + "-".join(numbers) + ("~" if circa else "")
