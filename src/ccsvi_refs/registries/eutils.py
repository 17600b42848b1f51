"""The E-utilities: PubMed's records by PMID and PMIDs by DOI, in batches.

https://www.ncbi.nlm.nih.gov/books/NBK25499/ (ESearch, EFetch) and
https://pubmed.ncbi.nlm.nih.gov/help/#search-tags (field tags).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree

from ccsvi_refs.formats import pubmed as format_
from ccsvi_refs.identifiers import parse
from ccsvi_refs.registries.registry import Records
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: PMIDs in one EFetch request; NCBI asks for no more than about 200.
BATCH = 200
#: DOIs in one ESearch request.
DOI_BATCH = 50

#: What EFetch says when none of the identifiers exists.
_NO_RECORDS = re.compile(r"ID list is empty|Empty id list|cannot get document", re.IGNORECASE)
_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_PMID = ("MedlineCitation/PMID", "BookDocument/PMID")


def records(client: Client, pmids: Iterable[str]) -> Lookup[Records]:
    """Return the record of each PMID."""
    return look_up(client, RECORDS, pmids, lambda pmids: _fetch(client, pmids))


def by_doi(client: Client, dois: Iterable[str]) -> Lookup[str]:
    """Return the PMID of each DOI; PubMed's answer does not say which is whose, so the records are read too."""
    return look_up(client, DOIS, dois, lambda dois: _by_doi(client, dois))


def esearch(client: Client, query: str, rows: int) -> tuple[list[str], int]:
    """Return the PMIDs that a query finds, at most ``rows``, best match first, and how many there are."""
    params = {"db": "pubmed", "term": query, "retmax": str(rows), "retmode": "xml", "sort": "relevance"}
    return client.send(Call("eutils", "/esearch.fcgi", params, form=True), _ids)


def pmids(found: object) -> list[str]:
    """Return the PMIDs of a kept answer; TypeError where it holds something else."""
    if not isinstance(found, list):
        raise TypeError("no list of PMIDs")
    return [str(pmid) for pmid in found]


def parse_xml(reply: Reply) -> etree._Element:
    """Return the root of an answer; ServiceError where it is no XML or says that something went wrong."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(reply.content, parser)
    except etree.XMLSyntaxError:
        raise reply.unusable("sent XML that is cut short, or something else") from None
    error = root if root.tag == "ERROR" else root.find("ERROR")
    if error is not None:
        raise reply.unusable(f"reports an error: {(error.text or '').strip()[:120]}")
    return root


def _ids(reply: Reply) -> tuple[list[str], int]:
    root = parse_xml(reply)
    if root.tag != "eSearchResult" or root.find("IdList") is None:
        raise reply.unusable("sent XML that is not a search result")
    found = [found.text.strip() for found in root.iterfind("IdList/Id") if found.text]
    count = (root.findtext("Count") or "").strip()
    return found, int(count) if count.isdecimal() else len(found)


def _by_doi(client: Client, dois: Sequence[str]) -> dict[str, Any]:
    query = " OR ".join(f'"{doi}"[doi]' for doi in dois)
    found, _ = esearch(client, query, BATCH)
    values: dict[str, Any] = dict.fromkeys(dois)
    lookup = records(client, found)
    for error in lookup.failed.values():
        raise error
    for pmid, (record,) in lookup.found.items():
        if (doi := record.identifier("doi")) in values:
            values[doi] = pmid
    return values


def _fetch(client: Client, pmids: Sequence[str]) -> dict[str, Any]:
    params = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
    call = Call("eutils", "/efetch.fcgi", params, form=True, statuses=(200, 400))
    return dict.fromkeys(pmids, None) | dict(client.send(call, _records))


def _records(reply: Reply) -> Mapping[str, str]:
    if _NO_RECORDS.search(reply.text[:2_000]):
        return {}
    if reply.status != 200:
        raise reply.unusable("did not understand the request")
    root = parse_xml(reply)
    if root.tag != "PubmedArticleSet":
        raise reply.unusable("sent XML that is not a set of records")
    found = {}
    for element in root.iterchildren(*_RECORDS):
        pmid = next((text for path in _PMID if (text := element.findtext(path))), "")
        if identifier := parse("pmid", pmid):
            body = etree.tostring(element, encoding="unicode", with_tail=False)
            found[identifier.value] = f"<PubmedArticleSet>{body}</PubmedArticleSet>"
    return found


def _read(xml: str) -> Records:
    found = format_.references(xml).references
    if not found:
        raise ValueError("no PubMed record")
    return found[:1]


RECORDS = Questions("eutils", "pmid", BATCH, _read)
DOIS = Questions("eutils", "doi", DOI_BATCH, str)
