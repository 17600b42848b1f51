"""One reference → a RIS record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ccsvi_refs.formats.ris import tags as ris_tags
from ccsvi_refs.model import Date, Name, Reference
from ccsvi_refs.text import calendar

#: CSL field → tag, in the order they are written.
_TEXTS = {
    "title-short": "ST", "original-title": "OP", "collection-title": "T3", "volume": "VL", "number-of-volumes": "NV",
    "edition": "ET", "publisher": "PB", "publisher-place": "CY", "genre": "M3", "section": "SE", "call-number": "CN",
    "archive_location": "AV", "source": "DP", "language": "LA", "DOI": "DO", "URL": "UR", "note": "N1",
    "abstract": "AB",
}  # fmt: skip
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_NAMES = {"author": "AU", "editor": "A2", "collection-editor": "A3", "translator": "A4"}
#: The same for types in which a tag means somebody else.
_ROLES = {
    "thesis": {"author": "AU", "editor": "A2", "contributor": "A3", "translator": "A4"},
    "report": {"author": "AU", "collection-editor": "A2", "editor": "ED", "translator": "A4"},
}


def record(reference: Reference) -> str:
    """Return the record, ``TY`` first and ``ER`` last, each value on one line."""
    lines = [f"TY  - {ris_tags.WRITTEN_TYPES.get(reference.type, 'GEN')}"]
    lines += [f"{tag}  - {' '.join(value.split())}" for tag, value in _tags(reference) if value.strip()]
    return "\n".join([*lines, "ER  - \n"])


def _tags(reference: Reference) -> Iterator[tuple[str, str]]:
    text = reference.text
    yield "ID", reference.id
    for field, tag in _ROLES.get(reference.type, _NAMES).items():
        for name in reference.names(field):
            yield tag, _name(name)
        yield tag, "et al." if field in reference.unfinished else ""
    yield "TI", reference.title
    in_journal = reference.type.startswith("article") or reference.type in ris_tags.WHOLE
    yield "JF" if in_journal else "T2", reference.container_title
    yield "J2", text("container-title-short")
    if reference.type == "paper-conference" and reference.container_title:
        yield from (("C3", text("event-title")), ("C1", text("event-place")))
    yield from _dates(reference)
    for field, tag in _TEXTS.items():
        yield tag, text(field)
    yield from _numbers(reference)
    for issn in text("ISSN").split(", "):
        yield "SN", issn
    yield "SN", text("ISBN")
    for keyword in text("keyword").split("; " if ";" in text("keyword") else ", "):
        yield "KW", keyword
    yield "U1", f"{text('PMID')}[pmid]" if text("PMID") else ""
    yield "C2", text("PMCID")
    yield from _kept(reference)


def _name(name: Name) -> str:
    """Return ``Family, Given, Suffix``; an institution ends in a comma, so that it is not taken apart."""
    if name.literal or not name.family:
        only = name.literal or name.given
        return f"{only.rstrip(',')}," if only else ""
    particles = (name.dropping_particle, name.non_dropping_particle, name.family)
    family = " ".join(part for part in particles if part)
    given = ", ".join(part for part in (name.given, name.suffix) if part)
    return f"{family}, {given}" if given else family


def _dates(reference: Reference) -> Iterator[tuple[str, str]]:
    issued = reference.issued
    if issued and issued.parts:
        yield "PY", f"{issued.year:04d}"
        if len(issued.parts[0]) > 1 or issued.season:
            yield "DA", _slashed(issued)
    elif issued:
        yield "PY", issued.literal
    accessed = reference.date("accessed")
    if accessed and accessed.parts:
        yield "Y2", _slashed(accessed)


def _slashed(date: Date) -> str:
    """Return ``YYYY/MM/DD/Season``, what is unknown left out."""
    year, month, day = (*date.parts[0], 0, 0)[:3]
    season = calendar.SEASON_NAMES.get(date.season, "")
    return f"{year:04d}/{f'{month:02d}' if month else ''}/{f'{day:02d}' if day else ''}/{season}"


def _numbers(reference: Reference) -> Iterator[tuple[str, str]]:
    text = reference.text
    numbered = reference.type in ("patent", "report", "standard")
    yield "IS", text("number") if numbered else text("issue")
    yield "M1", text("collection-number") if text("collection-title") else ""
    number = "" if numbered else text("number")
    yield "C7" if reference.type == "article-journal" else "M1", number
    pages = text("page") if text("page") != text("number") or reference.type != "article-journal" else ""
    start, dash, end = pages.partition("-")
    is_simple = bool(dash) and start.strip() and end.strip() and "-" not in end and "," not in pages
    yield "SP", start.strip() if is_simple else pages
    yield "EP", end.strip() if is_simple else ""
    if reference.type == "book":
        yield "SP", text("number-of-pages")


def _kept(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield tags a RIS file had that CSL has no place for."""
    custom = reference.data.get("custom")
    kept = custom.get("ris") if isinstance(custom, Mapping) else None
    for tag, values in kept.items() if isinstance(kept, Mapping) else ():
        for value in values if isinstance(values, tuple) else ():
            if isinstance(value, str) and _TAG.fullmatch(tag):
                yield tag, value
