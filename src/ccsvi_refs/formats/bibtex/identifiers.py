"""Identifiers and addresses of a BibTeX entry, from wherever they are written."""

from __future__ import annotations

import re

from ccsvi_refs.formats import latex, serials
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex.item import BibtexItem
from ccsvi_refs.formats.bibtex.syntax import RawEntry
from ccsvi_refs.identifiers import Identifier, find, parse

#: Fields whose addresses are the work's, beside ``url``.
_WITH_ADDRESSES = re.compile(
    r"addendum|adsurl|annotation|annote|archive-?url|bdsk-url-\d+|code|ee|fulltext|homepage|howpublished|links?|note|"
    r"pdf(?:url)?|repository|slides|urls?-?\d*|video|webpage|website"
)
#: What is said before an address that is all a field holds.
_BEFORE = re.compile(
    r"\W*(?:(?:also |freely )?(?:available|accessible|accessed|online|retrieved)\b[\w ]*"
    r"|url|see|website|web ?site|web ?page|internet|link)?[\s:,.\]]*",
    re.IGNORECASE,
)
_ISSN = re.compile(r"(?<![\d-])\d{4}-\d{3}[\dXx](?![\d-])")
#: ``eprinttype`` or ``archiveprefix`` of archives whose numbers are identifiers for CSL.
_ARCHIVES = {"pubmed": "PMID", "pmid": "PMID", "pmc": "PMCID", "pmcid": "PMCID"}


def put(item: BibtexItem) -> None:
    """Set DOI, URL, PMID, PMCID, ISSN, ISBN and an archive's number."""
    for source, name in bibtex_fields.VERBATIMS.items():
        if source in item.fields:
            written = latex.parted(item.fields[source])[:1] if name == "URL" else [latex.verbatim(item.fields[source])]
            item.put(name, _bare(name, "".join(written)), source)
            if name == "URL" and len(latex.parted(item.fields[source])) > 1:
                item.used.discard(source)
    _serials(item)
    _eprint(item)
    _loose_address(item)


def _bare(name: str, text: str) -> str:
    """Return an identifier without the address or prefix it is often written with; a malformed one stays."""
    found = None
    if name == "DOI" and not text.startswith("10."):
        found = parse("doi", text) or parse("doi", text[max(text.find("/10."), 0) :].lstrip("/")) or _doi_in(text)
    elif name == "PMID":
        found = parse("pmid", text)
    elif name == "PMCID":
        found = parse("pmcid", text) or parse("pmcid", f"PMC{text}")
    return found.value if found else text


def _doi_in(text: str) -> Identifier | None:
    return next((hit.identifier for hit in find(text) if hit.identifier.kind == "doi"), None)


def _serials(item: BibtexItem) -> None:
    """Put an ISBN that stands for an ISSN, or the other way round, where it belongs."""
    for name, other, lengths in (("ISSN", "ISBN", (10, 13)), ("ISBN", "ISSN", (8,))):
        digits = re.sub(r"[^\dXx]", "", item.data.get(name, ""))
        if len(digits) in lengths and other not in item.data:
            item.data[other], item.raws[other] = item.data.pop(name), item.raws.pop(name)
    if not serials.several(item.data.get("ISBN", "")) and (found := _ISSN.findall(item.data.get("ISBN", ""))):
        item.data.setdefault("ISSN", ", ".join(found))
        del item.data["ISBN"]
    if "ISBN" in item.data:
        if len(serials.several(item.data["ISBN"])) > 1:
            item.used.discard("isbn")
        item.data["ISBN"] = serials.written(item.data["ISBN"])


def _eprint(item: BibtexItem) -> None:
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


def _loose_address(item: BibtexItem) -> None:
    """Take an address out of ``howpublished`` or ``note`` where nothing else says where the work is."""
    for source, name in (("howpublished", "medium"), ("note", "note")):
        if "URL" in item.data or not (found := latex.addresses(item.fields.get(source, ""))):
            continue
        before, is_printed, after = item.text(source).partition(found[0])
        is_alone = bool(is_printed) and bool(_BEFORE.fullmatch(before)) and not after.strip(" .;)>")
        if is_alone or source == "howpublished":
            item.put("URL", found[0], source)
            item.data.pop(name, None)
            rest = "" if is_alone else f"{before.rstrip(' ,;:(<')} {after.strip(' .,;)>')}"
            item.put(name, " ".join(rest.split()), source)


def addresses(entry: RawEntry) -> list[tuple[str, int]]:
    """Return the addresses in all fields of an entry that hold such, each with its line."""
    found: list[tuple[str, int]] = []
    for name, value in entry.fields.items():
        linked = name != "abstract" and ("\\href" in value or "\\url" in value)
        if (linked or _WITH_ADDRESSES.fullmatch(name)) and ("//" in value or "www." in value):
            several = latex.parted(value) if name == "url" else latex.addresses(value)
            line = entry.lines.get(name, entry.line)
            found += [(f"http://{url}" if url.startswith("www.") else url, line) for url in several]
    return found
