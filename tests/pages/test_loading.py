"""Loading by path, by name of format and from standard input; what cannot be read."""

import io
import sys

import pytest

from ccsvi_refs import pages
from ccsvi_refs.errors import InputError
from tests.conftest import ROOT

CITATION = "Okafor B, Lindqvist A. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."


def test_jsonl_keeps_ids_and_reports_bad_lines(tmp_path):
    path = tmp_path / "strings.jsonl"
    path.write_text(
        f'{{"id": "q1", "text": "{CITATION}"}}\nnot json\n\n{{"id": "q3"}}\n["x"]\n{{"id": "q2", "text": "{CITATION}"}}\n',
        encoding="utf-8",
    )
    page = pages.load(path)
    assert [ref.id for ref in page] == ["q1", "q2"]
    assert page["q2"].mention.text == CITATION
    assert page["q2"].mention.location.line == 6
    assert page["q2"].text("volume") == "80"
    assert [problem.location.line for problem in page.problems] == [2, 4, 5]
    assert all(str(path) in str(problem) for problem in page.problems)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \n\t\n", "empty"),
        ("program.txt", b"\x7fELF\x00\x01\x02", "program"),
        ("noise.html", bytes(range(256)) * 20, "binary"),
        ("what.xyz", b"Some text", "unknown kind"),
    ],
)
def test_what_cannot_be_read_is_an_input_error_with_its_place(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        pages.load(path)
    assert caught.value.location.path == str(path)


def test_missing_file_and_directory(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        pages.load(tmp_path / "absent.txt")
    with pytest.raises(InputError, match="directory"):
        pages.load(tmp_path)


def test_a_name_with_a_nul_is_an_input_error():
    with pytest.raises(InputError):
        pages.load("a\0b.txt")


def test_latin1_page_is_read(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes("Müller B. Venöse Zweifel. J Vein Stud. 2009;80(4):392-399.".encode("latin-1"))
    assert pages.load(path)["muller2009"].title == "Venöse Zweifel"


def test_standard_input(monkeypatch):
    class Input:
        buffer = io.BytesIO(f"<html><body><ol><li>{CITATION}</li></ol></body></html>".encode())

    monkeypatch.setattr(sys, "stdin", Input())
    page = pages.load("-")
    assert [ref.id for ref in page] == ["okafor2009"]
    assert page.path == "-"


def test_open_text_and_format_by_name():
    assert [ref.id for ref in pages.load(io.StringIO(CITATION), format="text")] == ["okafor2009"]
    with pytest.raises(InputError, match="unknown"):
        pages.load(io.StringIO(CITATION), format="papyrus")


def test_json_lines_of_registry_records_are_records(tmp_path):
    path = tmp_path / "works.jsonl"
    path.write_text(
        '{"DOI": "10.5555/jvs.1", "title": ["Venous drainage and doubt"], "type": "journal-article"}\n',
        encoding="utf-8",
    )
    assert [ref.text("DOI") for ref in pages.load(path)] == ["10.5555/jvs.1"]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        (f"References\n\n  1. {CITATION}", "text", (3, 6)),
        (f"## References\n\n- {CITATION}", "markdown", (3, 3)),
        (f"## References\n\n[1] {CITATION}", "markdown", (3, 5)),
        (f"<ol>\n <li>{CITATION}</li></ol>", "html", (2, 6)),
        (f"<p>[1] {CITATION}</p>", "html", (1, 8)),
        (f"<p>\n  <b>{CITATION}</b></p>", "html", (2, 6)),
    ],
)
def test_a_mention_begins_where_its_first_author_stands(text, kind, place):
    location = pages.read(text, kind).references[0].mention.location
    assert (location.line, location.column) == place


def test_a_page_without_a_name_is_told_by_what_it_holds():
    markdown = (ROOT / "examples/ccsvi-page.md").read_text("utf-8")
    assert [r.type for r in pages.load(io.StringIO(markdown))] == ["article-journal"] * 4
    assert [r.id for r in pages.load(io.StringIO((ROOT / "examples/ccsvi-page.html").read_text("utf-8")))] == [
        r.id for r in pages.load(io.StringIO(markdown))
    ]


def test_the_citation_of_an_r_package_is_refused_with_what_to_do(tmp_path):
    file = tmp_path / "CITATION"
    file.write_text('# how to cite\nbibentry(\n  bibtype = "Manual",\n  title = "moor: Tools for Moors"\n)\n')
    with pytest.raises(InputError, match="toBibtex"):
        pages.load(file)
