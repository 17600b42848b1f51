"""A registered value in the words of an entry: its page ranges, its dashes, its capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ccsvi_refs.text import paging
from ccsvi_refs.text.letters import DASH

_RANGE = re.compile(
    rf"(?P<lead>[A-Za-z]*)(?P<first>\d+)(?P<tail>[A-Za-z]*)(?P<dash>\s?[{DASH}]+\s?)(?P<again>[A-Za-z]*)(?P<last>\d+)(?P<end>[A-Za-z]*)"
)
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', **dict.fromkeys(DASH, "-")})
_WORD = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


def pages(registered: str, like: str, others: Sequence[str] = ()) -> str:
    """Return registered pages as an entry prints them that has ``like`` now, on a page that prints ``others``."""
    whole = paging.expand(registered)
    match = _RANGE.fullmatch(whole)
    seen = [found for found in map(_RANGE.fullmatch, (like, *others)) if found]
    if match is None:
        return whole
    if like and others and not any(map(_RANGE.fullmatch, (like, *others))) and all(map(str.isalnum, others)):
        return f"{match['lead']}{match['first']}"
    dash = _usual(found["dash"] for found in seen[:1] or seen) or "-"
    form = _form(like, [_elision(found) for found in seen])
    lead = match["lead"]
    if seen and seen[0]["lead"].lower() == lead.lower():
        lead = seen[0]["lead"]
    again = "" if form != "full" or (seen and seen[0]["lead"] and not seen[0]["again"]) else lead
    last = _elided(match["first"], match["last"], form)
    return f"{lead}{match['first']}{match['tail']}{dash}{again}{last}{match['end']}"


def _form(like: str, forms: Sequence[str]) -> str:
    """Return how ranges are shortened where each shows it or not, the entry's own first."""
    own = forms[0] if forms and _RANGE.fullmatch(like) else ""
    if own in ("least", "two", "full"):
        return own
    shown = [form for form in forms if form in ("least", "two") or (form == "full" and not own)]
    return shown[0] if shown else "least" if "short" in forms else "full"


def _usual(values: Iterator[str]) -> str:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else ""


def _elision(found: re.Match[str]) -> str:
    """Return a range's form: ``least``, ``two``, ``short`` for either, or ``full``; empty where it may be any."""
    first, last = found["first"], found["last"]
    if len(last) < len(first):
        needed = len(_elided(first, first[: len(first) - len(last)] + last, "least"))
        return "least" if len(last) == needed == 1 else "two" if len(last) == 2 > needed else "short"
    return "full" if len(last) == len(first) > 1 and first[0] == last[0] else ""


def _elided(first: str, last: str, form: str) -> str:
    if form == "full" or len(first) != len(last):
        return last
    shared = next((at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(last) - 1)
    return last[min(shared, max(len(last) - 2, 0)) if form == "two" else shared :]


def cased(registered: str, printed: str) -> str:
    """Return a registered title with the capitals and marks of the printed one, whose words it mostly shares."""
    words, theirs = _WORD.findall(printed), _WORD.findall(registered)
    lowered = _in_sentence_case(words[1:]) and not _in_sentence_case(theirs[1:])
    raised = not _in_sentence_case(words[1:]) and _in_sentence_case(theirs[1:])
    shown: list[str] = []
    for kept, new in _merged(words, theirs):
        shown += kept or [_recased(word, lowered=lowered and bool(shown), raised=raised) for word in new]
    return "".join(shown)


def marked(new: str, printed: str) -> str:
    """Return a new text with the apostrophes, quotes and dashes of the printed one where their words agree."""
    return "".join("".join(kept or words) for kept, words in _merged(_WORD.findall(printed), _WORD.findall(new)))


def _merged(words: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of one text that the other has too, or those that are the other's alone."""
    curly = any("’" in word for word in words) and not any("'" in word for word in words)
    matcher = SequenceMatcher(a=list(map(fold, words)), b=list(map(fold, theirs)), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield list(words[a:b]), []
        elif c < d:
            yield [], [word.replace("'", "’") if curly else word for word in theirs[c:d]]


def fold(word: str) -> str:
    """Return a word, or one character, as it is whatever its case, apostrophes, quotes, dashes and spaces."""
    return " " if word.isspace() else word.translate(_MARKS).casefold()


def _in_sentence_case(words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].islower() for word in long) * 2 >= len(long)


def _recased(word: str, *, lowered: bool, raised: bool) -> str:
    plain = word[1:] == word[1:].lower()
    if lowered and plain and len(word) > 1:
        return word.lower()
    return word[0].upper() + word[1:] if raised and plain and len(word) > 3 else word


def pieces(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words that have to change to make one text of another: from, to, and what is to stand there."""
    ours, theirs = _WORD.findall(old), _WORD.findall(new)
    offsets = [0]
    for word in ours:
        offsets.append(offsets[-1] + len(word))
    for kind, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield offsets[a], offsets[b], "".join(theirs[c:d])
