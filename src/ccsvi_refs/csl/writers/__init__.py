"""Writers: from the settled run of text and marks to one output format each."""

from __future__ import annotations

from ccsvi_refs.csl.writers.base import Writer
from ccsvi_refs.csl.writers.html import HTML
from ccsvi_refs.csl.writers.latex import LATEX
from ccsvi_refs.csl.writers.markdown import MARKDOWN
from ccsvi_refs.csl.writers.rtf import RTF
from ccsvi_refs.csl.writers.text import TEXT
from ccsvi_refs.csl.writers.typst import TYPST

WRITERS: dict[str, Writer] = {
    "html": HTML,
    "latex": LATEX,
    "markdown": MARKDOWN,
    "rtf": RTF,
    "text": TEXT,
    "typst": TYPST,
}

__all__ = ["WRITERS", "Writer"]
