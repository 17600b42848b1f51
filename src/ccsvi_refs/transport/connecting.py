"""HTTP sessions that connect to allowed addresses only, or through the proxy that the user has configured."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from aiohttp import hdrs
from aiohttp.abc import AbstractResolver, ResolveResult

from ccsvi_refs.transport import guard


class Stage:
    """How far a request has come: ``""``, then ``name`` (looked up), ``connect`` (to open a connection), ``sent``."""

    __slots__ = ("name",)

    def __init__(self) -> None:
        self.name = ""


#: Seconds an idle connection is kept: long enough for the next request to its host, and too short for a page that
#: links to a thousand hosts to run out of file descriptors.
IDLE = 0.3
#: Content-Encodings that are unpacked; more than one at a time is not asked for, and not unpacked.
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


def session(agent: str, tls: ssl.SSLContext, allow_private: bool, idle: float = IDLE) -> aiohttp.ClientSession:
    """Return a session whose every connection goes to an address that was judged, and judged again as it is opened.

    A connection that is not used is closed after ``idle`` seconds.
    """

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, destination = info
        guard.check_address(str(destination[0]), str(destination[0]), allow_private=allow_private)
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        limit=0,
        ssl=tls,
        resolver=Resolver(allow_private),
        socket_factory=open_socket,
        ttl_dns_cache=300,
        keepalive_timeout=idle,
    )
    return _session(agent, connector)


def proxied_session(agent: str, tls: ssl.SSLContext) -> aiohttp.ClientSession:
    """Return a session for requests through a proxy, which looks names up itself and may have a private address."""
    return _session(agent, aiohttp.TCPConnector(limit=0, ssl=tls))


def proxy(url: str) -> str:
    """Return the proxy that the environment names for an address, empty where there is none."""
    parts = urlsplit(url)
    known = getproxies()
    found = known.get(parts.scheme) or known.get("all", "")
    return found if found and not proxy_bypass(parts.hostname or "") else ""


def _tracing() -> aiohttp.TraceConfig:
    """Return what notes in a request's :class:`Stage` (its ``trace_request_ctx``) how far it has come."""
    config = aiohttp.TraceConfig()

    def noting(name: str) -> Any:
        async def note(_: object, context: Any, __: object) -> None:
            stage = context.trace_request_ctx
            if isinstance(stage, Stage):
                stage.name = name

        return note

    config.on_dns_resolvehost_start.append(noting("name"))
    config.on_dns_resolvehost_end.append(noting("connect"))
    config.on_dns_cache_hit.append(noting("connect"))
    config.on_connection_create_start.append(noting("connect"))
    config.on_connection_create_end.append(noting("sent"))
    config.on_connection_reuseconn.append(noting("sent"))
    return config


def _session(agent: str, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            hdrs.USER_AGENT: agent,
            hdrs.ACCEPT: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            hdrs.ACCEPT_LANGUAGE: "en,*;q=0.5",
            hdrs.ACCEPT_ENCODING: "gzip, deflate",
        },
        read_bufsize=32 * 1024,
        max_line_size=16 * 1024,
        max_field_size=32 * 1024,
        max_headers=200,
        timeout=aiohttp.ClientTimeout(total=None),
        trace_configs=[_tracing()],
    )


class Resolver(AbstractResolver):
    """Looks names up and leaves out the addresses that may not be connected to."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - every family is wanted
    ) -> list[ResolveResult]:
        """Return the allowed addresses of a name."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, lambda: guard.resolve(host, port, allow_private=self._allow_private))
        return [
            ResolveResult(
                hostname=host,
                host=one,
                port=port,
                family=socket.AF_INET6 if ":" in one else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for one in found
        ]

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


def tls() -> ssl.SSLContext:
    """Return a context that trusts what the system trusts, and Mozilla's authorities."""
    context = verifying()
    context.load_verify_locations(certifi.where())
    return context


def verifying(authority: bytes | None = None) -> ssl.SSLContext:
    """Return a context that trusts what the system trusts, or ``authority`` (DER) alone, alike on every Python.

    From 3.13 on (https://github.com/python/cpython/issues/107361) the default refuses certificates whose authority
    lacks extensions that RFC 5280 asks of it, and trusts an authority that others have signed.
    """
    context = ssl.create_default_context(cadata=authority)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
