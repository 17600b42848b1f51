"""Europe PMC: PubMed's records and more, preprints among them, by identifier.

https://europepmc.org/RestfulWebService (search, result type "core").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ccsvi_refs.formats import people, richtext
from ccsvi_refs.formats.record import Record
from ccsvi_refs.identifiers import Identifier, Kind, parse
from ccsvi_refs.model import Date, Notice, Reference
from ccsvi_refs.registries.jsontypes import mapping, objects, string
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: How an identifier is searched for.
_QUERIES: Mapping[Kind, str] = {"doi": 'DOI:"{}"', "pmid": 'EXT_ID:"{}" AND SRC:MED', "pmcid": 'PMCID:"{}"'}
#: Identifiers in one request.
BATCH = 20
IDENTIFIERS = Questions("europepmc", "identifier", BATCH)

_IDENTIFIERS: tuple[tuple[Kind, str], ...] = (("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID"))

_UNREAD = frozenset({"abstractText", "meshHeadingList", "fullTextUrlList", "grantsList", "chemicalList"})

#: Type of a comment or correction → kind of notice and whether the record is the notice itself.
NOTICES = {
    "Retraction in": ("retraction", False), "Retraction of": ("retraction", True),
    "Erratum in": ("correction", False), "Erratum for": ("correction", True),
    "Expression of concern in": ("expression-of-concern", False),
    "Expression of concern for": ("expression-of-concern", True),
}  # fmt: skip


def records(client: Client, wanted: Iterable[Identifier]) -> Lookup:
    """Return the record of each identifier, under ``kind:value``."""
    by_key = {str(identifier): identifier for identifier in wanted if identifier.kind in _QUERIES}
    return look_up(client, IDENTIFIERS, by_key, lambda keys: _records(client, [by_key[key] for key in keys]))


def reference(result: Mapping[str, Any]) -> Reference:
    """Return a record as a reference; every value says that Europe PMC gave it."""
    record = Record("europepmc")
    record.set("type", "article" if result.get("source") == "PPR" else "article-journal", result.get("source"))
    record.text("title", string(result.get("title")).rstrip().removesuffix("."))
    authors = mapping(result.get("authorList")).get("author")
    record.set("author", list(filter(None, map(_name, objects(authors)))))
    _journal(record, mapping(result.get("journalInfo")), result)
    record.text("page", string(result.get("pageInfo")))
    for kind, name in _IDENTIFIERS:
        raw = string(result.get(kind))
        if identifier := parse(kind, raw):
            record.set(name, identifier.value, raw)
    return record.reference(string(result.get("id")), tuple(_notices(result)))


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


def _journal(record: Record, info: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    journal = mapping(info.get("journal"))
    record.text("container-title", string(journal.get("title")))
    record.text("container-title-short", string(journal.get("medlineAbbreviation") or journal.get("ISOAbbreviation")))
    issns = [string(journal.get(name)) for name in ("issn", "ISSN", "essn", "ESSN")]
    record.set("ISSN", ", ".join(dict.fromkeys(filter(None, issns))))
    record.text("volume", string(info.get("volume")))
    record.text("issue", string(info.get("issue")))
    parts = [info.get("yearOfPublication") or result.get("pubYear"), info.get("monthOfPublication")]
    date = Date.from_csl({"date-parts": [[part for part in parts if part]]})
    if date and date.parts:
        record.set("issued", date.to_csl())
    online = Date.from_csl({"raw": string(result.get("electronicPublicationDate"))})
    if online and date and online.parts and online.parts < date.parts:
        record.set("available-date", online.to_csl())


def _name(author: Mapping[str, Any]) -> dict[str, str]:
    plain = {key: richtext.plain(string(author.get(key))) for key in ("lastName", "firstName", "initials")}
    collective = richtext.plain(string(author.get("collectiveName")))
    return people.person(plain["lastName"], plain["firstName"] or plain["initials"], literal=collective)


def _notices(result: Mapping[str, Any]) -> Iterable[Notice]:
    for said in objects(mapping(result.get("commentCorrectionList")).get("commentCorrection")):
        if known := NOTICES.get(string(said.get("type"))):
            pmid = string(said.get("id")) if said.get("source") == "MED" else ""
            yield Notice(known[0], "europepmc", pmid=pmid, label=string(said.get("reference")), of=known[1])
