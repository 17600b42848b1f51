"""JSON text → its values as a tree that knows where each of them stands; nothing of the text is lost.

Grammar: RFC 8259. The text is one that Python's parser has read; what is broken raises ValueError. Time and stack do
not grow with the depth: values are kept on a list of our own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

_TOKEN = re.compile(r'[\s\x1e]*+(?:("(?:[^"\\]|\\.)*+")|([{}\[\],:])|([^\s{}\[\],:"]++))', re.DOTALL)

NodeKind = Literal["object", "array", "string", "other"]


@dataclass(slots=True)
class Node:
    """A value from ``start`` to ``end``, delimiters among what it holds; an object's keys stand beside its items."""

    kind: NodeKind
    start: int
    end: int = 0
    keys: list[Node] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def members(self, text: str) -> Iterator[tuple[str, Node, Node]]:
        """Yield the names of an object's members, each with the nodes of key and value."""
        for key, item in zip(self.keys, self.items, strict=False):
            yield said(text, key), key, item

    def member(self, text: str, *names: str) -> Node | None:
        """Return the value under the first of some names that an object has."""
        found = {name: item for name, _, item in self.members(text)}
        return next((found[name] for name in names if name in found), None)


def said(text: str, node: Node) -> str:
    """Return what a string says, or a number as it is written."""
    raw = text[node.start : node.end]
    return str(json.loads(raw, strict=False)) if node.kind == "string" else raw


def roots(text: str) -> list[Node]:
    """Return the values of a text, one after another; ValueError where it is no JSON."""
    found: list[Node] = []
    open_nodes: list[Node] = []
    is_key = False
    for match in _tokens(text):
        string, sign, _ = match.groups()
        if sign in ("{", "["):
            node = Node("object" if sign == "{" else "array", match.start(2))
            _put(node, open_nodes, found)
            open_nodes.append(node)
            is_key = sign == "{"
        elif sign in ("}", "]"):
            if not open_nodes or (open_nodes[-1].kind == "object") != (sign == "}"):
                raise ValueError("a bracket closes nothing")
            open_nodes.pop().end = match.end()
        elif sign:
            is_key = sign == "," and bool(open_nodes) and open_nodes[-1].kind == "object"
        else:
            node = Node("string" if string else "other", match.start(1 if string else 3), match.end())
            if is_key and open_nodes[-1].kind == "object":
                open_nodes[-1].keys.append(node)
            else:
                _put(node, open_nodes, found)
            is_key = False
    if open_nodes:
        raise ValueError("a bracket is not closed")
    return found


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := _TOKEN.match(text, position):
        yield match
        position = match.end()
    if text[position:].strip("\x1e \t\r\n"):
        raise ValueError("is no JSON")


def _put(node: Node, open_nodes: list[Node], found: list[Node]) -> None:
    (open_nodes[-1].items if open_nodes else found).append(node)


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Yield values and all that they hold, each before what is in it."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.items)
