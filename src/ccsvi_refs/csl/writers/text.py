"""Plain text: no markup, one line unless the style asks for blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.csl.writers.base import Writer

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_RUNS = re.compile(r"[ \t]{2,}")

#: Where a line ends and where one is indented, until the last touch: no field's text can hold these two.
_BREAK, _INDENT = "\x1e", "\x1f"

BLOCKS = {
    ("display", "block"): (_BREAK, _BREAK),
    ("display", "left-margin"): ("", " "),
    ("display", "indent"): (_BREAK + _INDENT, _BREAK),
}


def on_one_line(text: str) -> str:
    """Return a field's text without line ends, control characters and half characters."""
    return _CONTROLS.sub("", text.replace("\n", " ").replace("\r", " "))


def unseen(text: str) -> Iterator[str]:
    """Yield what is said of a text that holds what no format has."""
    if not text.isprintable() and (found := _CONTROLS.search(text.replace("\r", " "))):
        yield f"holds a control character or half a character, U+{ord(found[0]):04X}: it is left out"


def laid_out(text: str, line_break: str, indent: str) -> str:
    """Return the text with one line break between its blocks, none around them, and no runs of spaces."""
    lines = (line.strip(" ") for line in _RUNS.sub(" ", text).split(_BREAK))
    return line_break.join(line.replace(_INDENT, indent) for line in lines if line.strip(_INDENT)).strip()


def _finish(text: str) -> str:
    return laid_out(text, "\n", "    ")


TEXT = Writer(name="text", escape=on_one_line, marks=BLOCKS, finish=_finish)
