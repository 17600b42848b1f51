"""A drawn document, which ours prints once more where a cause of differences says how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
    ) -> str:
        """Return the text in question printed once more, with another style or other cites.

        ``counts`` makes cites of the citations that name authors alone; ``item`` makes other items of the items.
        """
        style, items = parsed(xml or self.xml), changed(self.items, item)
        if self.entry:
            return self.plain(entries(xml or self.xml, items, self.tag).get(self.entry, ""))
        doc = Processor(style, items, self.tag)
        for number, one in enumerate(self.citations):
            note, own = (one["note"] if style.is_note else 0), number == self.place
            shown = one.get("mode", "") if mode is None or not own else mode
            if counts and not own and shown == "author-only":
                shown = ""
            doc.cite(cites if cites and own else one["cites"], note, mode=shown, sorts=sorts or not own)
        return self.plain(doc.citations()[self.place])

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
_ENTRIES: dict[tuple[str, int, str | None], tuple[list[Any], dict[str, str]]] = {}
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


def entries(xml: str, items: list[Any], tag: str | None) -> dict[str, str]:
    """Return a style's bibliography of items by their ids, printed once."""
    key = (xml, id(items), tag)
    if key not in _ENTRIES:
        if len(_ENTRIES) > _MOST:
            _ENTRIES.clear()
        found = Processor(parsed(xml), items, tag).bibliography().entries
        _ENTRIES[key] = (items, {one.id: one.text for one in found})
    return _ENTRIES[key][1]


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
