"""NLM's conventions, the same in PubMed XML and in the MEDLINE format.

Titles: https://www.nlm.nih.gov/bsd/licensee/elements_article_source.html; journal titles carry qualifiers of the NLM
catalogue (``Lancet (London, England)``), and their other titles after a colon or an equals sign.
"""

from __future__ import annotations

import re

from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar

_QUALIFIER = re.compile(
    r"(?:(?<!\s)\s++)?+\((?:(?=[^()]*[,:])[^()]*+|Online|[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}|\d{4})\)$"
)
_KEPT_STOP = re.compile(r"(?:\b[A-Z]\.){2,}$|\.\.\.$|\b(?:et al|Inc|Ltd|Jr|Sr|spp?|nov)\.$")
_RETRACTED = re.compile(r"^\W*(retracted|withdrawn)(?: article| paper)?\W*[:\]]\s*", re.IGNORECASE)

#: CSL type → publication type.
PUBLICATION_TYPES = {
    "article-journal": "Journal Article", "article": "Preprint", "dataset": "Dataset", "book": "Book",
    "chapter": "Book Chapter",
}  # fmt: skip
#: PublicationStatus of a paper that has no volume and pages yet.
AHEAD = "aheadofprint"
AHEAD_STATUS = "Epub ahead of print"


def journal(title: str) -> str:
    """Return a journal's title without its qualifier and its other titles."""
    main = re.split(r"(?<!\s)\s+[:=]\s+", _QUALIFIER.sub("", title.strip()))[0]
    return _QUALIFIER.sub("", main).strip() or title.strip()


def unstopped(title: str) -> str:
    """Return a title without the full stop NLM puts at its end."""
    text = title.strip()
    if text.endswith("..") and not text.endswith("..."):
        return text[:-1]
    return text if _KEPT_STOP.search(text) else text.removesuffix(".").rstrip()


def title(text: str) -> str:
    """Return a title without its full stop and the brackets NLM puts around a translation."""
    bare = unstopped(text)
    match = re.fullmatch(r"\[(.*)\]", bare, re.DOTALL)
    if match and _balanced(match.group(1)):
        return unstopped(match.group(1))
    return bare


def warning(text: str) -> str:
    """Return the words before a title that call the work retracted or withdrawn, empty where there are none."""
    match = _RETRACTED.match(text)
    return match.group() if match and match.end() < len(text) else ""


def date(text: str) -> Date | None:
    """Return the date, span or season of a ``MedlineDate`` or ``DP`` field."""
    return calendar.phrase(text)


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if depth < 0:
            return False
    return depth == 0
