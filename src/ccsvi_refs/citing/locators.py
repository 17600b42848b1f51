"""Locators in the words after a cite: "p. 3", "chap. 1-2", "{ii, A}", in the language of the page.

https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from ccsvi_refs.csl import Locale

#: The terms that Pandoc's manual lists as locators.
LABELS = (
    "book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part",
    "section", "sub-verbo", "verse", "volume",
)  # fmt: skip
_ROMAN = re.compile(r"m{0,4}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})(?![^\W_])", re.IGNORECASE)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_LEAD = re.compile(r",?\s*")
_SEPARATOR = re.compile(r"[,;]?\s*")


_Needed = Callable[[str, int, int], bool]


@dataclass(frozen=True, slots=True)
class Located:
    """What stands after a cite: a locator with its label, both empty where there is none, and the rest."""

    label: str
    locator: str
    rest: str


def terms(*locales: Locale) -> tuple[tuple[str, str], ...]:
    """Return the words that name locators, in a language and in a style's own words, the longest first."""
    words: dict[str, str] = {}
    forms = product(locales, LABELS, ("long", "short", "symbol"), (False, True))
    for locale, label, form, plural in forms:
        if word := (locale.term(label, form, plural) or "").strip():
            words.setdefault(word.casefold(), label)
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))


def locate(text: str, words: tuple[tuple[str, str], ...]) -> Located:
    """Return the locator in the words after a cite, and what follows it."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if text.startswith("{", start):
        return _delimited(text, start, words) or Located("", "", text)
    label, at = _labelled(text, start, words)
    end = _digits(text, at, needed=_has_digit if not label else _like_digits)
    if end == at:
        return Located("", "", text)
    return Located(label or "page", text[at:end].strip(), text[end:])


def _delimited(text: str, start: int, words: tuple[tuple[str, str], ...]) -> Located | None:
    """Return the locator between braces."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            inner = text[start + 1 : at].strip()
            label, begin = _labelled(inner, 0, words, anything=True)
            locator = inner[begin:].strip()
            return Located((label or "page") if locator else "", locator, text[at + 1 :])
    return None


def _labelled(text: str, start: int, words: tuple[tuple[str, str], ...], anything: bool = False) -> tuple[str, int]:
    """Return the label that a text begins with, and where its number begins."""
    folded = text[start : start + 60].casefold()
    for word, label in words:
        if not folded.startswith(word):
            continue
        at = start + len(word)
        if word[-1].isalnum() and text[at : at + 1].isalnum():
            continue
        while text[at : at + 1].isspace():
            at += 1
        if anything or _like_digits(text, at, _word(text, at)):
            return label, at
    return "", start


def _digits(text: str, start: int, needed: _Needed) -> int:
    """Return where the numbers that begin at a place end."""
    end = _word(text, start)
    if not needed(text, start, end):
        return start
    while True:
        separator = _SEPARATOR.match(text, end)
        at = separator.end() if separator else end
        following = _word(text, at)
        if following == at or not needed(text, at, following):
            return end
        end = following


def _has_digit(text: str, start: int, end: int) -> bool:
    return any(map(str.isdigit, text[start:end]))


def _like_digits(text: str, start: int, end: int) -> bool:
    """Tell whether a word has a digit or a Roman number at the beginning of one of its parts."""
    if _has_digit(text, start, end):
        return True
    parts = re.split(r"[()\[\]{}.]", text[start:end])
    return any((found := _ROMAN.match(part)) is not None and found.end() > 0 for part in parts)


def _word(text: str, start: int) -> int:
    """Return where a word ends: units with full stops between, also in brackets."""
    at = start
    while at < len(text):
        sign = text[at]
        if sign in _PAIRS:
            end = _sequence(text, at + 1)
            if text[end : end + 1] != _PAIRS[sign]:
                return at
            at = end + 1
        elif (end := _sequence(text, at)) > at:
            at = end
        else:
            return at
    return at


def _sequence(text: str, start: int) -> int:
    """Return where units with full stops between them end."""
    at = _unit(text, start + 1 if text[start : start + 1] == "." else start)
    if at <= start + (text[start : start + 1] == "."):
        return start
    while text[at : at + 1] == "." and (end := _unit(text, at + 1)) > at + 1:
        at = end
    return at


def _unit(text: str, start: int) -> int:
    at = start
    while at < len(text) and not text[at].isspace() and not _is_mark(text[at]):
        at += 1
    return at


def _is_mark(sign: str) -> bool:
    return sign not in "-–:\\" and unicodedata.category(sign).startswith("P")
