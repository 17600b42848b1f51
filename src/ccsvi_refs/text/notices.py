"""Notices that a citation names behind the work: ``Retraction in: ...``, ``[Erratum, Lancet 2004;363:750]``.

https://www.ncbi.nlm.nih.gov/books/NBK7265/ (Citing Medicine) has the forms; the place in them is the notice's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KIND = (
    r"(?:retract(?:ion|ed)(?:\s(?:and|&)\s(?:republished|replaced))?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)"
    r"|correct(?:ion|ed)(?:\s(?:and|&)\srepublished)?|republished|expression\sof\sconcern|comment(?:s|ary)?|updated?"
    r"|reprint(?:ed)?|concern\slifted|withdrawal)"
)
#: Behind a full stop or bracket: a kind of notice and ``in:``, ``on:`` or ``published``, or ``[published erratum ...``.
_OPEN = re.compile(
    rf"(?<=[.;)\]\d])\s*(?:partial(?:ly)?\s)?{_KIND}\s(?:(?:appears?|appeared|published|issued|noted)\s)?(?:in|on|for|of|from)\s?:\s?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"[\[(]\s?(?:(?:published|partial(?:ly)?|see)\s)?{_KIND}\b(?=[^\[\]()]{{0,200}}\d{{4}})", re.IGNORECASE
)
_PARTNER = {"[": "]", "(": ")"}
#: A notice stands behind the work's own year; before it, the words are those of a title.
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")
#: What belongs to the work again.
_WORK_AGAIN = re.compile(r"\bdoi\s?:|\bPMC?ID\s?:|https?://|\b10\.\d{4}|\n", re.IGNORECASE)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the notices of a citation begin and end; what comes before the first is the work."""
    for match in _BRACKETED.finditer(text):
        yield match.start(), _closing(text, match.start())
    dated = _YEAR.search(text)
    for match in _OPEN.finditer(text, dated.end() if dated else len(text)):
        again = _WORK_AGAIN.search(text, match.end())
        yield match.start(), again.start() if again else len(text)


def _closing(text: str, start: int) -> int:
    """Return the end of a bracketed stretch, with the brackets in it."""
    opening, depth = text[start], 0
    for place in range(start, min(len(text), start + 400)):
        depth += (text[place] == opening) - (text[place] == _PARTNER[opening])
        if depth == 0:
            return place + 1
    return start + 1
