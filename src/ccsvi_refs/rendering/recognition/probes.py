"""Invented works whose shapes tell styles apart, and the shapes that every style gives them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ccsvi_refs.model import Reference
from ccsvi_refs.rendering.recognition.shapes import Shape, shape


def _people(count: int, first: int) -> list[dict[str, str]]:
    """Return authors whom no other probe has, so that no style puts a dash in their place."""
    families = "Okafor Lindqvist Marlow Brandt Castell Dorrit Farrow Granger Hadley Ingram Jessop Kendal".split()
    given = ("Benjamin Adam", "Maria", "Katherine")
    return [{"family": families[first + at], "given": given[at]} for at in range(count)]


_ARTICLE = {
    "type": "article-journal", "title": "Venous drainage and the shape of doubt", "container-title": "Journal of Veins",
    "volume": "83", "page": "1392-1399",
}  # fmt: skip
#: By what an entry has: an article with issue and DOI, with an issue, with neither; a book, a chapter, a page.
PROBES: dict[str, dict[str, Any]] = {
    "issue-doi": _ARTICLE | {
        "issue": "4", "DOI": "10.5555/jv.77", "author": _people(3, 0), "issued": {"date-parts": [[2009, 4, 7]]},
    },
    "issue": _ARTICLE | {"issue": "4", "author": _people(2, 3), "issued": {"date-parts": [[2009]]}},
    "doi": _ARTICLE | {"DOI": "10.5555/jv.77", "author": _people(1, 5), "issued": {"date-parts": [[2009]]}},
    "bare": _ARTICLE | {"author": _people(3, 6), "issued": {"date-parts": [[2009]]}},
    "book": {
        "type": "book", "title": "Venous drainage and the shape of doubt", "publisher": "Harbour Press",
        "publisher-place": "Oxford", "author": _people(2, 9), "issued": {"date-parts": [[2009]]},
    },
    "chapter": {
        "type": "chapter", "title": "Venous drainage and the shape of doubt", "container-title": "A handbook of veins",
        "publisher": "Harbour Press", "publisher-place": "Oxford", "page": "1392-1399", "author": _people(1, 11),
        "issued": {"date-parts": [[2009]]},
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """Styles that give all probes one shape, the most used first, and these shapes by probe.

    ``used`` is how many journals the official styles know that print as these do.
    """

    names: tuple[str, ...]
    used: int
    shapes: dict[str, Shape]


def probe_of(item: Reference) -> str:
    """Return the probe that is most like an item, empty where none is."""
    if item.type in ("chapter", "paper-conference"):
        return "chapter"
    if item.type in ("book", "report", "thesis"):
        return "book"
    if not item.container_title or not item.text("volume"):
        return ""
    named = [name for name in ("issue", "DOI") if item.text(name)]
    return "-".join(named).lower() or "bare"


def shapes_of(style: Any) -> dict[str, Shape]:
    """Return the shapes that a parsed style gives the probes it prints."""
    from ccsvi_refs.csl import Processor

    items = [{"id": name, **probe} for name, probe in PROBES.items()]
    entries = {entry.id: entry.text for entry in Processor(style, items, None, "text").bibliography().entries}
    return {name: shape(entries[name], Reference({"id": name, **PROBES[name]})) for name in PROBES if name in entries}


@cache
def printed() -> tuple[Printed, ...]:
    """Return the shapes of all official styles and ours, as they were printed when this version was made."""
    content = (resources.files("ccsvi_refs.rendering.recognition") / "shapes.json.gz").read_bytes()
    return tuple(_read(json.loads(gzip.decompress(content))))


def _read(data: dict[str, Any]) -> Iterator[Printed]:
    bodies, forms = data["bodies"], data["names"]
    for names, used, *shapes in data["styles"]:
        pairs = zip(PROBES, shapes, strict=True)
        yield Printed(
            tuple(names), used, {name: Shape(bodies[pair[0]], forms[pair[1]]) for name, pair in pairs if pair}
        )


def written(found: list[Printed]) -> bytes:
    """Return shapes as they are kept in the file that :func:`printed` reads."""
    bodies = {shape.body: 0 for each in found for shape in each.shapes.values()}
    forms = {shape.names: 0 for each in found for shape in each.shapes.values()}
    for table in (bodies, forms):
        table.update({text: at for at, text in enumerate(sorted(table))})
    styles = [
        [list(each.names), each.used, *(_numbers(each.shapes.get(name), bodies, forms) for name in PROBES)]
        for each in found
    ]
    text = json.dumps({"bodies": sorted(bodies), "names": sorted(forms), "styles": styles}, ensure_ascii=False)
    return gzip.compress(text.encode(), mtime=0)


def _numbers(found: Shape | None, bodies: dict[str, int], forms: dict[str, int]) -> list[int] | None:
    return [bodies[found.body], forms[found.names]] if found else None
