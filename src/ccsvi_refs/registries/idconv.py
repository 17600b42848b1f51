"""The PMC ID converter: PMID, PMCID and DOI of articles that PMC holds.

https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/: up to 200 identifiers of one kind in a request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from ccsvi_refs.identifiers import FIELDS, IdentifierKind, parse
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: PMIDs and PMCIDs fill the 200 that are allowed; DOIs are longer, and the address is bounded too.
BATCH: Mapping[str, int] = {"pmid": 200, "pmcid": 200, "doi": 80}

_KINDS: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid")


def identifiers(
    client: Client, kind: Literal["doi", "pmid", "pmcid"], values: Iterable[str]
) -> Lookup[Mapping[str, str]]:
    """Return ``{"DOI", "PMID", "PMCID"}`` for each identifier of one kind; what PMC does not hold is absent."""
    usable = [value for value in values if "," not in value]
    return look_up(client, QUESTIONS[kind], usable, lambda batch: _convert(client, kind, batch))


def _convert(client: Client, kind: IdentifierKind, values: Sequence[str]) -> dict[str, Any]:
    params = {"ids": ",".join(values), "idtype": kind, "format": "json"}
    call = Call("idconv", "/api/v1/articles/", params, statuses=(200, 400, 404))
    found: dict[str, Any] = dict.fromkeys(values)
    for record in client.send(call, _records):
        value = parse(kind, str(record.get(kind) or ""))
        if value and value.value in found and record.get("status") != "error":
            found[value.value] = _known(record)
    return found


def _records(reply: Reply) -> list[Mapping[str, Any]]:
    answer = reply.mapping()
    records = answer.get("records")
    if not isinstance(records, list):
        raise reply.unusable(f"reports an error: {str(answer.get('message') or answer.get('errmsg') or '')[:120]}")
    return [record for record in records if isinstance(record, Mapping)]


def _known(record: Mapping[str, Any]) -> dict[str, str]:
    found = ((FIELDS[kind], parse(kind, str(record.get(kind) or ""))) for kind in _KINDS)
    return {name: identifier.value for name, identifier in found if identifier}


def _read(known: Mapping[str, str]) -> Mapping[str, str]:
    return {name: known[name] for name in FIELDS.values() if name in known}


QUESTIONS = {kind: Questions("idconv", f"idconv-{kind}", size, _read) for kind, size in BATCH.items()}
