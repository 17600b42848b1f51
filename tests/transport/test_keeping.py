"""What is kept between runs: private, and read row by row."""

import json
import os
import pwd
import sqlite3
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from ccsvi_refs.transport import keeping
from ccsvi_refs.transport.answers import Answers


def kept(folder, question="q"):
    """Return the answer that is recalled, and close."""
    answers = Answers(folder)
    try:
        found = answers.recall(question)
        return found.value if found else None
    finally:
        answers.close()


def filled(folder):
    answers = Answers(folder)
    answers.remember("q", {"title": "A"}, found=True)
    answers.close()
    assert kept(folder) == {"title": "A"}
    return folder


def changed(folder, value):
    rows = sqlite3.connect(folder / "answers.sqlite")
    with rows:
        rows.execute("update responses set value = ?", (value,))
    rows.close()


GOOD = {"asked": "2026-11-01T00:00:00+00:00", "found": True, "answer": {}}


@pytest.mark.parametrize(
    "value",
    [
        "[]", "{}", "null", "5", "", "{", "[" * 100_000, b"\xff\x00", 7, None,
        json.dumps(GOOD | {"asked": "9999-12-31T23:59:59+00:00"}),
        json.dumps(GOOD | {"asked": "0001-01-01T00:00:00+23:59"}),
        json.dumps(GOOD | {"asked": "2026-11-01T00:00:00"}),
        json.dumps(GOOD | {"asked": []}),
        json.dumps(GOOD | {"asked": 10**400}),
        json.dumps(GOOD | {"more": 1}),
    ],
)  # fmt: skip
def test_a_row_of_another_shape_is_as_good_as_none(tmp_path, value):
    changed(filled(tmp_path), value)
    assert kept(tmp_path) is None


def test_the_folder_and_its_files_are_the_users_alone(tmp_path):
    old = os.umask(0)
    try:
        folder = tmp_path / "new" / "cache"
        answers = Answers(folder)
        answers.remember("q", 1, found=True)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}
        answers.close()
    finally:
        os.umask(old)
    assert modes.pop("cache") == 0o700
    assert set(modes.values()) == {0o600}


def test_a_database_that_others_could_read_is_made_private(tmp_path):
    (filled(tmp_path) / "answers.sqlite").chmod(0o644)
    assert kept(tmp_path) == {"title": "A"}
    assert stat.S_IMODE((tmp_path / "answers.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["cache", "docs/cache", "."])
def test_a_database_inside_a_checkout_is_not_believed(tmp_path, caplog, place):
    folder = filled(tmp_path / "repo" / place)
    (tmp_path / "repo" / ".git").mkdir()
    assert kept(folder) is None
    assert "it lies in the checkout" in caplog.text
    (tmp_path / "link").symlink_to(folder)
    assert kept(tmp_path / "link") is None


def test_a_link_in_a_checkout_is_not_followed_out_of_it(tmp_path):
    filled(tmp_path / "cache")
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "cache").symlink_to(tmp_path / "cache")
    assert kept(tmp_path / "repo" / "cache") is None


def test_what_a_checkout_keeps_of_itself_comes_with_no_commit(tmp_path):
    assert kept(filled(tmp_path / "repo" / ".git" / "ccsvi-refs")) == {"title": "A"}


def test_what_another_kind_of_checkout_would_keep_may_come_with_a_commit(tmp_path):
    folder = filled(tmp_path / "repo" / ".hg" / "cache")
    (tmp_path / "repo" / ".git").mkdir()
    assert kept(folder) is None


@pytest.mark.parametrize("is_home", [True, False])
def test_the_default_folder_is_believed_where_the_checkout_is_the_users_own_home(tmp_path, monkeypatch, is_home):
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(keeping, "default_directory", lambda: tmp_path / "cache")
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_dir=str(tmp_path / ("" if is_home else "other"))))
    answers = Answers(None)
    answers.remember("q", 1, found=True)
    answers.close()
    assert kept(None) == (1 if is_home else None)


def test_another_users_database_is_not_believed(tmp_path, monkeypatch, caplog):
    filled(tmp_path)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert kept(tmp_path) is None
    assert "belongs to another user" in caplog.text


def test_what_another_user_put_beside_a_database_is_not_read_into_it(tmp_path):
    if os.geteuid():
        pytest.skip("only root can give files away")
    (filled(tmp_path) / "answers.sqlite-wal").touch()
    os.chown(tmp_path / "answers.sqlite-wal", 65534, 65534)
    assert kept(tmp_path) is None


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_file_is_not_opened(tmp_path, make):
    make(tmp_path / "answers.sqlite")
    assert kept(tmp_path) is None


@pytest.mark.parametrize(
    "planted",
    [
        "create view responses as with recursive n(i) as (select 1 union all select i from n) select i key, '' value, 0 expires from n",
        "create table responses (key, value)",
        "create table responses (key, value, expires);"
        "create trigger t after insert on responses begin insert into responses values (random(), 1, 1); end",
    ],
)
def test_a_planted_database_is_set_aside(tmp_path, planted):
    rows = sqlite3.connect(tmp_path / "answers.sqlite")
    rows.executescript(planted)
    rows.close()
    filled(tmp_path)
    assert (tmp_path / "answers.damaged").exists()
