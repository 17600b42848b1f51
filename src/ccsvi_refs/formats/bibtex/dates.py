"""BibTeX's year and month, and biblatex's dates (EDTF, https://www.loc.gov/standards/datetime/) ⇄ CSL dates."""

from __future__ import annotations

import re

from ccsvi_refs.formats import latex
from ccsvi_refs.formats.bibtex.fields import MONTHS
from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar

_EDTF = re.compile(r"(-?\d{4}|\d{2}XX|\d{3}X)(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:.+Z-]*)?([~?%]?)")
_SEASONS = {21: "1", 22: "2", 23: "3", 24: "4"}


def edtf(text: str) -> Date | None:
    """Return the date or range of a biblatex date field, a literal where it is none; None where it is empty."""
    bare = text.strip("{} \n")
    halves = [half.strip() for half in bare.split("/")]
    found = [_half(half) for half in halves if half and half != ".."]
    if not found or None in found or len(halves) > 2:
        return calendar.slashed(latex.decode(text))
    dates = [date for date in found if date]
    parts = tuple(date.parts[0] for date in dates)
    return Date(parts, dates[0].season, any(date.circa for date in dates))


def _half(text: str) -> Date | None:
    match = _EDTF.fullmatch(text)
    if not match:
        return None
    year, month, day, mark = match.groups()
    circa = bool(mark) or "X" in year
    if month and int(month) in _SEASONS:
        return Date(((int(year.replace("X", "0")),),), _SEASONS[int(month)], circa)
    parts = calendar.parts(year.replace("X", "0"), month or "", day or "")
    return Date((parts,), circa=circa) if parts else None


def year_and_month(year: str, month: str, day: str) -> Date | None:
    """Return the date of BibTeX's fields; months may be names, numbers, spans, or carry a day (``8 jan``)."""
    year, month, day = latex.decode(year).strip("() "), latex.decode(month), latex.decode(day)
    circa = bool(re.match(r"(?:c(?:a|irca)?\.?\s|\[|~)", year, re.IGNORECASE)) or year.endswith(("?", "~", "]"))
    bare = re.sub(r"^(?:c(?:a|irca)?\.?\s+|~)|[?~\[\]]", "", year, flags=re.IGNORECASE).strip()
    if re.fullmatch(r"-?\d{1,4}", bare):
        date = Date((calendar.parts(bare, month, day),), circa=circa)
        if month.strip() and len(date.parts[0]) == 1:
            spoken = calendar.phrase(f"{int(bare):04d} {month}")
            return spoken if spoken and spoken.parts and spoken.parts[0][0] == int(bare) else date
        return date
    return calendar.slashed(f"{bare} {month}".strip()) if bare else None


def fields(date: Date) -> dict[str, str]:
    """Return the fields that hold a date of publication: year and month, ``date`` where they are not enough."""
    if not date.parts:
        return {"year": latex.encode(date.literal)} if date.literal else {}
    first = date.parts[0]
    found = _year(date) if first[0] > 0 else {}
    is_plain = first[0] > 0 and len(date.parts) == 1 and len(first) < 3
    return found if is_plain and not date.season and not date.circa else {"date": iso(date)} | found


def _year(date: Date) -> dict[str, str]:
    first = date.parts[0]
    found = {"year": str(first[0])}
    if len(first) > 1 and 1 <= first[1] <= 12:
        found["month"] = MONTHS[first[1] - 1]
    return found


def iso(date: Date) -> str:
    """Return the date as biblatex writes it, ranges with a slash, ``~`` for circa."""
    season = {value: key for key, value in _SEASONS.items()}.get(date.season)
    halves = []
    for part in date.parts:
        sign, numbers = ("-" if part[0] < 0 else ""), [f"{abs(part[0]):04d}", *(f"{n:02d}" for n in part[1:])]
        if season and len(part) == 1:
            numbers.append(str(season))
        halves.append(sign + "-".join(numbers) + ("~" if date.circa else ""))
    return "/".join(halves) or date.literal
