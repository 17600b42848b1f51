"""Records of one work, merged field by field; what every source says of a field is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ccsvi_refs.model import GRAVE, Date, FrozenDict, Name, Notice, Reference, Value, freeze
from ccsvi_refs.registries import table
from ccsvi_refs.resolving.cases import source
from ccsvi_refs.text.folding import compact

#: Crossref, which is believed first, has what the publisher registered; NLM's own forms come from PubMed.
_PUBMED_FIRST = frozenset({"container-title-short", "language", "PMID", "PMCID"})
#: What the reader wrote, which no registry knows better.
_READERS_OWN = frozenset({"annote", "keyword", "note"})
#: Years by which an issue may follow the online version; a greater distance means that one date is of something else.
_ONLINE_FIRST = 2

Said = Sequence[tuple[str, Any]]


def merge(cited: Reference, records: Sequence[Reference], others: Sequence[Reference] = ()) -> Reference:
    """Return the reference that the records make together, under the cited key, with the provenance of each field.

    What only the citation has is kept; an "ahead of print" that a volume or page has overtaken is not. ``others`` are
    records of other works, among which may be notices about this one.
    """
    ordered = sorted(records, key=lambda record: table.rank(source(record)))
    names = dict.fromkeys(name for record in ordered for name in record.data if name not in ("id", "custom"))
    custom = next((r.data["custom"] for r in ordered if source(r) == "curated" and "custom" in r.data), None)
    data = {name: _pick(name, [(source(r), r.data[name]) for r in ordered if name in r.data]) for name in names}
    if data.get("volume") or data.get("page"):
        data.pop("status", None)
    for name, value in cited.data.items():
        if (name not in data and name not in ("custom", "status")) or name in _READERS_OWN:
            data[name] = value
    data["id"] = cited.id
    if kept := _kept(cited, names) | dict(custom or {}):
        data["custom"] = freeze(kept)
    if "status" in cited.data and not (data.get("volume") or data.get("page")):
        data.setdefault("status", cited.data["status"])
    return Reference(FrozenDict(data), cited.mention, _provenance(cited, ordered), notices(ordered, others))


def _kept(cited: Reference, registered: Collection[str]) -> dict[str, Any]:
    """Return what the citation has beside CSL's fields; a list of names that a registry has in full is finished."""
    custom = cited.data.get("custom")
    if not isinstance(custom, Mapping):
        return {}
    unfinished = [name for name in cited.unfinished if name not in registered]
    kept = {name: value for name, value in custom.items() if name != "et-al"}
    return kept | ({"et-al": unfinished} if unfinished else {})


def merged(records: Sequence[Reference]) -> Reference:
    """Return what the records make together without any citation."""
    return merge(Reference(FrozenDict({"id": records[0].id})), records)


def notices(records: Sequence[Reference], others: Sequence[Reference] = ()) -> tuple[Notice, ...]:
    """Return what the records report, and what notices among the others say of the work.

    Nothing is repeated, and a notice that names the work itself is left out, but where it takes the work back.
    """
    own = {record.identifier(kind) for record in records for kind in ("doi", "pmid")} - {""}
    reported = [notice for record in records for notice in record.notices]
    kept = [each for each in reported if each.kind in GRAVE or (each.doi not in own and each.pmid not in own)]
    known = {(notice.kind, value) for notice in kept for value in (notice.doi, notice.pmid) if value}
    beside = [notice for other in others for notice in _about(own, other)]
    kept += [said for said in beside if not {(said.kind, said.doi), (said.kind, said.pmid)} & known]
    return tuple(dict.fromkeys(kept))


def _about(own: set[str], record: Reference) -> Iterator[Notice]:
    """Yield what a notice's own record says of a work, as the work's record would say it."""
    for notice in record.notices:
        if notice.of and own & {notice.doi, notice.pmid}:
            doi, pmid = record.identifier("doi"), record.identifier("pmid")
            label = notice.label or record.title
            yield replace(notice, doi=doi, pmid=pmid, date=notice.date or record.issued, label=label, of=False)


def _provenance(cited: Reference, records: Sequence[Reference]) -> FrozenDict:
    said: dict[str, list[Value]] = {}
    for name, value in cited.data.items():
        if name not in ("id", "custom"):
            said[name] = list(cited.provenance.get(name) or [Value("cited", value)])
    for record in records:
        for name, values in record.provenance.items():
            said.setdefault(name, []).extend(value for value in values if value not in said.get(name, ()))
    return FrozenDict({name: tuple(values) for name, values in said.items()})


def _pick(name: str, said: Said) -> Any:
    if len(said) == 1:
        return said[0][1]
    if name in _CHOICES:
        return _CHOICES[name](said)
    return _preferred(said, pubmed_first=name in _PUBMED_FIRST)


def _preferred(said: Said, *, pubmed_first: bool = False) -> Any:
    return min(said, key=lambda pair: (not (pubmed_first and pair[0] == "pubmed"), table.rank(pair[0])))[1]


def _type(said: Said) -> Any:
    """Return the first type that says something: ``document`` and ``article`` are what nobody knows better."""
    telling = [pair for pair in said if pair[1] not in ("document", "article")]
    return _preferred(telling or said)


def _title(said: Said) -> Any:
    """Return the title that holds the others, with its subtitle; Crossref's where they are the same."""
    longest = max(said, key=lambda pair: len(compact(str(pair[1]))))[1]
    return longest if len(compact(str(longest))) > len(compact(str(_preferred(said)))) else _preferred(said)


def _page(said: Said) -> Any:
    """Return the fullest form of the pages: both ends before one, in full before elided."""
    preferred = str(_preferred(said))
    first = re.split(r"\D*-", preferred)[0].lower()
    same = [str(value) for _, value in said if str(value).lower().startswith(first)]
    return max([preferred, *same], key=lambda page: ("-" in page, len(page)))


def _authors(said: Said) -> Any:
    """Return the list with the most authors and, name by name, the fullest given names that fit.

    A shorter list that ends with a group wins over one that goes on with the group's members.
    """
    most = max(len(names) for _, names in said)
    longest = [pair for pair in said if len(pair[1]) == most]
    grouped = [pair for pair in said if len(pair[1]) < most and _ends_with_group(pair[1], _preferred(longest))]
    chosen = _preferred(grouped or longest)
    others = [names for _, names in said if len(names) >= len(chosen)]
    return freeze([_fullest(name, [names[i] for names in others]) for i, name in enumerate(chosen)])


def _ends_with_group(names: Sequence[Mapping[str, Any]], longer: Sequence[Mapping[str, Any]]) -> bool:
    persons = [compact(str(name.get("family"))) for name in names if name.get("family")]
    alike = persons == [compact(str(name.get("family"))) for name in longer[: len(persons)]]
    return alike and len(persons) > 1 and bool(names[-1].get("literal"))


def _fullest(name: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a name with the longest given names among those of the same family and initials."""
    mine = Name.from_csl(name)
    best = mine.given
    for other in map(Name.from_csl, others):
        same = compact(other.family) == compact(mine.family) and other.initials.startswith(mine.initials[:1])
        if same and len(other.given) > len(best):
            best = other.given
    return {**name, "given": best} if best else dict(name)


def _issued(said: Said) -> Any:
    """Return the date of the issue: the latest of those close together, PubMed's where one is far off."""
    dates = [(who, value, date) for who, value in said if (date := Date.from_csl(value)) and date.year]
    if not dates:
        return said[0][1]
    years = [date.year or 0 for _, _, date in dates]
    if max(years) - min(years) > _ONLINE_FIRST:
        return _preferred([(who, value) for who, value, _ in dates], pubmed_first=True)
    latest = [(who, value, date) for who, value, date in dates if date.year == max(years)]
    longest = max(len(date.parts[0]) for _, _, date in latest)
    return _preferred([(who, value) for who, value, date in latest if len(date.parts[0]) == longest])


_CHOICES: Mapping[str, Callable[[Said], Any]] = {
    "type": _type,
    "title": _title,
    "page": _page,
    "author": _authors,
    "issued": _issued,
}
