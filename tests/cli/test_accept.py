"""``accept``: the finding has to be there, the date to be sound, and whatever else stands in the settings stays."""

import datetime
import tomllib

import pytest

from ccsvi_refs.cli import run

PAGE = "# References\n\n[1] Nielsen J. Harp strings. J Tests 2011:7(2):33-41. doi:10.1000/harp\n"
MATTER = """\
# what we are
[project]
name = "x"   # kept

[tool.ccsvi-refs.rules]
no-identifier = "off"  # we know

[tool.other]
a = [1,2,   3]
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.md").write_text(PAGE)


@pytest.fixture
def accept(capfdbinary):
    def runs(*arguments, reason="On purpose.", until="2099-12-31"):
        status = run(["accept", *arguments, "--reason", reason, "--until", until, "page.md", "--registry", "none"])
        return status, capfdbinary.readouterr().err.decode()

    return runs


def audited(capfdbinary):
    status = run(["audit", "page.md", "--registry", "none", "--fail-on", "warning"])
    return status, capfdbinary.readouterr().out.decode()


def test_a_finding_that_is_accepted_fails_no_more_and_the_file_keeps_its_rest(accept, capfdbinary, tmp_path):
    (tmp_path / "pyproject.toml").write_text(MATTER)
    assert audited(capfdbinary)[0] == 1
    assert accept("nielsen2011", "separator-slip")[0] == 0
    text = (tmp_path / "pyproject.toml").read_text()
    assert all(line in text for line in MATTER.splitlines())
    assert tomllib.loads(text)["tool"]["ccsvi-refs"]["accept"] == [
        {"rule": "separator-slip", "reference": "nielsen2011", "path": "page.md", "reason": "On purpose.",
         "until": datetime.date(2099, 12, 31)}
    ]  # fmt: skip
    assert audited(capfdbinary)[0] == 0


def test_the_same_again_is_refused_and_another_end_takes_the_place_of_the_first(accept, tmp_path):
    assert accept("nielsen2011", "separator-slip")[0] == 0
    before = (tmp_path / "ccsvi-refs.toml").read_text()
    status, said = accept("nielsen2011", "separator-slip")
    assert (status, (tmp_path / "ccsvi-refs.toml").read_text()) == (2, before)
    assert "accepted already" in said
    status, said = accept("nielsen2011", "separator-slip", until="2099-06-30")
    assert status == 0
    assert "was until 2099-12-31" in said
    (entry,) = tomllib.loads((tmp_path / "ccsvi-refs.toml").read_text())["accept"]
    assert entry["until"] == datetime.date(2099, 6, 30)


@pytest.mark.parametrize("text", ['accept = [{ rule = "retracted", reference = "a", reason = "b", until = 2099-01-01 }]\n',
                                  '[[accept]]\nrule = "retracted"\nreference = "a"\nreason = "b"\nuntil = 2099-01-01\n\n[links]\nprobe = false\n'])  # fmt: skip
def test_a_list_of_either_spelling_is_added_to(accept, tmp_path, text):
    (tmp_path / "ccsvi-refs.toml").write_text(text)
    assert accept("nielsen2011", "separator-slip")[0] == 0
    written = tomllib.loads((tmp_path / "ccsvi-refs.toml").read_text())
    assert [each["rule"] for each in written["accept"]] == ["retracted", "separator-slip"]
    assert written.get("links") == tomllib.loads(text).get("links")


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        (("nielsen2011", "separator-slap"), {}, "did you mean separator-slip"),
        (("nielsen2012", "separator-slip"), {}, "separator-slip is about nielsen2011"),
        (("nielsen2011", "retracted"), {}, "nielsen2011 has separator-slip"),
        (("nielsen2011", "separator-slip"), {"until": "2020-01-01"}, "has passed"),
        (("nielsen2011", "separator-slip"), {"until": "soon"}, "expected a date"),
        (("nielsen2011", "separator-slip"), {"until": "2099-02-30"}, "expected a date"),
        (("nielsen2011", "separator-slip"), {"reason": "  "}, "needs one"),
    ],
)
def test_what_is_not_found_or_not_sound_is_refused_and_nothing_is_written(accept, tmp_path, arguments, options, said):
    status, told = accept(*arguments, **options)
    assert status == 2
    assert said in told
    assert not (tmp_path / "ccsvi-refs.toml").exists()


SPLIT = "[tool.ccsvi-refs.rules]\ncorrected = 'off'\n\n[project]\nname = 'x'\n\n[tool.ccsvi-refs.links]\nprobe = false\n\n[tool.z]\n"


@pytest.mark.parametrize("text", [MATTER, SPLIT, MATTER.replace("\n", "\r\n"), "[tool]\nruff = {x = 1}\n", "[tool.ccsvi-refs]\n",
                                  "tool.ccsvi-refs.mailto = ''\n", "", "# alone"])  # fmt: skip
def test_in_whatever_shape_the_project_file_is_nothing_else_changes(accept, tmp_path, text):
    path = tmp_path / "pyproject.toml"
    path.write_bytes(text.encode())
    status, said = accept("nielsen2011", "separator-slip")
    written = path.read_bytes().decode()
    if status:
        assert "by hand" in said
        assert written == text
    else:
        assert tomllib.loads(written)["tool"]["ccsvi-refs"]["accept"][0]["rule"] == "separator-slip"
        assert all(line in written for line in text.splitlines(keepends=True))
        assert ("\r\n" in written) == ("\r\n" in text)


def test_a_settings_file_that_is_no_toml_is_told_and_left(accept, tmp_path):
    (tmp_path / "ccsvi-refs.toml").write_text("[[accept]\n")
    status, said = accept("nielsen2011", "separator-slip")
    assert (status, (tmp_path / "ccsvi-refs.toml").read_text()) == (2, "[[accept]\n")
    assert "ccsvi-refs.toml" in said


def test_a_key_with_the_marks_of_a_pattern_is_accepted_as_it_is(capfdbinary, tmp_path):
    (tmp_path / "refs.bib").write_text("@article{a*b?, title={Harp}, author={Nielsen, J}, doi={10.1/}}\n")
    arguments = ["--reason", "r", "--until", "2099-01-01", "refs.bib", "--registry", "none"]
    assert run(["accept", "a*b?", "malformed-identifier", *arguments]) == 0
    capfdbinary.readouterr()
    assert run(["audit", "refs.bib", "--registry", "none"]) == 0


def test_where_nobody_could_be_asked_it_is_not_said_that_there_is_no_such_finding(capfdbinary):
    status = run(
        ["accept", "nielsen2011", "retracted", "--reason", "r", "--until", "2099-01-01", "page.md", "--offline"]
    )
    assert status == 3
    assert "could not be checked" in capfdbinary.readouterr().err.decode()


def test_what_a_wider_entry_accepts_for_as_long_is_not_accepted_twice(accept, tmp_path):
    path = tmp_path / "ccsvi-refs.toml"
    path.write_text('[[accept]]\nrule = "separator-slip"\nreference = "niel*"\nreason = "r"\nuntil = 2099-06-30\n')
    before = path.read_text()
    assert accept("nielsen2011", "separator-slip", until="2099-06-01")[0] == 2
    assert path.read_text() == before
    assert accept("nielsen2011", "separator-slip", until="2099-12-31")[0] == 0
