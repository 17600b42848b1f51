"""The list of authors that a citation string prints, read with the registered authors in hand.

Each registered family name is looked for in the words before the title (behind it, where the title comes first); the
words beside it are given names or initials. What then is left over and looks like names is authors that nobody
registered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ccsvi_refs.matching import persons
from ccsvi_refs.matching.listing import Listed
from ccsvi_refs.matching.prepared import Author, Cited
from ccsvi_refs.text.folding import STOPWORDS, UMLAUTS, compact

#: How a list says that it goes on; what follows an ellipsis is its last author.
_GOES_ON = re.compile(
    r"\bet\.?\s?al\b|\band colleagues\b|\bothers\b|\bet coll\b|\bu\.\s?a\.|…|\.\s?\.\s?\.",
)
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
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
#: So many words of one run may be a family name: de la Cruz Santos.
_RUN = 4


@dataclass(frozen=True, slots=True)
class _Word:
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
    def may_be_initials(self) -> bool:
        """Whether a word that tells what a person is may be two initials: Roe MD, Roe JR."""
        return self.raw in ("MD", "JR", "SR", "ED")

    @property
    def initials(self) -> str:
        """The initials that the word is, empty where it is a name."""
        if len(self.raw) <= _INITIALS and self.raw.isupper() and self.raw.isalpha():
            return self.folded
        return self.folded if _WITH_PARTICLE.fullmatch(self.raw) else ""


def read(page: Cited, start: int, end: int, registered: Listed, known: frozenset[str], *, sure: bool) -> Listed:
    """Return the authors that a range of a string's words prints, in its order.

    ``known`` are words of the work's title and journal, which name nobody. Where it is not ``sure`` that the range
    ends with the list, names after the last registered one are not read.
    """
    words = _words(page, start, end)
    text = page.body[page.starts[start] : page.starts[end] if end < len(page.starts) else None] if words else ""
    claims = _claims(words, registered.authors)
    taken: set[int] = set()
    found: list[tuple[int, Author, str]] = []
    goes_on = bool(_GOES_ON.search(text))
    for at, size, who in sorted(claims, key=lambda claim: claim[0]):
        given = _given(words, at, size, who, claims)
        taken.update(range(at, at + size), given)
        found.append(
            (at, _cited(who, words[at : at + size], [words[i] for i in given]), _printed(words, at, size, given))
        )
    if not found:
        found = _first_alone(words, sure) if start == 0 else []
        goes_on = goes_on or not sure
    last = max(taken, default=-1)
    others = [other for other in _others(words, taken) if known.isdisjoint(other[1].words)]
    sure = sure or _ends_in_names(words, taken, others)
    found += [other for other in others if sure or other[0] < last]
    found.sort(key=lambda item: item[0])
    gap = _ELLIPSIS.search(text)
    before = [at for at, _, _ in found if gap and words[at].start < page.starts[start] + gap.start()]
    return Listed(
        tuple(who for _, who, _ in found),
        tuple(printed for _, _, printed in found),
        goes_on,
        len(before) if len(before) < len(found) else 0,
    )


def _ends_in_names(words: Sequence[_Word], taken: set[int], others: Sequence[tuple[int, Author, str]]) -> bool:
    """Whether nothing but names with initials follows the last registered author: no title in other words."""
    last = max(taken, default=-1)
    behind = [at for at, who, _ in others if at > last and who.initials]
    rest = [i for i in range(last + 1, len(words)) if not words[i].is_small]
    return bool(taken and behind) and all(words[i].initials or i in behind for i in rest)


def _words(page: Cited, start: int, end: int) -> list[_Word]:
    """Return the words of a range, each with the number of its part between commas and the like."""
    found: list[_Word] = []
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
                _Word(
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


def _claims(words: Sequence[_Word], authors: Sequence[Author]) -> list[tuple[int, int, Author]]:
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


def _doubts(words: Sequence[_Word], place: tuple[int, int], who: Author) -> tuple[bool, bool]:
    """Return what speaks against a family name's place: other given names, a place that is not a person's first."""
    at = place[0]
    inside = bool(at and words[at].person and words[at - 1].person == words[at].person and words[at].part)
    return not _fits(words, place, who), inside


def _is_given(
    words: Sequence[_Word], place: tuple[int, int], who: Author, claims: Sequence[tuple[int, int, Author]]
) -> bool:
    """Whether what looks like a family name is one of the given names of the author before it: Roe, Anna Singh."""
    part = words[place[0]].part
    before = [other for at, _, other in claims if words[at].part in (part - 1, part) and at < place[0]]
    named = any(words[place[0]].folded in other.given for other in before)
    return named and not _fits(words, place, who)


def _widened(words: Sequence[_Word], place: tuple[int, int], who: Author, taken: set[int]) -> tuple[int, int]:
    """Return the place of a family name of several words, of which one was found, with the others as they are spelt."""
    at, size = place
    if "".join(word.folded for word in words[at : at + size]) in (who.family, who.spelt_out):
        return place
    while at and words[at].joined and at - 1 not in taken:
        at, size = at - 1, size + 1
    while at + size < len(words) and at + size not in taken and _belongs(words, at + size, who, size):
        size += 1
    return at, size


def _belongs(words: Sequence[_Word], index: int, who: Author, size: int) -> bool:
    """Whether a word behind a part of a family name is another of its parts."""
    word = words[index]
    if word.joined:
        return True
    followed = index + 1 < len(words) and words[index + 1].part == word.part and bool(words[index + 1].initials)
    return size < len(who.words) and word.part == words[index - 1].part and not word.initials and followed


def _runs(words: Sequence[_Word]) -> dict[str, list[tuple[int, int]]]:
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


def _fits(words: Sequence[_Word], place: tuple[int, int], who: Author) -> bool:
    """Whether the words beside a family name can be the author's given names."""
    given = [words[i] for i in _given(words, *place, who, ())]
    return not given or persons.compare_given(_cited(who, (), given), who) != "other"


def _given(
    words: Sequence[_Word], at: int, size: int, who: Author, claims: Sequence[tuple[int, int, Author]]
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
    return past if who.initials and persons.compare_given(_cited(who, (), named), who) != "other" else []


def _while(words: Sequence[_Word], places: range, part: int, others: set[int]) -> list[int]:
    found: list[int] = []
    for i in places:
        if words[i].part != part or i in others or (words[i].is_title and (found or not words[i].may_be_initials)):
            break
        if not words[i].is_small:
            found.append(i)
    return found


def _cited(who: Author, family: Sequence[_Word], given: Sequence[_Word]) -> Author:
    """Return an author as printed: the family name, the registered one where it is that, with the names beside it."""
    if family and "".join(word.folded for word in family) not in (who.family, who.spelt_out):
        who = _named([word for word in family if not word.is_small] or family)
    letters: list[str] = []
    for word in given:
        many = word.raw.isupper() and word.folded == who.initials
        letters += list(word.folded) if word.initials or many else [word.folded]
    return replace(who, given=tuple(letters), initials="".join(letter[0] for letter in letters))


def _named(family: Sequence[_Word], given: Sequence[str] = ()) -> Author:
    return Author(
        "".join(word.folded for word in family),
        compact(" ".join(word.raw for word in family).translate(UMLAUTS)),
        tuple(word.folded for word in family),
        "".join(name[0] for name in given),
        tuple(given),
    )


def _first_alone(words: Sequence[_Word], sure: bool) -> list[tuple[int, Author, str]]:
    """Return the name a list begins with in which no registered one stands, as far as it looks like a name."""
    if sure:
        return list(_first(words))
    first = next(_others(words, set()), None)
    return [first] if first and first[0] == 0 and first[1].initials and words[0].part == 0 else []


def _first(words: Sequence[_Word]) -> Iterator[tuple[int, Author, str]]:
    """Yield the first name of a list in which nothing else could be told."""
    named = [word for word in words if word.part == words[0].part and not word.is_title]
    if named and not any(_is_name(word) and not word.initials for word in named):
        yield 0, _named(named[:1], [word.folded for word in named[1:]]), " ".join(word.raw for word in named)


def _printed(words: Sequence[_Word], at: int, size: int, given: Sequence[int]) -> str:
    family = " ".join(words[i].raw for i in range(at, at + size))
    names = [words[i].raw for i in given]
    initials = "".join(name if words[i].initials else name[:1] for name, i in zip(names, given, strict=True))
    return f"{family} {initials.upper()}".strip()


def _others(words: Sequence[_Word], taken: set[int]) -> Iterator[tuple[int, Author, str]]:
    """Yield what is left over and looks like names, with its place."""
    places = [i for i in range(len(words)) if i not in taken and _is_name(words[i])]
    chunk: list[int] = []
    for i in places:
        if chunk and (_is_apart(words[chunk[-1]], words[i]) or any(k in taken for k in range(chunk[-1], i))):
            alone = all(words[k].initials for k in range(i, len(words)) if words[k].part == words[i].part)
            if not (alone and words[i].part == words[chunk[-1]].part + 1):
                yield from _other(words, chunk)
                chunk = []
        chunk.append(i)
    if chunk:
        yield from _other(words, chunk)


def _is_apart(word: _Word, other: _Word) -> bool:
    """Whether two words are parts of two names: a comma between semicolons is within one."""
    if word.person and other.person:
        return word.person != other.person
    return word.part != other.part


def _is_name(word: _Word) -> bool:
    return not word.is_title and not word.is_small and word.raw[:1].isupper() and not any(c.isdigit() for c in word.raw)


def _other(words: Sequence[_Word], chunk: Sequence[int]) -> Iterator[tuple[int, Author, str]]:
    names = [words[i] for i in chunk if not words[i].initials]
    initials = "".join(words[i].initials for i in chunk)
    if not names:
        return
    if not persons.GROUPS.isdisjoint(word.folded for word in names):
        all_ = [words[i] for i in chunk]
        yield chunk[0], replace(_named(all_), group=True), " ".join(word.raw for word in all_)
        return
    first = [word for word in names if word.part == names[0].part]
    if len(first) < len(names):
        family, given = first, [words[i].folded for i in chunk if words[i] not in first]
    elif not initials and len(names) > 1:
        family, given = names[-1:], [word.folded for word in names[:-1]]
    else:
        family, given = names, list(initials)
    raw = " ".join(word.raw for word in family)
    author = _named(family, given)
    yield chunk[0], author, f"{raw} {author.initials.upper()}".strip()
