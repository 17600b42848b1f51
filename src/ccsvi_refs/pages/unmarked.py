"""Lists of references without any marks: which of their lines and paragraphs are entries that do not look it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ccsvi_refs.pages import notes
from ccsvi_refs.pages.entry import PageEntry, is_whole

#: A line shorter than this between two entries may be a heading, one longer than that a paragraph.
_SHORTEST, _LONGEST = 25, 400


def among(found: Sequence[PageEntry], texts: Sequence[str], works: Sequence[bool]) -> set[int]:
    """Return the indices of the unmarked lines under a heading for references that belong to its list.

    ``texts`` are the citation strings, empty where an entry was not read, and ``works`` says which are known to cite.
    A line belongs to the list that is dated and stands beside one that does, or between two of them; where none is
    known, all do if nearly all of the paragraphs are dated.
    """
    taken: set[int] = set()
    listed = {entry.section for entry, work in zip(found, works, strict=True) if work and entry.marked}
    for stretch in _stretches(found, texts):
        known = {index for index in stretch if works[index]}
        dated = [index for index in stretch if _is_dated(texts[index])]
        if not known and found[stretch[0]].section not in listed and len(dated) >= 0.7 * len(stretch):
            known = set(dated)
        if known:
            taken |= _grown(stretch, known, set(dated), texts)
    return {index for index in taken if not works[index]}


def _stretches(found: Sequence[PageEntry], texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield the unmarked entries of each section of references that were read, by their indices."""
    sections: dict[int, list[int]] = defaultdict(list)
    for index, entry in enumerate(found):
        if entry.place == "references" and not entry.marked and not entry.code and texts[index]:
            sections[entry.section].append(index)
    yield from sections.values()


def _grown(stretch: list[int], known: set[int], dated: set[int], texts: Sequence[str]) -> set[int]:
    """Return the known entries with the dated ones beside them and the short ones between them."""
    for order in (stretch, stretch[::-1]):
        for before, index in pairwise(order):
            if before in known and index in dated:
                known = known | {index}
    between = [
        index
        for before, index, after in zip(stretch, stretch[1:], stretch[2:], strict=False)
        if before in known and after in known and _SHORTEST <= len(texts[index]) <= _LONGEST
    ]
    return known | {index for index in between if not _is_beside(texts[index])}


def _is_dated(text: str) -> bool:
    return is_whole(text) and len(text) <= _LONGEST and not _is_beside(text)


def _is_beside(text: str) -> bool:
    """Return whether a line is prose or the page's own."""
    return notes.is_prose(text) or notes.is_furniture(text) or notes.is_sentence(text)
