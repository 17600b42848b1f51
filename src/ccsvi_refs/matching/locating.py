"""Where a candidate's fields stand in a citation string, and how well: title, authors, container."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ccsvi_refs.matching.containers import SMALL, is_initials, same_word
from ccsvi_refs.matching.prepared import Author, Cited, Registered

#: Below this similarity (0..1) a stretch of text is not taken for a title.
_TITLE_FLOOR = 0.6
#: A title shorter than this many letters has to stand between word boundaries to count as found.
_SHORT = 20
#: So many words of a title have to stand before an ellipsis.
_CUT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A field found in the text: how alike (0..1), and the range of words it covers."""

    likeness: float
    start: int = 0
    end: int = 0


_NOWHERE = Found(0.0)


def title(cited: Cited, record: Registered) -> Found:
    """Return where the candidate's title stands in the text; one that is only like it ends where punctuation does."""
    found = phrase(cited, record.compact_title)
    return bounded(cited, found, record.compact_title) if 0 < found.likeness < 1 else found


def cut(cited: Cited, title_words: tuple[str, ...]) -> Found:
    """Return where the beginning of a title stands that an ellipsis breaks off, nowhere where none does."""
    for end in cited.cuts:
        for size in range(min(end, len(title_words) - 1), _CUT_WORDS - 1, -1):
            if tuple(cited.words[end - size : end]) == title_words[:size] and _is_telling(title_words[:size]):
                return Found(1.0, end - size, end)
    return _NOWHERE


def _is_telling(found: tuple[str, ...]) -> bool:
    return sum(map(len, found)) >= _SHORT


def phrase(cited: Cited, letters: str, floor: float = _TITLE_FLOOR) -> Found:
    """Return where a run of letters stands in the text, word divisions aside, tolerating changed letters."""
    if not letters or not cited.compact:
        return _NOWHERE
    at = cited.compact.find(letters)
    if at >= 0:
        start, end = cited.span(at, at + len(letters))
        if len(letters) >= _SHORT or _whole_words(cited, at, at + len(letters)):
            return Found(1.0, start, end)
        return _NOWHERE
    if len(letters) > len(cited.compact):
        return Found(fuzz.ratio(letters, cited.compact) / 100, 0, len(cited.words))
    found = fuzz.partial_ratio_alignment(letters, cited.compact, score_cutoff=floor * 100)
    if found is None or len(letters) < 8:
        return _NOWHERE
    start, end = cited.span(found.dest_start, found.dest_end)
    return Found(found.score / 100, start, end)


def _whole_words(cited: Cited, start: int, end: int) -> bool:
    offsets = cited.offsets
    first, last = cited.span(start, end)
    return offsets[first] == start and (last >= len(offsets) or offsets[last] == end)


def bounded(page: Cited, found: Found, wanted: str) -> Found:
    """Return the stretch between two marks of punctuation most like a title; lines are not crossed lightly."""
    stop = bisect_left(page.starts, page.locator.start) if page.locator.end else len(page.words)
    starts = [start for start, _ in page.segments if abs(start - found.start) <= 6]
    ends = [end for _, end in page.segments if abs(end - found.end) <= 6 and end <= stop]
    best, score = found, 0.0
    for start in starts:
        for end in (end for end in ends if end > start):
            alike = fuzz.ratio("".join(page.words[start:end]), wanted) / 100
            rank = alike - 0.08 * page.body.count("\n", page.starts[start], page.ends[end - 1])
            if rank > score:
                best, score = Found(alike, start, end), rank
    return best


def coverage(cited: Cited, title_words: tuple[str, ...]) -> float:
    """Return the share of a title's letters that stand in the text as whole words, in any order (0..1)."""
    total = sum(map(len, title_words))
    return sum(len(word) for word in title_words if word in cited.bag) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class AuthorFound:
    """An author found in the text: exactly or nearly, at which word, and whether the initials there agree."""

    exact: bool
    place: int
    size: int
    initials: bool | None


def author(cited: Cited, who: Author, near: int = 0) -> AuthorFound | None:
    """Return where an author's family name stands; ``near`` words from the start are searched for a misspelling."""
    place = _name_place(cited, who)
    if place is not None:
        return AuthorFound(True, place, len(who.words), _initials(cited, who, place, len(who.words)))
    size = len(who.words)
    for index in range(min(near, len(cited.words))):
        if _misspelt("".join(cited.words[index : index + size]), who.family):
            return AuthorFound(False, index, size, _initials(cited, who, index, size))
    if len(who.family) >= 5 and who.family in cited.compact[: 60 if near else None]:
        start, end = cited.span(at := cited.compact.find(who.family), at + len(who.family))
        return AuthorFound(False, start, end - start, None)
    return None


def _typos(name: str) -> int:
    return 1 if len(name) < 8 else 2


def _misspelt(word: str, name: str) -> bool:
    if len(name) < 4:
        return len(name) == 3 and sorted(word) == sorted(name) and word[0] == name[0]
    return bool(OSA.distance(word, name, score_cutoff=_typos(name)) <= _typos(name))


def _name_place(cited: Cited, who: Author) -> int | None:
    for index in cited.places.get(who.words[0], ()):
        if tuple(cited.words[index : index + len(who.words)]) == who.words:
            return index
    if len(who.words) > 1:
        longest = max(who.words, key=len)
        places = cited.places.get(who.family) or (cited.places.get(longest) if len(longest) > 3 else None)
        return places[0] if places else None
    return None


def _initials(cited: Cited, who: Author, place: int, size: int) -> bool | None:
    """Whether the given names beside a family name agree: None where the text or the record has none."""
    if not who.initials:
        return None
    after, before = _given_at(cited, place + size, 1), _given_at(cited, place - 1, -1)
    given = [found for found in (after, before) if found]
    if not given:
        return None
    return any(found[0] == who.initials[0] for found in given)


def _given_at(cited: Cited, index: int, step: int) -> str:
    """Return the word beside a family name where it looks like initials: one to three capitals."""
    if not 0 <= index < len(cited.words):
        return ""
    raw = cited.body[cited.starts[index] : cited.ends[index]]
    if len(raw) > 3 or not raw.isalpha() or not raw.isupper():
        return ""
    while step < 0 and index > 0 and len(raw) == 1 and _is_initial(cited, index - 1):
        index -= 1
    return cited.words[index]


def _is_initial(cited: Cited, index: int) -> bool:
    raw = cited.body[cited.starts[index] : cited.ends[index]]
    return len(raw) == 1 and raw.isupper()


def container(cited: Cited, form: tuple[str, ...], taken: range) -> Found:
    """Return where one form of a container's name stands outside the words already taken, in full or abbreviated."""
    best = _NOWHERE
    for index in cited.by_letter.get(form[0][0], ()):
        if index in taken:
            continue
        found = _follow(cited, form, index)
        if found.likeness >= best.likeness and found.likeness > 0:
            best = found
    if best.likeness < 1:
        best = _initialism(cited, form, taken) or best
    return best


def _follow(cited: Cited, form: tuple[str, ...], index: int) -> Found:
    """Match a name's words one after another from a word of the text on, over the text's stopwords.

    A part of a name that is only initials in the text is a person's as likely.
    """
    matched, at, end = 0, index, index
    telling = False
    for word in form:
        while at < len(cited.words) and at > index and cited.words[at] in SMALL and cited.words[at] != word:
            at += 1
        if at >= len(cited.words) or not same_word(cited.words[at], word):
            break
        telling = telling or len(cited.words[at]) > 1
        matched, at, end = matched + 1, at + 1, at + 1
    return Found(matched / len(form), index, end) if telling or matched == len(form) else _NOWHERE


def _initialism(cited: Cited, form: tuple[str, ...], taken: range) -> Found | None:
    for index, word in enumerate(cited.words):
        if index not in taken and len(word) <= len(form) + 1 and is_initials(word, form):
            raw = cited.body[cited.starts[index] : cited.ends[index]]
            if raw.isupper() or not raw.islower():
                return Found(1.0, index, index + 1)
    return None
