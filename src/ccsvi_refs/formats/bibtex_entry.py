"""One BibTeX or biblatex entry → the fields of a CSL item; the maps are in :mod:`ccsvi_refs.formats.bibtex_fields`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats import bibtex_dates, bibtex_fields, bibtex_names, languages, latex, paging, serials
from ccsvi_refs.formats.bibtex_syntax import RawEntry
from ccsvi_refs.formats.richtext import joined
from ccsvi_refs.identifiers import parse

_URL = re.compile(r"(?:\\url\s*)?\{?\s*(https?://[^\s{}]+)\s*\}?\.?")
_IN_PRESS = re.compile(
    r"(?:in press|forthcoming|to appear|submitted|accepted|in preparation|under review)", re.IGNORECASE
)


def data(entry: RawEntry) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the CSL fields of an entry, and for each of them the LaTeX it came from."""
    fields, used = entry.fields, set[str]()
    item: dict[str, Any] = {"type": _type(entry)}
    raws: dict[str, str] = {}

    def put(name: str, value: Any, *sources: str) -> None:
        used.update(sources)
        if value and name not in item:
            item[name] = value
            raws[name] = "; ".join(fields[source] for source in sources if source in fields)

    _titles(entry, put)
    _names(fields, item, put)
    _dates(fields, item, put)
    _numbers(entry, put)
    _publishers(fields, put)
    for source, name in bibtex_fields.TEXTS.items():
        if source in fields and source not in bibtex_fields.PUBLISHERS:
            put(name, latex.decode(fields[source]), source)
    for source, name in bibtex_fields.VERBATIMS.items():
        if source in fields:
            put(name, _identifier(name, latex.verbatim(fields[source])), source)
    _serials(item, raws)
    _status(item)
    _eprint(fields, put)
    _loose_address(fields, item, raws)
    put(
        "language",
        languages.tag(latex.decode(fields.get("langid") or fields.get("language", ""))),
        "langid",
        "language",
    )
    if entry.kind in bibtex_fields.THESES or item.get("genre") in bibtex_fields.THESES:
        key = entry.kind if entry.kind in bibtex_fields.THESES else item["genre"]
        if entry.kind != "techreport":
            item["genre"] = item["genre"] if item.get("genre") not in (None, key) else bibtex_fields.THESES[key]
    rest = {name: value for name, value in fields.items() if name not in used and name not in _CONTROL}
    if rest:
        item["custom"] = item.get("custom", {}) | {"bibtex": rest}
    return item, raws


#: Fields that steer BibTeX and are not kept.
_CONTROL = frozenset({"crossref", "xdata", "entrysubtype"})


def _type(entry: RawEntry) -> str:
    subtype = entry.fields.get("entrysubtype", "").strip().lower()
    if subtype in bibtex_fields.SUBTYPES:
        return bibtex_fields.SUBTYPES[subtype]
    kind = bibtex_fields.TYPES.get(entry.kind, "document")
    scheme = (entry.fields.get("eprinttype") or entry.fields.get("archiveprefix", "")).lower()
    if kind == "document" and "arxiv" in scheme:
        return "article"
    return kind


def _titles(entry: RawEntry, put: Any) -> None:
    fields = entry.fields

    def whole(main: str, sub: str, title: bool = True) -> str:
        return joined(latex.decode(fields.get(main, ""), title), latex.decode(fields.get(sub, ""), title))

    put("title", whole("title", "subtitle"), "title", "subtitle")
    journal = "journaltitle" if "journaltitle" in fields else "journal"
    if entry.kind == "periodical" and "title" in fields:
        put("container-title", whole(journal, "journalsubtitle"), journal, "journalsubtitle")
    elif entry.kind in bibtex_fields.CONTAINED | {"unpublished", "misc", "review"} or journal in fields:
        book = whole("booktitle", "booksubtitle")
        paper = whole(journal, "journalsubtitle", title=False)
        first = (paper, journal) if entry.kind in ("article", "suppperiodical") else (book, "booktitle")
        other = (book, "booktitle") if first[1] == journal else (paper, journal)
        chosen = first if first[0] else other
        subs = "journalsubtitle" if chosen[1] == journal else "booksubtitle"
        put("container-title", chosen[0], chosen[1], subs)
    elif "booktitle" in fields:
        put(
            "container-title" if "title" in fields else "title",
            whole("booktitle", "booksubtitle"),
            "booktitle",
            "booksubtitle",
        )
    put("collection-title", latex.decode(fields.get("series", "") or fields.get("maintitle", ""), True),
        "series" if "series" in fields else "maintitle")  # fmt: skip


def _names(fields: Mapping[str, str], item: dict[str, Any], put: Any) -> None:
    truncated = []
    for source, name in bibtex_fields.NAMES.items():
        if source in fields:
            names, others = bibtex_names.read(fields[source])
            put(name, names, source)
            truncated += [name] if others else []
    if truncated:
        item["custom"] = {"et-al": truncated}


def _dates(fields: Mapping[str, str], item: dict[str, Any], put: Any) -> None:
    for source, name in bibtex_fields.DATES.items():
        date = bibtex_dates.edtf(fields[source]) if source in fields else None
        if date:
            put(name, date.to_csl(), *((source, "year", "month", "day") if name == "issued" else (source,)))
    if "issued" in item:
        return
    year = fields.get("year", "")
    if _IN_PRESS.fullmatch(latex.decode(year).strip(" .()")):
        put("status", latex.decode(year), "year")
        return
    date = bibtex_dates.year_and_month(year, fields.get("month", ""), fields.get("day", ""))
    if date:
        put("issued", date.to_csl(), "year", "month", "day")


def _numbers(entry: RawEntry, put: Any) -> None:
    """Set pages, issue, number and place in a series: ``number`` means a different thing in each kind of entry."""
    fields = entry.fields
    pages = paging.dashes(latex.decode(fields.get("pages", "")))
    eid = latex.decode(fields.get("eid") or fields.get("article-number", ""))
    source = "eid" if "eid" in fields else "article-number"
    put("page", pages, "pages")
    put("number", eid, source)
    if entry.kind in bibtex_fields.WITH_ISSUES:
        put("page", eid, source)
    number, issue = latex.decode(fields.get("number", "")), latex.decode(fields.get("issue", ""))
    if entry.kind in bibtex_fields.WITH_ISSUES:
        if number:
            put("issue", number, "number")
        else:
            put("issue", issue, "issue")
    elif entry.kind in bibtex_fields.IN_SERIES:
        put("collection-number" if "series" in fields else "number", number, "number")
        put("issue", issue, "issue")
    else:
        put("number", number, "number")
        put("issue", issue, "issue")


def _publishers(fields: Mapping[str, str], put: Any) -> None:
    for source in bibtex_fields.PUBLISHERS:
        if source in fields:
            put("publisher", latex.decode(fields[source]), source)
            return


def _identifier(name: str, text: str) -> str:
    """Return an identifier without the address or prefix it is often written with; a malformed one stays."""
    if name == "DOI" and not text.startswith("10."):
        found = parse("doi", text) or parse("doi", text[max(text.find("/10."), 0) :].lstrip("/"))
        return found.value if found else text
    if name in ("PMID", "PMCID"):
        found = parse(
            "pmid" if name == "PMID" else "pmcid", text if name == "PMID" or text[:1] in "Pph" else f"PMC{text}"
        )
        return found.value if found else text
    return text


def _serials(item: dict[str, Any], raws: dict[str, str]) -> None:
    """Put an ISBN that stands for an ISSN, or the other way round, where it belongs."""
    for name, other in (("ISSN", "ISBN"), ("ISBN", "ISSN")):
        digits = re.sub(r"[^\dXx]", "", item.get(name, ""))
        if len(digits) in ((10, 13) if name == "ISSN" else (8,)) and other not in item:
            item[other], raws[other] = item.pop(name), raws.pop(name)
    if "ISBN" in item:
        item["ISBN"] = serials.written(item["ISBN"])


def _status(item: dict[str, Any]) -> None:
    """Write biblatex's and MEDLINE's words for the state of a publication out."""
    state = item.get("status", "").lower()
    if state in bibtex_fields.PUBLISHED:
        del item["status"]
    elif state in bibtex_fields.STATES:
        item["status"] = bibtex_fields.STATES[state]


def _eprint(fields: Mapping[str, str], put: Any) -> None:
    """Set what an eprint is: a PMID, a PMCID, or a number in an archive such as arXiv."""
    eprint = latex.verbatim(fields.get("eprint", ""))
    source = "eprinttype" if "eprinttype" in fields else "archiveprefix"
    scheme = latex.verbatim(fields.get(source, ""))
    if not eprint:
        return
    target = {"pubmed": "PMID", "pmid": "PMID", "pmc": "PMCID", "pmcid": "PMCID"}.get(scheme.lower())
    if target:
        put(target, _identifier(target, eprint), "eprint", source)
        return
    found = parse("arxiv", eprint) if not scheme or scheme.lower() == "arxiv" else None
    put("archive", "arXiv" if found else latex.decode(fields.get(source, "")), source)
    put("archive_location", found.value if found else eprint, "eprint")
    section = "eprintclass" if "eprintclass" in fields else "primaryclass"
    put("archive_collection", latex.decode(fields.get(section, "")), section)


def _loose_address(fields: Mapping[str, str], item: dict[str, Any], raws: dict[str, str]) -> None:
    """Take an address out of ``howpublished`` or ``note`` where it is all that stands there."""
    for source, name in (("howpublished", "medium"), ("note", "note")):
        match = _URL.fullmatch(fields.get(source, "").strip())
        if match and "URL" not in item:
            item["URL"] = latex.verbatim(match.group(1)).rstrip(".")
            raws["URL"] = fields[source]
            item.pop(name, None)
