import pytest

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError


def read(text):
    return formats.read(text, "ris", "refs.ris")


def only(text):
    page = read(text)
    assert not page.problems, page.problems
    (reference,) = page.references
    return reference


def test_a_record_becomes_a_csl_item():
    reference = only("""\ufeffTY  - JOUR
A1  - Zamboni, P.
AU  - Smith, John, Jr
T1  - The title
JO  - J. Full
JF  - Journal in Full
Y1  - 2009/04/15/
PY  - 2009
VL  - 80
IS  - 4
SP  - 392
EP  - 399
DO  - https://doi.org/10.1136/jnnp.2008.157164
SN  - 0022-3050
UR  - https://example.org/x
KW  - one
KW  - two
ER  -
""")
    assert reference.to_csl() == {
        "id": "zamboni2009",
        "type": "article-journal",
        "title": "The title",
        "container-title": "Journal in Full",
        "container-title-short": "J. Full",
        "author": [{"family": "Zamboni", "given": "P."}, {"family": "Smith", "given": "John", "suffix": "Jr"}],
        "issued": {"date-parts": [[2009, 4, 15]]},
        "volume": "80",
        "issue": "4",
        "page": "392-399",
        "DOI": "10.1136/jnnp.2008.157164",
        "URL": "https://example.org/x",
        "ISSN": "0022-3050",
        "keyword": "one; two",
    }
    assert [(link.url, link.location.line) for link in reference.mention.links] == [
        ("https://example.org/x", 15),
        ("https://doi.org/10.1136/jnnp.2008.157164", 13),
    ]


def test_a_missing_end_loses_neither_record():
    page = read("TY  - JOUR\nTI  - One\nAU  - A, B\n\nTY  - JOUR\nTI  - Two\nER  - \n")
    assert [reference.title for reference in page] == ["One", "Two"]
    assert [(problem.location.line, problem.message) for problem in page.problems] == [
        (1, "this record has no end (ER)")
    ]


def test_a_record_without_type_is_read_and_reported():
    page = read("JF  - J\nT1  - One\nER  - \n")
    assert page.references[0].type == "article-journal"
    assert "no type" in page.problems[0].message


def test_continued_lines_belong_to_the_tag_before():
    assert only("TY  - JOUR\nTI  - A title that\n      goes on\nER  - ").title == "A title that goes on"


def test_stray_text_between_records_is_a_problem():
    page = read("TY  - JOUR\nTI  - One\nER  - \n\nsome words\n\nTY  - JOUR\nTI  - Two\nER  - \n")
    assert [reference.title for reference in page] == ["One", "Two"]


def test_tags_written_with_one_space_are_read():
    assert only("TY - JOUR\nTI - One\nER -").title == "One"


def test_a_book_keeps_series_and_isbn():
    item = only("TY  - BOOK\nTI  - B\nT2  - Series\nSN  - 978-1-4822-5326-9\nSP  - 310\nER  - ").to_csl()
    assert (item["collection-title"], item["ISBN"], item["number-of-pages"]) == ("Series", "978-1-4822-5326-9", "310")


def test_volume_with_issue_in_brackets_is_taken_apart():
    reference = only("TY  - JOUR\nTI  - T\nVL  - 50(2)\nER  - ")
    assert (reference.text("volume"), reference.text("issue")) == ("50", "2")


def test_pubmed_export_gives_its_identifiers():
    item = only("TY  - JOUR\nTI  - T\nAN  - 26957754\nDB  - PubMed\nU2  - PMC4756000[pmcid]\nER  - ").to_csl()
    assert (item["PMID"], item["PMCID"]) == ("26957754", "PMC4756000")


def test_an_institution_is_not_taken_apart():
    page = only("TY  - RPRT\nTI  - T\nAU  - World Health Organization,\nAU  - National Institute for Health\nER  - ")
    assert [name.literal for name in page.authors] == ["World Health Organization", "National Institute for Health"]


def test_markup_becomes_csls():
    assert only("TY  - JOUR\nTI  - On <em>E. coli</em> &amp; H<sub>2</sub>O\nER  - ").title == (
        "On <i>E. coli</i> & H<sub>2</sub>O"
    )


def test_line_breaks_are_not_written():
    reference = only("TY  - JOUR\nTI  - T\nER  - ").with_fields(note="one\nTY  - EVIL\ntwo")
    assert "N1  - one TY - EVIL two" in formats.write([reference], "ris")


def test_tags_csl_has_no_place_for_come_back_when_written():
    assert "\nC5  - fifth\n" in formats.write([only("TY  - JOUR\nTI  - T\nC5  - fifth\nER  - ")], "ris")


def test_text_that_is_no_ris_is_refused():
    assert not read("").references
    with pytest.raises(InputError):
        formats.read("\n", "nosuch")
    page = read("hello\nworld\n")
    assert page.problems[0].location.line == 1


def test_a_list_of_names_that_is_cut_short_says_so():
    reference = only("TY  - JOUR\nTI  - T\nAU  - Doe, J.\nAU  - et al.\nER  - ")
    assert [str(name) for name in reference.authors] == ["J. Doe"]
    assert reference.to_csl()["custom"]["et-al"] == ["author"]
    assert "AU  - et al." in formats.write([reference], "ris")
    assert "and others" in formats.write([reference], "bibtex")


def test_further_values_of_a_tag_are_kept():
    reference = only("TY  - JOUR\nTI  - T\nUR  - https://a.org\nUR  - https://b.org\nER  - ")
    assert reference.text("URL") == "https://a.org"
    assert reference.to_csl()["custom"] == {"ris": {"UR": ["https://b.org"]}}


def test_pubmeds_date_among_the_editions_is_the_online_date():
    item = only("TY  - JOUR\nTI  - T\nY1  - 2016/02/\nET  - 2016/01/30\nER  - ").to_csl()
    assert (item["available-date"], item.get("edition")) == ({"date-parts": [[2016, 1, 30]]}, None)


def test_two_people_of_one_name_are_two_people():
    assert len(only("TY  - JOUR\nTI  - T\nAU  - Wang, Y.\nAU  - Li, X.\nAU  - Wang, Y.\nER  - ").authors) == 3
    assert len(only("TY  - JOUR\nTI  - T\nA1  - Wang, Y.\nAU  - Wang, Y.\nER  - ").authors) == 1
