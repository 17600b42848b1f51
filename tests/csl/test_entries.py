"""Entries of a bibliography: what the specification asks for in small things."""

from __future__ import annotations

from typing import Any

import pytest

from ccsvi_refs.csl import Processor, Style
from tests.csl.styles import DEFAULTS, STYLE, TITLE, document, listed, style

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US">'


def item(key: str) -> dict:
    return {"id": key, "type": "book", "title": key.upper(), "author": [{"family": "Doe", "given": "J."}]}


def _entry(layout: str, one: dict, attributes: str = "", to: str = "text", **parts: Any) -> str:
    """Return the only entry of a bibliography with this layout."""
    before = '<locale><terms><term name="and others">[et al.]</term></terms></locale>' + parts.pop("before", "")
    return listed(layout, [one], bibliography_options=attributes, to=to, before=before, **parts)[0]


def _authors(*families: str) -> dict:
    return {**item("x"), "author": [{"family": family} for family in families]}


def test_types_listed_in_a_condition_without_match_mean_any_of_them():
    layout = '<choose><if type="book report" variable="title"><text value="yes"/></if><else><text value="no"/></else></choose>'
    assert _entry(layout, item("x")) == "yes"


def test_et_al_use_last_never_leaves_out_a_single_name():
    options = 'et-al-min="4" et-al-use-first="3" et-al-use-last="true"'
    assert _entry('<names variable="author"/>', _authors("A", "B", "C", "D"), options) == "A, B, … D"
    assert _entry('<names variable="author"/>', _authors("A", "B", "C"), options) == "A, B, C"


def test_a_bracketed_et_al_term_stands_without_a_space():
    options = 'et-al-min="2" et-al-use-first="1"'
    layout = '<names variable="author"><name/><et-al term="and others"/></names>'
    assert _entry(layout, _authors("A", "B"), options) == "A[et al.]"


def test_a_term_for_et_al_that_begins_with_an_ampersand_is_set_off():
    style = Style.parse(
        HEAD
        + '<locale><terms><term name="et-al">&amp; al.</term></terms></locale><citation><layout>'
        + '<names variable="author"><name et-al-min="2" et-al-use-first="1"/></names></layout></citation></style>'
    )
    assert Processor(style, [_authors("A", "B")], to="text").preview(["x"]) == "A & al."


def test_a_block_inside_a_group_stays_in_the_line():
    layout = '<group><text variable="title"/><group display="block" prefix=", "><text variable="URL"/></group></group>'
    entry = _entry(layout, {**item("x"), "URL": "https://example.org"}, to="html")
    assert entry == "X, https://example.org"


def test_a_full_stop_after_a_block_that_ends_in_one_is_not_doubled():
    layout = '<text variable="title" display="block" suffix="."/><text variable="URL" prefix=". "/>'
    assert _entry(layout, {**item("x"), "URL": "https://example.org"}) == "X.\nhttps://example.org"


def test_a_full_stop_moves_into_a_quotation_in_italics():
    layout = '<text variable="title" quotes="true" font-style="italic" suffix="."/>'
    assert _entry(layout, item("x"), to="html") == "“<i>X.</i>”"


def test_the_short_form_of_an_address_is_the_site():
    layout = '<text variable="URL" form="short"/>'
    assert _entry(layout, {**item("x"), "URL": "https://www.nhs.uk/conditions/"}) == "www.nhs.uk"
    assert _entry(layout, {**item("x"), "URL": "https://s4be.cochrane.org/blog/"}) == "https://s4be.cochrane.org"


def test_a_citation_label_is_made_of_letters_alone():
    layout = '<text variable="citation-label"/>'
    one = {**item("x"), "author": [{"family": "O’Brien"}], "issued": {"date-parts": [[2013]]}}
    assert _entry(layout, one) == "Obri13"


def test_a_citation_label_does_not_begin_with_an_article():
    layout = '<text variable="citation-label"/>'
    for name, label in (
        ("The Vein Group", "Vein00"),
        ("An Old Firm", "Oldf00"),
        ("Anders", "Ande00"),
        ("The", "The00"),
    ):
        assert _entry(layout, {**item("x"), "author": [{"literal": name}]}) == label


def test_the_family_name_of_a_person_was_taken_for_an_institution_s_with_an_article():
    layout = '<text variable="citation-label"/>'
    assert _entry(layout, {**item("x"), "author": [{"family": "A Marca", "given": "Andrea"}]}) == "Amar00"
    assert _entry(layout, {**item("x"), "author": [{"family": "The Vein Group"}]}) == "Vein00"


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("issued: 1931-05-02", "2 May 1931"),
        ("Issued: 1931-05-02\nA remark.", "2 May 1931"),
        ("A remark.\n\nvolume: 3\nissued: 1931-05-02", "2 May 1931"),
        ("A remark {:issued: 1931-05-02} amid it", "2 May 1931"),
        ("A remark.\nAnother.\nissued: 1931-05-02", "1950"),
        ("issued: forthcoming", "forthcoming"),
        ("Issued: in several volumes", "1950"),
        ("original-date: 1931", "1950"),
    ],
)
def test_a_date_at_the_head_of_the_note_stands_for_the_one_of_the_item(note: str, text: str):
    layout = '<date variable="issued" form="text"/>'
    assert _entry(layout, {**item("x"), "issued": {"date-parts": [[1950]]}, "note": note}, locale="en-GB") == text


@pytest.mark.parametrize(
    ("own", "note", "said"),
    [
        ({"date-parts": [[1950]]}, "issued: forthcoming", True),
        ("1950", "A remark {:issued: in press}", True),
        ({"date-parts": [[1950]]}, "issued: 1931", False),
        ({"literal": "in 1950 or so"}, "issued: forthcoming", False),
        (None, "issued: forthcoming", False),
    ],
)
def test_words_of_the_note_replaced_a_date_in_silence(own: object, note: str, said: bool):
    doc = document([{**item("x"), "issued": own, "note": note}])
    for one in (doc, doc.restyled(doc.style)):
        assert any("issued" in str(flaw) and "1950" in str(flaw) for flaw in one.refused) is said
        assert said or not one.refused


def test_a_type_in_the_note_stands_for_the_one_of_the_item():
    layout = '<choose><if type="map"><text value="a map"/></if><else><text variable="title"/></else></choose>'
    assert _entry(layout, {**item("x"), "type": "book", "note": "type: map"}) == "a map"


def test_a_line_of_the_note_that_does_not_count_stays_in_it():
    layout = '<text variable="genre" suffix="; "/><text variable="volume" suffix="; "/><text variable="note"/>'
    one = {**item("x"), "genre": "Film", "note": "genre: Play\nvolume: 3\nA remark."}
    assert _entry(layout, one) == "Film; 3; genre: Play A remark."
    assert _entry(layout, {**one, "genre": ""}) == "Play; 3; A remark."


@pytest.mark.parametrize("title", ["Foo ", "  Foo", "Föö\u00a0", "\tFoo\n"])
def test_space_around_a_field_came_before_the_period_behind_it(title: str):
    layout = '<text variable="title" suffix="."/><text variable="publisher" prefix=" [" suffix="]"/>'
    assert _entry(layout, {**item("x"), "title": title, "publisher": title}) == f"{title.strip()}. [{title.strip()}]"


def test_no_delimiter_before_an_organisation_where_the_style_forbids_it_for_all_names():
    one = {**item("x"), "author": [{"family": "A"}, {"family": "B"}, {"literal": "Trial Group"}]}
    layout = '<names variable="author"><name and="text"/></names>'
    assert _entry(layout, one, 'delimiter-precedes-last="never"') == "A, B and Trial Group"
    assert _entry(layout, one) == "A, B, and Trial Group"


def test_year_suffixes_come_before_the_disambiguate_condition():
    style = Style.parse(
        HEAD
        + """<citation disambiguate-add-year-suffix="true"><layout><group delimiter=" "><names variable="author"/>
        <choose><if disambiguate="true"><text variable="title"/></if></choose>
        <date variable="issued"><date-part name="year"/></date></group></layout></citation></style>"""
    )
    items = [{**item(key), "issued": {"date-parts": [[2000]]}} for key in ("x", "y")]
    doc = Processor(style, items, to="text")
    doc.cite([{"id": "x"}])
    doc.cite([{"id": "y"}])
    assert doc.citations() == ["J. Doe 2000a", "J. Doe 2000b"]


def test_a_year_alone_sorts_among_full_dates_of_other_types():
    style = Style.parse(
        HEAD
        + """<macro name="date"><choose><if type="book"><date variable="issued"><date-part name="year"/></date></if>
        <else><date variable="issued" form="numeric"/></else></choose></macro>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography><sort><key macro="date"/></sort><layout><text variable="title"/></layout></bibliography></style>"""
    )
    items = [
        {**item("book2018"), "issued": {"date-parts": [[2018]]}},
        {**item("thesis2016"), "type": "thesis", "issued": {"date-parts": [[2016, 5, 3]]}},
    ]
    assert [entry.id for entry in Processor(style, items).bibliography().entries] == ["thesis2016", "book2018"]


def test_anonymous_works_keep_their_word_where_authors_are_substituted():
    layout = '<names variable="author"><substitute><text term="anonymous"/></substitute></names>'
    style = Style.parse(
        HEAD
        + '<citation><layout><text variable="title"/></layout></citation><bibliography '
        + f'subsequent-author-substitute="---"><layout>{layout}</layout></bibliography></style>'
    )
    items = [{"id": key, "type": "book", "title": key} for key in ("x", "y")]
    assert [entry.text for entry in Processor(style, items).bibliography().entries] == ["Anonymous", "Anonymous"]


def test_a_term_beside_a_date_without_year_suffix_is_printed():
    layout = """<group><group><date variable="issued"><date-part name="year"/></date><text variable="year-suffix"/></group>
    <choose><if variable="issued" match="none"><text term="no date" form="short"/></if></choose></group>"""
    assert _entry(layout, item("x")) == "N.d."


def test_a_label_goes_with_the_number_beside_it_unless_strict():
    layout = '<group delimiter=" "><label variable="issue" form="short"/><text variable="volume"/></group>'
    one = {**item("x"), "volume": "612"}
    assert _entry(layout, one) == "no. 612"
    assert _entry(layout, one, strict=True) == "612"


def test_a_label_alone_beside_nothing_vanishes():
    layout = """<text variable="title"/><group delimiter=" " prefix=", "><text variable="volume"/>
    <label variable="page" form="short"/><text variable="page"/></group>"""
    assert _entry(layout, {**item("x"), "volume": "612"}) == "X, 612"


def test_text_case_on_a_macro_counts_when_strict():
    macro = '<macro name="title"><text variable="title"/></macro>'
    one = {**item("x"), "title": "Veins"}
    for strict, expected in ((False, "Veins"), (True, "veins")):
        layout = '<text macro="title" text-case="lowercase"/>'
        assert _entry(layout, one, before=macro, strict=strict) == expected


def test_curly_quotation_marks_become_the_languages_own_where_the_style_sets_none():
    one = {**item("x"), "title": "“Miracle” therapy"}
    locale = '<locale><terms><term name="open-quote">‘</term><term name="close-quote">’</term></terms></locale>'
    assert _entry('<text variable="title" quotes="false"/>', one, before=locale) == "‘Miracle’ therapy"


def test_a_block_beside_the_margin_stays_in_its_line():
    layout = '<text variable="volume"/><text variable="title"/><text variable="URL" display="block" prefix=" "/>'
    one = {**item("x"), "volume": "1", "URL": "https://example.org"}
    entry = _entry(layout, one, 'second-field-align="flush"', to="html")
    assert '<div class="csl-right-inline">X https://example.org</div>' in entry


def test_a_label_goes_with_the_number_after_its_own():
    inner = '<label variable="locator" form="short"/><text variable="locator"/><text variable="page"/>'
    layout = f'<group delimiter=" ">{inner}</group>'
    assert _entry(layout, {**item("x"), "page": "392-399"}) == "p. 392–399"


def test_anonymous_works_follow_each_other_in_one_row():
    layout = """<group delimiter=" "><names variable="author"><substitute><text term="anonymous" form="short"/></substitute>
    </names><date variable="issued"><date-part name="year"/></date></group>"""
    style = Style.parse(
        HEAD + f'<citation collapse="year"><layout delimiter="; ">{layout}</layout></citation></style>',
    )
    items = [{"id": str(year), "type": "book", "issued": {"date-parts": [[year]]}} for year in (1957, 2014)]
    assert Processor(style, items, to="text").preview(["1957", "2014"]) == "anon. 1957; anon. 2014"


def test_a_stop_word_after_a_bracket_keeps_its_case():
    layout = '<text variable="title" text-case="title"/>'
    assert _entry(layout, {**item("x"), "title": "the giant panda [in Chinese]"}) == "The Giant Panda [in Chinese]"


NAMED = '<names variable="author"/><text variable="title" prefix=", "/>'
BOOKS_ALONE = f'<choose><if type="book">{NAMED}</if></choose>'


def _by_roe(*kinds: str) -> list[dict[str, Any]]:
    author = [{"family": "Roe"}]
    return [{"type": kind, "title": f"T{number}", "author": author} for number, kind in enumerate(kinds)]


def test_an_item_that_the_style_prints_nothing_of_has_no_entry_and_is_named():
    doc = document(_by_roe("book", "personal_communication", "book"), bibliography=BOOKS_ALONE)
    found = doc.bibliography()
    assert [entry.id for entry in found.entries] == ["0", "2"]
    assert found.omitted == ("1",)


def test_an_item_without_an_entry_does_not_break_the_dash_for_repeated_authors():
    items = _by_roe("book", "personal_communication", "book")
    options = 'subsequent-author-substitute="——"'
    assert listed(BOOKS_ALONE, items, bibliography_options=options) == ["Roe, T0", "——, T2"]


def test_a_dash_stood_for_another_person_of_the_same_initial():
    names = '<names variable="author"><name initialize-with=". "/></names><text variable="title" prefix=", "/>'
    works = [
        {"title": f"T{number}", "author": [{"family": "Roe", "given": given}]}
        for number, given in enumerate(("Albert", "Alice", "Alice"))
    ]
    options = 'subsequent-author-substitute="——"'
    assert listed(names, works, bibliography_options=options) == ["A. Roe, T0", "A. Roe, T1", "——, T2"]


def test_editors_who_translated_were_printed_for_the_joint_role_and_for_the_two():
    layout = """<group delimiter=", "><text variable="title"/><names variable="editor-translator"/>
      <names variable="editor"/><names variable="translator"/></group>"""
    plato, roe = [{"family": "Plato"}], [{"family": "Roe"}]
    items = [
        {"title": "T", "editor": plato, "translator": plato},
        {"title": "T", "editor": plato, "translator": roe},
        {"title": "T", "editor-translator": plato, "editor": roe},
    ]
    assert listed(layout, items) == ["T, Plato", "T, Plato, Roe", "T, Plato, Roe"]


@pytest.mark.parametrize(
    ("variable", "written", "bare"),
    [
        ("DOI", "https://doi.org/10.1000/abc", "10.1000/abc"),
        ("DOI", "http://dx.doi.org/10.1000/a%23b", "10.1000/a#b"),
        ("DOI", "doi:10.1000/abc", "10.1000/abc"),
        ("DOI", "10.1000/abc", "10.1000/abc"),
        ("PMID", "https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/PMC12/", "PMC12"),
    ],
)
def test_an_identifier_given_as_an_address_is_printed_bare(variable: str, written: str, bare: str):
    assert listed(f'<text variable="{variable}" prefix="no "/>', [{variable: written}]) == [f"no {bare}"]


def test_links_of_identifiers_encode_what_an_address_cannot_hold():
    items = [{"id": "a", "type": "book", "DOI": "10.1000/a?b%c#d"}, {"id": "b", "type": "book", "PMID": "12"}]
    layout = '<text variable="DOI"/><text variable="PMID"/>'
    doc = Processor(style(bibliography=layout), items, links=True)
    texts = [entry.text for entry in doc.bibliography().entries]
    assert 'href="https://doi.org/10.1000/a%3Fb%25c%23d"' in texts[0]
    assert 'href="https://www.ncbi.nlm.nih.gov/pubmed/12"' in texts[1]


def test_quotation_marks_around_nothing_stay():
    assert listed('<text variable="title"/>', [{"title": "Strings '' and \"\" in shells"}]) == [
        "Strings '' and \"\" in shells"
    ]


def test_a_dash_stands_for_a_title_also_where_one_of_the_two_is_in_quotation_marks():
    title = '<choose><if type="book"><text variable="title"/></if><else><text variable="title" quotes="true"/></else></choose>'
    names = f'<names variable="author"><substitute>{title}</substitute></names><text variable="publisher" prefix=", "/>'
    works = [{"title": "Veins", "type": kind, "publisher": kind} for kind in ("book", "chapter")]
    assert listed(names, works, bibliography_options='subsequent-author-substitute="——"') == [
        "Veins, book",
        "——, chapter",
    ]


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ('<text variable="citation-number" prefix="[" suffix="] "/><text term="ibid"/>', "[1] Ibid."),
        ('<text variable="citation-number" suffix=". "/><text term="in" prefix="("/>', "1. (In"),
        (
            '<text variable="citation-number" suffix=". "/><text variable="title"/><text term="in" prefix=" "/>',
            "1. veins in",
        ),
        ('<text value="See "/><text variable="citation-number"/><text term="in" prefix=" "/>', "See 1 in"),
    ],
)
def test_a_term_behind_the_number_that_opens_an_entry_was_small(layout: str, text: str):
    assert listed(layout, [{"title": "veins"}]) == [text]


@pytest.mark.parametrize(
    ("title", "mark", "text"),
    [
        ("by “vein?”", ".", "by “vein?” J"),
        ("by “vein.”", ".", "by “vein.” J"),
        ("by “vein,”", ",", "by “vein,” J"),
        ("by “vein?”", ",", "by “vein?”, J"),
        ("by “vein”", ".", "by “vein”. J"),
    ],
)
def test_a_field_that_ends_in_a_quotation_had_two_marks(title: str, mark: str, text: str):
    layout = f'<text variable="title" suffix="{mark}"/><text value=" J"/>'
    assert listed(layout, [{"title": title}], locale="en-GB") == [text]


def test_the_affixes_of_the_layout_stand_inside_the_margin_where_an_entry_has_no_more():
    styled = STYLE.format(**{**DEFAULTS, "bibliography_options": 'second-field-align="flush"', "bibliography": TITLE})
    styled = styled.replace(f"<layout>{TITLE}</layout></bib", f'<layout prefix="[" suffix="]">{TITLE}</layout></bib')
    (entry,) = Processor(Style.parse(styled.encode()), [{**item("x"), "title": "Veins"}]).bibliography().entries
    assert entry.text.strip() == '<div class="csl-left-margin">[Veins]</div>'
