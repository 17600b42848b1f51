"""What a citation says beside the records of its work, and beside the record that comes nearest where none is it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccsvi_refs import matching
from ccsvi_refs.model import Reference
from ccsvi_refs.resolving.cases import Case, source
from ccsvi_refs.resolving.resolution import Disagreement, Discrepancy, Nearest

#: Fields by which a record that is not the work is known for the one that was meant.
_TELLING = ("title", "author", "container-title", "issued", "volume", "page")
#: So many of them agree, the authors or the title among them.
_ENOUGH = 3


def discrepancies(case: Case, records: Sequence[Reference]) -> Iterator[Discrepancy]:
    """Yield where the citation differs from every record that has the field; the mildest difference is given."""
    by_field: dict[str, list[Discrepancy]] = {}
    for record in records:
        for discrepancy in _between(case.cited, record):
            by_field.setdefault(discrepancy.field, []).append(discrepancy)
    for field, differing in by_field.items():
        having = sum(field in record.data for record in records)
        if len(differing) >= having:
            yield next((mild for mild in differing if mild.severity == "info"), differing[0])
    yield from _identifiers(case, records)


def _between(cited: Reference, record: Reference) -> Iterator[Discrepancy]:
    for found in matching.differences(cited, record):
        if found.kind in ("error", "variant"):
            severity = "error" if found.kind == "error" else "info"
            yield Discrepancy(found.field, found.cited, found.registered, source(record), severity, found.note)


def _identifiers(case: Case, records: Sequence[Reference]) -> Iterator[Discrepancy]:
    for kind, name in (("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID")):
        cited = case.identifiers.get(kind)  # type: ignore[call-overload]  # all three are kinds
        registered = {record.identifier(kind): source(record) for record in records}  # type: ignore[arg-type]
        registered.pop("", None)
        if cited and registered and cited not in registered:
            value, who = next(iter(registered.items()))
            yield Discrepancy(name, cited, value, who)


def disagreements(records: Sequence[Reference]) -> Iterator[Disagreement]:
    """Yield the fields in which another registry does not say what the first one does."""
    first, *others = records
    for other in others:
        for difference in matching.differences(replace(first, mention=None), other):
            if difference.kind == "error":
                said = ((source(first), difference.cited), (source(other), difference.registered))
                yield Disagreement(difference.field, said)


def nearest(case: Case, ranked: Sequence[Reference]) -> Nearest | None:
    """Return the record that was probably meant though it is not the work cited, None where too little agrees."""
    for record in ranked[:1]:
        differing = tuple(_between(case.reading, record))
        wrong = {found.field for found in differing if found.severity == "error"}
        agrees = tuple(name for name in _TELLING if name not in wrong and _have_both(name, case.reading, record))
        if len(agrees) >= _ENOUGH and not {"title", "author"} <= wrong:
            return Nearest(record.identifier("doi"), record.identifier("pmid"), record.title, agrees, differing)
    return None


def _have_both(name: str, cited: Reference, record: Reference) -> bool:
    return bool(cited.data.get(name)) and bool(record.data.get(name))
