from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccsvi_refs.registries import crossref
from ccsvi_refs.transport import Client
from tests.service_data import Holdings, work
from tests.services import HTML, TEXT, Answer, Services

WORKS = [work(f"10.1000/w{n}", f"Part {n} of the long tests") for n in range(120)] + [work("10.1000/a,b", "A comma")]
DOIS = [item["DOI"] for item in WORKS]


@pytest.fixture
def services() -> Iterator[Services]:
    with Services(Holdings(WORKS), true_limits=True) as running:
        yield running


def test_few_dois_are_asked_one_by_one(services: Services, tmp_path: Path) -> None:
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.works(client, ["10.1000/W1", "10.1000/missing", "10.1000/w1"])
    assert set(lookup.found) == {"10.1000/w1"}
    assert lookup.absent == {"10.1000/missing"}
    assert [seen.path for seen in services.requests] == ["/works/10.1000/w1", "/works/10.1000/missing"]


def test_many_dois_are_asked_in_batches_and_a_comma_apart(services: Services, tmp_path: Path) -> None:
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.works(client, [*DOIS, "10.1000/missing"])
    assert set(lookup.found) == set(DOIS)
    assert lookup.absent == {"10.1000/missing"}
    assert len(services.asked("crossref", "list")) == 3
    assert len(services.asked("crossref", "single")) == 1
    assert services.violations == []


def test_an_incomplete_list_does_not_make_a_work_absent(services: Services, tmp_path: Path) -> None:
    message = {"total-results": 5, "items": WORKS[:4]}
    short = {"status": "ok", "message-type": "work-list", "message": message}
    services.fail("crossref", Answer(json.dumps(short).encode()))
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.works(client, DOIS[:5])
    assert set(lookup.found) == set(DOIS[:5])


def test_a_refused_batch_is_asked_one_by_one(services: Services, tmp_path: Path) -> None:
    services.fail("crossref", Answer(b'{"status":"failed","message-type":"validation-failure","message":[]}', 400))
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.works(client, DOIS[:6])
    assert set(lookup.found) == set(DOIS[:6])
    assert not lookup.failed


def test_a_page_under_404_is_no_answer(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccsvi_refs.transport.client._backoff", lambda attempt: 0.0)
    services.fail_always("crossref", Answer(b"<html><body>No such site</body></html>", 404, HTML))
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.works(client, ["10.1000/w1"])
    assert not lookup.absent
    assert "no such address" in str(lookup.failed["10.1000/w1"])


def test_an_absent_work_is_remembered(services: Services, tmp_path: Path) -> None:
    for _ in range(2):
        with Client(services.settings(tmp_path)) as client:
            assert crossref.works(client, ["10.1000/missing"]).absent == {"10.1000/missing"}
    assert len(services.requests) == 1


def test_trouble_is_not_remembered(services: Services, tmp_path: Path) -> None:
    services.fail("crossref", Answer(b"Forbidden", 403, TEXT))
    with Client(services.settings(tmp_path)) as client:
        assert crossref.works(client, ["10.1000/w1"]).failed["10.1000/w1"].blocked
    with Client(services.settings(tmp_path)) as client:
        assert crossref.works(client, ["10.1000/w1"]).found


def test_another_address_is_another_service(services: Services, tmp_path: Path) -> None:
    with Client(services.settings(tmp_path)) as client:
        crossref.works(client, ["10.1000/w1"])
    with Services(Holdings()) as other, Client(other.settings(tmp_path)) as client:
        assert crossref.works(client, ["10.1000/w1"]).absent == {"10.1000/w1"}


def test_a_query_leaves_addresses_out() -> None:
    text = "Doe J.\nA  title.   https://doi.org/10.1000/w1 doi:10.1000/w1 www.example.org/x"
    assert crossref.query(text) == "Doe J. A title."


def test_a_search_asks_for_fields_that_can_be_selected(services: Services, tmp_path: Path) -> None:
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.search(client, ["Part 7 of the long tests"])
    assert not lookup.failed
    found = lookup.found["Part 7 of the long tests"]
    assert "10.1000/w7" in [record.identifier("doi") for record in found]
    assert len(found) <= crossref.ROWS


def test_a_field_that_can_no_longer_be_selected_loses_no_search(services: Services, tmp_path: Path) -> None:
    services.holdings.selectable = services.holdings.selectable - {"event"}
    with Client(services.settings(tmp_path)) as client:
        lookup = crossref.search(client, ["Part 7 of the long tests"])
    assert not lookup.failed
    assert "10.1000/w7" in [record.identifier("doi") for record in lookup.found["Part 7 of the long tests"]]
