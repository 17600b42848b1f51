"""doi.org: whether a DOI exists, and which agency registered it.

https://www.doi.org/doi-handbook/HTML/rest-api-response-format.html (handles) and
https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation (agencies).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: 1: found; 200: the handle exists without a value of the type asked for; 100: there is no such handle.
_EXISTS = (1, 200)
_MISSING = 100


def handles(client: Client, dois: Iterable[str]) -> Lookup:
    """Return ``true`` for each DOI that exists; the others are absent."""
    return look_up(client, Questions("doi", "handle", 1), dois, lambda dois: {dois[0]: _handle(client, dois[0])})


def agencies(client: Client, dois: Iterable[str]) -> Lookup:
    """Return the name of the agency that registered each DOI: Crossref, DataCite, mEDRA, JaLC ..."""
    return look_up(client, Questions("doi", "agency", 1), dois, lambda dois: {dois[0]: _agency(client, dois[0])})


def _handle(client: Client, doi: str) -> bool:
    call = Call("doi", f"/api/handles/{quote(doi, safe='/')}", {"type": "URL"})
    return client.send(call, _exists)


def _exists(reply: Reply) -> bool:
    code = reply.mapping().get("responseCode")
    if code in _EXISTS:
        return True
    if code == _MISSING:
        return False
    raise reply.unusable(f"answered with code {code}")


def _agency(client: Client, doi: str) -> str:
    return client.send(Call("doi", f"/doiRA/{quote(doi, safe='/')}"), _registrar)


def _registrar(reply: Reply) -> str:
    answer: Any = reply.json()
    if reply.status != 200 or not isinstance(answer, list) or not answer or not isinstance(answer[0], Mapping):
        raise reply.unusable("does not say who registered it")
    return str(answer[0].get("RA") or "")
