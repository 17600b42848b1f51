"""Plain text to blocks, with links marked up as reStructuredText has them: people write so in plain text, too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages import headings
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.text import addresses, marks
from ccsvi_refs.text.months import YEAR

_UNDERLINE = re.compile(r"([=\-~^\"'`#*+:.])\1{2,}\s*")
_YEAR_LAST = re.compile(rf"\b{YEAR}$")
#: A year, volume or pages as no heading has them.
_CITES = re.compile(r"\d{4};|\(\d{4}\)\.?\s\w|\d:\d+[-–]\d")
#: A label of an entry: [I-D.ietf-example]
_LABEL = re.compile(r"\[[^\[\]\s]{1,80}\]")
#: An address in angle brackets that a line's end divides.
_BEGUN = re.compile(r"<(?:https?|ftp)://[^\s<>]{0,2000}\s*$")
_ENDED = re.compile(r"\s{0,100}[^\s<>]{1,2000}>")
_RST_LINK = re.compile(r"`(?P<label>[^`<>]{1,300}?)\s*<(?P<url>[^`<>\s]+)>`__?")

#: Emphasis of reStructuredText and Markdown: *Quat Int*, **Title**, ``code``, with the space that an escape takes away.
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2}|_{1,2}|`{1,2})(?=\S)([^*_`\n]{1,300}?)(?<=\S)\1(?![\w*])")
_ESCAPED_SPACE = re.compile(r"\\ ")


def read(text: str, path: str) -> list[Block]:
    """Return the blocks of a plain text: paragraphs between empty lines, headings, list items."""
    lines = _unwrapped(text.split("\n"))
    return blocks(line(raw.rstrip(), number, path) for number, raw in enumerate(lines, 1))


def _unwrapped(lines: list[str]) -> list[str]:
    """Return the lines with addresses in angle brackets whole, https://www.rfc-editor.org/rfc/rfc3986#appendix-C."""
    for at in range(len(lines) - 1):
        begun = _BEGUN.search(lines[at])
        ended = _ENDED.match(lines[at + 1]) if begun else None
        if ended:
            lines[at] = lines[at].rstrip() + ended[0].strip()
            lines[at + 1] = " " * ended.end() + lines[at + 1][ended.end() :]
    return lines


def blocks(lines: Iterable[Line]) -> list[Block]:
    """Return the blocks that lines make; an empty one stands between two."""
    found: list[Block] = []
    group: list[Line] = []
    for one in lines:
        if one.text.strip() or one.mark or one.links:
            group.append(one)
        elif group:
            found += _blocks(group)
            group = []
    return found + _blocks(group) if group else found


def line(raw: str, number: int, path: str) -> Line:
    """Return one line of the source with its mark taken off."""
    indent = len(raw) - len(raw.lstrip())
    start = indent + marks.length(raw, indent)
    links, shown = _links(raw, start, Location(path, number))
    shown = _ESCAPED_SPACE.sub("", _EMPHASIS.sub(lambda match: match[2], shown))
    return Line(shown, Location(path, number, start + 1), links, raw[indent:start].strip(), indent)


def _links(raw: str, start: int, place: Location) -> tuple[tuple[Link, ...], str]:
    """Return the links of a line and the line's text with reStructuredText's link markup read."""
    marked = [
        (match.start(), match.end(), url, match["label"])
        for match in (_RST_LINK.finditer(raw, start) if ">`_" in raw else ())
        if (url := addresses.absolute(match["url"]))
    ]
    bare = [
        (found.start, found.end, found.url, "")
        for found in addresses.find(raw)
        if found.start >= start and not any(begin <= found.start < end for begin, end, *_ in marked)
    ]
    links = tuple(
        Link(url, label, Location(place.path, place.line, begin + 1)) for begin, _, url, label in sorted(marked + bare)
    )
    return links, _RST_LINK.sub(lambda match: match["label"], raw[start:]) if marked else raw[start:]


def _blocks(group: list[Line]) -> list[Block]:
    """Return the headings, list items and paragraphs of the lines between two empty lines."""
    blocks: list[Block] = []
    rest = _labelled(group)
    while len(rest) > 1 and _is_rule(rest[1]) and not _is_rule(rest[0]):
        blocks.append(Block("heading", (rest[0],)))
        rest = rest[2:]
    if len(rest) > 1 and headings.heads_references(rest[0].text):
        blocks.append(Block("heading", (rest.pop(0),)))
    rest = [line for line in rest if not _is_rule(line)]
    if len(rest) == 1 and is_heading(rest[0]):
        return [*blocks, Block("heading", (rest[0],))]
    return [*blocks, Block("paragraph", tuple(rest))] if rest else blocks


def _labelled(group: list[Line]) -> list[Line]:
    """Return the lines with a label that stands alone as the mark of the line below it, where that is indented."""
    lines: list[Line] = []
    label = ""
    for line, after in zip(group, [*group[1:], None], strict=True):
        alone = not line.mark and _LABEL.fullmatch(line.text.strip())
        if alone and after and not after.mark and after.indent > line.indent:
            label = line.text.strip()
        else:
            lines.append(replace(line, mark=label, indent=0) if label else line)
            label = ""
    return lines


def _is_rule(line: Line) -> bool:
    return not line.mark and bool(_UNDERLINE.fullmatch(line.text))


def is_heading(line: Line) -> bool:
    """Return whether a line that stands alone reads as a heading: short, no full stop, no list mark."""
    text = line.text.strip()
    bulleted = line.mark and not line.mark[0].isdigit()
    if ". " in text and _YEAR_LAST.search(text):
        return False  # Ministry of Health. Falls in old age. 2015
    return not bulleted and len(text) <= 70 and text[-1:] not in ".,;!?)" and not line.links and not _CITES.search(text)
