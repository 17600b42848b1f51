"""Cookies of one chain of redirects, by RFC 6265, 5.1 to 5.4, as browsers keep them: any name, any value, by domain."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from http.cookiejar import http2time  # type: ignore[attr-defined]  # documented nowhere, there since 2.4
from ipaddress import ip_address
from urllib.parse import urlsplit

#: Cookies one chain may set, and bytes of one (RFC 6265, 6.1).
_MOST, _LONGEST = 60, 4096


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie and where it goes back to; ``host_only`` to the very host that set it."""

    name: str
    value: str
    domain: str
    path: str
    host_only: bool
    secure: bool


@dataclass(slots=True)
class Jar:
    """The cookies that the sites of one chain have set."""

    _kept: dict[tuple[str, str, str], Cookie] = field(default_factory=dict)

    def receive(self, url: str, headers: Iterable[str]) -> None:
        """Keep, replace or drop what ``Set-Cookie`` headers say that came from ``url``."""
        for header in headers:
            found = _parsed(url, header) if len(header) <= _LONGEST else None
            if not found:
                continue
            cookie, is_over = found
            key = (cookie.name, cookie.domain, cookie.path)
            self._kept.pop(key, None)
            if not is_over and len(self._kept) < _MOST:
                self._kept[key] = cookie

    def header(self, url: str) -> str:
        """Return the ``Cookie`` header for a request to ``url``, empty where it gets none."""
        parts = urlsplit(url)
        host, path = _host(url), parts.path or "/"
        fitting = [
            cookie
            for cookie in self._kept.values()
            if (host == cookie.domain if cookie.host_only else _is_within(host, cookie.domain))
            and _is_below(path, cookie.path)
            and (parts.scheme == "https" or not cookie.secure)
        ]
        fitting.sort(key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={cookie.value}" if cookie.name else cookie.value for cookie in fitting)


def _parsed(url: str, header: str) -> tuple[Cookie, bool] | None:
    """Return a cookie and whether it is to be dropped; None where the site may not set it."""
    pair, *written = header.split(";")
    name, equals, value = pair.partition("=")
    name, value = (name.strip(), value.strip()) if equals else ("", pair.strip())
    if not (name or value) or not (name + value).isprintable():
        return None
    attributes = {key.strip().lower(): given.strip() for key, _, given in (part.partition("=") for part in written)}
    host = _host(url)
    domain = attributes.get("domain", "").removeprefix(".").lower()
    if domain and domain != host and (not _is_within(host, domain) or _is_public(domain)):
        return None
    host_only = not domain or _is_public(domain)
    path = attributes.get("path", "")
    path = path if path.startswith("/") else _default_path(url)
    cookie = Cookie(name, value, host if host_only else domain, path, host_only, "secure" in attributes)
    return cookie, _is_over(attributes)


def _is_over(attributes: dict[str, str]) -> bool:
    age = attributes.get("max-age", "")
    if age.lstrip("-").isdecimal() and age.isascii():
        return age.startswith("-") or not age.strip("0")
    expires = http2time(attributes["expires"]) if "expires" in attributes else None
    return expires is not None and expires <= time.time()


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def _is_within(host: str, domain: str) -> bool:
    if host == domain:
        return True
    return host.endswith("." + domain) and not _is_address(host)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_below(path: str, cookie_path: str) -> bool:
    if path == cookie_path:
        return True
    return path.startswith(cookie_path) and (cookie_path.endswith("/") or path[len(cookie_path)] == "/")


def _default_path(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[0] or "/"


def _is_public(domain: str) -> bool:
    """Return whether a domain belongs to nobody in particular (``co.uk``): https://publicsuffix.org/."""
    found: str | None = _suffixes().publicsuffix(domain)
    return found == domain


@cache
def _suffixes():  # type: ignore[no-untyped-def]  # noqa: ANN202, RUF100 - the library has no types
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
