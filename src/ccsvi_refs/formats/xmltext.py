"""XML from outside → elements and their text; nothing is fetched, no entity is expanded."""

from __future__ import annotations

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem


def parse(data: bytes, path: str) -> tuple[etree._Element, list[Problem]]:
    """Return the root element; broken XML gives what could be read and a problem, InputError where nothing could."""
    try:
        return etree.fromstring(data, _parser(recover=False)), []
    except etree.XMLSyntaxError as error:
        place = Location(path, error.lineno or 0, (error.offset or 0) if error.lineno else 0)
        message = f"is no well-formed XML: {error.msg}"
    root = etree.fromstring(data, _parser(recover=True)) if data.strip() else None
    if root is None:
        raise InputError(message, place)
    return root, [Problem(message, place, _line(data, place.line))]


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip


def _line(data: bytes, number: int) -> str:
    lines = data.splitlines()
    return lines[number - 1][:500].decode("utf-8", "replace") if 0 < number <= len(lines) else ""


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
