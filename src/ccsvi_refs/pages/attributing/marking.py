"""In-text citations at their places in a paragraph's text: by what is printed, or by the words before them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from ccsvi_refs.location import Location
from ccsvi_refs.model import InTextCitation
from ccsvi_refs.pages.attributing.paragraph import Paragraph
from ccsvi_refs.pages.blocks import CITED
from ccsvi_refs.pages.intext.prose import Prose

_TAG = re.compile(r"<[^<>]{0,500}>|<[^<>]{0,500}$|\[\^[^\[\]]{1,80}\]|\\\w+|[{}*_`~^$]")
_WORD = re.compile(r"[^\W_]+")
#: Words before a citation that must stand before its place in the text, and characters of the source they are in.
_BEFORE, _REACH = 3, 400


#: What parts citations that stand near each other: a word, or the end of a sentence.
_PARTS = re.compile(r"[^\W_]{2}|[.!?]\s+\S|[.!?]\s+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """Citations that stand together in a paragraph: where they begin and end, and the entries they mean."""

    start: int
    end: int
    references: tuple[str, ...]
    sure: bool = True


def marks(
    paragraphs: Sequence[Paragraph], citations: Sequence[InTextCitation], prose: Prose
) -> Mapping[int, list[Mark]]:
    """Return the citations of each paragraph, by its place among them; those not found in its text are left out."""
    if placed := _in_order(paragraphs, citations):
        return placed
    places = [(each.lines[0].location.line, each.lines[0].location.column) for each in paragraphs]
    found: dict[int, list[Mark]] = defaultdict(list)
    last: dict[int, tuple[Location, tuple[int, int]]] = {}
    for citation in citations:
        if citation.location is None or not citation.references:
            continue
        at = bisect_right(places, (citation.location.line, citation.location.column)) - 1
        if at < 0:
            continue
        # Numbers in one bracket share their place; the same one further on stands behind it.
        where, before = last.get(at, (None, (0, 0)))
        pointer = before[0] if where == citation.location else before[1]
        if span := _span(citation, paragraphs[at], pointer, prose):
            last[at] = (citation.location, span)
            found[at].append(Mark(*span, citation.references))
    return {at: _grouped(several, paragraphs[at].text) for at, several in found.items()}


def _in_order(paragraphs: Sequence[Paragraph], citations: Sequence[InTextCitation]) -> dict[int, list[Mark]]:
    """Return the marks where the text has a sign for each command that cites, the first for the first; else nothing."""
    spots = [(at, found.start()) for at, one in enumerate(paragraphs) for found in re.finditer(CITED, one.text)]
    commands: dict[tuple[int, int], list[str]] = defaultdict(list)
    for citation in citations:
        if citation.location and citation.text[:1] == "\\":
            commands[citation.location.line, citation.location.column] += citation.references
    if not spots or len(spots) != len(commands):
        return {}
    found: dict[int, list[Mark]] = defaultdict(list)
    for (at, start), (_, keys) in zip(spots, sorted(commands.items()), strict=True):
        found[at].append(Mark(start, start + 1, tuple(dict.fromkeys(keys))))
    return {at: _grouped(several, paragraphs[at].text) for at, several in found.items()}


def _span(citation: InTextCitation, paragraph: Paragraph, pointer: int, prose: Prose) -> tuple[int, int] | None:
    raised = citation.text[:1] == "^" or (citation.kind == "number" and citation.text.strip("[](),;–- ").isdigit())
    if not raised or citation.text[:1] == "[":
        at = paragraph.text.find(citation.text, pointer)
        if at >= 0:
            return _widened(paragraph.text, at, at + len(citation.text))
    return _behind_words(citation, paragraph, pointer, prose)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the brackets around a key: [see @brown2015, p. 3]."""
    opening = text.rfind("[", max(0, start - 200), start)
    if text[start] == "@" and opening >= 0 and "]" not in text[opening:start]:
        closing = text.find("]", end, end + 400)
        return (opening, closing + 1) if closing >= 0 else (start, end)
    return start, end


def _behind_words(citation: InTextCitation, paragraph: Paragraph, pointer: int, prose: Prose) -> tuple[int, int] | None:
    """Return the place behind the words that stand before a citation in the source, with the number printed there."""
    if prose.index is None or citation.location is None or citation.location.line > len(prose.starts):
        return None
    at = prose.starts[citation.location.line - 1] + citation.location.column - 1
    before = unescape(_TAG.sub(" ", prose.source[max(0, at - _REACH) : at]))
    words = _WORD.findall(before)[-_BEFORE:]
    if not words:
        return None
    pattern = re.compile(r"[\W_]+(?:\d{1,3}[\W_]+)?".join(map(re.escape, words)) + r"[\W_]{0,6}?")
    match = pattern.search(paragraph.text, max(0, pointer - 40))
    if not match:
        return None
    end = match.end()
    tail = re.match(r"[.,;:!?”\"’')\]]{0,4}", paragraph.text[end:])
    end += tail.end() if tail else 0
    printed = citation.text.lstrip("^")
    if citation.text[:1] != "^" and paragraph.text[end:].lstrip().startswith(printed):
        begin = paragraph.text.index(printed, end)
        return begin, begin + len(printed)
    return end, end


def _grouped(found: Sequence[Mark], text: str) -> list[Mark]:
    """Return the marks with those that stand together as one, which means all of their entries."""
    grouped: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, mark.end)):
        last = grouped[-1] if grouped else None
        if last and not _PARTS.search(text[last.end : max(last.end, mark.start)]):
            both = tuple(dict.fromkeys((*last.references, *mark.references)))
            grouped[-1] = Mark(last.start, max(last.end, mark.end), both)
        else:
            grouped.append(mark)
    return grouped
