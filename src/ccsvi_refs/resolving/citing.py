"""What each service is asked for of a citation: its place, its title, its words."""

from __future__ import annotations

import re

from ccsvi_refs.model import Name, Reference
from ccsvi_refs.registries import crossref, ecitmatch, pubmed_search
from ccsvi_refs.resolving.cases import Case

#: The number of a reference in its list, and what pages print behind it to click on.
_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]\s)\s*")
_LINKS = re.compile(
    r"(?:[\[(]?\b(?:pubmed(?: central)?|cross ?ref|google scholar|(?:free )?pmc(?: free article)?|view article|"
    r"full text|web of science|medline|scopus)\b[\])]?[\s.,;|·:]*)+$",
    re.IGNORECASE,
)


def places(case: Case) -> list[str]:
    """Return journal, year, volume, page and author as ECitMatch reads them, once for each name of the journal."""
    cited = case.reading
    author = f"{cited.authors[0].family} {_initials(cited.authors[0])}" if cited.authors else ""
    place = (str(cited.year or ""), cited.text("volume"), cited.text("page"), author)
    journals = dict.fromkeys(filter(None, (cited.container_title, cited.text("container-title-short"))))
    return list(dict.fromkeys(filter(None, (ecitmatch.citation(journal, *place) for journal in journals))))


def terms(case: Case) -> list[str]:
    """Return PubMed's queries for the title and for the place, none where too little is cited."""
    cited = case.reading
    author = cited.authors[0].family if cited.authors else ""
    title = pubmed_search.by_title(cited.title, author, cited.year)
    place = pubmed_search.by_place(cited.text("volume"), cited.text("page"), author, cited.year)
    return [term for term in (title, place) if term]


def text(case: Case) -> str:
    """Return what Crossref is searched for: the citation string, or one made of the fields; empty where neither is."""
    if not case.describes:
        return ""
    return crossref.query(_LINKS.sub("", _NUMBER.sub("", case.text)) or printed(case.cited))


def printed(cited: Reference) -> str:
    """Return a citation string made of the fields that tell works apart."""
    names = ", ".join(name.family or name.literal for name in cited.authors[:6])
    container = cited.container_title or cited.text("publisher")
    parts = (names, cited.title, container, str(cited.year or ""), cited.text("volume"), cited.text("page"))
    return ". ".join(part for part in parts if part)


def _initials(name: Name) -> str:
    """Return the initials of a name; citations often give them alone and in one word, ``AM``."""
    return name.given if name.given.isupper() and " " not in name.given else name.initials
