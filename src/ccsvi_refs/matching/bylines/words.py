"""The words of a list of names: each with its part of the list, and what it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ccsvi_refs.matching.prepared import Author, Cited
from ccsvi_refs.text.folding import STOPWORDS, UMLAUTS, compact

#: What parts two names.
_PART = re.compile(r"[,;&/\n|…()\[\]]|\b(?:and|und|et|y|e)\b", re.IGNORECASE)
#: Small words between names, or within one, that are none where they begin with a small letter.
_SMALL = STOPWORDS | frozenset(
    {
        "af", "al", "authors", "author", "av", "behalf", "bin", "colleagues", "coll", "da", "do", "dos", "ibn",
        "others", "ten", "ter", "vom", "zu",
    }
)  # fmt: skip
#: What stands behind a name.
_TITLES = frozenset({"ed", "eds", "editor", "editors", "hrsg", "ii", "iii", "iv", "jr", "md", "phd", "prof", "sr"})
#: Given names that are written as titles are.
_GIVEN = frozenset({"Md", "Ed"})
_INITIALS = 3
#: Initials with that of a particle: Reis ALd.
_WITH_PARTICLE = re.compile(r"[A-Z]{2,3}[a-z]")
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list of names: folded, as it is printed, the number of its part of the list, its place.

    ``joined`` says that a hyphen joins it to the word before; ``person`` counts the parts between semicolons, where
    the list has any.
    """

    folded: str
    raw: str
    part: int
    start: int
    joined: bool
    person: int = 0

    @property
    def is_small(self) -> bool:
        """Whether the word is a particle or conjunction."""
        return self.folded in _SMALL and self.raw.islower()

    @property
    def is_title(self) -> bool:
        """Whether the word tells what a person is."""
        return self.folded in _TITLES and self.raw not in _GIVEN

    @property
    def is_name(self) -> bool:
        """Whether the word may be one of a name's: it has a capital and no digit."""
        return (
            not (self.is_title or self.is_small) and self.raw[:1].isupper() and not any(c.isdigit() for c in self.raw)
        )

    @property
    def may_be_initials(self) -> bool:
        """Whether a word that tells what a person is may be two initials: Roe MD, Roe JR."""
        return self.raw in ("MD", "JR", "SR", "ED")

    @property
    def initials(self) -> str:
        """The initials that the word is, empty where it is a name."""
        if len(self.raw) <= _INITIALS and self.raw.isupper() and self.raw.isalpha():
            return self.folded
        return self.folded if _WITH_PARTICLE.fullmatch(self.raw) else ""


def words_of(page: Cited, start: int, end: int) -> list[Word]:
    """Return the words of a range, each with the number of its part between commas and the like."""
    found: list[Word] = []
    part, person = 0, 1
    for index in range(start, min(end, len(page.words))):
        between = page.body[page.ends[index - 1] : page.starts[index]] if index > start else ""
        if _PART.search(between):
            part += 1
            person += "," not in between
        raw = page.body[page.starts[index] : page.ends[index]]
        if page.words[index] in ("and", "und", "et", "y", "e") and raw.islower():
            part += 1
        elif not raw.isdecimal():
            found.append(
                Word(
                    page.words[index],
                    raw,
                    part,
                    page.starts[index],
                    page.body[page.starts[index] - 1 : page.starts[index]] in _HYPHENS,
                    person,
                )
            )
    listed = ";" in page.body[page.starts[start] : found[-1].start] if found else False
    return found if listed else [replace(word, person=0) for word in found]


def author(family: Sequence[Word], given: Sequence[str] = ()) -> Author:
    """Return an author of this family name, with given names or initials."""
    return Author(
        "".join(word.folded for word in family),
        compact(" ".join(word.raw for word in family).translate(UMLAUTS)),
        tuple(word.folded for word in family),
        "".join(name[0] for name in given),
        tuple(given),
    )
