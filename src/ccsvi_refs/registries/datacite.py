"""DataCite: data sets, software, preprints and reports whose DOIs Crossref does not register.

https://support.datacite.org/docs/api-get-doi and https://datacite-metadata-schema.readthedocs.io/en/4.5/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats.records import datacite as format_
from ccsvi_refs.model import Reference
from ccsvi_refs.text.values import mapping
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

_UNREAD = frozenset({"xml", "descriptions", "subjects", "fundingReferences", "rightsList", "sizes", "formats"})


def works(client: Client, dois: Iterable[str]) -> Lookup:
    """Return the attributes of each work by DOI; the DOIs that DataCite does not have are absent."""
    return look_up(client, Questions("datacite", "doi", 1), dois, lambda dois: {dois[0]: _work(client, dois[0])})


def reference(attributes: Mapping[str, Any]) -> Reference:
    """Return a work as a reference; every value says that DataCite gave it."""
    return format_.reference(attributes)


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
