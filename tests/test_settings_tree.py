"""Who may set what: a file found in the tree, a file that is named, the environment."""

import datetime
import os
import time
from pathlib import Path

import pytest

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import IgnoredLink, LinkSettings, Settings, tree


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return tmp_path / "repo"


def written(folder: Path, text: str, name: str = "ccsvi-refs.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


OWNERS = [
    *(f'{name.replace("_", "-")} = "http://127.0.0.1:1/steal"' for name in Settings.__dataclass_fields__ if name.endswith("_url")),
    'crossref_url = "http://127.0.0.1:1/steal"',
    'ncbi-api-key = "mine"',
    'openalex-api-key = "mine"',
    's2-api-key = "mine"',
    "allow-private = true",
    "allow_private = true",
    'cache-dir = "../elsewhere"',
    'mirror = "."',
    "timeout = 1e6",
    "deadline = 1e7",
]  # fmt: skip


@pytest.mark.parametrize("line", OWNERS)
def test_a_file_in_the_tree_cannot_say_where_requests_go_or_what_they_carry(checkout, line):
    path = written(checkout, line + '\nmailto = "a@example.org"\n')
    found = tree.found(checkout)
    assert found.settings == Settings(mailto="a@example.org")
    assert len(found.refused) == 1
    assert f"{path}: {line.split(' ')[0]} " in found.refused[0]
    assert tree.named(path) != Settings(mailto="a@example.org")


def test_every_setting_of_a_place_or_a_secret_is_the_owners():
    for name, field in Settings.__dataclass_fields__.items():
        text = str(field.type)
        owners = name.endswith(("_url", "_key", "_dir", "_token")) or name in ("mirror", "allow_private")
        placed = text.startswith("Path") and name != "baseline"  # which may lie in the tree, and nowhere else
        assert owners == (text in ("Address", "Secret") or placed or name == "allow_private"), name


def test_what_concerns_the_pages_may_be_set_in_the_tree(checkout):
    written(
        checkout,
        '[tool.ccsvi-refs.links]\nspacing = 2\nbaseline = "known.json"\n'
        'ignore = [{url = "https://a.example/*", reason = "r", until = 2027-01-31}]\n',
        "pyproject.toml",
    )
    entry = IgnoredLink("https://a.example/*", "r", datetime.date(2027, 1, 31))
    expected = LinkSettings(spacing=2.0, baseline=checkout / "known.json", ignore=(entry,))
    assert tree.found(checkout / "docs") == tree.Found(Settings(links=expected))


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('ignore = [{url = "*", reason = "r"}]', "until"),
        ('ignore = [{url = "*", reason = "r", until = ""}]', "until"),
        ('baseline = "../known.json"', "leads out"),
        ('baseline = "/etc/known.json"', "leads out"),
        ('baseline = "out/known.json"', "leads out"),
        ("deadline = 1e8", "at most 3600"),
        ("concurrency = 5000", "at most 32"),
        ("second_look = 900", "at most 60"),
    ],
)
def test_what_has_no_end_or_leads_out_of_the_tree_is_refused(checkout, line, named):
    (checkout / "out").symlink_to(checkout.parent)
    written(checkout, f"[links]\n{line}\n")
    found = tree.found(checkout)
    assert found.settings == Settings()
    assert len(found.refused) == 1
    assert named in found.refused[0]


def test_a_baseline_may_lie_anywhere_in_the_checkout(checkout):
    written(checkout / "docs", '[links]\nbaseline = "../known.json"\n')
    found = tree.found(checkout / "docs")
    assert found.refused == ()
    assert found.settings.links.baseline == checkout / "docs" / ".." / "known.json"


@pytest.mark.parametrize("mark", [".git", ".hg", ".jj", ".svn"])
def test_the_search_ends_at_the_root_of_the_checkout(tmp_path, mark):
    written(tmp_path, 'mailto = "above@example.org"\n')
    inner = tmp_path / "repo" / "docs"
    inner.mkdir(parents=True)
    assert tree.found(inner).settings.mailto == "above@example.org"
    (tmp_path / "repo" / mark).write_text("gitdir: elsewhere\n")
    assert tree.found(inner) == tree.Found(Settings())


def test_a_file_of_another_user_ends_the_search(tmp_path, monkeypatch):
    written(tmp_path, 'mailto = "above@example.org"\n')
    inner = written(tmp_path / "shared", 'mailto = "other@example.org"\n').parent
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    found = tree.found(inner)
    assert found.settings == Settings()
    assert f"belongs to another user ({mine})" in found.refused[0]
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", str(mine))
    assert tree.found(inner).settings.mailto == "other@example.org"


def test_another_users_file_that_is_not_about_us_is_nothing(tmp_path, monkeypatch):
    written(tmp_path, "[tool.other]\nbroken", "pyproject.toml")
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert tree.found(tmp_path) == tree.Found(Settings())


def test_a_link_out_of_the_tree_is_not_followed(checkout):
    elsewhere = written(checkout.parent, 'mailto = "a@example.org"\n', "elsewhere.toml")
    (checkout / "ccsvi-refs.toml").symlink_to(elsewhere)
    assert "a link that leads elsewhere" in tree.found(checkout).refused[0]
    assert tree.found(checkout).settings == Settings()


def test_a_fifo_is_not_waited_for(checkout):
    os.mkfifo(checkout / "ccsvi-refs.toml")
    assert "no regular file" in tree.found(checkout).refused[0]
    with pytest.raises(SettingsError, match="no regular file"):
        tree.named(checkout / "ccsvi-refs.toml")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a = " + "[" * 100_000, "too deeply"),
        ("#" + "x" * 2_000_000, "larger than"),
        ("a = ", "ccsvi-refs.toml"),
        ("colour = 1", "unknown setting 'colour'"),
        ("links = 1", "links: expected a table"),
        ("[[links.ignore]]\nuntil = 5\n", "until: expected a date"),
    ],
)
def test_a_senseless_file_is_named(checkout, text, wrong):
    written(checkout, text)
    with pytest.raises(SettingsError, match=wrong):
        tree.found(checkout)


def test_a_project_file_of_another_shape_is_no_crash(checkout):
    written(checkout, "tool = 5\n", "pyproject.toml")
    assert tree.found(checkout) == tree.Found(Settings())
    written(checkout, "[tool]\nccsvi-refs = 5\n", "pyproject.toml")
    with pytest.raises(SettingsError, match="expected a table"):
        tree.found(checkout)


def test_a_named_file_is_believed(tmp_path):
    own = written(tmp_path, 'crossref-url = "http://127.0.0.1:1"\nallow-private = true\n', "any.toml")
    assert tree.named(own) == Settings(crossref_url="http://127.0.0.1:1", allow_private=True)
    project = written(tmp_path, '[tool.ccsvi-refs]\ncache-dir = "/c"\n', "pyproject.toml")
    assert tree.named(project) == Settings(cache_dir="/c")
    with pytest.raises(SettingsError, match="no such file"):
        tree.named(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a." * 50_000 + "b = 1\n", "nested too deeply"),
        ('"a" . ' * 50_000 + "b = 1\n", "nested too deeply"),
        ("[" + "a." * 50_000 + "b]\n", "nested too deeply"),
        ("timeout = " + "9" * 5000 + "\n", "digits"),
    ],
    ids=["parts", "quoted parts", "a table's parts", "a number"],
)
def test_a_key_or_number_without_end_costs_nothing(checkout, text, wrong):
    written(checkout, text)
    started = time.process_time()
    with pytest.raises(SettingsError, match=wrong):
        tree.found(checkout)
    assert time.process_time() - started < 1


def test_a_baseline_with_a_null_in_its_name_is_not_taken(checkout):
    written(checkout, 'baseline = "a\\u0000b"\nlinks.baseline = "\\u0000"\n')
    found = tree.found(checkout)
    assert found.settings == Settings()
    assert [sentence.count("no file can have this name") for sentence in found.refused] == [1, 1]


def test_dots_in_addresses_are_no_depth(checkout):
    hosts = ", ".join(f'"https://a.b.c.d.e.example/{"x." * 60}{n}"' for n in range(3))
    written(checkout, f"links.ignore = [{{url = {hosts.split(', ')[0]}, reason = 'r', until = 2099-01-01}}]\n")
    assert len(tree.found(checkout).settings.links.ignore) == 1


def test_a_projects_settings_beside_a_file_of_ours_are_not_passed_over_in_silence(checkout):
    ours = written(checkout, "timeout = 7\n")
    project = written(checkout, "[tool.ccsvi-refs]\ntimeout = 8\n", "pyproject.toml")
    found = tree.found(checkout)
    assert found.settings.timeout == 7
    (sentence,) = found.refused
    assert str(ours) in sentence
    assert str(project) in sentence
    for other in ("[tool.ccsvi-refs]\n", '[project]\ndependencies = ["ccsvi-refs"]\n', "[tool.ccsvi-refs\n"):
        project.write_text(other, "utf-8")
        assert tree.found(checkout) == tree.Found(Settings(timeout=7))
