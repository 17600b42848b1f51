"""The bibliography in its place: where the page has ``::: {#refs}``, else at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from ccsvi_refs.citing.opaque import Ground, Span
from ccsvi_refs.citing.weaving import ANCHOR, Woven

_FENCE = re.compile(r"^(?P<marks>:{3,})[ \t]*\{[^{}\n]*#refs(?![\w-])[^{}\n]*\}[ \t]*:*[ \t]*$", re.MULTILINE)
_END = re.compile(r"^:{3,}[ \t]*$", re.MULTILINE)
_DIV = re.compile(r"<div\b[^<>]*\bid\s*=\s*[\"']?refs[\"'\s>][^<>]*>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bibliography goes: the span to be replaced, and whether the page has a division for it."""

    span: Span
    held: bool


def place(text: str, ground: Ground) -> Place:
    """Return where the bibliography of a page goes."""
    for opening in (*_FENCE.finditer(text), *_DIV.finditer(text)):
        if any(one.start <= opening.start() < one.end for one in ground.code):
            continue
        closing = _END.search(text, opening.end()) if opening.re is _FENCE else _closing(text, opening.end())
        if closing is not None:
            return Place(Span(opening.end(), closing.start()), True)
    return Place(Span(len(text), len(text)), False)


def _closing(text: str, start: int) -> re.Match[str] | None:
    return re.compile(r"</div\s*>", re.IGNORECASE).search(text, start)


def listing(woven: Woven, where: Place, heading: str, newline: str) -> str:
    """Return the bibliography as divisions of HTML around Markdown, empty where there is none."""
    if not woven.entries:
        return ""
    entries = [
        f'<div id="{escape(ANCHOR + entry.id)}" class="csl-entry" role="listitem">{2 * newline}{entry.text}'
        f"{2 * newline}</div>"
        for entry in woven.entries
    ]
    if not where.held:
        entries = [f'<div id="refs" class="{" ".join(woven.classes)}" role="list">', *entries, "</div>"]
    if heading:
        entries.insert(0, f"# {heading}" + " {.unnumbered}")
    return (2 * newline).join(entries).replace("\n", newline if newline != "\n" else "\n")
