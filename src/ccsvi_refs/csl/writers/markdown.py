"""CommonMark; what it has no marks for stands as inline HTML.

https://spec.commonmark.org/0.31.2/#backslash-escapes
"""

from __future__ import annotations

import re

from ccsvi_refs.csl.writers.base import Wrap, Writer, safe_url
from ccsvi_refs.csl.writers.html import HTML
from ccsvi_refs.csl.writers.text import BLOCKS, laid_out, on_one_line

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~^$@&!]|-(?=-)|(?<=-)-")
_STARTS = re.compile(r"^(\d+)([.)])|^([-+=])", re.MULTILINE)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", on_one_line(text))


def _finish(text: str) -> str:
    """Return the text with what would start a list or a heading escaped."""
    lines = laid_out(text, "\\\n", "\u2003")
    return _STARTS.sub(lambda one: f"{one[1]}\\{one[2]}" if one[1] else f"\\{one[3]}", lines)


def _link(url: str) -> Wrap:
    return "[", f"](<{safe_url(url)}>)"


MARKDOWN = Writer(
    name="markdown",
    escape=_escape,
    across=True,
    link=_link,
    finish=_finish,
    marks={
        **{key: wrap for key, wrap in HTML.marks.items() if key[0] != "display"},
        **BLOCKS,
        ("font-style", "italic"): ("*", "*"),
        ("font-style", "oblique"): ("*", "*"),
        ("font-weight", "bold"): ("**", "**"),
        ("font-weight", "light"): ("", ""),
    },
)
