"""Whether a corrected text, read again, says what was wanted and nothing else that is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ccsvi_refs import formats
from ccsvi_refs.correcting.records import region
from ccsvi_refs.correcting.records.manners import OF_AUTHORS
from ccsvi_refs.correcting.records.wanting import Wanted
from ccsvi_refs.errors import InputError
from ccsvi_refs.identifiers import FIELDS, IdentifierKind, parse
from ccsvi_refs.matching import listing
from ccsvi_refs.model import Reference
from ccsvi_refs.text import folding, paging

#: Fields that follow from others, so that they may change with them.
_WITH: Mapping[str, frozenset[str]] = {
    "issue": frozenset({"number"}),
    "page": frozenset({"number"}),
    "DOI": frozenset({"URL", "note", "medium"}),
    "PMID": frozenset({"URL"}),
    "issued": frozenset({"available-date"}),
}


def read(text: str, format: str) -> tuple[Reference, ...] | None:  # noqa: A002  # the word the formats use
    """Return the references in a text, None where it cannot be read."""
    try:
        return formats.read(text, format).references
    except InputError:
        return None


def unmet(
    before: Sequence[Reference],
    after: Sequence[Reference],
    wanted: Mapping[str, Sequence[Wanted]],
    shared: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """Return, by reference, the fields that do not say what is wanted or changed though nobody wanted that.

    ``shared`` are fields of entries in which a value stands that is wanted for others.
    """
    wrong: dict[str, frozenset[str]] = {}
    for one, other in zip(before, after, strict=True):
        asked = {each.field: each for each in wanted.get(one.id, ())}
        found = _unmet(one, other, asked, shared.get(one.id, frozenset()))
        if found:
            wrong[one.id] = found
    return wrong


def _unmet(before: Reference, after: Reference, asked: Mapping[str, Wanted], shared: frozenset[str]) -> frozenset[str]:
    # A key that the record does not give is made of what it says.
    allowed = {"id", *shared}.union(*(_WITH.get(field, frozenset()) for field in asked))
    changed = {
        field
        for field in before.data.keys() | after.data.keys()
        if before.data.get(field) != after.data.get(field) and field not in asked.keys() | allowed
    }
    missed = {field for field, wanted in asked.items() if not _says(after, wanted, before)}
    return frozenset(changed - ({"custom"} if _custom_follows(before, after, asked) else set()) | missed)


def _custom_follows(before: Reference, after: Reference, asked: Mapping[str, Wanted]) -> bool:
    """Return whether what CSL has no place for is as it was, apart from whether the list of authors goes on."""
    if "author" not in asked:
        return False
    one, other = (_without_lists(each.data.get("custom")) for each in (before, after))
    return one == other


def _without_lists(custom: Any) -> dict[str, Any]:
    """Return what a record has beside CSL, without what is said of its authors."""
    if not isinstance(custom, Mapping):
        return {}
    bare = {name: value for name, value in custom.items() if name != "et-al"}
    if isinstance(tags := bare.get("nbib"), Mapping):
        bare["nbib"] = {tag: value for tag, value in tags.items() if tag not in OF_AUTHORS} or None
    return {name: value for name, value in bare.items() if value}


def _says(after: Reference, wanted: Wanted, before: Reference) -> bool:
    if wanted.field == "status":
        return not after.text("status")
    check = _CHECKS.get(wanted.field, _is_text)
    return check(after, wanted, before)


def _is_text(after: Reference, wanted: Wanted, before: Reference) -> bool:
    said = region.within(before.text(wanted.field), wanted.finding.cited, wanted.value)
    return after.text(wanted.field).casefold() in (wanted.value.casefold(), said.casefold())


def _is_identifier(after: Reference, wanted: Wanted, before: Reference) -> bool:
    """Return whether an identifier is the one wanted, whatever address stands before it."""
    kind: IdentifierKind = next(kind for kind, name in FIELDS.items() if name == wanted.field)
    known = parse(kind, wanted.value)
    return bool(known and known.value == after.identifier(kind)) or _is_text(after, wanted, before)


def _is_page(after: Reference, wanted: Wanted, before: Reference) -> bool:
    said = (wanted.value, region.within(before.text("page"), wanted.finding.cited, wanted.value))
    return paging.expand(after.text("page")).casefold() in {paging.expand(each).casefold() for each in said}


def _is_title(after: Reference, wanted: Wanted, _: Reference) -> bool:
    return folding.compact(after.text(wanted.field)) == folding.compact(wanted.value)


def _is_dated(after: Reference, wanted: Wanted, _: Reference) -> bool:
    return bool(wanted.date and after.year == wanted.date.year)


def _is_noted(after: Reference, wanted: Wanted, before: Reference) -> bool:
    return wanted.value in after.text("note") and before.text("note") in after.text("note")


def _are_listed(after: Reference, wanted: Wanted, before: Reference) -> bool:
    """Return whether every author is now the registered one beside it, and names that nothing was wrong with stay."""
    pairs = listing.paired(after.authors, wanted.names, "author" in after.unfinished)
    if pairs is None or "author" in set(before.unfinished) ^ set(after.unfinished):
        return False
    return all(how in ("same", "variant") for _, _, how in pairs)


_CHECKS: Mapping[str, Callable[[Reference, Wanted, Reference], bool]] = {
    "page": _is_page,
    "title": _is_title,
    "container-title": _is_title,
    "issued": _is_dated,
    "note": _is_noted,
    "author": _are_listed,
    "DOI": _is_identifier,
    "PMID": _is_identifier,
    "PMCID": _is_identifier,
}
