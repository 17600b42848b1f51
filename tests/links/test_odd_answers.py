"""Answers that strict parsers refuse and browsers show: what this client cannot read is never held against a link."""

import asyncio
import socketserver
import threading

import pytest

from ccsvi_refs import links
from ccsvi_refs.links import tolerant
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings

PAGE = b"<!doctype html><title>Veins</title><h1>Veins</h1><p>" + b"Words of a page about veins. " * 30
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SIZE = str(len(PAGE)).encode()
CHUNKED = hex(len(PAGE))[2:].encode() + b"\r\n" + PAGE + b"\r\n0\r\n\r\n"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone"

SHOWN = {
    "length-twice": HEAD + b"Content-Length: " + SIZE + b"\r\nContent-Length: " + SIZE + b"\r\n\r\n" + PAGE,
    "length-listed": HEAD + b"Content-Length: " + SIZE + b", " + SIZE + b"\r\n\r\n" + PAGE,
    "length-beside-coding": HEAD + b"Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED,
    "identity": HEAD + b"Transfer-Encoding: identity\r\n\r\n" + PAGE,
    "blank-before-colon": HEAD + b"Server : x\r\n\r\n" + PAGE,
    "blank-in-name": HEAD + b"X Powered By: x\r\n\r\n" + PAGE,
    "no-colon": HEAD + b"nonsense\r\n\r\n" + PAGE,
    "empty-name": HEAD + b": x\r\n\r\n" + PAGE,
    "folded": HEAD + b"X-Long: a\r\n b\r\n\r\n" + PAGE,
    "length-too-short": HEAD + b"Content-Length: 60\r\nConnection: close\r\n\r\n" + PAGE,
    "length-too-long": HEAD + b"Content-Length: 99999\r\nConnection: close\r\n\r\n" + PAGE,
    "length-no-number": HEAD + b"Content-Length: many\r\n\r\n" + PAGE,
    "length-negative": HEAD + b"Content-Length: -1\r\n\r\n" + PAGE,
    "long-header": HEAD + b"Content-Security-Policy: " + b"x" * 40_000 + b"\r\n\r\n" + PAGE,
    "many-headers": HEAD + b"".join(b"X-%d: x\r\n" % number for number in range(210)) + b"\r\n" + PAGE,
    "line-feeds": (HEAD + b"\r\n").replace(b"\r\n", b"\n") + PAGE,
    "no-reason": HEAD.replace(b" OK", b"") + b"\r\n" + PAGE,
    "no-version": PAGE,
    "http-1.2": HEAD.replace(b"1.1", b"1.2") + b"\r\n" + PAGE,
    "blank-line-first": b"\r\n" + HEAD + b"\r\n" + PAGE,
    "chunks-odd": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED.replace(b"\r\n", b" \r\n", 1),
    "chunks-unended": HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + CHUNKED.removesuffix(b"0\r\n\r\n"),
    "early-hints": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + HEAD + b"Server : x\r\n\r\n" + PAGE,
    "latin-header": HEAD + b"X-Author: J\xf6rg\r\n\r\n" + PAGE,
    "nul-in-header": HEAD + b"X-Odd: a\x00b\r\n\r\n" + PAGE,
}  # fmt: skip
NO_CODING = HEAD + b"Content-Encoding: br\r\nContent-Length: 3000\r\n\r\n" + bytes(range(128, 256)) * 24
SHOWN["unread-packing"] = NO_CODING[:-72]
UNPROVEN = {
    "garbage": b"SSH-2.0-OpenSSH_9.0\r\n",
    "two-lengths": HEAD + b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + PAGE,
    "status-no-number": b"HTTP/1.1 OK\r\n\r\n" + PAGE,
    "endless-head": HEAD + b"X-More: " + b"y" * 400_000,
    "unended-gzip": HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8bnot gzip at all",
}


class Odd(socketserver.BaseRequestHandler):
    def handle(self):
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.request.recv(65536)
            if not part:
                return
            data += part
        name = data.split(b" ")[1].decode().strip("/")
        self.request.sendall({**SHOWN, **UNPROVEN}.get(name, NOT_FOUND))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture(scope="module")
def base():
    with Server(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def check(url, **options):
    chosen = LinkSettings(second_look=0.05, timeout=3.0, spacing=0.0, archive=False, **options)
    (status,) = links.check([Link(url)], {}, Settings(allow_private=True, links=chosen))
    return status


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_that_browsers_show_is_alive(base, name):
    status = check(f"{base}/{name}")
    assert (status.verdict, status.status) == ("ok", 200), status.reason


@pytest.mark.parametrize("name", UNPROVEN)
def test_what_no_browser_can_read_either_is_unknown_and_not_dead(base, name):
    status = check(f"{base}/{name}")
    assert (status.verdict, status.dead_since) == ("unknown", ""), status.reason


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
