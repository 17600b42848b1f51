from __future__ import annotations

import json
import logging
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Call, Client, Reply
from tests.service_data import Holdings, work
from tests.services import HTML, TEXT, Answer, Services

DOI = "10.1000/a"
HOLDINGS = Holdings([work(DOI, "A trial of tests")])
ONE = Call("crossref", f"/works/{DOI}", lane="single")
LIST = Call("crossref", "/works", {"filter": f"doi:{DOI}"}, "list")


def title(reply: Reply) -> str:
    return str(reply.mapping()["message"]["title"][0])


def test_answers_and_says_who_asks(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path, mailto="a@example.org")) as client:
        assert client.send(ONE, title) == "A trial of tests"
        agent = services.requests[0].headers["user-agent"]
    assert agent.startswith("ccsvi-refs/")
    assert "(mailto:a@example.org)" in agent


@pytest.mark.parametrize(
    "trouble",
    [
        Answer(b"Service Unavailable", 503, TEXT),
        Answer(b"<html><body>Bad gateway</body></html>", 502, HTML),
        Answer(b'{"status":"ok","message-type":"work","message":{"DOI":"10.1', 200),
        Answer(b'{"status":"ok"', 200, cut=500),
        Answer(b"<!DOCTYPE html><title>Maintenance</title>", 200, HTML),
        Answer(b'{"error":"API rate limit exceeded","count":"11"}', 200),
        Answer(b"Too many requests", 429, TEXT, {"Retry-After": "0"}),
    ],
    ids=["503", "html-502", "truncated", "cut", "html-200", "limit-200", "429"],
)
def test_asks_again_after_trouble(tmp_path: Path, trouble: Answer) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        services.fail("crossref", trouble)
        assert client.send(ONE, title) == "A trial of tests"
        assert len(services.requests) == 2


@pytest.mark.parametrize("as_date", [False, True])
def test_waits_as_long_as_retry_after_says(tmp_path: Path, as_date: bool) -> None:
    until = datetime.now(UTC) + timedelta(seconds=3)
    header = format_datetime(until, usegmt=True) if as_date else "2"
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        services.fail("crossref", Answer(b"slow down", 429, TEXT, {"Retry-After": header}))
        client.send(ONE, title)
        first, second = services.requests
    if as_date:
        assert datetime.now(UTC) >= until.replace(microsecond=0)
    else:
        assert 2.0 <= second.when - first.when < 3.0


@pytest.mark.parametrize("header", ["-5", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"])
def test_a_senseless_wait_holds_nobody_up_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    monkeypatch.setattr("ccsvi_refs.transport.client._backoff", lambda attempt: 0.0)
    monkeypatch.setattr("ccsvi_refs.transport.pacing.LanePace.slow_down", lambda *_: None)
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        services.fail_always("crossref", Answer(b"slow down", 429, TEXT, {"Retry-After": header}))
        for call in (ONE, LIST):
            with pytest.raises(ServiceError, match=f"names no time to come .Retry-After: {header}"):
                client.send(call, title)
        assert len(services.requests) == 3


def test_gives_up_where_the_wait_is_too_long(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        services.fail("crossref", Answer(b"slow down", 429, TEXT, {"Retry-After": "3600"}))
        start = time.monotonic()
        for _ in range(2):
            with pytest.raises(ServiceError, match="asks us to wait 3600 seconds"):
                client.send(ONE, title)
        assert time.monotonic() - start < 2
        assert len(services.requests) == 1


def test_a_block_is_not_tried_again(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        services.fail_always("crossref", Answer(b"Forbidden", 403, TEXT))
        for call in (ONE, LIST):
            with pytest.raises(ServiceError, match="Crossref refuses our requests") as caught:
                client.send(call, title)
            assert caught.value.blocked
        assert len(services.requests) == 1


def test_a_service_that_stays_down_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccsvi_refs.transport.client._backoff", lambda attempt: 0.0)
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        services.fail_always("crossref", Answer(b"oops", 500, TEXT))
        for _ in range(5):
            with pytest.raises(ServiceError):
                client.send(ONE, title)
        assert len(services.requests) == 3 * 4


def test_a_wrong_request_is_not_repeated(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        with pytest.raises(ServiceError, match="did not understand") as caught:
            client.send(Call("crossref", "/works", {"colour": "red"}, "list"), title)
        assert caught.value.status == 400
        assert len(services.requests) == 1


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings = Settings(
            crossref_url=f"http://127.0.0.1:{taken.getsockname()[1]}", allow_private=True, cache_dir=tmp_path
        )
        with Client(settings) as client, pytest.raises(ServiceError, match="could not be reached: connection refused"):
            client.send(ONE, title)


def test_a_slow_service_times_out(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path, timeout=0.3)) as client:
        services.fail_always("crossref", Answer(b"{}", delay=1.0))
        with pytest.raises(ServiceError, match=r"did not (?:answer|finish its answer) in time"):
            client.send(ONE, title)


def test_private_addresses_need_a_setting(tmp_path: Path) -> None:
    with (
        Services(HOLDINGS) as services,
        Client(services.settings(tmp_path, allow_private=False)) as client,
        pytest.raises(ServiceError, match="not a public address"),
    ):
        client.send(ONE, title)
    assert not services.requests


def test_a_redirect_to_another_host_is_not_followed(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        elsewhere = services.url.replace("127.0.0.1", "localhost") + "/crossref/works/" + DOI
        services.fail("crossref", Answer(b"", 302, TEXT, {"Location": elsewhere}))
        with pytest.raises(ServiceError, match="no usable answer"):
            client.send(ONE, title)
        services.fail("crossref", Answer(b"", 301, TEXT, {"Location": f"/crossref/works/{DOI}"}))
        assert client.send(ONE, title) == "A trial of tests"


def test_nothing_is_asked_offline(tmp_path: Path) -> None:
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path, offline=True)) as client:
        with pytest.raises(ServiceError, match="offline"):
            client.send(ONE, title)
        assert not services.requests


@pytest.mark.parametrize("mailto", ["", "a@example.org"])
def test_keeps_the_limits_under_load(tmp_path: Path, mailto: str) -> None:
    with (
        Services(HOLDINGS, latency=0.02, true_limits=True) as services,
        Client(services.settings(tmp_path, mailto=mailto)) as client,
    ):
        calls = [ONE] * 14 + [LIST] * 3
        threads = [
            threading.Thread(target=client.send, args=(call, lambda reply: reply.mapping()["status"])) for call in calls
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(services.requests) == len(calls)
        assert services.violations == []


def test_secrets_stay_out_of_logs_and_errors(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Services(HOLDINGS) as services:
        settings = services.settings(tmp_path, mailto="a@example.org", ncbi_api_key="s3cret")
        with Client(settings) as client:
            services.fail("eutils", *[Answer(b'{"error":"API key invalid","api-key":"s3cret"}', 400)])
            with pytest.raises(ServiceError) as caught:
                client.send(Call("eutils", "/esearch.fcgi", {"db": "pubmed", "term": "x"}), lambda reply: reply.text)
        assert services.requests[0].params["api_key"] == "s3cret"
    said = caplog.text + str(caught.value) + repr(caught.value.__cause__)
    assert "esearch.fcgi" in caplog.text
    assert "s3cret" not in said
    assert "example.org" not in said


def test_a_form_carries_what_is_too_long_for_an_address(tmp_path: Path) -> None:
    ids = ",".join(str(number) for number in range(10_000_000, 10_000_300))
    with Services(HOLDINGS) as services, Client(services.settings(tmp_path)) as client:
        client.send(Call("eutils", "/efetch.fcgi", {"id": ids}, form=True), lambda reply: reply.text)
        assert services.requests[0].method == "POST"
        assert services.requests[0].params["id"] == ids


def test_json_of_another_shape_is_unusable() -> None:
    with pytest.raises(ServiceError, match="unknown shape"):
        Reply("Crossref", 200, {}, json.dumps([1]).encode()).mapping()


def test_deeply_nested_json_is_unusable() -> None:
    with pytest.raises(ServiceError, match="malformed"):
        Reply("Crossref", 200, {}, b"[" * 1_000_000).json()
