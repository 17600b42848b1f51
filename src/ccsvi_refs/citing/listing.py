"""The bibliography in its place: where the page has ``::: {#refs}``, else at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ccsvi_refs.citing.opaque import Ground, Span
from ccsvi_refs.citing.weaving import Entry, Woven
from ccsvi_refs.rendering.framing import entry_id, turned

_FENCE = re.compile(r"^(?P<marks>:{3,})[ \t]*\{[^{}\n]*#refs(?![\w-])[^{}\n]*\}[ \t]*:*[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
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


def in_markdown(woven: Woven, entries: Sequence[Entry], where: Place, heading: str) -> str:
    """Return the bibliography as divisions of HTML around Markdown, empty where there is none."""
    rows = [f"{_opening(entry)}\n\n{entry.text}\n\n</div>" for entry in entries]
    return "\n\n".join(_framed(woven, rows, where, heading, "\n\n"))


def in_html(woven: Woven, entries: Sequence[Entry], where: Place, heading: str) -> str:
    """Return the bibliography as HTML without a blank line, which would end it amid Markdown."""
    rows = [f"{_opening(entry)}{_BLANK.sub(chr(10), entry.html.strip())}</div>" for entry in entries]
    return "\n".join(_framed(woven, rows, where, heading, "\n"))


def _opening(entry: Entry) -> str:
    return f'<div id="{entry_id(entry.id)}" class="csl-entry"{turned(entry.html)} role="listitem">'


def _framed(woven: Woven, rows: list[str], where: Place, heading: str, gap: str) -> list[str]:
    if not rows:
        return []
    if where.held:
        return rows
    rows = [f'<div id="refs" class="{" ".join(woven.classes)}" role="list">', *rows, "</div>"]
    return [f"# {heading}{chr(10) if gap == chr(10) else ''}", *rows] if heading else rows
