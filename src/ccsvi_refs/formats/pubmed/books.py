"""PubMed's book records (NCBI Bookshelf) → references.

Elements: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/el-BookDocument.html.
"""

from __future__ import annotations

from lxml import etree

from ccsvi_refs.formats import serials
from ccsvi_refs.formats.pubmed import parts as pubmed_parts
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.formats.xmltext import inner, raw, text
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.text import paging


def reference(element: etree._Element, mention: Mention | None = None) -> Reference:
    """Return a ``PubmedBookArticle``: a chapter where it has a title of its own, else the book."""
    record = Record("pubmed")
    document = element.find("BookDocument")
    if document is None:
        document = element
    book = document.find("Book")
    title = document.find("ArticleTitle")
    is_chapter = title is not None and bool(text(title)) and text(title) != text(book, "BookTitle")
    record.set("type", "chapter" if is_chapter else "book")
    if is_chapter:
        pubmed_parts.titles(record, title, document.find("VernacularTitle"))
    if book is not None:
        _book(record, book, is_chapter)
    _authors(record, document, is_chapter)
    pubmed_parts.identify(record, document.findall("ArticleIdList/ArticleId"), text(document, "PMID"))
    pages = text(document, "Pagination/MedlinePgn") or text(document, "Pagination/StartPage")
    record.set("page", paging.expand(pages), pages)
    pubmed_parts.describe(record, document)
    _address(record, document)
    return record.reference(f"pmid{record.data['PMID']}" if record.data.get("PMID") else "", mention=mention)


def _book(record: Record, book: etree._Element, is_chapter: bool) -> None:
    title = book.find("BookTitle")
    record.set("container-title" if is_chapter else "title", inner(title).removesuffix("."), raw(title))
    record.set("publisher", text(book, "Publisher/PublisherName"))
    record.set("publisher-place", text(book, "Publisher/PublisherLocation"))
    record.set("collection-title", inner(book.find("CollectionTitle")))
    record.set("volume", text(book, "Volume"))
    record.set("edition", text(book, "Edition"))
    record.set("medium", text(book, "Medium"))
    issued = pubmed_parts.date(book.find("PubDate")) or pubmed_parts.date(book.find("BeginningDate"))
    record.set("issued", issued.to_csl() if issued else None)
    isbns = [text(item) for item in book.findall("Isbn")]
    record.set("ISBN", serials.isbn(isbns), ", ".join(isbns))


def _authors(record: Record, document: etree._Element, is_chapter: bool) -> None:
    """Set the names; the book's authors are the work's where the record has none of its own."""
    for owner, default in (
        (document, "author"),
        (document.find("Book"), "container-author" if is_chapter else "author"),
    ):
        for group in owner.findall("AuthorList") if owner is not None else ():
            field = "editor" if group.get("Type") == "editors" else default
            if not record.data.get(field):
                record.set(field, pubmed_parts.names(group.findall("Author")))


def _address(record: Record, document: etree._Element) -> None:
    for item in document.findall("ArticleIdList/ArticleId"):
        if item.get("IdType") == "bookaccession":
            record.set("URL", f"https://www.ncbi.nlm.nih.gov/books/{text(item)}/")
