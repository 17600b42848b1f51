"""Citations put in their places: blanks before a note and marks behind it change sides.

https://pandoc.org/MANUAL.html#citations-in-note-styles
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ccsvi_refs.citing.opaque import Ground, Span
from ccsvi_refs.citing.syntax import Citation
from ccsvi_refs.citing.weaving import Loom
from ccsvi_refs.csl.cluster import Cluster

_BLANK_BEFORE = re.compile(r"[ \t]*\n?[ \t]*\Z")
_LINE_HEAD = re.compile(r"[\s>]*(?:(?:[-*+]|\(?[\w#@]{1,5}[.)]|:|~)[ \t]+)*(?:#{1,6}[ \t]+)?\Z")
_MARKS = re.compile(r"(?:[.,;:?]|!(?!\[))+")
_CLOSING_QUOTES = "\"'”’"
_ENUMERATES = re.compile(r"\(\w{1,9}\)")
_TO_ENTRY = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(<#ref-[^<>]*>\)")
_RAISED = re.compile(r"\[?<sup>")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in a place from now on."""

    place: Span
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page being written: its text, where that is text, and where its citations end.

    ``spans`` asks for elements of HTML around citations that name their keys.
    """

    text: str
    ready: Loom
    ground: Ground
    ends: frozenset[int]
    spans: bool = False


def in_line(sheet: Sheet, citation: Citation, shown: Cluster) -> Edit:
    """Return the edit that puts a citation where it stands."""
    text, place = sheet.text, citation.place
    content = str(shown)
    if citation.linked:
        content = _TO_ENTRY.sub(r"\1", content)  # a link holds no other link
    raised = _RAISED.match(content) is not None
    if sheet.spans and content:
        keys = " ".join(cite.key for cite in citation.cites)
        content = f'<span class="citation" data-cites="{_attribute(keys)}">{content}</span>'
    if content[:1] in ("(", "[") and text[place.start - 1 : place.start] == "]":
        content = f"\\{content}"  # or the two would be a link
    elif _ENUMERATES.match(content) and _LINE_HEAD.match(text, text.rfind("\n", 0, place.start) + 1, place.start):
        content = f"\\{content}"  # or it would begin a list
    if not raised and content:
        return Edit(place, content)
    if content and sheet.ready.chosen.notes_after_punctuation:
        return _behind_marks(sheet, place, "", content)
    return Edit(Span(_without_blank(sheet, place.start), place.end), content)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def noted(sheet: Sheet, place: Span, narrative: str, mark: str) -> Edit:
    """Return the edit that puts the reference to a note where a citation stands."""
    if sheet.ready.chosen.notes_after_punctuation is False:
        start = place.start if narrative else _without_blank(sheet, place.start)
        return Edit(Span(start, place.end), narrative + mark)
    return _behind_marks(sheet, place, narrative, mark)


def _behind_marks(sheet: Sheet, place: Span, narrative: str, mark: str) -> Edit:
    """Return the edit that puts a note behind the marks that follow it, those inside quotation marks where they belong.

    https://pandoc.org/MANUAL.html#citations-in-note-styles
    """
    text = sheet.text
    start = place.start if narrative else _without_blank(sheet, place.start)
    found = _MARKS.match(text, place.end)
    marks = found[0] if found else ""
    end = place.end + len(marks)
    before = narrative or ("" if _is_taken(sheet, start) else text[:start])
    quoted = not narrative and marks and text[start - 1 : start] in tuple(_CLOSING_QUOTES) and start > 1
    if quoted and sheet.ready.locale.quotes.punctuation_inside and marks[0] in ".,":
        inner = text[start - 2]
        kept = "" if inner in ".,!?;:" else marks
        return Edit(Span(start - 1, end), kept + text[start - 1] + mark)
    if marks[:1] == "." and before[-1:] in ("." if narrative else ".,;:!?") and before:
        marks = marks[1:]
    return Edit(Span(start, end), narrative + marks + mark)


def _is_taken(sheet: Sheet, start: int) -> bool:
    """Tell whether the marks before a place follow a citation, which has taken them before itself."""
    at = start
    while at and sheet.text[at - 1] in ".,;:!?":
        at -= 1
    return at < start and at in sheet.ends


def _without_blank(sheet: Sheet, start: int) -> int:
    """Return where the blank before a place begins; the place itself where only marks of a block stand before it."""
    text = sheet.text
    line = text.rfind("\n", 0, start) + 1
    head = text[line:start].strip()
    before = bisect_right(sheet.ground.blocks, start, key=lambda block: block.start)
    begins = not before or sheet.ground.blocks[before - 1].start >= line or bool(head)
    if begins and _LINE_HEAD.match(text, line, start):
        return start
    if head.endswith("|") or (head.startswith("[^") and head.endswith("]:")):
        return start
    found = _BLANK_BEFORE.search(text, max(0, start - 200), start)
    return found.start() if found else start
