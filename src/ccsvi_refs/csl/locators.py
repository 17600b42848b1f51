"""Labels that users write into locators: ``S. 4-5``, ``chap. 3``, ``§ 5``, in the document's language or in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.locale import Locale
from ccsvi_refs.csl.values import LOCATORS

#: The commonest first: some locales have one word for several.
_LABELS = ("page", "volume", "chapter", "section", *sorted(LOCATORS - {"sub", "verbo", "version", "article", "title"}))
_MOST = 60
"""No word for a label is longer."""
_NUMBER = re.compile(r"[(\[]?(?:[^\W\d_]{0,2}\d|(?:[ivxlcdm]+|[IVXLCDM]+)(?![^\W\d_]|['’]))")
_SIGN = re.compile(r"[,;]\s*+|(?:(?<!\s)\s++)?+[-–—&]\s*+|(?<=\d)\s++(?=[^\W\d_])")
_SHORT = {label: f"{word}. " for word, label in reversed(numbers.LABELS.items())}
"""The abbreviation by which each label is known within a locator, in any language."""
_OF_LAWS = "Paragraph"
"""A word of German for what English calls a section."""


class Located(NamedTuple):
    """A locator without the label written into it, that label, and the symbol as typed if it was one."""

    locator: str
    label: str
    symbol: str = ""


class Heads:
    """The words by which labels are known in a document: those of its locales, the first ones first, and of English."""

    __slots__ = ("_locales", "_words")

    def __init__(self, *locales: Locale) -> None:
        self._locales = locales
        self._words: dict[str, dict[str, bool]] = {}

    @property
    def words(self) -> Mapping[str, Mapping[str, bool]]:
        """Return the words in small letters, with the labels that each may be, and whether it is a symbol."""
        if not self._words:  # few documents need them
            for word, label, symbol in (*_words(self._locales), *_english()):
                self._words.setdefault(word, {}).setdefault(label, symbol)
        return self._words

    def read(self, locator: str, label: str) -> Located:
        """Return a locator without the label that it begins with, or says again, and its label, a page's by default."""
        label = numbers.LOCATORS.get(label, label) or "page"
        if not locator or (locator[0].isdecimal() and locator.isalnum()):
            return Located(locator, label)
        found = self._head(locator, label)
        if found is not None:
            label, symbol, start = found
            return Located(self._without(locator[start:], label), label, locator[:start] if symbol else "")
        numeral = numbers.read(locator)
        if not any(numeral.labels):
            return Located(self._without(locator, label), label)
        label = numeral.labels[0] or label
        return Located(numeral.under(label), label)

    def _head(self, text: str, label: str) -> tuple[str, bool, int] | None:
        """Return the label that a text begins with before a number, whether it is a symbol, and where the number is."""
        words = self.words
        if text.startswith(_OF_LAWS) and any(locale.language == "de" for locale in self._locales):
            return None
        for end in range(min(_MOST, len(text)), 0, -1):
            known = words.get(text[:end].lower())
            if known is None:
                continue
            rest = text[end : end + _MOST]
            start = end + len(rest) - len(rest.lstrip())
            apart = start > end or not text[end - 1].isalpha() or text[end - 1] > "\u2e7f"
            if apart and _NUMBER.match(text, start):
                found = label if label in known else next(iter(known))
                return found, known[found], start
        return None

    def _without(self, text: str, label: str) -> str:
        """Return the rest of a locator without the label where it is said again, and others in English.

        ``4, S. 6`` is 4, 6, and ``3, S. 5`` in a chapter 3, p. 5: numbers with labels that any style knows.
        """
        out = 0
        parts: list[str] = []
        for sign in _SIGN.finditer(text):
            start = sign.end()
            found = self._head(text[start : start + 2 * _MOST], label)
            if found is None or (found[0] == label and not sign[0].strip()):
                continue
            again, label = found[0] == label, found[0]
            head = text[start : start + found[2]]
            if again or _is_foreign(head, label, symbol=found[1]):
                parts += text[out:start], "" if again else _SHORT[label]
                out = start + found[2]
        return "".join((*parts, text[out:]))


ENGLISH = Heads()


def _words(locales: tuple[Locale, ...]) -> Iterator[tuple[str, str, bool]]:
    """Yield the words of languages in small letters, with their labels and whether they are symbols."""
    for locale, label, form, many in product(locales, _LABELS, ("short", "long", "symbol"), (False, True)):
        entry = locale.terms.get((label, form, ""))
        word = "" if entry is None else (entry.multiple if many else entry.single).strip().lower()
        if word:
            symbol = not any(map(str.isalpha, word))
            yield word, label, symbol
            if word.endswith(".") and "." not in word[:-1] and _is_clear(word[:-1], label):
                yield word[:-1], label, symbol


def _is_foreign(head: str, label: str, symbol: bool) -> bool:
    """Tell whether a label within a locator is in words that are not known there, but would be in English."""
    return not symbol and label in _SHORT and numbers.LABELS.get(head.strip().removesuffix(".").lower()) != label


def _is_clear(word: str, label: str) -> bool:
    """Tell whether an abbreviation is one without its dot: "V 4" and "C 5" are pages with letters of their own."""
    return len(word) > 1 or label == "page"


@lru_cache(maxsize=1)
def _english() -> tuple[tuple[str, str, bool], ...]:
    """Return the words of English: abbreviations, and the names of the labels."""
    short = [(f"{word}.", label, False) for word, label in numbers.LABELS.items()]
    short += [(word, label, False) for word, label in numbers.LABELS.items() if _is_clear(word, label)]
    names = [name for name in LOCATORS - {"sub", "verbo", "version"} if "-" not in name]
    long = [(f"{name}{end}", numbers.LOCATORS.get(name, name), False) for name in names for end in ("", "s")]
    signs = {"§": "section", "§§": "section", "¶": "paragraph", "¶¶": "paragraph"}
    return (*short, *long, *((sign, label, True) for sign, label in signs.items()))
