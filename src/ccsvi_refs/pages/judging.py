"""Is an entry a citation string or prose? Points for what the citation reader finds in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccsvi_refs.formats import citation
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.pages import entries, labels
from ccsvi_refs.pages.entries import Entry

#: What each thing found is worth; prose reaches none of the marks below.
_POINTS = {
    "issued": 1.0, "container-title": 1.0, "volume": 1.0, "page": 1.0, "status": 1.0, "DOI": 2.0, "PMID": 2.0,
    "PMCID": 2.0, "ISBN": 2.0, "URL": 0.5, "title": 0.5, "accessed": 1.0, "publisher": 1.0,
}  # fmt: skip

#: Under a heading for references, between other references, and anywhere else on the page.
_LISTED, _BETWEEN, _ANYWHERE = 3.0, 3.0, 4.5

_WHEN_OR_WHERE = ("issued", "status", "DOI", "PMID", "PMCID", "ISBN", "accessed")

_HOURS = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:am|pm)?\s?[-–]\s?\d{1,2}[:.]\d\d\b")
#: The name of a container begins with a number only if that is a year or an ordinal, and holds no semicolon.
_NO_NAME = re.compile(r"^(?!(?:1[89]|20)\d\d\b|\d{1,3}(?:st|nd|rd|th|\.))\d|;")
_UNDATED = re.compile(r"\(n\.\s?d\.\)")

_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|do|does|did|you|your|we|our|they|their"
    r"|he|she|this|these|which|who|said|says|suggested|found|showed|shows|reported)\b",
    re.IGNORECASE,
)


def references(found: Sequence[Entry]) -> list[Reference]:
    """Return the references among the entries of a page, in order."""
    judged = [
        _reference(entry, _LISTED if entry.listed else _ANYWHERE) if entries.may_cite(entry) else None
        for entry in found
    ]
    return [
        reference
        for index, entry in enumerate(found)
        if (
            reference := judged[index]
            or (_reference(entry, _BETWEEN) if _among(judged, index) and entry.is_readable() else None)
        )
    ]


def _among(judged: Sequence[Reference | None], index: int) -> bool:
    """Return whether an entry stands in a list of references: between two of them, or behind two."""
    before = index > 0 and judged[index - 1] is not None
    after = index + 1 < len(judged) and judged[index + 1] is not None
    return before and (after or (index > 1 and judged[index - 2] is not None))


def _reference(entry: Entry, needed: float) -> Reference | None:
    """Return the reference an entry cites, None where the entry is prose."""
    text = joined(entry)
    found = citation.read(text)
    linked = 0.5 * any(link.url for link in entry.links)
    if not _describes(found, text) or _points(found, text) + linked < needed:
        return None
    return Reference(found.data, Mention(text, entry.location, tuple(entry.links), _number(entry)), found.provenance)


def _number(entry: Entry) -> str:
    """Return the number that the page itself gives the entry, with what stands around it; empty for a bullet."""
    mark = entry.lines[0].mark.strip()
    return mark if any(char.isalnum() for char in mark) else ""


def _describes(found: Reference, text: str) -> bool:
    """Return whether there is a work, and something that says when or where it appeared."""
    name = found.title or ("" if _NO_NAME.search(found.container_title) else found.container_title)
    plain = name and (not name[0].islower() or "volume" in found.data)
    if not plain:
        return False
    located = "volume" in found.data and "page" in found.data and bool(found.authors)
    return located or _UNDATED.search(text) is not None or any(field in found.data for field in _WHEN_OR_WHERE)


def joined(entry: Entry) -> str:
    """Return the citation string: lines of the page's own layout stay lines, wrapped lines are joined."""
    texts = [labels.plain(text) if "(" in text else text for text in entry.texts()]
    separator = "\n" if len(texts) > 2 and all(text.endswith((".", "?", "!", "al")) for text in texts) else " "
    return separator.join(text for text in texts if text)


def _points(found: Reference, text: str) -> float:
    points = sum(value for name, value in _POINTS.items() if name in found.data)
    authors = found.authors or found.names("editor")
    if authors:
        points += 2.0 if authors[0].family else 1.0
    if _HOURS.search(text):
        points -= 2.0
    words = len(text.split())
    verbs = len(_VERBS.findall(text))
    return points - (2.0 if words > 12 and verbs / words > 0.08 else 0.0) - (2.0 if words > 150 and verbs > 6 else 0.0)
