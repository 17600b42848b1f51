"""Four times as many records are four times the work for every reader: calls are counted, not seconds."""

import json
import sys

import pytest

from ccsvi_refs import formats


def _pubmed(number):
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><ArticleTitle>Reeds {number}</ArticleTitle>"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def _word(number):
    return f"<b:Source><b:Tag>k{number}</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Reeds {number}</b:Title></b:Source>"


def _jats(number):
    return (
        f"<ref id='r{number}'><element-citation><article-title>Reeds {number}</article-title></element-citation></ref>"
    )


def _endnote(number):
    return (
        f"<record><rec-number>{number}</rec-number><ref-type name='Book'>6</ref-type>"
        f"<titles><title>Reeds {number}</title></titles></record>"
    )


def _unixref(number):
    return (
        "<doi_record><crossref><journal><journal_article><titles>"
        f"<title>Reeds {number}</title></titles><doi_data><doi>10.1234/{number}</doi></doi_data>"
        "</journal_article></journal></crossref></doi_record>"
    )


def _rdf(number):
    return (
        f"<bib:Book rdf:about='#{number}'><z:itemType>book</z:itemType><dc:title>Reeds {number}</dc:title></bib:Book>"
    )


_RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:bib='http://purl.org/net/biblio#'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:z='http://www.zotero.org/namespaces/export#'>"
)
_WORD = "<b:Sources xmlns:b='http://schemas.openxmlformats.org/officeDocument/2006/bibliography'>"

#: What stands before the records, a record, what stands after them.
RECORDS = {
    "bibtex": ("", lambda n: f"@book{{k{n}, title={{Reeds {n}}}, author={{Ott, A. and Lund, B.}}}}\n", ""),
    "biblatex": ("", lambda n: f"@book{{k{n}, title={{Reeds {n}}}, date={{2001}}, author={{Ott, A.}}}}\n", ""),
    "cff": (
        "cff-version: 1.2.0\nmessage: m\ntitle: T\nauthors: [{name: A}]\nreferences:\n",
        lambda n: f"- {{type: book, title: Reeds {n}, authors: [{{name: A}}]}}\n",
        "",
    ),
    "crossref-xml": ("<doi_records>", _unixref, "</doi_records>"),
    "csl-json": ("[", lambda n: json.dumps({"id": f"k{n}", "type": "book", "title": f"Reeds {n}"}) + ",", "{}]"),
    "csl-yaml": ("references:\n", lambda n: f"- {{id: k{n}, type: book, title: Reeds {n}}}\n", ""),
    "csv": ("Title,Authors,Year,DOI\n", lambda n: f"Reeds {n},Ott A.,2001,10.1234/{n}\n", ""),
    "endnote": ("<xml><records>", _endnote, "</records></xml>"),
    "hayagriva": ("", lambda n: f"k{n}:\n  type: book\n  title: Reeds {n}\n", ""),
    "jats": ("<article><back><ref-list>", _jats, "</ref-list></back></article>"),
    "mods": (
        "<modsCollection xmlns='http://www.loc.gov/mods/v3'>",
        lambda n: f"<mods><titleInfo><title>Reeds {n}</title></titleInfo></mods>",
        "</modsCollection>",
    ),
    "nbib": ("", lambda n: f"PMID- {n}\nTI  - Reeds {n}\nFAU - Ott, Ada\n\n", ""),
    "pubmed": ("<PubmedArticleSet>", _pubmed, "</PubmedArticleSet>"),
    "refer": ("", lambda n: f"%0 Book\n%T Reeds {n}\n%A Ott, Ada\n\n", ""),
    "refworks": ("", lambda n: f"RT Book, Whole\nA1 Ott, Ada\nT1 Reeds {n}\n\n", ""),
    "ris": ("", lambda n: f"TY  - BOOK\nTI  - Reeds {n}\nAU  - Ott, Ada\nER  - \n", ""),
    "word-sources": (_WORD, _word, "</b:Sources>"),
    "wos": ("FN Clarivate\nVR 1.0\n", lambda n: f"PT J\nAU Ott, A\nTI Reeds {n}\nER\n\n", "EF\n"),
    "zotero-rdf": (_RDF, _rdf, "</rdf:RDF>"),
}


def counted(read):
    """Return what a function returns, and how many calls of functions that took."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    outer = sys.getprofile()
    sys.setprofile(count)
    try:
        found = read()
    finally:
        sys.setprofile(outer)
    return found, calls


def work(format_, number):
    """Return how many records were read, and how many calls of functions that took."""
    before, record, after = RECORDS[format_]
    text = before + "".join(record(each) for each in range(1, number + 1)) + after
    found, calls = counted(lambda: formats.read(text, format_, "x"))
    return len(found), calls


@pytest.mark.parametrize("format_", RECORDS)
def test_four_times_the_records_take_four_times_the_calls(format_):
    work(format_, 1)  # what is loaded once
    (few, first), (many, then) = work(format_, 20), work(format_, 80)
    assert few >= 20
    assert many >= 80
    assert then <= 4.4 * first


def test_every_reader_is_counted():
    assert set(RECORDS) == set(formats.READERS) - {"crossref"}  # one record a file
