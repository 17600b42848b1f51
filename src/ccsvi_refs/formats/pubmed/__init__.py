"""PubMed's XML → references.

Elements: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html and
https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html. Books are in :mod:`ccsvi_refs.formats.pubmed.books`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ccsvi_refs.formats import xmltext
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.nbib import conventions as medline
from ccsvi_refs.formats.pubmed import books as pubmed_books
from ccsvi_refs.formats.pubmed import parts as pubmed_parts
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.formats.xmltext import inner, raw, text
from ccsvi_refs.identifiers import find
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Date, Mention, Notice, NoticeKind, Problem, Reference
from ccsvi_refs.text import paging

#: CommentsCorrections RefType → kind of notice, and whether this record is the notice itself.
NOTICES: Mapping[str, tuple[NoticeKind, bool]] = {
    "RetractionIn": ("retraction", False), "RetractionOf": ("retraction", True),
    "PartialRetractionIn": ("partial-retraction", False), "PartialRetractionOf": ("partial-retraction", True),
    "ErratumIn": ("correction", False), "ErratumFor": ("correction", True),
    "ExpressionOfConcernIn": ("expression-of-concern", False),
    "ExpressionOfConcernFor": ("expression-of-concern", True),
    "CorrectedandRepublishedIn": ("correction", False), "CorrectedandRepublishedFrom": ("correction", True),
    "RetractedandRepublishedIn": ("retraction-and-republication", False),
    "RetractedandRepublishedFrom": ("retraction-and-republication", True),
    "UpdateIn": ("new-version", False), "UpdateOf": ("new-version", True),
}  # fmt: skip
#: Publication types that say the same, by their MeSH number.
TYPE_NOTICES: Mapping[str, tuple[NoticeKind, bool, str]] = {
    "D016441": ("retraction", False, "Retracted Publication"),
    "D016440": ("retraction", True, "Retraction of Publication"),
    "D016425": ("correction", True, "Published Erratum"),
    "D000075742": ("expression-of-concern", True, "Expression of Concern"),
}  # fmt: skip
#: Publication types that make a record something else than a journal article.
_TYPES = {"Preprint": "article", "Dataset": "dataset"}
#: What an article number looks like, unlike other identifiers of publishers (``S0140-6736(10)60175-4``).
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,4}\d{1,8}")
#: The date in a RefSource, between the journal's name and the volume.
_CITED_DATE = re.compile(r"\. ((?:19|20)\d\d(?: [A-Z][a-z]{2}[\w -]*?)?)\s*[;:.]")


def references(xml: bytes | str, path: str = "-") -> Bibliography:
    """Return the articles and books of an efetch answer; broken XML gives what could be read and a problem."""
    root, problems = xmltext.parse(xmltext.encoded(xml), path)
    found: list[Reference] = []
    for element in limited(_records(root), problems, path):
        place = Location(path, xmltext.line(element))
        reference = _read(element, Mention("", place))
        if reference.data.get("title") or reference.id:
            found.append(reference)
        else:
            problems.append(Problem(f"{element.tag} holds no title and no PMID", place))
    if not found and not problems and root.tag not in ("PubmedArticleSet", "PubmedBookArticleSet"):
        problems.append(Problem(f"holds no PubMed records, but <{root.tag}>", Location(path, xmltext.line(root))))
    return Bibliography(tuple(found), problems=tuple(problems), path=path)


def _records(root: etree._Element) -> Iterator[etree._Element]:
    names = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument")
    for element in root.iter(*names):
        parent = element.getparent()
        if parent is None or parent.tag not in names:
            yield element


def _read(element: etree._Element, mention: Mention | None) -> Reference:
    if element.tag in ("PubmedBookArticle", "BookDocument"):
        return pubmed_books.reference(element, mention)
    return reference(element, mention)


def reference(element: etree._Element, mention: Mention | None = None) -> Reference:
    """Return a ``PubmedArticle`` as a reference with its notices."""
    record = Record("pubmed")
    citation = element if element.tag == "MedlineCitation" else element.find("MedlineCitation")
    article = citation.find("Article") if citation is not None else None
    if citation is None or article is None:
        return record.reference("", mention=mention)
    types = article.findall("PublicationTypeList/PublicationType")
    record.set("type", next((_TYPES[text(item)] for item in types if text(item) in _TYPES), "article-journal"))
    warning = pubmed_parts.titles(record, article.find("ArticleTitle"), article.find("VernacularTitle"))
    record.set("author", pubmed_parts.names(_people(article)))
    if article.find("AuthorList[@CompleteYN='N']") is not None:
        record.set("custom", {"et-al": ["author"]})
    _journal(record, article, citation)
    state = text(element, "PubmedData/PublicationStatus")
    _dates(record, article, state)
    _pages(record, article)
    own = [*article.findall("ELocationID"), *element.findall("PubmedData/ArticleIdList/ArticleId")]
    pubmed_parts.identify(record, own, text(citation, "PMID"))
    pubmed_parts.describe(record, article)
    keywords = [text(item).rstrip(".") for item in citation.findall("KeywordList/Keyword")]
    record.set("keyword", "; ".join(filter(None, keywords)))
    key = f"pmid{record.data['PMID']}" if record.data.get("PMID") else record.data.get("DOI", "")
    return record.reference(key, _notices(citation, types, warning), mention)


def _people(article: etree._Element) -> list[etree._Element]:
    lists = [item for item in article.findall("AuthorList") if item.get("Type") != "editors"]
    return lists[0].findall("Author") if lists else []


def _journal(record: Record, article: etree._Element, citation: etree._Element) -> None:
    full = article.find("Journal/Title")
    short = text(article, "Journal/ISOAbbreviation") or text(citation, "MedlineJournalInfo/MedlineTA")
    record.set("container-title", medline.journal(inner(full)) or short, raw(full) or short)
    record.set("container-title-short", short)
    record.set("volume", text(article, "Journal/JournalIssue/Volume"))
    record.set("issue", text(article, "Journal/JournalIssue/Issue"))
    issns = [text(article, "Journal/ISSN"), text(citation, "MedlineJournalInfo/ISSNLinking")]
    record.set("ISSN", ", ".join(dict.fromkeys(filter(None, issns))))


def _dates(record: Record, article: etree._Element, state: str) -> None:
    """Set the issue's date, and the online date where it differs; a collection's year yields to the online date.

    PubModel says which is which: https://www.nlm.nih.gov/bsd/licensee/elements_article_source.html#pubmodel.
    """
    printed = pubmed_parts.date(article.find("Journal/JournalIssue/PubDate"))
    online = pubmed_parts.date(article.find("ArticleDate"))
    if article.get("PubModel") == "Electronic-eCollection" and online:
        printed = online
    issued = printed or online
    record.set("issued", issued.to_csl() if issued else None)
    if online and issued and online.parts != issued.parts:
        record.set("available-date", online.to_csl())
    if state == medline.AHEAD:
        record.set("status", medline.AHEAD_STATUS, state)


def _pages(record: Record, article: etree._Element) -> None:
    """Set the pages, written out; the article number of the publisher where there are none."""
    written = text(article, "Pagination/MedlinePgn")
    if not written:
        start, end = text(article, "Pagination/StartPage"), text(article, "Pagination/EndPage")
        written = f"{start}-{end}" if start and end and start != end else start
    record.set("page", paging.expand(written), written)
    if written:
        return
    for item in article.findall("ELocationID"):
        if item.get("EIdType") == "pii" and _ARTICLE_NUMBER.fullmatch(text(item)):
            record.set("number", text(item))
            record.set("page", text(item))


def _notices(citation: etree._Element, types: list[etree._Element], warning: str) -> tuple[Notice, ...]:
    linked = citation.findall("CommentsCorrectionsList/CommentsCorrections")
    found = [_notice(item, *named) for item in linked if (named := NOTICES.get(item.get("RefType", "")))]
    said = {(notice.kind, notice.of) for notice in found}
    for item in types:
        typed = TYPE_NOTICES.get(item.get("UI", ""))
        if typed and typed[:2] not in said and ("retraction-and-republication", typed[1]) not in said:
            found.append(Notice(typed[0], "pubmed", label=typed[2], of=typed[1]))
    if warning and not any(notice.kind.startswith("retraction") and not notice.of for notice in found):
        found.append(Notice("retraction", "pubmed", label=warning.strip()))
    return tuple(dict.fromkeys(found))


def _notice(item: etree._Element, kind: NoticeKind, of: bool) -> Notice:
    label = text(item, "RefSource")
    doi = next((hit.identifier.value for hit in find(label) if hit.identifier.kind == "doi"), "")
    return Notice(kind, "pubmed", doi, text(item, "PMID"), _notice_date(label), label, of)


def _notice_date(label: str) -> Date | None:
    """Return the date in a citation like ``Lancet. 2010 Feb 6;375(9713):445``."""
    match = _CITED_DATE.search(label)
    return medline.date(match.group(1)) if match else None
