"""LaTeX, for any engine that reads UTF-8; links need the hyperref package."""

from __future__ import annotations

import re

from ccsvi_refs.csl.writers.base import Wrap, Writer, anchor_name, safe_url
from ccsvi_refs.csl.writers.text import BLOCKS, laid_out, on_one_line

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "\u00a0": "~",
    "\u202f": r"\,",
}
_LIGATURES = "-(?=-)|,(?=,)|’(?=’)|‘(?=‘)|[?!](?=‘)"
"""Marks that TeX's fonts make another mark of together with the next."""
_SPECIAL = re.compile("|".join([*map(re.escape, _ESCAPES), _LIGATURES]))


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda one: _ESCAPES.get(one[0], one[0] + "{}"), on_one_line(text))


def _finish(text: str) -> str:
    return laid_out(text, "\\par\n", r"\hspace*{2em}")


def _link(url: str) -> Wrap:
    if url.startswith("#"):
        return rf"\hyperlink{{{anchor_name(url[1:])}}}{{", "}"
    address = re.sub(r"([%#&$_])", r"\\\1", safe_url(url))
    return rf"\href{{{address}}}{{", "}"


LATEX = Writer(
    name="latex",
    escape=_escape,
    across=True,
    link=_link,
    finish=_finish,
    marks={
        ("font-style", "italic"): (r"\textit{", "}"),
        ("font-style", "oblique"): (r"\textsl{", "}"),
        ("font-style", "normal"): (r"\textup{", "}"),
        ("font-variant", "small-caps"): (r"\textsc{", "}"),
        ("font-variant", "normal"): (r"\textnormal{", "}"),
        ("font-weight", "bold"): (r"\textbf{", "}"),
        ("font-weight", "normal"): (r"\textmd{", "}"),
        ("text-decoration", "underline"): (r"\underline{", "}"),
        ("vertical-align", "sup"): (r"\textsuperscript{", "}"),
        ("vertical-align", "sub"): (r"\textsubscript{", "}"),
        **BLOCKS,
    },
)
