"""Any number of JSON lines, an answer to each in order; runs that are killed go on exactly where they were."""

import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ccsvi_refs import bulk
from ccsvi_refs.bulk import answering, running
from ccsvi_refs.cli import run
from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.registries import mirror
from ccsvi_refs.settings import Settings
from tests.conftest import ROOT
from tests.links.fault_server import FILLER, FaultServer, html

_WHEN = re.compile(r'"when": "[^"]*"|(on )20\d\d-\d\d-\d\d')


def work(number):
    return {
        "DOI": f"10.5555/v{number}", "type": "journal-article", "title": [f"Narrowed veins of the neck, survey {number}"], "volume": "7",
        "author": [{"family": "Doe", "given": "Ann"}], "container-title": ["Vein"], "issued": {"date-parts": [[2001]]}, "page": str(number),
    }  # fmt: skip


def row(number):
    return {"id": f"r{number}", "text": f"Doe A. Narrowed veins of the neck, survey {number}. Vein. 2001;7:{number}."}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror")
    (folder / "works.jsonl").write_text("".join(json.dumps(work(number)) + "\n" for number in range(1, 41)))
    mirror.build(folder / "mirror", [folder / "works.jsonl"])
    return folder / "mirror"


@pytest.fixture
def source(tmp_path):
    """Return a file of 60 lines: readable, broken, blank, a CSL-JSON item, one without its line end."""
    rows = [json.dumps(row(number)) for number in range(1, 61)]
    rows[9], rows[19], rows[29] = (
        '{"id": "broken',
        "  ",
        json.dumps({"id": "item", "type": "book", "title": "A book", "DOI": "10.5555/v3"}),
    )
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows))
    return path


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(running, "PIECE_OF_MIRROR", 7)


def task(built, kind="resolve"):
    return bulk.Task(kind, Settings(mirror=built), ("mirror",), "rows.jsonl")


def told(source, asked, executor=None, workers=1):
    with source.open("rb") as file:
        return [answer for _, said in bulk.answers(bulk.lines(file), asked, executor, workers) for answer in said]


def same(answers):
    return [_WHEN.sub("", answer) for answer in answers]


def test_each_line_has_one_answer_in_its_order(built, source, small):
    answers = list(map(json.loads, told(source, task(built))))
    assert [answer["id"] for answer in answers] == [
        *(f"r{number}" for number in range(1, 10)), None, *(f"r{number}" for number in range(11, 20)),
        *(f"r{number}" for number in range(21, 30)), "item", *(f"r{number}" for number in range(31, 61)),
    ]  # fmt: skip
    assert answers[9]["line"] == 10
    assert answers[9]["problem"]["location"]["line"] == 10
    assert answers[28]["status"] == "matched"
    assert [answer.get("status") for answer in answers].count("matched") == 38
    assert answers[19]["reference"]["DOI"] == "10.5555/v21"
    assert answers[19]["input"]["location"]["line"] == 21


def test_an_audit_says_what_is_wrong_with_each_line_alone(built, tmp_path):
    wrong = {"id": "x", "text": "Doe A. Narrowed veins of the neck, survey 3. Vein. 2001;8:3."}
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (row(3), row(3), wrong)))
    first, again, other = map(json.loads, told(path, task(built, "audit")))
    assert [
        [one["rule"] for one in answer["findings"] if one["severity"] == "error"] for answer in (first, again, other)
    ] == [[], [], ["volume-differs"]]
    assert other["findings"][0]["location"]["line"] == other["line"] == 3


def test_an_executor_gives_the_same_answers_in_the_same_order(built, source, small, monkeypatch):
    alone = told(source, task(built))
    answered = answering.answered
    slow = iter([0.3])

    def late(*arguments):
        time.sleep(next(slow, 0))
        return answered(*arguments)

    monkeypatch.setattr(answering, "answered", late)
    with ThreadPoolExecutor(3) as executor:
        assert same(told(source, task(built), executor, 3)) == same(alone)


def test_no_more_lines_are_read_than_are_at_work(built, small):
    class Endless(io.RawIOBase):
        count = 0

        def readline(self, size=-1):
            self.count += 1
            return json.dumps(row(1)).encode() + b"\n"

    file = Endless()
    for number, _ in enumerate(bulk.answers(bulk.lines(file), task(built))):
        if number == 4:
            break
    assert file.count == 5 * 7


def test_a_line_without_end_costs_itself_alone():
    file = io.BytesIO(b'{"id": 1}\n' + b"x" * 2_500_000 + b"\n\n" + b'{"id": 2}')
    first, long, last = bulk.lines(file)
    assert (first.number, long.number, last.number) == (1, 2, 4)
    assert long.data is None
    assert "more than" in answering.read(long, "x").message
    assert last.end == len(file.getvalue())


@pytest.mark.parametrize("kept", [0, 1, 3000, 3001, 20_000])
def test_a_run_that_was_cut_off_anywhere_goes_on_to_the_same_answers(built, source, tmp_path, kept):
    whole = "".join(told(source, task(built))).encode()
    path = tmp_path / "out.jsonl"
    path.write_bytes(whole[:kept])
    with source.open("rb") as file, bulk.Output(path, resume=True) as output:
        assert output.answered == whole[:kept].count(b"\n")
        for _, said in bulk.answers(bulk.resumed(bulk.lines(file), output, task(built)), task(built)):
            output.write(said)
    assert same([path.read_text()]) == same([whole.decode()])


def test_answers_to_other_lines_or_of_other_work_are_not_gone_on_with(built, source, tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps({"id": "r2", "findings": []}) + "\n")
    with pytest.raises(SettingsError, match="--resume goes on"):
        bulk.Output(path)
    with (
        source.open("rb") as file,
        bulk.Output(path, resume=True) as output,
        pytest.raises(InputError, match="none to line 1"),
    ):
        list(bulk.resumed(bulk.lines(file), output, task(built)))
    path.write_text(json.dumps({"id": "r1", "findings": []}) + "\n")
    with (
        source.open("rb") as file,
        bulk.Output(path, resume=True) as output,
        pytest.raises(InputError, match="none of bulk resolve"),
    ):
        list(bulk.resumed(bulk.lines(file), output, task(built)))
    path.write_text("{}\n" * 100)
    with (
        source.open("rb") as file,
        bulk.Output(path, resume=True) as output,
        pytest.raises(InputError, match="100 answers to 59 lines"),
    ):
        list(bulk.resumed(bulk.lines(file), output, task(built)))


@pytest.mark.parametrize("held", ["notes without a line end", "notes\nand the rest of them", '{"a": 1}\n{"id'])
def test_a_file_that_is_not_of_answers_is_not_cut_when_a_run_is_to_go_on(built, source, tmp_path, held):
    path = tmp_path / "notes.txt"
    path.write_text(held)
    with (
        pytest.raises((SettingsError, InputError), match=r"no file of answers|none to line 1"),
        bulk.Output(path, resume=True) as output,
        source.open("rb") as file,
    ):
        list(bulk.resumed(bulk.lines(file), output, task(built)))
    assert path.read_text() == held


def test_an_object_without_id_is_no_answer_to_a_broken_line(built, tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text('{"a": 1}\n')
    lines = bulk.lines(io.BytesIO(b"broken\nmore\n"))
    with bulk.Output(path, resume=True) as output, pytest.raises(InputError, match="none to line 1"):
        list(bulk.resumed(lines, output, task(built)))


def test_input_is_not_taken_for_the_answers_to_itself(tmp_path, capfd):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row(1)))
    assert run(["bulk", "resolve", str(path), "--output", str(path), "--resume", "--offline"]) == 2
    assert "INPUT itself" in capfd.readouterr().err
    assert path.read_text() == json.dumps(row(1))


_HOSTILE = [
    '{"type": "book", "title": ["x"], "author": 5, "issued": {"date-parts": [["x"]]}}',
    '{"type": "book", "title": "x", "author": [7, null, {"family": 3}], "issued": 1e999}',
    '{"id": {"a": 1}, "type": "book", "title": {"b": []}, "volume": NaN}',
    '{"id": "\\ud800", "type": "book", "title": "\\ud800", "URL": "http://[::1"}',
    '{"type": "book", "URL": ["a"], "DOI": {"a": 1}, "page": true, "custom": 4}',
]


@pytest.mark.parametrize("kind", ["resolve", "audit", "links"])
def test_one_item_of_wrong_shapes_does_not_end_the_run_or_its_json(built, tmp_path, kind):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join([*_HOSTILE, json.dumps(row(3))]))

    def refused(name):
        raise AssertionError(name)

    answers = [json.loads(answer.encode(), parse_constant=refused) for answer in told(path, task(built, kind))]
    assert len(answers) == len(_HOSTILE) + 1
    assert answers[-1]["id"] == "r3"


def test_a_full_disk_and_a_second_run_are_said_with_what_to_do(tmp_path):
    with (
        bulk.Output("/dev/full") as output,
        pytest.raises(SettingsError, match="No space left on device; 0 answers are in /dev/full, --resume"),
    ):
        output.write(["{}\n"])
    with bulk.Output(tmp_path / "out.jsonl"), pytest.raises(SettingsError, match="another run writes to it"):
        bulk.Output(tmp_path / "out.jsonl", resume=True)


def test_a_killed_run_of_several_processes_loses_no_line_and_repeats_none(tmp_path):
    (tmp_path / "works.jsonl").write_text(json.dumps(work(1)) + "\n")
    mirror.build(built := tmp_path / "mirror", [tmp_path / "works.jsonl"])
    source, path = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row(number)) + "\n" for number in range(1, 201)))
    command = [
        sys.executable, "-m", "ccsvi_refs", "bulk", "resolve", str(source), "--output", str(path), "--resume", "--registry", "mirror", "--mirror",
        str(built),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCSVI_REFS_CACHE_DIR": str(tmp_path / "cache")}
    with subprocess.Popen(
        [*command, "--jobs", "2"], env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as running_:
        until = time.monotonic() + 60
        while time.monotonic() < until and not (path.exists() and path.stat().st_size):
            time.sleep(0.02)
        os.killpg(running_.pid, signal.SIGKILL)
    done = path.read_bytes().count(b"\n")
    assert 0 < done < 200
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode in (0, 3), again.stderr
    assert f"{200 - done} answered" in again.stderr
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == [
        f"r{number}" for number in range(1, 201)
    ]


def test_a_run_that_is_ended_says_what_it_leaves_and_leaves_no_process(built, tmp_path):
    source, path = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row(number)) + "\n" for number in range(1, 3001)))
    command = [sys.executable, "-m", "ccsvi_refs", "bulk", "resolve", str(source), "--output", str(path), "--registry", "mirror", "--mirror", str(built), "--jobs", "2"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCSVI_REFS_CACHE_DIR": str(tmp_path / "cache")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True) as run_:
        until = time.monotonic() + 60
        while time.monotonic() < until and not (path.exists() and path.stat().st_size):
            time.sleep(0.02)
        run_.terminate()
        said = run_.communicate()[1]
    done = path.read_text().splitlines()
    assert run_.returncode == 128 + signal.SIGTERM
    assert f"ended by SIGTERM; {len(done)} answers are in {path}, --resume goes on" in said
    assert [json.loads(line)["id"] for line in done] == [f"r{number}" for number in range(1, len(done) + 1)]
    until = time.monotonic() + 20
    while time.monotonic() < until and _has_members(run_.pid):
        time.sleep(0.05)
    assert not _has_members(run_.pid)


def _has_members(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_packed_input_is_unpacked_and_answered_as_far_as_it_goes(built, tmp_path, small, monkeypatch):
    whole = gzip.compress("".join(json.dumps(row(number)) + "\n" for number in range(1, 121)).encode())
    monkeypatch.chdir(tmp_path)
    arguments = ["--registry", "mirror", "--mirror", str(built), "--quiet"]
    for name, data in (("whole.gz", whole), ("cut.gz", whole[: len(whole) // 2])):
        (tmp_path / name).write_bytes(data)
    assert run(["bulk", "resolve", "whole.gz", "--output", "whole.jsonl", *arguments]) == 0
    assert (tmp_path / "whole.jsonl").read_bytes().count(b"\n") == 120
    assert run(["bulk", "resolve", "cut.gz", "--output", "cut.jsonl", *arguments]) == 2
    done = (tmp_path / "cut.jsonl").read_text().splitlines()
    assert 7 < len(done) < 120
    assert len(done) % 7
    (tmp_path / "cut.gz").write_bytes(whole)
    (tmp_path / "cut.jsonl.run").unlink()
    assert run(["bulk", "resolve", "cut.gz", "--output", "cut.jsonl", "--resume", *arguments]) == 0
    assert same((tmp_path / "cut.jsonl").read_text().splitlines()) == [
        answer.replace("whole.gz", "cut.gz") for answer in same((tmp_path / "whole.jsonl").read_text().splitlines())
    ]


def test_a_run_does_not_go_on_with_the_answers_of_another(built, source, tmp_path, small, capfd, monkeypatch):
    """The work, the registries, the mirror, the input: what is other is named; lines that were added are not."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "few.jsonl").write_text(json.dumps(work(1)) + "\n")
    other = mirror.build(tmp_path / "other", [tmp_path / "few.jsonl"]).path
    before = source.read_text()

    def stopped(*_):
        raise InputError("stopped")

    def begun():
        (tmp_path / "out.jsonl").unlink(missing_ok=True)
        with monkeypatch.context() as patch:
            patch.setattr("ccsvi_refs.cli.bulk._Meter.tell", stopped)
            assert went("resolve", built) == 2
        assert (tmp_path / "out.jsonl").read_text().count("\n") == 7
        capfd.readouterr()

    def went(work, folder, *more):
        return run(
            [
                "bulk",
                work,
                "rows.jsonl",
                "--output",
                "out.jsonl",
                "--registry",
                "mirror",
                "--mirror",
                str(folder),
                "--quiet",
                *more,
            ]
        )

    for told, text, arguments in (
        ("begun with bulk resolve, and this run has audit", before, ("audit", built)),
        ("begun with the mirror of 20", before, ("resolve", other)),
        ("begun with --offline False, and this run has True", before, ("resolve", built, "--offline")),
        ("to another INPUT, or to one that was changed since", before.replace("Doe A", "Roe B"), ("resolve", built)),
    ):
        begun()
        source.write_text(text)
        assert went(*arguments, "--resume") == 2
        assert told in capfd.readouterr().err
        source.write_text(before)
    source.write_text(before + "\n" + json.dumps(row(61)))
    assert went("resolve", built, "--resume") == 1
    assert (tmp_path / "out.jsonl").read_text().count("\n") == 60
    assert not (tmp_path / "out.jsonl.run").exists()


def test_answers_go_to_standard_output_as_far_as_somebody_reads_them(built, source, tmp_path, capfd):
    arguments = ["--registry", "mirror", "--mirror", str(built), "--quiet"]
    assert run(["bulk", "resolve", str(source), "--output", "-", *arguments]) == 1
    assert capfd.readouterr().out.count("\n") == 59
    assert run(["bulk", "resolve", str(source), "--output", "-", "--resume", *arguments]) == 2
    assert "standard output" in capfd.readouterr().err


def test_links_are_parted_by_host_and_answered_line_by_line(tmp_path):
    texts = [
        f"See https://host{number % 5}.example/{number} and https://www.host{number % 5}.example/b"
        for number in range(40)
    ]
    several = [bulk.Line(at, 0, json.dumps({"id": at, "text": text}).encode()) for at, text in enumerate(texts, 1)]
    found, parts = answering.by_hosts(bulk.Task("links", Settings()), several, 4)
    hosts = [{link.url.split("/")[2].removeprefix("www.") for link in part.links} for part in parts]
    assert len(parts) > 1
    assert sum(map(len, hosts)) == len(set().union(*hosts)) == 5
    answers = answering.joined(several, found, parts, [[{"url": link.url} for link in part.links] for part in parts])
    assert [[link["url"].split("/")[-1] for link in json.loads(answer)["links"]] for answer in answers] == [
        [str(at), "b"] for at in range(40)
    ]


def page(request):
    if request.path == "/":
        return html("Home", FILLER * 2)
    return html("A report", FILLER) if request.path == "/good" else html("No", status=404)


def test_the_command_checks_links_and_says_what_is_dead(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    with FaultServer({"*": page}) as server:
        rows = [
            {"id": "a", "text": f"Good: {server.url('/good')}"},
            {"id": "b", "text": f"Bad: {server.url('/dead')}"},
            {"id": "c", "text": "None"},
        ]
        (tmp_path / "rows.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
        status = run(["bulk", "links", str(tmp_path / "rows.jsonl"), "--output", str(tmp_path / "out.jsonl")])
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert status == 1
    assert [(one["id"], [link["verdict"] for link in one["links"]]) for one in answers] == [
        ("a", ["ok"]),
        ("b", ["broken"]),
        ("c", []),
    ]
    assert "3 answered" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nowhere.jsonl"], "nowhere.jsonl: no such file"), (["."], "is a directory"), (["rows.jsonl", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"], "exclude")],
)  # fmt: skip
def test_what_cannot_be_done_is_said(tmp_path, monkeypatch, capfd, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.jsonl").write_text("")
    assert run(["bulk", "links", *arguments, "--output", "out.jsonl"]) == 2
    assert said in capfd.readouterr().err
