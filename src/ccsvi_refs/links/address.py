"""What an address says by its form: its host, whether it is a site's front page, an error page or a login."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

import idna

#: Characters that stay as they are in a path or query; ``%`` because what is escaped stays escaped.
_SAFE_PATH = "/%:@!$&'()*+,;=~"
_SAFE_QUERY = _SAFE_PATH + "?"

_HOST = re.compile(r"[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+(?:%25?[\w.-]+)?")
_FRONT = re.compile(
    r"/*(?:[a-z]{2}(?:[-_][a-z]{2})?/*)?(?:(?:index|default|home|homepage|main|start|welcome)(?:\.\w{2,5})?)?/*",
    re.IGNORECASE,
)
#: Parameters that change nothing about a front page's being one.
_IDLE_PARAMETER = re.compile(
    r"utm_\w+|ref(?:errer)?|source|src|from|via|redirect\w*|return\w*|lang|language|locale|hl|notfound|404|error|status",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"(?:advanced-?)?(?:search|suche|recherche|buscar|busca|cerca|zoeken)(?:-?results?)?(?:\.\w{2,5})?", re.IGNORECASE
)
_ERROR_PART = re.compile(
    r"(?:[45]\d\d|err(?:or)?s?|error[-_]?(?:page)?[-_]?(?:4\d\d)?|oops|missing|gone|"
    r"(?:page|file|article|content)?[-_]?not[-_]?(?:found|available)|page[-_]?(?:missing|unavailable|error)|4\d\d[-_]?error|"
    r"nicht[-_]?gefunden|introuvable|no[-_]?encontrad[oa]|non[-_]?trovat[oa])(?:\.\w{2,5})?",
    re.IGNORECASE,
)
_LOGIN_PART = re.compile(
    r"(?:log|sign)[-_]?[io]n(?:form|page)?|sso|saml2?|idp|oauth2?|authori[sz]e|authenticate|auth|wayf|"
    r"shibboleth(?:\.sso)?|cas|openid(?:-connect)?|accounts?|anmelden|anmeldung|connexion|iniciar-?sesion|accedi",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(
    r"(?:login|signin|sso|auth|idp|accounts?|wayf|shibboleth|openathens|cas)\.|.*\bopenathens\.net$", re.IGNORECASE
)
_CONSENT_HOST = re.compile(r"consent\.(?:google|youtube|yahoo)\.", re.IGNORECASE)


def normal(url: str) -> str:
    """Return an address as it is sent, without its fragment; ValueError where it cannot be used."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError(f"no host can be called {host!r}" if host else "it names no host")
    if ":" in host:
        host = f"[{host}]"
    netloc = f"{host}:{parts.port}" if parts.port and parts.port != _DEFAULT_PORT.get(parts.scheme.lower()) else host
    path = quote(parts.path, safe=_SAFE_PATH) or "/"
    return urlunsplit((parts.scheme.lower(), netloc, path, quote(parts.query, safe=_SAFE_QUERY), ""))


_DEFAULT_PORT = {"http": 80, "https": 443}


def join(base: str, target: str) -> str:
    """Return where a redirect leads, with the fragment of ``base`` where the target has none (RFC 9110, 10.2.2)."""
    joined = urljoin(base, target.strip())
    fragment = urlsplit(base).fragment
    return f"{joined}#{fragment}" if fragment and "#" not in joined else joined


def host(url: str) -> str:
    """Return host and port, the unit that politeness is kept to."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def site(url: str) -> str:
    """Return the host without ``www.`` and without a port."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def is_front(url: str) -> bool:
    """Return whether an address is a site's front page: no path but a language or ``index.html``, no telling query."""
    parts = urlsplit(url)
    telling = (key for key, _ in parse_qsl(parts.query, keep_blank_values=True) if not _IDLE_PARAMETER.fullmatch(key))
    return bool(_FRONT.fullmatch(parts.path)) and next(telling, None) is None


def front(url: str) -> str:
    """Return the address of a site's front page."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"


def is_search(url: str) -> bool:
    """Return whether a whole part of the path says that this is a site's search."""
    return any(_SEARCH.fullmatch(segment) for segment in urlsplit(url).path.split("/"))


def is_error(url: str) -> bool:
    """Return whether a whole part of the path, or a parameter, names an error page."""
    parts = urlsplit(url)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if any(_ERROR_PART.fullmatch(segment) for segment in segments):
        return True
    return any(
        key.lower() in {"error", "err", "status", "code", "aspxerrorpath", "notfound"}
        and (
            key.lower() == "aspxerrorpath" or not value or value in {"404", "410"} or bool(_ERROR_PART.fullmatch(value))
        )
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
    )


def is_login(url: str) -> bool:
    """Return whether an address is that of a login or consent page."""
    parts = urlsplit(url)
    if _LOGIN_HOST.match(parts.hostname or "") or _CONSENT_HOST.match(parts.hostname or ""):
        return True
    return any(
        _LOGIN_PART.fullmatch(re.sub(r"\.\w{2,5}$", "", segment)) for segment in parts.path.split("/") if segment
    )


def page_key(url: str) -> str:
    """Return what addresses have in common that lead to one page, in the sense of :func:`same_page`."""
    return " ".join(str(part) for part in _page(url))


def same_page(one: str, other: str) -> bool:
    """Return whether two addresses differ only in scheme, ``www.``, fragment, case of the host or a final slash."""
    return _page(one) == _page(other)


def _page(url: str) -> tuple[str, int | None, str, str]:
    parts = urlsplit(url)
    return site(url), parts.port, unquote(parts.path).rstrip("/"), parts.query
