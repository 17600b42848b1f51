"""Europe PMC's JSON → references.

Fields of ``resultType=core``: https://europepmc.org/docs/EBI_Europe_PMC_Web_Service_Reference.pdf.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats import capitals, cleaning, languages, people, serials
from ccsvi_refs.formats.nbib import conventions as medline
from ccsvi_refs.formats.pubmed import NOTICES
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import FIELDS, IdentifierKind, parse
from ccsvi_refs.model import Date, Notice, Reference
from ccsvi_refs.text import calendar, paging
from ccsvi_refs.text.values import mapping, sequence

_TYPES = {"Preprint": "article", "Book": "book", "book-chapter": "chapter", "Thesis": "thesis", "Patent": "patent"}
#: ``source`` of a record → CSL type, where it says what kind of work it is.
_SOURCES = {"PPR": "article", "PAT": "patent", "ETH": "thesis", "NBK": "book"}
_ABBREVIATIONS = ("isoabbreviation", "ISOAbbreviation", "medlineAbbreviation")
#: The identifiers that a result may carry, each under its own name.
_KINDS: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid")
#: commentCorrection ``type`` as Europe PMC spells it → PubMed's RefType.
_SPELLED = {key.lower(): value for key, value in NOTICES.items()}


def reference(result: Mapping[str, Any]) -> Reference:
    """Return one item of ``resultList.result`` as a reference with its notices."""
    record = Record("europepmc")
    kinds = [str(kind) for kind in sequence(mapping(result.get("pubTypeList")).get("pubType"))]
    kind = _SOURCES.get(str(result.get("source"))) or next(
        (_TYPES[name] for name in kinds if name in _TYPES), "article-journal"
    )
    record.set("type", kind)
    title = str(result.get("title") or "")
    shown = medline.title(cleaning.csl(title))
    warning = medline.warning(shown)
    record.set("title", capitals.sentence(shown[len(warning) :]), title)
    record.set("author", _authors(result))
    _journal(record, result)
    pages = str(result.get("pageInfo") or "")
    record.set("page", paging.expand(pages), pages)
    for kind in _KINDS:
        written = str(result.get(kind) or "")
        found = parse(kind, written) if written else None
        record.set(FIELDS[kind], found.value if found else written, written)
    record.text("abstract", str(result.get("abstractText") or ""))
    record.set("language", languages.tag(str(result.get("language") or "")))
    key = (
        f"pmid{record.data['PMID']}"
        if record.data.get("PMID")
        else record.data.get("DOI") or str(result.get("id") or "")
    )
    return record.reference(key, _notices(result, kinds, warning))


def _authors(result: Mapping[str, Any]) -> list[dict[str, str]]:
    authors = [item for item in sequence(mapping(result.get("authorList")).get("author")) if isinstance(item, Mapping)]
    names = [
        people.person(
            cleaning.plain(str(author.get("lastName") or "")),
            cleaning.plain(str(author.get("firstName") or author.get("initials") or "")),
            literal=cleaning.plain(str(author.get("collectiveName") or "")),
        )
        for author in authors
    ]
    if not any(names):
        names = [people.parse(name) for name in str(result.get("authorString") or "").rstrip(".").split(", ")]
    return [name for name in names if name]


def _journal(record: Record, result: Mapping[str, Any]) -> None:
    """Set what stands in ``journalInfo`` or ``bookOrReportDetails``, dates among them."""
    info = mapping(result.get("journalInfo"))
    journal = mapping(info.get("journal"))
    title = str(journal.get("title") or result.get("journalTitle") or "")
    record.set("container-title", medline.journal(cleaning.csl(title)) if title else "", title)
    record.set("container-title-short", str(next((journal[name] for name in _ABBREVIATIONS if journal.get(name)), "")))
    issns = [str(journal.get(name) or "") for name in ("issn", "ISSN", "essn", "ESSN")]
    record.set("ISSN", ", ".join(dict.fromkeys(filter(None, issns))))
    record.set("volume", str(info.get("volume") or result.get("journalVolume") or ""))
    record.set("issue", str(info.get("issue") or result.get("issue") or ""))
    book = mapping(result.get("bookOrReportDetails"))
    record.text("publisher", str(book.get("publisher") or ""))
    record.set("ISBN", serials.isbn([str(book.get("isbn13") or book.get("isbn10") or "")]))
    printed = calendar.phrase(str(info.get("dateOfPublication") or "")) or _numbered(info) or _numbered(book)
    online = calendar.slashed(str(result.get("electronicPublicationDate") or ""))
    issued = (
        printed or online or calendar.slashed(str(result.get("firstPublicationDate") or result.get("pubYear") or ""))
    )
    record.set("issued", issued.to_csl() if issued else None)
    if online and issued and _earlier(online, issued):
        record.set("available-date", online.to_csl())


def _numbered(info: Mapping[str, Any]) -> Date | None:
    parts = calendar.parts(str(info.get("yearOfPublication") or ""), str(info.get("monthOfPublication") or ""))
    return Date((parts,)) if parts else None


def _earlier(online: Date, issued: Date) -> bool:
    return bool(online.parts and issued.parts) and online.parts != issued.parts


def _notices(result: Mapping[str, Any], kinds: list[str], warning: str) -> tuple[Notice, ...]:
    found = []
    for item in sequence(mapping(result.get("commentCorrectionList")).get("commentCorrection")):
        spelled = str(item.get("type") or "").replace(" ", "").lower() if isinstance(item, Mapping) else ""
        if spelled in _SPELLED:
            kind, of = _SPELLED[spelled]
            pmid = str(item.get("id") or "") if item.get("source") == "MED" else ""
            found.append(Notice(kind, "europepmc", pmid=pmid, label=str(item.get("reference") or ""), of=of))
    said = warning or any(kind.lower() == "retracted publication" for kind in kinds)
    if said and not any(notice.kind == "retraction" and not notice.of for notice in found):
        found.append(Notice("retraction", "europepmc", label=warning.strip() or "Retracted Publication"))
    return tuple(dict.fromkeys(found))
