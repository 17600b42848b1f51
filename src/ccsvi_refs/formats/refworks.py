"""RefWorks's tagged format → references, through RIS, whose tags say the same under other letters.

Tags: https://refworks.proquest.com/help/import-export (RefWorks Tagged Format), and what its exports hold.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import ris
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography

#: RefWorks's type in small letters → RIS's.
_TYPES = {
    "abstract": "ABST", "artwork": "ART", "bills/resolutions": "BILL", "book, edited": "BOOK", "book, section": "CHAP",
    "book, whole": "BOOK", "case/court decisions": "CASE", "computer program": "COMP",
    "conference proceedings": "CPAPER",
    "dissertation/thesis": "THES", "dissertation": "THES", "generic": "GEN", "grant": "GRANT", "hearing": "HEAR",
    "journal": "JOUR", "journal article": "JOUR", "journal, electronic": "JOUR", "laws/statutes": "STAT",
    "magazine article": "MGZN", "map": "MAP", "monograph": "BOOK", "motion picture": "MPCT", "music score": "MUSIC",
    "newspaper article": "NEWS", "online discussion forum": "BLOG", "patent": "PAT",
    "personal communication": "PCOMM", "report": "RPRT", "sound recording": "SOUND", "unpublished material": "UNPB",
    "video/ dvd": "VIDEO", "video/dvd": "VIDEO", "web page": "ELEC",
}  # fmt: skip
#: RefWorks's tag → RIS's, where they differ.
_TAGS = {
    "RT": "TY", "A1": "AU", "T1": "TI", "JO": "J2", "YR": "PY", "FD": "DA", "VO": "VL", "OP": "EP", "PP": "CY",
    "UL": "UR", "LK": "UR", "K1": "KW", "NO": "N1", "RD": "Y2", "ED": "ET",
}  # fmt: skip
_LINE = re.compile(r"([A-Z][A-Z0-9])[ \t](.*)$")


def read(text: str, path: str = "-") -> Bibliography:
    """Return the records of a RefWorks export; what is no record is a problem with its line and text."""
    lines: list[str] = []
    open_ = False
    for line in text.split("\n"):
        tagged = _LINE.match(line.rstrip("\r"))
        if not line.strip() and open_:
            lines.append("ER  - ")
            open_ = False
        elif tagged and (open_ or tagged[1] == "RT"):
            open_ = True
            lines.append(_renamed(tagged[1], tagged[2].strip()))
        else:
            lines.append(line)
    if not any(line.startswith("TY") for line in lines):
        raise InputError("holds no records of RefWorks's", Location(path, 1))
    if open_:
        lines.append("ER  - ")
    found = ris.read("\n".join(lines), path)
    return replace(found, passages=())


def _renamed(tag: str, value: str) -> str:
    if tag == "RT":
        value = _TYPES.get(value.lower(), "GEN")
    return f"{_TAGS.get(tag, tag)}  - {value}"
