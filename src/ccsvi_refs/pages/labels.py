"""The words that page authors put on links and over lists of references."""

from __future__ import annotations

import re

#: What content management systems write behind a link for screen readers.
_DECORATION = re.compile(
    r"\s*\((?:link is external|external link|opens in (?:a )?new (?:tab|window)|pdf|link sends e-?mail)[^()]{0,20}\)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:read|view|see|access|download|get|open|go to|find|link to)\b.{0,40}"
    r"\b(?:article|paper|abstract|summary|study"
    r"|report|online|pdf|text|guideline|guidance|publication|here|more|pubmed|website|journal)\b.{0,20}"
    r"|(?:free\s)?(?:full[- ]text|summary|abstract|pdf|pubmed|pmc|doi|crossref"
    r"|google scholar|article|paper|link|website|html)"
    r"(?:\s(?:online|abstract|summary|article|pdf|link|version|only|here|free))?)\W{0,3}",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+|[ivx]{1,4}\.\s+)?"
    r"(?:(?:list of |key |selected |main |cited |other |our |academic |scientific |some "
    r"|useful |general |primary |secondary )*"
    r"(?:references?|bibliograph(?:y|ies)|sources?|literature|works|publications?|citations?|papers|studies|articles|evidence)"
    r"(?:\s(?:cited|list|used|consulted"
    r"|and (?:further reading|notes|links|sources|footnotes|resources)|& \w+|list and notes))?"
    r"|references? and .{3,30}|find out more|further (?:reading|information|resources)|read more|more information"
    r"|learn more"
    r"|suggested reading|recommended reading|additional reading|end ?notes|footnotes|notes(?: and references)?"
    r"|research papers?|literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis|angaben)?|einzelnachweise"
    r"|bibliographie|références?"
    r"|références bibliographiques|sources et références|bibliografía|referencias(?: bibliográficas)?|bibliografia"
    r"|referências"
    r"|riferimenti(?: bibliografici)?|literatuur|referenties|referenser|litteratur|źródła|литература)\W*",
    re.IGNORECASE,
)


def plain(label: str) -> str:
    """Return a link's label without what the content management system added."""
    return " ".join(_DECORATION.sub("", label).split())


def is_link_line(text: str) -> bool:
    """Return whether a line of text is nothing but a link whose address is lost."""
    if len(text) > 90 or not text:
        return False
    return bool(_DECORATION.search(text) or _LABEL.fullmatch(text.strip()))


def heads_references(heading: str) -> bool:
    """Return whether a heading announces a list of references."""
    return len(heading) < 80 and bool(_SECTION.fullmatch(heading.strip()))
