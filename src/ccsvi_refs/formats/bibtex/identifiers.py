"""Identifiers and addresses of a BibTeX entry, from wherever they are written."""

from __future__ import annotations

import re

from ccsvi_refs.formats import latex, serials
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex.item import Item
from ccsvi_refs.formats.bibtex.links import first
from ccsvi_refs.identifiers import parse

_URL = re.compile(r"(?:\\url\s*)?\{?\s*(https?://[^\s{}]+)\s*\}?\.?")
#: ``eprinttype`` or ``archiveprefix`` of archives whose numbers are identifiers for CSL.
_ARCHIVES = {"pubmed": "PMID", "pmid": "PMID", "pmc": "PMCID", "pmcid": "PMCID"}


def put(item: Item) -> None:
    """Set DOI, URL, PMID, PMCID, ISSN, ISBN and an archive's number."""
    for source, name in bibtex_fields.VERBATIMS.items():
        if source in item.fields:
            value = item.fields[source]
            item.put(name, _bare(name, latex.verbatim(first(value) if name == "URL" else value)), source)
    _serials(item)
    _eprint(item)
    _loose_address(item)


def _bare(name: str, text: str) -> str:
    """Return an identifier without the address or prefix it is often written with; a malformed one stays."""
    found = None
    if name == "DOI" and not text.startswith("10."):
        found = parse("doi", text) or parse("doi", text[max(text.find("/10."), 0) :].lstrip("/"))
    elif name == "PMID":
        found = parse("pmid", text)
    elif name == "PMCID":
        found = parse("pmcid", text) or parse("pmcid", f"PMC{text}")
    return found.value if found else text


def _serials(item: Item) -> None:
    """Put an ISBN that stands for an ISSN, or the other way round, where it belongs."""
    for name, other, lengths in (("ISSN", "ISBN", (10, 13)), ("ISBN", "ISSN", (8,))):
        digits = re.sub(r"[^\dXx]", "", item.data.get(name, ""))
        if len(digits) in lengths and other not in item.data:
            item.data[other], item.raws[other] = item.data.pop(name), item.raws.pop(name)
    if "ISBN" in item.data:
        if len(serials.several(item.data["ISBN"])) > 1:
            item.used.discard("isbn")
        item.data["ISBN"] = serials.written(item.data["ISBN"])


def _eprint(item: Item) -> None:
    """Set what an eprint is: a PMID, a PMCID, or a number in an archive such as arXiv."""
    eprint = latex.verbatim(item.fields.get("eprint", ""))
    source = item.given("eprinttype", "archiveprefix")
    scheme = latex.verbatim(item.fields.get(source, ""))
    if not eprint:
        return
    if scheme.lower() in _ARCHIVES:
        target = _ARCHIVES[scheme.lower()]
        item.put(target, _bare(target, eprint), "eprint", source)
        return
    found = parse("arxiv", eprint) if scheme.lower() in ("", "arxiv") else None
    item.put("archive", "arXiv" if found else item.text(source), source)
    item.put("archive_location", found.value if found else eprint, "eprint")
    section = item.given("eprintclass", "primaryclass")
    item.put("archive_collection", item.text(section), section)


def _loose_address(item: Item) -> None:
    """Take an address out of ``howpublished`` or ``note`` where it is all that stands there."""
    for source, name in (("howpublished", "medium"), ("note", "note")):
        match = _URL.fullmatch(item.fields.get(source, "").strip())
        if match and "URL" not in item.data:
            item.put("URL", latex.verbatim(match.group(1)).rstrip("."), source)
            item.data.pop(name, None)
