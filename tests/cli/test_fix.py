"""``fix``: what it shows and writes, what it says of that, and its exit status."""

import json
import stat
import subprocess

import pytest

from ccsvi_refs.cli import run
from tests.service_data import work

HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", issue="1", page="133-141")
ENTRY = "Nielsen J. Harp strings under arctic conditions. J Tests 2015;8(1):133-41. doi:10.1000/harp"


@pytest.fixture
def ask(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "works.jsonl").write_text(json.dumps(HARP))

    def runs(*arguments):
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    assert runs("mirror", "build", "--crossref", "works.jsonl", "--output", "mirror")[0] == 0
    return lambda *arguments: runs("fix", "--registry", "mirror", "--mirror", "mirror", *arguments)


def page(tmp_path, text=f"# References\n\n1. {ENTRY}", name="page.md", encoding="utf-8"):
    (tmp_path / name).write_bytes(text.encode(encoding))
    return name


def test_a_diff_is_shown_that_can_be_applied_and_nothing_is_written(ask, tmp_path):
    text = f"Café\r\n\r\n# References\r\n\r\n1. {ENTRY}"
    status, out, err = ask(page(tmp_path, text, encoding="cp1252"))
    assert status == 1
    assert (tmp_path / "page.md").read_bytes() == text.encode("cp1252")
    assert out.startswith(b"--- a/page.md\n+++ b/page.md\n@@ ")
    assert out.count(b"\\ No newline at end of file\n") == 2
    assert (
        "page.md:5:4: to change: volume-differs nielsen2015: the volume is cited as 8, and registered as 7 [mirror, 20"
        in err
    )
    (tmp_path / "change.diff").write_bytes(out)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "change.diff"], check=True, capture_output=True)
    assert (tmp_path / "page.md").read_bytes() == text.replace(";8(", ";7(").encode("cp1252")
    assert ask("page.md")[:2] == (0, b"")


def test_a_file_is_written_whole_with_its_permissions_and_a_second_run_has_nothing_to_do(ask, tmp_path):
    name = page(tmp_path)
    (tmp_path / name).chmod(0o640)
    status, out, err = ask("--write", name)
    assert (status, out) == (0, b"")
    assert "changed: volume-differs" in err
    assert (tmp_path / name).read_text() == f"# References\n\n1. {ENTRY.replace(';8', ';7')}"
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640
    before = (tmp_path / name).stat()
    assert ask("--write", name) == (0, b"", "")
    assert (tmp_path / name).stat().st_ino == before.st_ino


def test_doubtful_corrections_are_named_and_are_no_clean_run(ask, tmp_path):
    name = page(tmp_path, f"# References\n\n1. {ENTRY.replace('arctic ', '').replace(';8', ';7')}")
    status, out, err = ask("--write", name)
    assert (status, out) == (1, b"")
    assert "doubtful, --unsafe makes it: title-differs" in err
    assert ask("--write", "--unsafe", name)[0] == 0
    assert "under arctic conditions" in (tmp_path / name).read_text()


def test_standard_input_is_shown_as_a_diff_or_written_to_standard_output(ask, tmp_path, monkeypatch):
    text = f"# References\r\n\r\n1. {ENTRY}\r\n".encode()
    for option, expected in (((), b"--- a/-\n"), (("--write",), text.replace(b";8(", b";7("))):
        (tmp_path / "given").write_bytes(text)
        with (tmp_path / "given").open() as given:
            monkeypatch.setattr("sys.stdin", given)
            status, out, _ = ask(*option, "-")
        assert out == expected if option else out.startswith(expected)
        assert status == (0 if option else 1)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "page.rtf",
            "page.rtf: rtf is read, but not written back; save it as .docx and name that; what can be are .bbl, .bib, ",
        ),
        ("ccsvi", "ccsvi: is no file that could be written back"),
        ("doi:10.1000/harp", "is no file that could be written back"),
        ("https://example.org/page.html", "is no file that could be written back"),
        ("nothing.md", "nothing.md: no such file"),
    ],
)
def test_what_cannot_be_written_back_is_refused(ask, tmp_path, name, said):
    page(tmp_path, "{\\rtf1 x}", "page.rtf")
    good = page(tmp_path)
    status, out, err = ask(good, name)
    assert status == 2
    assert said in err
    assert b";7(1)" in out


def test_an_unknown_rule_or_reference_is_wrong_usage(ask, tmp_path):
    name = page(tmp_path)
    assert ask("--rule", "no-references", name)[0] == 2
    status, _, err = ask("--reference", "nobody2000", name)
    assert status == 2
    assert "no INPUT has such a reference" in err
    assert ask("--reference", "nielsen2015", name)[0] == 1
    assert ask("--rule", "pages-differ", name) == (0, b"", "")


def test_a_file_behind_a_link_that_came_with_the_checkout_is_not_written(ask, tmp_path):
    (tmp_path / ".git").mkdir()
    name = page(tmp_path, name="real.md")
    (tmp_path / "link.md").symlink_to(name)
    before = (tmp_path / name).read_bytes()
    status, _, err = ask("--write", "link.md")
    assert status == 2
    assert "not written: it is or lies behind a link" in err
    assert (tmp_path / name).read_bytes() == before
    assert (tmp_path / "link.md").is_symlink()


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    from ccsvi_refs.cli.writing import replace_file
    from ccsvi_refs.errors import SettingsError

    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("new")
    with pytest.raises(SettingsError, match="changed since it was read"):
        replace_file(b"mine", "page.md", b"old")
    assert (tmp_path / "page.md").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]
