"""A finding about a record → what its fields are to say instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.auditing.wording import SPOKEN
from ccsvi_refs.matching import authorship
from ccsvi_refs.model import Date, Name
from ccsvi_refs.text import folding

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

_FIELD: Mapping[RuleCode, str] = {
    "title-differs": "title",
    "authors-differ": "author",
    "journal-differs": "container-title",
    "year-differs": "issued",
    "volume-differs": "volume",
    "issue-differs": "issue",
    "pages-differ": "page",
}
_IDENTIFIERS = ("DOI", "PMID", "PMCID", "ISBN")
#: The rules under which an identifier is another work's.
OTHER_WORK = frozenset({"identifiers-disagree", "preprint-identifier"})
#: What a paper that was ahead of print has now, in the order in which new fields are put in.
_PLACE = ("issued", "volume", "issue", "page")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a CSL field is to say for the sake of a finding: a value, a date or names; nothing where it is to go.

    ``is_new_date`` is true of a date that replaces another one altogether rather than putting its year right.
    """

    field: str
    finding: Finding
    value: str = ""
    date: Date | None = None
    names: tuple[Name, ...] = ()
    is_new_date: bool = False


def wanted(finding: Finding, resolution: Resolution) -> list[Wanted]:
    """Return what the fields of a record are to say; nothing where the finding does not come down to that."""
    if finding.rule == "published-since":
        return list(_published(finding, resolution))
    if finding.rule == "retracted":
        return [Wanted("note", finding, _retraction(resolution))]
    if finding.rule == "no-identifier":
        return _identified(finding)
    if finding.rule in OTHER_WORK:
        return _other_work(finding, resolution)
    field = _missing(finding) if finding.rule == "field-missing" else _FIELD.get(finding.rule, "")
    if not field or not finding.correction:
        return []
    if field == "author":
        return [Wanted(field, finding, finding.correction, names=_names(finding, resolution))]
    if field == "title":
        return [Wanted(field, finding, _title(finding, resolution))]
    date = _date(finding.correction, resolution) if field == "issued" else None
    return [Wanted(field, finding, finding.correction, date)]


def _published(finding: Finding, resolution: Resolution) -> Iterator[Wanted]:
    registered, cited = resolution.reference, resolution.cited
    if registered is None:
        return
    for field in _PLACE:
        if field == "issued" and registered.issued and registered.issued != cited.issued:
            yield Wanted(field, finding, str(registered.issued), registered.issued, is_new_date=True)
        elif field != "issued" and registered.text(field) and registered.text(field) != cited.text(field):
            yield Wanted(field, finding, registered.text(field))
    if cited.text("status"):
        yield Wanted("status", finding)


def _identified(finding: Finding) -> list[Wanted]:
    """Return the DOI that is missing, the PMID where there is none."""
    known = dict(part.split(" ", 1) for part in finding.correction.split("; ") if " " in part)
    return next(([Wanted(name, finding, known[name])] for name in _IDENTIFIERS if name in known), [])


def _other_work(finding: Finding, resolution: Resolution) -> list[Wanted]:
    if finding.rule == "preprint-identifier":
        kind, _, value = finding.correction.partition(" ")
        return [Wanted(kind, finding, value)] if kind in _IDENTIFIERS and value else []
    said = {
        each.field
        for each in resolution.discrepancies
        if each.field in _IDENTIFIERS and (str(each.cited), str(each.registered)) == (finding.cited, finding.correction)
    }
    return [Wanted(field, finding, finding.correction) for field in said if finding.correction]


def _missing(finding: Finding) -> str:
    """Return the field that a finding says is not cited."""
    return next(
        (field for field in _PLACE if finding.message.startswith(f"the {SPOKEN.get(field, field)} ")),
        "",
    )


def _title(finding: Finding, resolution: Resolution) -> str:
    """Return the title with its capitals as the record has it that capitalises least: in it a capital means a name."""
    wanted = folding.compact(finding.correction)
    titles = [each.title for each in resolution.registered if folding.compact(each.title) == wanted]
    return max(titles, key=lambda title: (_acronyms(title), -sum(map(str.isupper, title))), default=finding.correction)


def _acronyms(title: str) -> int:
    return sum(word.isupper() and len(word) > 1 for word in title.split())


def _names(finding: Finding, resolution: Resolution) -> tuple[Name, ...]:
    """Return the authors of the record that the finding speaks of."""
    records = [record for record in (resolution.reference, *resolution.registered) if record is not None]
    spoken = (each for each in records if ", ".join(authorship.everyone(each).printed) == finding.registered)
    return next((record.authors for record in spoken), ())


def _date(year: str, resolution: Resolution) -> Date | None:
    """Return the registered date, of which only the year is known where that is another record's."""
    registered = resolution.reference.issued if resolution.reference else None
    if registered and year.startswith(str(registered.year)):
        return registered
    return Date(((int(year),),)) if year.isdecimal() else None


def _retraction(resolution: Resolution) -> str:
    """Return the mark of a retracted work, with the notice that says so where that is known."""
    where = next((f": doi:{each.doi}" for each in resolution.notices if not each.of and each.doi), "")
    return f"Retracted{where}"
