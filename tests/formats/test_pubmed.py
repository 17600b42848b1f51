import pytest

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.pubmed import references

ARTICLE = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">123</PMID>
<Article PubModel="Print-Electronic"><Journal><ISSN>1111-2222</ISSN><JournalIssue><Volume>75</Volume><Issue>1</Issue>
{date}</JournalIssue><Title>Lancet (London, England)</Title><ISOAbbreviation>Lancet</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>{pages}</MedlinePgn></Pagination>
<ELocationID EIdType="doi">10.1234/own</ELocationID>
<AuthorList><Author ValidYN="Y"><LastName>Zamboni</LastName><ForeName>Paolo</ForeName><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>Brave Dreams Group.</CollectiveName></Author>
<Author ValidYN="N"><LastName>Wrong</LastName></Author></AuthorList><Language>ita</Language>{inside}
<ArticleDate DateType="Electronic"><Year>2017</Year><Month>11</Month><Day>18</Day></ArticleDate></Article>{after}
</MedlineCitation><PubmedData><PublicationStatus>{status}</PublicationStatus><ArticleIdList>
<ArticleId IdType="pubmed">123</ArticleId><ArticleId IdType="pmc">PMC99</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9999/other</ArticleId></ArticleIdList></Reference>
</ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>"""
PARTS = {
    "date": "<PubDate><Year>2018</Year><Month>Jan</Month></PubDate>",
    "title": "The title.",
    "pages": "392-9",
    "inside": "",
    "after": "",
    "status": "ppublish",
}


def only(**parts):
    page = references(ARTICLE.format(**(PARTS | parts)))
    assert not page.problems
    (reference,) = page.references
    return reference


def test_an_article_becomes_a_csl_item():
    assert only().to_csl() == {
        "id": "pmid123",
        "type": "article-journal",
        "title": "The title",
        "author": [{"family": "Zamboni", "given": "Paolo", "suffix": "Jr"}, {"literal": "Brave Dreams Group"}],
        "container-title": "Lancet",
        "container-title-short": "Lancet",
        "volume": "75",
        "issue": "1",
        "ISSN": "1111-2222",
        "issued": {"date-parts": [[2018, 1]]},
        "available-date": {"date-parts": [[2017, 11, 18]]},
        "page": "392-399",
        "PMID": "123",
        "DOI": "10.1234/own",
        "PMCID": "PMC99",
        "language": "it",
    }


def test_the_registrys_own_spelling_is_kept():
    provenance = only().provenance
    assert provenance["container-title"][0].raw == "Lancet (London, England)"
    assert provenance["title"][0].raw == "The title."
    assert provenance["page"][0].raw == "392-9"


@pytest.mark.parametrize(
    ("pages", "full"),
    [
        ("392-9", "392-399"),
        ("E1203-12", "E1203-E1212"),
        ("e1", "e1"),
        ("113-25", "113-125"),
        ("S224-S225", "S224-S225"),
        ("1007-1042", "1007-1042"),
        ("35-43, 50", "35-43, 50"),
        ("99-101", "99-101"),
        ("10.e1-5", "10.e1-5"),
    ],
)
def test_elided_pages_are_written_out(pages, full):
    assert only(pages=pages).text("page") == full


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("[Translated title].", "Translated title"),
        ("Who?", "Who?"),
        ("On <i>E. coli</i>.", "On <i>E. coli</i>"),
        ("[One] and [two].", "[One] and [two]"),
        ("p &lt; 0.05 &amp; more.", "p < 0.05 & more"),
        ("In the U.S.", "In the U.S."),
    ],
)
def test_titles_lose_nlms_dress_only(title, shown):
    assert only(title=title).title == shown


def test_the_original_title_is_kept_beside_the_translation():
    found = only(title="[Translated].", inside="<VernacularTitle>Originale.</VernacularTitle>")
    assert (found.title, found.text("original-title")) == ("Translated", "Originale")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", {"date-parts": [[1998, 12], [1999, 1]]}),
        ("<MedlineDate>2000 Nov-Dec</MedlineDate>", {"date-parts": [[2000, 11], [2000, 12]]}),
        ("<MedlineDate>2000 Spring</MedlineDate>", {"date-parts": [[2000]], "season": "1"}),
        ("<MedlineDate>1998-1999</MedlineDate>", {"date-parts": [[1998], [1999]]}),
        ("<MedlineDate>2015 Oct 14-20</MedlineDate>", {"date-parts": [[2015, 10, 14], [2015, 10, 20]]}),
        ("<Year>2001</Year><Season>Fall</Season>", {"date-parts": [[2001]], "season": "3"}),
        ("<Year>2001</Year><Season>Jan-Mar</Season>", {"date-parts": [[2001, 1], [2001, 3]]}),
        ("<Year>2001</Year><Month>04</Month><Day>31</Day>", {"date-parts": [[2001, 4, 31]]}),
    ],
)
def test_dates(date, expected):
    assert only(date=f"<PubDate>{date}</PubDate>").to_csl()["issued"] == expected


def test_a_paper_ahead_of_print_says_so():
    assert only(status="aheadofprint").text("status") == "Epub ahead of print"
    assert only().text("status") == ""


def test_notices_come_from_corrections_and_publication_types():
    corrections = """<CommentsCorrectionsList>
      <CommentsCorrections RefType="RetractionIn">
      <RefSource>Lancet. 2010 Feb 6;375(9713):445. doi: 10.1234/r</RefSource><PMID>77</PMID></CommentsCorrections>
      <CommentsCorrections RefType="CommentIn"><RefSource>x</RefSource></CommentsCorrections>
      <CommentsCorrections RefType="ErratumFor"><RefSource>y</RefSource><PMID>78</PMID></CommentsCorrections>
      </CommentsCorrectionsList>"""
    retracted = '<PublicationType UI="D016441">Retracted Publication</PublicationType>'
    types = f"<PublicationTypeList>{retracted}</PublicationTypeList>"
    notices = only(inside=types, after=corrections).notices
    assert [(n.kind, n.doi, n.pmid, n.of) for n in notices] == [
        ("retraction", "10.1234/r", "77", False),
        ("correction", "", "78", True),
    ]
    assert notices[0].date.parts == ((2010, 2, 6),)
    (by_type,) = only(inside=types).notices
    assert (by_type.kind, by_type.label) == ("retraction", "Retracted Publication")


def test_a_book_chapter():
    (reference,) = references("""<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>21413195</PMID>
      <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
      <Book><Publisher><PublisherName>College</PublisherName><PublisherLocation>London</PublisherLocation></Publisher>
      <BookTitle>Guideline: <i>MS</i></BookTitle><PubDate><Year>2009</Year><Month>02</Month></PubDate>
      <AuthorList Type="editors"><Author><LastName>Ed</LastName><ForeName>A</ForeName></Author></AuthorList>
      <Isbn>9781860163593</Isbn></Book><ArticleTitle>Chapter one</ArticleTitle><Language>eng</Language>
      <AuthorList Type="authors"><Author><CollectiveName>Centre (UK)</CollectiveName></Author></AuthorList>
      </BookDocument></PubmedBookArticle></PubmedArticleSet>""").references
    item = reference.to_csl()
    assert (item["type"], item["title"], item["container-title"]) == ("chapter", "Chapter one", "Guideline: <i>MS</i>")
    assert item["author"] == [{"literal": "Centre (UK)"}]
    assert item["editor"] == [{"family": "Ed", "given": "A"}]
    assert (item["publisher"], item["publisher-place"], item["ISBN"]) == ("College", "London", "9781860163593")
    assert item["URL"] == "https://www.ncbi.nlm.nih.gov/books/NBK1/"


def test_broken_xml_gives_the_good_records_and_a_problem():
    good = ARTICLE.format(**PARTS)
    page = formats.read(good.replace("</PubmedArticleSet>", "<PubmedArticle><MedlineCitation>"), "pubmed", "p.xml")
    assert [reference.id for reference in page] == ["pmid123"]
    assert page.problems[0].location.path == "p.xml"


def test_what_is_no_xml_is_refused_with_its_place():
    for text in ("", "hello", "{}"):
        with pytest.raises(InputError) as error:
            formats.read(text, "pubmed", "p.xml")
        assert error.value.location.path == "p.xml"


def test_other_xml_is_a_problem():
    assert (
        formats.read("<eSearchResult/>", "pubmed").problems[0].message == "holds no PubMed records, but <eSearchResult>"
    )


def test_entities_are_not_expanded():
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    page = references(bomb + ARTICLE.format(**(PARTS | {"title": "T &b;"})))
    assert "aaaa" not in page.references[0].title


def test_declared_encodings_do_not_matter_for_text():
    xml = '<?xml version="1.0" encoding="iso-8859-1"?>' + ARTICLE.format(**(PARTS | {"title": "Ménière"}))
    assert references(xml).references[0].title == "Ménière"
    assert references(xml.encode("latin-1")).references[0].title == "Ménière"


def test_real_records_lose_nothing(corpus):
    from lxml import etree

    paths = sorted((corpus / "recordings/pubmed").glob("[0-9]*.xml"))
    assert len(paths) > 50
    for path in paths:
        data = path.read_bytes()
        page = references(data)
        root = etree.fromstring(data)
        assert not page.problems
        assert len(page) == len(root.findall(".//PubmedArticle"))
        for reference, element in zip(page, root.iter("PubmedArticle"), strict=True):
            authors = [a for a in element.findall(".//Article/AuthorList/Author") if a.get("ValidYN") != "N"]
            assert len(reference.authors) == len(authors)
            for tag, field in (("Volume", "volume"), ("Issue", "issue"), ("ArticleTitle", "title")):
                assert bool(reference.text(field)) == (element.find(f".//Article//{tag}") is not None)


def test_an_article_number_stands_for_pages_that_are_not_there():
    found = only(pages="", inside='<ELocationID EIdType="pii">10046</ELocationID>')
    assert (found.text("page"), found.text("number")) == ("10046", "10046")
    other = only(pages="", inside='<ELocationID EIdType="pii">S0140-6736(10)60175-4</ELocationID>')
    assert (other.text("page"), other.text("number")) == ("", "")


def test_a_list_of_authors_that_is_cut_short_says_so():
    xml = ARTICLE.format(**PARTS).replace("<AuthorList>", '<AuthorList CompleteYN="N">')
    assert references(xml).references[0].to_csl()["custom"] == {"et-al": ["author"]}
