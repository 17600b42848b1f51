"""A value's stretch of a file's text → the edits that make it say something else, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records.wanting import Wanted
from ccsvi_refs.formats.words import ACRONYMS, PROPER
from ccsvi_refs.text import folding

_WORD = re.compile(r"\S+")
_PARTS = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LEAD = re.compile(r"[{(\[\"'“‘«]*")
_TRAIL = re.compile(r"(?<![})\].,:;!?\"'”’»])[})\].,:;!?\"'”’»]*$")
#: What people write before a number: ``pp. 12``, ``Vol. 3``.
_LABEL = re.compile(r"(?:pp?|pages?|seiten?|s|vol(?:ume)?|bd|band|no|nr|iss(?:ue)?|heft)\b\.?\s*(?=\d)", re.IGNORECASE)
_DASH = re.compile(r"(?:(?<!\s)\s++)?+[-‐-―−]+\s*")
_RANGE = re.compile(r"(\D*)(\d+)(\D*)-(\D*)(\d+)(\D*)")
#: Words of a title that say nothing of whether it is in title case.
_SHORT = 4
#: Longer values are not compared word by word, whose time may grow with the cube of their length.
_MOST_WORDS = 200


class NoPlaceError(Exception):
    """A correction has no place in a record of which one can be sure; the message says why."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where a value stands, without its delimiters; what a stretch of it says, and how text is written there."""

    start: int
    end: int
    decode: Callable[[str], str]
    encode: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Made:
    """Edits that make a field say what is wanted.

    ``parents`` are the ids of records that hold the value for others, ``sharing`` those of the records that have it.
    """

    edits: Sequence[Edit]
    parents: frozenset[str] = frozenset()
    sharing: frozenset[str] = frozenset()


class _Word(NamedTuple):
    start: int
    end: int
    raw: str
    text: str


def replaced(text: str, region: Region, raw: str) -> list[Edit]:
    """Return the edits that put ``raw``, written as the file writes, in a region's place; what agrees stays."""
    old = [(match.group(), match.start()) for match in _TOKEN.finditer(text, region.start, region.end)]
    new = _TOKEN.findall(raw)
    if max(len(old), len(new)) > _MOST_WORDS:
        return [Edit(region.start, region.end, raw)]
    ends = [start for _, start in old] + [region.end]
    matcher = SequenceMatcher(a=[token for token, _ in old], b=new, autojunk=False)
    return [Edit(ends[a], ends[b], "".join(new[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def within(raw: str, cited: str, value: str) -> str:
    """Return a value with the cited one in it replaced, where more stands there: ``Vol. 12``; else the new value."""
    if (label := _LABEL.match(raw)) and not _LABEL.match(value):
        return label.group() + value
    parts = r"\s*[-‐-―−]+\s*".join(map(re.escape, cited.split("-")))
    found = list(re.finditer(rf"(?<!\w){parts}(?!\w)", raw)) if cited else []
    if len(found) != 1 or not re.search(r"[^\W\d_]\.?\s*$", raw[: found[0].start()]):
        return value
    return raw[: found[0].start()] + value + raw[found[0].end() :]


def paged(cited: str, pages: str, dash: str) -> str:
    """Return pages in the manner of others: with their dash, their last page cut short where theirs is."""
    dashes = _DASH.findall(cited)
    own = dashes[0] if dashes else dash
    shortened = _RANGE.fullmatch(_DASH.sub("-", cited.strip()))
    full = _RANGE.fullmatch(pages)
    if shortened and full and len(shortened[5]) < len(shortened[2]) and len(full[5]) == len(full[2]):
        pages = f"{full[1]}{full[2]}{full[3]}-{_shortest(full[2], full[5])}{full[6]}"
    return _DASH.sub(lambda _: own, pages)


def identified(text: str, span: tuple[int, int], cited: str, value: str) -> list[Edit]:
    """Return the edits that put an identifier in the place of another, wherever that stands in a stretch."""
    whole = re.compile(rf"{re.escape(cited)}(?![\w-]|[./:][\w-])", re.IGNORECASE) if cited else re.compile(r"(?!)")
    return [Edit(match.start(), match.end(), value) for match in whole.finditer(text, *span)]


def missing(wanted: Wanted) -> None:
    """Raise NoPlaceError where an identifier that is to be replaced is not there, and may not be put in beside it."""
    if wanted.finding.rule == "identifiers-disagree":
        raise NoPlaceError("the identifier was not found in the record")


def is_range(pages: str) -> bool:
    """Return whether pages are a first and a last one."""
    return bool(_RANGE.fullmatch(_DASH.sub("-", pages.strip())))


def _shortest(first: str, last: str) -> str:
    """Return the digits of the last page that the first has not, one of them at least."""
    same = 0
    while same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return last[same:]


def reworded(text: str, regions: Sequence[Region], title: str) -> list[Edit]:
    """Return the edits that make a title, which may stand in several regions, have other words; the others stay."""
    words = [word for region in regions for word in _words(text, region)]
    new = title.split()
    if not words or not new:
        raise NoPlaceError("it has no words to go by")
    if max(len(words), len(new)) > _MOST_WORDS:
        raise NoPlaceError("it is longer than any title")
    recased = _recasing(_is_sentence([word.text for word in words]), _is_sentence(new))
    ours, theirs = [_key(word.text) for word in words], [_key(word) for word in new]
    edits: list[Edit] = []
    for kind, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        if kind != "equal" and "".join(ours[a:b]) != "".join(theirs[c:d]):
            said = [recased(word) if c + place else word for place, word in enumerate(new[c:d])]
            encode = _around(regions, words[min(a, len(words) - 1)]).encode
            edits.append(_hunk(words, a, b, " ".join(said), encode))
    return edits


def _around(regions: Sequence[Region], word: _Word) -> Region:
    return next(region for region in regions if region.start <= word.start <= region.end)


def _words(text: str, region: Region) -> Iterator[_Word]:
    for match in _WORD.finditer(text, region.start, region.end):
        yield _Word(match.start(), match.end(), match.group(), region.decode(match.group()))


def _key(word: str) -> str:
    return folding.compact(word) or word


def _is_sentence(words: Sequence[str]) -> bool:
    """Return whether a title is in sentence case: most of its longer words, the first aside, begin in lower case."""
    longer = [bare for word in words[1:] if len(bare := word.strip("{}()[]“”\"'")) >= _SHORT and bare[0].isalpha()]
    return sum(word[0].islower() for word in longer) * 2 > len(longer)


def _recasing(ours: bool, theirs: bool) -> Callable[[str], str]:
    """Return what gives a word the case that the words of the title have; each is whether one is in sentence case."""
    return str if ours == theirs else _lowered if ours else _raised


def _raised(word: str) -> str:
    """Return a longer word in lower case with a capital."""
    return word[0].upper() + word[1:] if word == word.lower() and len(word) >= _SHORT else word


def _lowered(word: str) -> str:
    """Return a word that is merely capitalised, and not known as a name, in lower case."""
    is_name = bool({part.upper() for part in _PARTS.findall(word)} & (PROPER | ACRONYMS))
    return word.lower() if word[1:] == word[1:].lower() and len(word) > 1 and not is_name else word


def _hunk(words: Sequence[_Word], a: int, b: int, said: str, encode: Callable[[str], str]) -> Edit:
    """Return the edit that has ``said`` for the words from ``a`` to ``b``."""
    if a == b:
        if a < len(words):
            return Edit(words[a].start, words[a].start, f"{encode(said)} ")
        return Edit(words[-1].end, words[-1].end, f" {encode(said)}")
    raw = " ".join(word.raw for word in words[a:b])
    if not _is_balanced(raw) and not (b - a == 1 and _is_balanced(_bare(raw))):
        raise NoPlaceError("braces hold what is wrong and what is right together")
    if not said:
        start, end = (
            (words[a - 1].end, words[b - 1].end) if a else (words[a].start, words[min(b, len(words) - 1)].start)
        )
        return Edit(start, end, "")
    lead = len(_LEAD.match(raw).group())  # type: ignore[union-attr]  # the pattern matches the empty string
    trail = len(_TRAIL.search(raw[lead:]).group())  # type: ignore[union-attr]  # so does this one
    if not _is_balanced(raw[lead : len(raw) - trail]):
        lead = trail = 0
    return Edit(words[a].start + lead, words[b - 1].end - trail, encode(_bare(said) if lead or trail else said))


def _bare(word: str) -> str:
    """Return a word without the signs that stand around it."""
    behind = word[len(_LEAD.match(word).group()) :]  # type: ignore[union-attr]  # the pattern matches the empty string
    return _TRAIL.sub("", behind) or word


def _is_balanced(raw: str) -> bool:
    """Return whether a stretch holds whole groups, and whole formulas."""
    if (raw.count("$") - raw.count("\\$")) % 2:
        return False
    depth = 0
    for sign in raw:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return not depth
