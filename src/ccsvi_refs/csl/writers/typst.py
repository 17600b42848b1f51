"""Typst markup; a semicolon ends each function, so that a bracket after it is text.

https://typst.app/docs/reference/syntax/#escapes
"""

from __future__ import annotations

import re

from ccsvi_refs.csl.writers.base import Wrap, Writer, anchor_name, safe_url
from ccsvi_refs.csl.writers.text import BLOCKS, laid_out, on_one_line

_SPECIAL = re.compile(r"""[\\`*_$#@<>\[\]~=+/"'-]|\.(?=\.\.)""")
_STARTS = re.compile(r"(^|\[|#linebreak\(\);|#h\(2em\);)(\d+)\.(?=\s|\]|$)")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", on_one_line(text))


def _finish(text: str) -> str:
    return _STARTS.sub(r"\1\2\\.", laid_out(text, "#linebreak();", "#h(2em);"))


def _link(url: str) -> Wrap:
    if url.startswith("#"):
        return f'#link(label("{anchor_name(url[1:])}"))[', "];"
    return f'#link("{safe_url(url)}")[', "];"


def _text(setting: str) -> Wrap:
    return f"#text({setting})[", "];"


TYPST = Writer(
    name="typst",
    escape=_escape,
    link=_link,
    finish=_finish,
    marks={
        ("font-style", "italic"): _text('style: "italic"'),
        ("font-style", "oblique"): _text('style: "oblique"'),
        ("font-style", "normal"): _text('style: "normal"'),
        ("font-variant", "small-caps"): ("#smallcaps[", "];"),
        ("font-weight", "bold"): _text('weight: "bold"'),
        ("font-weight", "light"): _text('weight: "light"'),
        ("font-weight", "normal"): _text('weight: "regular"'),
        ("text-decoration", "underline"): ("#underline[", "];"),
        ("vertical-align", "sup"): ("#super[", "];"),
        ("vertical-align", "sub"): ("#sub[", "];"),
        **BLOCKS,
    },
)
