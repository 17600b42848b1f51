"""The CCSVI page's own papers, which answer where no registry can be asked."""

from __future__ import annotations

from dataclasses import replace

from ccsvi_refs import papers
from ccsvi_refs.model import FrozenDict, Reference, Value


def references() -> tuple[Reference, ...]:
    """Return the bundled records; what only the page says of itself stands as curated and not verified."""
    return tuple(_record(paper) for paper in papers.references())


def _record(paper: Reference) -> Reference:
    provenance = {name: _curated(values) for name, values in paper.provenance.items() if name != "custom"}
    return replace(paper, mention=None, provenance=FrozenDict(provenance))


def _curated(values: tuple[Value, ...]) -> tuple[Value, ...]:
    read = tuple(value for value in values if value.source == "curated")
    return read or tuple(replace(value, source="curated", verified=False) for value in values)


def excerpt(key: str) -> str:
    """Return what the bundled records quote of a paper's abstract, empty where they quote nothing."""
    return papers.excerpts().get(key, "")
