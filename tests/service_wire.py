"""How an answer of the stand-in goes over the wire: whole, zipped, in chunks, in drops, or broken off."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

JSON = "application/json"
TEXT = "text/plain"


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    #: Bytes that are promised by Content-Length and never sent.
    cut: int = 0
    #: How it goes over the wire: whole, or "gzip", "chunked", "drops", "reset".
    wire: str = ""


#: Bytes in a drop or a chunk, and the seconds between drops.
_PIECE, _PAUSE = 1_500, 0.02


def send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send an answer the way it says."""
    body = gzip.compress(answer.body) if answer.wire == "gzip" else answer.body
    handler.send_response(answer.status)
    if answer.kind:
        handler.send_header("Content-Type", answer.kind)
    if answer.wire == "gzip":
        handler.send_header("Content-Encoding", "gzip")
    if answer.wire == "chunked":
        handler.send_header("Transfer-Encoding", "chunked")
    else:
        handler.send_header("Content-Length", str(len(body) + answer.cut))
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    try:
        _body(handler, body, answer.wire)
    except OSError:
        handler.close_connection = True
    if answer.cut:
        handler.close_connection = True


def _body(handler: BaseHTTPRequestHandler, body: bytes, wire: str) -> None:
    pieces = [body[start : start + _PIECE] for start in range(0, len(body), _PIECE)]
    if wire == "chunked":
        for piece in pieces:
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")
    elif wire == "drops":
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(_PAUSE)
    elif wire == "reset":
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        # A socket closed with no time to linger sends RST instead of FIN.
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()
        handler.close_connection = True
    else:
        handler.wfile.write(body)
