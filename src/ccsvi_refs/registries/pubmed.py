"""PubMed through the E-utilities: records by PMID in batches, PMIDs by query or by DOI.

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
from ccsvi_refs.model import Reference
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: PMIDs in one EFetch request; NCBI asks for no more than about 200.
BATCH = 200
#: DOIs in one ESearch request.
DOI_BATCH = 20
#: PMIDs kept for one query.
ROWS = 8

RECORDS = Questions("eutils", "pmid", BATCH)
DOIS = Questions("eutils", "doi", DOI_BATCH)
TERMS = Questions("eutils", "esearch", 1)

#: What EFetch says when none of the identifiers exists.
_NO_RECORDS = re.compile(r"ID list is empty|Empty id list|cannot get document", re.IGNORECASE)
_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_PMID = ("MedlineCitation/PMID", "BookDocument/PMID")


def records(client: Client, pmids: Iterable[str]) -> Lookup:
    """Return the XML of each record by PMID, each a PubmedArticleSet of its own."""
    return look_up(client, RECORDS, pmids, lambda pmids: _fetch(client, pmids))


def search(client: Client, terms: Iterable[str]) -> Lookup:
    """Return the PMIDs that each query finds, best match first."""
    return look_up(client, TERMS, terms, lambda terms: {terms[0]: _search(client, terms[0])})


def by_doi(client: Client, dois: Iterable[str]) -> Lookup:
    """Return the PMID of each DOI; PubMed's answer does not say which is whose, so the records are read too."""
    return look_up(client, DOIS, dois, lambda dois: _by_doi(client, dois))


def reference(xml: str) -> Reference | None:
    """Return a record as a reference, None where it cannot be read; every value says that PubMed gave it."""
    found = format_.references(xml).references
    return found[0] if found else None


def term(title: str, author: str = "", year: int | None = None) -> str:
    """Return the query for a title's words, its first author and its year, give or take one."""
    words = re.findall(r"[^\W_]{3,}", re.sub(r"<[^>]+>", " ", title))[:12]
    parts = [f"{word}[ti]" for word in words if word.lower() not in _STOP_WORDS]
    family = re.sub(r"[^\w\s'’-]", " ", author).strip()
    if family:
        parts.append(f"{family}[au]")
    if year:
        parts.append(f"{year - 1}:{year + 1}[dp]")
    return " AND ".join(parts)


#: Words PubMed leaves out, which ``[ti]`` would search for in vain: https://pubmed.ncbi.nlm.nih.gov/help/#stopwords
_STOP_WORDS = frozenset(
    {
        "about", "again", "all", "almost", "also", "although", "always", "among", "and", "another", "any", "are",
        "because", "been", "before", "being", "between", "both", "but", "can", "could", "did", "does", "done", "due",
        "during", "each", "either", "enough", "especially", "etc", "for", "found", "from", "further", "had", "has",
        "have", "having", "here", "how", "however", "into", "its", "itself", "just", "made", "mainly", "make", "may",
        "might", "most", "mostly", "must", "nearly", "neither", "nor", "obtained", "often", "our", "overall",
        "perhaps", "quite", "rather", "really", "regarding", "seem", "seen", "several", "should", "show", "showed",
        "shown", "shows", "significantly", "since", "some", "such", "than", "that", "the", "their", "theirs", "them",
        "then", "there", "therefore", "these", "they", "this", "those", "through", "thus", "upon", "use", "used",
        "using", "various", "very", "was", "were", "what", "when", "which", "while", "with", "within", "without",
        "would",
    }
)  # fmt: skip


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


def _search(client: Client, query: str, rows: int = ROWS) -> list[str]:
    params = {"db": "pubmed", "term": query, "retmax": str(rows), "retmode": "xml", "sort": "relevance"}
    return client.send(Call("eutils", "/esearch.fcgi", params, form=True), _ids)


def _ids(reply: Reply) -> list[str]:
    root = parse_xml(reply)
    if root.tag != "eSearchResult" or root.find("IdList") is None:
        raise reply.unusable("sent XML that is not a search result")
    return [found.text.strip() for found in root.iterfind("IdList/Id") if found.text]


def _by_doi(client: Client, dois: Sequence[str]) -> dict[str, Any]:
    query = " OR ".join(f'"{doi}"[doi]' for doi in dois)
    found = _search(client, query, BATCH)
    values: dict[str, Any] = dict.fromkeys(dois)
    lookup = records(client, found)
    for error in lookup.failed.values():
        raise error
    for pmid, xml in lookup.found.items():
        record = reference(xml)
        doi = record.identifier("doi") if record else ""
        if doi in values:
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
