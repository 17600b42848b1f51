"""The tags of one RIS record → the fields of a CSL item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ccsvi_refs.formats import cleaning, languages, name_lists, people
from ccsvi_refs.formats.ris import identifiers as ris_identifiers
from ccsvi_refs.formats.ris import tags as ris_tags
from ccsvi_refs.formats.ris.identifiers import DOI_NOTE
from ccsvi_refs.formats.ris.item import RisItem
from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar, paging

_VOLUME_AND_ISSUE = re.compile(r"(\d+)\s*\(([^()]+)\)")
_BOOKLIKE = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"})


class Data(NamedTuple):
    """A record's CSL fields, for those that were cleaned the text as it stood, lines of fields, other addresses."""

    data: dict[str, Any]
    raws: dict[str, str]
    lines: dict[str, int]
    addresses: list[tuple[str, int]]


def data(tags: Iterable[tuple[str, int, str]]) -> Data:
    """Return what the tags of a record say."""
    record = RisItem(tags)
    record.data["type"] = _type(record)
    _titles(record)
    _names(record)
    _dates(record)
    for tag, name in ris_tags.TEXTS.items():
        if name not in record.data and tag not in record.begun:
            record.put(name, record.first(tag)[0])
    _numbers(record)
    lines = ris_identifiers.put(record)
    _notes(record)
    if rest := record.rest():
        record.data["custom"] = record.data.get("custom", {}) | {"ris": rest}
    return Data(record.data, record.raws, lines, ris_identifiers.addresses(record))


def _type(record: RisItem) -> str:
    kinds = [value.upper() for value in record.all("TY")]
    known = [ris_tags.TYPES[kind] for kind in kinds if kind in ris_tags.TYPES]
    specific = [kind for kind in known if kind != "document"]
    if known:
        return (specific or known)[-1]
    return "article-journal" if any(tag in record.values for tag in ("JF", "JO", "JA")) and not kinds else "document"


def _titles(record: RisItem) -> None:
    kind = record.data["type"]
    title, _ = record.first(*ris_tags.TITLES)
    if not title and kind not in _BOOKLIKE:
        title, _ = record.first("BT")
    if not title and kind in ("book", "periodical"):
        title, _ = record.first("T2", "JF")
    record.put("title", title)
    series, _ = record.first("T3")
    if kind in ris_tags.WHOLE and not series:
        series, _ = record.first("T2")
    record.put("collection-title", series)
    container, tag = record.first(*(tag for tag in ris_tags.CONTAINERS if tag not in record.begun))
    record.put("container-title", container)
    if kind == "paper-conference":
        record.put("event-title" if container else "container-title", record.first("C3")[0])
        record.put("event-place", record.first("C1")[0])
    for short in ris_tags.ABBREVIATIONS:
        value = (record.values.get(short) or [""])[0]
        if value:
            record.begun.add(short)
        if value and short != tag and (value != container or short in ("JA", "J2")):
            record.put("container-title-short", value)
    for other in ris_tags.CONTAINERS:
        if (record.values.get(other) or [""])[0] in (container, title, series):
            record.begun.add(other)


def _names(record: RisItem) -> None:
    truncated = []
    roles = ris_tags.roles(record.data["type"])
    for name in dict.fromkeys(roles.values()):
        parts = [part for value in record.names(name, roles) for part in _split(value)]
        found = [person for part in parts if not people.is_others(part) for person in _people(part)]
        if found:
            record.data[name] = found
        if any(map(people.is_others, parts)):
            truncated.append(name)
    if truncated:
        record.data["custom"] = {"et-al": truncated}


def _split(value: str) -> list[str]:
    """Return the names in one value; some programs put them all into one, with semicolons."""
    several = ";" in value and "&" not in value
    return [cleaning.plain(part) for part in (value.split(";") if several else [value])]


def _people(part: str) -> list[dict[str, str]]:
    return name_lists.between_commas(part) or [person for person in [people.parse(part)] if person]


def _dates(record: RisItem) -> None:
    """Set the date that says most among those of the year that ``PY`` gives."""
    dates = [(tag, calendar.slashed(value)) for tag in ris_tags.DATES for value in record.all(tag)]
    good = [(tag, date) for tag, date in dates if date and date.parts and date.parts[0][0] > 999]
    for tag in ris_tags.DATES:
        _keep_other_years(record, tag, good)
    years = [date.year for tag, date in good if tag == "PY"] or [date.year for _, date in good]
    same = [date for _, date in good if date.year == years[0]]
    if same:
        best = max(same, key=lambda date: (len(date.parts[0]), bool(date.season)))
        record.data["issued"] = best.to_csl()
    else:
        literal = next((date for _, date in dates if date and date.literal and re.search(r"\w", date.literal)), None)
        if literal:
            record.data["issued"] = Date(literal=literal.literal).to_csl()
    is_article = record.data["type"].startswith("article")
    online = calendar.slashed((record.values.get("ET") or [""])[0]) if is_article else None
    if online and online.parts and len(online.parts[0]) == 3:
        record.data["available-date"] = online.to_csl()
        record.first("ET")
    accessed = calendar.slashed(record.first("Y2")[0])
    if accessed and accessed.parts:
        record.data["accessed"] = accessed.to_csl()


def _keep_other_years(record: RisItem, tag: str, dates: list[tuple[str, Date]]) -> None:
    """Leave a date of another year than the one of publication in the record: it says something we do not know."""
    years = [date.year for name, date in dates if name == "PY"]
    for value in record.values.get(tag, ()):
        date = calendar.slashed(value)
        if years and date and date.year and date.year != years[0]:
            record.left.append((tag, value))


def _numbers(record: RisItem) -> None:
    issue, _ = record.first("IS", "CP")
    match = _VOLUME_AND_ISSUE.fullmatch(record.data.get("volume", ""))
    if match and not issue:
        record.data["volume"], issue = match.groups()
    record.put("number" if record.data["type"] in ("patent", "report", "standard") else "issue", issue)
    number, _ = record.first("M1")
    in_series = record.data["type"] in ris_tags.WHOLE and "collection-title" in record.data
    if number != "0":
        record.put("collection-number" if in_series else "number", number)
    start, end = record.first("SP")[0], record.first("EP")[0]
    pages = f"{start}-{end}" if start and end and end != start and "-" not in start else start or end
    is_count = record.data["type"] == "book" and pages.isdecimal() and not end
    record.put("number-of-pages" if is_count else "page", paging.dashes(pages))
    article, _ = record.first("C7")
    record.put("number", article)
    if record.data["type"] == "article-journal":
        record.put("page", article)


def _notes(record: RisItem) -> None:
    notes = [note for note in record.all("N1", "RN") if not (DOI_NOTE.fullmatch(note) and "DOI" in record.data)]
    record.put("note", "; ".join(notes))
    genres = [genre for genre in record.all("M3") if not genre.lower().startswith("doi:")]
    record.put("genre", next(iter(genres), ""))
    record.put("keyword", "; ".join(record.all("KW")))
    record.put("language", languages.tag(record.first("LA")[0]))
