"""Every class of link gets the verdict that a careful reader would give, over real HTTP."""

import dataclasses

import pytest

from ccsvi_refs import links
from ccsvi_refs.model import Link, Reference
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FaultServer
from tests.links.routes import CASES

QUICK = LinkSettings(second_look=0.1, timeout=2.0, spacing=0.0, patience=5.0, archive=False)


def host_of(number):
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


@pytest.fixture(scope="module")
def found():
    """Check all classes in one run, each on a host of its own."""
    routes = {}
    for case in CASES:
        routes[case.name] = case.route
    front = next(case.route for case in CASES if case.name == "front")
    routes[""] = routes["index.html"] = front
    with FaultServer(routes) as server:
        pages = [
            Link(server.url(case.target, host_of(number)), reference=case.name) for number, case in enumerate(CASES)
        ]
        works = {case.name: Reference(case.work) for case in CASES if case.work}
        settings = Settings(allow_private=True, links=QUICK)
        statuses = links.check(pages, works, settings)
    return server, dict(zip((case.name for case in CASES), statuses, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_is_the_one_a_careful_reader_gives(case, found):
    status = found[1][case.name]
    assert status.verdict in case.verdicts, status
    assert case.reason in status.reason
    if case.correction:
        assert status.correction.endswith(case.correction)
        assert status.correction != status.url


def test_the_results_are_frozen_and_of_the_published_shape(found):
    status = found[1]["moved"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        status.verdict = "ok"
    data = status.as_json()
    assert list(data) == [
        "url", "reference", "location", "verdict", "reason", "status", "final_url", "redirects", "archived", "elapsed",
        "checked", "first_seen", "last_good", "dead_since", "previous", "shows_work",
    ]  # fmt: skip
    assert data["status"] == 200
    assert data["redirects"] == [{"status": 301, "url": data["final_url"]}]
