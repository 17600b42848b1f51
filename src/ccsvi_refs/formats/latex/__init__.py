"""LaTeX in bibliography fields ⇄ text with CSL's inline markup."""

from __future__ import annotations

from ccsvi_refs.formats.latex.reading import addresses, decode, formula, letters, parted, unknown, verbatim
from ccsvi_refs.formats.latex.writing import ascii_only, count_accents, encode

__all__ = [
    "addresses",
    "ascii_only",
    "count_accents",
    "decode",
    "encode",
    "formula",
    "letters",
    "parted",
    "unknown",
    "verbatim",
]
