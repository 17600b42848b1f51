"""Where a case is looked up, in the order that asks least: identifiers and places in batches, then single searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from ccsvi_refs.identifiers import Identifier, Kind
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import crossref, datacite, doi, ecitmatch, europepmc, idconv, pubmed, pubmed_search
from ccsvi_refs.registries.mirror import Mirror
from ccsvi_refs.resolving import citing
from ccsvi_refs.resolving.cases import SEARCH, Case, source
from ccsvi_refs.transport import Client, Lookup

_DATACITE = "DataCite"

#: How a mirror is asked for an identifier.
_IN_MIRROR: Mapping[Kind, Callable[[Mirror, str], Sequence[Reference]]] = {
    "doi": Mirror.by_doi,
    "pmid": Mirror.by_pmid,
}

#: PMIDs that are looked at where ECitMatch finds several for one place.
AMBIGUOUS = 5


def by_identifiers(client: Client, cases: Sequence[Case], registries: Sequence[str]) -> None:
    """Look up what is cited by DOI, PMID or PMCID; PubMed may know a DOI that Crossref has not or cannot say."""
    if "pubmed" in registries:
        _pmcids(client, cases)
        _pmids(client, cases)
    if "crossref" in registries:
        _dois(client, cases)
    if "pubmed" in registries:
        _dois_in_pubmed(client, [case for case in cases if _unread(case, "doi")])


def in_mirror(mirror: Mirror, case: Case) -> None:
    """Look up what is cited in a local mirror, by identifier and by citation string."""
    case.asked["mirror"] = datetime.now(UTC)
    for kind, look_up in _IN_MIRROR.items():
        if value := case.identifiers.get(kind):
            for record in look_up(mirror, value):
                case.led(Identifier(kind, value), record)
    case.found.extend(mirror.search(case.text or citing.printed(case.cited)))


def by_places(client: Client, cases: Sequence[Case]) -> None:
    """Look up journal, volume and first page in PubMed."""
    places = {id(case): citing.places(case) for case in cases}
    lookup = ecitmatch.pmids(client, _all(places))
    _found_in_pubmed(client, cases, lambda case: _pmids_for(lookup, places[id(case)], AMBIGUOUS))
    for case in cases:
        # A place that PubMed does not know says nothing of the work; only trouble is worth noting.
        for key in places[id(case)]:
            if error := lookup.failed.get(key):
                case.failures["pubmed", SEARCH] = error.message


def by_texts(client: Client, cases: Sequence[Case]) -> None:
    """Search Crossref for each citation string."""
    texts = {id(case): citing.text(case) for case in cases}
    lookup = crossref.search(client, filter(None, texts.values()))
    for case in cases:
        key = texts[id(case)]
        case.heard("crossref", lookup, key, SEARCH)
        case.found.extend(crossref.reference(message) for message in lookup.found.get(key, ()))


def by_terms(client: Client, cases: Sequence[Case]) -> None:
    """Search PubMed for each title with its first author and year, and for volume and page whatever the journal."""
    terms = {id(case): citing.terms(case) for case in cases}
    lookup = pubmed_search.search(client, _all(terms))
    for case in cases:
        for term in sorted(terms[id(case)], key=lookup.failed.__contains__):
            case.heard("pubmed", lookup, term, SEARCH)
    _found_in_pubmed(client, cases, lambda case: _pmids_for(lookup, terms[id(case)], pubmed_search.ROWS))


def complete(client: Client, wanted: Iterable[tuple[Case, Reference]], registries: Sequence[str]) -> None:
    """Look up in each registry what only another has of a record that a case may mean."""
    pairs = list(wanted)
    if "crossref" in registries:
        dois = [(case, record.identifier("doi")) for case, record in pairs if not _has(case, "crossref", record, "doi")]
        lookup = crossref.works(client, [value for _, value in dois if value])
        for case, value in dois:
            case.heard("crossref", lookup, value)
            if message := lookup.found.get(value):
                case.found.append(crossref.reference(message))
    if "pubmed" in registries:
        _complete_from_pubmed(client, pairs)


def elsewhere(client: Client, cases: Sequence[Case]) -> None:
    """Look up the cited identifiers that neither PubMed nor Crossref has: at doi.org, DataCite and Europe PMC."""
    _at_doi_org(client, [case for case in cases if _unread(case, "doi")])
    _at_europepmc(client, [case for case in cases if not case.by_identifier])
    for case in cases:
        for identifier in case.by_identifier:
            case.elsewhere.pop(identifier, None)


def _at_doi_org(client: Client, cases: Sequence[Case]) -> None:
    """Find out which DOIs exist, and ask DataCite or whoever else registered them."""
    cited = [(case, Identifier("doi", case.identifiers["doi"])) for case in cases]
    pairs = [(case, identifier) for case, identifier in cited if identifier in case.absent]
    existing = doi.handles(client, [identifier.value for _, identifier in pairs])
    for case, identifier in pairs:
        if error := existing.failed.get(identifier.value):
            case.failures["doi.org", identifier.value] = error.message
        elif identifier.value in existing.absent:
            case.unknown[identifier] = "doi.org"
    _at_agencies(client, [(case, identifier) for case, identifier in pairs if identifier.value in existing.found])


def _at_agencies(client: Client, pairs: Sequence[tuple[Case, Identifier]]) -> None:
    agencies = doi.agencies(client, [identifier.value for _, identifier in pairs])
    # Where doi.org does not say whose it is, DataCite is the likeliest.
    ours = [i.value for _, i in pairs if agencies.found.get(i.value, _DATACITE) == _DATACITE]
    works = datacite.works(client, ours)
    others = doi.records(client, [i.value for _, i in pairs if i.value not in works.found])
    for case, identifier in pairs:
        value = identifier.value
        if attributes := works.found.get(value):
            case.led(identifier, datacite.reference(attributes))
            case.heard("datacite", works, value)
        elif item := others.found.get(value):
            case.led(identifier, doi.reference(item))
            case.heard("doi.org", others, value)
        else:
            case.elsewhere[identifier] = agencies.found.get(value, "an agency that doi.org does not name")


def _at_europepmc(client: Client, cases: Sequence[Case]) -> None:
    wanted = [
        (case, Identifier(kind, value))
        for case in cases
        for kind, value in case.identifiers.items()
        if _unread(case, kind) and Identifier(kind, value) not in case.unknown
    ]
    lookup = europepmc.records(client, [identifier for _, identifier in wanted])
    for case, identifier in wanted:
        if result := lookup.found.get(str(identifier)):
            case.led(identifier, europepmc.reference(result))
            case.heard("europepmc", lookup, str(identifier))


def _dois(client: Client, cases: Sequence[Case]) -> None:
    lookup = crossref.works(client, [case.identifiers["doi"] for case in cases if "doi" in case.identifiers])
    for case in cases:
        if value := case.identifiers.get("doi"):
            case.heard("crossref", lookup, value)
            if value in lookup.absent:
                case.absent.add(Identifier("doi", value))
            if message := lookup.found.get(value):
                case.led(Identifier("doi", value), crossref.reference(message))


def _dois_in_pubmed(client: Client, cases: Sequence[Case]) -> None:
    lookup = pubmed.by_doi(client, [case.identifiers["doi"] for case in cases])
    records = pubmed.records(client, lookup.found.values())
    for case in cases:
        value = case.identifiers["doi"]
        case.heard("pubmed", lookup, value)
        if record := _read(records, lookup.found.get(value, "")):
            case.led(Identifier("doi", value), record)


def _pmcids(client: Client, cases: Sequence[Case]) -> None:
    """Give the cases that cite a PMCID the PMID or DOI that goes with it."""
    wanted = [case for case in cases if "pmcid" in case.identifiers]
    lookup = idconv.identifiers(client, "pmcid", [case.identifiers["pmcid"] for case in wanted])
    for case in wanted:
        value = case.identifiers["pmcid"]
        known: Mapping[str, str] = lookup.found.get(value, {})
        if value in lookup.absent:
            case.unknown[Identifier("pmcid", value)] = "PMC"
        if error := lookup.failed.get(value):
            case.failures["idconv", value] = error.message
        for kind, name in (("pmid", "PMID"), ("doi", "DOI")):
            if known.get(name):
                case.identifiers.setdefault(kind, known[name])  # type: ignore[arg-type]  # both are kinds


def _pmids(client: Client, cases: Sequence[Case]) -> None:
    lookup = pubmed.records(client, [case.identifiers["pmid"] for case in cases if "pmid" in case.identifiers])
    for case in cases:
        if value := case.identifiers.get("pmid"):
            case.heard("pubmed", lookup, value)
            if value in lookup.absent:
                case.unknown[Identifier("pmid", value)] = "PubMed"
            if record := _read(lookup, value):
                case.led(Identifier("pmid", value), record)


def _complete_from_pubmed(client: Client, pairs: Sequence[tuple[Case, Reference]]) -> None:
    missing = [(case, record) for case, record in pairs if not _has(case, "pubmed", record, "pmid", "doi")]
    known = {record.identifier("doi"): record.identifier("pmid") for _, record in missing if record.identifier("pmid")}
    dois = [value for _, record in missing if (value := record.identifier("doi")) and value not in known]
    held = idconv.identifiers(client, "doi", dois)
    known |= {value: found["PMID"] for value, found in held.found.items() if "PMID" in found}
    lookup = pubmed.by_doi(client, [value for value in dois if value not in known])
    known |= lookup.found
    records = pubmed.records(client, known.values())
    for case, record in missing:
        value = record.identifier("doi")
        pmid = record.identifier("pmid") or known.get(value, "")
        case.heard("pubmed", lookup, value, SEARCH)
        case.heard("pubmed", records, pmid)
        if found := _read(records, pmid):
            case.found.append(found)


def _found_in_pubmed(client: Client, cases: Sequence[Case], pmids: Callable[[Case], Sequence[str]]) -> None:
    lookup = pubmed.records(client, [pmid for case in cases for pmid in pmids(case)])
    for case in cases:
        for pmid in pmids(case):
            case.heard("pubmed", lookup, pmid)
            if record := _read(lookup, pmid):
                case.found.append(record)


def _read(lookup: Lookup, pmid: str) -> Reference | None:
    xml: Any = lookup.found.get(pmid)
    return pubmed.reference(xml) if xml else None


def _has(case: Case, registry: str, record: Reference, *kinds: Literal["doi", "pmid"]) -> bool:
    """Return whether the case has that registry's record of the same work."""
    ours = [known for known in case.records if source(known) == registry]
    return any(record.identifier(kind) in {known.identifier(kind) for known in ours} - {""} for kind in kinds)


def _unread(case: Case, kind: Kind) -> bool:
    """Return whether a cited identifier of that kind has led to no record yet."""
    value = case.identifiers.get(kind)
    return value is not None and Identifier(kind, value) not in case.by_identifier


def _all(keys: Mapping[int, Sequence[str]]) -> list[str]:
    return [key for several in keys.values() for key in several]


def _pmids_for(lookup: Lookup, keys: Sequence[str], most: int) -> list[str]:
    return list(dict.fromkeys(pmid for key in keys for pmid in lookup.found.get(key, ())[:most]))
