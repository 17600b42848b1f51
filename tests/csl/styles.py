"""Small styles for tests: the elements that matter, the rest left out."""

from __future__ import annotations

from typing import Any

from ccsvi_refs.csl import Processor, Style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}" {options}>{before}
<citation {citation_options}>{citation_sort}<layout {layout}>{citation}</layout></citation>
<bibliography {bibliography_options}>{sort}<layout>{bibliography}</layout></bibliography></style>"""
TITLE = '<text variable="title"/>'
DEFAULTS = {
    "kind": "in-text", "options": "", "before": "", "layout": "", "citation": TITLE, "bibliography": TITLE, "sort": "",
    "citation_options": "", "citation_sort": "", "bibliography_options": "",
}  # fmt: skip


def style(**parts: str) -> Style:
    """Return a style made of these parts."""
    return Style.parse(STYLE.format(**{**DEFAULTS, **parts}))


def document(
    items: list[dict[str, Any]], locale: str | None = None, to: str = "html", strict: bool = False, **parts: str
) -> Processor:
    """Return a document in a style made of these parts; items without an id are numbered from 0."""
    rows = [{"id": str(number), "type": "book", **one} for number, one in enumerate(items)]
    return Processor(style(**parts), rows, locale, to, strict=strict)


def cited(layout: str, item: dict[str, Any], cite: dict[str, Any] | None = None, **parts: Any) -> str:
    """Return the text of one item's cite."""
    return document([item], citation=layout, **parts).preview([{"id": "0", **(cite or {})}])


def listed(layout: str, items: list[dict[str, Any]], **parts: Any) -> list[str]:
    """Return the entries of a bibliography."""
    return [entry.text for entry in document(items, bibliography=layout, **parts).bibliography().entries]


def in_order(keys: str, items: list[dict[str, Any]], **parts: Any) -> list[str]:
    """Return the titles of items as the keys sort them."""
    return listed(TITLE, items, sort=f"<sort>{keys}</sort>", **parts)
