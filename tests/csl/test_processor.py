"""A document: citations that change one another, as a word processor needs it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ccsvi_refs.csl import Locale, Processor, Style, Writer
from ccsvi_refs.csl.locale import load_locale
from ccsvi_refs.errors import ItemError, SettingsError, StyleError
from tests.csl.styles import document, style

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">'
AUTHOR_DATE = Style.parse(
    HEAD.format(kind="in-text")
    + """<citation disambiguate-add-year-suffix="true" collapse="year"><sort><key variable="issued"/></sort>
    <layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><group delimiter=" ">
      <names variable="author"><name form="short"/></names>
      <date variable="issued"><date-part name="year"/></date></group>
      <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
    </group></layout></citation>
    <bibliography><sort><key variable="author"/><key variable="title"/></sort><layout suffix=".">
      <group delimiter=" "><names variable="author"/><date variable="issued" form="text" date-parts="year"/>
      <text variable="title"/></group></layout></bibliography></style>"""
)
NOTES = Style.parse(
    HEAD.format(kind="note")
    + """<citation><layout suffix="."><choose>
      <if position="ibid-with-locator"><text term="ibid"/><text variable="locator" prefix=" "/></if>
      <else-if position="ibid"><text term="ibid"/></else-if>
      <else-if position="near-note"><text variable="title" form="short" prefix="near "/></else-if>
      <else-if position="subsequent"><text variable="title"/>
        <text variable="first-reference-note-number" prefix=" n "/></else-if>
      <else><text variable="title" suffix=" in full"/></else>
    </choose></layout></citation></style>"""
)


def item(key: str, author: str = "Doe", year: int = 2000, title: str = "") -> dict:
    return {
        "id": key,
        "type": "book",
        "title": title or key.upper(),
        "author": [{"family": author, "given": "J."}],
        "issued": {"date-parts": [[year]]},
    }


@pytest.fixture
def doc() -> Processor:
    return Processor(AUTHOR_DATE, [item("b"), item("a"), item("c", "Roe", 1999)])


def test_a_second_work_of_the_same_year_gives_the_first_its_suffix(doc: Processor):
    doc.cite(["b"])
    assert doc.citations() == ["(Doe 2000)"]
    doc.cite(["a"])
    assert doc.citations() == ["(Doe 2000b)", "(Doe 2000a)"]


def test_only_what_changed_is_printed_anew(doc: Processor):
    first, other = doc.cite(["b"]), doc.cite(["c"])
    assert doc.changed() == [first, other]
    second = doc.cite(["a"])
    assert doc.changed() == [first, second]
    assert doc.changed() == []


def test_removing_a_citation_takes_the_suffix_away(doc: Processor):
    doc.cite(["b"])
    handle = doc.cite(["a"])
    doc.remove(handle)
    assert doc.citations() == ["(Doe 2000)"]
    assert [entry.id for entry in doc.bibliography().entries] == ["b"]


def test_replacing_a_citation_keeps_its_place(doc: Processor):
    handle = doc.cite(["b"])
    doc.cite(["c"])
    doc.replace(handle, ["a"])
    assert doc.citations() == ["(Doe 2000)", "(Roe 1999)"]
    assert doc.handles()[0] == handle


def test_an_inserted_note_ends_an_ibid():
    doc = Processor(NOTES, [item("a"), item("b")])
    doc.cite(["a"], note=1)
    last = doc.cite(["a"], note=2)
    assert doc.citations() == ["A in full.", "Ibid."]
    doc.insert(["b"], note=2, before=last)
    doc.renumber({last: 3})
    assert doc.citations() == ["A in full.", "B in full.", "near A."]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {}, "Ibid."),
        ({}, {"locator": "3"}, "Ibid. 3."),
        ({"locator": "3"}, {"locator": "3"}, "Ibid."),
        ({"locator": "3"}, {"locator": "4"}, "Ibid. 4."),
        ({"locator": "3"}, {}, "near A."),
        ({}, {"position": 0}, "A in full."),
    ],
)
def test_positions(first: dict, second: dict, expected: str):
    doc = Processor(NOTES, [item("a")])
    doc.cite([{"id": "a", **first}], note=1)
    doc.cite([{"id": "a", **second}], note=2)
    assert doc.citations()[1] == expected


def test_a_distant_note_is_not_near():
    doc = Processor(NOTES, [item("a"), item("b")])
    doc.cite(["a"], note=1)
    doc.cite(["b"], note=2)
    doc.cite(["a"], note=9)
    assert doc.citations()[2] == "A n 1."


def test_locators_affixes_and_suppressed_authors(doc: Processor):
    doc.cite([{"id": "a", "locator": "12-14", "label": "page", "prefix": "see", "suffix": "among others"}])
    doc.cite([{"id": "a", "suppress-author": True}])
    doc.cite([{"id": "a", "author-only": True}])
    assert doc.citations() == ["(see Doe 2000, pp. 12–14 among others)", "(2000)", "Doe"]


def test_collapsing_by_year(doc: Processor):
    doc.cite(["a", "b", "c"])
    assert doc.citations() == ["(Roe 1999; Doe 2000a, 2000b)"]


def test_uncited_items_are_listed_after_all_where_nothing_sorts():
    style = Style.parse(
        HEAD.format(kind="in-text")
        + "<citation><layout><text variable='citation-number'/></layout></citation><bibliography><layout>"
        + "<text variable='citation-number' suffix=' '/><text variable='title'/></layout></bibliography></style>"
    )
    doc = Processor(style, [item("a"), item("b"), item("c")])
    doc.cite(["b"])
    doc.nocite(["a"])
    assert [entry.text for entry in doc.bibliography().entries] == ["1 B", "2 A"]


def test_a_preview_leaves_the_document_alone(doc: Processor):
    assert doc.preview(["c"]) == "(Roe 1999)"
    assert doc.citations() == []


def test_accented_names_do_not_sort_after_z():
    names = ["Zamboni", "Ångström", "Özil", "Aminoff", "Éluard", "Ebers"]
    doc = Processor(AUTHOR_DATE, [item(str(n), name) for n, name in enumerate(names)])
    assert [entry.text.split(",")[0].split()[-1] for entry in doc.bibliography().entries]
    order = [names[int(entry.id)] for entry in doc.bibliography().entries]
    assert order == ["Aminoff", "Ångström", "Ebers", "Éluard", "Özil", "Zamboni"]


def test_swedish_sorts_its_own_letters_last():
    names = ["Ångström", "Zamboni", "Öberg", "Äng"]
    doc = Processor(AUTHOR_DATE, [item(str(n), name) for n, name in enumerate(names)], locale="sv-SE")
    assert [names[int(entry.id)] for entry in doc.bibliography().entries] == ["Zamboni", "Ångström", "Äng", "Öberg"]


def test_an_object_with_data_is_an_item():
    reference = SimpleNamespace(data=item("a"))
    assert Processor(AUTHOR_DATE, [reference]).preview(["a"]) == "(Doe 2000)"


def test_the_locale_can_be_a_tag_xml_or_compiled():
    style = Style.parse(
        HEAD.format(kind="in-text") + "<citation><layout><text term='and'/></layout></citation></style>"
    )
    xml = "<locale xmlns='http://purl.org/net/xbiblio/csl' xml:lang='xx'><terms><term name='and'>plus</term></terms></locale>"
    assert Processor(style, [item("a")]).preview(["a"]) == "and"
    assert Processor(style, [item("a")], locale="de-AT").preview(["a"]) == "und"
    assert Processor(style, [item("a")], locale=xml).preview(["a"]) == "plus"
    assert Processor(style, [item("a")], locale=Locale("xx", load_locale("fr").terms)).preview(["a"]) == "et"


def test_locales_come_from_the_loader():
    with pytest.raises(StyleError, match="no locale"):
        Processor(AUTHOR_DATE, [], loader=lambda tag: None)


def test_one_style_serves_two_documents(doc: Processor):
    other = Processor(AUTHOR_DATE, [item("a")], to="text")
    doc.cite(["a", "b"])
    assert other.preview(["a"]) == "(Doe 2000)"
    assert doc.citations() == ["(Doe 2000a, 2000b)"]


def test_a_dependent_style_takes_its_parent_and_keeps_its_locale():
    parent = HEAD.format(kind="in-text") + "<citation><layout><text term='and'/></layout></citation></style>"
    child = (
        HEAD.format(kind="in-text").replace("<style", '<style default-locale="fr-FR"')
        + "<info><title>Child</title><link rel='independent-parent' href='http://example.org/p'/></info></style>"
    )
    style = Style.parse(child, parent={"http://example.org/p": parent}.get)
    assert style.title == "Child"
    assert Processor(style, [item("a")]).preview(["a"]) == "et"


def test_an_unknown_format_is_a_settings_error():
    with pytest.raises(SettingsError, match="no output format 'pdf'"):
        Processor(AUTHOR_DATE, [], to="pdf")


def test_a_cite_needs_an_id(doc: Processor):
    with pytest.raises(ItemError):
        doc.cite([{"locator": "3"}])


def test_the_layout_of_the_page():
    style = Style.parse(
        HEAD.format(kind="in-text")
        + "<citation><layout><text variable='title'/></layout></citation>"
        + "<bibliography hanging-indent='true' second-field-align='flush' entry-spacing='0' line-spacing='2'><layout>"
        + "<text variable='citation-number' prefix='[' suffix=']'/><text variable='title' prefix=' '/>"
        + "</layout></bibliography></style>"
    )
    page = Processor(style, [item(str(n)) for n in range(12)], to="text").bibliography()
    assert (page.hanging_indent, page.second_field_align) == (True, "flush")
    assert (page.entry_spacing, page.line_spacing, page.max_offset) == (0, 2, 4)
    assert page.entries[11].text == "[12] 11"


def test_a_style_without_a_bibliography_has_none():
    assert Processor(NOTES, [item("a")]).bibliography().entries == ()


def test_a_term_that_follows_a_suppressed_author_begins_no_sentence():
    style = Style.parse(
        HEAD.format(kind="note")
        + """<citation><layout><group delimiter=", "><names variable="author"/><text term="cited"/></group></layout>
        </citation></style>"""
    )
    doc = Processor(style, [item("a")], to="text")
    doc.cite([{"id": "a", "suppress-author": True}])
    assert doc.citations() == ["cited"]


AUTHOR_YEAR = '<names variable="author"><name form="short"/></names><date variable="issued" prefix=" "><date-part name="year"/></date>'
TWINS = [
    {"id": one, "type": "book", "title": one, "author": [{"family": "Roe"}], "issued": {"date-parts": [[2000]]}}
    for one in "ab"
]
YEAR_SUFFIXES = 'disambiguate-add-year-suffix="true"'


def test_a_preview_shows_what_the_citation_would_look_like_in_its_place():
    doc = Processor(style(citation=AUTHOR_YEAR, citation_options=YEAR_SUFFIXES), TWINS)
    doc.cite(["a"])
    assert doc.preview(["b"]) == "Roe 2000b"
    assert doc.citations() == ["Roe 2000"]


def test_a_preview_knows_what_was_cited_before_it():
    layout = '<choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose>'
    doc = Processor(style(kind="note", citation=layout), TWINS)
    first = doc.cite(["a"], note=1)
    assert doc.preview(["a"], note=2) == "Ibid."
    assert doc.preview(["a"], note=1, before=first) == "a"


def test_another_documents_handle_is_not_known():
    first, second = (Processor(style(), TWINS) for _ in range(2))
    first.cite(["a"])
    strange = second.cite(["b"])
    with pytest.raises(KeyError):
        first.remove(strange)
    assert first.citations() == ["a"]


def test_nocite_can_be_taken_back():
    doc = Processor(style(), TWINS)
    doc.cite(["a"])
    doc.nocite(["b"])
    doc.nocite([])
    assert [entry.id for entry in doc.bibliography().entries] == ["a"]


def test_ids_may_be_numbers_everywhere():
    doc = Processor(style(), [{**TWINS[0], "id": 5}])
    doc.cite([5])
    doc.cite([{"id": 5}])
    doc.nocite([5])
    assert doc.citations() == ["a", "a"]


@pytest.mark.parametrize(
    "cite", [{"id": "a", "locater": "3"}, {"id": "a", "locator": [3, 4]}, {"id": "a", "label": {}}]
)
def test_a_cite_that_says_what_no_cite_has_is_refused(cite: dict):
    with pytest.raises(ItemError):
        Processor(style(), TWINS).cite([cite])


def test_the_meant_key_is_named():
    with pytest.raises(ItemError, match="'locator' meant"):
        Processor(style(), TWINS).cite([{"id": "a", "locater": "3"}])


def test_an_item_whose_id_another_takes_is_said_to_be_left_out():
    doc = Processor(style(), [TWINS[0], {**TWINS[0], "title": "other"}])
    assert [entry.text for entry in doc.bibliography().entries] == ["other"]
    assert "'a'" in str(doc.refused[0])


def test_a_list_where_text_belongs_is_printed_and_said():
    doc = Processor(style(), [{**TWINS[0], "title": ["One", "Two"]}])
    assert [entry.text for entry in doc.bibliography().entries] == ["One, Two"]
    assert "title" in str(doc.refused[0])


def test_a_variable_that_csl_does_not_have_is_said():
    doc = Processor(style(bibliography='<text variable="titel"/><text variable="title"/>'), TWINS)
    assert "titel" in str(doc.refused[0])


def test_an_unknown_language_is_refused_and_an_unknown_dialect_is_not():
    with pytest.raises(StyleError, match="qq"):
        Processor(style(), TWINS, locale="qq")
    assert Processor(style(), TWINS, locale="de-LI").locale.language == "de"


def test_an_author_that_was_edited_stood_in_the_citations_as_before(doc: Processor):
    first, second = doc.cite(["a"]), doc.cite(["c"])
    doc.changed()
    doc.update([item("c", "Poe", 1999)])
    assert doc.citations() == ["(Doe 2000)", "(Poe 1999)"]
    assert doc.changed() == [second]
    doc.update([item("c", "Doe", 2000, "Z")])
    assert doc.citations() == ["(Doe 2000a)", "(Doe 2000b)"]
    assert doc.changed() == [first, second]
    assert [entry.text for entry in doc.bibliography().entries] == ["J. Doe 2000a A.", "J. Doe 2000b Z."]


def test_a_document_could_not_take_in_another_work(doc: Processor):
    with pytest.raises(ItemError, match="new"):
        doc.cite(["new"])
    doc.update([item("new", "Coe"), {"type": "book"}])
    doc.cite(["new"])
    assert doc.citations() == ["(Coe 2000)"]
    assert len(doc.refused) == 1


def test_a_work_is_taken_out_unless_a_citation_has_it(doc: Processor):
    handle = doc.cite(["b"])
    doc.nocite(["a", "c"])
    doc.discard(["a"])
    assert [entry.id for entry in doc.bibliography().entries] == ["b", "c"]
    with pytest.raises(ItemError, match="'b' still"):
        doc.discard(["b", "c"])
    doc.remove(handle)
    doc.discard(["b"])
    with pytest.raises(ItemError):
        doc.cite(["b"])


def test_a_section_of_the_bibliography_keeps_the_numbers_of_the_whole():
    numbered = style(bibliography='<text variable="citation-number" suffix=". "/><text variable="title"/>')
    doc = Processor(numbered, [item("a"), {**item("b"), "type": "chapter"}, item("c")], to="text")
    books = doc.bibliography(where=lambda data: data["type"] == "book")
    assert [entry.text for entry in books.entries] == ["1. A", "3. C"]
    rest = doc.bibliography(where=lambda data: data["type"] != "book")
    assert [entry.text for entry in rest.entries] == ["2. B"]


def test_a_format_of_ones_own_is_written():
    wiki = Writer("wiki", lambda text: text.replace("'", "&#39;"), {("font-style", "italic"): ("''", "''")})
    titled = style(bibliography='<text variable="title" font-style="italic"/>')
    (entry,) = Processor(titled, [item("a", title="<b>O'Neill</b>")], to=wiki).bibliography().entries
    assert entry.text == "''O’Neill''"


def test_a_document_that_cites_nothing_is_about_all_its_items_in_a_preview_too():
    doc = Processor(style(citation=AUTHOR_YEAR, citation_options=YEAR_SUFFIXES), TWINS)
    assert doc.preview(["b"]) == "Roe 2000b"
    doc.cite(["b"])
    assert doc.preview(["b"]) == "Roe 2000"


def test_notes_that_count_anew_in_a_chapter_were_ibid_of_the_chapter_before():
    layout = """<choose><if position="ibid"><text term="ibid"/></if><else-if position="subsequent"><text variable="title"/>
      <text variable="first-reference-note-number" prefix=" (n. " suffix=")"/></else-if>
      <else><text variable="title"/><text value=" in full"/></else></choose>"""
    works = [{"title": "Veins"}, {"title": "Stents"}]
    doc = document(works, citation=layout, kind="note")
    for note, cite in ((1, "0"), (2, "0"), (3, "1"), (4, "0"), (1, "0"), (2, "1"), (3, "0")):
        doc.cite([cite], note)
    first, second = doc.citations()[:4], doc.citations()[4:]
    assert first == ["Veins in full", "Ibid.", "Stents in full", "Veins (n. 1)"]
    assert second == ["Veins in full", "Stents in full", "Veins (n. 1)"]
