"""Sort keys in the order of a language: letters by their base, tailored where the language has letters of its own.

A key holds base letters only, as ICU compares at primary strength; case and accents do not count, so that the next
sort key decides between ``Muller`` and ``Müller``. https://www.unicode.org/reports/tr10/
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

_TAILORED = {
    "cs": "c č; r ř; s š; z ž; h [ch]",
    "cy": "c [ch]; d [dd]; f [ff]; g [ng]; l [ll]; p [ph]; r [rh]; t [th]",
    "da": "z æä øö å[aa]",
    "es": "n ñ",
    "et": "s š z ž; w õ ä ö ü",
    "fi": "z å äæ öø",
    "hr": "c č ć; d [dž] đ; l [lj]; n [nj]; s š; z ž",
    "hu": "c [cs]; d [dz] [dzs]; g [gy]; l [ly]; n [ny]; o ö; s [sz]; t [ty]; u ü; z [zs]",
    "is": "a á; d ð; e é; i í; o ó; u ú; y ý; z þ æä öø å",
    "lt": "c č; s š; z ž",
    "lv": "c č; g ģ; k ķ; l ļ; n ņ; s š; z ž",
    "nb": "z æä øö å[aa]",
    "nn": "z æä øö å[aa]",
    "no": "z æä øö å[aa]",
    "pl": "a ą; c ć; e ę; l ł; n ń; o ó; s ś; z ź ż",
    "ro": "a ă â; i î; s ș; t ț",
    "sk": "a ä; c č; o ô; s š; z ž; h [ch]",
    "sl": "c č; s š; z ž",
    "sq": "c ç; d [dh]; e ë; g [gj]; l [ll]; n [nj]; r [rr]; s [sh]; t [th]; x [xh]; z [zh]",
    "sr": "c č ć; d [dž] đ; l [lj]; n [nj]; s š; z ž",
    "sv": "z å äæ öø",
    "tr": "c ç; g ğ; h ı; o ö; s ş; u ü",
    "uk": "и і ї й",
}
"""Letters that follow another letter; letters written together are equal, those in brackets are one letter."""

_CYRILLIC = "г ґ; д ђ ѓ; е є; з ѕ; и й і ї ј; л љ; н њ; т ћ ќ; у ў; ч џ"
"""The same for every language: what the code chart has elsewhere, or as a letter with a mark."""

_OWN_SCRIPTS = {
    (0x370, 0x3FF): "el",
    (0x400, 0x52F): "be bg kk ky mk mn ru sr tg uk",
    (0x530, 0x58F): "hy",
    (0x590, 0x5FF): "he yi",
    (0x600, 0x6FF): "ar fa ur",
    (0x900, 0x97F): "hi mr ne",
    (0xE00, 0xE7F): "th",
    (0x10A0, 0x10FF): "ka",
    (0x1100, 0x11FF): "ko",
    (0x4E00, 0x9FFF): "zh ko",
}
"""Scripts, by their code points, that come before all others in a language, in this order.

https://www.unicode.org/reports/tr35/tr35-collation.html#Script_Reordering
"""

_PAIR = re.compile(r"\[(...?)\]")
_PRIVATE = 0xE000
"""Pairs, or three letters, that are one become characters of private use, in the order of the tailoring."""

_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"}
KEY_BREAK = "\0"
"""Stands between the parts of a key that are compared one after the other."""

_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_DIGITS, _OWN, _LETTERS, _OTHERS, _IDEOGRAPHS = 0x800, 0x900, 0x1000, 0x2000, 0x32000
_SIGNS = frozenset((*range(0x2B9, 0x2D0), 0x640))
"""Ayn, hamza and primes of transliterations, and the stroke that lengthens Arabic words: lists pass over them."""
_NUMBER = re.compile(r"\d+")


_UNKNOWN = "\uffff"
"""Stands for a character that was not met before."""


class _Weights:
    """What stands in a key for characters in lower case, in ``table``; that is filled as characters are met.

    It is a defaultdict since str.translate is slow with a dict of one's own kind.
    """

    __slots__ = ("own", "pairs", "pattern", "table")

    def __init__(self, language: str) -> None:
        self.table: defaultdict[int, str] = defaultdict(_unknown)
        self.own = [script for script, languages in _OWN_SCRIPTS.items() if language in languages.split()]
        self.pairs: dict[str, str] = {}
        tailored = _PAIR.sub(lambda found: self._paired(found[1]), _TAILORED.get(language, ""))
        if language == "hu":  # where a letter of two is doubled only its first is written twice: "ssz" is two "sz"
            self.pairs |= {f"{pair[0]}{pair}": letter * 2 for pair, letter in self.pairs.items()}
        self.pattern = re.compile("|".join(sorted(self.pairs, key=len, reverse=True))) if self.pairs else None
        for run in f"{_CYRILLIC};{tailored}".split(";"):
            base, *letters = run.split() or [""]
            weight = self._weight(base) or "\0"
            for step, same in enumerate(letters, 1):
                self.table.update((ord(letter), weight[:-1] + chr(ord(weight[-1]) + step)) for letter in same)

    def translated(self, text: str) -> str:
        """Return what stands for a text."""
        found = text.translate(self.table)
        if _UNKNOWN not in found:
            return found
        for character in text:
            if self.table[ord(character)] == _UNKNOWN:
                base = _PLAIN.get(character) or unicodedata.normalize("NFKD", character).casefold()
                self.table[ord(character)] = "".join(map(self._weight, base))
        return text.translate(self.table)

    def _paired(self, pair: str) -> str:
        return self.pairs.setdefault(pair, chr(_PRIVATE + len(self.pairs)))

    def _weight(self, character: str) -> str:
        weight = _weight(character)
        for place, (first, last) in enumerate(self.own if weight else ()):
            if first <= ord(character) <= last:
                return chr(_OWN + place) + weight
        return weight


def _unknown() -> str:
    return _UNKNOWN


def _weight(character: str) -> str:
    """Return the weight of one character without tailoring; marks and punctuation have none."""
    code = ord(character) if character else 0
    if 97 <= code <= 122:
        return chr(_LETTERS + 16 * (code - 97))
    if character.isdecimal():
        return chr(_DIGITS + unicodedata.decimal(character))
    if character.isspace():
        return "\1"
    if character == KEY_BREAK:
        return KEY_BREAK
    if code in _SIGNS:
        return ""
    category = unicodedata.category(character) if character else "Mn"
    return "" if category[0] in "MPC" or character == "ー" else chr(_place(character))


def _place(character: str) -> int:
    """Return where a letter outside the Latin alphabet stands: by its code point, katakana as hiragana."""
    if "ァ" <= character <= "ヶ":
        character = chr(ord(character) - 0x60)
    code = ord(character.translate(_SMALL_KANA))
    return _OTHERS + 16 * code if code < 0x3000 else min(_IDEOGRAPHS + code, 0x10FFFF)


@lru_cache(maxsize=64)
def _weights(language: str) -> _Weights:
    return _Weights(language)


def sort_key(text: str, language: str) -> str:
    """Return a string that sorts as the text does in the language; numbers in it sort by their value."""
    text, weights = unicodedata.normalize("NFC", text).lower(), _weights(language)
    if weights.pattern is not None:
        text = weights.pattern.sub(lambda found: weights.pairs[found[0]], text)
    if not text.isalpha():
        text = _NUMBER.sub(lambda found: found[0].zfill(9), text)
    return weights.translated(text).strip("\1")
