"""DBLP: works of computer science by title and author.

https://dblp.org/faq/How+to+use+the+dblp+search+API.html. Words are searched for by their beginnings, all of them have
to be there, and the exact title need not come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ccsvi_refs.formats.records import dblp as format_
from ccsvi_refs.registries import titles
from ccsvi_refs.registries.registry import Query, Records, Registry, Way
from ccsvi_refs.text.values import mapping, mappings, one_or_more
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

ROWS = 20


def search(client: Client, wanted: Iterable[str]) -> Lookup[Records]:
    """Return the works that have all words of each query."""
    return look_up(client, TITLES, wanted, lambda batch: {batch[0]: _search(client, batch[0])})


def keys(asked: Query) -> list[str]:
    """Return title and first author of what may be a work of computer science, none for another."""
    title = titles.title(asked) if titles.is_of_computing(asked.reading) else ""
    family = asked.reading.authors[0].family if asked.reading.authors else ""
    return [f"{title} {family}".strip()] if title else []


def _search(client: Client, query: str) -> list[dict[str, Any]]:
    params = {"q": query, "format": "json", "h": str(ROWS)}
    return [dict(info) for info in client.send(Call("dblp", "/search/publ/api", params), _infos)]


def _infos(reply: Reply) -> list[Mapping[str, Any]]:
    hits = mapping(reply.mapping().get("result")).get("hits")
    if reply.status != 200 or not isinstance(hits, Mapping):
        raise reply.unusable("sent JSON that is not a search result")
    return [info for hit in mappings(one_or_more(hits.get("hit"))) if (info := mapping(hit.get("info")))]


def _read(infos: Sequence[Mapping[str, Any]]) -> Records:
    return tuple(map(format_.reference, infos))


TITLES = Questions("dblp", "title", 1, _read)
REGISTRY = Registry("dblp", "DBLP", rank=6, searches=(Way(search, TITLES, keys=keys),))
