"""A bibliography as a Word document: a ZIP archive with the least that Office Open XML asks for, ECMA-376 part 2."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from ccsvi_refs.csl.writers.direction import is_right_to_left
from ccsvi_refs.csl.writers.ooxml import bookmark
from ccsvi_refs.rendering.framing import ANCHOR, indent

if TYPE_CHECKING:
    from ccsvi_refs.rendering.engines import Entries

_OFFICE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_RELATION = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
)
_MAIN = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
_FONT = "Times New Roman"
#: The paragraphs have Word's own style for bibliographies; indents are measured in ems of its size.
_STYLES = (
    f'{_HEAD}<w:styles {_MAIN}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" '
    f'w:hAnsi="{_FONT}" w:cs="{_FONT}"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bibliography"><w:name w:val="Bibliography"/>'
    '<w:basedOn w:val="Normal"/></w:style></w:styles>'
)
#: The first moment that a ZIP archive can tell: the same entries are the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_TAGS = re.compile("<[^>]*>")
_STYLE = '<w:pStyle w:val="Bibliography"/>'
#: Twentieths of a point: an em and a line of twelve points.
_EM, _LINE = 240, 240


def document(found: Entries) -> bytes:
    """Return a .docx file with a paragraph for each entry; texts are runs as the engine's ``ooxml`` writer has them."""
    rows = "".join(_paragraph(number, key, text, found) for number, (key, text) in enumerate(found.entries))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATION % ("officeDocument", "word/document.xml"),
        "word/document.xml": f"{_HEAD}<w:document {_MAIN}><w:body>{rows}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATION % ("styles", "styles.xml"),
        "word/styles.xml": _STYLES,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
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
    return f"<w:p><w:pPr>{_STYLE}{tab}{bidi}{spacing}{hanging}</w:pPr>{mark}{text}</w:p>"
