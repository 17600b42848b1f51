"""Writers: from the settled run of text and marks to one output format each."""

from __future__ import annotations

from collections.abc import Mapping

from ccsvi_refs.csl.writers.base import Writer
from ccsvi_refs.csl.writers.html import HTML
from ccsvi_refs.csl.writers.latex import LATEX
from ccsvi_refs.csl.writers.markdown import MARKDOWN
from ccsvi_refs.csl.writers.ooxml import OOXML
from ccsvi_refs.csl.writers.rtf import RTF
from ccsvi_refs.csl.writers.text import TEXT
from ccsvi_refs.csl.writers.typst import TYPST
from ccsvi_refs.errors import SettingsError, shown

WRITERS: Mapping[str, Writer] = {one.name: one for one in (HTML, LATEX, MARKDOWN, OOXML, RTF, TEXT, TYPST)}

__all__ = ["WRITERS", "Writer", "named", "usable"]


def named(name: str) -> Writer:
    """Return the writer of an output format; raises SettingsError for one that there is not."""
    if not isinstance(name, str) or name not in WRITERS:
        raise SettingsError(f"there is no output format {shown(name)}; there are {', '.join(sorted(WRITERS))}")
    return WRITERS[name]


def usable(one: Writer) -> Writer:
    """Return a writer of one's own; raises SettingsError for one that makes no texts."""
    pairs = [*one.marks.values(), one.link("https://example.org/")] if isinstance(one.marks, Mapping) else [None]
    if not all(isinstance(pair, tuple | list) and [type(part) for part in pair] == [str, str] for pair in pairs):
        raise SettingsError(f"the marks and links of the output format {shown(one.name)} are pairs of texts")
    if not (isinstance(one.escape("a"), str) and isinstance(one.finish("a"), str)):
        raise SettingsError(f"the output format {shown(one.name)} escapes and finishes a text with no text")
    return one
