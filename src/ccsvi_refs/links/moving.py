"""Whether the address that permanent redirects lead to is a better one to cite."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from ccsvi_refs.links import address

#: What a site adds to an address for itself: a session, where the reader comes from, whether cookies work.
_OF_THE_VISIT = re.compile(
    r"utm_\w+|(?:fb|g|ms|tt|tw|y|dc|wb|gb)clid|mc_[ce]id|_ga|_gl|ga_\w+|pk_\w+|mtm_\w+|hs\w*_\w+|wt[._]\w+|spm|scm|"
    r"via|ref(?:errer|erer|_src)?|source|src|from|origin|campaign\w*|cmp(?:id)?|c?id_?mc|trk\w*|tracking\w*|igshid|"
    r"(?:php)?sess(?:ion)?_?(?:id|key|token)?|phpsessid|jsessionid|aspsessionid\w*|sid|s_?id|cfid|cftoken|zenid|oscsid|"
    r"(?:set)?cookies?(?:set|check|test|enabled|support\w*)?|cookieset|nocookies?|acceptcookies?|checkcookies?|"
    r"auto_?login|token|ticket|state|nonce|saml\w*|code|redirect\w*|return\w*|next|continue|error|msg|lang(?:uage)?|"
    r"locale|hl|country|region|ts|timestamp|_|rand(?:om)?|cb|cache(?:buster)?|amp|t",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|sessionid|sid|phpsessid)=|/\(S\([a-z0-9]{20,}\)\)/", re.IGNORECASE)


def is_better(cited: str, target: str) -> bool:
    """Return whether a page's new address is to be cited instead.

    It is not where it is the cited one, a session's or a tracked one, a login, a front page, an error page, or http
    in place of https.
    """
    old, new = urlsplit(cited), urlsplit(target)
    if (old.scheme.lower(), new.scheme) == ("https", "http") or _normal(cited) == _normal(target):
        return False
    if address.is_front(target) and not address.is_front(cited):
        return False
    if address.is_login(target) or address.is_error(target) or _SESSION_IN_PATH.search(new.path):
        return False
    return not _is_marked(old.query, new.query)


def _normal(url: str) -> str:
    try:
        return address.normal(url)
    except ValueError:
        return url


def _is_marked(old: str, new: str) -> bool:
    """Return whether a query has gained what speaks of the visit rather than of the page."""
    before = {name.lower() for name, _ in parse_qsl(old, keep_blank_values=True)}
    added = {name.lower() for name, _ in parse_qsl(new, keep_blank_values=True)} - before
    return any(_OF_THE_VISIT.fullmatch(name) for name in added)
