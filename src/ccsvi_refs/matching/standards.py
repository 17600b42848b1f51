"""Standards: their records hold a title and a publisher, and the citation's number is in neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccsvi_refs.matching import works
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.text.folding import compact, plain

#: Bodies that number what they publish: BS EN 302-2, ISO/IEC 27001, DIN 1045.
_NUMBERED = re.compile(
    r"\b(?:AAMI|ANSI|ASME|ASTM|BSI?|CAN|CEN(?:ELEC)?|CSA|DIN|EN|ETSI|GB(?:/T)?|GOST|IEC|IEEE|ISO|JIS|NEN|NF|ÖNORM|PAS|PD|SIS"
    r"|UNE|UNI|VDI)[\s/-]{0,3}(?:[A-Z]{1,5}[\s/-]{1,3}){0,3}[A-Z]?\d"
)
_BODIES = re.compile(
    r"\b(?:british standards?|international organi[sz]ation for standardi[sz]ation|bsi|iso|iec|cen(?:elec)?|din|ansi"
    r"|astm)\b",
    re.IGNORECASE,
)
#: A part's number before its title is left out as often as not.
_PART = re.compile(r"\bpart\s+(\d{1,3})\b\s*[:.–—-]?\s*", re.IGNORECASE)
#: A shorter title is one that other works have as well.
_TELLING = 24


def named(text: Cited, records: Sequence[Registered]) -> Registered | None:
    """Return the standard whose whole title a citation of a standard names, None where it may be one of several."""
    if not _NUMBERED.search(text.text) and not _BODIES.search(text.text):
        return None
    fitting = [record for record in records if _fits(text, record)]
    longest = max(fitting, key=lambda record: len(_letters(record)), default=None)
    if longest is None:
        return None
    rivals = (other for other in fitting if len(_letters(other)) == len(_letters(longest)))
    return longest if all(other is longest or works.same(other, longest) for other in rivals) else None


def _fits(text: Cited, record: Registered) -> bool:
    """Whether the whole title of a standard stands in a text, its parts' numbers aside where one leaves them out."""
    if record.reference.type != "standard" or len(_letters(record)) < _TELLING:
        return False
    if record.years and text.years and not text.years & set(record.years):
        return False
    said, meant = (set(_PART.findall(plain(title))) for title in (text.body, record.reference.title))
    letters = compact(_PART.sub("", text.body))
    return _letters(record) in letters and (not said or not meant or meant <= said)


def without_part(title: str) -> str:
    """Return the letters of a standard's title without the numbers of its parts."""
    return compact(_PART.sub("", plain(title)))


def _letters(record: Registered) -> str:
    return without_part(record.reference.title)
