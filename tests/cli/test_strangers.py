"""The command in a checkout that a stranger has changed."""

import json
import re

import pytest

from ccsvi_refs.cli import run
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.formats import WRITERS
from ccsvi_refs.rendering import TARGETS
from ccsvi_refs.reports import AUDIT_FORMATS
from ccsvi_refs.settings import Settings
from tests.conftest import ROOT

STEAL = """\
eutils-url = "http://127.0.0.1:1/steal"
crossref-url = "http://127.0.0.1:1/steal"
allow-private = true
cache-dir = "../elsewhere"
"""


@pytest.fixture
def ask(tmp_path, monkeypatch, capfdbinary):
    """Return a function that runs the command in an empty folder and returns its status and both outputs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def runs(*arguments):
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return runs


def test_a_strangers_settings_send_the_key_nowhere_and_open_no_network(ask, tmp_path, monkeypatch):
    (tmp_path / "ccsvi-refs.toml").write_text(STEAL, "utf-8")
    monkeypatch.setenv("CCSVI_REFS_NCBI_API_KEY", "hush")
    assert settings() == Settings(ncbi_api_key="hush")
    _, _, err = ask("audit", "ccsvi", "--offline")
    for name in ("eutils-url", "crossref-url", "allow-private", "cache-dir"):
        assert f"ccsvi-refs.toml: {name} is not taken from a file in the tree" in err
    assert "hush" not in err


def test_a_named_file_is_believed_and_the_one_in_the_tree_not_read(ask, tmp_path):
    (tmp_path / "ccsvi-refs.toml").write_text("colour = 1", "utf-8")
    (tmp_path / "mine.toml").write_text(STEAL, "utf-8")
    assert ask("audit", "ccsvi", "--offline")[0] == 2
    for command in (["audit", "ccsvi"], ["links", "ccsvi"], ["resolve", "ccsvi"]):
        status, _, err = ask(*command, "--offline", "--config", "mine.toml")
        assert status != 2
        assert "is not taken" not in err
        assert "colour" not in err
    assert ask("audit", "ccsvi", "--config", "none.toml")[0] == 2


NASTY = "::stop-commands::tok \x1b]0;x\x07 ##[add-mask]e \u202egnp.\u2066 \x9b31m \u2028::error::y \x00"


def items(tmp_path, **fields):
    item = {"id": f"k\n{NASTY}", "type": "book", "title": f"A {NASTY}\n::error::z", "author": [{"literal": NASTY}]}
    path = tmp_path / "items.json"
    path.write_text(json.dumps([item | {"URL": f"http://127.0.0.1/{NASTY}", "publisher": NASTY} | fields]), "utf-8")
    return path


def page(tmp_path):
    path = tmp_path / f"p\n{NASTY.replace(chr(0), '').replace('/', '')}.html"
    path.write_text(
        f'<h2>References</h2><ol><li id="a&#10;::error::x">{NASTY} Doe J. A ##[group]study. J X. 2001;1:1-2. '
        '<a href="http://127.0.0.1/&#10;::error::x">x</a></li><li>::error::x Roe P. B. J X. 2001;2:3.</li></ol>',
        "utf-8",
    )
    return path


COMMANDS = [
    *(["audit", "--no-links", "--format", form] for form in AUDIT_FORMATS),
    *(["links", "--format", form] for form in AUDIT_FORMATS),
    *(["render", "--style", "apa", "--to", to] for to in TARGETS),
    *(["convert", "--to", form] for form in WRITERS),
    *(["resolve", "--format", form] for form in ("text", "json", "jsonl")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("make", [items, page])
def test_nothing_printed_is_a_command(ask, tmp_path, monkeypatch, command, make):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    arguments = [command[0], make(tmp_path), *command[1:]]
    _, out, err = ask(*arguments, *([] if command[0] == "convert" else ["--offline"]))
    assert "internal error" not in err
    for char in "\x00\x07\x1b\x9b\u202e\u2066\u2028":
        assert char not in out + err
    meant = ("::error ", "::warning ", "::notice ") if "github" in command else ("\0",)
    for line in (out + err).split("\n"):
        assert "##[" not in line
        assert not line.strip().startswith("::") or line.startswith(meant)


@pytest.mark.parametrize(
    "arguments",
    [["audit", "x\n::error::missing.md"], ["audit", "--no\n::error::x"], ["audit", "x", "--format", "y\n::error::z\x1b"],
     ["\n::error::x"], ["render", "ccsvi", "--style", "x\n::error::y"], ["styles", "q\n::error::\x1b"]],
)  # fmt: skip
def test_nothing_complained_about_is_a_command(ask, monkeypatch, arguments):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    status, out, err = ask(*arguments)
    assert status in (1, 2)
    assert err
    assert "\x1b" not in out + err
    assert not any(line.strip().startswith("::") for line in (out + err).split("\n"))


def test_what_the_library_logs_is_no_command_either(ask, monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    folder = tmp_path / "x\n::error::y"
    folder.write_text("a file where a folder should be")
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(folder))
    _, _, err = ask("links", "ccsvi", "--offline")
    assert "cannot be used" in err
    assert not any(line.startswith("::") for line in err.split("\n"))


def test_half_a_character_is_refused_where_it_comes_in(ask, tmp_path):
    (tmp_path / "a.json").write_text(
        '[{"id":"a","type":"book","title":"\\ud800 A"},{"id":"b","title":"\\ud83d\\ude00"}]'
    )
    for form in WRITERS:
        status, out, err = ask("convert", "a.json", "--to", form)
        assert status == 1
        assert "a.json:1:2: holds half a character" in err
        assert "\ufffd A" in out
    (tmp_path / "a.jsonl").write_text('{"id":"a","text":"\\ud800 Doe J. A study. J X. 2001;1:1-2."}\n')
    assert ask("extract", "a.jsonl", "--to", "csl-yaml")[0] == 0


def test_an_output_does_not_follow_a_link_that_came_with_the_checkout(ask, tmp_path):
    (tmp_path / "victim.txt").write_text("mine")
    repo = tmp_path / "repo"
    (repo / ".git").mkdir(parents=True)
    (repo / "out.sarif").symlink_to("../victim.txt")
    (repo / "folder").symlink_to("..")
    (repo / "config").symlink_to(".git/config")
    for output in ("out.sarif", "folder/victim.txt", "config"):
        status, _, err = ask("audit", "ccsvi", "--offline", "--output", repo / output)
        assert status == 2
        assert "not written" in err
    status, _, err = ask("links", "ccsvi", "--offline", "--write-baseline", repo / "out.sarif")
    assert status == 2
    assert (tmp_path / "victim.txt").read_text() == "mine"
    assert not (repo / ".git" / "config").exists()
    (tmp_path / "elsewhere").mkdir()
    assert ask("audit", "ccsvi", "--offline", "--fail-on", "never", "--output", tmp_path / "elsewhere" / "r")[0] == 0
    assert ask("audit", "ccsvi", "--offline", "--fail-on", "never", "--output", repo / "new.txt")[0] == 0
    assert ask("audit", "ccsvi", "--offline", "--fail-on", "never", "--output", "/dev/null")[0] == 0


def test_a_name_after_two_dashes_is_no_option(ask, tmp_path):
    (tmp_path / "--output=README.md").write_text("Doe J. A study. J X. 2001;1:1-2.\n")
    (tmp_path / "README.md").write_text("mine")
    status, _, err = ask("audit", "--offline", "--no-links", "--from", "text", "--", "--output=README.md")
    assert status == 0, err
    assert (tmp_path / "README.md").read_text() == "mine"


@pytest.mark.parametrize("named", ["docs/page.md", "docs", "docs/*.md"])
def test_a_link_out_of_the_checkout_is_not_read(ask, tmp_path, monkeypatch, named):
    (tmp_path / "environ").write_text("References\n\nCCSVI_REFS_NCBI_API_KEY=hush Doe J. A. J X. 2001;1:1-2.\n")
    (tmp_path / "repo" / "docs").mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "repo" / "docs" / "page.md").symlink_to("../../environ")
    monkeypatch.chdir(tmp_path / "repo")
    status, out, err = ask("audit", named, "--offline", "--no-links", "--format", "json")
    assert status == 2
    assert "page.md: is not read: a link leads out of" in err
    assert "hush" not in out + err


def test_paths_come_after_two_dashes_in_the_action_and_the_hooks():
    script = (ROOT / "ci/check.sh").read_text("utf-8")
    calls = [line for line in script.splitlines() if '"$COMMAND"' in line]
    assert calls
    assert all(' -- "${paths[@]}"' in line for line in calls)
    entries = [line for line in (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8").splitlines() if "entry:" in line]
    assert entries
    assert all(line.endswith(" --") for line in entries)


def test_actions_are_pinned_by_commit():
    for path in (ROOT / "action.yml", *(ROOT / "docs").rglob("*.md")):
        for used in re.findall(r"uses: (actions/\S+)", path.read_text("utf-8")):
            assert re.search(r"@[0-9a-f]{40}$", used), (path, used)
