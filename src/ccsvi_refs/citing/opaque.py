"""What in a Markdown text is no text: code, comments, mathematics, addresses, attributes, and the metadata before it.

https://pandoc.org/MANUAL.html#pandocs-markdown
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

_FRONT = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_ADDRESS = r"(?:https?|ftp)://[^\s<>\[\]\"`|]+"
#: Inside a line or a paragraph; the first alternative that fits at a place wins.
_INLINE = re.compile(
    r"\\[^\w\s]"
    r"|(?<!`)(?P<ticks>`++)(?:[^`]|(?!(?P=ticks)(?!`))`+){1,5000}?(?P=ticks)(?!`)(?:\{=[\w-]{1,40}\})?"
    r"|<[A-Za-z/][^<>]{0,2000}>"
    r"|\$\$[^$]{1,5000}\$\$"
    r"|\$(?=[^\s$])(?:[^$\\\n]|\\.){1,500}?(?<=\S)\$(?!\d)"
    rf"|{_ADDRESS}"
    r"|(?<=\])\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)"
    r"|(?<=[\])}])\{[#.][^{}\n]{0,500}\}"
    r"|(?<=[ \t])\{[#.][^{}\n]{0,500}\}(?=[ \t]*$)",
    re.MULTILINE | re.DOTALL,
)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\[@\n]{1,500}\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_VERBATIM = re.compile(r"<!--|<(?P<tag>script|style|pre|textarea)\b", re.IGNORECASE)
_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]{1,200})\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text, from one offset to another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a text is text: ``blocks`` run from blank line to blank line; ``notes`` are the footnotes it defines.

    ``skips`` gives the end of what is to be skipped by its start.
    """

    blocks: tuple[Span, ...]
    notes: tuple[tuple[str, Span], ...]
    skips: dict[int, int]
    code: tuple[Span, ...]


def survey(text: str) -> Ground:
    """Return where a Markdown text is text."""
    starts = _line_starts(text)
    code, notes = _by_blocks(text, starts)
    verbatim = list(_verbatim(text))
    if front := _FRONT.match(text):
        code = [Span(0, front.end()), *code]
    closed = sorted([*code, *verbatim], key=lambda one: one.start)
    blocks = tuple(_blocks(text, starts, closed))
    skips: dict[int, int] = {}
    for block in blocks:
        for found in _INLINE.finditer(text, block.start, block.end):
            skips[found.start()] = found.end()
        for found in _DEFINITION.finditer(text, block.start, block.end):
            skips[found.start()] = found.end()
    skips.update((one.start, one.end) for one in verbatim)
    return Ground(blocks, notes, skips, tuple(closed))


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text)), len(text)]


def _by_blocks(text: str, starts: list[int]) -> tuple[list[Span], tuple[tuple[str, Span], ...]]:
    """Return the blocks of code, and the footnotes with their labels."""
    parser = MarkdownIt("commonmark").enable("table").use(deflist_plugin).use(footnote_plugin)
    parser.core.ruler.disable(["inline", "footnote_tail"])
    tokens = parser.parse(_FRONT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text))
    lines = [token.map for token in tokens if token.type in ("fence", "code_block") and token.map]
    code = [Span(starts[first], starts[min(end, len(starts) - 1)]) for first, end in lines]
    begun = [found for found in _NOTE.finditer(text) if not any(_holds(one, found.start()) for one in code)]
    return code, tuple((found["label"], Span(found.end(), _end_of_note(text, found.end()))) for found in begun)


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _end_of_note(text: str, start: int) -> int:
    """Return where a footnote ends: at a line that is not indented after a blank one, or at the next footnote."""
    position = start
    blank = False
    while (end := text.find("\n", position)) >= 0:
        following = text[end + 1 : end + 6]
        if blank and following[:1] not in (" ", "\t", "\n", ""):
            return end
        if _NOTE.match(text, end + 1):
            return end
        blank = not text[end + 1 : text.find("\n", end + 1) if text.find("\n", end + 1) >= 0 else None].strip()
        position = end + 1
    return len(text)


def _verbatim(text: str) -> Iterator[Span]:
    """Yield the comments, scripts and preformatted texts; what does not end is none."""
    at = 0
    unclosed: set[str] = set()
    while found := _VERBATIM.search(text, at):
        closing = f"</{found['tag'].lower()}" if found["tag"] else "-->"
        end = None if closing in unclosed else re.compile(closing, re.IGNORECASE).search(text, found.end())
        if end is None:
            unclosed.add(closing)
        else:
            yield Span(found.start(), end.end())
        at = (end or found).end()


def _blocks(text: str, starts: list[int], closed: list[Span]) -> Iterator[Span]:
    """Yield the runs of lines between blank lines and what is closed; a table's lines stand alone."""
    start = None
    shut = iter(closed)
    gap = next(shut, None)
    for number in range(len(starts) - 1):
        begin, end = starts[number], starts[number + 1]
        while gap is not None and gap.end <= begin:
            gap = next(shut, None)
        if gap is not None and gap.start <= begin and gap.end < end:
            begin = gap.end  # what is closed ends amid the line
        line = text[begin:end]
        inside = gap is not None and gap.start <= begin < gap.end and gap.end >= end
        alone = line.lstrip().startswith("|")
        if start is not None and (inside or alone or not line.strip()):
            yield Span(start, begin)
            start = None
        if inside or not line.strip():
            continue
        if alone:
            yield Span(begin, end)
        elif start is None:
            start = begin
    if start is not None:
        yield Span(start, len(text))
