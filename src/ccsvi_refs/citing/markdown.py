"""The citations of a Markdown page written in its place: every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccsvi_refs.citing import affixes, locators, opaque, syntax
from ccsvi_refs.citing.affixes import Cloak
from ccsvi_refs.citing.numbering import Placed, placed
from ccsvi_refs.citing.opaque import Ground, Span
from ccsvi_refs.citing.weaving import Asked, Loom, Woven, weave
from ccsvi_refs.csl.cluster import Cluster

_BLANK_BEFORE = re.compile(r"[ \t]*\n?[ \t]*\Z")
_LINE_HEAD = re.compile(r"[\s>]*(?:(?:[-*+]|\(?[\w#@]{1,5}[.)]|:|~)[ \t]+)*(?:#{1,6}[ \t]+)?\Z")
_MARKS = re.compile(r"(?:[.,;:?]|!(?!\[))+")
_CLOSING_QUOTES = "\"'”’"
_RAISED = re.compile(r"\[?<sup>")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in a place from now on."""

    place: Span
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A page with its citations written, its bibliography not yet in place.

    ``notes`` are the footnotes to add, with their labels; ``keys`` are the places of keys, in order.
    """

    text: str
    edits: tuple[Edit, ...]
    notes: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, int], ...]
    empty: tuple[int, ...]
    woven: Woven
    ground: Ground


def draft(text: str, ready: Loom, items: Iterable[Mapping[str, Any]], spans: bool = False) -> Draft:
    """Return a page with its citations written in Markdown, in ``spans`` of HTML that name their keys if asked to."""
    ground = opaque.survey(text)
    rows = placed(syntax.read(text, ground), ground)
    cloak = Cloak.over(text)
    words = locators.terms(ready.locale)
    asked = [_asked(text, row, cloak, words) for row in rows]
    woven = weave(ready, asked, items, "markdown", hypertext=spans)
    label = _free_label(text)
    edits, notes = [], []
    for number, (row, one, cluster) in enumerate(zip(rows, asked, woven.clusters, strict=True), 1):
        shown = Cluster(cloak.take_off(cluster.narrative), cloak.take_off(cluster.text), cluster.joint)
        if woven.notes and not one.own and shown.text:
            notes.append((f"{label}{number}", shown.text))
            edits.append(_noted(text, row, shown.narrative, f"[^{label}{number}]", ready, ground))
        else:
            edits.append(_in_line(text, row, shown, ready, ground, spans))
    keys = sorted((cite.place.start, cite.key) for row in rows for cite in row.citation.cites)
    empty = tuple(
        row.citation.place.start for row, cluster in zip(rows, woven.clusters, strict=True) if not str(cluster).strip()
    )
    edits.sort(key=lambda edit: edit.place.start)
    return Draft(text, tuple(edits), tuple(notes), tuple((key, at) for at, key in keys), empty, woven, ground)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with the edits made, which are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.place.start], edit.text]
        at = edit.place.end
    return "".join([*parts, text[at:]])


def _asked(text: str, row: Placed, cloak: Cloak, words: tuple[tuple[str, str], ...]) -> Asked:
    citation, within = row.citation, row.within
    cites = [
        _cite(text, cite, cloak, words, citation.bare and not number) for number, cite in enumerate(citation.cites)
    ]
    opens = within is not None and not text[within.start : citation.place.start].strip()
    closes = within is not None and not text[citation.place.end : within.end].strip()
    return Asked(tuple(cites), citation.narrative, row.note, within is not None, opens, closes)


def _cite(text: str, cite: syntax.Cite, cloak: Cloak, words: tuple[tuple[str, str], ...], bare: bool) -> dict[str, Any]:
    """Return a cite as CSL-JSON has it, the words around it cloaked."""
    prefix = affixes.on_one_line(text[cite.prefix.start : cite.prefix.end]).strip()
    located = locators.locate(affixes.on_one_line(text[cite.suffix.start : cite.suffix.end]).rstrip(), words)
    suffix = located.rest.rstrip()
    if bare and suffix.strip() and not located.label and suffix.lstrip()[0] not in ",.;:!?":
        suffix = f", {suffix.lstrip()}"
    found: dict[str, Any] = {"id": cite.key, "prefix": _spaced(cloak.put_on(prefix)), "suffix": cloak.put_on(suffix)}
    if located.locator:
        found |= {"locator": located.locator.replace("--", "–"), "label": located.label.replace("-", " ")}
    if cite.suppressed:
        found["suppress-author"] = True
    return found


def _spaced(prefix: str) -> str:
    return f"{prefix} " if prefix and prefix[-1] not in "([–—" else prefix


def _free_label(text: str) -> str:
    """Return the beginning of a label that no footnote of the page has."""
    label = "cite-"
    while f"[^{label}" in text:
        label = f"x{label}"
    return label


def _in_line(text: str, row: Placed, shown: Cluster, ready: Loom, ground: Ground, spans: bool) -> Edit:
    place = row.citation.place
    content = str(shown)
    raised = _RAISED.match(content) is not None
    if spans and content:
        keys = " ".join(cite.key for cite in row.citation.cites)
        content = f'<span class="citation" data-cites="{_attribute(keys)}">{content}</span>'
    if content[:1] in ("(", "[") and text[place.start - 1 : place.start] == "]":
        content = f"\\{content}"  # or the two would be a link
    if not raised:
        return Edit(place, content)
    if ready.chosen.notes_after_punctuation:
        return _behind_marks(text, place, "", content, ready, ground)
    return Edit(Span(_without_blank(text, place.start, ground), place.end), content)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _noted(text: str, row: Placed, narrative: str, mark: str, ready: Loom, ground: Ground) -> Edit:
    if ready.chosen.notes_after_punctuation is False:
        place = row.citation.place
        start = place.start if narrative else _without_blank(text, place.start, ground)
        return Edit(Span(start, place.end), narrative + mark)
    return _behind_marks(text, row.citation.place, narrative, mark, ready, ground)


def _behind_marks(text: str, place: Span, narrative: str, mark: str, ready: Loom, ground: Ground) -> Edit:
    """Return the edit that puts a note behind the marks that follow it, those inside quotation marks where they belong.

    https://pandoc.org/MANUAL.html#citations-in-note-styles
    """
    start = place.start if narrative else _without_blank(text, place.start, ground)
    found = _MARKS.match(text, place.end)
    marks = found[0] if found else ""
    end = place.end + len(marks)
    before = narrative or text[:start]
    quoted = not narrative and marks and text[start - 1 : start] in tuple(_CLOSING_QUOTES) and start > 1
    if quoted and ready.locale.quotes.punctuation_inside and marks[0] in ".,":
        inner = text[start - 2]
        kept = "" if inner in ".,!?;:" else marks
        return Edit(Span(start - 1, end), kept + text[start - 1] + mark)
    if marks[:1] == "." and before[-1:] in ("." if narrative else ".,;:!?") and before:
        marks = marks[1:]
    return Edit(Span(start, end), narrative + marks + mark)


def _without_blank(text: str, start: int, ground: Ground) -> int:
    """Return where the blank before a place begins; the place itself where only marks of a block stand before it."""
    line = text.rfind("\n", 0, start) + 1
    head = text[line:start].strip()
    block = next((one for one in ground.blocks if one.start <= start < one.end), None)
    begins = block is None or block.start >= line or bool(head)
    if begins and _LINE_HEAD.match(text, line, start):
        return start
    if head.endswith("|") or (head.startswith("[^") and head.endswith("]:")):
        return start
    found = _BLANK_BEFORE.search(text, max(0, start - 200), start)
    return found.start() if found else start
