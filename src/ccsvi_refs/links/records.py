"""Links to PubMed and PMC, verified by their services' records instead of pages that refuse robots.

Many links need few requests: PubMed's records come 200 at a time, and so do the PMC ID converter's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ccsvi_refs import matching
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.links.status import Judgement
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import idconv, pubmed
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client, Lookup

_GONE = frozenset({"retraction", "withdrawal", "removal"})


@dataclass(frozen=True, slots=True)
class Records:
    """What PubMed and the PMC ID converter said of the identifiers that a page's links are made of."""

    pubmed: Lookup
    pmc: Lookup

    def judge(self, identifier: Identifier, reference: Reference | None) -> Judgement | None:
        """Return the verdict on a link to PubMed or PMC, None where the service could not be asked."""
        of_pmc = identifier.kind == "pmcid"
        lookup, name = (self.pmc, "PMC") if of_pmc else (self.pubmed, "PubMed")
        if identifier.value in lookup.absent:
            return Judgement("broken", f"{name} has no record {identifier.value}")
        if identifier.value not in lookup.found:
            return None
        known: Mapping[str, Any] = lookup.found[identifier.value] if of_pmc else {"PMID": identifier.value}
        xml = self.pubmed.found.get(known.get("PMID", ""))
        record = pubmed.reference(xml) if xml else None
        return _judge(name, identifier, record, known, reference)


async def look_up(identifiers: Iterable[Identifier], settings: Settings) -> Records:
    """Return what the services say of the PMIDs and PMCIDs among ``identifiers``; asked in a thread of their own."""
    return await asyncio.to_thread(_look_up, tuple(identifiers), settings)


def _look_up(identifiers: tuple[Identifier, ...], settings: Settings) -> Records:
    pmids = [found.value for found in identifiers if found.kind == "pmid"]
    pmcids = [found.value for found in identifiers if found.kind == "pmcid"]
    with Client(settings) as client:
        pmc = idconv.identifiers(client, "pmcid", pmcids) if pmcids else Lookup()
        pmids += [known["PMID"] for known in pmc.found.values() if known.get("PMID")]
        return Records(pubmed.records(client, pmids) if pmids else Lookup(), pmc)


def _judge(
    name: str, identifier: Identifier, record: Reference | None, known: Mapping[str, Any], reference: Reference | None
) -> Judgement:
    here = f"{name} has the record {identifier.value}"
    if reference is None:
        return _standing(record, f"{here}; not verifiable")
    if record is None:
        return _by_identifiers(here, known, reference)
    authors = [str(author) for author in record.authors]
    evidence = matching.page_matches(record.title, authors, record.identifier("doi"), reference)
    if evidence == "other":
        return Judgement("mismatch", f"{here}, which is another work: {record.title[:200]}")
    return _standing(record, f"{here}, the cited work" if evidence == "same" else f"{here}; not verifiable")


def _by_identifiers(here: str, known: Mapping[str, Any], reference: Reference) -> Judgement:
    cited = reference.identifier("doi")
    if cited and known.get("DOI") and known["DOI"] != cited:
        return Judgement("mismatch", f"{here}, which is another work: DOI {known['DOI']}")
    return Judgement("ok", f"{here}, the cited work" if cited and known.get("DOI") else f"{here}; not verifiable")


def _standing(record: Reference | None, reason: str) -> Judgement:
    for notice in record.notices if record else ():
        if notice.kind in _GONE and not notice.of:
            return Judgement("retracted", f"PubMed says: {notice.kind} of this work")
    return Judgement("ok", reason)
