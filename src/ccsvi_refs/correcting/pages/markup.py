"""The kinds of page that can be written back: what of their source is seen, and how words are written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from ccsvi_refs.correcting.pages import tex
from ccsvi_refs.correcting.pages.shown import Unit
from ccsvi_refs.pages import tags

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
#: reStructuredText's links, and emphasis as people write it in plain text.
_LINK = re.compile(r"`(?P<label>[^`<>]{1,300}?)(?P<rest>\s*<[^`<>\s]+>`__?)")
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<open>\*{1,2}|_{1,2}|`{1,2})(?=\S)(?P<text>[^*_`\n]{1,300}?)(?<=\S)(?P=open)(?![\w*])"
)
_ESCAPED_SPACE = re.compile(r"\\ ")
#: What of Markdown is not seen, the first that holds: escapes, the marks of links, inline HTML, emphasis, line breaks.
_MARKDOWN = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
  | (?P<break>\\(?=\n))
  | (?P<quote>(?m:^[ \t]{0,3}(?:>[ \t]?)+))
  | (?P<image>!\[[^\[\]]{0,500}\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\))
  | (?P<target>\]\(\s?(?:<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]*\)){0,2000})
      (?:\s+(?:"[^"]{0,300}"|'[^']{0,300}'))?\s?\)(?:\{[^{}\n]{0,200}\})?)
  | (?P<label>\]\[[^\[\]\n]{0,200}\])
  | (?P<opening>\[(?=(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\]){0,1500}\](?:\((?!\s)|\[)))
  | <(?P<auto>(?:https?|ftp)://[^\s<>]{1,2000})>
  | (?P<tag><!--(?:(?!-->).){0,2000}-->|</?[a-zA-Z][^<>]{0,2000}>)
  | (?P<reference>&(?:\#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});)
  | (?P<emphasis>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![^\W_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![^\W_])
      |~~(?=\S)|(?<=\S)~~)
  | (?P<code>`{1,2})
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """One kind of page: its visible text, markup that may end behind it, and how words are written in it.

    ``lines`` says that mentions are placed by lines of the source, ``is_copied`` that markup of one entry can stand in
    another, ``in_runs`` that a text may be divided into runs that mean nothing, ``has_references`` that a letter may be
    written as a character reference.
    """

    units: Callable[[str], Iterator[Unit]]
    closing: re.Pattern[str]
    written: Callable[[str], str]
    lines: bool = True
    is_copied: bool = True
    in_runs: bool = False
    has_references: bool = False

    def behind(self, source: str, start: int, end: int) -> int:
        """Return where the markup ends that closes behind ``end``; ``start`` is where the entry begins."""
        match = self.closing.match(source, end)
        if match is None or not match.group():
            return end
        if match.group().strip("}") == "":  # of an entry, not of what is around it
            opened = source.count("{", start, end) - source.count("}", start, end)
            return end + max(0, min(len(match.group()), opened))
        return match.end()


def _plain(source: str) -> Iterator[Unit]:
    """Yield plain text and reStructuredText without the marks of its links and emphasis."""
    hidden = sorted(_hidden(source))
    at = 0
    for start, end in hidden:
        if start >= at:
            yield source[at:start], at, start
            at = end
    yield source[at:], at, len(source)


def _hidden(source: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(source):
        yield match.start(), match.start() + 1
        yield match.span("rest")
    for match in _EMPHASIS.finditer(source):
        yield match.span("open")
        yield match.end("text"), match.end()
    yield from (match.span() for match in _ESCAPED_SPACE.finditer(source))


def _hypertext(source: str) -> Iterator[Unit]:
    """Yield the text of HTML between its tags, character references read."""
    for start, end in tags.stretches(source):
        at = start
        for match in _REFERENCE.finditer(source, start, end):
            read = unescape(match.group())
            if read != match.group():
                yield source[at : match.start()], at, match.start()
                yield (read, *match.span())
                at = match.end()
        yield source[at:end], at, end


def _markdown(source: str) -> Iterator[Unit]:
    """Yield the text of Markdown without its marks."""
    at = 0
    for match in _MARKDOWN.finditer(source):
        yield source[at : match.start()], at, match.start()
        if match["escaped"]:
            yield (match["escaped"], *match.span())
        elif match["auto"]:
            yield (match["auto"], *match.span("auto"))
        elif match["reference"]:
            yield (unescape(match["reference"]), *match.span())
        at = match.end()
    yield source[at:], at, len(source)


def _in_markdown(text: str) -> str:
    """Return words as Markdown writes them; an underscore behind a letter begins nothing."""
    return re.sub(r"[\\*`<>]|(?<!\w)_|&(?=#?\w+;)", r"\\\g<0>", text)


def _in_html(text: str) -> str:
    return escape(text, quote=False)


_TAGS = r"(?:</(?:i|b|em|strong|a|span|cite|font|u|small|sup|sub|q|abbr|mark)\s*>)"
MARKUPS = {
    "text": Markup(_plain, re.compile(r"(?:(?<=[\w.?!])(?:\*{1,2}|_{1,2}|`{1,2})(?!\w))?"), str),
    "rst": Markup(_plain, re.compile(r"(?:(?<=[\w.?!])(?:\*{1,2}|`{1,2})(?!\w))?(?:\s*<[^`<>\s]+>`__?)?"), str),
    "markdown": Markup(
        _markdown,
        re.compile(
            rf"(?:(?<=\S)[*_]{{1,3}}(?!\w)|\]\((?:[^()\s]|\([^()\s]*\)){{0,2000}}\)|(?<=\S)`|>(?=\W|$)|{_TAGS})*"
        ),
        _in_markdown,
        has_references=True,
    ),
    "html": Markup(_hypertext, re.compile(rf"{_TAGS}*"), _in_html, has_references=True),
    "latex": Markup(tex.units, re.compile(r"\}*"), tex.written),
}
