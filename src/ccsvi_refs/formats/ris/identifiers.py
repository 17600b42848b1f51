"""Identifiers and addresses of a RIS record, from wherever programs put them."""

from __future__ import annotations

import re

from ccsvi_refs.formats import serials
from ccsvi_refs.formats.ris import tags as ris_tags
from ccsvi_refs.formats.ris.item import RisItem
from ccsvi_refs.identifiers import FIELDS, Identifier, find, in_url, parse
from ccsvi_refs.text.addresses import find as find_addresses

#: A note that is nothing but a DOI.
DOI_NOTE = re.compile(r"\s*doi\s*:?\s*10\.\d{4,9}/\S+\s*", re.IGNORECASE)
_PUBMED_ID = re.compile(r"(\d{1,9})\s*\[pmid\]", re.IGNORECASE)
_BARE_PMID = re.compile(r"(\d{5,8})")
_PMC_ID = re.compile(r"\bPMC\d+\b", re.IGNORECASE)

_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|www\.\S+")
_NEXT = re.compile(r"(?<![\s,;|])[\s,;|]+(?=(?:https?|ftp)://|www\.)")
_PARTS = re.compile(r"(?:(?<!\s)\s++)?+[;,]\s*|(?<!\s)\s+(?=\d{4}-\d{3})")
_EIGHT = re.compile(r"(?<!\d)(\d{4})-?(\d{3}[\dX])(?!\d)")
#: Types that have a number of their own, which some programs write into ``SN``.
_NUMBERED = frozenset({"report", "patent", "standard"})


def put(record: RisItem) -> dict[str, int]:
    """Set DOI, PMID, PMCID, URL, ISSN and ISBN; return the lines of URL and DOI."""
    tags = {"DOI": _doi(record), "URL": _url(record)}
    _pubmed(record)
    _serials(record)
    return {name: record.lines[tag] for name, tag in tags.items() if tag}


def _doi(record: RisItem) -> str:
    """Set the DOI, and a PMID or PMCID that an address names; return the tag the DOI stood in."""
    written, tag = record.first("DO", "DI")
    if written:
        found = parse("doi", written)
        record.data["DOI"] = found.value if found and not written.startswith("10.") else written
    for other in (*ris_tags.ADDRESSES, "M3", "N1", "L3"):
        for value in record.values.get(other, ()):
            found = in_url(value) if other in ris_tags.ADDRESSES else _noted_doi(value)
            field = FIELDS.get(found.kind, "") if found else ""
            if found and field and field not in record.data:
                record.data[field] = found.value
                tag = other if field == "DOI" else tag
    return tag


def _noted_doi(value: str) -> Identifier | None:
    found = (hit.identifier for hit in find(value) if hit.identifier.kind == "doi")
    return next(found, None) if DOI_NOTE.match(value) else None


def _url(record: RisItem) -> str:
    """Set the first address; return the tag it stood in."""
    for tag in ris_tags.ADDRESSES:
        for value in record.values.get(tag, ())[:1]:
            if several := _in(value):
                record.data["URL"] = several[0]
                record.begun.add(tag)
                record.left += [(tag, address) for address in several[1:]]
                return tag
    return ""


def addresses(record: RisItem) -> list[tuple[str, int]]:
    """Return every address of a record, each with the line of its tag."""
    return [
        (f"http://{address}" if address.startswith("www.") else address, line)
        for tag, line, value in record.order
        if tag in ris_tags.WITH_ADDRESSES
        for address in (_in(value) if tag in ris_tags.ADDRESSES else [found.url for found in find_addresses(value)])
    ]


def _in(value: str) -> list[str]:
    """Return the addresses in a field that holds nothing else, as they are; in other words, those that are found."""
    parts = [part.rstrip(";") for part in _NEXT.split(value) if part]
    if all(map(_ADDRESS.fullmatch, parts)):
        return parts
    return [found.url for found in find_addresses(value)]


def _pubmed(record: RisItem) -> None:
    """Set PMID and PMCID that are marked as such, or stand where PubMed's own exports put them."""
    from_pubmed = record.data.get("source", "").lower() in ("pubmed", "medline", "nlm")
    for tag in ("AN", "U1", "U2", "C2", "M2"):
        for value in record.values.get(tag, ()):
            pmid = _PUBMED_ID.search(value) or (_BARE_PMID.fullmatch(value) if from_pubmed and tag == "AN" else None)
            pmcid = _PMC_ID.fullmatch(value.split("[")[0].strip())
            if pmid:
                record.data.setdefault("PMID", pmid.group(1))
            if pmcid:
                record.data.setdefault("PMCID", pmcid.group().upper())
            if pmid or pmcid:
                record.used.add(tag)


def _serials(record: RisItem) -> None:
    """Set ISSN, ISBN or a report's number from ``SN``, which holds any of them."""
    kind, issns, isbns = record.data["type"], [], []
    for value in record.all("SN"):
        for part in filter(None, _PARTS.split(value)):
            digits = re.sub(r"[^\dXx]", "", part)
            if parse("isbn", serials.written(part)) or (len(digits) in (10, 13) and kind in ris_tags.WITH_ISBN):
                isbns.append(part)
            elif len(digits) == 8 or kind not in _NUMBERED:
                match = _EIGHT.search(part.upper())
                issns.append(f"{match.group(1)}-{match.group(2)}" if match else part)
            else:
                record.data.setdefault("number", value)
    if issns:
        record.data["ISSN"] = ", ".join(dict.fromkeys(issns))
    if isbns:
        record.data["ISBN"] = serials.written(isbns[0])
