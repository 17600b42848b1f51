"""Documents to what they cite: citation strings and external links, with their places."""

from __future__ import annotations

from ccsvi_refs.pages.loading import load
from ccsvi_refs.pages.reading import KINDS, read

__all__ = ["KINDS", "load", "read"]
