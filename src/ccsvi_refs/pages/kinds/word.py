"""Word documents (.docx) to a document: text, lists, tables, links, notes, and the records of Zotero and Mendeley.

Read from the XML itself, ISO/IEC 29500: the libraries for this format give neither notes nor field codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import archives, fields, rewritten

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
#: Tables within tables deeper than this are not read.
_DEEPEST = 20
#: Levels of a list, ISO/IEC 29500-1, 17.9.6.
_LEVELS = 9


@dataclass(slots=True)
class _File:
    """What the parts of the file say, and what was read so far."""

    links: Mapping[str, str]
    ranks: Mapping[str, int]
    numbered: Mapping[tuple[str, str], bool]
    listed: Mapping[str, tuple[str, str]]
    page: rewritten.Page = field(default_factory=rewritten.Page)
    instructions: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    open: list[list[str]] = field(default_factory=list)
    paragraph: int = 0
    tags: list[str] = field(default_factory=list)


def read(data: bytes, path: str) -> Document:
    """Return a Word document taken apart; a place is the number of its paragraph."""
    parts = {
        name: content.replace(_STRICT, _W[1:-1].encode()).replace(_STRICT_R, _R[1:-1].encode())
        for name, content in archives.parts(data, path).items()
    }
    main = next((name for name in ("word/document.xml", "word/document2.xml") if name in parts), "")
    if not main:
        raise InputError("holds no Word document", Location(path))
    root = archives.tree(parts[main], path, main)
    problems = archives.broken(root, path)
    file = _File(_links(parts, main, path), *_styles(parts, path))
    for body in root.iter(f"{_W}body"):
        _put_all(body, file, 0)
    for name in ("footnotes", "endnotes"):
        if f"word/{name}.xml" in parts:
            file.links = _links(parts, f"word/{name}.xml", path)
            noted = archives.tree(parts[f"word/{name}.xml"], path, name)
            problems += archives.broken(noted, path)
            _put_notes(noted, file)
    held = fields.references(file.instructions, file.tags, path)
    return Document(file.page.blocks(path), held=held, problems=problems)


def _links(parts: Mapping[str, bytes], part: str, path: str) -> dict[str, str]:
    """Return the addresses that a part's links lead to, by their ids."""
    folder, _, name = part.rpartition("/")
    content = parts.get(f"{folder}/_rels/{name}.rels")
    root = archives.tree(content, path, "its links") if content else None
    return {} if root is None else {str(one.get("Id")): str(one.get("Target") or "") for one in root}


def _styles(
    parts: Mapping[str, bytes], path: str
) -> tuple[dict[str, int], dict[tuple[str, str], bool], dict[str, tuple[str, str]]]:
    """Return the rank of each style of headings, whether each list is numbered, and the list of each style."""
    ranks: dict[str, int] = {}
    listed: dict[str, tuple[str, str]] = {}
    if "word/styles.xml" in parts:
        for style in archives.tree(parts["word/styles.xml"], path, "its styles").iter(f"{_W}style"):
            key, name = str(style.get(f"{_W}styleId")), _value(style.find(f"{_W}name")).lower()
            level = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
            if name.startswith("heading ") and name[8:].isdigit():
                ranks[key] = int(name[8:])
            elif level.isdigit() and int(level) < 9:
                ranks[key] = int(level) + 1
            if number := _number(style.find(f"{_W}pPr")):
                listed[key] = number
    return ranks, _numbered(parts, path), listed


def _numbered(parts: Mapping[str, bytes], path: str) -> dict[tuple[str, str], bool]:
    if "word/numbering.xml" not in parts:
        return {}
    root = archives.tree(parts["word/numbering.xml"], path, "its lists")
    shapes = {
        str(shape.get(f"{_W}abstractNumId")): {
            str(level.get(f"{_W}ilvl")): _value(level.find(f"{_W}numFmt")) == "decimal"
            for level in islice(shape.iterchildren(f"{_W}lvl"), _LEVELS)
        }
        for shape in root.iter(f"{_W}abstractNum")
    }
    found = {}
    for number in root.iter(f"{_W}num"):
        for level, decimal in shapes.get(_value(number.find(f"{_W}abstractNumId")), {}).items():
            found[str(number.get(f"{_W}numId")), level] = decimal
    return found


def _number(properties: etree._Element | None) -> tuple[str, str] | None:
    """Return the list and level that a paragraph's properties name."""
    given = properties.find(f"{_W}numPr") if properties is not None else None
    key = _value(given.find(f"{_W}numId")) if given is not None else ""
    return (key, _value(given.find(f"{_W}ilvl")) or "0") if given is not None and key not in ("", "0") else None


def _value(element: etree._Element | None) -> str:
    return str(element.get(f"{_W}val") or "") if element is not None else ""


def _put_all(holder: etree._Element, file: _File, depth: int) -> None:
    """Add the paragraphs and tables of a body, cell or note."""
    for element in holder:
        if element.tag == f"{_W}p":
            _put_paragraph(element, file)
        elif element.tag == f"{_W}tbl" and depth < _DEEPEST:
            _put_table(element, file, depth)
        elif element.tag == f"{_W}sdt":
            file.tags += [_value(tag) for tag in element.iter(f"{_W}tag")]
            for content in element.iterchildren(f"{_W}sdtContent"):
                _put_all(content, file, depth + 1) if depth < _DEEPEST else None


def _put_table(table: etree._Element, file: _File, depth: int) -> None:
    file.page.put("<table>", file.paragraph)
    for row in table.iterchildren(f"{_W}tr"):
        file.page.put("<tr>", file.paragraph)
        for cell in row.iterchildren(f"{_W}tc"):
            file.page.put("<td>", file.paragraph)
            _put_all(cell, file, depth + 1)
        file.page.put("</tr>", file.paragraph)
    file.page.put("</table>", file.paragraph)


def _put_notes(root: etree._Element, file: _File) -> None:
    file.page.put("</ul><ol class=footnotes>", file.paragraph)
    for note in root:
        if str(note.get(f"{_W}type") or "normal") != "normal" or not _text_of(note).strip():
            continue
        file.paragraph += 1
        words = " ".join(filter(None, (_inline(paragraph, file) for paragraph in note.iter(f"{_W}p"))))
        file.page.put(f"<li>{words}</li>", file.paragraph)
    file.page.put("</ol>", file.paragraph)


def _text_of(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _put_paragraph(paragraph: etree._Element, file: _File) -> None:
    file.paragraph += 1
    if not len(paragraph):
        return
    properties = paragraph.find(f"{_W}pPr")
    style = _value(properties.find(f"{_W}pStyle")) if properties is not None else ""
    words = _inline(paragraph, file)
    if not words.strip():
        return
    number = _number(properties) or file.listed.get(style)
    if rank := file.ranks.get(style):
        file.page.heading(rank, words, file.paragraph)
    elif number:
        file.counts[number] += 1
        mark = f"{file.counts[number]}. " if file.numbered.get(number) else ""
        file.page.item(mark + words, file.paragraph)
    elif style.lower() in ("bibliography", "literaturverzeichnis", "bibliografia"):
        file.page.paragraph("", file.paragraph)
        file.page.put(f"<p class=MsoBibliography>{words}</p>", file.paragraph)
    else:
        file.page.paragraph(words, file.paragraph)


def _inline(paragraph: etree._Element, file: _File) -> str:
    return "".join(_pieces(paragraph, file, 0))


def _pieces(holder: etree._Element, file: _File, depth: int) -> Iterator[str]:
    """Yield the runs of a paragraph as markup; field codes are kept apart."""
    for element in holder:
        tag = archives.name(element)
        if tag == "r":
            yield _run(element, file)
        elif tag == "hyperlink":
            label = "".join(_pieces(element, file, depth + 1))
            url = file.links.get(str(element.get(f"{_R}id")), "")
            yield rewritten.link(url, label) if "://" in url else label
        elif tag == "fldSimple":
            file.instructions.append(str(element.get(f"{_W}instr") or ""))
            yield from _pieces(element, file, depth + 1)
        elif tag in ("ins", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir") and depth < _DEEPEST:
            file.tags += [_value(one) for one in element.iterchildren(f"{_W}sdtPr") for one in one.iter(f"{_W}tag")]
            yield from _pieces(element, file, depth + 1)


def _run(run: etree._Element, file: _File) -> str:
    """Return a run's text; a field is open from its beginning to its end, and its result is text like other text."""
    text = []
    for element in run:
        tag = archives.name(element)
        if tag == "t":
            text.append(rewritten.text(element.text or ""))
        elif tag in ("tab", "br", "cr"):
            text.append("<br>" if tag == "br" and not element.get(f"{_W}type") else " ")
        elif tag == "noBreakHyphen":
            text.append("-")
        elif tag == "instrText" and file.open:
            file.open[-1].append(element.text or "")
        elif tag == "fldChar":
            _mark_field(str(element.get(f"{_W}fldCharType")), text, file)
    words = "".join(text)
    raised = _value(run.find(f"{_W}rPr/{_W}vertAlign")) == "superscript"
    return f"<sup>{words}</sup>" if raised and words else words


def _mark_field(kind: str, text: list[str], file: _File) -> None:
    if kind == "begin":
        file.open.append([])
    elif kind == "separate" and file.open:
        instruction = "".join(file.open[-1])
        if url := fields.address(instruction):
            text.append(f'<a href="{rewritten.text(url)}">')
    elif kind == "end" and file.open:
        instruction = "".join(file.open.pop())
        file.instructions.append(instruction)
        if fields.address(instruction):
            text.append("</a>")
