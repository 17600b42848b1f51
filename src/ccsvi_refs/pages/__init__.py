"""Documents to what they cite: citation strings, in-text citations and external links, with their places."""

from __future__ import annotations

from ccsvi_refs.errors import InputError
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import kinds
from ccsvi_refs.pages.kinds import KINDS
from ccsvi_refs.pages.loading import load

__all__ = ["KINDS", "load", "read"]


def read(text: str | bytes, kind: str, path: str = "-") -> Bibliography:
    """Return the references, external links and in-text citations of a page of that kind."""
    if kind not in KINDS:
        raise InputError(f"unknown kind of page {kind!r}; known are {', '.join(KINDS)}")
    from ccsvi_refs.pages import reading  # the reader of citations, which a bibliography does without

    return reading.read(kinds.read(text, kind, path), path)
