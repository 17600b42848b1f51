from __future__ import annotations

import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.ledger import Ledger
from ccsvi_refs.transport.pacing import LanePace
from ccsvi_refs.transport.services import SERVICES, Rate, learned, user_agent


def paced(rate: Rate, directory: Path | None = None) -> LanePace:
    return LanePace("s", {"a": rate}, Ledger(directory, kept=directory is not None))


def starts(pace: LanePace, number: int, took: float = 0.0, threads: int = 1) -> list[float]:
    """Return when each of many requests, each taking that long, was let through."""
    seen: list[float] = []

    def run() -> None:
        for _ in range(number // threads):
            with pace.turn("a"):
                seen.append(time.monotonic())
                time.sleep(took)

    workers = [threading.Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(seen)


def test_no_more_than_the_rate_in_any_spell() -> None:
    pace = paced(Rate(4, 0.2))
    times = starts(pace, 12)
    assert all(later - earlier >= 0.2 for earlier, later in zip(times, times[4:], strict=False))
    assert times[-1] - times[0] < 2


def test_a_spell_begins_when_an_answer_has_come() -> None:
    """A request may reach the service as late as just before its answer."""
    pace = paced(Rate(1, 0.1))
    times = starts(pace, 4, took=0.1)
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_one_at_a_time_until_more_are_allowed() -> None:
    pace = paced(Rate(100, 0.1, concurrent=3))
    alone = starts(pace, 3, took=0.05, threads=3)
    assert alone[-1] - alone[0] >= 0.1
    for _ in range(5):
        pace.learn("a", Rate(100, 0.1, concurrent=3))
    together = starts(pace, 3, took=0.05, threads=3)
    assert together[-1] - together[0] < alone[-1] - alone[0]


def test_a_refusal_holds_everything_and_slows_its_own_lane() -> None:
    pace = LanePace("s", {"a": Rate(100), "b": Rate(100)}, Ledger(kept=False))
    with pace.turn("a") as turn:
        pass
    pace.slow_down(turn, 0.2)
    start = time.monotonic()
    with pace.turn("b"):
        assert time.monotonic() - start >= 0.15
    assert (pace.rate("a"), pace.rate("b")) == (Rate(33), Rate(100))


def test_refusals_of_requests_that_were_on_their_way_slow_once() -> None:
    pace = paced(Rate(3, concurrent=3))
    with pace.turn("a") as first:
        pass
    with pace.turn("a") as second:
        pass
    pace.slow_down(first, 0.0)
    pace.slow_down(second, 0.0)
    assert pace.rate("a") == Rate(1)
    with pace.turn("a") as third:
        pass
    pace.slow_down(third, 0.0)
    assert pace.rate("a") == Rate(1, 3.0)


def test_a_lane_refused_twice_gets_back_to_the_first_step_and_no_further() -> None:
    pace = paced(Rate(900))
    for _ in range(2):
        with pace.turn("a") as turn:
            pass
        pace.slow_down(turn, 0.0)
    assert pace.rate("a") == Rate(100)
    for _ in range(60):
        pace.learn("a", Rate(900))
    assert pace.rate("a") == Rate(300)


def test_a_run_remembers_the_one_before(tmp_path: Path) -> None:
    with paced(Rate(1), tmp_path).turn("a"):
        before = time.time()
    with paced(Rate(1), tmp_path).turn("a"):
        assert time.time() - before >= 0.95


def test_a_run_remembers_that_the_one_before_was_refused(tmp_path: Path) -> None:
    pace = paced(Rate(9), tmp_path)
    with pace.turn("a") as turn:
        pass
    pace.slow_down(turn, 0.0)
    assert paced(Rate(9), tmp_path).rate("a") == Rate(3)


ASKS = """
import sys, time
from pathlib import Path
from ccsvi_refs.transport.ledger import Ledger
from ccsvi_refs.transport.ledger import Ledger
from ccsvi_refs.transport.pacing import LanePace
from ccsvi_refs.transport.services import Rate

pace = LanePace("s", {"a": Rate(2, 0.5)}, Ledger(Path(sys.argv[1])))
for _ in range(4):
    with pace.turn("a"):
        print(time.time(), flush=True)
"""


def test_two_processes_each_kept_the_limit_and_both_broke_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASKS, str(tmp_path)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    times = sorted(float(line) for run in runs for line in run.communicate()[0].splitlines())
    assert len(times) == 8
    assert all(later - earlier >= 0.5 for earlier, later in zip(times, times[2:], strict=False))


def test_a_request_of_a_process_that_died_holds_nobody_up(tmp_path: Path) -> None:
    dying = ASKS.replace("print(time.time(), flush=True)", "import os; os._exit(0)")
    subprocess.run([sys.executable, "-c", dying, str(tmp_path)], check=True)
    start = time.monotonic()
    with LanePace("s", {"a": Rate(2, 0.5)}, Ledger(tmp_path)).turn("a"):
        assert time.monotonic() - start < 2


def test_a_directory_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(starts(paced(Rate(100), tmp_path / "file"), 3)) == 3


def test_a_clock_set_back_makes_nobody_wait(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with ledger.entries() as db:
        ahead = time.time() + 3_600
        db.execute("INSERT INTO turns VALUES (NULL, 's', 'a', 1, ?, ?)", (ahead, ahead))
    start = time.monotonic()
    with LanePace("s", {"a": Rate(1)}, ledger).turn("a"):
        assert time.monotonic() - start < 0.5


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1"}, Rate(5, 1.0, 1)),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s", "x-concurrency-limit": "9"}, Rate(10, 1.0, 3)),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "10s"}, Rate(50, 10.0, 3)),
        ({"x-ratelimit-limit": "3"}, Rate(3, 1.0, 3)),
        ({"x-ratelimit-limit": "3000"}, Rate(10, 1.0, 3)),
        ({"x-rate-limit-limit": "many", "x-rate-limit-interval": ""}, Rate(10, 1.0, 3)),
        ({"x-rate-limit-limit": "0"}, Rate(10, 1.0, 3)),
        ({"x-concurrency-limit": "2"}, Rate(10, 1.0, 2)),
        ({}, Rate(10, 1.0, 3)),
    ],
)
def test_the_smaller_of_what_is_stated_and_documented_holds(headers: dict[str, str], expected: Rate) -> None:
    assert learned(headers, Rate(10, 1.0, 3)) == expected


def test_who_says_who_they_are_may_ask_more_often() -> None:
    anonymous, known = Settings(), Settings(mailto="a@example.org", ncbi_api_key="k")
    for service in SERVICES.values():
        for lane, rate in service.rates(anonymous).items():
            assert service.rates(known)[lane].requests >= rate.requests
    assert "mailto" not in user_agent("crossref", anonymous)
    assert "mailto:a@example.org" in user_agent("crossref", known)


def test_a_question_that_another_process_asks_is_not_asked_twice(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from ccsvi_refs.transport.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1]))\n"
        "print(ledger.claim(['a', 'b']), flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "['a', 'b']\n"
    ours = Ledger(tmp_path)
    assert ours.claim(["a", "b", "c"]) == ["c"]
    assert ours.claim(["c"]) == ["c"]
    assert ours.claim(["a", "c"], wait=False) == ["a", "c"]
    ours.release(["a", "c"])
    other.communicate("")
    assert ours.claim(["b"]) == ["b"]  # whoever had it is gone
    ours.close()
