"""One request and its answer, from servers that are slow, large or endless."""

import gzip
import json
import socket
import threading
import time
import zlib
from contextlib import contextmanager

import pytest

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Call, Client
from ccsvi_refs.transport.exchange import Exchange, Request, Unanswered

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"


@contextmanager
def raw(answer):
    """Yield the address of a server that reads one request's head, gives it to ``answer`` with the socket, and closes."""
    over = threading.Event()
    asked = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(20)
        listening.settimeout(0.05)

        def one(connection):
            with connection:
                try:
                    head = connection.recv(65_536).decode("latin-1")
                    asked.append(head)
                    answer(connection, head, over)
                except OSError:
                    return

        def serve():
            threads = []
            while not over.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                connection.settimeout(10)
                threads.append(threading.Thread(target=one, args=(connection,)))
                threads[-1].start()
            for thread in threads:
                thread.join()

        server = threading.Thread(target=serve)
        server.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
        finally:
            over.set()
            server.join()


def drip(start, piece, pause=0.02):
    def answer(connection, _, over):
        connection.sendall(start)
        while not over.is_set():
            connection.sendall(piece)
            over.wait(pause)

    return answer


def whole(data):
    return lambda connection, _head, _over: connection.sendall(data)


@pytest.fixture
def exchange():
    made = Exchange(allow_private=True)
    yield made
    made.close()


SLOW = {
    "nothing at all": drip(b"", b""),
    "headers line by line": drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
    "a header letter by letter": drip(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "an endless 100 Continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
    "a body byte by byte": drip(OK + b"\r\n", b" "),
    "chunks byte by byte": drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "a body that never begins": drip(OK + b"Content-Length: 5\r\n\r\n", b""),
    "a packed body byte by byte": drip(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0"),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_however_slowly_an_answer_comes_the_wait_has_an_end(exchange, answer):
    with raw(answer) as (url, _):
        started = time.monotonic()
        with pytest.raises(Unanswered) as caught:
            exchange.fetch(Request(url, seconds=0.3, whole=0.6))
        assert time.monotonic() - started < 2
    assert caught.value.kind in ("late", "unfinished", "unreached", "packed")


def test_redirects_share_one_deadline(exchange):
    def answer(connection, _head, over):
        over.wait(0.2)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with raw(answer) as (url, asked):
        with pytest.raises(Unanswered, match="in time"):
            exchange.fetch(Request(url, seconds=5, whole=0.5, onward=lambda _, __: True))
        assert len(asked) < 5


def bomb(data, encoding):
    return whole(OK + f"Content-Encoding: {encoding}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)


LARGE = {
    "plain": whole(OK + b"\r\n" + b" " * 300_000),
    "gzip": bomb(gzip.compress(b" " * 50_000_000), "gzip"),
    "deflate": bomb(zlib.compress(b" " * 50_000_000), "deflate"),
    "gzip in gzip": bomb(gzip.compress(gzip.compress(b" " * 50_000_000)), "gzip, gzip"),
    "in words nobody asked for": bomb(b"x", "br"),
}


@pytest.mark.parametrize("answer", LARGE.values(), ids=LARGE)
def test_more_than_the_limit_is_no_answer(exchange, answer):
    with raw(answer) as (url, _), pytest.raises(Unanswered) as caught:
        exchange.fetch(Request(url, most=100_000))
    assert caught.value.kind in ("large", "packed")


def test_as_much_as_the_limit_is_one(exchange):
    with raw(bomb(gzip.compress(b"x" * 1000), "gzip")) as (url, _):
        assert exchange.fetch(Request(url, most=1000)).content == b"x" * 1000
        with pytest.raises(Unanswered, match="larger than 999"):
            exchange.fetch(Request(url, most=999))


def test_login_data_of_the_users_netrc_go_nowhere(exchange, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("default login NETRCUSER password NETRCPASS\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with raw(whole(OK + b"Content-Length: 2\r\n\r\n{}")) as (url, asked):
        assert exchange.fetch(Request(url)).content == b"{}"
        assert exchange.fetch(Request(url.replace("//", "//u:p@"))).content == b"{}"
    assert "authorization" not in asked[0].lower()
    assert "Authorization: Basic dTpw" in asked[1]


def test_secret_headers_and_login_data_stay_on_the_first_host(exchange):
    def answer(connection, head, _over):
        if "/first" in head:
            target = url.replace("127.0.0.1", "localhost")
            connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {target}/second\r\nContent-Length: 0\r\n\r\n".encode())
        else:
            connection.sendall(OK + b"Content-Length: 2\r\n\r\n{}")

    with raw(answer) as (url, asked):
        request = Request(
            url.replace("//", "//u:p@") + "/first", {"Accept": "x"}, {"x-api-key": "hush"}, onward=lambda _, __: True
        )
        assert exchange.fetch(request).url.endswith("/second")
    assert "hush" in asked[0]
    assert "Authorization" in asked[0]
    assert "hush" not in asked[1]
    assert "Authorization" not in asked[1]
    assert "Accept: x" in asked[1]


def test_cookies_are_not_kept(exchange):
    with raw(whole(OK + b"Set-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}")) as (url, asked):
        exchange.fetch(Request(url))
        exchange.fetch(Request(url))
    assert "cookie" not in asked[1].lower()


def test_closing_ends_what_is_under_way():
    made = Exchange(allow_private=True)
    heard = []

    def ask(url):
        try:
            made.fetch(Request(url, seconds=30, whole=30))
        except Unanswered as error:
            heard.append(str(error))

    with raw(drip(b"", b"")) as (url, asked):
        thread = threading.Thread(target=ask, args=(url,))
        thread.start()
        while not asked:
            time.sleep(0.01)
        made.close()
        thread.join(2)
        assert heard == ["the run was ended"]


def client(url, tmp_path, **values):
    names = ("crossref", "eutils", "idconv", "doi", "datacite")
    return Client(Settings(**{f"{name}_url": url for name in names}, cache_dir=tmp_path, allow_private=True, **values))


def test_a_registry_that_sends_spaces_for_ever_is_left_alone(tmp_path):
    with raw(SLOW["a body byte by byte"]) as (url, asked), client(url, tmp_path, timeout=0.3) as asking:
        started = time.monotonic()
        for _ in range(3):
            with pytest.raises(ServiceError, match="did not finish its answer in time"):
                asking.send(Call("crossref", "/works/10.1/a", lane="single"), lambda reply: reply.json())
        assert time.monotonic() - started < 4
        assert len(asked) == 2


def test_a_run_has_a_deadline(tmp_path):
    with raw(whole(OK + b"Content-Length: 2\r\n\r\n{}")) as (url, asked), client(url, tmp_path, deadline=0.5) as asking:
        call = Call("crossref", "/works/10.1/a", lane="single")
        assert asking.send(call, lambda reply: reply.json()) == {}
        time.sleep(0.5)
        for service in ("crossref", "doi"):
            with pytest.raises(ServiceError, match=r"the run's 0\.5 seconds are over"):
                asking.send(Call(service, "/x", lane=call.lane if service == "crossref" else ""), lambda _: None)
        assert len(asked) == 1


def test_one_registrant_that_misbehaves_does_not_silence_the_others(tmp_path):
    def answer(connection, head, _over):
        path = head.split(" ")[1]
        if path == "/inward":
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")
        elif path == "/forbids":
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        elif path == "/large":
            connection.sendall(OK + b"\r\n" + json.dumps("x" * 3_000_000).encode())
        else:
            connection.sendall(OK + b"Content-Length: 2\r\n\r\n{}")

    with raw(answer) as (url, _), client(url, tmp_path) as asking:
        for path in ("/inward", "/forbids", "/large"):
            with pytest.raises(ServiceError):
                asking.send(Call("agency", path, onward=True), lambda reply: reply.json())
        assert asking.send(Call("agency", "/good", onward=True), lambda reply: reply.json()) == {}
