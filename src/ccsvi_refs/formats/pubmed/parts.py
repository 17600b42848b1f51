"""The elements that PubMed's article and book records share → parts of a reference."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ccsvi_refs.formats import languages, people
from ccsvi_refs.formats.nbib import conventions as medline
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.formats.xmltext import inner, raw, text
from ccsvi_refs.identifiers import FIELDS, IdentifierKind, parse
from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar


def date(element: etree._Element | None) -> Date | None:
    """Return the date of an element with Year, Month, Day, Season or MedlineDate."""
    if element is None:
        return None
    year = text(element, "Year")
    if not year:
        return calendar.phrase(text(element, "MedlineDate"))
    season = text(element, "Season")
    if season and not calendar.season(season):
        return calendar.phrase(f"{year} {season}")
    parts = calendar.parts(year, text(element, "Month"), text(element, "Day"))
    return Date((parts,), calendar.season(season)) if parts else calendar.phrase(year)


def names(authors: Iterable[etree._Element]) -> list[dict[str, str]]:
    """Return the valid authors' names; a group's name is a literal."""
    found = []
    for author in authors:
        if author.get("ValidYN") == "N":
            continue
        name = people.person(
            family=text(author, "LastName"),
            given=text(author, "ForeName") or text(author, "FirstName") or " ".join(text(author, "Initials")),
            suffix=text(author, "Suffix"),
            literal=text(author, "CollectiveName").removesuffix("."),
        )
        if name:
            found.append(name)
    return found


def identify(record: Record, ids: Iterable[etree._Element], pmid: str) -> None:
    """Set PMID, DOI and PMCID from the record's own ArticleIdList and ELocationIDs."""
    record.set("PMID", pmid)
    for element in ids:
        if element.get("ValidYN") == "N":
            continue
        kind = element.get("IdType") or element.get("EIdType") or ""
        known = _KINDS.get(kind)
        if known and not record.data.get(FIELDS[known]):
            written = text(element)
            found = parse(known, written)
            record.set(FIELDS[known], found.value if found else written, written)


#: PubMed's names for kinds of identifiers.
_KINDS: dict[str, IdentifierKind] = {"doi": "doi", "pmc": "pmcid", "pubmed": "pmid"}


def titles(record: Record, title: etree._Element | None, vernacular: etree._Element | None) -> str:
    """Set the title, in English where NLM translated it, and the original; return the warning before the title."""
    shown = medline.title(inner(title))
    original = medline.unstopped(inner(vernacular))
    if shown.casefold() in ("", "not available", "in process citation") and original:
        shown, original = original, ""
    warning = medline.warning(shown)
    record.set("title", shown[len(warning) :], raw(title) or raw(vernacular))
    if original and original != shown:
        record.set("original-title", original, raw(vernacular))
    return warning


def describe(record: Record, article: etree._Element) -> None:
    """Set language and abstract."""
    codes = [languages.tag(text(item)) for item in article.findall("Language")]
    known = [code for code in codes if code not in ("und", "mul")]
    record.set("language", known[0] if known else "", ", ".join(text(item) for item in article.findall("Language")))
    sections = [_section(item) for item in article.findall("Abstract/AbstractText")]
    record.set("abstract", " ".join(filter(None, sections)))


def _section(element: etree._Element) -> str:
    label, content = element.get("Label", ""), inner(element)
    return f"{label}: {content}" if label and label != "UNLABELLED" and content else content
