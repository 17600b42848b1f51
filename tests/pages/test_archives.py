"""Archives of XML: which kind of document they are, how much of them is read, and what is said of a part that is cut."""

import io
import zipfile

import pytest

from ccsvi_refs.errors import InputError
from ccsvi_refs.pages.kinds import archives


def packed(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": "x"}, "docx"), ({"word/document2.xml": "x"}, "docx"),
        ({"META-INF/container.xml": "x"}, "epub"), ({"mimetype": "application/epub+zip\n"}, "epub"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.text-template"}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, None), ({"mimetype": ""}, None),
        ({"xl/workbook.xml": "x"}, None), ({}, None),
    ],
)  # fmt: skip
def test_an_archive_is_the_document_that_its_parts_make_it(parts, kind):
    assert archives.kind(packed(parts)) == kind


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 17, packed({"word/document.xml": "x"})[:40]]
)
def test_what_is_no_archive_is_no_document(data):
    assert archives.kind(data) is None
    with pytest.raises(InputError, match="damaged or locked"):
        archives.parts(data, "a.docx")


@pytest.mark.parametrize(
    ("limits", "parts", "read"),
    [
        ({"_LARGEST": 10}, {"a.xml": "x" * 10}, True), ({"_LARGEST": 10}, {"a.xml": "x" * 11}, False),
        ({"_MOST": 20}, {"a.xml": "x" * 10, "b.xml": "x" * 10}, True), ({"_MOST": 20}, {"a.xml": "x" * 10, "b.xml": "x" * 11}, False),
        ({"_LARGEST": 10}, {"a.xml": "x", "picture.png": "x" * 99}, True),
        ({"_TAGS": 4, "_TAGS_A_BYTE": 10}, {"a.xml": "<" * 24}, True), ({"_TAGS": 3, "_TAGS_A_BYTE": 0}, {"a.xml": "<<<"}, True),
        ({"_TAGS": 2, "_TAGS_A_BYTE": 0}, {"a.xml": "<<<"}, False), ({"_TAGS": 0, "_TAGS_A_BYTE": 1}, {"a.xml": "<" * 500}, False),
    ],
)  # fmt: skip
def test_an_archive_is_read_up_to_its_limits_and_refused_beyond_them(monkeypatch, limits, parts, read):
    for name, value in limits.items():
        monkeypatch.setattr(archives, name, value)
    if read:
        found = archives.parts(packed(parts), "a.docx")
        assert found == {name: content.encode() for name, content in parts.items() if name.endswith(".xml")}
    else:
        with pytest.raises(InputError, match="unpacks to more"):
            archives.parts(packed(parts), "a.docx")


def test_of_very_many_parts_the_first_are_read(monkeypatch):
    monkeypatch.setattr(archives, "_PARTS", 3)
    found = archives.parts(packed({f"{number}.xml": "x" for number in range(5)}), "a.docx")
    assert list(found) == ["0.xml", "1.xml", "2.xml"]


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        (b"<a><b>x</b></a>", None, 0), (b"<a>\n<b>x</b>", "is no well-formed XML", 2), (b"<a>\n<b>x</c></a>", "is no well-formed XML", 2),
        (b"<a>" * 300 + b"</a>" * 300, "nested too deeply", 1),
    ],
)  # fmt: skip
def test_a_part_that_is_cut_or_nested_too_deeply_says_so(text, says, line):
    found = archives.broken(archives.tree(text, "a.docx", "a.xml"), "a.docx")
    assert [(says in one.message, one.location.line) for one in found] == ([(True, line)] if says else [])


@pytest.mark.parametrize("text", [b"", b"no XML at all", b"\0\1"])
def test_a_part_that_is_no_xml_is_named(text):
    with pytest.raises(InputError, match=r"a\.xml in it is"):
        archives.tree(text, "a.docx", "a.xml")
