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
    ) -> str:
        """Return the text in question printed once more, with another style or other cites.

        ``counts`` makes cites of the citations that name authors alone.
        """
        style = parsed(xml or self.xml)
        if self.entry:
            entries = Processor(style, self.items, self.tag).bibliography().entries
            return self.plain(next((one.text for one in entries if one.id == self.entry), ""))
        doc = Processor(style, self.items, self.tag)
        for number, one in enumerate(self.citations):
            note, own = (one["note"] if style.is_note else 0), number == self.place
            shown = one.get("mode", "") if mode is None or not own else mode
            if counts and not own and shown == "author-only":
                shown = ""
            doc.cite(cites if cites and own else one["cites"], note, mode=shown, sorts=sorts or not own)
        return self.plain(doc.citations()[self.place])

    @property
    def before(self) -> Any:
        """Return the citation before the one in question, if there is one."""
        return self.citations[self.place - 1] if self.place > 0 else None


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
