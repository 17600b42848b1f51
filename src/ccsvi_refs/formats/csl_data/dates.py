"""Dates of CSL items, in whatever shape a program wrote them → CSL's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar, edtf, values

_KNOWN = frozenset(
    {"raw", "edtf", "date-parts", "literal", "season", "circa", "year", "month", "day", "date-time", "timestamp"}
)


def shaped(value: Any) -> Any:
    """Return the CSL date of date-parts, text, EDTF, year, month and day, or a list of such; None for none."""
    if isinstance(value, list):
        return _of_list(value)
    if isinstance(value, Mapping):
        return _of_mapping(value)
    date = of_text(values.string(value))
    return date.to_csl() if date else None


def of_text(text: str) -> Date | None:
    """Return the date that a text stands for, the text itself where it is none that we know."""
    bare = text.strip()
    if not bare:
        return None
    return edtf.read(bare) or calendar.slashed(bare.partition("T")[0] if bare[:4].isdecimal() else bare)


def _of_list(items: list[Any]) -> Any:
    """Return the date or range of a list: year, month and day of each end, whole dates, or the parts alone."""
    found = [_of_mapping(item) if isinstance(item, Mapping) else item for item in items]
    if all(isinstance(item, (int, str)) for item in found):
        return shaped({"date-parts": [found]})
    dates = [item for item in found if isinstance(item, Mapping)]
    if not dates:
        return None
    parts = [part for date in dates for part in date.get("date-parts", [])]
    return {**dates[0], "date-parts": parts[:2]} if parts else dates[0]


def _of_mapping(value: Mapping[str, Any]) -> Any:
    data = {name: item for name, item in value.items() if item not in (None, "", [], {})}
    if "year" in data:
        data["date-parts"] = [_parts(data)]
    parts = data.get("date-parts")
    if isinstance(parts, list) and parts and not any(isinstance(part, (list, tuple)) for part in parts):
        data["date-parts"] = [parts]
    date = (
        Date.from_csl({name: item for name, item in data.items() if name != "raw"}) if parts or "year" in data else None
    )
    if date is None or not date.parts:
        date = _spoken(data) or Date.from_csl(data)
    if date is None:
        return None
    return _others(data) | _with_season(date, data).to_csl()


def _spoken(data: Mapping[str, Any]) -> Date | None:
    """Return the date of ``edtf``, ``raw``, ``date-time`` or ``literal``, the first that says one."""
    for name in ("edtf", "raw", "date-time"):
        if date := of_text(values.string(data.get(name))):
            return date
    literal = values.string(data.get("literal"))
    return Date(literal=literal) if literal else None


def _with_season(date: Date, data: Mapping[str, Any]) -> Date:
    """Return the date with its season as CSL's number and its circa as a truth value; months 13 and on are seasons."""
    season = values.string(data.get("season")).strip() or date.season
    season = calendar.season(season) or season
    parts = date.parts
    year, *rest = parts[0] if len(parts) == 1 else (0,)
    if len(rest) == 1 and rest[0] in (*range(13, 17), *range(21, 25)):
        parts, season = ((year,),), str((rest[0] - 13) % 8 + 1)
    circa = data.get("circa", date.circa)
    return Date(parts, season, str(circa).lower() not in ("false", "0", "none", ""), "" if parts else date.literal)


def _others(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an item says of a date that is no part of it."""
    known = (
        "raw",
        "edtf",
        "date-parts",
        "literal",
        "season",
        "circa",
        "year",
        "month",
        "day",
        "date-time",
        "timestamp",
    )
    return {name: item for name, item in data.items() if name not in known}


def _parts(part: Mapping[str, Any]) -> list[int]:
    """Return year, month and day, as far as they are given; months may be names."""
    year, month, day = (values.string(part.get(name)).strip() for name in ("year", "month", "day"))
    return list(calendar.parts(year, month, day))
