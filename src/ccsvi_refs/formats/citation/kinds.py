"""What kind of work a citation string describes, by the fields it has and the words in them."""

from __future__ import annotations

import re
from typing import Any

from ccsvi_refs.formats.citation import bodies, publishers

_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|ssrn|psyarxiv|preprint|research square|hal)\b", re.IGNORECASE)
MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|congress|meeting|actas|tagung|kongress|neurips|nips"
    r"|icml|iclr|cvpr|emnlp|eccv|iccv|wacv|icdm|kdd|cikm|sigir|sigmod|vldb|icde|wsdm|ijcai|ecai|aistats|colt|naacl|eacl|coling|lrec"
    r"|conll|interspeech|icassp|miccai|icra|iros|usenix|siggraph|uist"
    r"|konferenc\w*|конференци\w*)\b",
    re.IGNORECASE,
)
#: Serials whose names say proceedings all the same.
_PROCEEDINGS_JOURNAL = re.compile(
    r"\b(?:natl|national)\s+acad|\broy(?:al)?\s+soc|\bmayo\s+clin|\bphysical society", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,12}")
#: Societies whose books are proceedings, and a meeting's abbreviation: (ISBI), KDD '08.
_SOCIETY = re.compile(
    r"IEEE(?: Computer Society)?|ACM(?: Press)?|USENIX(?: Association)?|AAAI(?: Press)?|ISCA|PMLR|ELRA"
)
_ACRONYM = re.compile(r"\((?=[^)]*[A-Z]{2})[A-Z][A-Za-z-]{2,9}(?:\s?['’]?\d{2,4})?\)$|^[A-Z][A-Za-z-]{1,9}\s?['’]\d\d$")
#: Where data and programs are kept, and the words of the titles of programs and data.
REPOSITORY = re.compile(
    r"Zenodo|figshare|Dryad(?: Digital Repository)?|GitHub(?: repository)?|GitLab|Mendeley Data|Harvard Dataverse"
    r"|Software Heritage|PyPI|CRAN|PANGAEA|OpenNeuro|Kaggle|Hugging Face|UK Data Service|ICPSR",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"\b(?:version|v\d[\w.]*|release|software|package|toolbox|toolkit|library|code|app|plugin|script)\b", re.IGNORECASE
)
_DATA = re.compile(r"\b(?:data(?: ?sets?|base|bank)?|archive|corpus|survey|supplement\w*)\b", re.IGNORECASE)
_GENRES = {
    "thesis": re.compile(r"thes|diss|arbeit|habilitation|mémoire|tesi|tese|rozprawa|práce|tezi|proefschrift|дис"
        r"|論文|论文|avhandling", re.I),
    "report": re.compile(r"report|working paper|white paper|brief", re.I),
    "dataset": re.compile(r"data ?set", re.I),
    "software": re.compile(r"software", re.I),
    "motion_picture": re.compile(r"video", re.I),
    "article": re.compile(r"preprint", re.I),
}  # fmt: skip


def of(fields: dict[str, Any], told: str = "", *, is_preprint: bool = False, is_part: bool = False) -> str:
    """Return the CSL type; ``told`` is what the layout says, ``is_preprint`` that a preprint's number is there.

    ``is_part`` says that the title is printed as those of parts are, not of books.
    """
    if told:
        return told
    if REPOSITORY.fullmatch(str(fields.get("publisher") or "").rstrip(".")):
        return _deposited(str(fields.get("title") or ""))
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
        undated = is_part and not placed and not fields.keys() & {"issued", "DOI", "PMID", "PMCID", "status"}
        return "webpage" if undated else _contained(fields, container, placed)
    if fields.keys() & {"publisher", "publisher-place", "ISBN", "edition"}:
        return _published(fields, is_part)
    if fields.keys() & {"URL", "accessed"} and not placed:
        return "webpage"
    return "report" if _is_by_body(fields) and "title" in fields and not placed else "document"


def _deposited(title: str) -> str:
    if _PROGRAM.search(title):
        return "software"
    return "dataset" if _DATA.search(title) else "document"


def _contained(fields: dict[str, Any], container: str, placed: bool) -> str:
    if MEETING.search(container) and not _PROCEEDINGS_JOURNAL.search(container) and "issue" not in fields:
        return "paper-conference"
    if "issue" not in fields and _is_meeting(fields, container):
        return "paper-conference"
    if "editor" in fields or ("publisher" in fields and ("issue" not in fields or "ISBN" in fields)):
        return "chapter" if placed or "editor" in fields or not fields.keys() & {"URL", "accessed"} else "webpage"
    sited = fields.keys() & {"URL", "accessed"} or _DOMAIN.fullmatch(container)
    if sited and not placed and not fields.keys() & {"DOI", "PMID", "PMCID", "status"}:
        return "webpage"
    return "article-journal"


def _is_meeting(fields: dict[str, Any], container: str) -> bool:
    society = str(fields.get("publisher") or "").strip(" .")
    if publishers.SERIAL.search(container) and "publisher" not in fields:
        return False
    return "volume" not in fields and bool(_SOCIETY.fullmatch(society) or _ACRONYM.search(container))


def _published(fields: dict[str, Any], is_part: bool) -> str:
    if "ISBN" in fields or "edition" in fields:
        return "book"
    if is_part and "publisher-place" not in fields and not _is_by_body(fields):
        return "webpage"
    if fields.keys() & {"URL", "accessed"}:
        return "webpage" if "accessed" in fields or not _is_by_body(fields) else "report"
    return "report" if _is_by_body(fields) else "book"


def _is_by_body(fields: dict[str, Any]) -> bool:
    literals = [str(name.get("literal") or "") for name in fields.get("author") or []]
    return bool(literals) and all(literals) and bodies.is_no_person(literals[0])
