"""The headings of the columns and the names of types in exported tables, in lower case and without signs."""

from __future__ import annotations

#: Heading → CSL field, or what a field is made of.
COLUMNS = {
    "abstract": "abstract", "abstract note": "abstract", "access date": "accessed", "art no": "article-number",
    "article no": "article-number", "article number": "article-number", "article title": "title", "author": "author",
    "author full names": "author-full", "author s": "author", "authors": "author", "author keywords": "keyword",
    "book authors": "author", "book title": "container-title", "booktitle": "container-title", "citation key": "key",
    "conference location": "event-place", "conference name": "event-title", "conference title": "event-title",
    "create date": "created", "date": "issued", "date published": "issued", "document title": "title",
    "document type": "type", "doi": "DOI", "doi link": "DOI", "edition": "edition", "editor": "editor",
    "editors": "editor", "eissn": "ISSN", "end page": "page-end", "entry type": "type", "first page": "page-start",
    "isbn": "ISBN", "isbns": "ISBN", "issn": "ISSN", "issns": "ISSN", "issue": "issue", "item type": "type",
    "journal": "container-title", "journal abbreviation": "container-title-short", "journal book": "container-title",
    "journal iso abbreviation": "container-title-short", "journal title": "container-title",
    "abbreviated source title": "container-title-short", "key": "key", "keywords": "keyword", "language": "language",
    "language of original document": "language", "last page": "page-end", "link": "URL", "manual tags": "keyword",
    "note": "note", "notes": "note", "number": "number", "page end": "page-end", "page start": "page-start",
    "page range": "page", "pages": "page", "pdf link": "pdf", "place": "publisher-place", "pmcid": "PMCID",
    "pmid": "PMID", "pubmed id": "PMID", "publication date": "issued", "publication name": "container-title",
    "publication title": "container-title", "publication type": "type", "publication year": "year",
    "publisher": "publisher", "publisher address": "publisher-place", "series": "collection-title",
    "series title": "collection-title", "short title": "title-short", "source title": "container-title",
    "source": "source", "start page": "page-start", "title": "title", "translator": "translator", "type": "type",
    "url": "URL", "urls": "URL", "volume": "volume", "year": "year",
}  # fmt: skip
#: Type → CSL type.
TYPES = {
    "article": "article-journal", "article in press": "article-journal", "journal article": "article-journal",
    "journalarticle": "article-journal", "j": "article-journal", "book": "book", "b": "book", "book chapter": "chapter",
    "booksection": "chapter", "chapter": "chapter", "s": "chapter", "conference paper": "paper-conference",
    "conferencepaper": "paper-conference", "c": "paper-conference", "conference review": "paper-conference",
    "data paper": "article-journal", "dataset": "dataset", "editorial": "article-journal", "erratum": "article-journal",
    "letter": "article-journal", "magazinearticle": "article-magazine", "newspaperarticle": "article-newspaper",
    "note": "article-journal", "preprint": "article", "report": "report", "retracted": "article-journal",
    "review": "article-journal", "short survey": "article-journal", "thesis": "thesis", "webpage": "webpage",
    "computerprogram": "software", "blogpost": "post-weblog", "patent": "patent", "p": "patent",
}  # fmt: skip
