from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.transport.redacting import redact
from ccsvi_refs.transport.replies import Reply


def reply(body: bytes = b"", status: int = 200, **headers: str) -> Reply:
    return Reply("Crossref", status, headers, body)


@pytest.mark.parametrize(
    ("value", "expected"), [("120", 120.0), ("0", 0.0), ("1.5", 1.5), ("", None), ("soon", None), ("-3", None)]
)
def test_retry_after_in_seconds(value: str, expected: float | None) -> None:
    assert reply(**{"retry-after": value}).retry_after() == expected


def test_retry_after_as_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    seconds = reply(**{"retry-after": later}).retry_after()
    assert seconds is not None
    assert 87 < seconds <= 90
    assert reply(**{"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}).retry_after() == 0.0


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b'{"error":"API rate limit exceeded","count":"11"}', 200, True),
        (b'{"error":"API rate limit exceeded","api-key":"1.2.3.4","count":"4","limit":"3"}', 429, True),
        (b"slow down", 429, True),
        (b'{"error":"invalid db name"}', 200, False),
        (b"<html>API rate limit exceeded</html>", 200, False),
    ],
)
def test_being_over_the_limit_is_read_from_the_body_too(body: bytes, status: int, expected: bool) -> None:
    assert reply(body, status).over_limit is expected


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"<!DOCTYPE html><p>x", b"[" * 100_000, b"NaN "])
def test_unusable_bodies(body: bytes) -> None:
    with pytest.raises(ServiceError, match="Crossref") as caught:
        reply(body).mapping()
    assert caught.value.status == 200


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"error":"API key invalid","api-key":"s3cret"}', ": API key invalid"),
        (b'{"status":"failed","message":[{"type":"x","message":"No such y"}]}', ": No such y"),
        (b'{"message":{"DOI":"10.1000/a"}}', ""),
        (b"<html>no</html>", ""),
        (b"[1]", ""),
    ],
)
def test_the_service_s_own_words_for_what_is_wrong(body: bytes, expected: str) -> None:
    assert reply(body, 400).reason == expected


def test_redacting_takes_values_and_leaves_the_rest() -> None:
    text = 'GET /efetch.fcgi?db=pubmed&api_key=s3cret&email=a%40b.org&id=1 {"api-key": "s3cret"} mailto=x@y.z'
    assert redact(text) == 'GET /efetch.fcgi?db=pubmed&api_key=...&email=...&id=1 {"api-key": "..."} mailto=...'


@pytest.mark.parametrize("value", ["-3", "soon", "1e9", "Wed, 21 Oct 2015 07:28:00 GMT", "NaN\x1b]0;x"])
def test_a_retry_after_that_names_no_time_to_come_is_named(value: str) -> None:
    said = reply(status=429, **{"retry-after": value}).senseless_wait
    assert said
    assert said.isprintable()


@pytest.mark.parametrize("seconds", ["0", "120", "99999999999", ""])
def test_a_retry_after_in_seconds_or_none_is_sensible(seconds: str) -> None:
    assert reply(status=429, **({"retry-after": seconds} if seconds else {})).senseless_wait == ""


def test_a_clock_a_little_behind_ours_is_no_senseless_wait() -> None:
    just_past = format_datetime(datetime.now(UTC) - timedelta(seconds=20), usegmt=True)
    assert reply(status=429, **{"retry-after": just_past}).senseless_wait == ""
