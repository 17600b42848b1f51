"""A real Dask cluster on this machine: a scheduler and two workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest

from ccsvi_refs.cli import run
from ccsvi_refs.registries import mirror
from tests.bulk.test_bulk import page, row, same, work
from tests.conftest import ROOT
from tests.links.fault_server import FaultServer, redirect

pytest.importorskip("distributed", reason="without Dask: pip install distributed")
ROWS = 300


@contextmanager
def process(*words):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-W", "ignore", "-m", *words]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        yield running
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


@pytest.fixture
def cluster(tmp_path):
    """Return the scheduler's address and the workers' processes."""
    told = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
        stack.enter_context(process("distributed.cli.dask_scheduler", *words))
        until = time.monotonic() + 60
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        words = [
            address,
            "--nworkers",
            "1",
            "--nthreads",
            "1",
            "--no-dashboard",
            "--no-nanny",
            "--local-directory",
            str(tmp_path),
        ]
        yield address, [stack.enter_context(process("distributed.cli.dask_worker", *words)) for _ in range(2)]


@pytest.fixture
def rows(tmp_path):
    (tmp_path / "works.jsonl").write_text(json.dumps(work(1)) + "\n")
    mirror.build(tmp_path / "mirror", [tmp_path / "works.jsonl"])
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row(number)) + "\n" for number in range(1, ROWS + 1)))
    return path


def asked(rows, output, *options):
    mirrored = ["--registry", "mirror", "--mirror", str(rows.parent / "mirror")]
    return run(["bulk", "resolve", str(rows), "--output", str(output), *mirrored, *options])


def test_a_cluster_answers_as_one_process_does_though_a_worker_is_killed_amid_it(cluster, rows, tmp_path, monkeypatch):
    address, (first, _) = cluster
    from ccsvi_refs.bulk import keeping

    written = keeping.Output.write

    def killing(self, answers):
        written(self, answers)
        if first.poll() is None:
            os.kill(first.pid, signal.SIGKILL)

    monkeypatch.setattr(keeping.Output, "write", killing)
    status = asked(rows, tmp_path / "cluster.jsonl", "--scheduler", address)
    assert first.wait(10) == -signal.SIGKILL
    monkeypatch.setattr(keeping.Output, "write", written)
    assert status == asked(rows, tmp_path / "alone.jsonl")
    together, alone = ((tmp_path / name).read_text().splitlines() for name in ("cluster.jsonl", "alone.jsonl"))
    assert len(together) == ROWS
    assert same(together) == same(alone)


def test_a_cluster_that_loses_all_its_workers_ends_the_run_with_what_to_do(cluster, rows, tmp_path, monkeypatch, capfd):
    address, workers = cluster
    from ccsvi_refs.bulk import cluster as clusters
    from ccsvi_refs.bulk import keeping

    written = keeping.Output.write

    def killing(self, answers):
        written(self, answers)
        for worker in workers:
            if worker.poll() is None:
                os.kill(worker.pid, signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(keeping.Output, "write", killing)
        patch.setattr(clusters, "_PATIENCE", 4.0)
        assert asked(rows, tmp_path / "out.jsonl", "--scheduler", address) == 3
    done = (tmp_path / "out.jsonl").read_text().count("\n")
    assert (
        f"the cluster has no workers any more; {done} answers are in {tmp_path / 'out.jsonl'}" in capfd.readouterr().err
    )
    assert 0 < done < ROWS
    assert asked(rows, tmp_path / "out.jsonl", "--resume") < 2
    answers = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert answers == [f"r{number}" for number in range(1, ROWS + 1)]


@pytest.mark.parametrize("address", ["", "scheduler", "http://scheduler:8786/x", "tcp://a b:1"])
def test_what_is_no_address_of_a_scheduler_is_said_at_once(rows, tmp_path, capfd, address):
    assert asked(rows, tmp_path / "out.jsonl", "--scheduler", address) == 2
    assert f"--scheduler {address!r} is no address such as tcp://scheduler:8786" in capfd.readouterr().err


def test_a_scheduler_that_is_not_there_is_said(rows, tmp_path, capfd, monkeypatch):
    monkeypatch.setattr("ccsvi_refs.bulk.cluster._PATIENCE", 0.5)
    assert asked(rows, tmp_path / "out.jsonl", "--scheduler", "tcp://127.0.0.1:9") == 3
    assert "no scheduler answers at tcp://127.0.0.1:9" in capfd.readouterr().err


def test_a_host_gets_no_more_at_once_from_two_workers_than_its_limit_even_by_redirections(
    cluster, tmp_path, monkeypatch
):
    """Measured where the requests arrive: six hosts of which two lead on to a seventh, as doi.org does to publishers."""
    address, _ = cluster
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))

    def led(request):
        on = request.path.startswith("/hop")
        return redirect(302, server.url(request.path.replace("/hop", "/good", 1), "127.0.0.9")) if on else page(request)

    with FaultServer({"*": led}, latency=0.05) as server:
        rows = [
            {"id": at, "text": server.url(f"/{'hop' if at % 6 < 2 else 'good'}?{at}", f"127.0.0.{2 + at % 6}")}
            for at in range(36)
        ]
        rows += [{"id": at, "text": server.url(f"/good?{at}", "127.0.0.9")} for at in range(36, 44)]
        (tmp_path / "rows.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
        (tmp_path / "slow.toml").write_text("[links]\nconcurrency = 2\n")
        arguments = ["--config", str(tmp_path / "slow.toml"), str(tmp_path / "rows.jsonl"), "--output", str(tmp_path / "out.jsonl"),
                     "--scheduler", address]  # fmt: skip
        assert run(["bulk", "links", *arguments]) < 2
        assert max(server.most_in_flight.values()) <= 2
        assert len(server.most_in_flight) == 7
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [one["id"] for one in answers] == [str(at) for at in range(44)]
    assert {one["links"][0]["verdict"] for one in answers} <= {"ok", "moved"}
