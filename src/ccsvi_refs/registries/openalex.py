"""OpenAlex: works of every kind by DOI, PMID and title, gathered from Crossref, DataCite, PubMed and repositories.

https://docs.openalex.org/how-to-use-the-api/get-single-entities and
https://docs.openalex.org/how-to-use-the-api/get-lists-of-entities/filter-entity-lists. Single works by DOI cost nothing
of the daily budget, searches do. Works are merged, so that one may answer under another's DOI.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats.records import openalex as format_
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.registries import titles
from ccsvi_refs.registries.registry import Records, Registry, Way
from ccsvi_refs.text.values import mappings
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

ROWS = 10
#: How a single work is asked for.
_PATHS: Mapping[IdentifierKind, str] = {"doi": "https://doi.org/{}", "pmid": "pmid:{}"}
#: Kept of a work that is asked for by itself; lists of candidates do without.
_ABSTRACT = "abstract_inverted_index"
_READ = (
    "id", "doi", "ids", "title", "display_name", "publication_year", "publication_date", "type", "type_crossref",
    "language", "authorships", "primary_location", "locations", "biblio", "is_retracted",
)  # fmt: skip


def works(kind: IdentifierKind, client: Client, values: Iterable[str]) -> Lookup[Records]:
    """Return the work of each identifier of one kind."""
    return look_up(client, QUESTIONS[kind], values, lambda batch: {batch[0]: _work(client, kind, batch[0])})


def search(client: Client, wanted: Iterable[str]) -> Lookup[Records]:
    """Return the works whose titles have the words of each title."""
    return look_up(client, TITLES, wanted, lambda batch: {batch[0]: _search(client, batch[0])})


def _work(client: Client, kind: IdentifierKind, value: str) -> dict[str, Any] | None:
    path = _PATHS[kind].format(quote(value, safe=""))
    work = client.send(Call("openalex", f"/works/{path}"), _found)
    return _slim(work) | {_ABSTRACT: work.get(_ABSTRACT)} if work else None


def _search(client: Client, title: str) -> list[dict[str, Any]]:
    # Commas part filters, bars alternatives; ``titles`` leaves neither in.
    params = {"filter": f"title.search:{title}", "per-page": str(ROWS)}
    return [_slim(work) for work in client.send(Call("openalex", "/works", params), _listed)][:ROWS]


def _found(reply: Reply) -> Mapping[str, Any] | None:
    """Return a work; an unknown one is an HTML page under 404."""
    if reply.status != 200:
        return None
    work = reply.mapping()
    if not work.get("id"):
        raise reply.unusable("sent JSON that is not a work")
    return work


def _listed(reply: Reply) -> list[Mapping[str, Any]]:
    answer = reply.mapping()
    if reply.status != 200 or not isinstance(answer.get("results"), list):
        raise reply.unusable("sent JSON that is not a search result")
    return mappings(answer["results"])


def _slim(work: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: work[name] for name in _READ if name in work}
    names = ("raw_author_name", "author")
    people = [{name: item.get(name) for name in names} for item in mappings(work.get("authorships"))]
    return kept | {"authorships": people}


def _read(work: Mapping[str, Any]) -> Records:
    if not isinstance(work.get("id"), str):
        raise ValueError("no work")
    return (format_.reference(work),)


def _read_list(works_: Sequence[Mapping[str, Any]]) -> Records:
    return tuple(map(format_.reference, works_))


QUESTIONS: Mapping[IdentifierKind, Questions[Records]] = {
    kind: Questions("openalex", f"identifier {kind}", 1, _read) for kind in _PATHS
}
TITLES = Questions("openalex", "title", 1, _read_list)
REGISTRY = Registry(
    "openalex",
    "OpenAlex",
    rank=9,
    also={kind: Way(partial(works, kind), questions) for kind, questions in QUESTIONS.items()},
    searches=(Way(search, TITLES, keys=titles.keys),),
    versions=True,
)
