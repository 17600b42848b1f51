"""What an address says by its form: its host, whether it is a site's front page, an error page or a login."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

import ada_url

_FRONT = re.compile(
    r"/*+(?:[a-z]{2}(?:[-_][a-z]{2})?/*+)?(?:(?:index|default|home|homepage|main|start|welcome)(?:\.\w{2,5})?)?/*",
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
    """Return an address as browsers send it, without fragment, name and password; ValueError where it cannot be used.

    https://url.spec.whatwg.org/: backslashes are slashes, line ends are dropped, ``2130706433`` is 127.0.0.1.
    """
    try:
        found = ada_url.URL(url.strip())
    except ValueError:
        raise ValueError("browsers cannot read it") from None
    name = found.hostname.rstrip(".")
    if not name:
        raise ValueError("it names no host")
    if not name.startswith("[") and (len(name) > _LONGEST_HOST or not all(map(_is_label, name.split(".")))):
        raise ValueError(f"no host can be called {name[:80]!r}")
    port = f":{found.port}" if found.port else ""
    return f"{found.protocol}//{name}{port}{found.pathname}{found.search}"


#: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
_LONGEST_HOST, _LONGEST_LABEL = 253, 63


def _is_label(label: str) -> bool:
    return 0 < len(label) <= _LONGEST_LABEL


def join(base: str, target: str) -> str:
    """Return where a redirect leads, with the fragment of ``base`` where the target has none (RFC 9110, 10.2.2).

    ValueError where browsers make no address of it.
    """
    joined: str = ada_url.join_url(base, target.strip())
    fragment = urlsplit(base).fragment
    return f"{joined}#{fragment}" if fragment and "#" not in joined else joined


def joined(base: str, target: str) -> str:
    """Return where an address that a page gives leads, empty where browsers make nothing of it."""
    try:
        return join(base, target)
    except ValueError:
        return ""


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


def same_page(one: str, other: str) -> bool:
    """Return whether two addresses differ only in scheme, ``www.``, fragment, case of the host or a final slash."""
    return _page(one) == _page(other)


def _page(url: str) -> tuple[str, int | None, str, str]:
    parts = urlsplit(url)
    return site(url), parts.port, unquote(parts.path).rstrip("/"), parts.query
