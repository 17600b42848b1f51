"""A record's title in a citation string: where it stands, how like it is, and whether its numbers are the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ccsvi_refs.matching import locating, numerals
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered

#: Less like than this, a title may be the same in another language.
ANOTHER = 0.6
#: States of a title that is not the text's.
UNLIKE = frozenset({"differs", "missing", "similar"})
#: Words before the number of a work's part.
_PART_WORDS = frozenset({"part", "teil", "partie", "parte", "paper", "study"})
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})
_COLON = re.compile(r":\s|\s[-–—]\s|—")


@dataclass(frozen=True, slots=True)
class Title:
    """The whole title and the main one as they were found, the share of its words that the text has, and its place.

    ``numbers`` is whether the numbers in it are those of the text.
    """

    whole: Found
    main: Found
    cover: float
    place: range
    numbers: str


def find(cited: Cited, record: Registered) -> Title:
    """Return what of a record's title stands in the text, and where."""
    whole = locating.title(cited, record)
    cover = locating.coverage(cited, record.title)
    main = Found(0.0)
    if whole.likeness < 0.95 and len(record.main_title) >= 12:
        main = locating.phrase(cited, record.main_title)
    if main.likeness < 0.95 and whole.likeness < 0.95 and cited.cuts:
        main = max(main, locating.cut(cited, record.title), key=lambda found: found.likeness)
    place = range(whole.start, whole.end) if whole.likeness >= 0.75 else range(0)
    if main.likeness > max(whole.likeness, 0.9):
        place = range(main.start, main.end)
    return Title(whole, main, cover, place, _numbers(cited, record, place))


def state(record: Registered, title: Title, stray: int) -> str:
    """Return what the text says of a record's title; ``stray`` is how many words in a row nothing explains."""
    whole, main, cover, numbers = title.whole.likeness, title.main.likeness, title.cover, title.numbers
    if not record.title:
        return "unknown"
    if numbers == "parts" and max(whole, main, cover) >= 0.75:
        return "renumbered"
    if whole == 1:
        return "same"
    if main >= 0.95 and whole < 0.9:
        return "main"
    if numbers in ("differ", "parts") and max(whole, cover) >= 0.75:
        return "renumbered"
    if whole >= 0.9:
        return "near"
    if cover >= 0.9 and len(record.title) > 2:
        return "scrambled"
    if whole >= 0.78 or cover >= 0.75:
        return "similar"
    return "differs" if stray >= 3 else "missing"


def _numbers(cited: Cited, record: Registered, taken: range) -> str:
    """Whether the numbers in the record's title stand in the text's: parts, doses and years tell like titles apart."""
    wanted = [word for word in record.title if _is_numeral(word)]
    if taken and numerals.counted(record.title) == numerals.counted(cited.words[taken.start : taken.stop]):
        return "same" if wanted else "none"
    if not wanted and not taken:
        return "none"
    here = [word for word in cited.words[taken.start : taken.stop] if _is_numeral(word)] if taken else list(cited.words)
    if _other_part(cited, record, taken):
        return "parts"
    if any(word not in here and word not in cited.bag for word in wanted):
        return "differ"
    if taken and any(word not in wanted for word in here):
        return "differ"
    return "same" if wanted else "none"


def _other_part(cited: Cited, record: Registered, taken: range) -> bool:
    """Whether the text names another part of a work than the record: Part II for Part I, or a last II for I."""
    if not taken:
        return False
    place = bisect_left(cited.starts, cited.locator.start) if cited.locator.end else len(cited.words)
    here, there = _parts(cited.words[taken.start : max(place, taken.stop)]), _parts(record.title)
    if here and there:
        return here != there
    end = next((end for start, end in cited.segments if start < taken.stop <= end), taken.stop)
    one, other = numerals.counted(cited.words[taken.start : end]), numerals.counted(record.title)
    return one[:-1] == other[:-1] and one != other and one[-1].isdigit() and other[-1].isdigit()


def _parts(found: Sequence[str]) -> tuple[str, ...]:
    """Return the numbers of the parts that a title names."""
    counted = numerals.counted(found)
    return tuple(word for before, word in pairwise(counted) if before in _PART_WORDS and word.isdigit())


def _is_numeral(word: str) -> bool:
    return word.isdigit() or word in _ROMAN


def subtitle(cited: Cited, found: Title) -> range:
    """Return the words after a colon or dash that follows the title: a subtitle that the record does not have."""
    title = found.place
    if found.whole.likeness < 0.9 or not title or title.stop >= len(cited.words):
        return range(0)
    between = cited.body[cited.ends[title.stop - 1] : cited.starts[title.stop]]
    if not _COLON.search(between):
        return range(0)
    end = next((end for start, end in cited.segments if start <= title.stop < end), title.stop)
    return range(title.stop, end)
