"""References → a .bib file for biblatex and biber."""

from __future__ import annotations

from collections.abc import Iterable

from ccsvi_refs.formats import bibtex
from ccsvi_refs.formats.bibtex.write import BIBLATEX
from ccsvi_refs.model import Reference


def write(references: Iterable[Reference]) -> str:
    """Return a .bib file in UTF-8 with biblatex's types, dates and names."""
    return bibtex.write(references, BIBLATEX)
