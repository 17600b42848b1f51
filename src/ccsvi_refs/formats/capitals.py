"""Titles and family names that a source shouts, put into ordinary case.

Crossref holds titles and names in capitals for about one record in fifteen. What was an acronym cannot be told any
more; a short list of common ones, words with digits, words without a vowel and Roman numerals are left as they are.
"""

from __future__ import annotations

import re

_TAGS = re.compile(r"(<[^<>]*>)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ROMAN = re.compile(r"(?=[IVXLC]{2})(?:X{0,3})(?:IX|IV|V?I{0,3})|[LC]X{0,3}(?:IX|IV|V?I{0,3})")
_VOWELS = frozenset("AEIOUYÄÖÜÀÁÂÃÅÆÈÉÊËÌÍÎÏÒÓÔÕØÙÚÛ")
_SENTENCE_END = re.compile(r"[.:?!–—]\s+[\"“‘'(\[]*$|^[\"“‘'(\[]*$")

#: Acronyms with a vowel that stand in titles of medicine and its neighbours.
_ACRONYMS = frozenset(
    {
        "ACE", "ACTH", "ADHD", "AIDS", "AMP", "APOE", "ATP", "BMI", "BOLD", "CAD", "CCSVI", "CIS", "COPD", "COVID",
        "CSF", "DICOM", "DNA", "ECG", "ECMO", "EDSS", "EDTA", "EEG", "ELISA", "EMG", "EU", "FDA", "FEV", "GABA",
        "HIV", "HLA", "IBM", "ICU", "IEEE", "IGA", "IGE", "IGG", "IGM", "ISO", "IV", "JAMA", "MEG", "MRI", "MRSA",
        "MS", "NASA", "NATO", "NICE", "NIH", "NMDA", "NMR", "OCT", "OECD", "PCR", "PET", "PTA", "RNA", "SARS",
        "SLE", "SNP", "SPECT", "TB", "TIA", "TNF", "UK", "UN", "UNESCO", "UNICEF", "US", "USA", "USSR", "UV", "VEP",
        "WHO",
    }
)  # fmt: skip
#: What a word after an apostrophe, a Mac or a particle of a family name looks like.
_PARTICLES = frozenset(
    {
        "DA", "DAL", "DE", "DEI", "DEL", "DELLA", "DEN", "DER", "DES", "DI", "DO", "DOS", "DU", "EL", "LA", "LE",
        "TEN", "TER", "VAN", "VOM", "VON", "ZU", "ZUM", "ZUR",
    }
)  # fmt: skip


def is_shouted(text: str) -> bool:
    """Return whether a title is in capitals and too long for an acronym: a word of eight letters, or several."""
    bare = _TAGS.sub("", text)
    if bare != bare.upper() or bare == bare.lower():
        return False
    words = [word for word in _WORD.findall(bare) if word.isalpha()]
    return any(len(word) > 7 for word in words) or sum(len(word) > 3 for word in words) > 1 or len(words) > 3


def sentence(text: str) -> str:
    """Return a title in capitals as a sentence, its markup untouched; any other title as it is."""
    if not is_shouted(text):
        return text
    out, before = [], ""
    for piece in _TAGS.split(text):
        if piece.startswith("<"):
            out.append(piece)
            continue
        out.append(_WORD.sub(lambda match, done=before: _word(match, done), piece))
        before += piece
    return "".join(out)


def family(text: str) -> str:
    """Return a family name in capitals as names are written; any other as it is."""
    if len(text) < 2 or text != text.upper() or text == text.lower() or re.search(r"\d", text):
        return text
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


def _word(match: re.Match[str], done: str) -> str:
    word, before = match.group(), done + match.string[: match.start()]
    if _is_kept(word, match):
        return word
    lowered = word.lower()
    return lowered[0].upper() + lowered[1:] if _SENTENCE_END.search(before[-6:] if before else before) else lowered


def _is_kept(word: str, match: re.Match[str]) -> bool:
    if word in _ACRONYMS or re.search(r"\d", word) or _ROMAN.fullmatch(word):
        return True
    if len(word) == 1:
        return word != "A" or match.string[match.end() : match.end() + 1] in (".", "-")
    return word.isalpha() and not _VOWELS.intersection(word)


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: _name_word(match.group()), word)


def _name_word(word: str) -> str:
    if re.fullmatch(r"MC[^\W\d_]{3,}", word):
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
