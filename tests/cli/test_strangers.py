"""The command in a checkout that a stranger has changed."""

import pytest

from ccsvi_refs.cli import run
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.settings import Settings

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
