"""RTF 1.9 fragments, seven bits throughout: every other character is a control word with its number.

https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfex
"""

from __future__ import annotations

import re

from ccsvi_refs.csl.runs import Token
from ccsvi_refs.csl.writers.base import Wrap, anchor_name, safe_url
from ccsvi_refs.csl.writers.direction import DirectedWriter, wrapped
from ccsvi_refs.csl.writers.text import BLOCKS, laid_out, on_one_line

_SPECIAL = re.compile(r"[\\{}]|[^\x00-\x7f]")
_CONTROL_WORD = re.compile(r"(\\[a-z]+-?\d*) ")
_BOLD_OR_ITALIC = re.compile(r"{\\([bi])(0?) ")
"""What letters from right to left have words of their own for."""
_ENDED = "\x1d"
"""Stands for the end of a control word until the last touch: no field's text can hold it."""


def _character(found: re.Match[str]) -> str:
    character = found[0]
    if character in "\\{}":
        return "\\" + character
    units = character.encode("utf-16-le")
    numbers = (int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2))
    return "".join(f"\\u{number}?" for number in numbers)


def _escape(text: str) -> str:
    return _SPECIAL.sub(_character, on_one_line(text))


def _finish(text: str) -> str:
    """Return the text in its lines; the space that ends a control word is none of the text."""
    if r"{\rtlch " in text:
        text = _BOLD_OR_ITALIC.sub(r"{\\\1\2\\a\1\2 ", text)
    kept = _CONTROL_WORD.sub(rf"\1{_ENDED}", text)
    return laid_out(kept, "\\line ", "\\tab ").replace(_ENDED, " ")


def _link(url: str) -> Wrap:
    if url.startswith("#"):
        return rf'{{\field{{\*\fldinst{{HYPERLINK \\l "{anchor_name(url[1:])}"}}}}{{\fldrslt{{', "}}}"
    return rf'{{\field{{\*\fldinst{{HYPERLINK "{safe_url(url)}"}}}}{{\fldrslt{{', "}}}"


def _turned(text: str, right: bool, _rtl: bool) -> list[Token]:
    return wrapped(r"{\rtlch ", [text]) if right else [text]


RTF = DirectedWriter(
    name="rtf",
    escape=_escape,
    link=_link,
    finish=_finish,
    turned=_turned,
    marks={
        ("font-style", "italic"): (r"{\i ", "}"),
        ("font-style", "oblique"): (r"{\i ", "}"),
        ("font-style", "normal"): (r"{\i0 ", "}"),
        ("font-variant", "small-caps"): (r"{\scaps ", "}"),
        ("font-variant", "normal"): (r"{\scaps0 ", "}"),
        ("font-weight", "bold"): (r"{\b ", "}"),
        ("font-weight", "normal"): (r"{\b0 ", "}"),
        ("text-decoration", "underline"): (r"{\ul ", "}"),
        ("text-decoration", "none"): (r"{\ulnone ", "}"),
        ("vertical-align", "sup"): (r"{\super ", "}"),
        ("vertical-align", "sub"): (r"{\sub ", "}"),
        ("vertical-align", "baseline"): (r"{\nosupersub ", "}"),
        **BLOCKS,
        ("display", "left-margin"): ("", "\\tab "),
    },
)
