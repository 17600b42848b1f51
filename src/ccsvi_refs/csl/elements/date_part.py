"""cs:date-part: https://docs.citationstyles.org/en/stable/specification.html#date-part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ccsvi_refs.csl.dates import Day
from ccsvi_refs.csl.elements.attributes import Emit, emitter
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One cs:date-part: its text for a day, and what surrounds it; a season is no number of months."""

    name: str
    text: Callable[[Day], str]
    emit: Emit
    emit_season: Emit
    bare_start: Emit
    bare_end: Emit
    range_delimiter: str
    cased: bool


def read_part(attrs: Mapping[str, str], scope: Scope, element: Element) -> Part:
    """Return a part with these attributes, those of a locale's form with the style's own over them."""
    name = attrs.get("name", "")
    make = _TEXTS.get(name)
    if make is None:
        raise StyleError(f"there is no date part {name!r}", element.location)
    return Part(
        name,
        make(attrs.get("form", ""), scope),
        emitter(attrs, scope),
        emitter(_wordless(attrs) if attrs.get("form", "").startswith("numeric") else attrs, scope),
        emitter({k: v for k, v in attrs.items() if k != "suffix"}, scope),
        emitter({k: v for k, v in attrs.items() if k != "prefix"}, scope),
        attrs.get("range-delimiter") or "–",  # an empty one would join 9 and 12 to 912
        "text-case" in attrs,
    )


def _wordless(attrs: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes with affixes that have no words."""
    return {k: _LETTERS.sub("", v) if k in ("prefix", "suffix") else v for k, v in attrs.items()}


def _year(form: str, scope: Scope) -> Callable[[Day], str]:
    """Return what writes a year; one with its era has all its digits, also in its short form: 500 BC is no year 00."""
    before, after = scope.locale.term("bc") or "BC", scope.locale.term("ad") or "AD"

    def text(day: Day) -> str:
        year = day.year
        if not year:
            return ""
        if year < 0:
            return f"{-year}{before}"
        if year < 1000:
            return f"{year}{after}"
        return f"{year % 100:02d}" if form == "short" else str(year)

    return text


def _month(form: str, scope: Scope) -> Callable[[Day], str]:
    form = form or "long"
    locale = scope.locale
    named = "short" if form == "short" else "long"
    names = [locale.term(f"month-{number:02}", named) or "" for number in range(1, 13)]
    seasons = [locale.term(f"season-{number:02}") or "" for number in range(1, 5)]

    def text(day: Day) -> str:
        if day.term and form in ("long", "short"):
            return day.term
        if not day.month:
            printed = day.season and (day.season < 5 or form in ("long", "short"))
            return seasons[(day.season - 1) % 4] if printed else ""
        if form == "numeric":
            return str(day.month)
        return f"{day.month:02d}" if form == "numeric-leading-zeros" else names[day.month - 1]

    return text


def _day(form: str, scope: Scope) -> Callable[[Day], str]:
    locale = scope.locale
    first_only = locale.options.get("limit-day-ordinals-to-day-1") == "true"
    genders = [term.gender if (term := locale.entry(f"month-{number:02}")) else "" for number in range(1, 13)]

    def text(day: Day) -> str:
        if not day.day:
            return ""
        if form == "numeric-leading-zeros":
            return f"{day.day:02d}"
        if form == "ordinal" and (day.day == 1 or not first_only):
            return str(day.day) + locale.ordinal(day.day, genders[day.month - 1] if day.month else "")
        return str(day.day)

    return text


_TEXTS: dict[str, Callable[[str, Scope], Callable[[Day], str]]] = {"year": _year, "month": _month, "day": _day}
