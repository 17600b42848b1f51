"""Readable ids for references: the first author's family name and the year."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ccsvi_refs.model import Reference

#: Words that say nothing about whose work it is.
_EMPTY = frozenset("a an the of for and in on to der die das la le les el un une".split())

#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "ı": "i"}
)


def keyed(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the references with an id each, their own or ``zamboni2009``, with a, b … where two would share it."""
    stems = [reference.id or _stem(reference) for reference in references]
    shared = Counter(stems)
    seen: Counter[str] = Counter()
    keys = []
    for stem in stems:
        keys.append(stem + _letters(seen[stem]) if shared[stem] > 1 else stem)
        seen[stem] += 1
    return tuple(reference.with_fields(id=key) for reference, key in zip(references, keys, strict=True))


def _stem(reference: Reference) -> str:
    first = next(iter(reference.authors or reference.names("editor")), None)
    if first and first.family:
        name = "".join(_words(first.family))
    elif first:
        name = _body(first.literal)
    else:
        name = next(iter(_words(reference.title or reference.container_title)), "")
    return (name[:30] or "reference") + (str(reference.year) if reference.year else "")


def _body(literal: str) -> str:
    """Return the abbreviation in brackets, the initials of a long name, or the first word of a short one."""
    if bracketed := re.search(r"\(([^\W\d_]{2,10})\)", literal):
        return bracketed[1].lower()
    words = _words(literal)
    return "".join(word[0] for word in words) if len(words) > 2 else "".join(words[:1])


def _words(text: str) -> list[str]:
    """Return the words that say something in lower-case ASCII letters; words of another script stay as they are."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    words = ["".join(char for char in word if char.isalnum()).lower() for word in plain.split()]
    kept = ["".join(char for char in word if char.isascii()) or word for word in words]
    return [word for word in kept if word and word not in _EMPTY]


def _letters(number: int) -> str:
    """Return a to z, then aa, ab and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
