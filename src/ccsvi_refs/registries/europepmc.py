"""Europe PMC: PubMed's records and more, preprints among them, by identifier.

https://europepmc.org/RestfulWebService (search, result type "core").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ccsvi_refs.formats.records import europepmc as format_
from ccsvi_refs.identifiers import Identifier, Kind, parse
from ccsvi_refs.model import Reference
from ccsvi_refs.text.values import mapping, string
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: How an identifier is searched for.
_QUERIES: Mapping[Kind, str] = {"doi": 'DOI:"{}"', "pmid": 'EXT_ID:"{}" AND SRC:MED', "pmcid": 'PMCID:"{}"'}
#: Identifiers in one request.
BATCH = 20
IDENTIFIERS = Questions("europepmc", "identifier", BATCH)

_UNREAD = frozenset({"abstractText", "meshHeadingList", "fullTextUrlList", "grantsList", "chemicalList"})


def records(client: Client, wanted: Iterable[Identifier]) -> Lookup:
    """Return the record of each identifier, under ``kind:value``."""
    by_key = {str(identifier): identifier for identifier in wanted if identifier.kind in _QUERIES}
    return look_up(client, IDENTIFIERS, by_key, lambda keys: _records(client, [by_key[key] for key in keys]))


def reference(result: Mapping[str, Any]) -> Reference:
    """Return a record as a reference; every value says that Europe PMC gave it."""
    return format_.reference(result)


def _records(client: Client, identifiers: Sequence[Identifier]) -> dict[str, Any]:
    query = " OR ".join(f"({_QUERIES[identifier.kind].format(identifier.value)})" for identifier in identifiers)
    params = {"query": query, "resultType": "core", "format": "json", "pageSize": str(4 * BATCH)}
    found: dict[str, Any] = dict.fromkeys(map(str, identifiers))
    for result in client.send(Call("europepmc", "/search", params), _results):
        slim = {key: value for key, value in result.items() if key not in _UNREAD}
        for kind in _QUERIES:
            identifier = parse(kind, string(result.get(kind)))
            if identifier in identifiers:
                found[str(identifier)] = slim
    return found


def _results(reply: Reply) -> list[Mapping[str, Any]]:
    results = mapping(reply.mapping().get("resultList")).get("result")
    if reply.status != 200 or not isinstance(results, list):
        raise reply.unusable("sent JSON that is not a search result")
    return [result for result in results if isinstance(result, Mapping)]
