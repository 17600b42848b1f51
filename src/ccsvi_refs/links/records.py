"""Links to PubMed and PMC, verified by their services' records instead of pages that refuse robots.

Many links need few requests: PubMed's records come 200 at a time, and so do the PMC ID converter's.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ccsvi_refs import matching
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.links.status import Judgement
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import eutils, idconv
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client, Lookup

_GONE = frozenset({"retraction", "withdrawal", "removal"})


@dataclass(frozen=True, slots=True)
class Records:
    """What PubMed and the PMC ID converter said of the identifiers that a page's links are made of."""

    pubmed: Lookup[tuple[Reference, ...]]
    pmc: Lookup[Mapping[str, str]]

    def judge(self, identifier: Identifier, reference: Reference | None) -> Judgement | None:
        """Return the verdict on a link to PubMed or PMC, None where the service could not be asked."""
        of_pmc = identifier.kind == "pmcid"
        lookup, name = (self.pmc, "PMC") if of_pmc else (self.pubmed, "PubMed")
        if identifier.value in lookup.absent:
            return Judgement("broken", f"{name} has no record {identifier.value}")
        if identifier.value not in lookup.found:
            return None
        known: Mapping[str, Any] = {identifier.kind.upper(): identifier.value}
        if of_pmc:
            known = {**self.pmc.found[identifier.value], **known}
        record = next(iter(self.pubmed.found.get(known.get("PMID", ""), ())), None)
        return _judge(name, identifier, record, known, reference)


async def look_up(identifiers: Iterable[Identifier], settings: Settings) -> Records:
    """Return what the services say of the PMIDs and PMCIDs among ``identifiers``.

    They are asked in a thread that nobody waits for once the time for the whole run is over.
    """
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[Records] = loop.create_future()

    def ask() -> None:
        try:
            records = _look_up(tuple(identifiers), settings)
        except Exception:  # whatever it is, it says nothing about the links; their pages are asked for instead
            records = Records(Lookup(), Lookup())
        with contextlib.suppress(RuntimeError):  # the loop is closed: the run is over
            loop.call_soon_threadsafe(_answer, answered, records)

    threading.Thread(target=ask, daemon=True).start()
    return await answered


def _answer(future: asyncio.Future[Records], records: Records) -> None:
    if not future.done():
        future.set_result(records)


def _look_up(identifiers: tuple[Identifier, ...], settings: Settings) -> Records:
    pmids = [found.value for found in identifiers if found.kind == "pmid"]
    pmcids = [found.value for found in identifiers if found.kind == "pmcid"]
    with Client(replace(settings, deadline=min(settings.deadline, settings.links.deadline))) as client:
        pmc = idconv.identifiers(client, "pmcid", pmcids) if pmcids else Lookup()
        pmids += [known["PMID"] for known in pmc.found.values() if known.get("PMID")]
        return Records(eutils.records(client, pmids) if pmids else Lookup(), pmc)


def _judge(
    name: str, identifier: Identifier, record: Reference | None, known: Mapping[str, Any], reference: Reference | None
) -> Judgement:
    here = f"{name} has the record {identifier.value}"
    if reference is None:
        return _standing(record, f"{here}; not verifiable")
    evidence = "unsure"
    if record:
        authors = [str(author) for author in record.authors]
        evidence = matching.page_matches(record.title, authors, record.identifier("doi"), reference)
    agreeing, disagreeing = _compared({**_identifiers(record), **known}, reference)
    if evidence == "other":
        title = record.title[:200] if record else ""
        return Judgement("mismatch", f"{here}, which is another work: {title}")
    if disagreeing and evidence != "same":
        return Judgement("mismatch", f"{here}, which is another work: {disagreeing}")
    if evidence != "same" and not agreeing:
        return _standing(record, f"{here}; not verifiable")
    but = f", but identifiers disagree: {disagreeing}" if disagreeing else ""
    return replace(_standing(record, f"{here}, the cited work{but}"), of_work=True)


def _identifiers(record: Reference | None) -> dict[str, str]:
    return {found.kind.upper(): found.value for found in record.identifiers} if record else {}


def _compared(known: Mapping[str, Any], reference: Reference) -> tuple[bool, str]:
    """Return whether an identifier of the record is the reference's, and those that are not, in words."""
    cited = _identifiers(reference)
    both = [kind for kind in ("DOI", "PMID", "PMCID") if cited.get(kind) and known.get(kind)]
    wrong = [f"{kind} {known[kind]}, not {cited[kind]}" for kind in both if known[kind] != cited[kind]]
    return len(wrong) < len(both), ", ".join(wrong)


def _standing(record: Reference | None, reason: str) -> Judgement:
    for notice in record.notices if record else ():
        if notice.kind in _GONE and not notice.of:
            return Judgement("retracted", f"PubMed says: {notice.kind} of this work")
    return Judgement("ok", reason)
