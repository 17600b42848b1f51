"""What follows from a document's citations: the items listed, their order and numbers, and their disambiguation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.csl.citation import Citation, in_order, names_in
from ccsvi_refs.csl.cite import FIRST, NO_HINTS, SUBSEQUENT, Cite, Hints, NameList
from ccsvi_refs.csl.collation import sort_key
from ccsvi_refs.csl.disambiguate import Draw, Means, disambiguate
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.output import APART, Piece, first_tagged, plain
from ccsvi_refs.csl.people import People
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.program import Program
from ccsvi_refs.csl.sort import Key, Texts, sorted_by


@dataclass(slots=True)
class Registry:
    """The items of a document: as listed, as the bibliography sorts them, their numbers and hints."""

    listed: list[Item] = field(default_factory=list)
    sorted: list[Item] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    hints: dict[str, Hints] = field(default_factory=dict)

    def sort_cite(self, item: Item, bibliography: bool = False) -> Cite:
        """Return the cite by which an item is sorted: as if no other item were there."""
        return Cite(item, NO_HINTS, self.numbers.get(item.id, 0), bibliography=bibliography)

    def cite(self, item: Item, position: int = 0, bibliography: bool = False) -> Cite:
        """Return a cite of an item as the document has it."""
        return Cite(item, self.hints.get(item.id, NO_HINTS), self.numbers.get(item.id, 0), position, bibliography)


@dataclass(slots=True)
class Memory:
    """What is kept from one change of a document to the next, so that an edit costs little.

    ``drawn`` holds the texts of cites rendered for comparison, by hints and item, ``lists`` their lists of names,
    ``everywhere`` with those of first cites;
    ``texts`` what items sort by, ``named`` the names that cites have; ``people`` are those of the items. ``registry``
    is the last one, which is right still where the same items are listed and those of ``noted`` are first cited in the
    same notes.
    """

    drawn: dict[Hints, dict[str, str]] = field(default_factory=lambda: {NO_HINTS: {}})
    lists: dict[str, tuple[NameList, ...]] = field(default_factory=dict)
    everywhere: dict[str, tuple[NameList, ...]] = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    named: dict[Hints, dict[str, str]] = field(default_factory=dict)
    people: People = field(default_factory=People)
    registry: Registry | None = None
    noted: dict[str, Notes] = field(default_factory=dict)

    def forget(self, ids: Collection[str]) -> None:
        """Keep nothing of these items, which are other ones now."""
        known: Iterable[dict[str, Any]] = (*self.drawn.values(), self.lists, *self.texts.values(), *self.named.values())
        for rows in (*known, self.everywhere):
            for identifier in rows.keys() & ids:
                del rows[identifier]


def register(
    program: Program, items: Mapping[str, Item], citations: Sequence[Citation], uncited: Sequence[str], kept: Memory
) -> Registry:
    """Return the registry of a document: items cited in order, then the uncited; all items where there are neither."""
    wanted = _cited(program, items, citations, kept)
    everything = () if any(citation.cites for citation in citations) else items
    listed = [items[identifier] for identifier in dict.fromkeys([*wanted, *uncited] or everything)]
    notes = first_notes(citations) if program.style.is_note else {}
    before = kept.registry
    if before is not None and before.listed == listed and all(notes.get(i, ()) == n for i, n in kept.noted.items()):
        return before
    registry = kept.registry = Registry(listed)
    kept.noted = {}
    _number(registry, program, kept)

    def noted(item: Item) -> frozenset[tuple[int, str]]:
        found = kept.noted[item.id] = notes.get(item.id, ())
        return frozenset((chapter, _drawn(program, NO_HINTS, item, note)) for chapter, note in found or ((0, 0),))

    order = {item.id: number for number, item in enumerate(registry.sorted)}
    draw = _draw(program, kept)
    tells = noted if program.style.is_note else None
    registry.hints = disambiguate(listed, _means(program), draw, order, kept.people, tells)
    return registry


def by_names(registry: Registry, program: Program, kept: Memory) -> Key:
    """Return the last key of cites that are grouped by their names: what the style's own leave equal goes by them."""

    def text(cite: Cite) -> str:
        drawn = registry.cite(cite.item, SUBSEQUENT)
        known = kept.named.setdefault(drawn.hints, {})
        found = known.get(cite.item.id)
        if found is None:
            found = known[cite.item.id] = _names_of(program, drawn)
        return found

    return Key(text, program.citation.keys[0].descending, numbered=True)


def _names_of(program: Program, cite: Cite) -> str:
    """Return what the names of a cite sort by, without the word between the last two."""
    out: list[Piece] = []
    program.citation.render(cite, out)
    names = first_tagged(out, "names")
    locale = program.locale
    words = plain(names.kids).split() if names is not None else []
    return sort_key(" ".join(word for word in words if word != locale.term("and")), locale.language)


Notes = tuple[tuple[int, int], ...]
"""The notes that first cite an item, one of each chapter that does, with the number of the chapter."""


def first_notes(citations: Sequence[Citation]) -> dict[str, Notes]:
    """Return the notes that first cite the items; in a chapter whose notes count anew another one may."""
    found: dict[str, dict[int, int]] = {}
    chapter = latest = 0
    for citation in citations:
        chapter += 0 < citation.note < latest
        latest = citation.note or latest
        for request in citation.cites if citation.note and citation.mode != "author-only" else ():
            found.setdefault(request.id, {}).setdefault(chapter, citation.note)
    return {identifier: tuple(notes.items()) for identifier, notes in found.items()}


def _cited(program: Program, items: Mapping[str, Item], citations: Sequence[Citation], kept: Memory) -> list[str]:
    """Return the ids of the items cited, in the order in which they are printed where the bibliography keeps it."""
    keys, area = program.citation.keys, program.bibliography
    keeps = area is None or not area.keys or area.keys[0].by_number
    if not keys or not keeps or any(key.numbered for key in keys):
        return [request.id for citation in citations for request in citation.cites if request.id in items]
    found: list[str] = []

    def names(request: Request) -> str:
        return _names_said(program, items.get(request.id))

    def by_style(requests: Sequence[Request]) -> list[Request]:
        known = [one for one in requests if one.id in items]
        return sorted_by(known, keys, lambda one: Cite(items[one.id], NO_HINTS), kept.texts)

    for citation in citations:
        printed = in_order(citation, citation.cites, names, by_style) if citation.cites else []
        found += [request.id for request in printed if request.id in items]
    return found


def _names_said(program: Program, item: Item | None) -> str:
    """Return what cites of an item say of who wrote it; of one that is missing none says anything."""
    if item is None:
        return ""
    out: list[Piece] = []
    program.citation.render(Cite(item, NO_HINTS), out)
    return names_in(out, APART + item.id)


def _number(registry: Registry, program: Program, kept: Memory) -> None:
    """Sort the bibliography and number the items in its order; one sorted by number keeps the order of first cites."""
    registry.numbers = {item.id: number for number, item in enumerate(registry.listed, 1)}
    area = program.bibliography
    if area is None or not area.keys:
        registry.sorted = list(registry.listed)
        return
    registry.sorted = sorted_by(
        registry.listed, area.keys, lambda item: registry.sort_cite(item, bibliography=True), kept.texts
    )
    if area.keys[0].by_number:
        return
    registry.numbers = {item.id: number for number, item in enumerate(registry.sorted, 1)}


def _means(program: Program) -> Means:
    attrs = program.citation.attrs
    return Means(
        add_names=attrs.get("disambiguate-add-names") == "true",
        add_givenname=attrs.get("disambiguate-add-givenname") == "true",
        rule=attrs.get("givenname-disambiguation-rule", "by-cite"),
        conditions=program.conditions,
        year_suffix=attrs.get("disambiguate-add-year-suffix") == "true",
        strict=program.strict,
    )


def _draw(program: Program, kept: Memory) -> Draw:
    """Return what renders cites for comparison, each once."""
    bare, known = kept.drawn[NO_HINTS], kept.lists

    def text(item: Item, hints: Hints) -> str:
        drawn = bare if hints is NO_HINTS else kept.drawn.get(hints)
        if drawn is None:
            drawn = kept.drawn[hints] = {}
        found = drawn.get(item.id)
        if found is None:
            found = drawn[item.id] = _drawn(program, hints, item)
        return found

    def lists(item: Item) -> tuple[NameList, ...]:
        found = known.get(item.id)
        if found is None:
            shapes: list[NameList] = []
            cite, bare[item.id] = _compared(program, NO_HINTS, item, lists=shapes)
            found = known[item.id] = tuple(shapes)
            if not cite.position_asked:  # first cites have the same
                kept.everywhere[item.id] = found
        return found

    def everywhere(item: Item) -> tuple[NameList, ...]:
        later = lists(item)
        found = kept.everywhere.get(item.id)
        if found is None:
            first: list[NameList] = []
            _compared(program, NO_HINTS, item, lists=first, position=FIRST)
            found = kept.everywhere[item.id] = _with_first(later, first)
        return found

    return Draw(text, lists, everywhere if program.tells_positions else lists)


def _with_first(later: tuple[NameList, ...], first: Sequence[NameList]) -> tuple[NameList, ...]:
    """Return lists of names with those of the first cite behind, where these ask for other given names."""
    same = [one._replace(shown=0) for one in later[: len(first)]] == [one._replace(shown=0) for one in first]
    return later if same else (*later, *(one._replace(opens=True) for one in first))


def _drawn(program: Program, hints: Hints, item: Item, note: int = 0) -> str:
    """Return the text of an item's later cites as disambiguation compares them."""
    return _compared(program, hints, item, note)[1]


def _compared(
    program: Program,
    hints: Hints,
    item: Item,
    note: int = 0,
    lists: list[NameList] | None = None,
    position: int = SUBSEQUENT,
) -> tuple[Cite, str]:
    """Return an item's cite as disambiguation compares it, and its text; ``lists`` takes in those of names."""
    cite = Cite(item, hints, 0, position)
    cite.first_note = note
    cite.near_note, cite.compared = position != FIRST, True
    cite.lists = lists
    out: list[Piece] = []
    program.citation.render(cite, out)
    return cite, plain(out, quotes=False)
