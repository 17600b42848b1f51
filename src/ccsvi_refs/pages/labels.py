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
#: Headings of lists of references. Under "Find out more" and the like stands anything, so they are not among them.
_HEADINGS = frozenset(
    [
        "references", "reference", "reference list", "references list", "references cited",
        "references used", "bibliography", "bibliographies", "sources", "sources cited", "sources used",
        "literature", "literature cited", "works cited", "works consulted", "citations", "further reading",
        "suggested reading", "recommended reading", "additional reading", "reading list", "endnotes",
        "end notes", "footnotes", "research papers", "publications", "literatur", "literaturverzeichnis",
        "literaturangaben", "quellen", "quellenverzeichnis", "quellenangaben", "einzelnachweise",
        "referenzen", "bibliographie", "références", "références bibliographiques", "sources et références",
        "bibliografía", "referencias", "referencias bibliográficas", "bibliografia", "referências",
        "referências bibliográficas", "riferimenti", "riferimenti bibliografici", "literatuur",
        "literatuurlijst", "referenties", "bronnen", "referenser", "litteratur", "kilder", "källor",
        "źródła", "литература", "список литературы", "参考文献",
    ]
)  # fmt: skip
#: Words before them that change nothing.
_QUALIFIERS = frozenset(
    "key selected main cited other our academic scientific some useful general full list of all".split()
)
_NUMBER = re.compile(r"\W*(?:(?:\d{1,2}\.?){1,4}|[IVXivx]{1,5}\.|[A-Z]\.)\s+")


def plain(label: str) -> str:
    """Return a link's label without what the content management system added."""
    return " ".join(_DECORATION.sub("", label).split())


def is_link_line(text: str) -> bool:
    """Return whether a line of text is nothing but a link whose address is lost: short, and without a year."""
    label = plain(text)
    if not label or len(label) > 60 or re.search(r"\d{4}", label):
        return False
    return label != " ".join(text.split()) or (label[-1] not in ".?" and bool(_LABEL.fullmatch(label)))


def heads_references(heading: str) -> bool:
    """Return whether a heading announces a list of references."""
    if len(heading) > 80:
        return False
    words = re.findall(r"[^\W\d_]+", _NUMBER.sub("", heading, count=1).lower())
    while words and words[0] in _QUALIFIERS:
        del words[0]
    phrase = " ".join(words)
    return phrase in _HEADINGS or (len(words) > 2 and words[0] == "references" and words[1] == "and")
