"""Files that others name or bring are read within bounds."""

import os
import threading

import pytest

from ccsvi_refs import load
from ccsvi_refs.errors import InputError
from ccsvi_refs.files import contents, left


def test_a_device_without_an_end_is_no_file():
    for path in ("/dev/zero", "/dev/null", "/dev/urandom"):
        with pytest.raises(InputError, match="device or pipe"):
            contents(path)


def test_a_pipe_that_nobody_writes_into_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "page.md")
    found = []

    def read():
        with pytest.raises(InputError, match="device or pipe"):
            load(tmp_path / "page.md")
        found.append(True)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(60)  # who waits for a writer waits for ever; a busy machine may need long to load the readers
    assert found


def test_more_than_the_limit_is_refused_whatever_the_file_says_of_itself(tmp_path):
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    with pytest.raises(InputError, match="is larger than 32 MiB") as caught:
        load(path)
    assert caught.value.location.path == str(path)
    assert contents(__file__, 10_000)
    with pytest.raises(InputError, match="larger"):
        contents(__file__, 10)


@pytest.mark.parametrize(("make", "wrong"), [(lambda path: path.mkdir(), "directory"), (lambda path: None, "no such")])
def test_what_is_no_file_is_named(tmp_path, make, wrong):
    make(tmp_path / "x.md")
    with pytest.raises(InputError, match=wrong):
        contents(tmp_path / "x.md")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_is_an_error_with_the_name(name):
    assert left(name) is None
    with pytest.raises(InputError):
        contents(name)


def test_a_link_that_leads_out_of_the_checkout_is_told(tmp_path):
    repo = tmp_path / "repo"
    (repo / ".git").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("x")
    (repo / "page.md").write_text("x")
    (repo / "out.md").symlink_to("../secret.md")
    (repo / "in.md").symlink_to("page.md")
    (repo / "folder").symlink_to("..")
    assert left(repo / "out.md") == left(repo / "folder" / "secret.md") == repo
    assert left(repo / "in.md") is None
    assert left(repo / "page.md") is None
    assert left(tmp_path / "secret.md") is None
