"""AsciiDoc to a document (https://docs.asciidoctor.org/asciidoc/latest/): headings, lists, links, entries."""

from __future__ import annotations

import re

from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document, Named
from ccsvi_refs.pages.intext import keyed
from ccsvi_refs.pages.kinds import rewritten

_HEADING = re.compile(r"(={1,6}|#{1,6})\s+(\S.*)")
_ITEM = re.compile(r"\s*(?:\*{1,5}|-|\.{1,5}|(\d+)\.)\s+(\S.*)")
_ANCHOR = re.compile(r"\[\[\[([^\[\],]+)(?:,\s*([^\[\]]*))?\]\]\]\s*")
_LINK = re.compile(r"(?:link:|xref:)?(?P<url>(?:https?|ftp)://[^\s\[\]]+|(?<=link:)[^\s\[\]]+)\[(?P<label>[^\[\]]*)\]")
_ATTRIBUTES = re.compile(r"\[(?P<said>[^\[\]]*)\]\s*")
_FENCE = re.compile(r"(-{4,}|\.{4,}|/{4,}|\+{4,}|`{3,})\s*")
_EMPHASIS = re.compile(r"(?<![\w*_`#])([*_`#]{1,2})(?=\S)([^*_`#\n]{1,300}?)(?<=\S)\1(?![\w*_`#])")
_REFERENCE = re.compile(r"<<(?P<key>[^<>,]{1,100})(?:,[^<>]*)?>>")
_CITED = re.compile(r"\bcite(?:np)?:\[(?P<keys>[^\[\]]{1,500})\]")
_FILE = re.compile(r"^:bibtex-file:[ \t]*(\S+)", re.MULTILINE)


def read(source: str, path: str) -> Document:
    """Return an AsciiDoc page taken apart."""
    page = rewritten.Page()
    fence = ""
    listed = False
    for number, line in enumerate(source.split("\n"), 1):
        if fence:
            fence = "" if line.strip() == fence else fence
        elif found := _FENCE.fullmatch(line):
            fence = found[1]
        elif attributes := _ATTRIBUTES.fullmatch(line):
            listed = "bibliography" in attributes["said"]
        elif not line.startswith("//") and not re.match(r":[\w-]+:", line):
            _put(line, number, page, listed)
    labels = [_key(match["key"], match.group(), source, match.start(), path) for match in _REFERENCE.finditer(source)]
    keys = [
        _key(key.split("(")[0].strip(), match.group(), source, match.start(), path)
        for match in _CITED.finditer(source)
        for key in match["keys"].split(",")
    ]
    named = tuple(Named(match[1], source.count("\n", 0, match.start()) + 1) for match in _FILE.finditer(source))
    return Document(page.blocks(path), source, keys, labels, named)


def _key(key: str, text: str, source: str, start: int, path: str) -> keyed.Key:
    line = source.count("\n", 0, start)
    return keyed.Key(key, text, Location(path, line + 1, start - source.rfind("\n", 0, start)))


def _put(line: str, number: int, page: rewritten.Page, listed: bool) -> None:
    if heading := _HEADING.fullmatch(line):
        page.heading(len(heading[1]), _inline(heading[2]), number, heads=listed)
    elif item := _ITEM.fullmatch(line):
        anchor = _ANCHOR.match(item[2])
        mark = f"[{anchor[1]}] " if anchor else f"[{item[1]}] " if item[1] else ""
        markup = rewritten.text(mark) + _inline(item[2][anchor.end() if anchor else 0 :])
        page.item(markup, number, "references" if listed else "")
    elif not line.strip():
        page.put("", number) if page.is_listing else page.paragraph("", number)
    elif line.strip() != "+":
        page.put(_inline(line), number)


def _inline(text: str) -> str:
    shown = _CITED.sub("", _REFERENCE.sub("", text))
    pieces = []
    at = 0
    for match in _LINK.finditer(shown):
        pieces.append(_emphasised(shown[at : match.start()]))
        pieces.append(rewritten.link(match["url"], rewritten.text(match["label"].rstrip("^"))))
        at = match.end()
    return "".join((*pieces, _emphasised(shown[at:])))


def _emphasised(text: str) -> str:
    return rewritten.text(_EMPHASIS.sub(lambda match: match[2], text))
