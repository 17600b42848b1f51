"""Inline elements of Pandoc's tree ⇄ the engine's markup and its HTML.

https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Inline = dict[str, Any]

_TAGS = {
    "Emph": ("<i>", "</i>"),
    "Strong": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
}
_ELEMENTS = {"i": "Emph", "em": "Emph", "b": "Strong", "strong": "Strong", "sup": "Superscript", "sub": "Subscript"}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_SPACES = re.compile(r"( +|\n)")


@dataclass(slots=True)
class Stash:
    """Elements that the engine knows nothing of, behind characters of a private plane that stand for them."""

    kept: list[Inline] = field(default_factory=list)

    def put(self, element: Inline) -> str:
        """Return the character that stands for an element."""
        self.kept.append(element)
        return chr(0xF0000 + len(self.kept) - 1)

    def elements(self, text: str) -> list[Inline]:
        """Return a text as elements, with what was put away in its place."""
        found: list[Inline] = []
        for piece in re.split("([\U000f0000-\U000ffffd])", text):
            number = ord(piece) - 0xF0000 if len(piece) == 1 else -1
            if 0 <= number < len(self.kept):
                found.append(self.kept[number])
            else:
                found += _words(piece)
        return found


def _words(text: str) -> list[Inline]:
    pieces = _SPACES.split(text)
    return [{"t": "Space"} if piece.isspace() and "\u00a0" not in piece else string(piece) for piece in pieces if piece]


def string(text: str) -> Inline:
    """Return a text as an element."""
    return {"t": "Str", "c": text}


def marked_up(elements: Iterable[Inline], stash: Stash | None = None) -> str:
    """Return elements as text with the engine's markup; without a stash what it knows nothing of is its text."""
    return "".join(_marked_up(element, stash) for element in elements)


def _marked_up(element: Inline, stash: Stash | None) -> str:
    kind, content = element.get("t"), element.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in _TAGS and isinstance(content, list):
        opening, closing = _TAGS[str(kind)]
        return opening + marked_up(content, stash) + closing
    if kind == "Quoted" and isinstance(content, list):
        opening, closing = _QUOTES.get(content[0].get("t", ""), ("“", "”"))
        return opening + marked_up(content[1], stash) + closing
    return stash.put(element) if stash is not None else plain([element])


def plain(elements: object, notes: bool = True) -> str:
    """Return the text of elements, or of a whole tree, with its notes or without."""
    if isinstance(elements, list):
        return "".join(plain(one, notes) for one in elements)
    if not isinstance(elements, dict):
        return ""
    kind, content = elements.get("t"), elements.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "RawInline") and isinstance(content, list):
        return str(content[-1])
    if kind == "Note" and not notes:
        return ""
    return plain(content, notes)


class _Reader(HTMLParser):
    """Reads the engine's HTML into elements."""

    def __init__(self, stash: Stash) -> None:
        super().__init__(convert_charrefs=True)
        self.stash = stash
        self.open: list[tuple[str, Inline | None, list[Inline]]] = [("", None, [])]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.open.append((tag, _element(tag, {name: value or "" for name, value in attrs}), []))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            _, element, content = self.open.pop()
            self.open[-1][2].extend(content if element is None else [_filled(element, content)])

    def handle_data(self, data: str) -> None:
        self.open[-1][2].extend(self.stash.elements(data))


def _element(tag: str, attrs: dict[str, str]) -> Inline | None:
    if tag in _ELEMENTS:
        return {"t": _ELEMENTS[tag], "c": []}
    if tag == "a":
        return {"t": "Link", "c": [["", [], []], [], [attrs.get("href", ""), ""]]}
    style = attrs.get("style", "")
    if "small-caps" in style:
        return {"t": "SmallCaps", "c": []}
    if "underline" in style:
        return {"t": "Underline", "c": []}
    if kind := attrs.get("class", ""):
        return {"t": "Span", "c": [["", kind.split(), []], []]}
    return {"t": "Span", "c": [["", [], [["style", style]]], []]} if style else None


def _filled(element: Inline, content: list[Inline]) -> Inline:
    if element["t"] == "Link":
        attributes, _, target = element["c"]
        internal = target[0].startswith("#")
        return {"t": "Link", "c": [["", [], [["role", "doc-biblioref"]]] if internal else attributes, content, target]}
    if element["t"] == "Span":
        margin = "csl-left-margin" in element["c"][0][1]
        return {"t": "Span", "c": [element["c"][0], [*content, *([{"t": "Space"}] if margin else [])]]}
    return {"t": element["t"], "c": content}


def elements(html: str, stash: Stash) -> list[Inline]:
    """Return the engine's HTML as elements."""
    reader = _Reader(stash)
    reader.feed(html)
    reader.close()
    while len(reader.open) > 1:
        reader.handle_endtag(reader.open[-1][0])
    return reader.open[0][2]
