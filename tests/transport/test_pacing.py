from __future__ import annotations

import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.pacing import Pace
from ccsvi_refs.transport.services import SERVICES, Rate, learned, user_agent


def starts(pace: Pace, number: int, took: float = 0.0, threads: int = 1) -> list[float]:
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
    pace = Pace({"a": Rate(4, 0.2)})
    times = starts(pace, 12)
    assert all(later - earlier >= 0.2 for earlier, later in zip(times, times[4:], strict=False))
    assert times[-1] - times[0] < 2


def test_a_spell_begins_when_an_answer_has_come() -> None:
    """A request may reach the service as late as just before its answer."""
    pace = Pace({"a": Rate(1, 0.1)})
    times = starts(pace, 4, took=0.1)
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_one_at_a_time_until_more_are_allowed() -> None:
    pace = Pace({"a": Rate(100, 0.1, concurrent=3)})
    alone = starts(pace, 3, took=0.05, threads=3)
    assert alone[-1] - alone[0] >= 0.1
    pace.learn("a", Rate(100, 0.1, concurrent=3))
    together = starts(pace, 3, took=0.05, threads=3)
    assert together[-1] - together[0] < alone[-1] - alone[0]


def test_a_pause_holds_everything() -> None:
    pace = Pace({"a": Rate(100), "b": Rate(100)})
    pace.pause(0.2)
    start = time.monotonic()
    with pace.turn("b"):
        assert time.monotonic() - start >= 0.2


def test_a_run_remembers_the_one_before(tmp_path: Path) -> None:
    stamp = tmp_path / "asked"
    with Pace({"a": Rate(1)}, stamp).turn("a"):
        before = time.time()
    with Pace({"a": Rate(1)}, stamp).turn("a"):
        assert time.time() - before >= 0.95


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1"}, Rate(5, 1.0, 1)),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, Rate(50, 1.0, 3)),
        ({"x-ratelimit-limit": "3"}, Rate(3, 1.0, 3)),
        ({"x-ratelimit-limit": "3000"}, Rate(10, 1.0, 3)),
        ({"x-rate-limit-limit": "many", "x-rate-limit-interval": ""}, Rate(10, 1.0, 3)),
        ({"x-rate-limit-limit": "0"}, Rate(10, 1.0, 3)),
        ({"x-concurrency-limit": "2"}, Rate(10, 1.0, 2)),
        ({}, Rate(10, 1.0, 3)),
    ],
)
def test_limits_are_learned_from_headers(headers: dict[str, str], expected: Rate) -> None:
    assert learned(headers, Rate(10, 1.0, 3)) == expected


def test_who_says_who_they_are_may_ask_more_often() -> None:
    anonymous, known = Settings(), Settings(mailto="a@example.org", ncbi_api_key="k")
    for service in SERVICES.values():
        for lane, rate in service.rates(anonymous).items():
            assert service.rates(known)[lane].requests >= rate.requests
    assert "mailto" not in user_agent("crossref", anonymous)
    assert "mailto:a@example.org" in user_agent("crossref", known)
