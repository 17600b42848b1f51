"""The official CSL test suite: one test a fixture, and a table by category at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.csl import suite

KNOWN_FAILURES = {
    name.strip(): reason.strip()
    for line in (Path(__file__).parent / "known_failures.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
    for name, _, reason in [line.partition("#")]
}
FIXTURES = sorted(suite.FIXTURES.glob("*.txt")) if suite.FIXTURES.is_dir() else []


@pytest.mark.skipif(not FIXTURES, reason="the official fixtures are not here: `make corpus` fetches them")
def test_fixtures_are_there():
    assert len(FIXTURES) > 600


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FIXTURES])
def test_fixture(path: Path):
    expected, actual = suite.expected(path), suite.actual(path)
    reason = KNOWN_FAILURES.get(path.stem)
    if reason is None:
        assert actual == expected
    elif actual == expected:
        pytest.fail("passes now: take it off known_failures.txt")
    else:
        pytest.xfail(reason)


@pytest.mark.skipif(not FIXTURES, reason="the official fixtures are not here: `make corpus` fetches them")
def test_every_known_failure_is_a_fixture():
    assert KNOWN_FAILURES.keys() <= {path.stem for path in FIXTURES}


def test_every_known_failure_has_a_reason():
    assert all(KNOWN_FAILURES.values())
