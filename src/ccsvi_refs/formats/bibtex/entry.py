"""One BibTeX or biblatex entry → the fields of a CSL item; the maps are in :mod:`ccsvi_refs.formats.bibtex.fields`."""

from __future__ import annotations

import re

from ccsvi_refs.formats import languages
from ccsvi_refs.formats.bibtex import dates as bibtex_dates
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex import identifiers as bibtex_identifiers
from ccsvi_refs.formats.bibtex import names as bibtex_names
from ccsvi_refs.formats.bibtex.item import BibtexItem
from ccsvi_refs.formats.bibtex.syntax import RawEntry
from ccsvi_refs.formats.cleaning import joined
from ccsvi_refs.formats.types import CSL_TYPES
from ccsvi_refs.text import paging

_IN_PRESS = re.compile(
    r"(?:in press|forthcoming|to appear|submitted|accepted|in preparation|under review)", re.IGNORECASE
)
#: Fields that steer BibTeX and are not kept.
_CONTROL = frozenset({"crossref", "xdata", "entrysubtype"})
#: Entries that are in a book by nature, and those that may be.
_IN_BOOKS = bibtex_fields.CONTAINED | {"unpublished", "misc", "review"}


def item(entry: RawEntry) -> BibtexItem:
    """Return the CSL fields of an entry, for each of them the LaTeX it came from, and what is wrong with them."""
    made = BibtexItem(entry.kind, entry.fields, {"type": _type(entry)})
    for step in (_titles, _names, _dates, _numbers, _publisher, _place, _texts):
        step(made)
    bibtex_identifiers.put(made)
    _genre(made)
    rest = {name: value for name, value in made.rest().items() if name not in _CONTROL}
    if rest:
        made.data["custom"] = made.data.get("custom", {}) | {"bibtex": rest}
    return made


def _type(entry: RawEntry) -> str:
    subtype = entry.fields.get("entrysubtype", "").strip().lower()
    if subtype in bibtex_fields.SUBTYPES or subtype in CSL_TYPES:
        return bibtex_fields.SUBTYPES.get(subtype, subtype)
    kind = bibtex_fields.TYPES.get(entry.kind, "document")
    scheme = (entry.fields.get("eprinttype") or entry.fields.get("archiveprefix", "")).lower()
    return "article" if kind == "document" and "arxiv" in scheme else kind


def _titles(item: BibtexItem) -> None:
    item.put("title", _whole(item, "title", "subtitle"), "title", "subtitle")
    journal = item.given("journaltitle", "journal")
    book = ("booktitle", "booksubtitle")
    paper = (journal, "journalsubtitle")
    if item.kind in _IN_BOOKS or journal in item.fields or item.kind == "periodical":
        in_journal = item.kind in bibtex_fields.WITH_ISSUES
        for main, sub in (paper, book) if in_journal else (book, paper):
            item.put("container-title", _whole(item, main, sub), main, sub)
    else:
        item.put("container-title" if "title" in item.data else "title", _whole(item, *book), *book)
    item.put("collection-title", item.text("series", title=True), "series")
    item.put("collection-title", _whole(item, "maintitle", "mainsubtitle"), "maintitle", "mainsubtitle")


def _whole(item: BibtexItem, main: str, sub: str) -> str:
    is_title = not main.startswith("journal")
    return joined(item.text(main, is_title), item.text(sub, is_title))


def _names(item: BibtexItem) -> None:
    truncated = []
    for source, field in bibtex_fields.NAMES.items():
        if source in item.fields:
            name = _role(item, source) if field == "editor" else field
            found = bibtex_names.read(item.fields[source])
            item.put(name, found.names, source)
            truncated += [name] if found.others else []
            item.wrong(found.problem, source)
    if truncated:
        item.data["custom"] = {"et-al": truncated}


def _role(item: BibtexItem, source: str) -> str:
    """Return what an editor is, where ``editortype`` or its like says so."""
    role = item.fields.get(f"{source}type", "").strip().lower()
    if role in bibtex_fields.EDITOR_TYPES:
        item.used.add(f"{source}type")
    return bibtex_fields.EDITOR_TYPES.get(role, "editor")


def _dates(item: BibtexItem) -> None:
    for source, name in bibtex_fields.DATES.items():
        date = bibtex_dates.written(item.fields[source]) if source in item.fields else None
        if date:
            item.put(name, date.to_csl(), *((source, "year", "month", "day") if name == "issued" else (source,)))
    if "issued" in item.data:
        return
    if _IN_PRESS.fullmatch(item.text("year").strip(" .()")):
        item.put("status", item.text("year"), "year")
        return
    date = bibtex_dates.year_and_month(*(item.fields.get(name, "") for name in ("year", "month", "day")))
    item.put("issued", date.to_csl() if date else None, "year", "month", "day")


def _numbers(item: BibtexItem) -> None:
    """Set pages, issue, number and place in a series: ``number`` means a different thing in each kind of entry."""
    item.put("page", paging.dashes(item.text("pages")), "pages")
    source = item.given(*bibtex_fields.ARTICLE_NUMBERS)
    item.put("number", item.text(source), source)
    if item.kind in bibtex_fields.WITH_ISSUES:
        if "page" not in item.data:
            item.put("page", item.text(source), source)
        item.put("issue", item.text("number"), "number")
    elif item.kind in bibtex_fields.IN_SERIES and "series" in item.fields:
        item.put("collection-number", item.text("number"), "number")
    else:
        item.put("number", item.text("number"), "number")
    item.put("issue", item.text("issue"), "issue")


def _publisher(item: BibtexItem) -> None:
    kind = item.data["type"]
    names = {"thesis": bibtex_fields.OF_SCHOOLS, "report": bibtex_fields.OF_INSTITUTIONS}
    source = item.given(*names.get(kind, bibtex_fields.PUBLISHERS))
    item.put("publisher", item.text(source), source)


def _place(item: BibtexItem) -> None:
    """Set the place of a conference where it stands beside the publisher's."""
    if item.kind in ("inproceedings", "conference") and {"address", "location"} <= item.fields.keys():
        item.put("event-place", item.text("location"), "location")


def _texts(item: BibtexItem) -> None:
    for source, name in bibtex_fields.TEXTS.items():
        if source in item.fields:
            item.put(name, item.text(source), source)
    language = item.given("langid", "language")
    item.put("language", languages.tag(item.text(language)), language)
    state = item.data.get("status", "").lower()
    if state in bibtex_fields.PUBLISHED:
        del item.data["status"]
    elif state in bibtex_fields.STATES:
        item.data["status"] = bibtex_fields.STATES[state]


def _genre(item: BibtexItem) -> None:
    """Write out what kind of thesis or report it is, as the entry's type or a key of biblatex says."""
    genre = item.data.get("genre", "")
    if genre in bibtex_fields.THESES:
        item.data["genre"] = bibtex_fields.THESES[genre]
    elif genre.casefold() == "thesis" and item.kind == "phdthesis":
        del item.data["genre"]
    elif not genre and item.kind in bibtex_fields.THESES and item.kind != "techreport":
        item.data["genre"] = bibtex_fields.THESES[item.kind]
