"""Citation strings in running text: whole ones set in brackets, and those behind "Source:" in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ccsvi_refs.model import Link
from ccsvi_refs.pages import splitting
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.pages.entry import begins, is_dated, is_located
from ccsvi_refs.text import marks

#: What stands in brackets and may have brackets in it: (Doe J, Roe R. Title. J Foo 2010;12(3):4-9)
_BRACKETED = re.compile(r"[(\[](?P<inside>[^()\[\]]{12,400}(?:[(\[][^()\[\]]{0,60}[)\]][^()\[\]]{0,200}){0,6})[)\]]")
_SHORTEST = 40
_LABEL = re.compile(
    r"(?:(?:data |information |text |original |main |key |our )?(?:sources?|references?)|quellen?(?:angaben?)?"
    r"|literatur|fuentes?|referencias?|fontes?|fonti|références?|referências?|riferiment[io]|bron(?:nen)?|źródł[oa]|källor|källa|kilder?"
    r"|zdroje?|источники?|джерел[оа]|出典|参考文献|参考|来源|资料来源|出处|출처)(?:\s?[:：]\s*(?=\S)|\s+(?=[\[(]?1[\])]\s?[^\W\d_]))",
    re.IGNORECASE,
)
#: A line longer than this is a paragraph that begins with the word.
_LONGEST = 1_500
#: Not before a year, a volume or a page.
_NEXT = re.compile(r"\s*;\s+(?=\D)")


def cited(block: Block) -> tuple[list[Line], bool]:
    """Return the citation strings of a block of running text, and whether a label calls them so."""
    if block.kind not in ("paragraph", "item") or block.lines[0].mark[:1] == "[":
        return [], False
    text = " ".join(line.text for line in block.lines)
    label = _LABEL.match(text)
    if label and len(text) <= _LONGEST and (is_dated(text) or _links(block)):
        return list(_behind(label, text, block)), True
    if "(" not in text and "[" not in text:
        return [], False
    return list(_bracketed(text, block)), False


def heads_numbers(block: Block) -> bool:
    """Return whether a paragraph is a list of its own: a label, and behind it the first number."""
    label = _LABEL.match(block.lines[0].text) if block.kind == "paragraph" and not block.lines[0].mark else None
    start = label.end() if label else 0
    return (
        start > 0 and marks.number(block.lines[0].text[start : start + marks.length(block.lines[0].text, start)]) == "1"
    )


def _links(block: Block) -> tuple[Link, ...]:
    return tuple(link for line in block.lines for link in line.links)


def _behind(label: re.Match[str], text: str, block: Block) -> Iterator[Line]:
    """Yield what stands behind a label: parted by semicolons where each piece has a date or a link, else as a list."""
    links = _links(block)
    start = label.end() + marks.length(text, label.end())
    mark = text[label.end() : start].strip()
    whole = replace(_at(block, start), text=text[start:], links=links, inner=0, raised=())
    whole = replace(whole, mark=mark or block.lines[0].mark)
    pieces = _NEXT.split(whole.text)
    each = splitting.shared(links, pieces)
    if mark or not all(is_dated(piece) or has for piece, has in zip(pieces, each, strict=True)) or len(pieces) == 1:
        yield from splitting.parted(whole, listed=True)
        return
    for piece, has in zip(pieces, each, strict=True):
        yield replace(whole, text=piece, links=tuple(has), location=_at(block, text.find(piece)).location)


def _bracketed(text: str, block: Block) -> Iterator[Line]:
    links = _links(block)
    for match in _BRACKETED.finditer(text):
        inside = match["inside"]
        if len(inside) < _SHORTEST or not is_dated(inside) or not is_located(inside) or not begins(inside, surely=True):
            continue
        own = tuple(link for link in links if (link.label or link.url)[:40] in inside)
        yield replace(_at(block, match.start("inside")), text=inside, links=own, mark="", inner=0, raised=())


def _at(block: Block, offset: int) -> Line:
    """Return the line of a block that an offset in its text falls in, placed at that column."""
    for line in block.lines:
        if offset <= len(line.text):
            return replace(line, location=replace(line.location, column=line.location.column + max(0, offset)))
        offset -= len(line.text) + 1
    return block.lines[-1]
