"""HTML to blocks, in one pass over its tags (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).

No tree is built, so that neither the depth nor the disorder of a page's elements matters; every piece of text keeps its
place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages import areas, labels, resources
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.pages.nesting import Nesting
from ccsvi_refs.pages.tags import TAG, base_address, behind
from ccsvi_refs.text import addresses, marks

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"li": "item", "dd": "item", "dt": "term", "tr": "row"}
#: Elements that begin and end a block, https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table "
    "tbody tfoot thead tr ul".split()
) | set(_HEADINGS)
#: A number set high before a note, which is read as a list mark, and one in the text, which cites.
_NOTE_NUMBER = re.compile(r"\s*\[?\d{1,3}\]?\s*")
RAISED = re.compile(r"[\[(]?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\])]?")
#: Characters that print nothing: places where a word may be parted, byte order marks.
_UNSEEN = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))
_CELLS = frozenset({"td", "th"})


@dataclass(slots=True)
class _Draft:
    """The block being put together; ``sup`` is where a raised piece of text began."""

    kind: str = "paragraph"
    level: int = 0
    heads: bool = False
    lines: list[Line] = field(default_factory=list)
    pieces: list[tuple[str, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    raised: list[tuple[str, Location]] = field(default_factory=list)
    anchor: tuple[str, int, int] | None = None
    alt: str = ""
    base: str = ""
    resources: list[Link] = field(default_factory=list)
    inner: int = 0
    sup: int | None = None
    pre: int = 0
    quoting: int = 0
    headed: bool = True
    cell: int = 0
    note: bool = False
    nesting: Nesting = field(default_factory=Nesting)

    @property
    def text(self) -> str:
        """The pieces together."""
        return "".join(piece for piece, _ in self.pieces)


def read(text: str, path: str) -> list[Block]:
    """Return the blocks of an HTML page; scripts, styles and comments are left out."""
    index = LineIndex(text, path)
    return list(blocks(text, index, 0, len(text), Nesting(), base_address(text, path)))


def blocks(text: str, index: LineIndex, at: int, stop: int, nesting: Nesting, base: str = "") -> Iterator[Block]:
    """Yield the blocks of the HTML between two offsets of a text.

    ``nesting`` knows what was open before; relative addresses go on from ``base``.
    """
    draft = _Draft(nesting=nesting, base=base)
    while at < stop:
        tag = TAG.search(text, at, stop)
        end = tag.start() if tag else stop
        if end > at and not nesting.unread:
            yield from _take(text[at:end], at, draft, index)
        if tag is None:
            break
        at, name, attributes = behind(text, tag)
        yield from _apply(name, bool(tag["close"]), attributes, tag.start(), draft, index)
    yield from _finish(draft, index)
    if draft.resources:
        yield resources.block(draft.resources)


def _take(text: str, at: int, draft: _Draft, index: LineIndex) -> Iterator[Block]:
    """Take in a piece of text; where line breaks count, they end lines, and empty lines end blocks."""
    if not draft.pre or "\n" not in text:
        draft.pieces.append((text, at))
        return
    for number, line in enumerate(text.split("\n")):
        if number and not draft.text.strip():
            yield from _finish(draft, index)
        elif number:
            _end_line(draft, index)
        draft.pieces.append((line, at))
        at += len(line) + 1


def _apply(
    name: str, closes: bool, attributes: dict[str, str], place: int, draft: _Draft, index: LineIndex
) -> Iterator[Block]:
    """Take in one tag; yield the block it ends."""
    if not closes and (taken := resources.of_tag(name, attributes, draft.base)):
        draft.resources += [Link(url, label, index.locate(place)) for url, label in taken]
    if name in _BLOCKS:
        yield from _finish(draft, index)
        _begin(name, closes, attributes, draft)
    elif name in _CELLS:
        _end_line(draft, index)
        draft.cell += not closes
        draft.headed = (draft.headed or not draft.lines) and name == "th"
    elif name == "br":
        _end_line(draft, index)
    elif not draft.nesting.unread:
        _inline(name, closes, attributes, place, draft, index)
    if closes:
        draft.nesting.leave(name)
    elif name:
        draft.nesting.enter(name, attributes)


def _begin(name: str, closes: bool, attributes: dict[str, str], draft: _Draft) -> None:
    """Set what kind of block comes now."""
    draft.pre = max(0, draft.pre + (1 - 2 * closes)) if name == "pre" else draft.pre
    draft.quoting = max(0, draft.quoting + (1 - 2 * closes)) if name == "blockquote" else draft.quoting
    draft.kind = "paragraph" if closes else "heading" if name in _HEADINGS else _KINDS.get(name, "paragraph")
    draft.level = 0 if closes else _HEADINGS.get(name, 0)
    draft.heads = draft.level > 0 and areas.heads(attributes)


def _inline(name: str, closes: bool, attributes: dict[str, str], place: int, draft: _Draft, index: LineIndex) -> None:
    """Take in a tag that begins and ends no block."""
    if name == "a":
        _end_anchor(draft, index)
        address = attributes.get("href", "").strip()
        if not closes and attributes and areas.begins_note(attributes):
            draft.note = not any(piece.strip() for piece, _ in draft.pieces)
        if not closes and address:
            draft.anchor = (address, len(draft.pieces), place)
    elif name == "sup":
        if closes:
            _end_raised(draft, place, index)
        draft.sup = None if closes else len(draft.pieces)
    elif name == "q":
        draft.pieces.append(("”" if closes else "“", place))
    elif name == "img" and draft.anchor:
        draft.alt = attributes.get("alt", "")
    if draft.level and attributes:
        draft.heads = draft.heads or areas.heads(attributes)


def _end_raised(draft: _Draft, place: int, index: LineIndex) -> None:
    """Make a raised number a list mark where it begins the line, else note that it may cite."""
    if draft.sup is None or len(draft.pieces) - draft.sup > 40:
        return
    raised = "".join(piece for piece, _ in draft.pieces[draft.sup :])
    if draft.sup < 20 and not any(piece.strip() for piece, _ in draft.pieces[: draft.sup]):
        if number := _NOTE_NUMBER.fullmatch(raised):
            draft.pieces.append((" " if "]" in number.group() else ". ", place))
    elif len(raised) < 40 and RAISED.fullmatch(raised.strip()):
        draft.raised.append((raised.strip(), index.locate(draft.pieces[draft.sup][1])))


def _end_anchor(draft: _Draft, index: LineIndex) -> None:
    if draft.anchor is None:
        return
    url, start, place = draft.anchor
    label = " ".join(unescape("".join(piece for piece, _ in draft.pieces[start:])).split()) or draft.alt
    draft.anchor, draft.alt = None, ""
    if url.startswith("#") and len(label) < 3 and not label.isdigit():
        del draft.pieces[start:]  # the way back from a note: ^ ↑ ↩ a b
    elif target := addresses.absolute(url, draft.base):
        draft.links.append(Link(target, "" if label == target else labels.plain(label), index.locate(place)))
    else:
        draft.inner += len(label)


def _end_line(draft: _Draft, index: LineIndex) -> None:
    pending = draft.anchor if _is_unlabelled(draft) else None
    if pending:
        draft.anchor = None
    _end_anchor(draft, index)
    raw = draft.text
    text = " ".join(unescape(raw).translate(_UNSEEN).split())
    if text or draft.links:
        place = next((at + len(piece) - len(piece.lstrip()) for piece, at in draft.pieces if piece.strip()), 0)
        printed = marks.length(text)
        links = draft.links + _printed(text, draft.links, index, place)
        place += printed if raw.lstrip().startswith(text[:printed]) else 0
        location = index.locate(place) if text else draft.links[0].location or index.locate(0)
        indent = len(raw) - len(raw.lstrip()) if draft.pre else 0
        mark = text[:printed].strip()
        raised = tuple(draft.raised)
        draft.lines.append(Line(text[printed:], location, tuple(links), mark, indent, draft.inner, raised, draft.cell))
    draft.pieces, draft.links, draft.raised, draft.inner, draft.sup = [], [], [], 0, None
    draft.anchor = (pending[0], 0, pending[2]) if pending else None


def _printed(text: str, linked: list[Link], index: LineIndex, place: int) -> list[Link]:
    """Return the addresses that a line prints and does not link."""
    known = {_bare(link.url) for link in linked}
    return [Link(found.url, "", index.locate(place)) for found in addresses.find(text) if _bare(found.url) not in known]


def _bare(url: str) -> str:
    """Return an address as people print it: without its scheme and the slash at its end."""
    return url.partition("://")[2].rstrip("/").lower() or url


def _is_unlabelled(draft: _Draft) -> bool:
    """Return whether a link has begun and its label has not, so that the label is in the line or block to come."""
    if draft.anchor is None or draft.alt:
        return False
    return not any(piece.strip() for piece, _ in draft.pieces[draft.anchor[1] :])


def _finish(draft: _Draft, index: LineIndex) -> Iterator[Block]:
    _end_line(draft, index)
    if draft.lines:
        at = draft.nesting.standing()
        first = draft.lines[0]
        if at.number and draft.kind == "item" and not marks.number(first.mark):
            draft.lines[0] = replace(first, mark=f"{at.number}.")
        kind = "term" if draft.kind == "row" and draft.headed else draft.kind
        if draft.note and not at.item and at.area in ("", "notes"):
            draft.nesting.last += 1
            at = replace(at, area="notes", item=draft.nesting.last, series=-1)
        lines, where = tuple(draft.lines), (at.area, at.item, at.outer, at.series)
        yield Block(kind, lines, draft.level, *where, draft.heads, draft.quoting > 0)  # type: ignore[arg-type]  # one of the kinds
    draft.lines, draft.headed, draft.note, draft.cell = [], True, False, 0
