"""A web server on loopback that fails in every way a link can: one path, one class.

It speaks bytes, so that it can say what no proper server would. It listens on every 127.0.0.x address of one port.
"""

import asyncio
import contextlib
import gzip
import json
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qs, unquote, urlsplit

#: Seconds within which a request may come that was sent before the client had read "not before …".
_ON_ITS_WAY = 0.3
FILLER = "<p>" + "The veins of the neck were examined by ultrasound in patients and in controls. " * 30 + "</p>"


@dataclass
class Request:
    method: str
    target: str
    headers: dict
    host: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int = 1  # how often this target has been asked for, this time included

    @property
    def path(self):
        return unquote(urlsplit(self.target).path)

    @property
    def query(self):
        return {key: values[0] for key, values in parse_qs(urlsplit(self.target).query).items()}

    def url(self, path):
        return f"http://{self.host}{path}"


@dataclass
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"

    def render(self):
        body = self.body.encode() if isinstance(self.body, str) else self.body
        headers = {"Content-Type": self.kind, "Content-Length": str(len(body)), **self.headers}
        lines = [f"HTTP/1.1 {self.status} X", *(f"{k}: {v}" for k, v in headers.items() if v is not None), "", ""]
        return "\r\n".join(lines).encode("latin-1") + body


def html(title="", body="", head="", status=200, **headers):
    page = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Reply(page, status, {name.replace("_", "-"): value for name, value in headers.items()})


def redirect(status, target, **headers):
    return Reply(b"", status, {"Location": target, **{k.replace("_", "-"): v for k, v in headers.items()}})


class FaultServer:
    """Answers with what ``routes`` hold for the first part of a path; keeps a log of (time, host, target)."""

    def __init__(self, routes, *, latency=0.0, tls=None, host="0.0.0.0"):
        self.host = host
        self.tls = tls
        self.routes = routes
        self.latency = latency
        self.log = []
        self.counts = Counter()
        self.in_flight = Counter()
        self.most_in_flight = Counter()
        self.not_before = defaultdict(lambda: (0.0, 0.0))
        self.too_early = []
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, path, host="127.0.0.1"):
        return f"http{'s' if self.tls else ''}://{host}:{self.port}{path}"

    def asked(self, path):
        return [entry for entry in self.log if entry[2] == path]

    def _run(self):
        asyncio.run(self._serve())

    async def _serve(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._client, self.host, 0, backlog=1024, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _client(self, reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, TimeoutError):
            while await self._exchange(reader, writer):
                pass
        writer.close()

    async def _exchange(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
        host = headers.get("host", "")
        self.counts[host, target] += 1
        now = time.monotonic()
        self.log.append((now, host, target))
        set_at, until = max(self.not_before[host], self.not_before[host, target])
        if set_at + _ON_ITS_WAY < now < until:
            self.too_early.append((host, target, until - now))
        request = Request(method, target, headers, host, reader, writer, self.counts[host, target])
        self.in_flight[host] += 1
        self.most_in_flight[host] = max(self.most_in_flight[host], self.in_flight[host])
        try:
            await asyncio.sleep(self.latency)
            reply = await self._reply(request)
        finally:
            self.in_flight[host] -= 1
        if reply is None:
            return False
        if reply.status in {429, 503} and "Retry-After" in reply.headers and reply.headers["Retry-After"].isdigit():
            wait = int(reply.headers["Retry-After"])
            now = time.monotonic()
            self.not_before[host if wait <= 60 else (host, target)] = now, now + wait
        writer.write(reply.render())
        await writer.drain()
        return True

    async def _reply(self, request):
        first = request.path.strip("/").split("/")[0]
        route = self.routes.get(first) or self.routes.get("*")
        if route is None:
            return html("404 Not Found", "<h1>Not Found</h1>", status=404)
        reply = route(request)
        return await reply if asyncio.iscoroutine(reply) else reply


async def hang(request):
    await request.reader.read()  # until the client gives up


async def close(request):
    return None


async def reset(request):
    request.writer.transport.abort()


async def drip(request):
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Slow</title>" + b" " * 1000)
    while True:
        request.writer.write(b" ")
        await request.writer.drain()
        await asyncio.sleep(0.05)


async def hanging_body(request):
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<html>")
    await request.reader.read()


async def broken_off(request):
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n")


async def drip_headers(request):
    request.writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.writer.write(b"X-More: 1\r\n")
        await request.writer.drain()
        await asyncio.sleep(0.2)


async def endless_headers(request):
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    for number in range(200_000):
        request.writer.write(f"X-{number}: {'y' * 200}\r\n".encode())
        await request.writer.drain()


async def huge(request):
    page = b"<!DOCTYPE html><title>A long report</title><h1>A long report</h1>"
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200000000\r\n\r\n" + page)
    for _ in range(3_000):
        request.writer.write(b"<p>word</p>" * 6_000)
        await request.writer.drain()


def bomb(request):
    return Reply(_bomb(), headers={"Content-Encoding": "gzip"})


def _bomb(made={}):  # noqa: B006 - made once, it takes a while
    if not made:
        made["bomb"] = gzip.compress(b"<!DOCTYPE html><title>Big</title>" + b"\0" * 50_000_000, 9)
    return made["bomb"]


def garbage(request):
    request.writer.write(b"SSH-2.0-OpenSSH_9.0\r\n")


def http_date(seconds):
    return formatdate(time.time() + seconds, usegmt=True)


def as_json(data, status=200):
    return Reply(json.dumps(data), status, kind="application/json")
