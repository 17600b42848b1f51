"""Semantic Scholar: papers by DOI, arXiv number and PMID, and the one whose title is most like another.

https://api.semanticscholar.org/api-docs/graph. Asked with a key only: those without share a limit among them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats.records import semanticscholar as format_
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.registries import titles
from ccsvi_refs.registries.registry import Records, Registry, Way
from ccsvi_refs.text.values import mappings
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

_PATHS: Mapping[IdentifierKind, str] = {"doi": "DOI:{}", "arxiv": "ARXIV:{}", "pmid": "PMID:{}"}
_FIELDS = "title,authors,year,publicationDate,publicationTypes,venue,journal,externalIds"


def papers(kind: IdentifierKind, client: Client, values: Iterable[str]) -> Lookup[Records]:
    """Return the paper of each identifier of one kind."""
    return look_up(client, QUESTIONS[kind], values, lambda batch: {batch[0]: _paper(client, kind, batch[0])})


def search(client: Client, wanted: Iterable[str]) -> Lookup[Records]:
    """Return the paper whose title is most like each title."""
    return look_up(client, TITLES, wanted, lambda batch: {batch[0]: _match(client, batch[0])})


def _paper(client: Client, kind: IdentifierKind, value: str) -> dict[str, Any] | None:
    path = f"/graph/v1/paper/{_PATHS[kind].format(quote(value, safe='/'))}"
    return client.send(Call("s2", path, {"fields": _FIELDS}), _found)


def _match(client: Client, title: str) -> list[dict[str, Any]]:
    call = Call("s2", "/graph/v1/paper/search/match", {"query": title, "fields": _FIELDS})
    return client.send(call, _matches)


def _found(reply: Reply) -> dict[str, Any] | None:
    answer = reply.mapping()
    if reply.status != 200:
        _absent(reply, answer)
        return None
    if not answer.get("paperId"):
        raise reply.unusable("sent JSON that is not a paper")
    return dict(answer)


def _matches(reply: Reply) -> list[dict[str, Any]]:
    answer = reply.mapping()
    if reply.status != 200:
        _absent(reply, answer)
    return [dict(paper) for paper in mappings(answer.get("data"))]


def _absent(reply: Reply, answer: Mapping[str, Any]) -> None:
    """Accept that there is nothing, which is ``{"error": "Title match not found"}`` under 404, and nothing else."""
    if not answer.get("error"):
        raise reply.unusable("has no such address")


def _read(paper: Mapping[str, Any]) -> Records:
    if not paper.get("paperId"):
        raise ValueError("no paper")
    return (format_.reference(paper),)


def _read_list(papers_: Sequence[Mapping[str, Any]]) -> Records:
    return tuple(map(format_.reference, papers_))


QUESTIONS: Mapping[IdentifierKind, Questions[Records]] = {
    kind: Questions("s2", f"identifier {kind}", 1, _read) for kind in _PATHS
}
TITLES = Questions("s2", "title", 1, _read_list)
REGISTRY = Registry(
    "s2",
    "Semantic Scholar",
    rank=10,
    also={kind: Way(partial(papers, kind), questions) for kind, questions in QUESTIONS.items()},
    searches=(Way(search, TITLES, keys=titles.keys),),
    needs="s2_api_key",
)
