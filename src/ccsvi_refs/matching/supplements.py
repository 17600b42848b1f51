"""Supplements of a volume or issue in one form, however they are written: Suppl 3, (Suppl. 3), S3, Supplement_3."""

from __future__ import annotations

import re

_SUPPLEMENT = re.compile(
    r"[\s_(.,-]*\bsup{1,2}l?(?:ement(?:ary|um)?s?)?\.?[\s_.:-]*(?:no\.?\s*)?(?P<number>\d{1,4}|[a-z])?\b\)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?P<number>.*?)s(?P<supplement>\d*|[a-z])")
_WORD = re.compile(r"sup", re.IGNORECASE)
_JOINED = re.compile(r"_(?=[a-z])", re.IGNORECASE)


def is_one(text: str) -> bool:
    """Return whether a text begins as the word supplement does."""
    return bool(_WORD.match(text))


def canonical(text: str) -> str:
    """Return a volume or issue with its supplement as ``s`` and a number, ``4s1`` for ``4 Suppl 1``."""
    return _SUPPLEMENT.sub(lambda match: "s" + (match["number"] or "").lower(), _JOINED.sub(" ", text))


def same(a: str, b: str) -> bool:
    """Return whether two issues in canonical form can be one: the number of either may be left out."""
    if a == b:
        return True
    (number, supplement), (other_number, other_supplement) = parts(a), parts(b)
    if supplement is None or other_supplement is None:
        return bool(number) and number == other_number
    if number and other_number and number != other_number:
        return False
    return supplement == other_supplement or "" in (supplement, other_supplement)


def parts(text: str) -> tuple[str, str | None]:
    """Return the number of an issue and that of its supplement, None where it is no supplement."""
    match = _PARTS.fullmatch(text)
    return (match["number"], match["supplement"]) if match else (text, None)
