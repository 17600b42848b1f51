"""Retraction Watch's table → notices, row by row.

Columns: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/. From use, not from that page:
days are written ``3/1/2024 0:00`` (month first), and ``0`` or ``unavailable`` stands where there is no identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats.records import crossref_notices
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import Date, FrozenDict, Notice, Reference
from ccsvi_refs.registries.mirror import rows

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
#: Between several DOIs in one cell; a DOI may have a semicolon itself.
_SEVERAL = re.compile(r"[;,\s]+(?=(?:https?://|doi:|10\.))")
#: What is said of a row whose work nobody could be told of.
NO_WORK = "names no work by DOI or PMID"
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\b")


def notice(row: Mapping[str, Any]) -> tuple[Reference, str, str] | str:
    """Return the notice of a row, the row's number and its day as ISO writes it; what is wrong where there is none."""
    named = {name: str(row.get(rows.plain(name)) or "").strip() for name in _COLUMNS}
    kind = crossref_notices.NOTICES.get(re.sub(r"\W+", "_", named["RetractionNature"].lower()))
    dois = [doi for each in _SEVERAL.split(named["OriginalPaperDOI"]) if (doi := _identifier("doi", each))]
    pmid = _identifier("pmid", named["OriginalPaperPubMedID"])
    if kind is None:
        return f"says nothing of a work that is known here: its RetractionNature is {named['RetractionNature']!r}"
    if not dois and not pmid:
        return NO_WORK
    parts = _day(named["RetractionDate"])
    date = Date((parts,)) if parts else None
    label = f"{named['RetractionNature']}: {named['Reason'].strip(';+ ').replace(';', '; ').replace('+', '')}"
    said = tuple(Notice(kind, "retraction-watch", doi, pmid, date, label.rstrip(": "), of=True) for doi in dois or [""])
    data = {
        "id": f"retraction-watch-{named['Record ID']}", "type": "document", "title": named["Title"],
        "DOI": _identifier("doi", named["RetractionDOI"]), "PMID": _identifier("pmid", named["RetractionPubMedID"]),
    }  # fmt: skip
    kept = FrozenDict({name: value for name, value in data.items() if value})
    day = "-".join(f"{part:02}" for part in parts) if parts else ""
    return Reference(kept, None, FrozenDict(), said), named["Record ID"], day


#: Without these a table is none of Retraction Watch's.
NEEDED = frozenset({"retractionnature", "originalpaperdoi"})
_COLUMNS = (
    "Record ID", "Title", "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDOI",
    "OriginalPaperPubMedID", "RetractionNature", "Reason",
)  # fmt: skip


def _identifier(kind: Any, written: str) -> str:
    found = parse(kind, written) if written not in ("", "0") else None
    return found.value if found else ""


def _day(written: str) -> tuple[int, ...]:
    if found := _ISO.match(written):
        return tuple(int(part) for part in found.groups())
    found = _DAY.match(written)
    return (int(found[3]), int(found[1]), int(found[2])) if found else ()
