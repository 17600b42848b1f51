"""Crossref: works by DOI, one by one or in batches, and by citation string.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/ and https://api.crossref.org/swagger-ui/index.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.formats.records import crossref as format_
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import FrozenDict
from ccsvi_refs.registries.registry import Query, Records, Registry, Way
from ccsvi_refs.text.values import mappings, sequence, string
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: DOIs in one ``filter=doi:…`` request; more make an address that proxies cut.
BATCH = 50

#: Up to this many DOIs are asked one by one: the limits for single records are five times those for lists.
ONE_BY_ONE = 4
#: What nobody here reads and most of the bytes are.
UNREAD = frozenset({"reference", "link", "license", "assertion", "funder", "content-domain", "indexed"})

#: Works in one answer to a filter; Crossref gives no more than a thousand.
_MOST = 1_000
#: Candidates for one citation string.
ROWS = 20
QUERY_LIMIT = 500

#: What the answer to a search is to hold; a field that cannot be selected is refused with status 400, and some
#: (journal-issue, language, institution) cannot. https://github.com/CrossRef/rest-api-doc/issues/289
SELECT = (
    "DOI,type,title,subtitle,short-title,original-title,author,editor,translator,container-title,"
    "short-container-title,issued,published-print,published-online,posted,volume,issue,page,article-number,"
    "publisher,publisher-location,ISSN,issn-type,ISBN,URL,update-to,updated-by,relation,event,group-title,score"
)

#: What rests on "institution", and the dates that rest on "journal-issue" where the work has none in print.
_UNSELECTED, _DATES = ("publisher", "publisher-place"), ("issued", "available-date")

#: The number of a reference in its list, and what pages print behind it to click on.
_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]\s)\s*")
_LINKS = re.compile(
    r"(?:[\[(]?\b(?:pubmed(?: central)?|cross ?ref|google scholar|(?:free )?pmc(?: free article)?|view article|"
    r"full text|web of science|medline|scopus)\b[\])]?[\s.,;|·:]*)+$",
    re.IGNORECASE,
)

_REFUSED = 400
_NOT_FOUND = re.compile(r"\s*Resource not found", re.IGNORECASE)


def works(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return the record of each work by DOI; the DOIs that Crossref does not have are absent."""
    wanted = list(dict.fromkeys(doi.lower() for doi in dois))
    # A comma separates filters, so a DOI with one cannot stand in a batch.
    batched = [doi for doi in wanted if "," not in doi]
    if len(batched) <= ONE_BY_ONE:
        return _singly(client, wanted)
    lookup = look_up(client, DOIS, batched, lambda dois: _batch(client, dois))
    unsure = [doi for doi, error in lookup.failed.items() if error.status == _REFUSED]
    unsure += [doi for doi in batched if doi not in lookup.asked and doi not in lookup.failed]
    again = _singly(client, [*unsure, *(doi for doi in wanted if "," in doi)])
    for doi in unsure:
        lookup.failed.pop(doi, None)
    return lookup.joined(again)


def anew(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return what each work's record says today, but for what rests on fields that a list cannot be told to have.

    Fifty records in one list, and only what is read of them: less than a single one with all its references.
    """
    wanted = list(dict.fromkeys(doi.lower() for doi in dois))
    select = {"select": SELECT}
    listed = look_up(
        client, ANEW, [doi for doi in wanted if "," not in doi], lambda batch: _batch(client, batch, select)
    )
    return listed.joined(_singly(client, [doi for doi in wanted if "," in doi]))


def search(client: Client, texts: Iterable[str]) -> Lookup[Records]:
    """Return the records of the works that may be meant by each text, best first by Crossref's own score."""
    select = {"select": SELECT}
    return look_up(client, TEXTS, texts, lambda texts: _query(client, texts, select))


def by_isbn(client: Client, isbns: Iterable[str]) -> Lookup[Records]:
    """Return the books that have each ISBN."""
    return look_up(client, ISBNS, isbns, lambda batch: _filtered(client, "isbn", batch, _isbns))


def notices(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return the notices that say they update each DOI; the updated work's own record may not know of them."""
    usable = [doi for doi in dois if "," not in doi]
    return look_up(client, UPDATES, usable, lambda batch: _filtered(client, "updates", batch, _updated))


def query(text: str) -> str:
    """Return a citation string as it is searched for: alone, on one line, of bounded length."""
    text = _LINKS.sub("", _NUMBER.sub("", text))
    bare = re.sub(r"(?:https?://|www\.)\S+|\bdoi:\s*\S+", " ", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", bare).strip()[:QUERY_LIMIT]


def _singly(client: Client, dois: Sequence[str]) -> Lookup[Records]:
    return look_up(client, SINGLE_DOIS, dois, lambda dois: _work(client, dois[0]))


def _work(client: Client, doi: str) -> dict[str, Any]:
    call = Call("crossref", f"/works/{quote(doi, safe='/')}", lane="single")
    return {doi: client.send(call, lambda reply: _message(reply, "work"))}


def _batch(client: Client, dois: Sequence[str], select: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the messages of a batch; a DOI is left out where the answer does not settle that it is absent."""
    params = {"filter": ",".join(f"doi:{doi}" for doi in dois), "rows": str(len(dois))}
    items, total = _selected(client, params, select or {})
    found = {str(item.get("DOI", "")).lower(): item for item in items}
    answered = {doi: found[doi] for doi in dois if doi in found}
    complete = total <= len(items)
    return dict.fromkeys(dois, None) | answered if complete else answered


def _filtered(
    client: Client, name: str, values: Sequence[str], named: Callable[[Mapping[str, Any]], set[str]]
) -> dict[str, Any]:
    """Return the works that a filter finds, by the values that each of them has; a cut list leaves the rest open."""
    params = {"filter": ",".join(f"{name}:{value}" for value in values), "rows": str(_MOST)}
    items, total = client.send(Call("crossref", "/works", params, "list"), _items)
    found: dict[str, list[Any]] = {value: [] for value in values}
    for item in items:
        for value in named(item) & found.keys():
            found[value].append(item)
    return {value: works for value, works in found.items() if works or total <= len(items)}


def _isbns(item: Mapping[str, Any]) -> set[str]:
    return {known.value for isbn in sequence(item.get("ISBN")) if (known := parse("isbn", string(isbn)))}


def _updated(item: Mapping[str, Any]) -> set[str]:
    return {string(update.get("DOI")).lower() for update in mappings(item.get("update-to"))}


def _query(client: Client, texts: Sequence[str], select: dict[str, str]) -> dict[str, Any]:
    items, _ = _selected(client, {"query.bibliographic": texts[0], "rows": str(ROWS)}, select)
    return {texts[0]: items[:ROWS]}


def _selected(client: Client, params: dict[str, str], select: dict[str, str]) -> tuple[list[Mapping[str, Any]], int]:
    """Return the works of a list and how many there are, with the selected fields of each."""
    try:
        return client.send(Call("crossref", "/works", params | select, "list"), _items)
    except ServiceError as error:
        if error.status != _REFUSED or not select:
            raise
    # What may be selected has changed before; everything is more than we read, and better than nothing.
    select.clear()
    return client.send(Call("crossref", "/works", params, "list"), _items)


def _message(reply: Reply, kind: str) -> Mapping[str, Any] | None:
    """Return the message of an answer, None where there is no such work; ServiceError for anything else."""
    if reply.status != 200:
        if kind == "work" and _NOT_FOUND.match(reply.text):
            return None
        raise reply.unusable("has no such address")
    envelope = reply.mapping()
    message = envelope.get("message")
    sign = "DOI" if kind == "work" else "items"
    if envelope.get("status") != "ok" or not isinstance(message, Mapping) or sign not in message:
        raise reply.unusable(f"sent JSON that is not a {kind}")
    return _slim(message) if kind == "work" else message


def _slim(message: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key not in UNREAD}


def _items(reply: Reply) -> tuple[list[Mapping[str, Any]], int]:
    message = _message(reply, "work-list") or {}
    items = message.get("items")
    if not isinstance(items, list):
        raise reply.unusable("sent a list without items")
    total = message.get("total-results")
    return [_slim(item) for item in items if isinstance(item, Mapping)], total if isinstance(total, int) else len(items)


def _read(message: Mapping[str, Any]) -> Records:
    if not message.get("DOI"):
        raise ValueError("no work")
    return (format_.reference(message),)


def _read_anew(message: Mapping[str, Any]) -> Records:
    (record,) = _read(message)
    unsure = _UNSELECTED if message.get("published-print") else (*_UNSELECTED, *_DATES)
    data, said = (FrozenDict({name: each for name, each in held.items() if name not in unsure})
                  for held in (record.data, record.provenance))  # fmt: skip
    return (replace(record, data=data, provenance=said),)


def _read_list(messages: Sequence[Mapping[str, Any]]) -> Records:
    return tuple(map(format_.reference, messages))


def _keys(asked: Query) -> list[str]:
    return [found] if (found := query(asked.text)) else []


DOIS = Questions("crossref", "doi", BATCH, _read, "list")
SINGLE_DOIS = Questions("crossref", "doi", 1, _read, "single")
ANEW = Questions("crossref", "doi anew", BATCH, _read_anew, "list")
TEXTS = Questions("crossref", "bibliographic", 1, _read_list, "list")
ISBNS = Questions("crossref", "isbn", BATCH, _read_list, "list")
UPDATES = Questions("crossref", "updates", BATCH, _read_list, "list")

REGISTRY = Registry(
    "crossref",
    "Crossref",
    rank=1,
    own={"doi": Way(works, DOIS), "isbn": Way(by_isbn, ISBNS)},
    searches=(Way(search, TEXTS, keys=_keys),),
    notices=Way(notices, UPDATES),
    anew={"doi": Way(anew, ANEW)},
)
