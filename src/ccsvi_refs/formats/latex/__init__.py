"""LaTeX in bibliography fields ⇄ text with CSL's inline markup."""

from __future__ import annotations

from ccsvi_refs.formats.latex.reading import decode, formula, letters, unknown, verbatim
from ccsvi_refs.formats.latex.writing import encode

__all__ = ["decode", "encode", "formula", "letters", "unknown", "verbatim"]
