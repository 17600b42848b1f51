"""One reference → an entry for BibTeX, or for biblatex and biber: each in the types and fields its program knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from ccsvi_refs.formats import languages, latex
from ccsvi_refs.formats.bibtex import dates as bibtex_dates
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex import names_written
from ccsvi_refs.formats.types import CSL_TYPES
from ccsvi_refs.model import Date, Reference
from ccsvi_refs.text import edtf, paging


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one of the two programs reads: its names of types and fields, its dates, its form of names."""

    types: Mapping[str, tuple[str, dict[str, str]]]
    renamed: Mapping[str, str]
    dates: Callable[[Date], dict[str, str]]
    has_extended_names: bool


#: CSL type → one of BibTeX's fourteen entry types; every other type is ``misc``, its subtype saying what it is.
_CLASSIC = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "entry": "incollection", "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection", "manuscript": "unpublished", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
_PLAIN = frozenset({"article-journal", "book", "chapter", "document", *(set(_CLASSIC.values()) & set(_CLASSIC)),
                    "manuscript", "pamphlet", "paper-conference", "report", "thesis"})  # fmt: skip


def _subtyped(kind: str) -> tuple[str, dict[str, str]]:
    """Return BibTeX's entry type for a CSL type, and the subtype that tells it from the others of that entry type."""
    subtypes = {name: subtype for subtype, name in bibtex_fields.SUBTYPES.items()}
    return _CLASSIC.get(kind, "misc"), {} if kind in _PLAIN else {"entrysubtype": subtypes.get(kind, kind)}


BIBTEX = Dialect({kind: _subtyped(kind) for kind in CSL_TYPES}, {}, bibtex_dates.fields, has_extended_names=False)
BIBLATEX = Dialect(
    bibtex_fields.ENTRY_TYPES
    | {kind: ("misc", {"entrysubtype": kind}) for kind in CSL_TYPES if kind not in bibtex_fields.ENTRY_TYPES},
    {"journal": "journaltitle", "address": "location", "school": "institution", "annote": "annotation"},
    bibtex_dates.biblatex_fields,
    has_extended_names=True,
)

#: Fields of CSL → ours, in the order they are written; titles keep their capitals.
_TEXTS = {
    "title-short": "shorttitle", "original-title": "origtitle", "collection-title": "series", "volume": "volume",
    "number-of-volumes": "volumes", "part": "part", "version": "version", "edition": "edition",
    "number-of-pages": "pagetotal", "chapter-number": "chapter", "publisher": "publisher", "publisher-place": "address",
    "original-publisher": "origpublisher", "original-publisher-place": "origlocation", "event-title": "eventtitle",
    "event-place": "venue", "genre": "type", "medium": "howpublished", "status": "pubstate", "note": "note",
    "annote": "annote", "keyword": "keywords", "container-title-short": "shortjournal", "dimensions": "dimensions",
    "scale": "scale", "section": "section", "ISSN": "issn", "ISBN": "isbn", "abstract": "abstract",
}  # fmt: skip
_TITLES = frozenset({"title", "booktitle", "series", "shorttitle"})
_PUBLISHER = {"thesis": "school", "phdthesis": "school", "report": "institution", "techreport": "institution"}
_NAMES = {name: field for field, name in reversed(bibtex_fields.NAMES.items())}
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
#: The order fields are written in; those not named come last, as they came.
_ORDER = {
    name: place
    for place, name in enumerate(
        (
            "entrysubtype", "author", "editor", "title", "shorttitle", "journal", "journaltitle", "booktitle", "series",
            "year", "month", "day", "date", "volume", "number", "issue", "eid", "pages", "publisher", "school",
            "institution", "address", "location", "doi", "url", "urldate",
        )
    )
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z][\w:+./-]*")
_BRACES = re.compile(r"[{}]")
_STATES = {words: state for state, words in bibtex_fields.STATES.items()}
_MONTH = re.compile(r'[a-z]{3}(?: # "--" # [a-z]{3})?')
_IN_BOOKS = frozenset({"incollection", "inproceedings", "inreference"})


def layout() -> BibtexFormat:
    """Return how a file is set: a field a line, indented by two spaces, an empty line between entries."""
    found = BibtexFormat()  # type: ignore[no-untyped-call]  # its constructor has no annotations
    found.indent, found.trailing_comma, found.block_separator = "  ", True, "\n"
    return found


def entry(reference: Reference, key: str, dialect: Dialect) -> Entry:
    """Return the entry under a key with its fields in order, values in braces."""
    kind, extra = dialect.types.get(reference.type, ("misc", {}))
    fields = extra | _people(reference, dialect) | _titles(reference, kind)
    fields |= _dates(reference, dialect) | _numbers(reference, kind)
    fields |= _texts(reference, kind) | _identifiers(reference)
    renamed = {dialect.renamed.get(name, name): value for name, value in fields.items() if value}
    written = _with_kept(reference, renamed)
    return Entry(
        kind, key, [Field(name, _delimited(name, value)) for name, value in sorted(written.items(), key=_place)]
    )


def _place(field: tuple[str, str]) -> int:
    return _ORDER.get(field[0], len(_ORDER))


def _delimited(name: str, value: str) -> str:
    is_macro = name == "month" and _MONTH.fullmatch(value) and value[:3] in bibtex_fields.MONTHS
    return value if is_macro else f"{{{value}}}"


def _people(reference: Reference, dialect: Dialect) -> dict[str, str]:
    return {
        field: names_written.write(reference.names(name), name in reference.unfinished, dialect.has_extended_names)
        for name, field in _NAMES.items()
        if reference.data.get(name)
    }


def _titles(reference: Reference, kind: str) -> dict[str, str]:
    container = latex.encode(reference.container_title, kind not in ("article", "periodical"))
    return {
        "title": latex.encode(reference.title, title=True),
        "booktitle" if kind in _IN_BOOKS else "journal": container,
    }


def _dates(reference: Reference, dialect: Dialect) -> dict[str, str]:
    issued = reference.issued
    fields = dialect.dates(issued) if issued else {}
    for name, field in _DATES.items():
        date = reference.date(name)
        if date:
            fields[field] = edtf.write(date) if date.parts else latex.encode(date.literal)
    return fields


def _numbers(reference: Reference, kind: str) -> dict[str, str]:
    text = reference.text
    fields = {"pages": latex.encode(paging.doubled(text("page"))).replace("-{}-", "--")}
    if kind in bibtex_fields.WITH_ISSUES:
        fields |= {"number": latex.encode(text("issue")), "eid": latex.encode(text("number"))}
        if text("page") == text("number"):
            fields["pages"] = ""
    elif kind in bibtex_fields.IN_SERIES and text("collection-title"):
        fields |= {"number": latex.encode(text("collection-number")), "eid": latex.encode(text("number"))}
        fields["issue"] = latex.encode(text("issue"))
    else:
        fields |= {"number": latex.encode(text("number")), "issue": latex.encode(text("issue"))}
    return fields


def _texts(reference: Reference, kind: str) -> dict[str, str]:
    fields = {}
    for name, field in _TEXTS.items():
        value = reference.text(name)
        if value:
            target = _PUBLISHER.get(kind, field) if field == "publisher" else field
            fields[target] = latex.encode(value, field in _TITLES)
    if fields.get("pubstate") in _STATES:
        fields["pubstate"] = _STATES[fields["pubstate"]]
    if kind == "phdthesis":
        fields.setdefault("type", "Thesis")
    return fields | _language(reference.text("language"))


def _language(language: str) -> dict[str, str]:
    name = languages.babel(language)
    return {"langid": name} if name and languages.tag(name) == language else {"language": latex.encode(language)}


def _identifiers(reference: Reference) -> dict[str, str]:
    text = reference.text
    fields = {name: _verbatim(text(field)) for name, field in bibtex_fields.VERBATIMS.items() if name != "pmc"}
    if text("archive_location"):
        scheme = "arXiv" if text("archive").lower() == "arxiv" else latex.encode(text("archive"))
        fields |= {"eprint": _verbatim(text("archive_location")), "eprinttype": scheme}
        fields["eprintclass"] = latex.encode(text("archive_collection"))
    else:
        fields["library"] = latex.encode(text("archive"))
    return fields


def _verbatim(text: str) -> str:
    """Return an address or identifier as it is, with braces and white space that would end the field escaped."""
    return re.sub(r"\s+", "%20", text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"))


def _with_kept(reference: Reference, fields: dict[str, str]) -> dict[str, str]:
    """Return the fields with those a .bib file had that CSL has no place for, as they stood there."""
    custom = reference.data.get("custom")
    kept = custom.get("bibtex") if isinstance(custom, Mapping) else None
    if not isinstance(kept, Mapping):
        return fields
    usable = {name: text for name, text in kept.items() if _NAME.fullmatch(name) and _is_value(text)}
    whole = {name: text for name, text in usable.items() if name in ("isbn", "url") and fields.get(name, "") in text}
    return usable | fields | whole


def _is_value(text: object) -> bool:
    """Return whether a text can stand between braces as it is."""
    depth = 0
    for match in _BRACES.finditer(text if isinstance(text, str) else "}"):
        depth += 1 if match.group() == "{" else -1
        if depth < 0:
            return False
    return not depth
