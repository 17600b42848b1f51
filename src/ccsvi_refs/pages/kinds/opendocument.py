"""OpenDocument texts (.odt, .fodt) to a document, by https://docs.oasis-open.org/office/OpenDocument/v1.3/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import archives, fields, rewritten

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO_POSITION = f"{_STYLE}text-position"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DEEPEST = 50


@dataclass(slots=True)
class _File:
    """What was read so far; ``raised`` are the styles of text set high, ``numbered`` those of numbered lists."""

    raised: frozenset[str]
    numbered: frozenset[str]
    page: rewritten.Page = field(default_factory=rewritten.Page)
    paragraph: int = 0
    notes: list[etree._Element] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def read(data: bytes, path: str) -> Document:
    """Return an OpenDocument text taken apart; a place is the number of its paragraph."""
    content = data if data.lstrip()[:1] == b"<" else archives.parts(data, path).get("content.xml", b"")
    if not content:
        raise InputError("holds no OpenDocument text", Location(path))
    root = archives.tree(content, path, "content.xml")
    file = _File(frozenset(_raised(root)), frozenset(_numbered(root)))
    for body in root.iter(f"{_OFFICE}text"):
        _put_all(body, file, 0, "")
    _put_notes(file)
    held = fields.references(file.marks, (), path)
    return Document(file.page.blocks(path), held=held, problems=archives.broken(root, path))


def _raised(root: etree._Element) -> Iterator[str]:
    for style in root.iter(f"{_STYLE}style"):
        for properties in style.iter(f"{_STYLE}text-properties"):
            if str(properties.get(_FO_POSITION) or "").startswith("super"):
                yield str(style.get(f"{_STYLE}name"))


def _numbered(root: etree._Element) -> Iterator[str]:
    for style in root.iter(f"{_TEXT}list-style"):
        first = next(iter(style), None)
        if first is not None and first.tag == f"{_TEXT}list-level-style-number":
            yield str(style.get(f"{_STYLE}name"))


def _put_all(holder: etree._Element, file: _File, depth: int, mark: str) -> None:
    if depth > _DEEPEST:
        return
    for element in holder:
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            _put(element, file, mark)
            mark = ""
        elif element.tag == f"{_TEXT}list":
            _put_list(element, file, depth)
        elif element.tag == f"{_TABLE}table":
            _put_table(element, file, depth)
        elif element.tag in (
            f"{_TEXT}section",
            f"{_TEXT}index-body",
            f"{_TEXT}bibliography",
            f"{_TEXT}table-of-content",
        ):
            _put_all(element, file, depth + 1, "")


def _put(element: etree._Element, file: _File, mark: str) -> None:
    file.paragraph += 1
    words = "".join(_pieces(element, file, 0))
    if not words.strip():
        return
    if element.tag == f"{_TEXT}h":
        level = str(element.get(f"{_TEXT}outline-level") or "1")
        file.page.heading(int(level) if level.isdigit() else 1, words, file.paragraph)
    elif mark:
        file.page.item(mark.strip("*") + words, file.paragraph)
    else:
        file.page.paragraph(words, file.paragraph)


def _put_list(element: etree._Element, file: _File, depth: int) -> None:
    numbered = str(element.get(f"{_TEXT}style-name")) in file.numbered
    for count, item in enumerate(element.iterchildren(f"{_TEXT}list-item"), 1):
        _put_all(item, file, depth + 1, f"{count}. " if numbered else "*")


def _put_table(table: etree._Element, file: _File, depth: int) -> None:
    file.page.put("<table>", file.paragraph)
    for row in _own(table, f"{_TABLE}table-row", f"{_TABLE}table"):
        file.page.put("<tr>", file.paragraph)
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            file.page.put("<td>", file.paragraph)
            _put_all(cell, file, depth + 1, "")
        file.page.put("</tr>", file.paragraph)
    file.page.put("</table>", file.paragraph)


def _put_notes(file: _File) -> None:
    file.page.put("</li></ul><ol class=footnotes>" if file.page.is_listing else "<ol class=footnotes>", file.paragraph)
    for note in file.notes:
        file.paragraph += 1
        own = _own(note, f"{_TEXT}p", f"{_TEXT}note")
        words = " ".join("".join(_pieces(one, file, 0)) for one in own)
        file.page.put(f"<li>{words}</li>", file.paragraph)
    file.page.put("</ol>", file.paragraph)


def _own(holder: etree._Element, tag: str, other: str, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the elements of a name that are the holder's: not those in one another, nor in another holder within."""
    for child in holder if depth < _DEEPEST else ():
        if child.tag == tag:
            yield child
        elif child.tag != other:
            yield from _own(child, tag, other, depth + 1)


def _pieces(element: etree._Element, file: _File, depth: int) -> Iterator[str]:
    """Yield an element's text as markup; notes and reference managers' marks are kept apart."""
    yield rewritten.text(element.text or "")
    for child in element if depth < _DEEPEST else ():
        tag = archives.name(child)
        if tag == "note":
            file.notes += child.iterchildren(f"{_TEXT}note-body")
        elif tag in ("reference-mark-start", "reference-mark", "bookmark-start"):
            file.marks.append(str(child.get(f"{_TEXT}name") or ""))
        elif tag in ("s", "tab"):
            yield " "
        elif tag == "line-break":
            yield "<br>"
        elif tag == "a":
            label, url = "".join(_pieces(child, file, depth + 1)), str(child.get(_HREF) or "")
            yield rewritten.link(url, label) if "://" in url else label
        elif tag not in ("annotation", "tracked-changes", "soft-page-break"):
            inner = "".join(_pieces(child, file, depth + 1))
            yield f"<sup>{inner}</sup>" if str(child.get(f"{_TEXT}style-name")) in file.raised and inner else inner
        yield rewritten.text(child.tail or "")
