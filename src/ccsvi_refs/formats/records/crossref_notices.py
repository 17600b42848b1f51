"""What Crossref says of a work's standing: retractions, concerns, corrections, and what takes them back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import GRAVE, Date, Notice, NoticeKind
from ccsvi_refs.text.values import first, one_or_more, string

#: Crossref's update type → kind of notice.
NOTICES: Mapping[str, NoticeKind] = {
    "addendum": "correction", "clarification": "correction", "correction": "correction", "corrigendum": "correction",
    "erratum": "correction", "expression_of_concern": "expression-of-concern", "new_edition": "new-version",
    "new_version": "new-version", "partial_retraction": "partial-retraction", "removal": "removal",
    "retraction": "retraction", "retracted": "retraction", "concern": "expression-of-concern", "removed": "removal",
    "withdrawn": "withdrawal", "temporary_removal": "temporary-removal", "withdrawal": "withdrawal",
    "retraction_and_replacement": "retraction-and-republication", "reinstatement": "reinstatement",
    "reinstated": "reinstatement",
}  # fmt: skip

#: What publishers put before the title of a work that is no longer good, with the kind of notice it stands for.
WARNING = re.compile(
    r"^\W*(?P<retraction>retracted(?: article| paper| chapter| publication)?)\W*[:\]]\s*"
    r"|^\W*(?P<withdrawal>withdrawn(?: article)?)\W*[:\]]\s*|^\W*(?P<removal>removed|removal)\W*[:\]]\s*"
    r"|^\W*(?P<temporary_removal>temporary removal|temporarily removed)\W*[:\]]\s*",
    re.IGNORECASE,
)

#: A notice that takes a concern back is registered as a correction, or as what it takes back.
_LIFTED = re.compile(
    r"\b(?:removal|lifting|withdrawal|retraction|resolution|rescission) of (?:the |an? )?(?:editorial )?"
    r"(?:expression|note) of concern"
    r"|\bexpression of concern\b.{0,20}\b(?:removed|lifted|withdrawn|resolved|rescinded|retracted)\b",
    re.IGNORECASE,
)

#: So is one that takes a retraction back.
_REINSTATED = re.compile(
    r"\breinstate(?:ment|d)\b|\b(?:retraction|withdrawal|rescission|reversal) of (?:the |an? )?retraction\b"
    r"|\bretraction\b.{0,20}\b(?:rescinded|reversed|withdrawn)\b",
    re.IGNORECASE,
)

#: How a notice is called that stands by itself.
_NOTICE_TITLE = re.compile(
    r"\W*(?:(?:notice|statement) of |editorial )?(?:retraction|withdrawal|removal|(?:expression|note) of concern)\b",
    re.IGNORECASE,
)

#: How a work names another version of itself, and whether it is the later of the two.
_VERSIONS: Mapping[str, tuple[NoticeKind, str, bool]] = {
    "is-preprint-of": ("published-version", "Published version", False),
    "has-preprint": ("published-version", "Preprint", True),
    "is-replaced-by": ("new-version", "Replaced by", False),
}


def date_of(value: object) -> Date | None:
    """Return a date of Crossref's, None where there is none."""
    date = Date.from_csl(value) if isinstance(value, Mapping) else None
    return date if date and date.parts and date.parts[0][0] else None


def notices(message: Mapping[str, Any], warning: Notice | None) -> tuple[Notice, ...]:
    """Return what updates this work (``updated-by``) and what it updates (``update-to``).

    A work names itself where its publisher registers a new version so, which says nothing; but where it is taken back
    under its own DOI, with no notice beside it, that is all that is said of it.
    """
    own = string(message.get("DOI")).lower()
    found = [warning] if warning else []
    for field, of in (("updated-by", False), ("update-to", True)):
        updates = [update for update in one_or_more(message.get(field)) if isinstance(update, Mapping)]
        said = [notice for update in updates if (notice := _notice(update, of))]
        found += [notice for notice in said if notice.doi != own or (not of and _is_taken_back(message, notice))]
    relation = message.get("relation")
    relations = relation if isinstance(relation, Mapping) else {}
    for name, (kind, label, of) in _VERSIONS.items():
        for item in one_or_more(relations.get(name)):
            doi = parse("doi", string(item.get("id"))) if isinstance(item, Mapping) else None
            if doi and doi.value != own:
                found.append(Notice(kind, "crossref", doi.value, label=label, of=of))
    return tuple(dict.fromkeys(found))


def _is_taken_back(message: Mapping[str, Any], notice: Notice) -> bool:
    """Return whether a work is no longer good by its own account; a notice may name itself by mistake."""
    return notice.kind in GRAVE and not _NOTICE_TITLE.match(first(message.get("title")))


def _notice(update: Mapping[str, Any], of: bool) -> Notice | None:
    doi = parse("doi", string(update.get("DOI")))
    label = string(update.get("label"))
    kind = NOTICES.get(string(update.get("type")).lower().replace("-", "_").replace(" ", "_"))
    if kind is None:
        return None
    return Notice(
        kind=_taken_back(label) or kind,
        source="retraction-watch" if update.get("source") == "retraction-watch" else "crossref",
        doi=doi.value if doi else "",
        date=date_of(update.get("updated")),
        label=label,
        of=of,
    )


def _taken_back(label: str) -> NoticeKind | None:
    """Return the kind of a notice whose label says that it takes another back."""
    if _LIFTED.search(label):
        return "concern-lifted"
    return "reinstatement" if _REINSTATED.search(label) else None
