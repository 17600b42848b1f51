"""The tags of one RIS record → the fields of a CSL item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ccsvi_refs.formats import calendar, languages, paging, people, richtext, ris_tags, serials
from ccsvi_refs.identifiers import find, in_url, parse
from ccsvi_refs.model import Date

_VOLUME_AND_ISSUE = re.compile(r"(\d+)\s*\(([^()]+)\)")
_DOI_NOTE = re.compile(r"\s*doi\s*:?\s*10\.\d{4,9}/\S+\s*", re.IGNORECASE)
_PUBMED_ID = re.compile(r"(\d{1,9})\s*\[pmid\]", re.IGNORECASE)
_PMC_ID = re.compile(r"\bPMC\d+\b", re.IGNORECASE)
_BOOKLIKE = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"})


class _Tags:
    """The values of a record by tag, and which of them have been used: all of a tag's, or only the first."""

    def __init__(self, tags: Iterable[tuple[str, int, str]]) -> None:
        self.values: dict[str, list[str]] = {}
        self.lines: dict[str, int] = {}
        self.used: set[str] = {"TY", "ID"}
        self.begun: set[str] = set()
        self.order: list[tuple[str, str]] = []
        for tag, line, value in tags:
            self.order.append((tag, value))
            self.values.setdefault(tag, []).append(value)
            self.lines.setdefault(tag, line)

    def first(self, *names: str) -> tuple[str, str]:
        """Return the first value of the first tag that has one, and that tag."""
        for name in names:
            if self.values.get(name):
                self.begun.add(name)
                return self.values[name][0], name
        return "", ""

    def names(self, field: str) -> list[str]:
        """Return the values of all tags that hold names of that field, in the order of the record."""
        tags = {tag for tag, name in ris_tags.NAMES.items() if name == field}
        self.used |= tags
        return [value for tag, value in self.order if tag in tags]

    def all(self, *names: str) -> list[str]:
        """Return all values of some tags."""
        self.used.update(names)
        return [value for name in names for value in self.values.get(name, ())]

    def rest(self) -> dict[str, list[str]]:
        """Return what has not been used, by tag."""
        left = {}
        for tag, values in self.values.items():
            seen = values[:1] if tag in self.begun else []
            more = [] if tag in self.used else [value for value in values if value not in seen]
            if more:
                left[tag] = more
        return left


def data(tags: Iterable[tuple[str, int, str]]) -> tuple[dict[str, Any], dict[str, str], dict[str, int]]:
    """Return the CSL fields, for those that were cleaned the text as it stood, and the lines of address and DOI."""
    record = _Tags(tags)
    item: dict[str, Any] = {"type": _type(record)}
    raws: dict[str, str] = {}

    def text(name: str, value: str) -> None:
        cleaned = richtext.csl(value)
        if cleaned and name not in item:
            item[name] = cleaned
            raws[name] = value

    _titles(record, item, text)
    _names(record, item)
    _dates(record, item)
    for tag, name in ris_tags.TEXTS.items():
        if name not in item and tag not in record.begun:
            text(name, record.first(tag)[0])
    _numbers(record, item, text)
    lines = _addresses(record, item)
    _serials(record, item)
    _notes(record, item, text)
    if rest := record.rest():
        item["custom"] = item.get("custom", {}) | {"ris": rest}
    return item, raws, lines


def _type(record: _Tags) -> str:
    kinds = [value.upper() for value in record.all("TY")]
    known = [ris_tags.TYPES[kind] for kind in kinds if kind in ris_tags.TYPES]
    specific = [kind for kind in known if kind != "document"]
    if known:
        return (specific or known)[-1]
    return "article-journal" if any(tag in record.values for tag in ("JF", "JO", "JA")) and not kinds else "document"


def _titles(record: _Tags, item: dict[str, Any], text: Any) -> None:
    kind = item["type"]
    title, _ = record.first(*ris_tags.TITLES)
    if not title and kind not in _BOOKLIKE:
        title, _ = record.first("BT")
    if not title and kind in ("book", "periodical"):
        title, _ = record.first("T2", "JF")
    text("title", title)
    series, _ = record.first("T3")
    if kind in ris_tags.WHOLE and not series:
        series, _ = record.first("T2")
    text("collection-title", series)
    container, tag = record.first(*(tag for tag in ris_tags.CONTAINERS if tag not in record.begun))
    text("container-title", container)
    if kind == "paper-conference":
        text("event-title" if container else "container-title", record.first("C3")[0])
        text("event-place", record.first("C1")[0])
    for short in ris_tags.ABBREVIATIONS:
        value = (record.values.get(short) or [""])[0]
        if value:
            record.begun.add(short)
        if value and short != tag and (value != container or short in ("JA", "J2")):
            text("container-title-short", value)
    for other in ris_tags.CONTAINERS:
        if (record.values.get(other) or [""])[0] in (container, title, series):
            record.begun.add(other)


def _names(record: _Tags, item: dict[str, Any]) -> None:
    truncated = []
    for name in dict.fromkeys(ris_tags.NAMES.values()):
        parts = [part for value in record.names(name) for part in _split(value)]
        people_ = [people.parse(part) for part in parts if not people.is_others(part)]
        found = [person for i, person in enumerate(people_) if person and person not in people_[:i]]
        if found:
            item[name] = found
        if any(map(people.is_others, parts)):
            truncated.append(name)
    if truncated:
        item["custom"] = {"et-al": truncated}


def _split(value: str) -> list[str]:
    """Return the names in one value; some programs put them all into one, with semicolons."""
    several = ";" in value and "&" not in value
    return [richtext.plain(part) for part in (value.split(";") if several else [value])]


def _dates(record: _Tags, item: dict[str, Any]) -> None:
    """Set the date that says most among those of the year that ``PY`` gives."""
    dates = [(tag, calendar.slashed(value)) for tag in ris_tags.DATES for value in record.all(tag)]
    good = [(tag, date) for tag, date in dates if date and date.parts and date.parts[0][0] > 999]
    years = [date.year for tag, date in good if tag == "PY"] or [date.year for _, date in good]
    same = [date for _, date in good if date.year == years[0]]
    if same:
        best = max(same, key=lambda date: (len(date.parts[0]), bool(date.season)))
        item["issued"] = best.to_csl()
    else:
        literal = next((date for _, date in dates if date and date.literal and re.search(r"\w", date.literal)), None)
        if literal:
            item["issued"] = Date(literal=literal.literal).to_csl()
    online = calendar.slashed((record.values.get("ET") or [""])[0]) if item["type"].startswith("article") else None
    if online and online.parts and len(online.parts[0]) == 3:
        item["available-date"] = online.to_csl()
        record.first("ET")
    accessed = calendar.slashed(record.first("Y2")[0])
    if accessed and accessed.parts:
        item["accessed"] = accessed.to_csl()


def _numbers(record: _Tags, item: dict[str, Any], text: Any) -> None:
    issue, _ = record.first("IS", "CP")
    match = _VOLUME_AND_ISSUE.fullmatch(item.get("volume", ""))
    if match and not issue:
        item["volume"], issue = match.groups()
    text("number" if item["type"] in ("patent", "report", "standard") else "issue", issue)
    number, _ = record.first("M1")
    if number not in ("", "0"):
        text(
            "collection-number" if item["type"] in ris_tags.WHOLE and item.get("collection-title") else "number", number
        )
    start, end = record.first("SP")[0], record.first("EP")[0]
    pages = f"{start}-{end}" if start and end and end != start and "-" not in start else start or end
    text("number-of-pages" if item["type"] == "book" and pages.isdigit() and not end else "page", paging.dashes(pages))
    article, _ = record.first("C7")
    text("number", article)
    if item["type"] == "article-journal":
        text("page", article)


def _addresses(record: _Tags, item: dict[str, Any]) -> dict[str, int]:
    """Set DOI, PMID, PMCID and URL from wherever programs put them; return the lines of URL and DOI."""
    lines = {}
    written, tag = record.first("DO", "DI")
    doi = parse("doi", written)
    if written:
        item["DOI"] = doi.value if doi and not written.startswith("10.") else written
    for tag_ in (*ris_tags.ADDRESSES, "M3", "N1", "L3"):
        for value in record.values.get(tag_, ()):
            found = in_url(value) if tag_ in ris_tags.ADDRESSES else _noted_doi(value)
            field = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}.get(found.kind) if found else None
            if field and found and field not in item:
                item[field] = found.value
                tag = tag_ if field == "DOI" else tag
    lines["DOI"] = record.lines.get(tag, 0)
    for tag_ in ris_tags.ADDRESSES:
        for value in record.values.get(tag_, ()):
            for url in re.findall(r"https?://\S+|ftp://\S+|www\.\S+", value)[:1]:
                if "URL" not in item:
                    item["URL"], lines["URL"] = url.rstrip(";"), record.lines[tag_]
                    record.begun.add(tag_)
    _pubmed(record, item)
    return {name: line for name, line in lines.items() if line}


def _noted_doi(value: str) -> Any:
    return (
        next((hit.identifier for hit in find(value) if hit.identifier.kind == "doi"), None)
        if _DOI_NOTE.match(value)
        else None
    )


def _pubmed(record: _Tags, item: dict[str, Any]) -> None:
    source = item.get("source", "").lower()
    for tag in ("AN", "U1", "U2", "C2", "M2"):
        for value in record.values.get(tag, ()):
            pmid, pmcid = _PUBMED_ID.search(value), _PMC_ID.fullmatch(value.split("[")[0].strip())
            bare = (
                value
                if tag == "AN" and re.fullmatch(r"\d{5,8}", value) and source in ("pubmed", "medline", "nlm")
                else ""
            )
            if pmid or bare:
                item.setdefault("PMID", pmid.group(1) if pmid else bare)
                record.used.add(tag)
            if pmcid:
                item.setdefault("PMCID", pmcid.group().upper())
                record.used.add(tag)


def _serials(record: _Tags, item: dict[str, Any]) -> None:
    """Set ISSN, ISBN or a report's number from ``SN``, which holds any of them."""
    issns, isbns = [], []
    for value in record.all("SN"):
        for part in re.split(r"\s*[;,]\s*|\s+(?=\d{4}-\d{3})", value):
            digits = re.sub(r"[^\dXx]", "", part)
            if parse("isbn", serials.written(part)) or (len(digits) in (10, 13) and item["type"] in ris_tags.WITH_ISBN):
                isbns.append(part)
            elif len(digits) == 8:
                issns.append(re.sub(r"^(\d{4})(\d{3}[\dX])$", r"\1-\2", part.upper()) if part.isalnum() else part)
            elif item["type"] in ("report", "patent", "standard"):
                item.setdefault("number", value)
            elif part:
                issns.append(part)
    if issns:
        item["ISSN"] = ", ".join(dict.fromkeys(issns))
    if isbns:
        item["ISBN"] = serials.written(isbns[0])


def _notes(record: _Tags, item: dict[str, Any], text: Any) -> None:
    notes = [note for note in record.all("N1", "RN") if not (_DOI_NOTE.fullmatch(note) and "DOI" in item)]
    text("note", "; ".join(notes))
    genres = [genre for genre in record.all("M3") if not genre.lower().startswith("doi:")]
    text("genre", next(iter(genres), ""))
    text("keyword", "; ".join(record.all("KW")))
    text("language", languages.tag(record.first("LA")[0]))
