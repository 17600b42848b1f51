"""Numbers as they are printed: the signs between them, ranges, and the page range formats.

https://docs.citationstyles.org/en/stable/specification.html#appendix-v-page-range-formats
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ccsvi_refs.csl.numbers import RANGES, Numeral, counts, is_between_two, is_name, plural_from, read

_DASHES = ("–", "—")
_USUAL_RANGE = re.compile(r"([0-9]{1,18})([-–])([0-9]{1,18})")
_END = re.compile(r"(.*?)(\d{1,18})\Z", re.DOTALL)

Label = Callable[[str, str, bool], str]
"""Returns what is printed for a label before a number: of this term, written so, and whether of several numbers."""


def join_numbers(
    text: str,
    page_format: str | None,
    delimiter: str,
    label: Label,
    locator: bool = False,
    opaque: bool = False,
    ampersand: str = "&",
) -> str:
    """Return numbers with tidy separators; ranges get the delimiter and, for pages, the range format.

    ``label`` writes the labels that stand in it. In a ``locator`` a dash stays the one that it is
    (``A-3–A-5``). In an ``opaque`` one, an identifier, a hyphen is a hyphen. ``ampersand`` is the locale's own.
    """
    usual = _USUAL_RANGE.fullmatch(text)
    if usual is not None and not opaque:
        parts = list(usual.groups())
        _join_range(parts, 1, page_format, delimiter, locator)
        return "".join(parts)
    numeral = read(text)
    if len(numeral.parts) == 1 and not numeral.labels[0]:
        return text
    counted = all(map(counts, numeral.parts[::2]))
    if not counted and page_format is None and not locator and not any(numeral.labels):
        return text.replace("\\-", "-")
    parts = list(numeral.parts)
    for place in range(1, len(parts), 2):
        sign = parts[place].strip()
        if sign not in RANGES:
            parts[place] = _sign(parts[place], counted, ampersand) or parts[place]
        elif not (opaque and _is_unlabelled(numeral, place)) and (
            is_between_two(numeral, place) or (locator and not _is_beside_dash(numeral, place))
        ):
            sure = page_format if is_between_two(numeral, place) else None  # else a page is invented: 12-1-12-19
            _join_range(parts, place, sure, delimiter, locator)
    for number, (name, head) in enumerate(zip(numeral.labels, numeral.heads, strict=True)):
        if name:
            parts[2 * number] = label(name, head, plural_from(numeral, number)) + parts[2 * number]
    return "".join(parts)


def _sign(written: str, counted: bool, ampersand: str) -> str:
    """Return a separator that is no range as it is printed, empty where it stays as it is written."""
    sign = written.strip()
    return ", " if sign == "," != written and counted else {"&": f" {ampersand} ", "\\-": "-"}.get(sign, "")


def _join_range(parts: list[str], place: int, page_format: str | None, delimiter: str, locator: bool) -> None:
    """Put the delimiter between the two ends of a range, and the last in its format."""
    before, after = parts[place - 1], parts[place + 1]
    last = page_range(before, after, page_format) if page_format else _plain_range(before, after)
    sign = parts[place].strip()
    parts[place] = sign if last is None or (locator and sign in _DASHES) else delimiter
    parts[place + 1] = after if last is None else last


def _is_unlabelled(numeral: Numeral, place: int) -> bool:
    """Tell whether the sign is in the identifier itself, and not behind a label for a part of it: ``10 para. 1-6``."""
    return not any(label and label != "issue" for label in numeral.labels[: place // 2 + 1])


def _is_beside_dash(numeral: Numeral, place: int) -> bool:
    """Tell whether the sign is a hyphen in a run that has a dash for its range."""
    around = (numeral.parts[at].strip() for at in (place - 2, place + 2) if 0 < at < len(numeral.parts))
    return numeral.parts[place].strip() not in _DASHES and any(sign in _DASHES for sign in around)


def _plain_range(first: str, last: str) -> str | None:
    """Return the end of a range as it is, None where the two ends are no range."""
    start, end = _END.fullmatch(first), _END.fullmatch(last)
    if start is not None and end is not None and start[1] != end[1]:
        return None
    return last if counts(first) and counts(last) and not is_name(first, last) else None


def page_range(first: str, last: str, page_format: str) -> str | None:
    """Return the end of a range in the page range format, or None where the two ends are no range.

    https://docs.citationstyles.org/en/stable/specification.html#appendix-v-page-range-formats
    """
    start, end = _END.fullmatch(first), _END.fullmatch(last)
    if start is None or end is None:
        return _plain_range(first, last)
    if start[1] != end[1] or "." in start[1]:  # 1187.e1-1187.e12 are two names, not two numbers
        return None
    prefix, low, high = start[1], start[2], end[2]
    if len(high) < len(low):
        high = low[: len(low) - len(high)] + high
    if int(high) < int(low):
        return None
    shortened = _shorten(low, high, page_format)
    return shortened if shortened != high or page_format not in ("expanded", "") else prefix + high


def _shorten(low: str, high: str, page_format: str) -> str:
    if len(low) != len(high) or low == high or page_format == "expanded":
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
