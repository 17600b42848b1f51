"""LaTeX in bibliography fields ⇄ text with CSL's inline markup."""

from __future__ import annotations

from ccsvi_refs.formats.latex.reading import addresses, decode, formula, letters, parted, unknown, verbatim
from ccsvi_refs.formats.latex.writing import encode

__all__ = ["addresses", "decode", "encode", "formula", "letters", "parted", "unknown", "verbatim"]
