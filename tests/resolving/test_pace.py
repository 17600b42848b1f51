"""A service that enforces less than it states, with one process and with two on one cache."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import estimate, resolve
from tests.resolving.test_resuming import TEXTS, WORKS, asked, settings_of
from tests.service_data import Holdings
from tests.services import Limit, Services

ROOT = Path(__file__).parents[2]


def references(number: int) -> list[Reference]:
    return [Reference(FrozenDict({"id": str(n)}), Mention(text)) for n, text in enumerate(TEXTS[:number])]


def refused(services: Services) -> int:
    return sum(seen.status == 429 for seen in services.requests)


@pytest.mark.parametrize(("mailto", "enforced", "most"), [("a@example.org", 1, 1), ("a@example.org", 3, 0), ("", 1, 0)])
def test_a_stated_limit_above_the_enforced_one_left_references_unavailable(
    tmp_path: Path, mailto: str, enforced: int, most: int
) -> None:
    limits = {"crossref list": Limit(enforced)}
    with Services(Holdings(WORKS), latency=0.02, enforced=limits) as services:
        found = resolve(references(7), services.settings(tmp_path, mailto=mailto))
        assert refused(services) <= most
        again = len(services.requests)
        resolve(references(7), services.settings(tmp_path, mailto=mailto))
        assert len(services.requests) == again
    assert {resolution.status for resolution in found} == {"matched"}


def test_two_processes_at_once_share_the_pace_and_the_answers(tmp_path: Path) -> None:
    source = tmp_path / "page.jsonl"
    source.write_text("\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(TEXTS[:8])))
    command = [sys.executable, "-m", "ccsvi_refs", "resolve", str(source), "--format", "jsonl"]
    with Services(Holdings(WORKS), latency=0.02, enforced={"crossref list": Limit(3)}) as services:
        env = settings_of(services, tmp_path / "cache")
        runs = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        printed = [run.communicate(timeout=120)[0] for run in runs]
        assert refused(services) == 0
        # What one of them asks the other waits for.
        assert sum(asked(services).values()) <= len(asked(services)) + 1
    for lines in printed:
        assert Counter(json.loads(line)["status"] for line in lines.splitlines()) == {"matched": 8}


def test_an_estimate_after_a_refusal_counts_with_the_slower_pace(tmp_path: Path) -> None:
    with Services(Holdings(WORKS), enforced={"crossref list": Limit(1)}) as services:
        settings = services.settings(tmp_path, mailto="a@example.org")
        before = estimate(references(24), settings)
        resolve(references(3), settings)
        after = estimate(references(24), settings)
    assert before.requests["Crossref"] > after.requests["Crossref"]
    assert after.seconds > before.seconds
