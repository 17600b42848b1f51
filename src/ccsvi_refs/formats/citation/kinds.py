"""What kind of work a citation string describes, by the fields it has and the words in them."""

from __future__ import annotations

import re
from typing import Any

from ccsvi_refs.formats.citation import bodies

_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|ssrn|psyarxiv|preprint|research square|hal)\b", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|congress|meeting|actas|tagung|kongress|neurips|nips"
    r"|icml|iclr|cvpr|emnlp"
    r"|konferenc\w*|конференци\w*)\b",
    re.IGNORECASE,
)
#: Serials whose names say proceedings all the same.
_PROCEEDINGS_JOURNAL = re.compile(
    r"\b(?:natl|national)\s+acad|\broy(?:al)?\s+soc|\bmayo\s+clin|\bphysical society", re.IGNORECASE
)
_REPORT = re.compile(r"report|paper|brief|guideline", re.IGNORECASE)
_GENRES = {
    "thesis": re.compile(r"thes|diss|arbeit|habilitation|mémoire|tesi|tese|rozprawa|práce|tezi|proefschrift|дис"
        r"|論文|论文|avhandling", re.I),
    "report": re.compile(r"report|working paper|white paper|brief", re.I),
    "dataset": re.compile(r"data ?set", re.I),
    "software": re.compile(r"software", re.I),
    "motion_picture": re.compile(r"video", re.I),
    "article": re.compile(r"preprint", re.I),
}  # fmt: skip


def of(fields: dict[str, Any], told: str = "", *, is_preprint: bool = False) -> str:
    """Return the CSL type; ``told`` is what the layout says, ``is_preprint`` that a preprint's number is there."""
    if told:
        return told
    genre = str(fields.get("genre") or "")
    for kind, pattern in _GENRES.items():
        if pattern.search(genre):
            return kind
    container, placed = str(fields.get("container-title") or ""), bool(fields.keys() & {"volume", "page", "issue"})
    server = container + " " + str(fields.get("publisher") or "")
    is_preprint = bool(_PREPRINT.search(server)) or (is_preprint and not container)
    if is_preprint and not ("volume" in fields and "page" in fields):
        return "article"
    if container:
        return _contained(fields, container, placed)
    if "publisher" in fields or "ISBN" in fields or "edition" in fields:
        return _published(fields)
    if "URL" in fields and not placed:
        return "webpage"
    return "report" if _is_by_body(fields) and "title" in fields and not placed else "document"


def _contained(fields: dict[str, Any], container: str, placed: bool) -> str:
    if _MEETING.search(container) and not _PROCEEDINGS_JOURNAL.search(container) and "issue" not in fields:
        return "paper-conference"
    if "editor" in fields or ("publisher" in fields and ("issue" not in fields or "ISBN" in fields)):
        return "chapter" if placed or "editor" in fields or "URL" not in fields else "webpage"
    if fields.keys() & {"URL", "accessed"} and not placed and not fields.keys() & {"DOI", "PMID", "PMCID", "status"}:
        return "webpage"
    return "article-journal"


def _published(fields: dict[str, Any]) -> str:
    if "ISBN" in fields or "edition" in fields:
        return "book"
    if fields.keys() & {"URL", "accessed"}:
        return "webpage" if "accessed" in fields or not _is_by_body(fields) else "report"
    return "report" if _is_by_body(fields) else "book"


def _is_by_body(fields: dict[str, Any]) -> bool:
    literals = [str(name.get("literal") or "") for name in fields.get("author") or []]
    return bool(literals) and all(literals) and bodies.is_no_person(literals[0])
