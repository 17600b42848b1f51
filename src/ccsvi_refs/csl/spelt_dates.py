"""The words of written dates: months and seasons, weekdays, and the characters of East Asia behind numbers."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio",
            "feb february februar février febrero febbraio",
            "mar march märz mars marzo",
            "apr april avril abril aprile",
            "may mai mayo maggio",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio luglio",
            "aug august août agosto",
            "sep sept september septembre septiembre settembre",
            "oct october oktober octobre octubre ottobre okt",
            "nov november novembre noviembre",
            "dec december dezember décembre diciembre dicembre dez",
        ),
        1,
    )
    for name in names.split()
}
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""Reigns of Japan, each with the year before its first."""

_DAY = (
    rf"(?:({'|'.join(_ERAS)})?\s?(\d{{1,4}}|元)\s?[年년]\s?)?"
    r"(?:(\d{1,2})\s?[月월]\s?)?(?:(\d{1,2})\s?[日일号])?"
)
_EAST_ASIAN = re.compile(rf"{_DAY}(?:\s?[-–—~〜～至]\s?{_DAY})?")
_WEEKDAY = re.compile(
    r"\A(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"[.,]{0,2}\s+(?=[^\W_])",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\bthe\s(?=\d)", re.IGNORECASE)


def plainly(text: str) -> str:
    """Return a written date without its weekday and article, in numbers where East Asian characters mark its parts."""
    found = _EAST_ASIAN.fullmatch(text) if text else None
    if found is None or not any(found.groups()[:4]):
        return _ARTICLE.sub("", _WEEKDAY.sub("", text))
    first = _numbers(found.groups()[:4])
    last = _numbers(found.groups()[4:], before=first)
    if max(first[1], last[1]) > 12:
        return text
    return "/".join("-".join(f"{number:02d}" for number in day if number) for day in (first, last) if any(day))


def _numbers(parts: tuple[str | None, ...], before: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Return year, month and day, 0 for none; the end of a range has those of its beginning that it leaves out."""
    era, year, month, day = parts
    if not (year or month or day):
        return 0, 0, 0
    counted = 1 if year == "元" else int(year or 0)
    known = [counted + _ERAS.get(era or "", 0), int(month or 0), int(day or 0)]
    given = next(place for place, number in enumerate(known) if number) if any(known) else 0
    return (*before[:given], *known[given:]) if before else tuple(known)
