"""Org to a document (https://orgmode.org/worg/org-syntax.html): headings, lists, links, citations."""

from __future__ import annotations

import re

from ccsvi_refs.pages.document import Document, Named
from ccsvi_refs.pages.intext import keyed
from ccsvi_refs.pages.kinds import rewritten

_HEADING = re.compile(r"(\*{1,8})\s+(?:(?:TODO|DONE)\s+)?(.*?)(?:\s+:[\w:@]+:)?\s*$")
_ITEM = re.compile(r"(\s*)(?:[-+]|\s\*|(\d+|[a-z])[.)])\s+(?:\[[ X-]\]\s+)?(.*)")
_LINK = re.compile(r"\[\[(?P<url>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?\]")
_EMPHASIS = re.compile(r"(?<![\w*/_=~+])([*/_=~+])(?=\S)([^*/_=~+\n]{1,300}?)(?<=\S)\1(?![\w*/_=~+])")
_NOTE = re.compile(r"\[fn:([\w-]+)\]\s+(.*)")
_BLOCK = re.compile(r"\s*#\+begin_(src|example|comment|export)\b", re.IGNORECASE)
_FILE = re.compile(r"^[ \t]*#\+(?:bibliography|print_bibliography):[ \t]*(\S[^\n]*)$", re.IGNORECASE | re.MULTILINE)
_CITED = re.compile(r"\[cite[^\[\]]*\]")


def read(source: str, path: str) -> Document:
    """Return an Org page taken apart."""
    page = rewritten.Page()
    hidden = ""
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        if hidden:
            hidden = "" if re.match(rf"\s*{hidden}", line, re.IGNORECASE) else hidden
        elif block := _BLOCK.match(line):
            hidden = rf"#\+end_{block[1]}"
        elif re.fullmatch(r"\s*:(?!end:)[\w-]+:\s*", line, re.IGNORECASE):
            hidden = ":end:"
        elif not re.match(r"\s*#(?:\+|\s|$)", line):
            _put(line, number, page)
    keys = keyed.org(source, path)
    named = tuple(
        Named(match[1].strip('" '), source.count("\n", 0, match.start()) + 1) for match in _FILE.finditer(source)
    )
    return Document(page.blocks(path), source, keys, (), named)


def _put(line: str, number: int, page: rewritten.Page) -> None:
    if heading := _HEADING.fullmatch(line):
        page.heading(len(heading[1]), _inline(heading[2]), number)
    elif note := _NOTE.match(line):
        page.item(f"[{rewritten.text(note[1])}] {_inline(note[2])}", number, "footnotes")
    elif item := _ITEM.match(line):
        page.item(f"[{item[2]}] {_inline(item[3])}" if item[2] else _inline(item[3]), number)
    elif page.is_listing and (line[:1].isspace() or not line.strip()):
        page.put(_inline(line), number)
    elif page.is_listing or not line.strip():
        page.paragraph(_inline(line), number)
    else:
        page.put(_inline(line), number)


def _inline(text: str) -> str:
    shown = _CITED.sub("", text)
    pieces = []
    at = 0
    for match in _LINK.finditer(shown):
        pieces.append(_emphasised(shown[at : match.start()]))
        pieces.append(rewritten.link(match["url"], rewritten.text(match["label"] or "")))
        at = match.end()
    return "".join((*pieces, _emphasised(shown[at:])))


def _emphasised(text: str) -> str:
    return rewritten.text(_EMPHASIS.sub(lambda match: match[2], text))
