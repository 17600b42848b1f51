"""A CommonMark parser for reading, not rendering: addresses as written, and a bound on what one block may cost.

markdown-it-py looks for the end of every bracket through the rest of its block: quadratic time where none of
them closes. Blocks longer than a paragraph ever is are therefore parsed line by line, or a few lines at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

#: Characters of a block that is still parsed as a whole, and of a line that is still parsed at all.
_LONGEST = 5000

#: Levels of quotations and lists in each other that are read as such; the parser drops what is deeper.
_DEEPEST = 60
_MARKERS = re.compile(r"^(?:[\s>*+-]|\d{1,9}[.)](?=\s))+", re.MULTILINE)

_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")


def parse(text: str) -> list[Token]:
    """Return the tokens of a Markdown text with tables (https://github.github.com/gfm/#tables-extension-).

    Footnotes, definition lists and the metadata before a page are read as Pandoc reads them (https://pandoc.org/MANUAL.html#pandocs-markdown);
    footnotes stay where they are written.
    """
    parser = _AsWritten("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.use(front_matter_plugin).use(deflist_plugin).use(footnote_plugin)
    parser.block.ruler.before("table", "deep", _deep)
    parser.core.ruler.disable("footnote_tail")
    parser.core.ruler.at("inline", _inline)
    environment: dict[str, Any] = {}
    return list(_with_notes(parser.parse(text, environment), environment))


def _with_notes(tokens: list[Token], environment: Mapping[str, Any]) -> Iterator[Token]:
    """Yield the tokens, notes written in the text, ^[Doe J. Title. 1999.], as notes of their own behind its block."""
    written = environment.get("footnotes", {}).get("list", {})
    waiting: list[Token] = []
    for token in tokens:
        yield token
        if token.type == "inline":
            waiting += [note for child in token.children or () for note in _note(child, written, token)]
        elif waiting and token.nesting < 0:
            yield from waiting
            waiting = []


def _note(child: Token, written: Mapping[int, Any], around: Token) -> list[Token]:
    """Return the tokens of the note that stands in the text, none where the reference is to one elsewhere."""
    number = child.meta.get("id", -1) if child.type == "footnote_ref" else -1
    held = written.get(number, {}) if "label" not in child.meta else {}
    if not held.get("tokens"):
        return []
    child.meta["label"] = f"note {number + 1}"
    opened = Token("footnote_reference_open", "", 1, meta={"label": child.meta["label"]})
    content = Token("inline", "", 0, map=around.map, content=held.get("content", ""), children=held["tokens"])
    return [opened, content, Token("footnote_reference_close", "", -1)]


def _deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # the shape of a rule
    """Take in what is nested about as deeply as is read as a paragraph, without its marks."""
    if silent or state.level < _DEEPEST - 2:
        return False
    content = _MARKERS.sub("", state.getLines(start, end, 0, False)).strip()
    state.push("paragraph_open", "p", 1).map = [start, end]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [start, end], []
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


class _AsWritten(MarkdownIt):
    """CommonMark with addresses as the page writes them; nothing is rendered, so every address is let through."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the base class's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # the base class's signature
        return True


def _inline(state: StateCore) -> None:
    """Parse the inline content of every block."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            for index, piece in enumerate(_pieces(token.content)):
                if index:
                    token.children.append(Token("softbreak", "br", 0))
                _parse_piece(piece, state, token.children)


def _pieces(content: str) -> list[str]:
    if len(content) <= _LONGEST and _MARKUP.search(content):
        return [content]
    return list(_by_lines(content))


def _by_lines(content: str) -> Iterator[str]:
    """Yield the lines of a block, those together between which a bracket is open: a link's label may be wrapped."""
    waiting: list[str] = []
    depth = length = 0
    for line in content.split("\n"):
        waiting.append(line.strip())
        depth += line.count("[") - line.count("]")
        length += len(line)
        if depth <= 0 or length > _LONGEST:
            yield from ["\n".join(waiting)] if length <= _LONGEST else waiting
            waiting, depth, length = [], 0, 0
    yield from waiting


def _parse_piece(piece: str, state: StateCore, into: list[Token]) -> None:
    if len(piece) <= _LONGEST and _MARKUP.search(piece):
        found: list[Token] = []  # of its own: the parser goes over all there is after each piece
        state.md.inline.parse(piece, state.md, state.env, found)
        into.extend(found)
    elif piece:
        into.append(Token("text", "", 0, content=piece))
