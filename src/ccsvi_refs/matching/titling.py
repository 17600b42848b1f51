"""Titles: whether two are spellings of one, and how the one cited differs from the one registered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from ccsvi_refs.matching import languages, locating, numerals, printing, standards
from ccsvi_refs.matching.difference import DifferenceKind
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import plain, words

#: What publishers put before the title of a work they have withdrawn; the work's title is what follows.
_NOTICE = re.compile(
    r"^\W*(?:retracted|withdrawn|removed|partial(?:ly)?\s+retracted|temporar(?:y|ily)\s+(?:remov|withdraw|retract)\w+)"
    r"(?:\s+(?:article|paper|chapter|publication))?\W*[:.\-–—\]]\s*",
    re.IGNORECASE,
)
#: What is added behind a title without being part of it: what kind of thing the work is, or what became of it.
_ASIDE = re.compile(
    r"\s*(?:\[[^\[\]]{1,80}\]"
    r"|\((?:abstracts?|book reviews?|reviews?|letters?|editorial|comments?|poster|with discussion|discussion"
    r"|errat(?:um|a)|corrigend(?:um|a)|correction|retract(?:ed|ion)|withdrawn|internet|online|electronic|preprint"
    r"|translated|in [a-z]+|article in [a-z]+)\b[^()]{0,60}\))[\s.]*$",
    re.IGNORECASE,
)
#: What a subtitle stands behind.
_COLON = re.compile(r":|\s[-–—]\s|—")
_BRACKETED = re.compile(r"^\s*\[([^\[\]]{8,})\][\s.]*$")
#: Where a subtitle begins.
_SUBTITLE = re.compile(r"(?:(?<!\s)\s++)?+(?:[:?!.;]|(?<=\s)[-–—])\s|—|\s(?=[(\[])")
#: What some publishers put before a formula's symbols in their titles: its TeX.
_TEX = re.compile(r"\${1,2}[^$]+\${1,2}")
_TEX_COMMAND = re.compile(r"\\(?:var|math[a-z]+|text[a-z]*|operatorname)?\s?\{?|[{}^_$]")
_CUT = re.compile(r"(?:(?<!\s)\s++)?+(?:…|\.\s?\.\s?\.)\s*$")
#: A text has a title in it where no fewer letters of it stand there.
_TELLING = 20
#: A title's main part of fewer letters may stand anywhere.
_MAIN = 10
#: Titles so much alike (0..100) are of one language.
_ALIKE = 60
#: So few letters more at a word's end make another word of it; more are the next word, its space lost.
_ENDING = 3


def same(a: str, b: str) -> bool:
    """Return whether two titles are spellings of one: case, dashes, entities, diacritics, '&' and separators aside."""
    return not _keys(a).isdisjoint(_keys(b))


def key(title: str) -> str:
    """Return the letters of a title, without the notice before it or what is said behind it."""
    return "".join(_spelt(_bare(_TEX.sub("", plain(title)))))


@lru_cache(maxsize=1 << 12)
def _keys(title: str) -> frozenset[str]:
    text = plain(title)
    spellings = {_TEX.sub("", text), _TEX_COMMAND.sub("", text)} if "$" in text or "\\" in text else {text}
    spellings |= {_bare(spelling) for spelling in spellings}
    found = {"".join(form) for spelling in spellings for form in (_spelt(spelling), numerals.counted(_spelt(spelling)))}
    return frozenset(found - {""})


def _bare(text: str) -> str:
    text = _NOTICE.sub("", text)
    if whole := _BRACKETED.match(text):
        return whole[1]
    while (aside := _ASIDE.search(text)) and aside.start():
        text = text[: aside.start()]
    return text


def _spelt(text: str) -> list[str]:
    return words(text.replace("&", " and "))


def titles(record: Registered) -> list[str]:
    """Return the titles a record can be cited by: its own, and the one it translates."""
    reference = record.reference
    return list(filter(None, (plain(reference.title), plain(reference.text("original-title")))))


def region(page: Cited, record: Registered) -> Found | None:
    """Return the words of the text that stand for the title, None where nothing like the record's does."""
    found = [place for title in titles(record) if (place := _region(page, record, title))]
    return max(found, key=lambda place: place.likeness, default=None)


def _region(page: Cited, record: Registered, title: str) -> Found | None:
    wanted = key(title)
    if len(wanted) < 4:
        return None
    found = locating.phrase(page, "".join(words(title)), 0.55)
    if found.likeness == 1:
        return found
    if page.cuts and (cut := locating.cut(page, tuple(words(title)))).likeness:
        return cut
    main = locating.phrase(page, record.main_title, 1.0) if len(record.main_title) >= _MAIN else Found(0.0)
    if not found.likeness or printing.in_container(page, found, record):
        return _with_subtitle(page, record, main)
    best = locating.bounded(page, found, wanted)
    if main.likeness == 1 and main.end in {end for _, end in page.segments} and _ends_with(page, record, main, best):
        return main
    # Words of the journal or book, and names, may happen to be like a title.
    alike = best.likeness >= 0.6 and printing.is_title(raw(page, best.start, best.end), record)
    whole = _with_subtitle(page, record, main)
    if whole and (not alike or best.end <= main.end):
        return whole
    return best if alike else None


def _ends_with(page: Cited, record: Registered, main: Found, whole: Found) -> bool:
    """Return whether a title ends with its main part: no other subtitle follows, but the journal or nothing alike."""
    rest = range(main.end, whole.end)
    if rest and printing.in_container(page, Found(1.0, rest.start, rest.stop), record):
        return True
    after = page.body[page.ends[main.end - 1] : page.starts[main.end]] if main.end < len(page.starts) else ""
    return whole.likeness < 0.85 and not _COLON.search(after)


def _with_subtitle(page: Cited, record: Registered, main: Found) -> Found | None:
    """Return a title's main part with the subtitle that follows it behind a colon, None where none does."""
    if not main.likeness or main.start not in {start for start, _ in page.segments} or main.end >= len(page.words):
        return None
    if not _COLON.search(page.body[page.ends[main.end - 1] : page.starts[main.end]]):
        return None
    end = next((end for start, end in page.segments if start == main.end), main.end)
    stop = bisect_left(page.starts, page.locator.start) if page.locator.end else len(page.words)
    subtitle = Found(1.0, main.end, min(end, stop))
    if subtitle.end <= subtitle.start or printing.in_container(page, subtitle, record):
        return None
    return Found(main.likeness, main.start, subtitle.end) if _tells(page, subtitle, record) else None


def _tells(page: Cited, found: Found, record: Registered) -> bool:
    return printing.is_title(raw(page, found.start, found.end), record)


def compare(
    page: Cited, cited: Reference, record: Registered, where: Found | None
) -> tuple[DifferenceKind, str, str] | None:
    """Return how the title differs (a kind, the title cited, the one registered), None where it does not."""
    known = titles(record)
    spellings = [cited.title] if cited.title else []
    if where:
        spellings.append(raw(page, where.start, where.end))
    if not known or not spellings or any(same(spelling, title) for spelling in spellings for title in known):
        return None
    if any(len(key(title)) >= _TELLING and _stands_in(page, key(title)) for title in known):
        return None
    said, registered = max(
        ((spelling, title) for spelling in spellings for title in known),
        key=lambda pair: fuzz.ratio(key(pair[0]), key(pair[1])),
    )
    if not where and (printing.names_container(said, record) or not printing.is_title(said, record)):
        # A style without titles: what was read as one is the journal or book, or authors.
        return "missing", "", registered
    if where and where.end in page.cuts:
        return "missing", said, registered
    if record.reference.type == "standard" and standards.without_part(registered) in standards.without_part(page.text):
        return "missing", said, registered
    return _kind(page, said, registered), said, registered


def _kind(page: Cited, said: str, registered: str) -> DifferenceKind:
    have, wanted = key(said), key(registered)
    if wanted.startswith(have) and (have in _main_titles(registered) or _CUT.search(said)):
        return "missing"
    if wanted in _main_titles(said):
        return "extra"
    if languages.says_so(page.text or said):
        # A translation may be put in other words.
        return "variant"
    alike = fuzz.ratio(have, wanted) >= _ALIKE
    return "variant" if not alike and languages.differ(page.text or said, registered) else "error"


def _main_titles(title: str) -> set[str]:
    """Return what a title comes to that is broken off before any of its subtitles."""
    return {key(title[: mark.start()]) for mark in _SUBTITLE.finditer(title)}


def _stands_in(page: Cited, letters: str) -> bool:
    """Return whether a title stands in a text, word divisions aside, though not with another ending."""
    found = _spelt(page.text)
    at = "".join(found).find(letters)
    if at < 0:
        return False
    ends = _ends(found)
    return not any(0 < end - (at + len(letters)) <= _ENDING and end - size < at + len(letters) for end, size in ends)


def _ends(found: list[str]) -> Iterator[tuple[int, int]]:
    end = 0
    for word in found:
        end += len(word)
        yield end, len(word)


def raw(page: Cited, start: int, end: int) -> str:
    """Return a range of a string's words as they are printed."""
    if start >= end:
        return ""
    return re.sub(r"\s+", " ", page.body[page.starts[start] : page.ends[end - 1]])
