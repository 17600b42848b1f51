"""Numbers in fields: whether they are numeric, their parts, roman numerals and page ranges.

https://docs.citationstyles.org/en/stable/specification.html#number
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

NUMBER_VARIABLES = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number "
    "supplement version volume".split()
)

_NUMBER = r"[A-Za-z]{0,4}\.?\d+(?:[A-Za-z]{1,3}|\.\d+)*|[ivxlcdm]+|[IVXLCDM]+"
_PARTS = re.compile(r"(\s*(?:[-–—]|&|,|\\-)\s*)")
_IS_NUMBER = re.compile(r"[^\W\d_]{0,4}\d[\d.]*[^\W\d_]{0,3}", re.UNICODE)
_IS_ROMAN = re.compile(r"[ivxlcdm]+|[IVXLCDM]+")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Numeral(NamedTuple):
    """A field read as numbers: its parts, with the separators between them at odd places."""

    parts: tuple[str, ...]
    numeric: bool
    plural: bool


@lru_cache(maxsize=4096)
def read(text: str) -> Numeral:
    """Return the field's text as numbers and separators."""
    parts = tuple(_PARTS.split(text.strip()))
    values = parts[::2]
    numeric = all(_IS_NUMBER.fullmatch(value) for value in values)
    counted = all(_IS_NUMBER.fullmatch(value) or _IS_ROMAN.fullmatch(value) for value in values)
    separated = any(separator.strip() != "\\-" for separator in parts[1::2])
    return Numeral(parts, numeric, counted and separated)


def is_numeric(text: str) -> bool:
    """Tell whether the field consists of numbers only, with or without affixes such as in ``D2`` or ``2b``."""
    return read(text).numeric


def roman(number: int) -> str:
    """Return a number from 1 to 3999 as a lower-case roman numeral, others as they are."""
    if not 0 < number < 4000:
        return str(number)
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


_RANGE = re.compile(r"([A-Za-z]*)(\d+|[ivxlcdm]+)\s*[-–]\s*([A-Za-z]*)(\d+|[ivxlcdm]+)")
_END = re.compile(r"(.*?)(\d+)\Z", re.DOTALL)


def join_numbers(text: str, page_format: str, delimiter: str) -> str:
    """Return numbers with tidy separators; ranges get the delimiter and, for pages, the range format."""
    numeral = read(text)
    parts = list(numeral.parts)
    if len(parts) == 1:
        return text
    for place in range(1, len(parts), 2):
        sign = parts[place].strip()
        if sign == "\\-":
            parts[place] = "-"
        elif sign in "-–—":
            before, after = parts[place - 1], parts[place + 1]
            last = page_range(before, after, page_format) if page_format else _plain_range(before, after)
            parts[place] = "-" if last is None else delimiter
            parts[place + 1] = after if last is None else last
        elif sign == ",":
            parts[place] = ", "
        else:
            parts[place] = f" {sign} "
    return "".join(parts)


def _plain_range(first: str, last: str) -> str | None:
    counted = all(_IS_NUMBER.fullmatch(value) or _IS_ROMAN.fullmatch(value) for value in (first, last))
    return last if counted else None


def page_range(first: str, last: str, page_format: str) -> str | None:
    """Return the end of a range in the page range format, or None where the two ends are no range.

    https://docs.citationstyles.org/en/stable/specification.html#appendix-v-page-range-formats
    """
    start, end = _END.fullmatch(first), _END.fullmatch(last)
    if start is None or end is None:
        return last if _IS_ROMAN.fullmatch(first) and _IS_ROMAN.fullmatch(last) else None
    if start[1] != end[1]:
        return None
    prefix, low, high = start[1], start[2], end[2]
    if len(high) < len(low):
        high = low[: len(low) - len(high)] + high
    if int(high) < int(low):
        return None
    shortened = _shorten(low, high, page_format)
    return shortened if shortened != high or page_format not in ("expanded", "") else prefix + high


def _shorten(low: str, high: str, page_format: str) -> str:
    if len(low) != len(high) or page_format == "expanded":
        return high
    if page_format == "minimal":
        return _minimal(low, high, 1)
    if page_format == "minimal-two":
        return _minimal(low, high, 2)
    return _chicago(low, high, page_format)


def _minimal(low: str, high: str, least: int) -> str:
    same = 0
    while same < len(high) - least and low[same] == high[same]:
        same += 1
    return high[same:]


def _chicago(low: str, high: str, page_format: str) -> str:
    number = int(low)
    if number < 100 or number % 100 == 0:
        return high
    if number % 100 < 10:
        return _minimal(low, high, 1)
    short = _minimal(low, high, 2)
    if page_format != "chicago-16" and len(low) == 4 and len(short) == 3:
        return high
    return short
