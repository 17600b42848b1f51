"""Where in a page's elements the reader stands: in which list of references, which item, which part that nobody reads.

A tree is not built: of the open elements only those are kept that say something, each with the count of elements of
its own name open within it, so that unclosed and misnested tags do no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccsvi_refs.pages import areas
from ccsvi_refs.pages.blocks import Area

_LISTS = frozenset({"ol", "ul", "dl", "table", "menu", "dir"})
#: The list that each of these elements is an item of.
_HOLDERS = {"li": ("ol", "ul", "menu", "dir"), "dt": ("dl",), "dd": ("dl",), "tr": ("table",)}
#: Frames looked through for the item a block stands in.
_DEEPEST = 60


@dataclass(slots=True)
class _Frame:
    """An open element that says something of what it holds."""

    name: str
    area: Area
    unread: bool = False
    item: int = 0
    series: int = 0
    count: int | None = None
    depth: int = 0
    termed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The part of the page, the item, the item around that, and the list; ``number`` is an ordered list's own."""

    area: Area = ""
    item: int = 0
    outer: int = 0
    series: int = 0
    number: str = ""


@dataclass(slots=True)
class Nesting:
    """The open elements that say something, innermost last."""

    frames: list[_Frame] = field(default_factory=list)
    named: dict[str, list[_Frame]] = field(default_factory=dict)
    last: int = 0

    @property
    def unread(self) -> bool:
        """Whether the text here is no part of what people read."""
        return bool(self.frames) and self.frames[-1].unread

    @property
    def area(self) -> Area:
        """What the markup says of this place."""
        return self.frames[-1].area if self.frames else ""

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in a start tag."""
        if name in _HOLDERS and (holder := self._holder(name)):
            self._next(holder, name, attributes)
        frame = self._frame(name, attributes)
        if frame:
            self.frames.append(frame)
            self.named.setdefault(name, []).append(frame)
        elif top := self.named.get(name):
            top[-1].depth += 1

    def leave(self, name: str) -> None:
        """Take in an end tag."""
        if name in _HOLDERS and (holder := self._holder(name)):
            holder.item = holder.item if name == "dt" else 0
        same = self.named.get(name)
        if not same:
            return
        if same[-1].depth:
            same[-1].depth -= 1
            return
        while True:
            closed = self.frames.pop()
            self.named[closed.name].pop()
            if closed.name == name:
                return

    def standing(self) -> Standing:
        """Return where the reader stands now."""
        items = [frame for frame in self.frames[-_DEEPEST:] if frame.item][-2:]
        if not items:
            return Standing(self.area, series=self.frames[-1].series if self.frames else 0)
        inner = items[-1]
        outer = items[0].item if len(items) > 1 else 0
        return Standing(self.area, inner.item, outer, inner.series, str(inner.count) if inner.count is not None else "")

    def _holder(self, name: str) -> _Frame | None:
        """Return the list that an item belongs to."""
        for frame in reversed(self.frames[-_DEEPEST:]):
            if frame.name in _HOLDERS[name]:
                return frame
            if frame.name in _LISTS:
                return None
        return None

    def _next(self, holder: _Frame, name: str, attributes: Mapping[str, str]) -> None:
        """Begin the next item of a list; what a term defines is one item with it."""
        if name == "dd" and holder.termed:
            holder.termed = False
            return
        holder.termed = name == "dt"
        self.last += 1
        holder.item = self.last
        if attributes and areas.is_surely_entry(attributes) and holder.area not in ("references", "notes"):
            holder.area = "references"
        if holder.count is not None:
            value = attributes.get("value", "")
            holder.count = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else holder.count + 1

    def _frame(self, name: str, attributes: Mapping[str, str]) -> _Frame | None:
        """Return what an element says, None where it says nothing."""
        if self.unread:
            return None
        if areas.is_unread(name, attributes):
            return _Frame(name, self.area, unread=True)
        said = areas.area(name, attributes)
        if said == "aside" and self.area in ("references", "notes"):
            said = ""
        surely = name in ("div", "p", "section") and bool(attributes) and areas.is_surely_entry(attributes)
        entry = surely or (name != "li" and self.area == "references" and areas.is_entry(name, attributes))
        if surely and self.area not in ("references", "notes"):
            said = "references"
        if not (said or entry or name in _LISTS):
            return None
        frame = _Frame(name, said or self.area, series=self.frames[-1].series if self.frames else 0)
        if name in _LISTS:
            self.last += 1
            frame.series = self.last
            start = attributes.get("start", "")
            frame.count = (
                (int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0)
                if name == "ol"
                else None
            )
        elif entry:
            self.last += 1
            frame.item = self.last
        return frame
