"""Plain text: no markup, one line unless the style asks for blocks."""

from __future__ import annotations

import re

from ccsvi_refs.csl.writers.base import Writer

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_RUNS = re.compile(r"[ \t]{2,}")

BLOCKS = {
    ("display", "block"): ("\n", "\n"),
    ("display", "left-margin"): ("", " "),
    ("display", "indent"): ("\n    ", ""),
}


def on_one_line(text: str) -> str:
    """Return a field's text without line ends and control characters, which would end a line or worse."""
    return _CONTROLS.sub("", text.replace("\n", " ").replace("\r", " "))


def tidy(text: str) -> str:
    """Return the text without runs of spaces and without space at its ends."""
    return _RUNS.sub(" ", text).strip()


TEXT = Writer(name="text", escape=on_one_line, marks=BLOCKS, finish=tidy)
