"""The CCSVI page's own papers, which answer where no registry can be asked."""

from __future__ import annotations

from ccsvi_refs import papers
from ccsvi_refs.model import Reference


def references() -> tuple[Reference, ...]:
    """Return the bundled records; every value is curated and says whether it was verified."""
    return papers.references()
