"""A quotation against a text: the same but for spelling and signs, the same but for some words, or not in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ccsvi_refs.matching.statements import aligning
from ccsvi_refs.matching.statements.words import Word, plain, words
from ccsvi_refs.text.folding import STOPWORDS

#: Shorter quotations are terms or scare quotes more often than words of a work.
FEWEST_WORDS = 4
#: From here on the words of a quotation are those of a passage, changed; measured in benchmarks/statements.py.
ALIKE = 0.6
#: The same for quotations of so few words that chance makes them alike.
_SHORT, _ALIKE_SHORT = 5, 0.7
#: Words of a quotation of which fewer than this share stand anywhere in a text are in another language.
_SAME_LANGUAGE = 0.3
_LONGEST_QUOTATION = 400

_ELLIPSIS = re.compile(r"[\[(]?\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s?[\])]?")
#: A letter that was changed, [T]he, an ending that was added, treat[ed], "[sic]", a number of a citation.
_LETTER = re.compile(r"\[(\w{1,2})\](?=\w)")
_ENDING = re.compile(r"(?<=\w)\[\w{1,4}\](?!\w)")
_NO_WORDS = re.compile(r"\[\s?(?:sic!?|!|\?|[\d,;–\s-]{1,20}|emphasis[^\[\]]{0,30}|our emphasis)\s?\]", re.IGNORECASE)
_STOP = re.compile(r"[.!?]")
_INSERTED = re.compile(r"\[[^\[\]]{1,200}\]")

Verdict = Literal["same", "differs", "absent", "foreign"]


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quotation and the words of the text that stand for them, either of them empty."""

    cited: str
    registered: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """How a quotation stands to a text: the passage nearest to it, the words that differ, how alike they are."""

    verdict: Verdict
    passage: str = ""
    changes: tuple[Change, ...] = ()
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text with its words."""

    text: str
    words: tuple[Word, ...]

    @property
    def keys(self) -> list[str]:
        """The words as they are compared."""
        return [word.key for word in self.words]


@lru_cache(maxsize=64)
def prepared(text: str) -> Text:
    """Return a text ready to be searched."""
    bare = plain(text)
    return Text(bare, tuple(words(bare)))


def is_long_enough(quotation: str) -> bool:
    """Return whether a quotation has so many words that it can be looked for."""
    found = [word for part in _parts(quotation) for word in part]
    ideographs = sum(len(word.text) == 1 and word.text > "\u3000" for word in found)
    return len(found) - ideographs + ideographs // 2 >= FEWEST_WORDS


#: Words that turn what follows into its opposite, and what stands around them where they do not.
_NEGATIONS = frozenset({"not", "no", "never"})
_DENIES = re.compile(
    r"\b(?:not?|never|neither|nor|without|cannot|nicht|kein\w*|nie|pas|aucune?|non|ni|jamais|lack\w*|fail\w*|den(?:y|ies|ied)"
    r"|unlikely|\w+n[’']t|hardly|absen\w+)\b",
    re.IGNORECASE,
)


def compare(quotation: str, text: str, around: str | None = None) -> Quoted:
    """Return how a quotation stands to a text; each of the parts between ellipses and insertions is looked for."""
    parts, source = _parts(quotation), prepared(text)
    wanted = [word for part in parts for word in part]
    if not wanted or not source.words or len(wanted) > _LONGEST_QUOTATION:
        return Quoted("absent")
    spans = _exactly(parts, source)
    if spans:
        if around is not None and (denied := _denied(source, spans[0][0], around)):
            passage = source.text[denied.start : spans[-1][1]]
            return Quoted("differs", passage, (Change("", denied.text),), 0.95)
        return Quoted("same", source.text[spans[0][0] : spans[-1][1]], likeness=1.0)
    if _is_foreign(wanted, source):
        return Quoted("foreign")
    return _nearest(parts, source)


def _denied(source: Text, start: int, around: str) -> Word | None:
    """Return the negation right before a passage that the sentence around its quotation leaves out."""
    at = next((index for index, word in enumerate(source.words) if word.start == start), 0)
    before = source.words[max(0, at - 2) : at]
    if not before or before[-1].key not in _NEGATIONS or _DENIES.search(around):
        return None
    return None if before[0].key == "or" or source.words[at].key == "only" else before[-1]


def _parts(quotation: str) -> list[list[Word]]:
    """Return the words of a quotation in the parts that must stand together."""
    bare = _NO_WORDS.sub(" ", plain(quotation))
    bare = _ENDING.sub("", _LETTER.sub(r"\1", bare))
    bare = _INSERTED.sub(" … ", _ELLIPSIS.sub(" … ", bare))
    return [part for piece in bare.split("…") if (part := words(piece))]


def _exactly(parts: Sequence[Sequence[Word]], source: Text) -> list[tuple[int, int]]:
    """Return where the parts stand, one behind the other, in the same words; none where one of them does not."""
    together, starts, ends = _run_together(source.words)
    spans: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        wanted = "".join(word.key for word in part)
        while True:
            found = together.find(wanted, at)
            if found < 0:
                return []
            at = found + 1
            if found in starts and found + len(wanted) in ends:
                break
        spans.append((starts[found], ends[found + len(wanted)]))
        at = found + len(wanted)
    return spans


def _run_together(found: Sequence[Word]) -> tuple[str, dict[int, int], dict[int, int]]:
    """Return the words without spaces, and where in the text what begins and ends there does."""
    starts, ends, at = {}, {}, 0
    for word in found:
        starts[at] = word.start
        at += len(word.key)
        ends[at] = word.end
    return "".join(word.key for word in found), starts, ends


def _is_foreign(wanted: Sequence[Word], source: Text) -> bool:
    known = set(source.keys)
    common = sum(word.key in known for word in wanted)
    return len(wanted) >= FEWEST_WORDS and common < _SAME_LANGUAGE * len(wanted) and not _is_english(wanted)


def _is_english(wanted: Sequence[Word]) -> bool:
    return any(word.key in ("the", "of", "and", "is", "are", "was", "were", "with", "that", "to") for word in wanted)


def _nearest(parts: Sequence[Sequence[Word]], source: Text) -> Quoted:
    """Return how the parts differ from the passages that come nearest; absent where one is like none."""
    found = [_fitted(part, source) for part in parts]
    weights = [sum(map(weight, part)) for part in parts]
    likeness = sum(one.likeness * size for one, size in zip(found, weights, strict=True)) / sum(weights)
    passage = " … ".join(one.passage for one in found)
    changes = tuple(change for one in found for change in one.changes)
    telling = sum(one.telling for one in found) > 1 and sum(one.common for one in found) >= FEWEST_WORDS - 1
    enough = ALIKE if sum(map(len, parts)) > _SHORT else _ALIKE_SHORT
    alike = likeness >= enough and telling and any(one.longest > 1 for one in found)
    return Quoted("differs" if alike else "absent", passage if alike else "", changes if alike else (), likeness)


@dataclass(frozen=True, slots=True)
class _Fit:
    """Where in the text a part fits best: how alike they are, words they share, telling ones and the longest run."""

    passage: str
    changes: tuple[Change, ...]
    likeness: float
    common: int
    telling: int
    longest: int


def weight(word: Word) -> float:
    """Return what a word counts for: those that any sentence has count less."""
    return 0.4 if word.key in STOPWORDS or len(word.key) < 3 else 1.0


def _fitted(part: Sequence[Word], source: Text) -> _Fit:
    """Return the best fit of a part among the passages that share most words with it."""
    fits = [_fit(part, source.words[start:end], source.text) for start, end in _windows(part, source.words)]
    return max(fits, key=lambda fit: fit.likeness, default=_Fit("", (), 0.0, 0, 0, 0))


def _windows(part: Sequence[Word], found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are looked at closely, each three times as long as the part."""
    size = 3 * len(part) + 8
    if len(found) <= 2 * size:
        yield 0, len(found)
        return
    wanted = {word.key: weight(word) for word in part}
    step = max(1, size // 3)
    scores: Counter[int] = Counter()
    for at, word in enumerate(found):
        scores[at // step] += wanted.get(word.key, 0.0)  # type: ignore[assignment]  # a Counter of weights
    blocks = range(max(scores) + 1)
    ranked = sorted(blocks, key=lambda block: -sum(scores[block + ahead] for ahead in range(3)))
    for block in ranked[:4]:
        yield block * step, min(len(found), block * step + size)


def _fit(part: Sequence[Word], window: Sequence[Word], text: str) -> _Fit:
    pairs = _within(aligning.fit([word.key for word in part], [word.key for word in window]), part, window, text)
    matched = [(i, j) for i, j in pairs if part[i].key == window[j].key]
    if not matched:
        return _Fit("", (), 0.0, 0, 0, 0)
    groups = aligning.groups(pairs, [word.key for word in part], [word.key for word in window])
    first, last = pairs[0][1], pairs[-1][1]
    same = sum(weight(part[i]) for i, _ in matched)
    ours, theirs = sum(map(weight, part)), sum(map(weight, window[first : last + 1]))
    changes = tuple(Change(_said(part[a:b]), _said(window[c:d])) for a, b, c, d in groups)
    passage = text[window[first].start : window[last].end]
    telling = sum(weight(part[i]) == 1.0 for i, _ in matched)
    longest = aligning.longest_run(matched)
    return _Fit(passage, changes, 2 * same / (ours + theirs), len(matched), telling, longest)


def _within(pairs: list[aligning.Pair], part: Sequence[Word], window: Sequence[Word], text: str) -> list[aligning.Pair]:
    """Return the pairs without those of the next sentence of the text where no telling word of it is the same."""
    for index in range(len(pairs) - 1, 0, -1):
        between = text[window[pairs[index - 1][1]].end : window[pairs[index][1]].start]
        if _STOP.search(between):
            behind = ((part[i], window[j]) for i, j in pairs[index:])
            return pairs if any(a.key == b.key and weight(a) == 1.0 for a, b in behind) else pairs[:index]
    return pairs


def _said(found: Sequence[Word]) -> str:
    return " ".join(word.text for word in found)
