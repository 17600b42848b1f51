"""A bibliography as a Word document: a ZIP archive with the least that Office Open XML asks for, ECMA-376 part 2."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from ccsvi_refs.csl.writers.ooxml import bookmark, is_right_to_left
from ccsvi_refs.rendering.framing import ANCHOR, indent

if TYPE_CHECKING:
    from ccsvi_refs.rendering.engines import Entries

_OFFICE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_OPENING = f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main">'
#: The first moment that a ZIP archive can tell: the same entries are the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_TAGS = re.compile("<[^>]*>")
#: Twentieths of a point: an em and a line of twelve points.
_EM, _LINE = 240, 240


def document(found: Entries) -> bytes:
    """Return a .docx file with a paragraph for each entry; texts are runs as the engine's ``ooxml`` writer has them."""
    rows = "".join(_paragraph(number, key, text, found) for number, (key, text) in enumerate(found.entries))
    body = f"{_HEAD}{_OPENING}<w:body>{rows}<w:sectPr/></w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", body)):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _paragraph(number: int, key: str, text: str, found: Entries) -> str:
    layout, inset = found.layout, round(indent(found.layout) * _EM)
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{inset}"/></w:tabs>' if inset else ""
    after, line = layout.entry_spacing * _LINE, layout.line_spacing * _LINE
    spacing = f'<w:spacing w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    hanging = f'<w:ind w:left="{inset}" w:hanging="{inset}"/>' if inset else ""
    bidi = "<w:bidi/>" if is_right_to_left(_TAGS.sub("", text)) else ""
    name = bookmark(ANCHOR + key)
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
    return f"<w:p><w:pPr>{tab}{bidi}{spacing}{hanging}</w:pPr>{mark}{text}</w:p>"
