"""Where the registered authors' family names stand in a list of names, and the given names beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ccsvi_refs.matching import persons
from ccsvi_refs.matching.bylines.words import Word, author
from ccsvi_refs.matching.prepared import Author

#: So many words of one run may be a family name: de la Cruz Santos.
_RUN = 4


def claimed(words: Sequence[Word], authors: Sequence[Author]) -> list[tuple[int, int, Author]]:
    """Return where each registered author's family name stands: the place, how many words, and who."""
    runs = _runs(words)
    taken: set[int] = set()
    claims: list[tuple[int, int, Author]] = []
    after = 0
    for who in authors:
        places = [(at, size) for at, size in _places(runs, who) if taken.isdisjoint(range(at, at + size))]
        places = [place for place in places if not _is_given(words, place, who, claims)]
        if not places:
            continue
        best = min(places, key=lambda place: (*_doubts(words, place, who), place[0] < after, place[0]))
        at, size = _widened(words, best, who, taken)
        taken.update(range(at, at + size))
        claims.append((at, size, who))
        after = at + size
    return claims


def _doubts(words: Sequence[Word], place: tuple[int, int], who: Author) -> tuple[bool, bool]:
    """Return what speaks against a family name's place: other given names, a place that is not a person's first."""
    at = place[0]
    inside = bool(at and words[at].person and words[at - 1].person == words[at].person and words[at].part)
    return not _fits(words, place, who), inside


def _is_given(
    words: Sequence[Word], place: tuple[int, int], who: Author, claims: Sequence[tuple[int, int, Author]]
) -> bool:
    """Whether what looks like a family name is one of the given names of the author before it: Roe, Anna Singh."""
    part = words[place[0]].part
    before = [other for at, _, other in claims if words[at].part in (part - 1, part) and at < place[0]]
    named = any(words[place[0]].folded in other.given for other in before)
    return named and not _fits(words, place, who)


def _widened(words: Sequence[Word], place: tuple[int, int], who: Author, taken: set[int]) -> tuple[int, int]:
    """Return the place of a family name of several words, of which one was found, with the others as they are spelt."""
    at, size = place
    if "".join(word.folded for word in words[at : at + size]) in (who.family, who.spelt_out):
        return place
    while at and words[at].joined and at - 1 not in taken:
        at, size = at - 1, size + 1
    while at + size < len(words) and at + size not in taken and _belongs(words, at + size, who, size):
        size += 1
    return at, size


def _belongs(words: Sequence[Word], index: int, who: Author, size: int) -> bool:
    """Whether a word behind a part of a family name is another of its parts."""
    word = words[index]
    if word.joined:
        return True
    followed = index + 1 < len(words) and words[index + 1].part == word.part and bool(words[index + 1].initials)
    return size < len(who.words) and word.part == words[index - 1].part and not word.initials and followed


def _runs(words: Sequence[Word]) -> dict[str, list[tuple[int, int]]]:
    """Return the places of every run of words of one part, by its letters."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for at in range(len(words)):
        letters = ""
        for size, word in enumerate(words[at : at + _RUN], 1):
            if word.part != words[at].part:
                break
            letters += word.folded
            runs.setdefault(letters, []).append((at, size))
    return runs


def _places(runs: dict[str, list[tuple[int, int]]], who: Author) -> list[tuple[int, int]]:
    """Return where a family name stands: whole, else its longest word alone."""
    whole = [*runs.get(who.family, ()), *(runs.get(who.spelt_out, ()) if who.spelt_out != who.family else ())]
    if whole or len(who.words) == 1:
        return whole
    return [place for word in (who.words[-1], who.words[0]) if len(word) >= _RUN for place in runs.get(word, ())]


def _fits(words: Sequence[Word], place: tuple[int, int], who: Author) -> bool:
    """Whether the words beside a family name can be the author's given names."""
    given = [words[i] for i in given_names(words, *place, who, ())]
    return not given or persons.compare_given(cited(who, (), given), who) != "other"


def given_names(
    words: Sequence[Word], at: int, size: int, who: Author, claims: Sequence[tuple[int, int, Author]]
) -> list[int]:
    """Return the places of the given names of the family name at a place: behind it, before it, or past a comma."""
    others = {i for start, length, _ in claims if start != at for i in range(start, start + length)}
    part = words[at].part
    behind = _while(words, range(at + size, len(words)), part, others)
    before = list(reversed(_while(words, range(at - 1, -1, -1), part, others)))
    if behind and words[behind[0]].initials:
        return behind
    if before or behind:
        return before or behind
    past = _while(words, range(at + size, len(words)), part + 1, others)
    if not past or any(
        i in others for i in range(past[0], past[-1] + 2) if i < len(words) and words[i].part == part + 1
    ):
        return []
    if at == 0 or all(words[i].initials for i in past):
        return past
    named = [words[i] for i in past]
    return past if who.initials and persons.compare_given(cited(who, (), named), who) != "other" else []


def _while(words: Sequence[Word], places: range, part: int, others: set[int]) -> list[int]:
    found: list[int] = []
    for i in places:
        if words[i].part != part or i in others or (words[i].is_title and (found or not words[i].may_be_initials)):
            break
        if not words[i].is_small:
            found.append(i)
    return found


def cited(who: Author, family: Sequence[Word], given: Sequence[Word]) -> Author:
    """Return an author as printed: the family name, the registered one where it is that, with the names beside it."""
    if family and "".join(word.folded for word in family) not in (who.family, who.spelt_out):
        who = author([word for word in family if not word.is_small] or family)
    letters: list[str] = []
    for word in given:
        many = word.raw.isupper() and word.folded == who.initials
        letters += list(word.folded) if word.initials or many else [word.folded]
    return replace(who, given=tuple(letters), initials="".join(letter[0] for letter in letters))
