"""One GET over HTTP, with limits on everything a hostile server could make large or long; and redirects followed.

Facts only: what was sent back, or what kind of failure there was. What that says about the link is judged elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp import hdrs
from yarl import URL

from ccsvi_refs.errors import AddressRefused
from ccsvi_refs.links import address, tolerant
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.body import Body, read
from ccsvi_refs.links.cookies import Jar
from ccsvi_refs.links.pace import HostPace
from ccsvi_refs.links.status import Hop
from ccsvi_refs.transport import connecting, guard
from ccsvi_refs.transport.failures import Failure, further_tls_fault, of_error

#: Redirects followed, as browsers do.
_MOST_HOPS = 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASK_TO_WAIT = _REDIRECTS | {429, 503}
#: The statuses from this one on say that there is no page; what comes with them may be cut off.
_SAYS_ENOUGH = 400


class Fetcher:
    """Sends GET requests, each in its turn; an asynchronous context that closes its connections at the end."""

    def __init__(
        self,
        pace: HostPace,
        *,
        allow_private: bool,
        agent: str,
        patience: float,
        headers: Callable[[str], Mapping[str, str]] = lambda _: {},
    ) -> None:
        self._pace = pace
        self._headers = headers
        self._proxies: dict[tuple[str, str], str] = {}
        self._allow_private = allow_private
        self._patience = patience
        self._agent = agent

    async def __aenter__(self) -> Self:
        self._tls = connecting.tls()
        self._direct = connecting.session(self._agent, self._tls, self._allow_private)
        self._proxied = connecting.proxied_session(self._agent, self._tls)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._direct.close()
        await self._proxied.close()

    async def follow(
        self, url: str, limit: float, headers: Mapping[str, str] | None = None, jar: Jar | None = None
    ) -> Answer:
        """Return the answer at the end of the redirects that begin at ``url``; each request gets ``limit`` seconds.

        ``jar`` has the cookies of what led here.
        """
        hops: tuple[Hop, ...] = ()
        jar = jar or Jar()
        seen: set[tuple[str, str]] = set()
        current, elapsed = url, 0.0
        while True:
            answer = await self.get(current, limit, jar, headers)
            elapsed += answer.elapsed
            answer = replace(answer, url=url, final_url=current, hops=hops, elapsed=elapsed)
            if answer.failure or answer.status not in _REDIRECTS:
                return answer
            target = answer.headers.get("Location", "")
            if not target and answer.body:  # browsers show what came with it
                return answer
            if not target:
                return replace(answer, failure="redirect", detail="redirects without saying where to")
            try:
                current = address.join(current, _latin(target))
            except ValueError:
                return replace(answer, failure="redirect", detail=f"redirects to no usable address: {target[:200]}")
            hops = (*hops, Hop(answer.status or 0, current))
            state = (current, jar.header(current))
            if state in seen or len(hops) > _MOST_HOPS:
                detail = "redirects in a circle" if state in seen else f"redirects more than {_MOST_HOPS} times"
                return replace(answer, hops=hops, final_url=current, failure="loop", detail=detail)
            seen.add(state)

    async def get(
        self, url: str, limit: float, jar: Jar | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the answer to one GET, redirects not followed; ``jar`` gives and takes its cookies."""
        failed = Answer(url, url)
        try:
            _check_scheme(url)
            target = address.normal(url)
            by_proxy = bool(self._proxy(target))
            guard.check_url(target, allow_private=self._allow_private, by_proxy=by_proxy)
        except AddressRefused as error:
            return replace(failed, failure="forbidden", detail=error.message)
        except ValueError as error:
            return replace(failed, failure="address", detail=f"not a usable address: {error}")
        host = address.host(target)
        jar = jar or Jar()
        sent = {**self._headers(host), **(headers or {})}
        if cookies := jar.header(target):
            sent[hdrs.COOKIE] = cookies
        async with self._pace.slot(host):
            started = time.monotonic()
            answer = await self._exchange(url, target, limit, sent)
            answer = replace(answer, elapsed=time.monotonic() - started)
            heeded = answer.wait is not None and answer.wait <= self._patience and answer.status in _ASK_TO_WAIT
            self._pace.note(host, answer.status, answer.wait if heeded else None)
        jar.receive(target, answer.cookies)
        return answer

    async def _exchange(self, url: str, target: str, limit: float, headers: Mapping[str, str]) -> Answer:
        failed = Answer(url, url)
        proxy = self._proxy(target)
        stage = connecting.Stage()
        try:
            async with asyncio.timeout(limit):
                response = await (self._proxied if proxy else self._direct).get(
                    URL(target, encoded=True),
                    allow_redirects=False,
                    headers=headers,
                    proxy=proxy or None,
                    trace_request_ctx=stage,
                )
        except TimeoutError:
            return _late(failed, limit, stage, proxied=bool(proxy))
        except (aiohttp.ClientError, OSError, ssl.SSLError, ValueError, AssertionError, AddressRefused) as error:
            return await self._again(failed, error, target, limit, headers, stage)
        async with response:
            body = Body(b"")
            if response.status not in _REDIRECTS or "Location" not in response.headers:
                body = await read(response, limit, for_fragment="#" in url)
            if not body.complete:
                response.close()
        said_enough = response.status >= _SAYS_ENOUGH
        if body.is_late and not said_enough:
            return replace(failed, failure="timeout", detail="the body did not come in time")
        if not body.complete and not body.content and not said_enough:
            return await self._tolerantly(failed, "the answer breaks off before its body", target, limit, headers)
        if proxy and (said := _of_proxy(response.status, target)):
            return replace(failed, failure="proxy", detail=said)
        status, found = response.status, response.headers
        return replace(failed, status=status, headers=found, body=body.content, complete=body.complete)

    async def _again(
        self,
        failed: Answer,
        error: BaseException,
        target: str,
        limit: float,
        headers: Mapping[str, str],
        stage: connecting.Stage,
    ) -> Answer:
        """Return what a failure was, after a second, tolerant look where it may be our own parser's or TLS's."""
        proxied = bool(self._proxy(target))
        failure, detail = of_error(error, proxied=proxied)
        secure = target.startswith("https:")
        if failure == "unreachable" and stage.name == "sent":
            failure, detail = "reset", "the connection was closed without an answer"
        if failure == "reset" and secure and stage.name != "sent":
            return replace(failed, failure="handshake", detail="the server ended the agreement on a secure connection")
        if failure == "tls" and not proxied:
            detail = await self._tls_fault(detail, target, limit)
        if not proxied and (failure == "protocol" or (failure == "reset" and secure)):
            return await self._tolerantly(failed, detail, target, limit, headers, failure)
        return replace(failed, failure=failure, detail=detail)

    async def _tolerantly(
        self,
        failed: Answer,
        detail: str,
        target: str,
        limit: float,
        headers: Mapping[str, str],
        failure: Failure = "protocol",
    ) -> Answer:
        """Return what a reader as tolerant as browsers makes of an answer, or the failure where it is none to them."""
        if self._proxy(target):
            return replace(failed, failure="proxy", detail=detail)
        parts = urlsplit(target)
        try:
            found = await connecting.Resolver(self._allow_private).resolve(parts.hostname or "", parts.port or 0)
            sent = {hdrs.USER_AGENT: self._agent, hdrs.ACCEPT: "text/html,*/*;q=0.8", **headers}
            raw = await tolerant.get(target, [one["host"] for one in found], sent, self._tls, limit)
        except tolerant.Unreadable as unreadable:
            return replace(failed, failure=failure, detail=detail if failure == "reset" else str(unreadable))
        except TimeoutError:
            return replace(failed, failure=failure, detail=detail)
        except (OSError, ssl.SSLError, ValueError, AddressRefused) as error:
            kind, said = of_error(error)
            known = kind in {"credentials", "handshake", "reset"}
            return replace(failed, failure=kind if known else failure, detail=said if known else detail)
        if not raw.complete and not raw.body and raw.status < _SAYS_ENOUGH:
            return replace(failed, failure=failure, detail="the answer breaks off before its body")
        return replace(failed, status=raw.status, headers=raw.headers, body=raw.body, complete=raw.complete)

    async def _tls_fault(self, detail: str, target: str, limit: float) -> str:
        parts = urlsplit(target)
        try:
            async with asyncio.timeout(limit):
                found = await connecting.Resolver(self._allow_private).resolve(parts.hostname or "", parts.port or 443)
                addresses = [one["host"] for one in found]
                return await further_tls_fault(detail, parts.hostname or "", parts.port or 443, addresses)
        except (OSError, AddressRefused):
            return detail

    def _proxy(self, target: str) -> str:
        """Return the proxy for an address; the environment is read once for each host."""
        key = (target.partition(":")[0], address.host(target))
        if key not in self._proxies:
            self._proxies[key] = connecting.proxy(target)
        return self._proxies[key]

    async def json(self, url: str, limit: float) -> tuple[int | None, Any]:
        """Return the status of a service's answer and the JSON in it, None where there is none."""
        answer = await self.get(url, limit, headers={hdrs.ACCEPT: "application/json"})
        try:
            return answer.status, json.loads(answer.body)
        except (ValueError, RecursionError):
            return answer.status, None

    async def finds(self, url: str) -> bool:
        """Return whether the host name of an address can be looked up."""
        try:
            return bool(await connecting.Resolver(self._allow_private).resolve(urlsplit(url).hostname or ""))
        except (OSError, AddressRefused):
            return False


def _check_scheme(url: str) -> None:
    scheme = url.strip().partition(":")[0].lower()
    if scheme not in guard.SCHEMES:
        raise AddressRefused(f"only http and https are followed, not {scheme[:40]}", url)


def _late(failed: Answer, limit: float, stage: connecting.Stage, *, proxied: bool) -> Answer:
    """Return the failure of a request that was not answered in time, by how far it had come."""
    if proxied:
        return replace(failed, failure="proxy", detail=f"the proxy gave no answer within {limit:g} seconds")
    if stage.name == "name":
        return replace(failed, failure="resolver", detail=f"the name was not looked up within {limit:g} seconds")
    if stage.name in {"", "connect"}:
        return replace(failed, failure="unconnected", detail=f"no connection within {limit:g} seconds")
    return replace(failed, failure="timeout", detail=f"no answer within {limit:g} seconds")


def _of_proxy(status: int, target: str) -> str:
    """Return what a proxy says for itself in answering a plain request, empty where the answer may be the site's."""
    if status == 407:
        return "the proxy asks for a login (407)"
    if status in {502, 503, 504} and target.startswith("http:"):
        return f"the proxy could not pass the request on, or the server fails ({status})"
    return ""


def _latin(value: str) -> str:
    """Return a header value whose bytes were not UTF-8 as the Latin-1 it then is."""
    return value.encode("utf-8", "surrogateescape").decode("latin-1") if not value.isprintable() else value
