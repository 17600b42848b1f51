"""A Markdown page with its citations written → HTML, as a fragment of a page.

markdown-it-py converts the body: CommonMark with tables, footnotes, definition lists, attributes, mathematics in spans,
and Pandoc's fenced divisions as far as they have an id or classes.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from ccsvi_refs.citing import opaque

#: Quotations and lists in each other; what is deeper the parser drops, as it does beyond 20 of its own accord.
_DEEPEST = 100
_FENCE = re.compile(r"^:{3,}+[ \t]*+(?:\{(?P<attributes>[^{}\n]*)\}|(?P<name>[\w-]+))?+[ \t]*+:*+[ \t]*$", re.MULTILINE)
_PIECE = re.compile(r"#(?P<id>[^\s#.={}]+)|\.(?P<kind>[^\s#.={}]+)")
_HEADED = re.compile(r"(?P<text>.*)\{(?P<attributes>[^{}\n]*)\}[ \t]*", re.DOTALL)


def page(text: str) -> str:
    """Return a Markdown text as HTML."""
    parser = MarkdownIt("commonmark", {"html": True, "typographer": True, "maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough", "smartquotes"])
    parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin).use(attrs_plugin)
    parser.use(sub_plugin).use(superscript_plugin)
    parser.use(dollarmath_plugin, allow_space=False, double_inline=True).use(anchors_plugin, max_level=6)
    parser.core.ruler.before("inline", "heading_attributes", _headings)
    return str(parser.render(_with_divisions(text.replace("\r\n", "\n").replace("\r", "\n"))))


def _headings(state: StateCore) -> None:
    """Give headings the id and classes that stand behind them in braces."""
    for opening, inline in pairwise(state.tokens):
        found = _HEADED.fullmatch(inline.content) if opening.type == "heading_open" else None
        if found is not None:
            inline.content = found["text"].rstrip(" \t")
            for one in _PIECE.finditer(found["attributes"]):
                opening.attrJoin("class", one["kind"]) if one["kind"] else opening.attrSet("id", one["id"])


def _with_divisions(text: str) -> str:
    """Return a text with fenced divisions as those of HTML."""
    closed = opaque.survey(text).code
    depth = 0
    parts, at = [], 0
    for found in _FENCE.finditer(text):
        if any(one.start <= found.start() < one.end for one in closed):
            continue
        said = found["attributes"] if found["attributes"] is not None else f".{found['name']}" if found["name"] else ""
        if not said and not depth:
            continue
        depth += 1 if said else -1
        parts += [text[at : found.start()], f"\n<div{_attributes(said)}>\n" if said else "\n</div>\n"]
        at = found.end()
    return "".join([*parts, text[at:], *["\n\n</div>\n"] * depth])


def _attributes(said: str) -> str:
    """Return the id and the classes of an attribute list."""
    ids = [one["id"] for one in _PIECE.finditer(said) if one["id"]]
    kinds = [one["kind"] for one in _PIECE.finditer(said) if one["kind"]]
    written = f' id="{escape(ids[0])}"' if ids else ""
    return written + (f' class="{escape(" ".join(kinds))}"' if kinds else "")
