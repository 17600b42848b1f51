"""Journal names: in full, as initials, or abbreviated by ISO 4.

https://www.issn.org/services/online-services/access-to-the-ltwa/
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ccsvi_refs.text.folding import STOPWORDS, plain, words

#: NLM puts a translated or a longer name behind ' = ' or ' : ', a place or an edition in brackets.
_ALTERNATIVE = re.compile(r"\s+[=:]\s+")
#: A country at the end is often left out.
_COUNTRIES = (("of", "the", "united", "states", "of", "america"), ("u", "s", "a"), ("usa",))
_QUALIFIER = re.compile(r"\s*\([^()]*\)")


@lru_cache(maxsize=1 << 14)
def forms(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the word lists a journal name can be cited by: whole, without its bracket, and each side of '=' or ':'."""
    text = plain(name)
    bare = _QUALIFIER.sub("", text)
    spellings = [bare, *_ALTERNATIVE.split(bare)] if _ALTERNATIVE.search(bare) else [bare]
    if bare != text:
        spellings.append(text)
    lists = [tuple(words(spelling)) for spelling in spellings]
    lists += [item[: -len(country)] for item in lists for country in _COUNTRIES if item[-len(country) :] == country]
    lists = [tuple(word for word in item if word not in STOPWORDS) for item in lists]
    return tuple(dict.fromkeys(item for item in lists if item))


def abbreviates(short: str, full: str) -> bool:
    """Return whether a word is the other's abbreviation: a prefix, or a contraction that keeps the first letter."""
    if full.startswith(short):
        return True
    if len(short) < 3 or short[0] != full[0] or len(short) >= len(full):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def same_word(a: str, b: str) -> bool:
    """Return whether one word of a journal name can stand for the other."""
    if a == b:
        return True
    return abbreviates(a, b) if len(a) < len(b) else abbreviates(b, a)


def is_initials(short: str, name: tuple[str, ...]) -> bool:
    """Return whether a single word is made of a name's initials, of its first words at least: ``pnas``, ``cmaj``."""
    if not 2 <= len(short) <= len(name) + 1 or len(name) < 2:
        return False
    initials = "".join(word[0] for word in name)
    return len(short) >= 3 and initials.startswith(short)


def same(a: str, b: str) -> bool:
    """Return whether two names are forms of one journal's name."""
    return same_forms(forms(a), forms(b))


def same_forms(a: tuple[tuple[str, ...], ...], b: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether any two of the word lists are forms of one name."""
    return any(_same_forms(x, y) for x in a for y in b)


def _same_forms(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if a == b or "".join(a) == "".join(b):
        return True
    if len(a) == 1 and is_initials(a[0], b):
        return True
    if len(b) == 1 and is_initials(b[0], a):
        return True
    return len(a) == len(b) and all(map(same_word, a, b))


def names(data: Any) -> tuple[str, ...]:
    """Return the container names of a CSL-JSON item: in full, short or abbreviated, and the series it is in."""
    found = (
        data.get(key) for key in ("container-title", "container-title-short", "journalAbbreviation", "collection-title")
    )
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str) and name))
