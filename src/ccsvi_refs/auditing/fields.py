"""Fields and identifiers: where the citation and the registries differ, and what the citation leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.auditing.rules import RuleCode
from ccsvi_refs.auditing.standing import is_published_since
from ccsvi_refs.auditing.versions import IMPRINT, mixes
from ccsvi_refs.auditing.wording import SPOKEN, difference
from ccsvi_refs.model import Value

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Discrepancy, Resolution

_RULE_OF_FIELD: Mapping[str, RuleCode] = {
    "title": "title-differs",
    "author": "authors-differ",
    "container-title": "journal-differs",
    "issued": "year-differs",
    "volume": "volume-differs",
    "issue": "issue-differs",
    "page": "pages-differ",
    "DOI": "identifiers-disagree",
    "PMID": "identifiers-disagree",
    "PMCID": "identifiers-disagree",
    "ISBN": "identifiers-disagree",
}

#: What is another form of what is registered, or more than the record holds.
_RULE_OF_VARIANT: Mapping[str, RuleCode] = {"publisher": "publisher-differs", "publisher-place": "publisher-differs"}

_RULE_OF_TROUBLE: Mapping[str, RuleCode] = {
    "unregistered": "unregistered-identifier",
    "other-work": "identifiers-disagree",
}

#: What the one finding `published-since` says about all of these.
_IMPRINT = frozenset({"issued", "volume", "issue", "page", "status"})

#: Left out, these make a work harder to find.
_EXPECTED = ("issued", "volume", "issue", "page")

_IDENTIFIERS = ("DOI", "PMID", "PMCID")


def field_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield a matched reference's differing and missing fields and identifiers, and what its records disagree on."""
    yield from _troubled(resolution)
    covered = _told_as_one(resolution)
    for discrepancy in resolution.discrepancies if resolution.status == "matched" else ():
        if discrepancy.field not in covered:
            yield _difference(resolution, discrepancy)
    if resolution.status == "matched" and resolution.reference:
        if not covered:
            yield from _missing(resolution)
        yield from _unidentified(resolution)
        yield from _disagreeing(resolution)


def _told_as_one(resolution: Resolution) -> frozenset[str]:
    """Return the fields that one finding about the work's versions speaks of."""
    if is_published_since(resolution):
        return _IMPRINT
    return IMPRINT if mixes(resolution) else frozenset()


def _troubled(resolution: Resolution) -> Iterator[Finding]:
    differing = {discrepancy.field.lower() for discrepancy in resolution.discrepancies}
    for trouble in resolution.identifier_troubles:
        rule = _RULE_OF_TROUBLE.get(trouble.kind)
        if rule and trouble.identifier.kind not in differing:
            yield about(resolution, rule, trouble.text, cited=trouble.identifier.value)


def _disagreeing(resolution: Resolution) -> Iterator[Finding]:
    """Yield the fields on which the registries differ; who errs is not known, so nothing is corrected."""
    covered = {discrepancy.field for discrepancy in resolution.discrepancies}
    for disagreement in resolution.disagreements:
        if disagreement.field not in covered:
            spoken = SPOKEN.get(disagreement.field, disagreement.field)
            values = "; ".join(f"{source}: {value}" for source, value in disagreement.values)
            sources = ", ".join(source for source, _ in disagreement.values)
            message = f"the registries do not agree on the {spoken}: {values}"
            yield about(resolution, "registries-disagree", message, source=sources)


def _difference(resolution: Resolution, discrepancy: Discrepancy) -> Finding:
    grave = discrepancy.severity == "error"
    rule = _RULE_OF_FIELD.get(discrepancy.field, "field-differs")
    return about(
        resolution,
        rule if grave else _RULE_OF_VARIANT.get(discrepancy.field, "field-variant"),
        difference(discrepancy),
        cited=discrepancy.cited,
        registered=discrepancy.registered,
        source=discrepancy.source,
        correction=discrepancy.registered if grave else "",
    )


def _missing(resolution: Resolution) -> Iterator[Finding]:
    cited, registered = resolution.cited, resolution.reference
    if registered is None or registered.type not in ("article-journal", "article-magazine", "article-newspaper"):
        return
    # An identifier alone is a way to cite a work, and leaves nothing out.
    if not any(cited.data.get(name) for name in ("title", "author", "container-title", *_EXPECTED)):
        return
    differing = {discrepancy.field for discrepancy in resolution.discrepancies}
    for field in _EXPECTED:
        value = str(registered.issued or "") if field == "issued" else registered.text(field)
        if value and field not in cited.data and field not in differing:
            spoken = SPOKEN.get(field, field)
            yield about(
                resolution,
                "field-missing",
                f"the {spoken} {'are' if spoken.endswith('s') else 'is'} not cited",
                registered=value,
                source=resolution.source_of(field),
                correction=value,
            )


def _unidentified(resolution: Resolution) -> Iterator[Finding]:
    if resolution.cited.identifiers or any(resolution.cited.text(name) for name in _IDENTIFIERS):
        return
    known = list(_registered_identifiers(resolution))
    if not known:
        return
    named = "; ".join(f"{name} {value.value}" + ("" if value.verified else " (unverified)") for name, value in known)
    yield about(
        resolution,
        "no-identifier",
        "no DOI, PMID or PMCID is given",
        registered=named,
        source=", ".join(sorted({value.source for _, value in known})),
        correction="; ".join(f"{name} {value.value}" for name, value in known if value.verified),
    )


def _registered_identifiers(resolution: Resolution) -> Iterator[tuple[str, Value]]:
    for name in _IDENTIFIERS:
        values = [value for value in resolution.provenance.get(name, ()) if value.source != "cited" and value.value]
        if values:
            yield name, max(values, key=lambda value: value.verified)
