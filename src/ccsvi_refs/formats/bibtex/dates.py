"""BibTeX's year, month and day, and biblatex's dates ⇄ CSL dates."""

from __future__ import annotations

import re

from ccsvi_refs.formats import latex
from ccsvi_refs.formats.bibtex.fields import MONTHS
from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar, edtf

_CIRCA = re.compile(r"^(?:c(?:a|irca)?\.?\s+|~)|[?~\[\]]", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s*B\.?\s*C\.?(?:\s*E\.?)?", re.IGNORECASE)


def written(text: str) -> Date | None:
    """Return the date or range of a biblatex date field, a literal where it is none; None where it is empty."""
    bare = text.strip("{} \n")
    return edtf.read(bare) or calendar.slashed(latex.decode(text))


def year_and_month(year: str, month: str, day: str) -> Date | None:
    """Return the date of BibTeX's fields; months may be names, numbers, spans, or carry a day (``8 jan``)."""
    year, month, day = latex.decode(year).strip("() "), latex.decode(month).strip(), latex.decode(day)
    circa = bool(_CIRCA.match(year)) or year.endswith(("?", "~", "]"))
    bare = _CIRCA.sub("", year).strip()
    if re.fullmatch(r"-?\d{1,4}", bare):
        return _with_month(bare, month, day, circa)
    if match := _BEFORE_CHRIST.fullmatch(bare):
        return Date(((-int(match.group(1)),),), circa=circa)
    if not bare:
        return None
    date = (edtf.read(year.strip()) if not month else None) or calendar.slashed(f"{bare} {month}".strip())
    return Date(date.parts, date.season, True) if date and circa and date.parts else date


def _with_month(year: str, month: str, day: str, circa: bool) -> Date:
    date = Date((calendar.parts(year, month, day),), circa=circa)
    if re.fullmatch(r"\w*\.?", month) and (not month or len(date.parts[0]) > 1):
        return date
    spoken = calendar.phrase(f"{int(year):04d} {month}")
    return spoken if spoken and spoken.parts and spoken.parts[0][0] == int(year) else date


def fields(date: Date) -> dict[str, str]:
    """Return BibTeX's year, month and day; biblatex's ``date`` beside the year where they cannot hold it all."""
    if not date.parts:
        return {"year": latex.encode(date.literal)} if date.literal else {}
    first, last = date.parts[0], date.parts[-1]
    year = str(first[0]) if first[0] > 0 else f"{-first[0]} BC"
    found = {"year": f"c. {year}" if date.circa else year}
    if len(date.parts) > 1:
        if first[:1] == last[:1] and len(first) == len(last) == 2 and max(first[1], last[1]) <= 12:
            return found | {"month": f'{MONTHS[first[1] - 1]} # "--" # {MONTHS[last[1] - 1]}'}
        return found | {"date": edtf.write(date)}
    if date.season in calendar.SEASON_NAMES:
        return found | {"month": calendar.SEASON_NAMES[date.season]}
    if len(first) > 1 and 1 <= first[1] <= 12:
        found["month"] = MONTHS[first[1] - 1]
        found |= {"day": str(first[2])} if len(first) > 2 else {}
    return found


def biblatex_fields(date: Date) -> dict[str, str]:
    """Return biblatex's ``date``, ``year`` where only words are known."""
    return {"date": edtf.write(date)} if date.parts else {"year": latex.encode(date.literal)} if date.literal else {}
