"""In whose style does a page cite? Recognised from its own entries among ours and the official styles."""

from __future__ import annotations

from ccsvi_refs.rendering.recognition.ranking import FITS, Recognised, recognise
from ccsvi_refs.rendering.recognition.shapes import as_entry

__all__ = ["FITS", "Recognised", "as_entry", "recognise"]
