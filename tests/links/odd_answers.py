"""Answers, byte by byte, that strict parsers refuse; ``SHOWN`` are those of which Chromium shows the page."""

import gzip
import socketserver
import threading
import zlib
from contextlib import contextmanager

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
    "status-no-number": b"HTTP/1.1 OK\r\n\r\n" + PAGE,
    "http-1.2": HEAD.replace(b"1.1", b"1.2") + b"\r\n" + PAGE,
    "blank-line-first": b"\r\n" + HEAD + b"\r\n" + PAGE,
    "chunks-odd": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED.replace(b"\r\n", b" \r\n", 1),
    "chunks-unended": HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + CHUNKED.removesuffix(b"0\r\n\r\n"),
    "early-hints": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + HEAD + b"Server : x\r\n\r\n" + PAGE,
    "latin-header": HEAD + b"X-Author: J\xf6rg\r\n\r\n" + PAGE,
}  # fmt: skip
NO_CODING = HEAD + b"Content-Encoding: br\r\nContent-Length: 3000\r\n\r\n" + bytes(range(128, 256)) * 24
SHOWN["unread-packing"] = NO_CODING[:-72]
PACKED = gzip.compress(PAGE)
SHOWN |= {
    "icy": b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,
    "lower-case": b"http/1.1 200 ok\r\ncontent-type: text/html\r\n\r\n" + PAGE,
    "tab-in-status-line": b"HTTP/1.1\t200\tOK\r\nContent-Type: text/html\r\n\r\n" + PAGE,
    "continue-first": b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"\r\n" + PAGE,
    "name-in-utf-8": HEAD + "Stra\u00dfe: 1\r\n\r\n".encode() + PAGE,
    "more-than-length": HEAD + b"Content-Length: " + SIZE + b"\r\n\r\n" + PAGE + b"more and more",
    "length-with-plus": HEAD + b"Content-Length: +" + SIZE + b"\r\n\r\n" + PAGE,
    "length-with-blanks": HEAD + b"Content-Length:   " + SIZE + b"  \r\n\r\n" + PAGE,
    "no-type": b"HTTP/1.1 200 OK\r\n\r\n" + PAGE,
    "odd-type": b"HTTP/1.1 200 OK\r\nContent-Type: html\r\n\r\n" + PAGE,
    "status-299": HEAD.replace(b"200 OK", b"299 Fine") + b"\r\n" + PAGE,
    "status-203": HEAD.replace(b"200 OK", b"203 Other") + b"\r\n" + PAGE,
    "gzip-cut-off": HEAD + b"Content-Encoding: gzip\r\n\r\n" + PACKED[:-12],
    "gzip-with-more": HEAD + b"Content-Encoding: gzip\r\n\r\n" + PACKED + b"\0" * 50,
    "deflate-raw": HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(PAGE)[2:-4],
    "said-to-be-gzip": HEAD + b"Content-Encoding: x-gzip\r\n\r\n" + PACKED,
    "chunks-of-gzip": HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + hex(len(PACKED))[2:].encode() + b"\r\n" + PACKED + b"\r\n0\r\n\r\n",
    "utf-16": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.decode().encode("utf-16"),
    "trailers": HEAD + b"Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n" + CHUNKED.removesuffix(b"\r\n") + b"X: 1\r\n\r\n",
    "to-backslash": b"HTTP/1.1 302 Found\r\nLocation: \\folded\r\nConnection: close\r\n\r\n",
    "to-blanks": b"HTTP/1.1 302 Found\r\nLocation:   /folded  \r\nConnection: close\r\n\r\n",
    "to-relative": b"HTTP/1.1 302 Found\r\nLocation: ./../folded\r\nConnection: close\r\n\r\n",
    "to-its-own-fragment": b"HTTP/1.1 302 Found\r\nLocation: /folded#introduction\r\nConnection: close\r\n\r\n",
    "to-the-same-twice": b"HTTP/1.1 302 Found\r\nLocation: /folded\r\nLocation: /folded\r\nConnection: close\r\n\r\n",
    "to-with-odd-header": b"HTTP/1.1 302 Found\r\nServer : x\r\nLocation: /folded\r\nConnection: close\r\n\r\n",
    "to-in-lower-case": b"HTTP/1.1 302 Found\r\nlocation: /folded\r\nConnection: close\r\n\r\n",
    "refresh-header": HEAD + b"Refresh: 0;url=/folded\r\n\r\n<title>x</title>",
}  # fmt: skip
UNPROVEN = {
    "nul-in-header": HEAD + b"X-Odd: a\x00b\r\n\r\n" + PAGE,
    "garbage": b"SSH-2.0-OpenSSH_9.0\r\n",
    "two-lengths": HEAD + b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + PAGE,
    "cut-in-status-line": b"HTTP/1.1 20",
    "cut-in-headers": HEAD + b"X-Author: J",
    "cut-before-a-word": HEAD + b"Content-Length: 9000\r\n\r\n<!doctype ht",
    "cut-before-the-body": HEAD + b"Content-Length: 9000\r\n\r\n",
    "endless-head": HEAD + b"X-More: " + b"y" * 400_000,
    "unended-gzip": HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8bnot gzip at all",
}

#: A status that says that there is no page, whatever comes of what was to come with it.
GONE = {
    "length-of-nothing": b"HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n",
    "chunks-of-nothing": b"HTTP/1.1 410 Gone\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
    "headers-cut": b"HTTP/1.1 404 Not Found\r\nX-Author: J",
    "packing-of-nothing": b"HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n\x1f\x8b",
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
        self.request.sendall({**SHOWN, **UNPROVEN, **GONE}.get(name, NOT_FOUND))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def serving():
    """Serve every answer under its name; yield the address they are under."""
    with Server(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
