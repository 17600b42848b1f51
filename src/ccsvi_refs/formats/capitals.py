"""Titles and family names that a source shouts, put into ordinary case.

Crossref holds titles and names in capitals for about one record in fifteen. What was an acronym or a name cannot be
told any more; lists of common ones, words with digits, words without a vowel and Roman numerals keep their capitals.
"""

from __future__ import annotations

import re

from ccsvi_refs.formats.words import ACRONYMS, PROPER

_TAGS = re.compile(r"(<[^<>]*>)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ROMAN = re.compile(r"(?=[IVXLC]{2})(?:X{0,3})(?:IX|IV|V?I{0,3})|[LC]X{0,3}(?:IX|IV|V?I{0,3})")
_VOWELS = frozenset("AEIOUYÄÖÜÀÁÂÃÅÆÈÉÊËÌÍÎÏÒÓÔÕØÙÚÛİ")
_SENTENCE_END = re.compile(r"[.:?!–—]\s+[\"“‘'(\[¿¡]*$|^[\"“‘'(\[¿¡]*$")
#: Single letters that are words in Romance languages, and words by which those are known.
_LETTERS = frozenset("AEOYÀÉ")
_ROMANCE = re.compile(r"\b(?:DE|DEL|DA|DO|DOS|DAS|DI|DELLA|DEI|DU|DES|LA|EL|LOS|LAS|LES)\b")
#: Two words in italics are the name of a species, but for these.
_LATIN = frozenset({"vitro", "vivo", "situ", "silico", "utero", "de", "novo", "al", "post", "versus"})
_SPECIES = re.compile(r"<i>([a-z])([a-zï-]+ [a-z-]+)</i>")
#: Particles of family names.
_PARTICLES = frozenset(
    {
        "DA", "DAL", "DE", "DEI", "DEL", "DELLA", "DEN", "DER", "DES", "DI", "DO", "DOS", "DU", "EL", "LA", "LE",
        "TEN", "TER", "VAN", "VOM", "VON", "ZU", "ZUM", "ZUR",
    }
)  # fmt: skip
_TURKISH = re.compile("[İĞŞ]")
_TURKISH_LOWER = str.maketrans({"İ": "i", "I": "ı"})


def is_shouted(text: str) -> bool:
    """Return whether a title is in capitals and too long for an acronym: a word of eight letters, or several."""
    if text != text.upper() and "<" not in text:
        return False
    bare = _TAGS.sub("", text)
    if bare != bare.upper() or bare == bare.lower():
        return False
    words = [word for word in _WORD.findall(bare) if word.isalpha()]
    return any(len(word) > 7 for word in words) or sum(len(word) > 3 for word in words) > 1 or len(words) > 3


def sentence(text: str) -> str:
    """Return a title in capitals as a sentence, or one whose title or subtitle is; any other as it is."""
    if is_shouted(text):
        return _lowered(text)
    head, colon, tail = text.partition(": ")
    if colon and len(_WORD.findall(_TAGS.sub("", tail))) > 3 and is_shouted(tail):
        return head + colon + _lowered(tail)
    if colon and len(_WORD.findall(_TAGS.sub("", head))) > 3 and is_shouted(head):
        return _lowered(head) + colon + tail
    return text


def _lowered(text: str) -> str:
    out, before = [], ""
    is_romance, is_turkish = bool(_ROMANCE.search(text)), bool(_TURKISH.search(text))
    for piece in _TAGS.split(text):
        if piece.startswith("<"):
            out.append(piece)
            continue
        out.append(_WORD.sub(lambda match, done=before: _word(match, done, is_romance, is_turkish), piece))
        before += piece
    return _SPECIES.sub(_species, "".join(out))


def _species(match: re.Match[str]) -> str:
    first, rest = match.groups()
    is_name = not _LATIN.intersection((first + rest).split())
    return f"<i>{first.upper() if is_name else first}{rest}</i>"


def _word(match: re.Match[str], done: str, is_romance: bool, is_turkish: bool) -> str:
    word, before = match.group(), done + match.string[: match.start()]
    if _is_kept(word, match, is_romance):
        return word
    lowered = word.translate(_TURKISH_LOWER).lower() if is_turkish else word.lower()
    starts = word.partition("'")[0].partition("’")[0] in PROPER or _SENTENCE_END.search(before[-6:])
    return (word[0] if is_turkish else lowered[0].upper()) + lowered[1:] if starts else lowered


def _is_kept(word: str, match: re.Match[str], is_romance: bool) -> bool:
    if word in ACRONYMS or re.search(r"\d", word) or _ROMAN.fullmatch(word):
        return True
    if len(word) == 1:
        is_word = word == "A" or not word.isascii() or (is_romance and word in _LETTERS)
        return not is_word or match.string[match.end() : match.end() + 1] in (".", "-")
    return word.isalpha() and not _VOWELS.intersection(word)


def family(text: str) -> str:
    """Return a family name in capitals as names are written; any other as it is."""
    if len(text) < 2 or text != text.upper() or text == text.lower() or re.search(r"\d", text):
        return text
    if len(text) == 2 and not _VOWELS.intersection(text):
        return text  # initials that stand for a family name: MG
    words = text.split(" ")
    particles = [word in _PARTICLES and i < len(words) - 1 for i, word in enumerate(words)]
    return " ".join(
        word.lower() if is_particle else _capitalised(word) for word, is_particle in zip(words, particles, strict=True)
    )


def given(text: str) -> str:
    """Return given names in capitals as names are written; initials stay."""
    if text != text.upper() or text == text.lower():
        return text
    return re.sub(r"[^\W\d_]{4,}|(?<![^\W\d_])[^\W\d_]{3}(?=[\s-]|$)", lambda match: _name_word(match.group()), text)


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: _name_word(match.group()), word)


def _name_word(word: str) -> str:
    if re.fullmatch(r"MC[^\W\d_]{3,}", word):
        return "Mc" + word[2:].capitalize()
    lowered = word.translate(_TURKISH_LOWER).lower() if _TURKISH.search(word) else word.lower()
    return word[0] + lowered[1:]
