"""In whose style does a page cite? Recognised from its own entries among ours and the official styles."""

from __future__ import annotations

from ccsvi_refs.rendering.recognition.ranking import FITS, Recognised, recognise

__all__ = ["FITS", "Recognised", "recognise"]
