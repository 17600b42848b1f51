"""What follows from a document's citations: the items listed, their order and numbers, and their disambiguation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ccsvi_refs.csl.citation import Citation
from ccsvi_refs.csl.cite import NO_HINTS, SUBSEQUENT, Cite, Drawing, Hints
from ccsvi_refs.csl.disambiguate import Means, disambiguate
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.output import Piece, plain
from ccsvi_refs.csl.program import Program
from ccsvi_refs.csl.sort import Texts, sorted_by


@dataclass(slots=True)
class Registry:
    """The items of a document: as listed, as the bibliography sorts them, their numbers, hints and first notes."""

    listed: list[Item] = field(default_factory=list)
    sorted: list[Item] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    first_notes: dict[str, int] = field(default_factory=dict)
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

    ``drawn`` holds cites rendered for comparison, by hints and item; ``texts`` what items sort by.
    """

    drawn: dict[Hints, dict[str, Drawing]] = field(default_factory=lambda: {NO_HINTS: {}})
    texts: Texts = field(default_factory=dict)

    def forget(self, ids: Collection[str]) -> None:
        """Keep nothing of these items, which are other ones now."""
        if ids:
            for drawn in self.drawn.values():
                for identifier in drawn.keys() & ids:
                    del drawn[identifier]
            for key, texts in self.texts.items():
                self.texts[key] = {item: text for item, text in texts.items() if item not in ids}


def register(
    program: Program, items: Mapping[str, Item], citations: Sequence[Citation], uncited: Sequence[str], kept: Memory
) -> Registry:
    """Return the registry of a document: items cited in order, then the uncited; all items where there are neither."""
    wanted = _cited(program, items, citations, kept)
    everything = () if any(citation.cites for citation in citations) else items
    registry = Registry([items[identifier] for identifier in dict.fromkeys([*wanted, *uncited] or everything)])
    _number(registry, program, kept)
    for citation in citations:
        for request in citation.cites if citation.mode != "author-only" else ():
            registry.first_notes.setdefault(request.id, citation.note)

    def draw(item: Item, hints: Hints) -> Drawing:
        drawn = kept.drawn.get(hints)
        if drawn is None:
            drawn = kept.drawn[hints] = {}
        found = drawn.get(item.id)
        if found is None:
            found = drawn[item.id] = _drawing(program, hints, item, kept.drawn[NO_HINTS].get(item.id))
        return found

    def noted(item: Item) -> str:
        return _drawing(program, NO_HINTS, item, None, registry.first_notes.get(item.id, 0)).text

    order = {item.id: number for number, item in enumerate(registry.sorted)}
    means = _means(program)
    registry.hints = disambiguate(registry.listed, means, draw, order, noted if program.style.is_note else None)
    return registry


def _cited(program: Program, items: Mapping[str, Item], citations: Sequence[Citation], kept: Memory) -> list[str]:
    """Return the ids of the items cited, in the order in which they are printed where the bibliography keeps it."""
    keys, area = program.citation.keys, program.bibliography
    keeps = area is None or not area.keys or area.keys[0].by_number
    if not keys or not keeps or any(key.numbered for key in keys):
        return [request.id for citation in citations for request in citation.cites if request.id in items]
    found: list[str] = []
    for citation in citations:
        cited = [items[request.id] for request in citation.cites if request.id in items]
        first = len(cited) if citation.mode == "author-only" or not citation.sorts else 1 if citation.mode else 0
        printed = cited[:first] + sorted_by(cited[first:], keys, lambda item: Cite(item, NO_HINTS), kept.texts)
        found += [item.id for item in printed]
    return found


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


def _drawing(program: Program, hints: Hints, item: Item, known: Drawing | None, note: int = 0) -> Drawing:
    """Return an item's later cites as disambiguation compares them, with the lists of names that are known already."""
    cite = Cite(item, hints, 0, SUBSEQUENT)
    cite.first_note = note
    cite.near_note = cite.compared = True
    cite.lists = []
    out: list[Piece] = []
    program.citation.render(cite, out)
    lists = tuple(cite.lists)
    return Drawing(plain(out, quotes=False), known.lists if known is not None and known.lists == lists else lists)
