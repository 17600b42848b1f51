"""What levels two texts that differ by a cause."""
# ruff: noqa: E501 - patterns are read whole

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from importlib import resources

from benchmarks.differences import values

Level = Callable[[str], str]


def sub(pattern: str, replacement: str | Callable[[re.Match[str]], str], flags: int = 0) -> Level:
    compiled = re.compile(pattern, flags)
    return lambda text: compiled.sub(replacement, text)


def as_it_is(text: str) -> str:
    return text


def _persons() -> re.Pattern[str]:
    """Return a pattern of the names drawn, in whichever order: given and family name, or the other way round."""
    rows = []
    for one in (*values.PERSONS, *values.ABROAD):
        if not one.get("given") or not "A" <= str(one["family"])[0] < "\u2e80":
            continue
        words = re.split(r"[ -]", one["given"].replace("'", "’").replace(".-", "-"))
        first, *others = (rf"(?:{re.escape(word)}|{re.escape(word[0])}\.?)" for word in words if word)
        given = first + "".join(rf"(?:[ -]?{other})?" for other in others)
        particle = one.get("non-dropping-particle") or one.get("dropping-particle")
        part = rf"(?:{particle} )?" if particle else ""
        after = rf"(?: {particle})?" if particle else ""
        family, suffix = re.escape(one["family"]), r"(?:,? (?:III|Jr\.?))?"
        rows += [
            rf"(?:{given}) {part}{family}{suffix}",
            rf"{part}{family}[,;]?{suffix}[,;]? (?:\((?:{given})\)|(?:{given})){after}{suffix}",
            rf"(?<!\w){part}{family}{suffix}(?!\w)",
        ]
    return re.compile("(?:" + "|".join(f"(?:{row})" for row in rows) + r")\.?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _names_drawn() -> re.Pattern[str]:
    return _persons()


def family_first(text: str) -> str:
    """Return a text in which each person drawn is a family name and the given one as it was written, without suffix."""

    def turned(found: re.Match[str]) -> str:
        words = found[0].casefold()
        one = next(one for one in (*values.PERSONS, *values.ABROAD) if one.get("family", "\0").casefold() in words)
        rest = re.sub(re.escape(one["family"]), "", found[0], flags=re.IGNORECASE)
        rest = re.sub(r"\b(?:van|de|III|Jr)\b", "", rest)
        return one["family"] + " " + "".join(filter(str.isalpha, rest))

    return _names_drawn().sub(turned, text)


FOREIGN = "와/과|及|기타|和|等|と|ほか|ואחרים|وآخرون|و همکاران|และคณะ|และ|ו(?=[^\\W\\d])"
LABELS = r"(?:art|nos?|vols?|pp?|iss|fasc|Nos?|Vols?|Nr|Nrn|Bde?|H|S|n|Iss|Issue|núms?|vol|t|num|Nummer|Nr|Numer|Numéro|Ausgabe|T|Jg|Numero|αρ|τχ|sz|č|čís|br|nº|n°|N)\.?|№|N\.o|عدد|卷|č\.|号|巻|期|מס[׳’]|п\.|т\.|вып\.|คณะ|ฉบับ|제"
MARKS = ",.;:!?…"
"""Marks by their weight: of two that meet, the heavier one is enough."""
_SEVERAL = re.compile(rf"[{re.escape(MARKS)}](?:[”’»\"\s]*[{re.escape(MARKS)}])+")
ERAS = (
    r"BC|AD|v\. ?Chr\.|n\. ?Chr\.|î\. ?Hr\.|î\.Hr\.|d\. ?Hr\.|M\. ?Ö\.|M\. ?S\.|pr\. Kr\.|po Kr\.|a[vp]r?\. J\.-C\.|a\. ?C\.|"
    r"d\. ?C\.|p\. ?n\. ?e\.|n\. ?e\.|př\. n\. l\.|n\. l\.|fvt\.|evt\.|eaa\.|jaa\.|f\. ?Kr\.?|e\. ?Kr\.?|до н\. [эе]\.|н\. [эе]\.|κ?π?μ?\.Χ\.|ب\.م\.|ق\.م\.|公元前|公元|西元前|西元|紀元前|紀元後|紀元|기원전|서기|לפנה״ס|לספירה"
)


def _terms(pattern: str) -> set[str]:
    """Return the texts of the terms of this name in all locales, long or short, of one or several."""
    folder = resources.files("citeproc") / "data" / "locales"
    texts = (one.read_text("utf-8") for one in folder.iterdir() if one.name.startswith("locales-"))
    simple = re.compile(rf'<term name="(?:{pattern})"[^>]*>([^<]+)<')
    return {unescape(word).strip() for text in texts for word in simple.findall(text)} - {""}


def _any_of(words: set[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def seasons() -> str:
    """Return a pattern of the words for seasons in all locales, and of their English names."""
    return _any_of({*_terms(r"season-0\d"), "Spring"})


@lru_cache(maxsize=1)
def conjunctions() -> str:
    """Return a pattern of the word for "and" in all locales, and its sign."""
    return _any_of({*_terms("and"), "&"})


@lru_cache(maxsize=1)
def ordinals() -> str:
    """Return a pattern of what follows an ordinal number in all locales."""
    return _any_of({word for word in _terms(r"ordinal(?:-\d\d)?") if word.isalpha()})


@lru_cache(maxsize=1)
def _long_ordinals() -> tuple[re.Pattern[str], dict[str, str]]:
    numbers = {word: str(number) for number in range(1, 11) for word in _terms(rf"long-ordinal-{number:02}")}
    return re.compile(rf"(?<!\w)(?:{_any_of(set(numbers))})(?!\w)"), numbers


def without_ordinals(text: str) -> str:
    """Return a text in which ordinal numbers are cardinal ones."""
    words, numbers = _long_ordinals()
    text = words.sub(lambda found: numbers[found[0]], text)
    return re.sub(rf"(?<=\d)(?:{ordinals()})(?!\w)", "", text)


@lru_cache(maxsize=1)
def _months() -> str:
    return _any_of({*_terms(r"month-\d\d"), *_terms(r"season-0\d")})


@lru_cache(maxsize=1)
def _ranges() -> re.Pattern[str]:
    part = rf"(?:\d{{1,4}}(?:{ordinals()})?(?!\d)|{_months()}|{ERAS}|年|月|日)"
    between = r"[^\w\d]{0,6}"
    return re.compile(rf"{part}(?:{between}{part}){{1,7}}")


def bare_ranges(text: str) -> str:
    """Return a text in which dates and ranges of dates have no marks, spaces or order of marks: the parts alone."""

    def bare(found: re.Match[str]) -> str:
        parts = re.findall(rf"\d+|{_months()}|{ERAS}", found[0])
        return " ".join(parts) if re.search(r"[–/-]", found[0]) else found[0]

    return _ranges().sub(bare, text)


def weighed(text: str) -> str:
    """Return a text in which of marks that meet the heaviest alone is left."""
    return _SEVERAL.sub(lambda found: max(filter(MARKS.__contains__, found[0]), key=MARKS.index), text)


def more_marks(theirs: str, ours: str) -> bool:
    """Tell whether citeproc-js has more marks that meet others than ours."""
    return _meeting(theirs) > _meeting(ours)


def _meeting(text: str) -> int:
    return sum(sum(map(MARKS.__contains__, found)) - 1 for found in _SEVERAL.findall(text))


def two_at_quotes(text: str) -> str:
    """Return a text in which the marks at the end of a quotation, where there are two, stand before it in one order."""

    def ordered(found: re.Match[str]) -> str:
        marks = found[1] + found[3]
        return "".join(sorted(marks)) + found[2] if len(marks) > 1 else found[0]

    return re.sub(r"([.,;:]*)([”»])([.,;:]*)", ordered, text)
