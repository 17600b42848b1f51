"""One reference → a MEDLINE record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ccsvi_refs.formats import cleaning, languages
from ccsvi_refs.formats.nbib import conventions as medline
from ccsvi_refs.model import Name, Reference
from ccsvi_refs.text import calendar

_TAG = re.compile(r"[A-Z][A-Z0-9]{1,3}")


def record(reference: Reference) -> str:
    """Return the record, each value on one line, markup left out: the format has none."""
    lines = (f"{tag:<4}- {' '.join(cleaning.plain(value).split())}" for tag, value in _tags(reference) if value)
    return "\n".join(lines) + "\n"


def _tags(reference: Reference) -> Iterator[tuple[str, str]]:
    text = reference.text
    yield "PMID", text("PMID")
    for issn in text("ISSN").split(", "):
        yield "IS", issn
    yield from (("VI", text("volume")), ("IP", text("issue")))
    yield "DP", calendar.spoken(reference.issued) if reference.issued else ""
    yield from _titles(reference)
    yield from (("PG", text("page")), ("LID", f"{text('DOI')} [doi]" if text("DOI") else ""), ("AB", text("abstract")))
    for name in reference.authors:
        yield from _name(name, "FAU", "AU")
    yield "AU", "et al." if "author" in reference.unfinished else ""
    for name in reference.names("editor"):
        yield from _name(name, "FED", "ED")
    yield from (("CTI", text("collection-title")), ("EN", text("edition")), ("ISBN", text("ISBN")))
    yield "PL", text("publisher-place") if reference.type != "article-journal" else ""
    yield "LA", languages.medline(text("language"))
    if "PT" not in _custom(reference):
        yield "PT", medline.PUBLICATION_TYPES.get(reference.type, "")
    yield "DEP", _compact(reference)
    yield from (("PB", text("publisher")), ("TA", text("container-title-short")), ("PMC", text("PMCID")))
    for keyword in text("keyword").split("; "):
        yield "OT", keyword
    yield "PST", medline.AHEAD if text("status") == medline.AHEAD_STATUS else ""
    yield from _kept(reference)


def _titles(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the titles; one with an original beside it is a translation, and stands in brackets."""
    title, original = reference.title, reference.text("original-title")
    if reference.type == "book":
        yield "BTI", title
        return
    yield "TI", f"[{title}]." if original and title else _stopped(title)
    yield "TT", _stopped(original)
    yield "BTI" if reference.type == "chapter" else "JT", reference.container_title


def _name(name: Name, full: str, short: str) -> Iterator[tuple[str, str]]:
    if name.literal:
        yield "CN" if short == "AU" else short, name.literal
        return
    particles = (name.dropping_particle, name.non_dropping_particle, name.family)
    family = " ".join(part for part in particles if part)
    yield full, ", ".join(part for part in (family, name.given, name.suffix) if part)
    yield short, " ".join(part for part in (family, name.initials, name.suffix) if part)


def _compact(reference: Reference) -> str:
    """Return the online date as ``20160419``, empty where it is not known to the day."""
    online = reference.date("available-date")
    first = online.parts[0] if online and online.parts else ()
    return "".join(f"{number:02d}" for number in first) if len(first) == 3 else ""


def _kept(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield tags a MEDLINE file had that CSL has no place for."""
    for tag, values in _custom(reference).items():
        for value in values if isinstance(values, tuple) else ():
            if isinstance(value, str) and _TAG.fullmatch(tag):
                yield tag, value


def _custom(reference: Reference) -> Mapping[str, object]:
    custom = reference.data.get("custom")
    kept = custom.get("nbib") if isinstance(custom, Mapping) else None
    return kept if isinstance(kept, Mapping) else {}


def _stopped(title: str) -> str:
    return title if not title or title[-1] in ".?!" else f"{title}."
