"""Europe PMC: PubMed's records and more, preprints among them, by identifier.

https://europepmc.org/RestfulWebService (search, result type "core").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from ccsvi_refs.formats.records import europepmc as format_
from ccsvi_refs.identifiers import IdentifierKind, parse
from ccsvi_refs.registries.registry import Records, Registry, Way
from ccsvi_refs.text.values import mapping, string
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: How an identifier is searched for.
_QUERIES: Mapping[IdentifierKind, str] = {"doi": 'DOI:"{}"', "pmid": 'EXT_ID:"{}" AND SRC:MED', "pmcid": 'PMCID:"{}"'}
#: Identifiers in one request.
BATCH = 20

_UNREAD = frozenset({"meshHeadingList", "fullTextUrlList", "grantsList", "chemicalList"})


def records(kind: IdentifierKind, client: Client, values: Iterable[str]) -> Lookup[Records]:
    """Return the record of each identifier of one kind."""
    return look_up(client, QUESTIONS[kind], values, lambda batch: _records(client, kind, batch))


def _records(client: Client, kind: IdentifierKind, values: Sequence[str]) -> dict[str, Any]:
    query = " OR ".join(f"({_QUERIES[kind].format(value)})" for value in values)
    params = {"query": query, "resultType": "core", "format": "json", "pageSize": str(4 * BATCH)}
    found: dict[str, Any] = dict.fromkeys(values)
    for result in client.send(Call("europepmc", "/search", params), _results):
        identifier = parse(kind, string(result.get(kind)))
        if identifier and identifier.value in found:
            found[identifier.value] = {key: value for key, value in result.items() if key not in _UNREAD}
    return found


def _results(reply: Reply) -> list[Mapping[str, Any]]:
    results = mapping(reply.mapping().get("resultList")).get("result")
    if reply.status != 200 or not isinstance(results, list):
        raise reply.unusable("sent JSON that is not a search result")
    return [result for result in results if isinstance(result, Mapping)]


def _read(result: Mapping[str, Any]) -> Records:
    return (format_.reference(result),)


QUESTIONS: Mapping[IdentifierKind, Questions[Records]] = {
    kind: Questions("europepmc", f"identifier {kind}", BATCH, _read) for kind in _QUERIES
}
REGISTRY = Registry(
    "europepmc",
    "Europe PMC",
    rank=5,
    also={kind: Way(partial(records, kind), questions) for kind, questions in QUESTIONS.items()},
)
