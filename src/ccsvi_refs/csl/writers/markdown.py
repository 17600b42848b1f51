"""CommonMark; what it has no marks for stands as inline HTML.

https://spec.commonmark.org/0.31.2/#backslash-escapes. What Pandoc's Markdown and GitHub's make of a text besides is
escaped as well: quotation marks, dots, emoji, divisions, lists by letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ccsvi_refs.csl.runs import Token
from ccsvi_refs.csl.writers.base import Wrap, Writer, page_anchor, safe_url
from ccsvi_refs.csl.writers.html import HTML
from ccsvi_refs.csl.writers.text import BLOCKS, laid_out, on_one_line

_SPECIAL = re.compile(r"""[\\`*_{}\[\]<>#|~^$@&!"']|-(?=-)|(?<=-)-|\.(?=\.\.)|:(?=:)|(?<=:):|:(?=[a-z0-9_+-]{1,40}:)""")
_STARTS = re.compile(
    r"^(?:(\d+(?=[.)])|(?:[a-z]|[ivxlc]+)(?=[.)]\s)|[A-Z](?=\)\s))|(?=[-+=%:])|(?=\((?:\d{1,3}|[a-zA-Z]|[ivxlc]+)\)\s))",
    re.MULTILINE,
)
_ADDRESS = re.compile(
    r"(?<!(?<!\\)[<\[])(\b(?:https?|ftp)(?=://)|\bwww(?=\.))(?=[^\s<>\\*]{0,2000}+[\\*])", re.IGNORECASE
)
"""What GitHub makes a link of as it stands, with the backslashes in it; the text of a link is none.

https://github.github.com/gfm/#autolinks-extension-
"""
_EMPHASIS = {("font-style", "italic"): "em", ("font-style", "oblique"): "em", ("font-weight", "bold"): "strong"}


@dataclass(frozen=True, slots=True)
class MarkdownWriter(Writer):
    """A writer that emphasizes by asterisks where they do, by HTML elsewhere."""

    def write(self, run: list[Token]) -> str:
        """Return the run as Markdown."""
        return Writer.write(self, _emphasized(run))


def _emphasized(run: list[Token]) -> list[Token]:
    """Return the run with HTML in place of asterisks that would not emphasize: beside a space or a mark in a word.

    https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    """
    if not any(isinstance(token, tuple) and token[1:] in _EMPHASIS for token in run):
        return run
    out = list(run)
    pending: list[int] = []
    for place, token in enumerate(run):
        if isinstance(token, str) or token[1:] not in _EMPHASIS:
            continue
        if token[0] == "open":
            pending.append(place)
        elif pending:
            start = pending.pop()
            if not (_opens(run, start) and _closes(run, place)):
                name = _EMPHASIS[token[1], token[2]]
                out[start], out[place] = ("open", "wrap", f"<{name}>"), ("close", "wrap", f"</{name}>")
    return out


def _opens(run: list[Token], place: int) -> bool:
    before, after = _around(run, place)
    return not after.isspace() and (not _is_mark(after) or _is_apart(before)) and not _is_closed(run, place)


def _closes(run: list[Token], place: int) -> bool:
    before, after = _around(run, place)
    return not before.isspace() and (not _is_mark(before) or _is_apart(after))


def _is_closed(run: list[Token], place: int) -> bool:
    """Tell whether other emphasis ends right before, so that the asterisks of both would be one run."""
    before = run[place - 1] if place else ""
    return isinstance(before, tuple) and before[0] == "close" and before[1:] in _EMPHASIS


def _around(run: list[Token], place: int) -> tuple[str, str]:
    """Return the characters of the text before and after a mark."""
    before, after = range(place - 1, -1, -1), range(place + 1, len(run))
    return _letter(map(run.__getitem__, before), -1), _letter(map(run.__getitem__, after), 0)


def _letter(tokens: Iterable[Token], end: int) -> str:
    """Return the nearest character of the text, a space where there is none."""
    for token in tokens:
        text = token[2] if isinstance(token, tuple) and token[1] == "quote" else token
        if isinstance(text, str) and text:
            return text[end]
    return " "


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _is_apart(letter: str) -> bool:
    return letter.isspace() or _is_mark(letter)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", on_one_line(text))


def _finish(text: str) -> str:
    """Return the text with what would start a list, a heading, a definition or a link escaped."""
    found = _STARTS.sub(lambda one: f"{one[1] or ''}\\", laid_out(text, "\\\n", "\u2003"))
    return _ADDRESS.sub(r"\1\\", found) if "//" in found or "www." in found else found


def _link(url: str) -> Wrap:
    return "[", f"](<{'#' + page_anchor(url[1:]) if url.startswith('#') else safe_url(url)}>)"


MARKDOWN = MarkdownWriter(
    name="markdown",
    escape=_escape,
    link=_link,
    finish=_finish,
    marks={
        **{key: wrap for key, wrap in HTML.marks.items() if key[0] != "display"},
        **BLOCKS,
        ("font-style", "italic"): ("*", "*"),
        ("font-style", "oblique"): ("*", "*"),
        ("font-weight", "bold"): ("**", "**"),
        ("font-weight", "light"): ("", ""),
    },
)
