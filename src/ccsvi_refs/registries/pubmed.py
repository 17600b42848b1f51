"""PubMed as a run sees it: every way to its records, whichever E-utility or converter finds the PMID.

DOIs are looked for in PMC's ID converter first, which says whose PMID is whose; then at ESearch.
"""

from __future__ import annotations

from collections.abc import Iterable

from ccsvi_refs.registries import ecitmatch, eutils, idconv, pubmed_search
from ccsvi_refs.registries.registry import Records, Registry, Way
from ccsvi_refs.transport import Client, Lookup

#: PMIDs that are looked at where ECitMatch finds several for one place.
AMBIGUOUS = 5


def by_doi(client: Client, dois: Iterable[str]) -> Lookup[Records]:
    """Return the record of each DOI."""
    wanted = list(dict.fromkeys(dois))
    held = idconv.identifiers(client, "doi", wanted)
    pmids = {doi: known["PMID"] for doi, known in held.found.items() if known.get("PMID")}
    lookup = eutils.by_doi(client, [doi for doi in wanted if doi not in pmids])
    of_pmc = Lookup({doi: [pmid] for doi, pmid in pmids.items()}, asked={doi: held.asked[doi] for doi in pmids})
    searched = Lookup({doi: [pmid] for doi, pmid in lookup.found.items()}, lookup.absent, lookup.failed, lookup.asked)
    searched.stale |= lookup.stale
    return _records(client, of_pmc.joined(searched), 1)


def by_place(client: Client, citations: Iterable[str]) -> Lookup[Records]:
    """Return the records for each cited journal, volume and first page."""
    return _records(client, ecitmatch.search(client, citations), AMBIGUOUS)


def by_terms(client: Client, terms: Iterable[str]) -> Lookup[Records]:
    """Return the records that each query finds."""
    return _records(client, pubmed_search.search(client, terms), pubmed_search.ROWS)


def _records(client: Client, found: Lookup[list[str]], most: int) -> Lookup[Records]:
    """Return the records of the PMIDs found for each key; one that could not be read is trouble."""
    pmids = {key: several[:most] for key, several in found.found.items()}
    read = eutils.records(client, [pmid for several in pmids.values() for pmid in several])
    lookup: Lookup[Records] = Lookup({}, set(found.absent), dict(found.failed), dict(found.asked), set(found.stale))
    for key, several in pmids.items():
        records = tuple(record for pmid in several for record in read.found.get(pmid, ()))
        trouble = next((read.failed[pmid] for pmid in several if pmid in read.failed), None)
        if records:
            lookup.found[key] = records
        elif trouble is None:
            lookup.absent.add(key)
        if trouble:
            lookup.failed[key] = trouble
            lookup.asked.pop(key, None)
    return lookup


REGISTRY = Registry(
    "pubmed",
    "PubMed",
    rank=4,
    issues=frozenset({"pmid"}),
    own={"pmid": Way(eutils.records, eutils.RECORDS)},
    anew={"pmid": Way(eutils.records, eutils.RECORDS)},
    also={"doi": Way(by_doi, eutils.DOIS, requests=2)},
    searches=(
        Way(by_place, ecitmatch.PLACES, 2, ecitmatch.places, telling=False),
        # The records that the queries of a request find are read before it is known which query found what.
        Way(by_terms, pubmed_search.TERMS, 2 * pubmed_search.ROUNDS, pubmed_search.terms),
    ),
)
