"""doi.org: whether a DOI exists, which agency registered it, and what that agency says of it.

https://www.doi.org/doi-handbook/HTML/rest-api-response-format.html (handles),
https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation (agencies) and
https://citation.doi.org/docs.html (content negotiation, which leads to the agency).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats.csl_data import items as csl_items
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import parse
from ccsvi_refs.registries.registry import Records, Registry, Way
from ccsvi_refs.text.values import mapping, mappings, string
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: 1: found; 200: the handle exists without a value of the type asked for; 100: there is no such handle.
_EXISTS = (1, 200)
_MISSING = 100
_CSL = "application/vnd.citationstyles.csl+json"
_UNREAD = frozenset({"abstract", "reference", "license", "link"})


def handles(client: Client, dois: Iterable[str]) -> Lookup[bool]:
    """Return ``true`` for each DOI that exists; the others are absent."""
    return look_up(client, HANDLES, dois, lambda dois: {dois[0]: _handle(client, dois[0])})


def aliases(client: Client, names: Iterable[str]) -> Lookup[str]:
    """Return the DOI that each short DOI (``10/…``) stands for: https://shortdoi.org/."""
    return look_up(client, ALIASES, names, lambda names: {names[0]: _alias(client, names[0])})


def agencies(client: Client, dois: Iterable[str]) -> Lookup[str]:
    """Return the name of the agency that registered each DOI: Crossref, DataCite, mEDRA, JaLC ..."""
    return look_up(client, AGENCIES, dois, lambda dois: {dois[0]: _agency(client, dois[0])})


def records(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return the record that the agency of each DOI gives; one that sends a page instead has none.

    Every value says that it came by way of doi.org.
    """
    return look_up(client, RECORDS, dois, lambda dois: {dois[0]: _record(client, dois[0])})


def _read(item: Mapping[str, Any]) -> Records:
    record = Record("doi.org")
    for name, value in csl_items.normal(item).items():
        if name not in ("id", "custom"):
            record.set(name, value)
    return (record.reference(str(record.data.get("DOI", ""))),)


def _record(client: Client, doi: str) -> dict[str, Any] | None:
    return client.send(Call("agency", f"/{quote(doi, safe='/')}", accept=_CSL, onward=True), _item)


def _item(reply: Reply) -> dict[str, Any] | None:
    if reply.status != 200 or not reply.content.lstrip().startswith(b"{"):
        return None
    item = reply.mapping()
    return {name: value for name, value in item.items() if name not in _UNREAD} if item.get("title") else None


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


def _alias(client: Client, name: str) -> str | None:
    call = Call("doi", f"/api/handles/{quote(name, safe='/')}", {"type": "HS_ALIAS"})
    return client.send(call, _stands_for)


def _stands_for(reply: Reply) -> str | None:
    if not _exists(reply):
        return None
    for value in mappings(reply.mapping().get("values")):
        found = parse("doi", string(mapping(value.get("data")).get("value")))
        if value.get("type") == "HS_ALIAS" and found:
            return found.value
    return None


def _agency(client: Client, doi: str) -> str:
    return client.send(Call("doi", f"/doiRA/{quote(doi, safe='/')}"), _registrar)


def _registrar(reply: Reply) -> str:
    answer: Any = reply.json()
    if reply.status != 200 or not isinstance(answer, list) or not answer or not isinstance(answer[0], Mapping):
        raise reply.unusable("does not say who registered it")
    return str(answer[0].get("RA") or "")


HANDLES = Questions("doi", "handle", 1, bool)
ALIASES = Questions("doi", "alias", 1, str)
AGENCIES = Questions("doi", "agency", 1, str)
RECORDS = Questions("agency", "csl", 1, _read)
REGISTRY = Registry("doi.org", "doi.org", rank=3, own={"doi": Way(records, RECORDS)})
