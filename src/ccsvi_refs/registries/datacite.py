"""DataCite: data sets, software, preprints and reports whose DOIs Crossref does not register.

https://support.datacite.org/docs/api-get-doi and https://datacite-metadata-schema.readthedocs.io/en/4.5/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats.records import datacite as format_
from ccsvi_refs.registries import titles
from ccsvi_refs.registries.registry import Query, Records, Registry, Way
from ccsvi_refs.text.values import mapping, mappings
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

ROWS = 10
#: Types of works that are in repositories rather than in journals.
_HELD = frozenset({"dataset", "report", "software", "thesis"})
_UNREAD = frozenset({"xml", "descriptions", "subjects", "fundingReferences", "rightsList", "sizes", "formats"})


def works(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return the record of each work by DOI; the DOIs that DataCite does not have are absent."""
    return look_up(client, DOIS, dois, lambda dois: {dois[0]: _work(client, dois[0])})


def search(client: Client, wanted: Iterable[str]) -> Lookup[Records]:
    """Return the works whose titles have all words of each title."""
    return look_up(client, TITLES, wanted, lambda titles_: {titles_[0]: _search(client, titles_[0])})


def keys(asked: Query) -> list[str]:
    """Return the title of what repositories hold: data, software, theses, reports; none for anything else."""
    return titles.keys(asked) if asked.reading.type in _HELD else []


def _search(client: Client, title: str) -> list[dict[str, Any]]:
    words = " AND ".join(re.findall(r"[^\W_]{2,}", title)[:12])
    params = {"query": f"titles.title:({words})", "page[size]": str(ROWS)}
    return client.send(Call("datacite", "/dois", params), _list)


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


def _list(reply: Reply) -> list[dict[str, Any]]:
    data = reply.mapping().get("data")
    if reply.status != 200 or not isinstance(data, list):
        raise reply.unusable("sent JSON that is not a search result")
    found = [mapping(item.get("attributes")) for item in mappings(data)]
    return [{key: value for key, value in item.items() if key not in _UNREAD} for item in found if item.get("doi")]


def _read(attributes: Mapping[str, Any]) -> Records:
    if not attributes.get("doi"):
        raise ValueError("no work")
    return (format_.reference(attributes),)


def _read_list(found: Sequence[Mapping[str, Any]]) -> Records:
    return tuple(map(format_.reference, found))


DOIS = Questions("datacite", "doi", 1, _read)
TITLES = Questions("datacite", "title", 1, _read_list)
REGISTRY = Registry(
    "datacite",
    "DataCite",
    rank=2,
    agency="DataCite",
    own={"doi": Way(works, DOIS)},
    searches=(Way(search, TITLES, keys=keys),),
)
