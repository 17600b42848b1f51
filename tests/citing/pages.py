"""What the tests of citing share: a few works, and pages written from them."""

from __future__ import annotations

from ccsvi_refs import citing
from ccsvi_refs.model import Reference

WORKS = [
    {
        "id": "doe99",
        "type": "article-journal",
        "title": "First title",
        "author": [{"family": "Doe", "given": "Jane"}],
        "container-title": "Journal",
        "volume": "3",
        "page": "33-35",
        "issued": {"date-parts": [[1999]]},
    },
    {
        "id": "doe00",
        "type": "book",
        "title": "Second book",
        "author": [{"family": "Doe", "given": "Jane"}],
        "publisher": "Pub",
        "issued": {"date-parts": [[2000]]},
    },
    {
        "id": "roe",
        "type": "book",
        "title": "Third book",
        "author": [{"family": "Roe", "given": "R."}, {"family": "Poe", "given": "E."}],
        "publisher": "Pub",
        "issued": {"date-parts": [[2001]]},
    },
]
REFERENCES = [Reference(work) for work in WORKS]


def cited(text: str, style: str = "apa", to: str = "markdown", **others: object) -> citing.Cited:
    """Return a page with its citations written."""
    sources = citing.sources(text, "page.md", REFERENCES, style=style, **others)  # type: ignore[arg-type]  # as given
    return citing.cite(text, "page.md", sources, to)


def body(text: str, style: str = "apa", **others: object) -> str:
    """Return a page without its bibliography and added footnotes."""
    written = cited(text, style, **others).text
    return written.partition("\n\n<div id=")[0].partition("\n\n[^cite-")[0].strip()


def notes(text: str, style: str = "chicago-notes-bibliography") -> list[str]:
    """Return the footnotes added to a page."""
    lines = cited(text, style).text.splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("[^cite-")]
