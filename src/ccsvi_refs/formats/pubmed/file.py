"""A file of PubMed XML."""

from __future__ import annotations

from ccsvi_refs.formats import pubmed
from ccsvi_refs.model import Bibliography


def read(text: str, path: str = "-") -> Bibliography:
    """Return the articles and books with PubMed as their source."""
    return pubmed.references(text, path)
