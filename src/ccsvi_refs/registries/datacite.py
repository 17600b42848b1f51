"""DataCite: data sets, software, preprints and reports whose DOIs Crossref does not register.

https://support.datacite.org/docs/api-get-doi and https://datacite-metadata-schema.readthedocs.io/en/4.5/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats.records import datacite as format_
from ccsvi_refs.registries.registry import Records, Registry, Way
from ccsvi_refs.text.values import mapping
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

_UNREAD = frozenset({"xml", "descriptions", "subjects", "fundingReferences", "rightsList", "sizes", "formats"})


def works(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return the record of each work by DOI; the DOIs that DataCite does not have are absent."""
    return look_up(client, DOIS, dois, lambda dois: {dois[0]: _work(client, dois[0])})


def _work(client: Client, doi: str) -> dict[str, Any] | None:
    return client.send(Call("datacite", f"/dois/{quote(doi, safe='/')}"), _attributes)


def _attributes(reply: Reply) -> dict[str, Any] | None:
    answer = reply.mapping()
    if reply.status != 200:
        if not answer.get("errors"):
            raise reply.unusable("has no such address")
        return None
    attributes = mapping(mapping(answer.get("data")).get("attributes"))
    if not attributes.get("doi"):
        raise reply.unusable("sent JSON that is not a work")
    return {key: value for key, value in attributes.items() if key not in _UNREAD}


def _read(attributes: Mapping[str, Any]) -> Records:
    if not attributes.get("doi"):
        raise ValueError("no work")
    return (format_.reference(attributes),)


DOIS = Questions("datacite", "doi", 1, _read)
REGISTRY = Registry("datacite", "DataCite", rank=2, agency="DataCite", own={"doi": Way(works, DOIS)})
