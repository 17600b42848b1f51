"""HTML, with the classes and inline styles that CSL processors share."""

from __future__ import annotations

import re
from html import escape as escape_attribute

from ccsvi_refs.csl.writers.base import Writer, page_anchor
from ccsvi_refs.csl.writers.superscripts import SUPERSCRIPTS

_SELDOM = re.compile("[^ -~](?<=[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff" + "".join(SUPERSCRIPTS) + "])")
"""Control characters and raised letters; the long list of these is looked up for what is seldom there alone."""


def _escape(text: str) -> str:
    text = text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;").replace("  ", "\u00a0 ")
    return text if text.isascii() and text.isprintable() else _SELDOM.sub(_raised, text)


def _raised(found: re.Match[str]) -> str:
    plain = SUPERSCRIPTS.get(found[0], "")
    return f"<sup>{plain}</sup>" if plain else ""


def _link(url: str) -> tuple[str, str]:
    if url.startswith("#"):
        return f'<a href="#{page_anchor(url[1:])}">', "</a>"
    return f'<a href="{escape_attribute(url, quote=True)}">', "</a>"


def _span(style: str) -> tuple[str, str]:
    return f'<span style="{style};">', "</span>"


HTML = Writer(
    name="html",
    escape=_escape,
    link=_link,
    marks={
        ("font-style", "italic"): ("<i>", "</i>"),
        ("font-style", "oblique"): ("<em>", "</em>"),
        ("font-style", "normal"): _span("font-style:normal"),
        ("font-variant", "small-caps"): _span("font-variant:small-caps"),
        ("font-variant", "normal"): _span("font-variant:normal"),
        ("font-weight", "bold"): ("<b>", "</b>"),
        ("font-weight", "light"): _span("font-weight:lighter"),
        ("font-weight", "normal"): _span("font-weight:normal"),
        ("text-decoration", "underline"): _span("text-decoration:underline"),
        ("text-decoration", "none"): _span("text-decoration:none"),
        ("vertical-align", "sup"): ("<sup>", "</sup>"),
        ("vertical-align", "sub"): ("<sub>", "</sub>"),
        ("vertical-align", "baseline"): ('<span style="baseline">', "</span>"),
        ("display", "block"): ('\n\n    <div class="csl-block">', "</div>\n"),
        ("display", "left-margin"): ('\n    <div class="csl-left-margin">', "</div>"),
        ("display", "right-inline"): ('<div class="csl-right-inline">', "</div>\n  "),
        ("display", "indent"): ('<div class="csl-indent">', "</div>\n  "),
    },
)
