"""The words that page authors put on links."""

from __future__ import annotations

import re

#: What content management systems write behind a link for screen readers.
_DECORATION = re.compile(
    r"\s?\((?:link is external|external link|opens in (?:a )?new (?:tab|window)|pdf|link sends e-?mail)[^()]{0,20}\)",
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


def plain(label: str) -> str:
    """Return a link's label without what the content management system added."""
    return " ".join(_DECORATION.sub("", label).split())


def is_link_line(text: str) -> bool:
    """Return whether a line of text is nothing but a link whose address is lost: short, and without a year."""
    label = plain(text)
    if not label or len(label) > 60 or re.search(r"\d{4}", label):
        return False
    return label != " ".join(text.split()) or (label[-1] not in ".?" and bool(_LABEL.fullmatch(label)))
