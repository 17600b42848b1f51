"""The text of one citation: its cites drawn, joined and written, and the names that a narrative one puts before it.

The author-only, suppress-author and composite forms are those of CSL 1.1, whose cs:intext says how a style names
authors in a sentence: https://github.com/citation-style-language/schema/blob/master/schemas/styles/csl.rnc
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from ccsvi_refs.csl import markup
from ccsvi_refs.csl.bibliography import formatted
from ccsvi_refs.csl.citation import Citation, names_in, nested, opening, spaced
from ccsvi_refs.csl.cite import FIRST, SUBSEQUENT
from ccsvi_refs.csl.collapse import Rendered, join
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.joints import Joints
from ccsvi_refs.csl.output import APART, Format, Node, Piece, first_tagged, has_text, plain, stripped
from ccsvi_refs.csl.position import Place, Request
from ccsvi_refs.csl.program import Area, Program
from ccsvi_refs.csl.registry import Registry
from ccsvi_refs.csl.textcase import capitalize_first

_BOLD = Format(font_weight="bold")
_RAISED = "sup"
_DANGLING = re.compile(r"[,;:]|\.?\s")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A citation in two parts: what of it stands in the sentence, and the rest, which a note style puts into a note.

    Only a narrative citation has the first part; ``joint`` stands between the two in one line.
    """

    narrative: str = ""
    text: str = ""
    joint: str = " "

    def __str__(self) -> str:
        """Return both parts in one line."""
        return (self.joint if self.narrative and self.text else "").join((self.narrative, self.text))


@dataclass(frozen=True, slots=True)
class Shared:
    """What the citations of a document have in common; ``anchor`` is what links from cites to entries begin with.

    ``item`` finds an item, None for one that is missing; ``raises`` tells whether the format can raise a text.
    """

    program: Program
    joints: Joints
    registry: Registry
    item: Callable[[str], Item | None]
    write: Callable[[list[Piece]], str]
    raises: bool
    anchor: str = ""


def cluster(shared: Shared, citation: Citation, requests: Sequence[Request], spots: Sequence[Place]) -> Cluster:
    """Return the text of a citation from its cites, in the order in which they are printed, and their places."""
    mode, write = citation.mode, shared.write
    if not requests:
        return Cluster()
    if mode == "author-only":
        prefix, suffix = spaced(_own_words(citation.prefix), _own_words(citation.suffix))
        return Cluster(write([*prefix, *_all_authors(shared, requests, spots), *suffix]))
    if mode == "composite":
        return _composite(shared, citation, requests, spots)
    if requests[0].author_only and len(requests) > 1:
        names = _before(shared, requests[0], spots[0])
        return Cluster(names, write(_content(shared, citation, requests[1:], spots[1:])))
    return Cluster(text=write(_content(shared, citation, requests, spots)))


def names_said(shared: Shared, request: Request) -> str:
    """Return the authors that a cite itself has, whom a sentence may name before it; empty where it has none."""
    pieces = _draw(shared, replace(request, suppress_author=False), Place())[0]
    return names_in(pieces, APART + request.id)


def _composite(shared: Shared, citation: Citation, requests: Sequence[Request], spots: Sequence[Place]) -> Cluster:
    first = next(place for place, one in enumerate(requests) if one.id == citation.cites[0].id)
    names = _author(shared, requests[first], spots[first])
    between = _own_words(citation.infix.rstrip())
    if has_text(names) and has_text(between) and (plain(between)[0].isalnum() or plain(between)[0] in "([“‘"):
        names = [*names, " "]
    content = _content(shared, citation, requests, spots)
    raised = shared.raises and _is_raised(content)
    return Cluster(shared.write([*names, *between]), shared.write(content), "" if raised else " ")


def _is_raised(pieces: list[Piece]) -> bool:
    """Tell whether the text begins above the line."""
    first = next((piece for piece in pieces if has_text([piece])), None)
    if not isinstance(first, Node):
        return False
    return (first.fmt is not None and first.fmt.vertical_align == _RAISED) or _is_raised(first.kids)


def _content(shared: Shared, citation: Citation, requests: Sequence[Request], spots: Sequence[Place]) -> list[Piece]:
    """Return the cites of a citation between the layout's affixes."""
    shared = shared if citation.sorts else replace(shared, joints=replace(shared.joints, moves=False))
    content = _joined(shared, citation, requests, spots)
    if not has_text(content) and requests[0].suppress_author and shared.program.style.is_note:
        named = [replace(requests[0], suppress_author=False), *requests[1:]]
        content = _joined(shared, citation, named, spots)  # no note is empty
    if not has_text(content):
        return []
    if any(request.author_only for request in requests):
        return content
    area = shared.program.citation
    suffix = area.of(shared.item(requests[-1].id)).suffix
    return formatted(content, area.prefix, suffix if citation.ends else suffix.lstrip("."), area.fmt)


def _joined(shared: Shared, citation: Citation, requests: Sequence[Request], spots: Sequence[Place]) -> list[Piece]:
    """Return the cites of a citation, with what the user put around all of them; nothing where no cite prints."""
    before, requests, depths, after = _nested(shared, citation, requests)
    rows = list(map(partial(_rendered, shared), requests, spots, depths))
    if not has_text(rows[0].pieces):  # a comma of the user's that stands behind nothing
        left = stripped(rows[0].suffix, 0, " ,;")
        rows[0] = replace(rows[0], suffix=left if has_text(left) else [])
    if len(rows) > 1 and (shared.joints.grouped or shared.joints.collapse):
        for number, (request, place) in enumerate(zip(requests, spots, strict=True)):
            if request.suppress_author:
                named = _draw(shared, replace(request, suppress_author=False), place, depths[number])[0]
                rows[number] = replace(rows[number], named=named)
    prefix, suffix = spaced(_own_words(before), _own_words(after))
    if shared.program.style.is_note:
        # also after authors left out, where the note is the citation's own or none stood there
        first = bool(citation.mode) or not _lacks_names(shared, requests[0], spots[0], depths[0], rows[0])
        rows = [opening(row, not number and first, () if number else prefix) for number, row in enumerate(rows)]
    content = join(rows, shared.joints)
    return [*prefix, *content, *suffix] if has_text(content) else content


def _lacks_names(shared: Shared, request: Request, place: Place, depth: int, row: Rendered) -> bool:
    """Tell whether a cite would print more if it did not leave out its author: an "ibid." has none to leave out."""
    if not request.suppress_author:
        return False
    return plain(_draw(shared, replace(request, suppress_author=False), place, depth)[0]) != plain(row.pieces)


def _rendered(shared: Shared, request: Request, place: Place, depth: int = 0) -> Rendered:
    pieces, located = _draw(shared, request, place, depth)
    if request.suppress_author and _DANGLING.match(plain(pieces)):
        pieces = stripped(pieces, 0, " ,;:.")  # what joined the names to the rest
    if request.author_only:
        pieces = _author_of(shared, pieces) or _author(shared, request, place)
    prefix, suffix = spaced(_own_words(request.prefix), _own_words(request.suffix))
    if plain(suffix)[:1] in tuple(",.;:") and plain(pieces)[-1:] == " ":
        pieces = stripped(pieces, -1)
    number = shared.registry.numbers.get(request.id, 0) if first_tagged(pieces, "citation-number") else 0
    area, own = shared.program.citation, shared.program.citation.of(shared.item(request.id))
    return Rendered(
        id=request.id,
        pieces=pieces,
        draw_nameless=lambda: _draw(shared, replace(request, suppress_author=True), place, depth)[0],
        prefix=prefix,
        suffix=suffix,
        located=located,
        number=number,
        delimiter=own.delimiter if own is not area else "",
    )


def _own_words(text: str) -> list[Piece]:
    """Return a text of the user's with its markup; typographic quotation marks in it stay those that were typed."""
    return markup.parse(text, "")


class _Nested(NamedTuple):
    """What the user wrote in a citation, with brackets; ``depths`` tells how deep in parentheses each cite is."""

    prefix: str
    requests: Sequence[Request]
    depths: Sequence[int]
    suffix: str


def _nested(shared: Shared, citation: Citation, requests: Sequence[Request]) -> _Nested:
    """Return what the user wrote in a citation, where it is a note with brackets for parentheses inside others.

    The parentheses that the layout has around all are not counted as the cites' own.
    """
    area = shared.program.citation
    written = [citation.prefix, citation.suffix, *chain.from_iterable((one.prefix, one.suffix) for one in requests)]
    if area.deeper is None or not any("(" in text for text in written):
        return _Nested(citation.prefix, requests, [0] * len(requests), citation.suffix)
    outer = area.prefix.count("(") - area.prefix.count(")")
    before, depth = nested(citation.prefix, outer, outer)
    cites, depths = [], []
    for one in requests:
        prefix, depth = nested(one.prefix, depth, outer)
        depths.append(depth - outer)
        suffix, depth = nested(one.suffix, depth, outer)
        cites.append(replace(one, prefix=prefix, suffix=suffix))
    return _Nested(before, cites, depths, nested(citation.suffix, depth, outer)[0])


def _draw(shared: Shared, request: Request, place: Place, depth: int = 0) -> tuple[list[Piece], bool]:
    """Return what the style makes of a cite, and whether its locator is in it; an item that is missing is marked."""
    item = shared.item(request.id)
    if item is None:
        return [Node([f"{request.id}?"], _BOLD)], False
    area = shared.program.citation
    area = area.deeper() if depth % 2 and area.deeper is not None else area
    out, located = _draw_area(shared, area, item, request, place)
    if not shared.anchor or request.author_only or not has_text(out):
        return out, located
    return [Node(out, link=shared.anchor + request.id)], located


def _draw_area(shared: Shared, area: Area, item: Item, request: Request, place: Place) -> tuple[list[Piece], bool]:
    cite = shared.registry.cite(item, place.position)
    cite.locator, cite.label, cite.label_symbol = request.locator, request.label, request.symbol
    cite.first_note, cite.near_note = place.first_note, place.near_note
    cite.hide_names = request.suppress_author
    out: list[Piece] = []
    area.render(cite, out)
    return out, cite.locator_shown


def _author_of(shared: Shared, pieces: list[Piece]) -> list[Piece]:
    """Return a cite's names; where it shows but a number, the number introduced as a reference."""
    if shared.program.intext is not None:
        return []
    names = first_tagged(pieces, "names")
    if names is not None:
        return [names]
    number = first_tagged(pieces, "citation-number")
    term = shared.program.locale.term("reference") or ""
    return [*capitalize_first([term]), " ", *number.kids] if number is not None else []


def _before(shared: Shared, request: Request, place: Place) -> str:
    """Return the names that a citation has before its other cites, with what the user put around them."""
    row = _rendered(shared, request, place)
    return shared.write([*row.prefix, *row.pieces, *row.suffix])


def _author(shared: Shared, request: Request, place: Place) -> list[Piece]:
    """Return the names that a sentence says: as cs:intext has them, as the cite has them, or short ones of our own."""
    item = shared.item(request.id)
    if item is None:
        return []
    bare = replace(request, locator="", suppress_author=False)
    for pieces in _names(shared, item, bare, place):
        if has_text(pieces):
            return pieces
    return []


def _names(shared: Shared, item: Item, request: Request, place: Place) -> Iterator[list[Piece]]:
    program = shared.program
    places = [place._replace(position=position) for position in dict.fromkeys((place.position, SUBSEQUENT, FIRST))]
    if program.intext is not None:
        area = program.intext.of(item)
        for spot in places:
            content = _draw_area(shared, area, item, request, spot)[0]
            yield formatted(content, area.prefix, area.suffix, area.fmt) if has_text(content) else []
    for spot in places:
        names = first_tagged(_draw_area(shared, program.citation, item, request, spot)[0], "names")
        yield [_in_sentence(names)] if names is not None else []
    yield _draw_area(shared, program.in_words.of(item), item, request, place)[0]


def _in_sentence(names: Node) -> Node:
    """Return the names of a cite without its italics and small capitals; a title in their place keeps its own."""
    return _undecorated(names) if names.value is None else names


def _undecorated(node: Node) -> Node:
    out = node.with_kids([_undecorated(kid) if isinstance(kid, Node) else kid for kid in node.kids])
    if node.fmt is not None:
        out.fmt = Format(vertical_align=node.fmt.vertical_align)
    return out


def _all_authors(shared: Shared, requests: Sequence[Request], spots: Sequence[Place]) -> list[Piece]:
    """Return the names of all cites, each once in a row."""
    delimiter = (shared.program.intext or shared.program.citation).delimiter
    delimiter = delimiter if " " in delimiter else ", "
    out: list[Piece] = []
    before = ""
    for request, place in zip(requests, spots, strict=True):
        names = _author(shared, request, place)
        if has_text(names) and plain(names) != before:
            prefix, suffix = spaced(_own_words(request.prefix), _own_words(request.suffix))
            out += [*([delimiter] if out else []), *prefix, *names, *suffix]
            before = plain(names)
    return out
