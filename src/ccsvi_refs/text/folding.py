"""Text made comparable: entities, markup, scripts, diacritics, case and dashes no longer tell two spellings apart."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
#: Soft hyphens, zero-width characters, and accents that did not compose with their letter (Turkish ``i̇``).
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
#: TeX's accents and letters, as files leave them undecoded: ``L\\"utfi``, ``Costa-juss\\`a``, ``Ru\\v{z}a``, ``\\o``.
_TEX_ACCENT = re.compile(r"\{?\\(?:[\"'`^~=.]\s?\{?\\?|[uvHckrbd]\{|[uvHckrbd]\s)([A-Za-z])\}?\}?")
_TEX_LETTER = re.compile(r"\{?\\(ss|ae|oe|aa|AE|OE|AA|o|O|l|L|i|j)(?![A-Za-z])\s?\}?")
_ODD_SPACE = re.compile(r"\s\s|[^\S \n]")
_SPACES, _LINES = re.compile(r"[^\S\n]+"), re.compile(r"(?: ?\n ?)+")
_WORD = re.compile(r"[^\W_]+")

#: Characters of a citation or title that are read unless more is asked for; nothing longer is either.
LONGEST = 5000

#: Words that carry no evidence and that abbreviations leave out.
STOPWORDS = frozenset(
    {
        "a", "an", "and", "as", "at", "by", "das", "de", "del", "della", "der", "des", "di", "die", "du", "e", "el",
        "en", "et", "for", "from", "in", "into", "its", "la", "las", "le", "les", "los", "of", "on", "or", "the",
        "to", "u", "und", "upon", "van", "von", "with", "y", "zur",
    }
)  # fmt: skip

#: Greek letters are written out (TNF-α, TNF-alpha); transliteration alone would make them single letters.
_GREEK_NAMES = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
    "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
]  # fmt: skip
_GREEK = {0x3B1 + i: name for i, name in enumerate(_GREEK_NAMES)} | {
    0x391 + i: name for i, name in enumerate(_GREEK_NAMES)
} | {0xB5: "mu", 0x3D5: "phi", 0x3D1: "theta", 0x3F5: "epsilon"}  # fmt: skip

#: How German, Danish, Norwegian and Swedish letters are written where they cannot be printed.
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"})


def plain(text: str, most: int = LONGEST) -> str:
    """Return a text's first ``most`` characters, single-spaced, without tags or entities (escaped twice at worst)."""
    text = text[:most]
    if _ODD_SPACE.search(text):
        text = _LINES.sub("\n", _SPACES.sub(" ", text))
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = _TEX_LETTER.sub(r"\1", _TEX_ACCENT.sub(r"\1", text))
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return one word in lower-case ASCII: diacritics dropped, Greek letters by name, other scripts transliterated."""
    if word.isascii():
        return word.lower()
    word = word.translate(_GREEK)
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if not bare.isascii():
        bare = anyascii(bare)
    return "".join(c for c in bare.lower() if c.isalnum())


def words(text: str, most: int = LONGEST) -> list[str]:
    """Return the folded words of the first ``most`` characters of a text, in order."""
    return [folded for word in _WORD.findall(plain(text, most)) if (folded := fold(word))]


def compact(text: str, most: int = LONGEST) -> str:
    """Return the folded letters and digits of a text in one run, so that lost and stray spaces do not matter."""
    return "".join(words(text, most))


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the folded words of a plain text with the places where they start and end."""
    return [(folded, m.start(), m.end()) for m in _WORD.finditer(text) if (folded := fold(m.group()))]
