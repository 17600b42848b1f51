"""XML into frozen elements; nothing is fetched, no entity is expanded, and size and depth are limited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from ccsvi_refs.errors import StyleError
from ccsvi_refs.location import Location

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REFERENCE = re.compile(r"&#(\d{1,6});")
MAX_BYTES = 8_000_000
MAX_DEPTH = 100
"""The deepest official style nests 24 elements."""


class Element(NamedTuple):
    """One XML element; names are without their namespace, ``xml:lang`` keeps its prefix."""

    name: str
    attrs: Mapping[str, str]
    children: tuple[Element, ...]
    text: str
    line: int
    path: str

    @property
    def location(self) -> Location:
        """Return where the element starts."""
        return Location(self.path, self.line)

    def first(self, name: str) -> Element | None:
        """Return the first child of this name."""
        return next((child for child in self.children if child.name == name), None)


def parse_xml(source: str | bytes, path: str) -> Element:
    """Return the root element of a document; raises StyleError with the line of what is wrong."""
    if not isinstance(source, str | bytes):
        raise StyleError(f"the XML is a text or bytes, not a {type(source).__name__}", Location(path))
    if isinstance(source, str):
        source = source.encode("utf-8", "replace")
    if len(source) > MAX_BYTES:
        raise StyleError(f"the document has {len(source):,} bytes; at most {MAX_BYTES:,} are read", Location(path))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(_without_encoding(source), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise StyleError(f"not well-formed XML: {error.msg}", Location(path, line, column)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise StyleError("a document type declaration is not allowed", Location(path, 1))
    return _freeze(root, path, 0)


def _text(value: str) -> str:
    """Return an attribute or a text; a character reference that was escaped twice is read all the same."""
    return _REFERENCE.sub(lambda found: chr(int(found[1])), value) if "&#" in value else value


def _without_encoding(source: bytes) -> bytes:
    return source.lstrip() if source[:1].isspace() else source


def _freeze(node: etree._Element, path: str, depth: int) -> Element:
    line = int(node.sourceline or 0)  # type: ignore[call-overload, unused-ignore] # lxml-stubs know no type for it
    if depth > MAX_DEPTH:
        raise StyleError(f"elements are nested more than {MAX_DEPTH} deep", Location(path, line))
    attrs = {"xml:lang" if key == _XML_LANG else str(key): _text(str(value)) for key, value in node.attrib.items()}
    children = []
    text = node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            children.append(_freeze(child, path, depth + 1))
        text += child.tail or ""
    tag = str(node.tag)
    name = tag[tag.find("}") + 1 :]
    return Element(name, attrs, tuple(children), _text(text), line, path)
