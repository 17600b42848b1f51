"""Files that are not read: each is told for what it is, with what to do instead and what is read."""

import io
import zipfile

import pytest

from ccsvi_refs import formats, pages
from ccsvi_refs.errors import InputError
from ccsvi_refs.pages import foreign, kinds

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return made.getvalue()


def refused(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as told:
        pages.load(tmp_path / name)
    return told.value.message


@pytest.mark.parametrize(
    ("name", "data", "what", "instead"),
    [
        ("thesis.doc", OLD, "an old Word document", ".docx"),
        ("list.xls", OLD, "a sheet of Excel", ".csv"),
        ("talk.PPT", OLD, "a PowerPoint presentation", ".txt"),
        ("unknown.bin", OLD, "a program", "text"),
        ("nameless", OLD, "an old office document", ".docx"),
        ("thesis.pages", archive("Index/Document.iwa"), "a document of Pages", ".docx"),
        ("list.xlsx", archive("xl/workbook.xml"), "a sheet of Excel", ".csv"),
        ("talk.pptx", archive("ppt/presentation.xml"), "a PowerPoint presentation", ".txt"),
        ("talk.key", archive("Index/Document.iwa"), "a presentation of Keynote", ".txt"),
        ("all.zip", archive("a.bib"), "an archive", "unpack it"),
        ("broken.docx", archive("a.bib"), "an archive without what its ending promises", "save it again"),
        ("broken.epub", archive("x.xml"), "an archive without what its ending promises", "save it again"),
        ("page.md", b"7z\xbc\xaf\x27\x1cx", "an archive", "unpack it"),
        ("scan.heic", b"\0\0\0\x18ftypheic", "an image", "OCR"),
        ("scan.txt", b"\x89PNG\r\n\x1a\n\0", "an image", "OCR"),
        ("talk.m4a", b"\0\0\0\x18ftypM4A ", "a recording", "written down"),
        ("old.wpd", b"\xffWPC\x10\0", "a WordPerfect document", ".docx"),
        ("paper.lyx", b"#LyX 2.3\n", "a LyX document", ".tex"),
        ("my.enl", b"\0\1\2", "an EndNote library", ".ris"),
        ("mail.eml", b"From: x\n\ntext", "a message", ".txt"),
        ("note.webloc", b"<plist/>", "a link to a page", "address"),
    ],
)
def test_a_file_that_is_not_read_is_told_for_what_it_is_with_the_way_out(tmp_path, name, data, what, instead):
    said = refused(tmp_path, name, data)
    assert said.startswith(f"is {what}, which is not read: ")
    assert instead in said


def test_a_message_left_out_every_bibliography_format(tmp_path):
    said = refused(tmp_path, "notes.xyz", b"some words")
    for suffix in (*kinds.SUFFIXES, *formats.SUFFIXES, ".jsonl"):
        assert f"{suffix}" in said.replace(",", "").split(), suffix
    assert "--from" in said


def test_no_ending_that_is_read_is_called_foreign():
    known = {*kinds.SUFFIXES, *formats.SUFFIXES, ".jsonl", ".ndjson"}
    assert not known & {suffix for kind in foreign._KINDS for suffix in kind.suffixes}


@pytest.mark.parametrize(
    "text", ["BM Smith. Notes on things. 2001.", "ID3 is a title", "RIFF and others", "GIF8 is no image"]
)
def test_a_text_that_begins_like_a_signature_is_a_text(tmp_path, text):
    (tmp_path / "page.txt").write_text(text, "utf-8")
    assert pages.load(tmp_path / "page.txt").path
