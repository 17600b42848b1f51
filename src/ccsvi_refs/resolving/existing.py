"""What the cited identifiers are: which other identifiers go with them, whether they exist, and who registered them."""

from __future__ import annotations

from collections.abc import Sequence

from ccsvi_refs.identifiers import Identifier, IdentifierKind
from ccsvi_refs.registries import doi, idconv, table
from ccsvi_refs.registries.registry import Registry
from ccsvi_refs.resolving import looking_up
from ccsvi_refs.resolving.cases import Case
from ccsvi_refs.transport import Client

_PAIRS: tuple[tuple[IdentifierKind, str], ...] = (("pmid", "PMID"), ("doi", "DOI"))


def convert(client: Client, cases: Sequence[Case]) -> None:
    """Give the cases that cite a PMCID the PMID or DOI that goes with it."""
    wanted = [(case, Identifier("pmcid", case.identifiers["pmcid"])) for case in cases if "pmcid" in case.identifiers]
    lookup = idconv.identifiers(client, "pmcid", [identifier.value for _, identifier in wanted])
    for case, identifier in wanted:
        if identifier.value in lookup.absent:
            case.unknown[identifier] = "PMC"
        if error := lookup.failed.get(identifier.value):
            case.failures["idconv", identifier.value] = error.message
        known = lookup.found.get(identifier.value, {})
        for kind, name in _PAIRS:
            if known.get(name):
                case.identifiers.setdefault(kind, known[name])


def lengthen(client: Client, cases: Sequence[Case]) -> None:
    """Give the cases that cite a short DOI the DOI that it stands for."""
    wanted = [(case, Identifier("doi", case.short)) for case in cases if case.short]
    lookup = doi.aliases(client, [identifier.value for _, identifier in wanted])
    for case, identifier in wanted:
        if identifier.value in lookup.absent:
            case.unknown[identifier] = "doi.org"
        if error := lookup.failed.get(identifier.value):
            case.failures["doi.org", identifier.value] = error.message
        if value := lookup.found.get(identifier.value):
            case.identifiers.setdefault("doi", value)


def register(client: Client, cases: Sequence[Case]) -> None:
    """Find out which of the DOIs that Crossref lacks exist, and who registered them."""
    lacked = [(case, identifier) for case in cases for identifier, who in case.absent.items() if "crossref" in who]
    pairs = [(case, identifier) for case, identifier in lacked if identifier.kind == "doi"]
    existing = doi.handles(client, [identifier.value for _, identifier in pairs])
    for case, identifier in pairs:
        if error := existing.failed.get(identifier.value):
            case.failures["doi.org", identifier.value] = error.message
        elif identifier.value in existing.absent:
            case.unknown[identifier] = "doi.org"
    agencies = doi.agencies(client, [identifier.value for _, identifier in pairs if identifier.value in existing.found])
    for case, identifier in pairs:
        if identifier.value in existing.found:
            case.agencies[identifier] = agencies.found.get(identifier.value, "")


def ask_agencies(client: Client, cases: Sequence[Case], registries: Sequence[Registry]) -> None:
    """Ask whoever registered a DOI that no registry of the run has, by way of doi.org.

    An agency that is a registry itself is left alone where it is not one of the run.
    """
    left_out = {registry.agency for registry in table.REGISTRIES if registry not in registries}
    wanted = [case for case in cases if any(agency not in left_out or not agency for agency in case.agencies.values())]
    looking_up.by_identifiers(client, table.AGENCIES, table.AGENCIES.own, wanted)
    for case in cases:
        if any(identifier.kind == "arxiv" for identifier in case.by_identifier):
            # The DOI that goes with a number of arXiv's is nobody's mistake but ours.
            case.unknown = {known: who for known, who in case.unknown.items() if known.value not in case.derived}
        for identifier, agency in case.agencies.items():
            if identifier not in case.by_identifier:
                case.elsewhere[identifier] = agency or "an agency that doi.org does not name"
