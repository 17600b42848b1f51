"""YAML text → its nodes with their places, and text written into them in their own style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records.region import NoPlaceError, Region
from ccsvi_refs.formats.csl_data import pandoc

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: What may stand in YAML without quotation marks, whatever stands around it.
_PLAIN = re.compile(r"[A-Za-z0-9][\w./()+-]*(?: [\w./()+-]+)*")


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping, a list or a scalar, as PyYAML composes it."""

    made: Any

    @property
    def start(self) -> int:
        """Where it begins."""
        return int(self.made.start_mark.index)

    @property
    def end(self) -> int:
        """Where it ends; a block ends where the next token begins."""
        return int(self.made.end_mark.index)

    @property
    def line(self) -> int:
        """The line in which it begins, from 1."""
        return int(self.made.start_mark.line) + 1

    @property
    def column(self) -> int:
        """The column in which it begins, from 0."""
        return int(self.made.start_mark.column)

    @property
    def is_scalar(self) -> bool:
        """Whether it is a scalar."""
        return isinstance(self.made, yaml.ScalarNode)

    @property
    def is_flow(self) -> bool:
        """Whether it is a mapping or list in brackets."""
        return bool(getattr(self.made, "flow_style", False))

    @property
    def said(self) -> str:
        """What a scalar says, empty for others."""
        return str(self.made.value) if self.is_scalar else ""

    def items(self) -> list[Node]:
        """Return the items of a list, none for others."""
        return [Node(each) for each in self.made.value] if isinstance(self.made, yaml.SequenceNode) else []

    def members(self) -> list[tuple[Node, Node]]:
        """Return the keys of a mapping with their values, none for others."""
        pairs = self.made.value if isinstance(self.made, yaml.MappingNode) else []
        return [(Node(key), Node(value)) for key, value in pairs]

    def member(self, name: str) -> Node | None:
        """Return the value under a name."""
        return next((value for key, value in self.members() if key.said == name), None)

    def scalars(self) -> Iterator[Node]:
        """Yield the scalars in a node, in order."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if node.is_scalar:
                yield node
            inner: list[Node] = [*node.items(), *(part for pair in node.members() for part in pair)]
            waiting += inner[::-1]


def roots(text: str) -> list[Node]:
    """Return the documents of a text, none where it is no YAML."""
    try:
        return [Node(made) for made in yaml.compose_all(text, Loader=_LOADER) if made is not None]
    except (yaml.YAMLError, RecursionError):
        return []


def inside(text: str, node: Node, is_markdown: bool) -> Region:
    """Return where the text of a scalar stands, and how text is written there."""
    style = node.made.style
    start, end = (node.start + 1, node.end - 1) if style in ("'", '"') else (node.start, node.end)
    if style in ("|", ">"):
        start = text.find("\n", start) + 1
        end = start + len(text[start:end].rstrip())

    def encode(value: str) -> str:
        written = pandoc.write(value) if is_markdown else value
        return written.replace("'", "''") if style == "'" else _escaped(written) if style == '"' else written

    return Region(start, end, pandoc.read if is_markdown else str, encode)


def _escaped(value: str) -> str:
    return " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"')


def scalar(value: str, is_quoted: bool = False) -> str:
    """Return text as a scalar, in quotation marks where it needs them or others have them."""
    return value if _PLAIN.fullmatch(value) and not is_quoted else f'"{_escaped(value)}"'


def line_end(text: str, offset: int) -> int:
    """Return where the line of a place ends."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def last(node: Node) -> Node:
    """Return the last scalar of a node, which has to end in its line."""
    found = list(node.scalars())
    if not found or found[-1].made.style in ("|", ">"):
        raise NoPlaceError("its place in the YAML is not sure")
    return found[-1]


def behind(text: str, mapping: Node, anchor: Node, name: str, value: str) -> Edit:
    """Return the edit that puts a member into a mapping, behind the value of another."""
    first, _ = mapping.members()[0]
    key = f'"{name}"' if first.made.style == '"' else name
    if mapping.is_flow:
        return Edit(anchor.end, anchor.end, f", {key}: {value}")
    at = line_end(text, last(anchor).end)
    return Edit(at, at, f"\n{' ' * first.column}{key}: {value}")


def without(text: str, mapping: Node, name: str) -> Edit:
    """Return the edit that takes a member out of a mapping."""
    members = mapping.members()
    place = next(place for place, (key, _) in enumerate(members) if key.said == name)
    key, value = members[place]
    if mapping.is_flow:
        if not place:
            raise NoPlaceError("it is the first of a list in brackets")
        return Edit(members[place - 1][1].end, value.end, "")
    if not place:
        raise NoPlaceError("it is the first of its item")
    start = text.rfind("\n", 0, key.start)
    return Edit(start, line_end(text, last(value).end), "")
