"""What other programs export: each format's fields where CSL has them."""

import pytest

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError

WOS = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Okafor, BN
   Lindqvist, P
AF Okafor, Bisi N.
   Lindqvist, Per
CA Vein Grp
TI Flow in the azygos vein: a long
   title that wraps
SO JOURNAL OF VENOUS STUDIES
JI J. Venous Stud.
LA English
DT Article
PD MAR-APR
PY 2011
VL 12
IS 3
BP 101
EP 109
DI 10.5555/jvs.2011.7
PM 21000001
SN 1234-5678
EI 8765-4321
ER

PT B
AU Roe, A
BE Poe, B
TI A Chapter
SO BOOK OF VEINS
PU Press
PI ROME
PY 2001
BN 978-0-306-40615-7
ER

EF
"""
REFER = """%0 Journal Article
%T Flow in <i>Mus</i> veins
%A Okafor, Bisi N.
%A Roe, Ann
%J Venous Studies
%V 12
%N 3
%P 101-109
%D 2011
%8 March 4
%R https://doi.org/10.5555/jvs.2011.7
%@ 1234-5678
%U https://example.org/a
%K veins
%F okafor2011

%0 Book Section
%A Poe, B
%T A chapter
%B The whole book
%E Doe, Jane
%I Press
%C Rome
%D 2001
%@ 978-0-306-40615-7
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Okafor, Bisi N.</style></author><author>World Health Organization,</author></authors></contributors>
<titles><title><style face="normal">Flow in </style><style face="italic">Mus</style><style face="normal"> veins</style></title>
<secondary-title>Venous Studies</secondary-title></titles><periodical><full-title>Venous Studies</full-title><abbr-1>Ven Stud</abbr-1></periodical>
<pages>101-109</pages><volume>12</volume><number>3</number><dates><year>2011</year><pub-dates><date>Mar 4</date></pub-dates></dates>
<isbn>1234-5678</isbn><electronic-resource-num>10.5555/jvs.2011.7</electronic-resource-num>
<urls><related-urls><url>https://example.org/a</url></related-urls><pdf-urls><url>https://example.org/a.pdf</url></pdf-urls></urls>
</record></records></xml>"""
SCOPUS = """"Authors","Author full names","Title","Year","Source title","Volume","Issue","Art. No.","Page start","Page end","DOI","Link","Abstract","Document Type"
"Okafor B.N.; Roe A.","Okafor, Bisi N. (57000000001); Roe, Ann (57000000002)","Flow in veins","2011","Venous Studies","12","3","","101","109","10.5555/jvs.2011.7","https://www.scopus.com/x","A ""quoted""
abstract","Article"
"Poe B.","","A talk","2001","Proc","","","7","","","","","","Conference paper"
"""
PUBMED_CSV = """PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI
21000001,"Flow in veins.","Okafor BN, Roe A.","Ven Stud. 2011","Okafor BN","Ven Stud",2011,2011/03/04,PMC1000001,,10.5555/jvs.2011.7
"""
CFF = """cff-version: 1.2.0
message: Please cite
title: Flow tools
version: 1.10
doi: 10.5281/zenodo.1
date-released: 2021-01-02
repository-code: https://example.org/code
authors:
  - family-names: Okafor
    given-names: Bisi
    name-particle: van
  - name: The Vein Group
references:
  - type: article
    title: Flow in veins
    journal: Venous Studies
    year: 2011
    month: 3
    start: 101
    end: 109
    authors: [{family-names: Roe, given-names: Ann}]
  - type: article
    notes: nothing else
"""
HAYAGRIVA = """flow:
    type: Article
    title: Flow in veins
    author: ["Okafor, Bisi", "Roe, Ann"]
    date: 2011-03
    page-range: 101-109
    serial-number:
        doi: 10.5555/jvs.2011.7
    parent:
        type: Periodical
        title: Venous Studies
        volume: 12
        issue: 3
site:
    type: Web
    title: A page
    url: { value: "https://example.org/a", date: 2020-05-01 }
"""
JATS = """<?xml version="1.0"?><!DOCTYPE article><article article-type="research-article" xmlns:xlink="http://www.w3.org/1999/xlink"><back><ref-list>
<ref id="B1"><label>1</label><element-citation publication-type="journal"><person-group person-group-type="author"><name><surname>Okafor</surname><given-names>BN</given-names></name><etal/></person-group>
<article-title>Flow in <italic>Mus</italic> veins</article-title><source>Ven Stud</source><year>2011</year><volume>12</volume><issue>3</issue><fpage>101</fpage><lpage>109</lpage><pub-id pub-id-type="doi">10.5555/jvs.2011.7</pub-id></element-citation></ref>
<ref id="B2"><mixed-citation publication-type="book"><name><surname>Roe</surname><given-names>A</given-names></name>. <source>The whole book</source>. <publisher-loc>Rome</publisher-loc>: <publisher-name>Press</publisher-name>; <year>2001</year>. <ext-link xlink:href="https://example.org/b">link</ext-link></mixed-citation></ref>
<ref id="B3"><mixed-citation>Poe B, Doe J. Walking aids and veins. Mobil Today. 2012;3(1):4-9.</mixed-citation></ref>
</ref-list></back></article>"""
MODS = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="okafor2011"><titleInfo><nonSort>The</nonSort><title>flow in veins</title><subTitle>a view</subTitle></titleInfo>
<name type="personal"><namePart type="family">Okafor</namePart><namePart type="given">Bisi N.</namePart><role><roleTerm type="text">author</roleTerm></role></name>
<name type="corporate"><namePart>The Vein Group</namePart></name>
<genre>journal article</genre><relatedItem type="host"><titleInfo><title>Venous Studies</title></titleInfo><originInfo><publisher>Press</publisher></originInfo>
<part><detail type="volume"><number>12</number></detail><detail type="issue"><number>3</number></detail><extent unit="page"><start>101</start><end>109</end></extent><date>2011-03</date></part></relatedItem>
<identifier type="doi">10.5555/jvs.2011.7</identifier><location><url>https://example.org/a</url></location></mods></modsCollection>"""
WORD = """<?xml version="1.0"?><b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Tag>Oka11</b:Tag><b:SourceType>JournalArticle</b:SourceType>
<b:Author><b:Author><b:NameList><b:Person><b:Last>Okafor</b:Last><b:First>Bisi</b:First><b:Middle>N.</b:Middle></b:Person></b:NameList></b:Author><b:Editor><b:NameList><b:Person><b:Last>Doe</b:Last><b:First>J</b:First></b:Person></b:NameList></b:Editor></b:Author>
<b:Title>Flow in veins</b:Title><b:JournalName>Venous Studies</b:JournalName><b:Year>2011</b:Year><b:Month>March</b:Month><b:Volume>12</b:Volume><b:Issue>3</b:Issue><b:Pages>101-109</b:Pages></b:Source></b:Sources>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
<bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Okafor</foaf:surname><foaf:givenName>Bisi N.</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<dc:title>Flow in veins</dc:title><dc:date>2011-03-04</dc:date><bib:pages>101-109</bib:pages><dc:identifier>DOI 10.5555/jvs.2011.7</dc:identifier>
<dc:identifier><dcterms:URI><rdf:value>https://example.org/a</rdf:value></dcterms:URI></dc:identifier></bib:Article>
<bib:Journal rdf:about="urn:issn:1234-5678"><dc:title>Venous Studies</dc:title><prism:volume>12</prism:volume><prism:number>3</prism:number><dc:identifier>ISSN 1234-5678</dc:identifier></bib:Journal>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment></rdf:RDF>"""
UNIXREF = """<crossref_result xmlns="http://www.crossref.org/qrschema/3.0"><query_result><body><query status="resolved"><doi type="journal_article">10.5555/jvs.2011.7</doi><doi_record>
<crossref xmlns="http://www.crossref.org/xschema/1.1"><journal><journal_metadata><full_title>Venous Studies</full_title><abbrev_title>Ven Stud</abbrev_title><issn>1234-5678</issn></journal_metadata>
<journal_issue><publication_date media_type="print"><month>3</month><year>2011</year></publication_date><journal_volume><volume>12</volume></journal_volume><issue>3</issue></journal_issue>
<journal_article><titles><title>Flow in <i>Mus</i> veins</title></titles><contributors><person_name contributor_role="author" sequence="first"><given_name>Bisi N.</given_name><surname>Okafor</surname></person_name><organization contributor_role="author">The Vein Group</organization></contributors>
<pages><first_page>101</first_page><last_page>109</last_page></pages><doi_data><doi>10.5555/jvs.2011.7</doi></doi_data>
<component_list><component parent_relation="isPartOf"><titles><title>Figure 1</title></titles><doi_data><doi>10.5555/jvs.2011.7.g1</doi></doi_data></component></component_list></journal_article></journal></crossref></doi_record></query></body></query_result></crossref_result>"""
ZOTERO = """[{"key": "AB12", "version": 3, "data": {"itemType": "journalArticle", "title": "Flow in veins", "publicationTitle": "Venous Studies",
"volume": "12", "issue": "3", "pages": "101–109", "date": "2011-03-04", "DOI": "10.5555/jvs.2011.7", "extra": "PMID: 21000001\\nCitation Key: okafor2011\\nread twice",
"creators": [{"creatorType": "author", "firstName": "Bisi N.", "lastName": "Okafor"}, {"creatorType": "seriesEditor", "name": "The Vein Group"}]}},
{"key": "CD34", "data": {"itemType": "attachment", "title": "PDF"}}]"""
REFWORKS = """RT Journal Article
SR Electronic(1)
ID 12
A1 Okafor,Bisi N.
A1 The Vein Group
T1 Flow in veins
JF Venous Studies
YR 2011
VO 12
IS 3
SP 101
OP 109
DO 10.5555/jvs.2011.7
UL https://example.org/a

RT Book, Section
A1 Roe, R.
T1 Slow veins
T2 Veins
YR 2012
PP Oxford
"""

TEXTS = {
    "refworks": REFWORKS, "wos": WOS, "refer": REFER, "endnote": ENDNOTE, "csv": SCOPUS, "cff": CFF, "hayagriva": HAYAGRIVA, "jats": JATS, "mods": MODS,
    "word-sources": WORD, "zotero-rdf": RDF, "crossref-xml": UNIXREF, "csl-json": ZOTERO,
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_is_what_its_content_says(name):
    assert formats.by_content(TEXTS[name]) == name


@pytest.mark.parametrize("name", TEXTS)
def test_the_journal_article_is_read_whole(name):
    page = formats.read(TEXTS[name], name, "x")
    item = next(item for item in page if "low" in item.title and item.type == "article-journal")
    assert item.year == 2011
    assert item.container_title in ("Venous Studies", "Journal of Venous Studies", "Ven Stud")
    assert item.text("page") == "101-109"
    assert item.authors[0].family in ("Okafor", "Roe")
    if name != "cff":
        assert (item.text("volume"), item.text("issue")) == ("12", "3")
        assert item.text("DOI") == "10.5555/jvs.2011.7" or name == "word-sources"


def one(name, key):
    return formats.read(TEXTS[name], name, "x")[key].to_csl()


def test_web_of_science():
    page = formats.read(WOS, "wos", "x")
    first, second = page
    assert first.title == "Flow in the azygos vein: a long title that wraps"
    assert first.container_title == "Journal of Venous Studies"
    assert [name.given or name.literal for name in first.authors] == ["Bisi N.", "Per", "Vein Grp"]
    assert first.issued.parts == ((2011, 3), (2011, 4))
    assert first.text("ISSN") == "1234-5678, 8765-4321"
    assert (second.type, second.container_title, second.names("editor")[0].family) == (
        "chapter",
        "Book of Veins",
        "Poe",
    )
    assert page.links[0].location.line == 21


def test_refer():
    first, second = formats.read(REFER, "refer", "x")
    assert (first.id, first.title, first.issued.parts) == ("okafor2011", "Flow in <i>Mus</i> veins", ((2011, 3, 4),))
    assert [link.url for link in first.mention.links] == ["https://example.org/a", "https://doi.org/10.5555/jvs.2011.7"]
    assert (second.type, second.container_title, second.text("ISBN")) == ("chapter", "The whole book", "9780306406157")


def test_endnote():
    (item,) = formats.read(ENDNOTE, "endnote", "x")
    assert item.title == "Flow in <i>Mus</i> veins"
    assert item.authors[1].literal == "World Health Organization"
    assert item.issued.parts == ((2011, 3, 4),)
    assert [link.url for link in item.mention.links][::2] == ["https://example.org/a", "https://example.org/a.pdf"]


def test_tables():
    page = formats.read(SCOPUS, "csv", "x")
    first, second = page
    assert [name.given for name in first.authors] == ["Bisi N.", "Ann"]
    assert first.text("abstract") == 'A "quoted" abstract'
    assert (second.type, second.text("number"), second.mention.location.line) == ("paper-conference", "7", 4)
    (item,) = formats.read(PUBMED_CSV, "csv", "x")
    assert (item.text("PMID"), item.text("PMCID"), [name.family for name in item.authors]) == (
        "21000001", "PMC1000001", ["Okafor", "Roe"]
    )  # fmt: skip
    assert formats.by_content(PUBMED_CSV) == "csv"


def test_a_table_of_anything_else_is_refused():
    with pytest.raises(InputError, match="no table of references"):
        formats.read("name,price\nbread,3\n", "csv", "x")
    assert formats.by_content("name,price\nbread,3\n") is None


def test_citation_cff():
    page = formats.read(CFF, "cff", "CITATION.cff")
    software, article = page
    assert (software.type, software.text("version"), software.issued.parts) == ("software", "1.10", ((2021, 1, 2),))
    assert software.authors[0].non_dropping_particle == "van"
    assert software.authors[1].literal == "The Vein Group"
    assert [link.url for link in software.mention.links] == [
        "https://example.org/code",
        "https://doi.org/10.5281/zenodo.1",
    ]
    assert article.issued.parts == ((2011, 3),)
    assert (page.problems[0].location.line, page.problems[0].message) == (22, "this reference has no title")


def test_hayagriva():
    site = one("hayagriva", "site")
    assert (site["type"], site["URL"], site["accessed"]) == (
        "webpage", "https://example.org/a", {"date-parts": [[2020, 5, 1]]}
    )  # fmt: skip


def test_jats():
    first, second, third = formats.read(JATS, "jats", "x")
    assert first.title == "Flow in <i>Mus</i> veins"
    assert first.unfinished == ("author",)
    assert (second.type, second.title, second.text("publisher-place"), second.text("URL")) == (
        "book", "The whole book", "Rome", "https://example.org/b"
    )  # fmt: skip
    assert (third.title, third.container_title, third.year) == ("Walking aids and veins", "Mobil Today", 2012)


def test_html_articles_are_no_jats():
    assert formats.by_content("<article class='post'><h1>News</h1></article>") is None


def test_mods():
    item = one("mods", "okafor2011")
    assert item["title"] == "The flow in veins: a view"
    assert item["author"] == [{"family": "Okafor", "given": "Bisi N."}, {"literal": "The Vein Group"}]
    assert item["publisher"] == "Press"


def test_words_sources():
    item = one("word-sources", "Oka11")
    assert item["author"] == [{"family": "Okafor", "given": "Bisi N."}]
    assert item["editor"] == [{"family": "Doe", "given": "J"}]
    assert item["issued"] == {"date-parts": [[2011, 3]]}


def test_zoteros_rdf_and_json():
    (item,) = formats.read(RDF, "zotero-rdf", "x")
    assert item.text("ISSN") == "1234-5678"
    page = formats.read(ZOTERO, "csl-json", "x")
    assert not page.problems
    item = page["okafor2011"].to_csl()
    assert (item["PMID"], item["note"], item["collection-editor"]) == (
        "21000001",
        "read twice",
        [{"literal": "The Vein Group"}],
    )


def test_crossrefs_xml():
    (item,) = formats.read(UNIXREF, "crossref-xml", "x")
    assert (item.title, item.text("container-title-short")) == ("Flow in <i>Mus</i> veins", "Ven Stud")
    assert [name.family or name.literal for name in item.authors] == ["Okafor", "The Vein Group"]


def test_real_answers_of_crossref_are_read(corpus):
    files = sorted((corpus / "recordings/crossref-xml").glob("200_*.xml"))
    assert files
    for file in files:
        page = formats.read(file.read_text(encoding="utf-8"), "crossref-xml", file.name)
        assert [item.text("DOI") for item in page] != [""], file.name
        assert len(page) == 1, file.name


@pytest.mark.parametrize("name", [*TEXTS, "pubmed"])
@pytest.mark.parametrize(
    "junk", ["", "<", "<a/>", "{", "words, and more\nwords", "%0", "PT J\n", "- a\n- b: [", "\x00", "key: value\n"]
)
def test_junk_is_refused_or_reported(name, junk):
    page = read_or_refused(junk, name)
    assert page is None or (not page.references and (page.problems or not junk.strip()))


def read_or_refused(text, name):
    """Return what was read, None where it was refused as an input of that name."""
    try:
        return formats.read(text, name, "x")
    except InputError as refusal:
        if refusal.location.path == "x":
            return None
        raise


@pytest.mark.parametrize("name", TEXTS)
def test_half_a_file_loses_only_its_end(name):
    text = TEXTS[name]
    found = [read_or_refused(text[:end], name) for end in range(0, len(text), 37)]
    counts = [len(page) for page in found if page]
    assert counts == sorted(counts) or name in ("jats", "zotero-rdf", "csl-json", "crossref-xml")


def test_names_that_no_element_may_have_break_nothing():
    page = formats.read(
        "<mods:modsCollection><mods:mods><a:1x>y</a:1x><b:titleInfo><title>T</title></b:titleInfo></mods:mods>",
        "mods",
        "x",
    )
    assert [item.title for item in page] == ["T"]
    assert page.problems


def test_each_record_of_refworks_is_one_though_the_last_has_no_line_behind_it():
    page = formats.read(REFWORKS.rstrip(), "refworks", "x")
    assert [(item.type, item.title, item.mention.location.line) for item in page] == [
        ("article-journal", "Flow in veins", 1), ("chapter", "Slow veins", 16),
    ]  # fmt: skip
    assert page.problems == ()
