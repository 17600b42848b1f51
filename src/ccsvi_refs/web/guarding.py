"""Who may speak to the server: this machine's browser, with the key that is in the address, and no page of others.

A site that a browser shows can send requests to this machine, also under a name of its own that it lets mean this
machine (DNS rebinding). So every request has to name this server as its host, come from its own pages, and have the
key.
https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
https://github.com/w3c/webappsec-fetch-metadata
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What our own pages may do: show themselves, and speak to this server.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: What a page of others' words may do: show itself and run its own script, as a stranger to this server.
POLICY_OF_REPORTS = (
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-modals; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; "
    "base-uri 'none'"
)
#: What a printed list of references may do: show itself.
POLICY_OF_LISTS = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; "
    "base-uri 'none'"
)
#: A page in a sandbox may not ask to be alone with what it opens: browsers then refuse to show it.
STRANGER = {"Cross-Origin-Opener-Policy": "unsafe-none"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

_NOT_OURS = "This page is for the person at this computer alone. Open the address that ccsvi-refs serve has printed."
_NO_KEY = "Open the whole address that ccsvi-refs serve has printed when it was started: it has a key in it."


class Guard:
    """Refuses requests that are not this machine's user's, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], key: str, once: str = "") -> None:
        """``once`` leads to the page a single time: it stands where others of this machine may see it."""
        self.app = app
        self.hosts = hosts
        self.key = key
        self.once = once

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it before anything of it is read."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            app = self.answering(scope["method"], scope["path"], Headers(scope=scope))
            await app(scope, receive, _with_headers(send))

    def answering(self, method: str, path: str, headers: Headers) -> ASGIApp:
        """Return what answers a request: the page, the way to it, or a refusal."""
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self.hosts:
            return _refused(_NOT_OURS)
        if not _is_from_here(method, headers):
            return _refused(_NOT_OURS)
        given = path.lstrip("/").partition("/")[0]
        if self.once and _same(given, self.once):
            self.once = ""
            return RedirectResponse(f"/{self.key}/", 303)
        return self.app if _same(given, self.key) else _refused(_NO_KEY)


def _refused(why: str) -> ASGIApp:
    return PlainTextResponse(why, 403)


def _same(given: str, key: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), key.encode())


def _is_from_here(method: str, headers: Headers) -> bool:
    """Return whether a request comes from a page of this server, or from the person who types an address."""
    origins = headers.getlist("origin")
    if any(origin.lower() != f"http://{headers['host'].lower()}" for origin in origins):
        return False
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    return method in ("GET", "HEAD") or len(origins) == 1


def _with_headers(send: Send, headers: Mapping[str, str] = _HEADERS) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = MutableHeaders(scope=message)
            for name, value in headers.items():
                given.setdefault(name, value)
        await send(message)

    return sending
