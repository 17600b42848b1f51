"""Mistakes at the prompt: each is answered with the way out of it, before anything is done."""

import json

import pytest

from ccsvi_refs import cli
from ccsvi_refs.cli.sources import expand

ENTRY = "Nielsen J. Harp strings under arctic conditions. J Tests 2015;8(1):133-41."
PAGE = f"# References\n\n1. {ENTRY}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    (tmp_path / "über uns – Quellen.md").write_text(PAGE, "utf-8")
    return tmp_path


def said(capfd, *words):
    """Return the status of a command, and its messages with blanks for line ends."""
    status = cli.run([str(word) for word in words])
    return status, " ".join(capfd.readouterr().err.split())


@pytest.mark.parametrize(
    ("given", "way_out"),
    [
        ("www.example.org/page.md", "if it is a page's address: https://www.example.org/page.md"),
        ("charity.example.org", "if it is a page's address: https://charity.example.org"),
        ("https:/example.org/x", "did you mean the address https://example.org/x?"),
        ("htp://example.org/x", "did you mean the address https://example.org/x?"),
        ("HTTPS//example.org/x", ""),
        ("file:///tmp/my%20page.md", "name a file by its path: /tmp/my page.md"),
        ("pge.md", "did you mean page.md?"),
        ("Page.htm", "did you mean page.md?"),
        ("nothing.docx", ""),
        ("a\0b", ""),
    ],
)
def test_an_address_without_its_scheme_was_no_such_file(given, way_out):
    names, [error] = expand([given])
    assert names == []
    assert error.message == (f"no such file; {way_out}" if way_out else "no such file")


def test_a_name_with_blanks_was_several_missing_files(capfd):
    status, messages = said(capfd, "audit", "über", "uns", "–", "Quellen.md", "page.md", "--offline")
    assert status == 2
    assert 'Quellen.md: no such file; a name with blanks goes into quotes: "über uns – Quellen.md"' in messages
    assert "page.md: no such file" not in messages


def test_a_folder_of_word_documents_held_no_page(folder):
    for name in ("a.docx", "b.odt", "c.rtf", "d.qmd", "e.tex", "f.ipynb", "g.png", "h.pdf"):
        (folder / "texts" / name).parent.mkdir(exist_ok=True)
        (folder / "texts" / name).write_bytes(b"x")
    names, errors = expand(["texts"])
    assert [name[-6:] for name in names] == ["a.docx", "/b.odt", "/c.rtf", "/d.qmd", "/e.tex", ".ipynb"]
    assert errors == []


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), "holds no page and no bibliography, nor any other file"),
        (("a.png", "b.PNG", "c.mp3"), "but 2 .png, 1 .mp3; name a file itself to hear what can be done"),
        (("a.png", "b.json"), "but 1 .png, 1 .json; --include '*.json' reads those, too"),
    ],
)
def test_a_folder_without_pages_says_what_it_holds(folder, names, told):
    (folder / "held").mkdir()
    for name in names:
        (folder / "held" / name).touch()
    _names, [error] = expand(["held"])
    assert error.message.endswith(told)


def test_a_file_or_an_option_in_the_place_of_the_command(capfd):
    assert said(capfd, "über uns – Quellen.md")[1].endswith("To check it: ccsvi-refs audit über uns – Quellen.md")
    status, messages = said(capfd, "--offline", "audit", "page.md")
    assert status == 2
    assert messages.endswith("Options go behind the command: ccsvi-refs audit page.html --offline")


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("no/such/report.html", "there is no folder 'no/such': make it first"),
        (".", "'.' is a folder: name a file in it"),
        ("report.pdf", "no report is written as .pdf: --output report.html opens and prints anywhere"),
    ],
)
def test_an_output_that_cannot_be_was_refused_after_the_whole_run(capfd, monkeypatch, output, told):
    monkeypatch.setattr("ccsvi_refs.cli.inputs.read_all", lambda *_, **__: pytest.fail("the page was read"))
    status, messages = said(capfd, "audit", "page.md", "--offline", "--output", output)
    assert status == 2
    assert told in messages


def test_a_long_run_began_before_its_output_was_seen_to_have_no_folder(folder, capfd):
    (folder / "all.jsonl").write_text(json.dumps({"id": "a", "text": ENTRY}) + "\n", "utf-8")
    status, messages = said(capfd, "bulk", "resolve", "all.jsonl", "--output", "no/such.jsonl", "--offline")
    assert status == 2
    assert "there is no folder 'no': make it first" in messages


def test_a_report_named_html_was_text(folder):
    audit = ["audit", "page.md", "--offline", "--no-links", "--output"]
    assert cli.run([*audit, "report.html"]) == 0
    assert (folder / "report.html").read_text("utf-8").lstrip().startswith("<!doctype html>")
    assert cli.run([*audit, "report.json"]) == 0
    assert "findings" in json.loads((folder / "report.json").read_text("utf-8"))
    assert cli.run([*audit, "report.html", "--format", "text"]) == 0
    assert (folder / "report.html").read_text("utf-8").lstrip().startswith("1. ")
    assert cli.run([*audit, "report"]) == 0
    assert (folder / "report").read_text("utf-8").lstrip().startswith("1. ")


def test_a_folder_as_style_was_no_style_of_that_name(capfd):
    assert ".: is a folder; name a .csl file in it" in said(capfd, "render", "page.md", "--style", ".")[1]
    assert "--style apa or vancouver" in said(capfd, "render", "page.md")[1]
    assert "Choose one of bibtex, biblatex, csl-json" in said(capfd, "convert", "page.md")[1]


def test_a_document_with_a_password_was_an_old_one_to_be_saved_as_what_it_is(folder, capfd):
    streams = "".join(("EncryptionInfo", "\0" * 40, "EncryptedPackage")).encode("utf-16-le")
    (folder / "secret.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + streams + bytes(900))
    assert (
        "is an office document with a password, which is not read: take the password off"
        in said(capfd, "audit", "secret.docx")[1]
    )


def test_fixing_a_folder_stopped_at_what_is_only_read(folder, capfd):
    (folder / "texts").mkdir()
    (folder / "texts/a.md").write_text(PAGE, "utf-8")
    (folder / "texts/b.rtf").write_text(r"{\rtf1 Nothing}", "utf-8")
    status, messages = said(capfd, "fix", "texts", "--offline")
    assert status == 0
    assert "b.rtf: left out: rtf is read, but not written back" in messages
    status, messages = said(capfd, "fix", "texts/b.rtf", "--offline")
    assert status == 2
    assert "not written back; save it as .docx and name that; what can be are" in messages


def test_an_item_of_a_list_that_is_no_work_was_passed_over_without_a_word(folder, capfd):
    (folder / "notes.md").write_text(f"{PAGE}2. Nielsen 2015, p. 134.\n", "utf-8")
    assert cli.run(["audit", "notes.md", "--offline", "--no-links", "--quiet"]) == 0
    assert "1 item of lists taken for no work: 2." in capfd.readouterr().out
    for form, said in (
        ("json", '"text": "Nielsen 2015, p. 134."'),
        ("markdown", "1 item of lists taken for no work: 2."),
        ("html", "1 item of the list taken for no work"),
    ):
        cli.run(["audit", "notes.md", "--offline", "--no-links", "--format", form])
        assert said in capfd.readouterr().out


def test_a_page_without_citations_by_key_was_printed_as_if_it_had_some(capfd):
    status, messages = said(capfd, "cite", "page.md", "--style", "apa")
    assert status == 0
    assert messages == "ccsvi-refs: page.md: no citation by a key, such as [@key, p. 3], was found"
