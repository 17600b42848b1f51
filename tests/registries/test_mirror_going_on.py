"""A mirror that is brought up to date, interrupted, killed, damaged, or on a disk that is full."""

import json
import os
import pickle
import random
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import tantivy

from ccsvi_refs.errors import InputError
from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import building, chunks, manifest
from tests.registries.mirror_files import article, articles, crossref, deleted, lines

#: Builds or updates in a process of its own, with a commit after every few records, and says when a chunk is done.
PROGRAM = """
import sys
from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import chunks
if __name__ == "__main__":
    what, folder, jobs, *files = sys.argv[1:]
    chunks._PIECES = 20
    told = lambda *_: print("chunk", flush=True)
    getattr(mirror, what)(folder, files, every=30, jobs=int(jobs), progress=told)
"""


def whole(folder: Path, numbers: range) -> None:
    """Hold that a mirror has these works, each once, and nothing else."""
    assert mirror.verify(folder).problems == ()
    opened = mirror.Mirror(folder)
    assert opened.info.records == len(numbers)
    assert [n for n in numbers if len(opened._index.having("key", f"crossref:10.5555/w{n}")) != 1] == []


def killed(what: str, folder: Path, jobs: int, *files: Path, after: int, later: float = 0.0) -> int:
    """Start a run, kill it with SIGKILL a little after so many chunks, and return the id of what was killed."""
    arguments = [sys.executable, "-c", PROGRAM, what, str(folder), str(jobs), *map(str, files)]
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, process_group=0
    ) as run:
        assert run.stdout
        for _ in range(after):
            run.stdout.readline()
        time.sleep(later)
        run.kill()
    return run.pid


class StoppedError(Exception):
    """What stops a build in the middle."""


def stop(*_: int) -> None:
    """Stop a build behind its first commit."""
    raise StoppedError


@pytest.mark.parametrize("after", [1, 2, 5])
def test_an_interrupted_build_goes_on_where_it_was_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(chunks, "_PIECES", 10)
    files = [lines(tmp_path / f"{n}.jsonl.gz", *map(crossref, range(n * 30, n * 30 + 30))) for n in range(3)]
    read: list[int] = []

    def stop(done: int, _: int) -> None:
        read.append(done)
        if len(read) == after:
            raise StoppedError

    with pytest.raises(StoppedError):
        mirror.build(tmp_path / "m", files, every=15, progress=stop)
    with pytest.raises(InputError, match="did not come to its end"):
        mirror.Mirror(tmp_path / "m")
    built = mirror.build(tmp_path / "m", files, every=15)
    assert built.resumed is (after > 1)
    assert built.added == (90 if after == 1 else 70 if after == 2 else 50)
    whole(tmp_path / "m", range(90))
    assert [path.name for path in manifest.indexes(tmp_path / "m")] == ["index-2" if after == 1 else "index-1"]


def test_a_build_of_other_files_does_not_go_on_with_what_was_interrupted(tmp_path: Path) -> None:
    files = [lines(tmp_path / f"{n}.jsonl", *map(crossref, range(n * 5, n * 5 + 5))) for n in range(2)]

    with pytest.raises(StoppedError):
        mirror.build(tmp_path / "m", files, every=1, progress=stop)
    assert not mirror.build(tmp_path / "m", files[1:]).resumed
    whole(tmp_path / "m", range(5, 10))


def test_a_build_to_another_layout_does_not_go_on_with_what_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [lines(tmp_path / f"{n}.jsonl", *map(crossref, range(n * 5, n * 5 + 5))) for n in range(2)]
    with monkeypatch.context() as former:
        former.setattr(manifest, "SCHEMA", "3")
        with pytest.raises(StoppedError):
            mirror.build(tmp_path / "m", files, every=1, progress=stop)
    built = mirror.build(tmp_path / "m", files)
    assert (built.added, built.resumed) == (10, False)
    whole(tmp_path / "m", range(10))
    assert [path.name for path in manifest.indexes(tmp_path / "m")] == ["index-2"]


def test_a_whole_mirror_of_another_layout_is_built_again_of_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lines(tmp_path / "a.jsonl", *map(crossref, range(5)))
    with monkeypatch.context() as former:
        former.setattr(manifest, "SCHEMA", "3")
        mirror.build(tmp_path / "m", [file])
    with pytest.raises(InputError, match="another version; build it again"):
        mirror.Mirror(tmp_path / "m")
    built = mirror.build(tmp_path / "m", [file])
    assert (built.added, built.skipped) == (5, 0)
    whole(tmp_path / "m", range(5))


def test_an_index_with_other_fields_or_none_that_can_be_read_gives_way_to_a_build(tmp_path: Path) -> None:
    other = tantivy.SchemaBuilder()
    other.add_text_field("other", stored=True)
    (tmp_path / "m/index-1").mkdir(parents=True)
    tantivy.Index(other.build(), str(tmp_path / "m/index-1"))
    file = lines(tmp_path / "a.jsonl", crossref(0))
    assert mirror.build(tmp_path / "m", [file]).added == 1
    (tmp_path / "n/index-1").mkdir(parents=True)
    (tmp_path / "n/index-1/meta.json").write_text("{")
    assert mirror.build(tmp_path / "n", [file]).added == 1


def test_what_could_not_be_read_before_the_interruption_is_still_said(tmp_path: Path) -> None:
    files = [lines(tmp_path / "0.jsonl", "{bad", crossref(0)), lines(tmp_path / "1.jsonl", crossref(1), "{worse")]

    with pytest.raises(StoppedError):
        mirror.build(tmp_path / "m", files, every=1, progress=stop)
    built = mirror.build(tmp_path / "m", files)
    assert [str(problem.location) for problem in built.problems] == [f"{files[0]}:1", f"{files[1]}:2"]
    assert (built.resumed, built.unread) == (True, 2)


def test_an_update_adds_replaces_and_deletes_and_reads_no_file_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = lines(tmp_path / "a.jsonl", crossref(1), crossref(2))
    xml = articles(tmp_path / "a.xml", article(7), article(8))
    mirror.build(tmp_path / "m", [first], [xml])
    before = mirror.Mirror(tmp_path / "m")
    more = lines(tmp_path / "b.jsonl", crossref(2, title=["Trombones renamed"]), crossref(3), "{bad")
    done = mirror.update(tmp_path / "m", [first, more], [articles(tmp_path / "b.xml", deleted(8))])
    assert (done.added, done.replaced, done.deleted, done.skipped, done.unread) == (1, 1, 1, 1, 1)
    after = mirror.Mirror(tmp_path / "m")
    assert (after.by_doi("10.5555/w2")[0].title, after.by_pmid("8"), after.info.records) == ("Trombones renamed", (), 4)
    assert before.by_doi("10.5555/w2")[0].title.startswith("Trombones and their slides")
    assert mirror.verify(tmp_path / "m").problems == ()
    monkeypatch.setattr(building.time, "strftime", lambda *_: "2099-01-01T00:00:00Z")
    again = mirror.update(tmp_path / "m", [first, more])
    assert mirror.Mirror(tmp_path / "m").info.updated == after.info.updated
    assert (again.added, again.replaced, again.skipped, again.unread) == (0, 0, 2, 0)


def test_a_file_of_the_same_name_with_other_bytes_is_another(tmp_path: Path) -> None:
    mirror.build(tmp_path / "m", [lines(tmp_path / "a.jsonl", crossref(1))])
    assert mirror.update(tmp_path / "m", [lines(tmp_path / "a.jsonl", crossref(2))]).added == 1


def test_several_processes_read_what_one_would(tmp_path: Path) -> None:
    bad = ["{bad" if n % 100 == 50 else crossref(n) for n in range(600)]
    file = lines(tmp_path / "a.jsonl.gz", *bad)
    one, two = (mirror.build(tmp_path / f"m{jobs}", [file], jobs=jobs) for jobs in (1, 2))
    assert [(built.records, built.unread) for built in (one, two)] == [(594, 6)] * 2
    assert one.problems == two.problems
    texts = [mirror.Mirror(tmp_path / name).search("Okafor7 A. Trombones, study 7") for name in ("m1", "m2")]
    assert texts[0] == texts[1]


def test_a_killed_build_or_update_leaves_neither_half_a_file_nor_anything_twice(tmp_path: Path) -> None:
    by = random.Random(os.environ.get("CCSVI_REFS_SEED", "5"))
    files = [lines(tmp_path / f"{n}.jsonl.gz", *map(crossref, range(n * 100, n * 100 + 100))) for n in range(6)]
    for what, named, expected in (("build", files[:3], 300), ("update", files, 600)):
        for after in (by.randrange(1, 6), by.randrange(4, 9)):
            killed(what, tmp_path / "m", 1, *named, after=after, later=by.uniform(0, 0.02))
            if what == "update":
                assert mirror.verify(tmp_path / "m").problems == ()
        again = (mirror.build if what == "build" else mirror.update)(tmp_path / "m", named)
        assert again.added < 300
        whole(tmp_path / "m", range(expected))


def test_processes_that_read_do_not_outlive_the_one_that_was_killed(tmp_path: Path) -> None:
    group = killed("build", tmp_path / "m", 2, lines(tmp_path / "a.jsonl", *map(crossref, range(2000))), after=2)
    until = time.monotonic() + 30
    while _group(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert _group(group) == []


def _group(leader: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(group) == leader and state != "Z":
            found.append(int(path.parent.name))
    return found


def test_a_full_disk_is_named_and_costs_nothing_that_was_committed(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    noise = random.Random(1)
    works = [crossref(n, abstract=noise.randbytes(2000).hex()) for n in range(600)]
    file = lines(tmp_path / "a.jsonl", *works)
    mirror.build(tmp_path / "m", [lines(tmp_path / "b.jsonl", *map(crossref, range(1000, 1050)))])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(InputError, match="what was committed is kept") as failed:
            mirror.update(tmp_path / "m", [file])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(tmp_path / "m") in str(failed.value)
    whole(tmp_path / "m", range(1000, 1050))
    assert mirror.update(tmp_path / "m", [file]).records == 650
    assert mirror.verify(tmp_path / "m").problems == ()


def test_a_mirror_may_be_read_where_nothing_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ccsvi_refs.registries.mirror import index

    mirror.build(tmp_path / "m", [lines(tmp_path / "a.jsonl", crossref(1))])
    real = index.tantivy.Index.open

    class Locked:
        """An engine that cannot make its lock in the mirror's own folder, as on a disk that is only to be read."""

        @staticmethod
        def open(path: str) -> object:
            if path.startswith(str(tmp_path)):
                raise ValueError("Failed to acquire Lockfile: IoError(Read-only file system)")
            return real(path)

    monkeypatch.setattr(index.tantivy, "Index", Locked)
    assert mirror.Mirror(tmp_path / "m").by_doi("10.5555/w1")


def test_two_cannot_write_at_once(tmp_path: Path) -> None:
    from ccsvi_refs.registries.mirror.index import Writer

    mirror.build(tmp_path / "m", [lines(tmp_path / "a.jsonl", crossref(1))])
    writer = Writer(manifest.current(tmp_path / "m"))
    with pytest.raises(InputError, match="being written to by another"):
        mirror.update(tmp_path / "m", [lines(tmp_path / "b.jsonl", crossref(2))])
    writer.close()


def test_a_mirror_goes_to_another_process_by_its_path(tmp_path: Path) -> None:
    mirror.build(tmp_path / "m", [lines(tmp_path / "a.jsonl", crossref(1))])
    opened = mirror.Mirror(tmp_path / "m")
    assert pickle.loads(pickle.dumps(opened)).by_doi("10.5555/w1") == opened.by_doi("10.5555/w1")


def test_a_mirror_of_the_former_layout_says_of_which_files_to_build_it_again(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "mirror.sqlite")) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('files', ?)", (json.dumps(["w 1.jsonl.gz", "p.xml.gz"]),))
        db.commit()
    again = f"mirror build --output {tmp_path} --crossref 'w 1.jsonl.gz' --pubmed p.xml.gz"
    with pytest.raises(InputError, match=again):
        mirror.Mirror(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"schema": "2"}', "another version; build it again: ccsvi-refs mirror build --output"),
        ('{"schema": "4", "index": "index-9"}', "has lost its index 'index-9'; build it again"),
        ('{"schema": "4", "index": "../index-1"}', "has lost its index"),
        ("[]", "another version; build it again"),
        ("{", "not a mirror's"),
    ],
)
def test_a_mirror_of_another_version_says_how_to_build_it_again(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / manifest.NAME).write_text(text)
    with pytest.raises(InputError, match=said):
        mirror.Mirror(tmp_path)


@pytest.mark.parametrize("suffix", ["store", "term", "idx"])
def test_a_damaged_index_is_said_to_be_damaged(tmp_path: Path, suffix: str, capfd: pytest.CaptureFixture[str]) -> None:
    mirror.build(tmp_path / "m", [lines(tmp_path / "a.jsonl", *map(crossref, range(300)))])
    (file,) = (path for path in manifest.current(tmp_path / "m").iterdir() if path.suffix == f".{suffix}")
    data = bytearray(file.read_bytes())
    for at in range(10, len(data) - 200, 40):
        data[at] ^= 0xFF
    file.write_bytes(data)
    try:
        found = mirror.verify(tmp_path / "m").problems
    except InputError as error:
        found = (str(error),)
    assert found
