"""LaTeX, for any engine that reads UTF-8; links need the hyperref package."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from ccsvi_refs.csl.runs import Token
from ccsvi_refs.csl.writers.base import Wrap, anchor_name, safe_url
from ccsvi_refs.csl.writers.direction import DirectedWriter, wrapped
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
_COMBINED = re.compile("\\w[\u0300-\u036f]+")
"""Letters with accents of their own, for which pdfTeX has one letter at best."""
_UNTURNED = re.compile(r"(\d+(?:[-+.,:/]\d+)*|[()\[\]{}<>«»])")
_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))

#: The commands for directions as the package bidi has them, by which Pandoc's documents go too, for documents without.
DIRECTIONS = r"""\providecommand{\RL}[1]{\ifdefined\textdir{\textdir TRT#1}\else
  {\global\TeXXeTstate1\beginR#1\endR}\fi}%
\providecommand{\LR}[1]{\ifdefined\textdir{\textdir TLT#1}\else
  {\global\TeXXeTstate1\beginL#1\endL}\fi}%
"""


def _escape(text: str) -> str:
    composed = _COMBINED.sub(lambda one: unicodedata.normalize("NFC", one[0]), on_one_line(text))
    return _SPECIAL.sub(lambda one: _ESCAPES.get(one[0], one[0] + r"\/"), composed)


def _turned(text: str, right: bool, rtl: bool) -> list[Token]:
    """Return a text, what runs otherwise than the whole told so; TeX turns numbers round, and no brackets."""
    if not right:
        return wrapped(r"\LR{", [text]) if rtl else [text]
    inner: list[Token] = []
    for place, part in enumerate(_UNTURNED.split(text)):
        inner += wrapped(r"\LR{", [_MIRRORED.get(part, part)]) if place % 2 else [part]
    return inner if rtl else wrapped(r"\RL{", inner)


def _whole(run: list[Token]) -> list[Token]:
    """Return a run from right to left, told so, but for the number in the margin: the paragraph stays as it is."""
    out: list[Token] = []
    last, apart = 0, False
    for place, token in enumerate([*run, ("", "display", "")]):
        if isinstance(token, tuple) and token[1] == "display":
            part = run[last:place]
            told = part if apart or not part else wrapped(r"\RL{", list(chain.from_iterable(map(_linked, part))))
            out += [*told, *run[place : place + 1]]
            last, apart = place + 1, token == ("open", "display", "left-margin")
    return out


def _linked(token: Token) -> list[Token]:
    """Return a mark of a link so that its two ends are written from left to right, as XeTeX's driver wants them."""
    if isinstance(token, str) or token[1] != "link":
        return [token]
    if token[0] == "open":
        return [("open", "wrap", r"\LR{"), token, ("open", "wrap", r"\RL{")]
    return [("close", "wrap", "}"), token, ("close", "wrap", "}")]


def laid(text: str) -> str:
    """Return the text in its lines, for a document that has the commands for directions."""
    return laid_out(text, "\\par\n", r"\hspace*{2em}")


def _finish(text: str) -> str:
    return (DIRECTIONS if r"\RL{" in text else "") + laid(text)


def _link(url: str) -> Wrap:
    if url.startswith("#"):
        return rf"\hyperlink{{{anchor_name(url[1:])}}}{{", "}"
    address = re.sub(r"([%#&$_])", r"\\\1", safe_url(url))
    return rf"\href{{{address}}}{{", "}"


LATEX = DirectedWriter(
    name="latex",
    escape=_escape,
    link=_link,
    finish=_finish,
    turned=_turned,
    whole=_whole,
    margin_apart=True,
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
