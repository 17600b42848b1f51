"""One reference → a BibTeX entry: classic field names where BibTeX has one, biblatex's for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ccsvi_refs.formats import languages, latex
from ccsvi_refs.formats.bibtex import dates as bibtex_dates
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex import names as bibtex_names
from ccsvi_refs.model import Reference

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
_PUBLISHER = {"thesis": "school", "report": "institution", "techreport": "institution"}
_NAMES = {name: field for field, name in reversed(bibtex_fields.NAMES.items())}
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
#: The order fields are written in; those not named come last, as they came.
_ORDER = {
    name: place
    for place, name in enumerate(
        (
            "entrysubtype", "author", "editor", "title", "shorttitle", "journal", "booktitle", "series", "year",
            "month", "date", "volume", "number", "issue", "eid", "pages", "publisher", "address", "doi", "url",
            "urldate",
        )
    )
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z][\w:+./-]*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_STATES = {words: state for state, words in bibtex_fields.STATES.items()}
_KEY = re.compile(r"[^\w:.+/@*!?<>\[\]()|&;-]+")


def entry(reference: Reference) -> str:
    """Return the entry with its fields one a line, values in braces."""
    kind, extra = bibtex_fields.ENTRY_TYPES.get(reference.type, ("misc", {}))
    fields = extra | _people(reference) | _titles(reference, kind) | _dates(reference) | _numbers(reference, kind)
    fields |= _texts(reference, kind) | _identifiers(reference)
    fields = _kept(reference) | {name: value for name, value in fields.items() if value}
    lines = [f"  {name} = {_delimited(name, value)},\n" for name, value in sorted(fields.items(), key=_place)]
    return "".join([f"@{kind}{{{_KEY.sub('_', reference.id) or 'entry'},\n", *lines, "}\n"])


def _place(field: tuple[str, str]) -> int:
    return _ORDER.get(field[0], len(_ORDER))


def _delimited(name: str, value: str) -> str:
    return value if name == "month" and value in bibtex_fields.MONTHS else f"{{{value}}}"


def _people(reference: Reference) -> dict[str, str]:
    return {
        field: bibtex_names.write(reference.names(name), name in reference.unfinished)
        for name, field in _NAMES.items()
        if reference.data.get(name)
    }


def _has_custom(reference: Reference) -> bool:
    return isinstance(reference.data.get("custom"), Mapping)


def _titles(reference: Reference, kind: str) -> dict[str, str]:
    container = latex.encode(reference.container_title, kind not in ("article", "periodical"))
    field = "booktitle" if kind in ("incollection", "inproceedings", "inreference") else "journal"
    return {"title": latex.encode(reference.title, title=True), field: container}


def _dates(reference: Reference) -> dict[str, str]:
    issued = reference.issued
    fields = bibtex_dates.fields(issued) if issued else {}
    for name, field in _DATES.items():
        date = reference.date(name)
        if date:
            fields[field] = bibtex_dates.iso(date) if date.parts else latex.encode(date.literal)
    return fields


def _numbers(reference: Reference, kind: str) -> dict[str, str]:
    text = reference.text
    fields = {"pages": latex.encode(text("page")).replace("-", "--")}
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
    language = reference.text("language")
    if language:
        fields |= (
            {"langid": languages.babel(language)}
            if languages.tag(languages.babel(language)) == language
            else {"language": latex.encode(language)}
        )
    return fields


def _identifiers(reference: Reference) -> dict[str, str]:
    text = reference.text
    fields = {name: _verbatim(text(field)) for name, field in bibtex_fields.VERBATIMS.items() if name != "pmc"}
    if text("archive").lower() == "arxiv" and text("archive_location"):
        fields |= {"eprint": _verbatim(text("archive_location")), "eprinttype": "arXiv"}
        fields["eprintclass"] = latex.encode(text("archive_collection"))
    elif text("archive_location"):
        fields |= {"eprint": _verbatim(text("archive_location")), "eprinttype": latex.encode(text("archive"))}
        fields["eprintclass"] = latex.encode(text("archive_collection"))
    else:
        fields["library"] = latex.encode(text("archive"))
    return fields


def _verbatim(text: str) -> str:
    """Return an address or identifier as it is, with braces and white space that would end the field escaped."""
    return re.sub(r"\s+", "%20", text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"))


def _kept(reference: Reference) -> dict[str, str]:
    """Return fields a .bib file had that CSL has no place for, as they stood there."""
    kept = reference.data.get("custom", {}).get("bibtex", {}) if _has_custom(reference) else {}
    if not isinstance(kept, Mapping):
        return {}
    return {name: text for name, text in kept.items() if _NAME.fullmatch(name) and _is_value(text)}


def _is_value(text: object) -> bool:
    """Return whether a text can stand between braces as it is."""
    depth = 0
    for match in _BRACES.finditer(text if isinstance(text, str) else "}"):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth < 0:
            return False
    return not depth and not str(text).endswith("\\")
