"""In what language a title is, and whether a citation gives it in translation."""

from __future__ import annotations

import re

from ccsvi_refs.text.folding import words

#: Function words that tell a title's language; titles in two languages cannot be compared.
_MARKS = {
    "en": frozenset(["the", "of", "and", "in", "with", "for", "by", "from", "an", "on", "to", "is", "are"]),
    "fr": frozenset(["le", "la", "les", "des", "du", "et", "dans", "chez", "une", "un", "par", "sur", "aux", "au"]),
    "de": frozenset(["der", "die", "das", "und", "bei", "mit", "von", "zur", "zum", "einer", "eine", "im", "des"]),
    "es": frozenset(["el", "los", "las", "del", "y", "en", "con", "una", "por", "para", "la", "de"]),
    "it": frozenset(["il", "lo", "gli", "della", "delle", "dei", "nel", "nella", "con", "per", "di", "e"]),
    "pt": frozenset(["o", "os", "as", "do", "da", "dos", "das", "em", "com", "uma", "por", "para", "e"]),
}
_NAMES = (
    "arabic|bulgarian|chinese|croatian|czech|danish|dutch|finnish|french|german|greek|hebrew|hungarian|italian|japanese"
    "|korean|norwegian|persian|polish|portuguese|romanian|russian|serbian|slovak|slovenian|spanish|swedish|turkish"
    "|ukrainian"
)
_NAME = re.compile(_NAMES, re.IGNORECASE)
#: How a citation says that its title is a translation: ``Spanish.`` at its end, ``[Article in German]``.
_NOTE = re.compile(
    rf"(?:(?<=[.\s])(?:{_NAMES})\.?\s*$|[\[(](?:article |text )?in (?:{_NAMES})|[\[(](?:{_NAMES})[\])])",
    re.IGNORECASE,
)
#: A title in square brackets: NLM's way to say that it was translated.
_BRACKETED = re.compile(r"\[([^\[\]]{12,})\]")
#: What else stands in brackets.
_ASIDE = re.compile(
    r"\d|\b(?:e?pub\w*|print|press|online|internet|accessed|cited|abstracts?|supplement\w*)\b", re.IGNORECASE
)
_FEW, _SEVERAL = 3, 2


def of(title: str) -> str:
    """Return the language that a title's small words tell, empty where they tell none."""
    found = words(title)
    counts = {name: sum(word in marks for word in found) for name, marks in _MARKS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def is_name(text: str) -> bool:
    """Return whether a text is the name of a language."""
    return bool(_NAME.fullmatch(text.strip(" .;,")))


def says_so(text: str) -> bool:
    """Return whether a citation says that its title is a translation: by brackets, or by the work's language."""
    bracketed = (found for found in _BRACKETED.findall(text) if not _ASIDE.search(found))
    return bool(_NOTE.search(text)) or any(len(words(found)) >= _FEW for found in bracketed)


def differ(text: str, title: str) -> bool:
    """Return whether a citation and a title are surely of two languages."""
    return is_latin(text) != is_latin(title) or _surely_differ(text, title)


def _surely_differ(a: str, b: str) -> bool:
    """Return whether two texts have small words of two languages, several of each and none of the other's."""
    here, there = (set(words(text)) for text in (a, b))
    one, other = of(a), of(b)
    if not one or not other or one == other:
        return False
    own = len(here & _MARKS[one]) >= _SEVERAL and len(there & _MARKS[other]) >= _SEVERAL
    return own and here.isdisjoint(_MARKS[other] - _MARKS[one]) and there.isdisjoint(_MARKS[one] - _MARKS[other])


def is_latin(text: str) -> bool:
    """Return whether most letters of a text are of the Latin script."""
    letters = [char for char in text if char.isalpha()]
    return sum(char < "\u0370" for char in letters) * 2 > len(letters)
