"""A real Redis server, started here, in which machines share answers and the pace of their requests."""

import json
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from ccsvi_refs.errors import ServiceError, SettingsError
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.answers import Answers
from ccsvi_refs.transport.ledger import Ledger
from ccsvi_refs.transport.pacing import LanePace
from ccsvi_refs.transport.services import Rate
from ccsvi_refs.transport.sharing import Share, share

redis = pytest.importorskip("redis", reason="without redis: pip install redis")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return the address of a server that knows a password."""
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server here: Debian's package is called redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [
        "redis-server",
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--requirepass",
        "hush",
        "--dir",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"redis://:hush@127.0.0.1:{port}/0"
        running.terminate()


@pytest.fixture
def reached(server):
    with_server = redis.Redis.from_url(server)
    with_server.flushdb()
    with_server.close()
    opened = []

    def reach():
        opened.append(Share(server))
        return opened[-1]

    yield reach
    for one in opened:
        one.close()


def test_two_machines_keep_one_limit_together(reached):
    starts, rate = [], Rate(2, 0.6)

    def machine():
        ledger = Ledger(share=reached())
        pace = LanePace("s", {"a": rate}, ledger)
        for _ in range(3):
            with pace.turn("a"):
                starts.append(time.monotonic())
        ledger.close()

    threads = [threading.Thread(target=machine) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    starts.sort()
    assert len(starts) == 6
    assert all(later - earlier >= 0.6 for earlier, later in zip(starts, starts[2:], strict=False))


def test_an_answer_of_one_machine_serves_the_other(reached, tmp_path):
    here, there = Answers(tmp_path / "here", share=reached()), Answers(tmp_path / "there", share=reached())
    here.remember("who?", {"title": "A"}, found=True)
    assert there.recall("who?").value == {"title": "A"}
    assert there.recall("who?").fresh
    assert there.recall("what?") is None
    for one in (here, there):
        one.close()


def test_a_question_that_one_machine_asks_is_not_the_other_s(reached, monkeypatch):
    here, there = Ledger(share=reached()), Ledger(share=reached())
    assert here.claim(["a", "b"]) == ["a", "b"]
    monkeypatch.setattr("ccsvi_refs.transport.ledger._machine", lambda: 7)
    assert there.claim(["b", "c"]) == ["c"]
    monkeypatch.undo()
    here.release(["b"])
    monkeypatch.setattr("ccsvi_refs.transport.ledger._machine", lambda: 7)
    assert there.claim(["b"]) == ["b"]
    here.close()
    there.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"turns": 5}',
        '{"turns": [[1]], "lanes": [[{}, 1, 2, 3]]}',
        "[" * 100_000,
        '{"turns": [["x", "s", "a", "y", "z", "w"]]}',
    ],
)
def test_what_others_put_on_the_server_stops_nothing(reached, server, text, tmp_path, caplog):
    with redis.Redis.from_url(server) as other:
        other.set("ccsvi-refs:1:pace", text)
        ledger = Ledger(share=reached())
        with LanePace("s", {"a": Rate(5)}, ledger).turn("a"):
            pass
        assert len(json.loads(other.get("ccsvi-refs:1:pace"))["turns"]) == 1
        answers = Answers(tmp_path, share=reached())
        answers.remember("q", 1, found=True)
        key = next(key for key in other.scan_iter() if key not in (b"ccsvi-refs:1:pace", b"ccsvi-refs:1:lock"))
        other.set(key, text)
        fresh = Answers(tmp_path / "other", share=reached())
        assert fresh.recall("q") is None
        for one in (ledger, answers, fresh):
            one.close()


@pytest.mark.parametrize("value", [10**30, "\ud800", float("nan"), {}, None])
def test_numbers_and_texts_that_no_database_holds_stop_no_request(value):
    class Poisoned:
        @contextmanager
        def pace(self):
            yield {
                "turns": [[value, "s", "a", 1, 1.0, None]],
                "claims": [["q", value, time.time()]],
                "pauses": [["s", value]],
            }

    ledger = Ledger(share=Poisoned())
    assert ledger.claim(["other"]) == ["other"]
    ledger.close()


def test_a_server_that_is_not_there_is_said_and_its_password_never(server):
    with pytest.raises(ServiceError, match=r"redis://127\.0\.0\.1:9 does not answer") as told:
        Share("redis://user:geheim@127.0.0.1:9/0")
    assert "geheim" not in str(told.value)
    with pytest.raises(ServiceError) as told:
        Share(server.replace("hush", "wrong"))
    assert "wrong" not in str(told.value).replace("wrong password", "").replace("WRONGPASS", "")
    with pytest.raises(SettingsError, match="redis-url"):
        Share("http://127.0.0.1/")
    assert share(Settings()) is None
    assert "hush" not in repr(Settings(redis_url=server))


def test_a_server_that_goes_away_costs_its_answers_and_says_so(server, reached, tmp_path, monkeypatch, caplog):
    gone = reached()
    answers, ledger = Answers(tmp_path, share=gone), Ledger(share=gone)
    monkeypatch.setattr(gone, "_server", redis.Redis.from_url("redis://127.0.0.1:9"))
    answers.remember("q", 1, found=True)
    assert answers.recall("q").value == 1
    assert "could not be kept at redis://127.0.0.1" in caplog.text
    with pytest.raises(ServiceError, match="does not answer"), LanePace("s", {"a": Rate(5)}, ledger).turn("a"):
        pass
    answers.close()
    ledger.close()
