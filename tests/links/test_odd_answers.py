"""Answers that strict parsers refuse and browsers show: what this client cannot read is never held against a link."""

import asyncio

import pytest

from ccsvi_refs import links
from ccsvi_refs.links import tolerant
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.odd_answers import GONE, PAGE, SHOWN, UNPROVEN, serving


@pytest.fixture(scope="module")
def base():
    with serving() as found:
        yield found


def check(url, **options):
    chosen = LinkSettings(second_look=0.05, timeout=3.0, spacing=0.0, archive=False, **options)
    (status,) = links.check([Link(url)], {}, Settings(allow_private=True, links=chosen))
    return status


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_that_browsers_show_is_alive(base, name):
    status = check(f"{base}/{name}")
    assert (status.verdict, (status.status or 0) // 100) == ("ok", 2), status.reason


@pytest.mark.parametrize("name", UNPROVEN)
def test_what_no_browser_can_read_either_is_unknown_and_not_dead(base, name):
    status = check(f"{base}/{name}")
    assert (status.verdict, status.dead_since) == ("unknown", ""), status.reason


@pytest.mark.parametrize("name", GONE)
def test_a_page_whose_status_says_that_it_is_gone_is_gone_though_the_answer_is_cut_off(base, name):
    status = check(f"{base}/{name}")
    assert (status.verdict, status.status) in {("broken", 404), ("broken", 410)}, status.reason


def test_a_missing_page_is_missing_however_oddly_that_is_said(base):
    assert check(f"{base}/none").verdict == "broken"


def test_a_second_look_costs_one_more_request_only(base):
    async def twice():
        reader = asyncio.StreamReader()
        reader.feed_data(SHOWN["length-beside-coding"])
        reader.feed_eof()
        return await tolerant._answer(reader, 1.0)

    raw = asyncio.run(twice())
    assert (raw.body, raw.complete) == (PAGE, True)


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"5;x=y\r\nhello\r\n3\nabc\n0\r\n", b"helloabc"),
        (b"zz\r\nhello", b"zz\r\nhello"),
        (b"0\r\n\r\n", b""),
        (b"ffffffff\r\nhello", b"hello"),
    ],
)
def test_chunks_are_read_up_to_the_first_that_cannot_be(data, content):
    assert tolerant.dechunked(data) == content


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example", ".".join(["abcdefgh"] * 40)])
def test_a_name_that_no_host_can_have_is_said_to_be_so(host):
    status = check(f"http://{host}/")
    assert (status.verdict, "no host can be called" in status.reason) == ("broken", True)


def test_a_number_is_the_address_that_browsers_read_it_as(base):
    port = base.rpartition(":")[2]
    assert check(f"http://2130706433:{port}/folded").verdict == "ok"
    assert check(f"http:\\\\127.1:{port}\\folded").verdict == "ok"


@pytest.mark.parametrize(("sent", "complete"), [(len(PAGE), True), (len(PAGE) - 1, False)])
def test_a_body_that_comes_in_pieces_is_whole_with_its_last_byte(sent, complete):
    async def read():
        reader = asyncio.StreamReader()
        reader.feed_data(b"HTTP/1.1 200 OK\r\nServer : x\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE[:100])

        def rest():
            reader.feed_data(PAGE[100:sent])
            reader.feed_eof()

        asyncio.get_running_loop().call_later(0.01, rest)
        return await tolerant._answer(reader, 2.0)

    raw = asyncio.run(read())
    assert (raw.body, raw.complete) == (PAGE[:sent], complete)
