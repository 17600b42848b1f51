"""Dates, as exact as they are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ccsvi_refs.frozen import items_of, text_of

#: CSL variables that hold dates, https://docs.citationstyles.org/en/stable/specification.html#date-variables
DATE_FIELDS = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range of two: each part is (year,), (year, month) or (year, month, day)."""

    parts: tuple[tuple[int, ...], ...] = ()
    season: str = ""
    circa: bool = False
    literal: str = ""

    @classmethod
    def from_csl(cls, data: object) -> Date | None:
        """Return the date a CSL-JSON date object stands for, None where it holds nothing readable."""
        if not isinstance(data, Mapping):
            data = {"raw": data} if data else {}
        parts = tuple(filter(None, (_date_part(part) for part in items_of(data.get("date-parts")))))
        raw = text_of(data.get("raw"))
        if not parts and (match := re.match(r"\s*(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)", raw)):
            parts = (tuple(int(group) for group in match.groups() if group),)
        date = cls(parts, text_of(data.get("season")), bool(data.get("circa")), text_of(data.get("literal")) or raw)
        return date if date.parts or date.literal else None

    @property
    def year(self) -> int | None:
        """The first year, None where only a literal is known."""
        return self.parts[0][0] if self.parts else None

    def to_csl(self) -> dict[str, Any]:
        """Return the CSL-JSON date object."""
        data: dict[str, Any] = {}
        if self.parts:
            data["date-parts"] = [list(part) for part in self.parts]
        elif self.literal:
            data["literal"] = self.literal
        if self.season:
            data["season"] = self.season
        if self.circa:
            data["circa"] = True
        return data

    def __str__(self) -> str:
        """Return the ISO 8601 form, ranges with a slash, or the literal."""
        if not self.parts:
            return self.literal
        return "/".join(map(_iso, self.parts))


def _iso(part: tuple[int, ...]) -> str:
    """Return one end of a date, two dots where it is open."""
    return "-".join(f"{n:0{4 if i == 0 else 2}d}" for i, n in enumerate(part)) if part[0] else ".."


def _date_part(part: object) -> tuple[int, ...]:
    numbers = []
    for item in items_of(part)[:3]:
        text = text_of(item).strip()
        if not re.fullmatch(r"-?\d{1,6}", text):
            break
        numbers.append(int(text))
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
