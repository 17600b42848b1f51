"""From sentences to works: which sentences of a page say something of which entries of its list.

Only what is certain is tied to one entry. A sentence that may be about several names them all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from ccsvi_refs.location import Location
from ccsvi_refs.matching.statements.sentences import sentences
from ccsvi_refs.model import Attribution, InTextCitation, Quotation, Reference, TieKind
from ccsvi_refs.pages.attributing import layout, persons, quotes
from ccsvi_refs.pages.attributing.marking import Mark, marks
from ccsvi_refs.pages.attributing.paragraph import Paragraph, paragraphs
from ccsvi_refs.pages.attributing.quotes import Quoted
from ccsvi_refs.pages.blocks import CITED, Block
from ccsvi_refs.pages.intext.prose import Prose

__all__ = ["attribute"]

#: How a sentence begins that goes on about the work of the one before it.
_GOES_ON = re.compile(
    r"(?:(?:In|At|For|From|Of)\s)?(?:The|This|That|These|Its|Their|Overall,?\sthe)\s(?:\w+\s){0,2}?(?:study|studies|trial|paper"
    r"|review|analysis|meta-analysis|authors?|researchers|investigators|scientists|team|group|results?|findings|report"
    r"|article|survey|participants|patients|subjects|data|conclusion|abstract|work)\b|They\b|It\s(?:found|show|included|involved"
    r"|conclud|report|compared|followed)"
)
#: The line below a quotation that says whose it is.
_IS_BELOW = re.compile(r"\s*(?:[—–―]|-{1,3})\s*\S.{0,200}$")
#: Somebody who is no author speaks.
_SPEAKS = re.compile(
    r"\b(?:said|says|told|tells|tweeted|posted|commented|comments|remarked|joked|quipped|asked|recalled|recalls|complained)\b"
)
_AUTHORS = re.compile(
    r"\b(?:authors?|researchers|investigators|they|study|paper|trial|abstract|article|report)\b", re.IGNORECASE
)
#: What joins a part of a sentence to the part before it.
_LEAD = re.compile(r"[\s,;:–—]*")
_CITATION = re.compile(
    r"\ufffc|\[(?:n|note|nb)?\s?[\d,;\s–—-]{1,60}\]|\[[^\[\]]{0,200}@[^\[\]]{0,200}\]|\[\^[^\[\]]{1,60}\]|@[\w:.#-]{2,80}|\\\w*cite\w*\{[^{}]*\}"
    r"|[¹²³⁰⁴-⁹]{1,4}(?:[,⁻–-][¹²³⁰⁴-⁹]{1,3}){0,8}"
    r"|(?:,\s?)?\b(?:p\.|pp\.|S\.|page|pages|chapter|chap\.|Fig\.|Table|Figure)\s?\d+(?:[-–]\d+)?"
    r"|\b(?:doi:|https?://|www\.)\S+|\b10\.\d{4,9}/\S+"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a paragraph and the entries it is about."""

    start: int
    end: int
    references: tuple[str, ...]
    by: TieKind


def attribute(
    blocks: Sequence[Block],
    taken: Set[Location],
    citations: Sequence[InTextCitation],
    references: Sequence[Reference],
    prose: Prose,
) -> tuple[Attribution, ...]:
    """Return the sentences of a page that have a quotation or a number and are about entries of its list."""
    if not references:
        return ()
    beside = layout.summaries(blocks, references)
    running = list(paragraphs(blocks, taken - beside.keys()))
    marked = marks(running, citations, prose)
    by_name = persons.known(references)
    found: list[Attribution] = []
    before: tuple[str, ...] = ()
    for at, paragraph in enumerate(running):
        own = beside.get(paragraph.lines[0].location, "")
        if paragraph.quoted:
            before = before or _below(at, running, marked, by_name)
        pieces = list(_pieces(paragraph, marked.get(at, []), by_name, own, before if paragraph.quoted else ()))
        found += _attributions(paragraph, pieces, marked.get(at, []), prose)
        last = pieces[-1] if pieces else None
        before = (
            last.references
            if last and paragraph.text.rstrip().endswith(":") and last.end == len(paragraph.text)
            else ()
        )
    return tuple(found)


def _is_below(paragraph: Paragraph) -> bool:
    return bool(_IS_BELOW.match(f"{paragraph.lines[0].mark} {paragraph.text}"))


def _below(
    at: int, running: Sequence[Paragraph], marked: Mapping[int, Sequence[Mark]], by_name: persons.Known
) -> tuple[str, ...]:
    """Return the entries named in the line below a quotation set off as a block: "— Marlow, 2015"."""
    below = running[at + 1] if at + 1 < len(running) else None
    if below is None or not _is_below(below):
        return ()
    cited = {mark.references for mark in marked.get(at + 1, [])}
    return cited.pop() if len(cited) == 1 else () if cited else persons.signed(below.text, by_name)


def _pieces(
    paragraph: Paragraph, marked: Sequence[Mark], by_name: persons.Known, own: str, before: tuple[str, ...]
) -> Iterator[_Piece]:
    """Yield the sentences of a paragraph, or parts of them, that are about entries."""
    previous: tuple[str, ...] = ()
    if paragraph.quoted and not _is_below(paragraph) and (whole := _whole(marked, before)):
        yield _Piece(0, len(paragraph.text), whole, "citation")
        return
    is_named = by_name.stands_in(paragraph.text)
    if not (marked or own or is_named):
        return
    starts = [mark.start for mark in marked]
    for start, end in sentences(paragraph.text):
        inside = [
            mark
            for mark in _between(marked, starts, start, end)
            if start < mark.end <= end or start <= mark.start < end
        ]
        sentence = paragraph.text[start:end]
        if inside:
            parts = _parts(paragraph.text, start, end, inside)
            yield from parts
            previous = inside[0].references if len(inside) == 1 else ()
        elif is_named and (found := persons.named(sentence, by_name)):
            yield _Piece(start, end, found, "name")
            previous = found
        elif own:
            yield _Piece(start, end, (own,), "layout")
        elif previous and _GOES_ON.match(sentence):
            yield _Piece(start, end, previous, "following")
        else:
            previous = ()


def _whole(marked: Sequence[Mark], before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the entries that a quotation set off as a block is from: its only citation, or the sentence before it."""
    cited = {mark.references for mark in marked}
    return cited.pop() if len(cited) == 1 else before if not cited else ()


def _parts(text: str, start: int, end: int, inside: Sequence[Mark]) -> list[_Piece]:
    """Return the parts of a sentence with its citations: each is about what is cited behind it, or before it.

    Where the sentence does not say which, all of it is about all that it cites.
    """
    if len(inside) == 1:
        return [_Piece(start, end, inside[0].references, "citation")]
    bounds = [start, *(mark.end for mark in inside), end]
    first = text[start : inside[0].start]
    last = text[bounds[-2] : end]
    behind = _says(first) and not _says(last)
    ahead = _says(last) and not _says(first)
    if behind:
        return [_Piece(bounds[at], mark.end, mark.references, "citation") for at, mark in enumerate(inside)]
    if ahead:
        return [_Piece(mark.start, bounds[at + 2] if at + 2 < len(bounds) - 1 else end, mark.references, "citation")
                for at, mark in enumerate(inside)]  # fmt: skip
    everything = tuple(dict.fromkeys(key for mark in inside for key in mark.references))
    return [_Piece(start, end, everything, "citation")]


def _says(text: str) -> bool:
    """Return whether a part of a sentence has words of its own beside a name."""
    return len(re.findall(r"[^\W\d_]{3,}", text)) >= 3 or bool(re.search(r"\d|[\"“«„]", _CITATION.sub("", text)))


def _attributions(
    paragraph: Paragraph, pieces: Sequence[_Piece], marked: Sequence[Mark], prose: Prose
) -> Iterator[Attribution]:
    quoted = quotes.find(paragraph.text)
    quotes_at, marks_at = [one.start for one in quoted], [mark.start for mark in marked]
    for piece in pieces:
        if not any(piece.references):
            continue
        inside = [
            one for one in _between(quoted, quotes_at, piece.start, piece.end) if piece.start <= one.start < piece.end
        ]
        lead = _LEAD.match(paragraph.text, piece.start, piece.end)
        piece = replace(piece, start=lead.end() if lead else piece.start)
        shown = paragraph.text[piece.start : piece.end]
        claim = _claim(paragraph.text, piece, [*inside, *_between(marked, marks_at, piece.start, piece.end)])
        said = [] if _is_speech(shown) else inside
        if paragraph.quoted and piece.start == 0 and piece.end == len(paragraph.text):
            said, claim = [Quoted(0, piece.end, 0, _unmarked(paragraph.text, marked))], ""
        if not said and not re.search(r"\d|\b(?:half|third|quarter|hundred|thousand|\w+t(?:y|een))\b", claim):
            continue
        found = tuple(Quotation(one.text, paragraph.place(one.inner, prose)) for one in said)
        shown = " ".join(shown.replace(CITED, " ").split())
        yield Attribution(shown, piece.references, piece.by, paragraph.place(piece.start, prose), found, claim)


def _claim(text: str, piece: _Piece, spans: Iterable[Quoted | Mark]) -> str:
    """Return a stretch of a paragraph without its quotations and citations."""
    characters = list(text[piece.start : piece.end])
    for one in spans:
        start, end = max(0, one.start - piece.start), min(len(characters), one.end - piece.start)
        if start < end:
            characters[start:end] = " " * (end - start)
    return " ".join(_CITATION.sub(" ", "".join(characters)).split())


_Spanning = TypeVar("_Spanning", Quoted, Mark)


def _between(found: Sequence[_Spanning], starts: Sequence[int], start: int, end: int) -> Sequence[_Spanning]:
    """Return what of a sequence in order begins between two places, and the one before, which may reach into them."""
    first = bisect_left(starts, start)
    return found[max(0, first - 1) : bisect_right(starts, end)]


def _unmarked(text: str, marked: Sequence[Mark]) -> str:
    """Return the words of a quotation set off as a block, without its marks, citations and who is named below it."""
    for mark in reversed(marked):
        text = text[: mark.start] + text[mark.end :]
    bare = re.sub(r"(?<!\s)\s+[—–―-]{1,2}\s*[^.!?]{0,120}$", "", _CITATION.sub(" ", text))
    return bare.strip(" \"“”„«»'‘’()")


def _is_speech(sentence: str) -> bool:
    """Return whether somebody speaks in a sentence who is no author."""
    return bool(_SPEAKS.search(sentence)) and not _AUTHORS.search(sentence)
