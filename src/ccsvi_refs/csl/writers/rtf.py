"""RTF 1.9 fragments, seven bits throughout: every other character is a control word with its number.

https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfex
"""

from __future__ import annotations

import re

from ccsvi_refs.csl.writers.base import Wrap, Writer, anchor_name, safe_url
from ccsvi_refs.csl.writers.text import BLOCKS, laid_out, on_one_line

_SPECIAL = re.compile(r"[\\{}]|[^\x00-\x7f]")


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
    return laid_out(text, "\\line ", "\\tab ")


def _link(url: str) -> Wrap:
    if url.startswith("#"):
        return rf'{{\field{{\*\fldinst{{HYPERLINK \\l "{anchor_name(url[1:])}"}}}}{{\fldrslt{{', "}}}"
    return rf'{{\field{{\*\fldinst{{HYPERLINK "{safe_url(url)}"}}}}{{\fldrslt{{', "}}}"


RTF = Writer(
    name="rtf",
    escape=_escape,
    link=_link,
    finish=_finish,
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
