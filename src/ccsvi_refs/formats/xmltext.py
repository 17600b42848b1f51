"""XML from outside → elements and their text; nothing is fetched, no entity is expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

#: A name that an element may be given; a broken document has others.
_NAME = re.compile(r"[^\W\d][\w.-]*")


def parse(data: bytes, path: str) -> tuple[etree._Element, list[Problem]]:
    """Return the root element; broken XML gives what could be read and a problem, InputError where nothing could."""
    try:
        return _without_entities(etree.fromstring(data, _parser(recover=False)), path)
    except etree.XMLSyntaxError as error:
        place = Location(path, error.lineno or 0, (error.offset or 0) if error.lineno else 0)
        message = f"is no well-formed XML: {error.msg}"
    root = _recovered(data)
    if root is None:
        raise InputError(message, place)
    root, problems = _without_entities(root, path)
    return root, [Problem(message, place, _line(data, place.line)), *problems]


def _without_entities(root: etree._Element, path: str) -> tuple[etree._Element, list[Problem]]:
    """Return the root without the entities that a document declares for itself, and a problem where there are any."""
    first = next(root.iter(etree.Entity), None)
    if first is None:
        return root, []
    named, place = str(first.text), Location(path, line(root))
    etree.strip_tags(root, etree.Entity)
    return root, [Problem(f"declares entities of its own, which are not expanded, {named[:50]} first", place)]


def _recovered(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, _parser(recover=True)) if data.strip() else None
    except etree.XMLSyntaxError:
        return None


def nothing(root: etree._Element, path: str, what: str) -> Problem:
    """Return what is wrong with a document that holds none of what was looked for."""
    return Problem(f"holds no {what}, but <{root.tag}>", Location(path, line(root)))


def encoded(xml: bytes | str) -> bytes:
    """Return the document in UTF-8; a str is no longer in the encoding it declares."""
    if isinstance(xml, bytes):
        return xml
    start = xml.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml"):
        declaration, mark, rest = start.partition("?>")
        start = "\n" * declaration.count("\n") + rest if mark else start
    return start.encode("utf-8", "replace")


def document(xml: str, path: str) -> tuple[etree._Element, list[Problem]]:
    """Return the root element with all names bare of namespaces, and what is wrong with the text."""
    root, problems = parse(encoded(xml), path)
    for element in root.iter(etree.Element):
        name = str(element.tag).rpartition("}")[2].rpartition(":")[2]
        element.tag = name if _NAME.fullmatch(name) else "unknown"
    return root, problems


def texts(element: etree._Element, path: str) -> list[str]:
    """Return the plain text of every element at ``path`` that has some."""
    found = (" ".join("".join(map(str, item.itertext())).split()) for item in element.findall(path))
    return [content for content in found if content]


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip


def _line(data: bytes, number: int) -> str:
    lines = data.splitlines()
    return lines[number - 1][:500].decode("utf-8", "replace") if 0 < number <= len(lines) else ""


def local(element: object) -> str:
    """Return an element's name without its namespace, whatever a broken file calls it; empty for what is none."""
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text(element: etree._Element | None, path: str = ".") -> str:
    """Return the plain text of the first element at ``path``, white space folded, empty where there is none."""
    found = element.find(path) if element is not None else None
    return " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""


def inner(element: etree._Element | None) -> str:
    """Return what stands in an element, with its markup as CSL's."""
    return cleaning.csl(raw(element))


def raw(element: etree._Element | None) -> str:
    """Return what stands in an element, markup and all."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    return (element.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(
        etree.tostring(child, encoding="unicode") for child in element
    )


def line(element: etree._Element) -> int:
    """Return the line an element begins on, 0 where that is not known."""
    number: int | None = element.sourceline  # type: ignore[assignment]  # the stubs leave its type open
    return number or 0


def outermost(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of those names below an element, but none that stands within another of them."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element is not root and element.tag in names:
            yield element
        else:
            waiting.extend(reversed(element))
