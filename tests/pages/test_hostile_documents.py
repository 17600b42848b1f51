"""Documents that fuzzing and attacks found to break their readers, or to hold them up."""

import io
import time
import zipfile

import pytest

from ccsvi_refs.errors import InputError
from ccsvi_refs.pages.loading import load
from tests.formats.test_growth import counted

BROKEN = {
    "a name with a colon in JATS": ("jats", b"<article><back><ref-list><ref><element-citation><fpage:1>1</fpage:1>"),
    "a list without items in LaTeX": ("latex", b"\\begin{thebibliography}{9}\n\\end{thebibliography}"),
    "a character set with a null in MHTML": (
        "mhtml", b'MIME-Version: 1.0\nContent-Type: text/html; charset="ut\x00f-8"\n\n<h2>References</h2>'
    ),
    "half a character in a notebook": (
        "ipynb", b'{"cells":[{"cell_type":"markdown","source":["---\\nt: \\ud800\\n---\\n# A \\ud800"]}]}'
    ),
    "a notebook without end": ("ipynb", b'{"cells":' + b"[" * 2000),
    "a notebook nested deeply": ("ipynb", b'{"cells":' + b"[" * 500 + b"]" * 500 + b"}"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), BROKEN.values(), ids=BROKEN)
def test_a_broken_document_is_read_or_refused(kind, data):
    try:
        found = load(io.BytesIO(data), kind)
    except InputError as error:
        found = error
    assert "\ud800" not in str(found)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = (
    f"<o:document-content xmlns:o='{_ODF}:office:1.0' xmlns:text='{_ODF}:text:1.0' xmlns:table='{_ODF}:table:1.0'><o:body>"
    "<o:text>%s</o:text></o:body></o:document-content>"
)
_NOTE = ("<text:note><text:note-body><text:p>Said.", "</text:p></text:note-body></text:note>")
_CELL = (
    "<table:table><table:table-row><table:table-cell><text:p>Said.</text:p>",
    "</table:table-cell></table:table-row></table:table>",
)
_CITED = "<article><back><ref-list><ref id='a'>%s</ref></ref-list></back></article>"
_PEOPLE = "<name><surname>Doe</surname></name>" * 1000
NESTED = {
    "notes in notes": ("odt", _ODT % f"<text:p>{_NOTE[0] * 24}{_NOTE[1] * 24}</text:p>"),
    "tables in tables": ("odt", _ODT % (_CELL[0] * 24 + _CELL[1] * 24)),
    "citations in citations": ("jats", _CITED % ("<mixed-citation>" * 200 + _PEOPLE + "</mixed-citation>" * 200)),
    "references in references": ("jats", _CITED % ("<ref>" * 200 + f"<mixed-citation>{_PEOPLE}</mixed-citation>" + "</ref>" * 200)),
}  # fmt: skip

ONCE = {
    "odt": _ODT % f"<text:p>Doe J. Bays. J Seas 2001;7:3-9. {_NOTE[0]}{_NOTE[1]}</text:p>{_CELL[0]}{_CELL[1]}",
    "jats": _CITED % f"<mixed-citation>{_PEOPLE} Bays. J Seas 2001;7:3-9.</mixed-citation>",
}


@pytest.mark.parametrize(("kind", "text"), NESTED.values(), ids=NESTED)
def test_what_is_nested_is_read_once(kind, text):
    load(io.BytesIO(ONCE[kind].encode()), kind)  # what is loaded once
    _, calls = counted(lambda: load(io.BytesIO(text.encode()), kind))
    assert calls < 300_000


def test_a_chapter_that_a_book_names_often_is_read_once():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("c.opf", "<p><m><item id='a' href='a.xhtml'/></m>" + "<itemref idref='a'/>" * 50 + "</p>")
        book.writestr("a.xhtml", "<html><body><p><a href='https://example.org/'>so</a></p></body></html>")
    assert len(load(io.BytesIO(file.getvalue()), "epub").links) == 1


def test_lists_and_their_levels_are_not_multiplied():
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as document:
        document.writestr(
            "word/document.xml", f"<w:d {space}><w:body><w:p><w:r><w:t>So</w:t></w:r></w:p></w:body></w:d>"
        )
        levels = "".join(f"<w:lvl w:ilvl='{n}'/>" for n in range(1000))
        numbers = "".join(f"<w:num w:numId='{n}'><w:abstractNumId w:val='1'/></w:num>" for n in range(1000))
        document.writestr(
            "word/numbering.xml",
            f"<w:n {space}><w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>{numbers}</w:n>",
        )
    _, calls = counted(lambda: load(io.BytesIO(file.getvalue()), "docx"))
    assert calls < 300_000


@pytest.mark.parametrize(
    "text", ["<!--a-->" * 40 + "x", "<!--a--> " * 400 + "<p>x", "<!--" * 10_000], ids=["few", "many", "open"]
)
def test_comments_at_the_beginning_of_a_text_do_not_hold_it_up(text):
    started = time.process_time()
    load(io.BytesIO(text.encode()))
    load(io.BytesIO(text.encode()), "mediawiki")
    load(io.BytesIO(f'[{{"id": "a", "type": "book", "title": "T {text}"}}]'.encode()))
    assert time.process_time() - started < 2


def _packed(part, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "part", "unit"),
    [("docx", "word/document.xml", "<w:p/>"), ("odt", "content.xml", "<t:p/>"), ("epub", "a.xhtml", "<p>")],
)
def test_a_few_kilobytes_that_unpack_to_a_million_tags_are_refused(kind, part, unit):
    document = f"<a xmlns:w='w' xmlns:t='t'>{unit * 1_000_000}</a>"
    packed = _packed(part, document)
    assert len(packed) < 50_000
    with pytest.raises(InputError, match="unpacks to more than a document holds"):
        load(io.BytesIO(packed), kind)


def test_a_table_of_many_empty_cells_is_a_document():
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    row = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 10}</w:tr>"
    words = "<w:p><w:r><w:t>So it is.</w:t></w:r></w:p>"
    document = f"<w:d {space}><w:body>{words}<w:tbl>{row * 2000}</w:tbl>{words}</w:body></w:d>"
    page = load(io.BytesIO(_packed("word/document.xml", document)), "docx")
    assert not page.problems or "unpacks" not in page.problems[0].message


def test_an_entity_among_notes_is_no_crash():
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    file = io.BytesIO(_packed("word/document.xml", f"<w:d {space}><w:body><w:p/></w:body></w:d>"))
    with zipfile.ZipFile(file, "a") as document:
        document.writestr("word/footnotes.xml", f"<!DOCTYPE a [<!ENTITY b 'b'>]><w:f {space}>&b;<!-- a --></w:f>")
    load(io.BytesIO(file.getvalue()), "docx")
