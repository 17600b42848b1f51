"""A drawn document, which ours prints once more where a cause of differences says how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from benchmarks.differences.turning import Turn

from ccsvi_refs.csl import Processor, Style


@dataclass(frozen=True, slots=True)
class Document:
    """What one style prints: all items, and the citations of a document.

    ``place`` is that of the citation in question; ``entry`` is the id of an item whose entry is.
    """

    xml: str
    items: list[Any]
    citations: list[Any]
    tag: str | None
    plain: Callable[[str], str]
    place: int = -1
    entry: str = ""

    def again(
        self,
        xml: str = "",
        cites: list[Any] | None = None,
        sorts: bool = True,
        mode: str | None = None,
        counts: bool = False,
        item: Callable[[Any], Any] | None = None,
        turns: tuple[Turn, ...] = (),
    ) -> str:
        """Return the text in question printed once more, with another style, other cites, or as these turn it.

        ``counts`` makes cites of the citations that name authors alone; ``item`` makes other items of the items.
        """
        xml, items = xml or self.xml, changed(self.items, item)
        for turn in turns:
            xml = turn.xml(xml, "bibliography" if self.entry else "citation")
        if self.entry:
            text = _entries(Whole(xml, items, self.tag, turns, self.citations)).get(self.entry, "")
        elif cites is None and sorts and mode is None and not counts:
            text = _citations(Whole(xml, items, self.tag, turns, self.citations))[self.place]
        else:
            text = self._printed(Whole(xml, items, self.tag, turns, self.citations), cites, sorts, mode, counts)
        text = self.plain(text)
        for turn in turns:
            text = turn.text(text) if turn.text is not None else text
        return text

    def _printed(self, whole: Whole, cites: list[Any] | None, sorts: bool, mode: str | None, counts: bool) -> str:
        doc = whole.processor()
        for number, one in enumerate(self.citations):
            note, own = (one["note"] if doc.style.is_note else 0), number == self.place
            shown = one.get("mode", "") if mode is None or not own else mode
            if counts and not own and shown == "author-only":
                shown = ""
            shown_cites = whole.turned(cites if cites and own else one["cites"])
            doc.cite(shown_cites, note, mode=shown, sorts=sorts or not own)
        return doc.citations()[self.place]

    @property
    def cited(self) -> list[Any]:
        """Return the items that the document cites, all of them where it cites nothing."""
        keys = {cite["id"] for one in self.citations for cite in one["cites"]}
        return [item for item in self.items if item["id"] in keys]

    @property
    def before(self) -> Any:
        """Return the citation before the one in question, if there is one."""
        return self.citations[self.place - 1] if self.place > 0 else None


_CHANGED: dict[tuple[int, Callable[[Any], Any]], tuple[list[Any], list[Any]]] = {}
_MOST = 64


def changed(items: list[Any], change: Callable[[Any], Any] | None) -> list[Any]:
    """Return items each of which was changed, the same ones for the same change."""
    if change is None:
        return items
    key = (id(items), change)
    if key not in _CHANGED:
        if len(_CHANGED) > _MOST:
            _CHANGED.clear()
        _CHANGED[key] = (items, list(map(change, items)))
    return _CHANGED[key][1]


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A document in a style, with its items as the turns have them; the same one where all these are the same."""

    xml: str
    items: list[Any]
    tag: str | None
    turns: tuple[Turn, ...]
    citations: list[Any]

    def __hash__(self) -> int:
        return hash((self.xml, id(self.items), self.tag, self.turns, id(self.citations)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Whole)
            and (self.xml, self.tag, self.turns) == (other.xml, other.tag, other.turns)
            and self.items is other.items
            and self.citations is other.citations
        )

    def processor(self) -> Processor:
        """Return a document of these items without citations."""
        items = self.items
        places: dict[str, int] = {}
        for cite in (cite for one in self.citations for cite in one["cites"]):
            places.setdefault(cite["id"], len(places))
        for turn in self.turns:
            items = [turn.item(one) for one in items] if turn.item is not None else items
            if turn.cited:
                items = [{**one, "annote": f"{places.get(one['id'], 9_999):04}"} for one in items]
        return Processor(parsed(self.xml), items, self.tag)

    def turned(self, cites: list[Any]) -> list[Any]:
        """Return cites as the turns have them."""
        for turn in self.turns:
            cites = [turn.cite(one) for one in cites] if turn.cite is not None else cites
        return cites


@lru_cache(maxsize=512)
def _entries(whole: Whole) -> dict[str, str]:
    return {entry.id: entry.text for entry in whole.processor().bibliography().entries}


@lru_cache(maxsize=512)
def _citations(whole: Whole) -> list[str]:
    doc = whole.processor()
    for one in whole.citations:
        doc.cite(whole.turned(one["cites"]), one["note"] if doc.style.is_note else 0, mode=one.get("mode", ""))
    return doc.citations()


@lru_cache(maxsize=64)
def parsed(xml: str) -> Style:
    """Return a style, read once."""
    return Style.parse(xml.encode())


def remembering(again: Callable[..., str]) -> Callable[..., str]:
    """Return the same function, which prints nothing twice."""
    known: dict[str, str] = {}

    def text(**changes: Any) -> str:
        key = repr(sorted(changes.items()))
        if key not in known:
            known[key] = again(**changes)
        return known[key]

    return text
