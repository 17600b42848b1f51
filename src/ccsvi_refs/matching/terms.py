"""Search terms: those a record is indexed under, and those a citation string asks with.

Beside words there are joint terms, made of two facts that stand together in one record only by rare chance: volume and
first page, year and first page, author and year, author and volume, author and page. Numbers by themselves, which very
many records have, only say which of the records that have a string's words come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ccsvi_refs.matching import prepared
from ccsvi_refs.matching.numerals import number
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import STOPWORDS

#: Pages before the first in Arabic figures.
_ROMAN = re.compile(r"[ivxl]{1,7}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def identifiers_of(cited: Cited) -> list[tuple[str, str]]:
    """Return the DOIs and PMIDs a string prints, as (kind, value)."""
    return [
        (found.identifier.kind, found.identifier.value)
        for found in cited.identifiers
        if found.identifier.kind in ("doi", "pmid")
    ]


def of_record(reference: Reference) -> list[str]:
    """Return the terms a record is found by: the words of its title, authors and container, and its joint terms."""
    record = prepared.candidate(reference)
    found = dict.fromkeys(word for word in record.title if len(word) > 1 and word not in STOPWORDS)
    for who in record.authors:
        found.update(dict.fromkeys([*who.words, who.family]))
    for form in record.containers:
        found.update(dict.fromkeys(form))
    found.update(dict.fromkeys(_joint_of_record(record)))
    found.update(dict.fromkeys(_alone(map(str, record.years), [record.volume], [_page(record.first_page)])))
    return list(found)


def _joint_of_record(record: Registered) -> list[str]:
    volume, page = record.volume, _page(record.first_page)
    found = [_joint("v", volume, page)] if volume and page else []
    if page:
        found += [_joint("y", str(year), page) for year in record.years]
    for who in record.authors[:3]:
        found += [_joint("a", who.family, str(year)) for year in record.years]
        found += [_joint("n", who.family, part) for part in (volume, page) if part]
    return found


def _page(page: str) -> str:
    """Return a page without the letters that stand before its number; one that is all letters (``vii``) as it is."""
    return page.lstrip(_LETTERS) or page


def _joint(kind: str, a: str, b: str) -> str:
    return f"{kind}0{a}0x0{b}"


def _alone(years: Iterable[str], volumes: Iterable[str], pages: Iterable[str]) -> Iterator[str]:
    for kind, values in (("y", years), ("v", volumes), ("p", pages)):
        yield from (f"{kind}0{value}" for value in values if value)


def words_of(cited: Cited) -> list[str]:
    """Return the words a string can be searched by, including those that a stray space may have cut in two."""
    found = dict.fromkeys(word for word in cited.words if len(word) > 2 and word not in STOPWORDS and word.isalpha())
    found.update(dict.fromkeys(a + b for a, b in pairwise(cited.words)))
    return list(found)


def joint_of(cited: Cited) -> list[str]:
    """Return the joint terms a string may mean: each likely author, year, volume and page with each other."""
    loc = cited.locator
    tail = [w.lstrip(_LETTERS) for w in _numerals(cited)]
    years = [str(year) for year in cited.years]
    roman = _roman(cited)
    found = [_joint("v", a, b) for i, a in enumerate(tail) for b in [*tail[i + 1 : i + 4], *roman]]
    page = _page(loc.first_page)
    if loc.volume and page:
        found.append(_joint("v", loc.volume, page))
    pages = dict.fromkeys(filter(None, [page, *tail, *roman]))
    found += [_joint("y", year, number) for year in years for number in pages if number and number != year]
    names = [word for word in cited.words[:8] if len(word) > 2 and word.isalpha() and word not in STOPWORDS][:4]
    found += [_joint("a", name, year) for name in names for year in years]
    found += [_joint("n", name, number) for name in names[:2] for number in pages if number]
    return list(dict.fromkeys(found))


def numbers_of(cited: Cited) -> list[str]:
    """Return the terms of the numbers that a string may mean each by itself: its years, its volume, its pages."""
    years = sorted(map(str, cited.years))
    numerals = [found for word in _numerals(cited) if (found := word.lstrip(_LETTERS)) not in years]
    place = cited.locator
    volumes, pages = [place.volume, *numerals], [_page(place.first_page), *numerals, *_roman(cited)]
    return list(dict.fromkeys(_alone(years, volumes, pages)))


def _roman(cited: Cited) -> list[str]:
    """Return what may be a page in Roman numerals: of the last words those that are nothing else."""
    return list(dict.fromkeys(word for word in cited.words[-3:] if _ROMAN.fullmatch(word)))


def _numerals(cited: Cited) -> list[str]:
    found = [number(word) for word in cited.words if any(c.isdigit() for c in word)]
    return list(dict.fromkeys(found))[-7:]
