"""Text case: https://docs.citationstyles.org/en/stable/specification.html#text-case."""

from __future__ import annotations

import pytest

from tests.csl.styles import cited


@pytest.mark.parametrize(
    ("case", "text"),
    [("capitalize-first", "iPhone use and mRNA"), ("capitalize-all", "iPhone Use And mRNA")],
)
def test_words_in_mixed_case_are_not_capitalised(case: str, text: str):
    assert cited(f'<text variable="title" text-case="{case}"/>', {"title": "iPhone use and mRNA"}) == text


def test_each_part_of_a_hyphened_word_is_capitalised():
    layout = '<text variable="title" text-case="capitalize-all"/>'
    assert cited(layout, {"title": "a shift-invariant space"}) == "A Shift-Invariant Space"


def test_sentence_case_leaves_capitals_inside_words():
    layout = '<text variable="title" text-case="sentence"/>'
    assert cited(layout, {"title": "The McDonald Criteria of MS"}) == "The McDonald criteria of ms"


def test_a_turkish_i_keeps_its_dot():
    layout = '<text term="in" text-case="capitalize-first"/>'
    assert cited(layout, {}, locale="tr-TR") == "İçinde"


def test_an_address_keeps_its_periods():
    layout = '<text variable="DOI" strip-periods="true"/>'
    assert cited(layout, {"DOI": "10.1001/jama.2017"}) == "10.1001/jama.2017"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("the p-value of tests", "The P-Value of Tests"),
        ("between- and within-group tests", "Between- and within-Group Tests"),
        ("on face-to-face talks", "On Face-to-Face Talks"),
        ("effects of β-blockers on α cells", "Effects of β-Blockers on α Cells"),
    ],
)
def test_title_case_raises_the_first_part_of_a_hyphened_word_and_no_symbol(title: str, printed: str):
    assert cited('<text variable="title" text-case="title"/>', {"title": title}) == printed


def test_a_greek_symbol_that_opens_a_title_stays_small():
    assert cited('<text variable="title" text-case="capitalize-first"/>', {"title": "β-catenin"}) == "β-catenin"


@pytest.mark.parametrize(
    ("language", "text"), [("eng", "Veins of Cats"), ("English", "Veins of Cats"), ("ger", "veins of cats")]
)
def test_the_language_of_a_catalogue_was_taken_for_another_than_english(language: str, text: str):
    item = {"title": "veins of cats", "language": language}
    assert cited('<text variable="title" text-case="title"/>', item) == text


@pytest.mark.parametrize("case", ["title", "capitalize-all"])
def test_an_entity_had_a_capital(case: str):
    item = {"title": "veins &amp; arteries"}
    assert cited(f'<text variable="title" text-case="{case}"/>', item, to="text") == "Veins &amp; Arteries"


def test_a_particle_of_one_letter_had_a_capital():
    names = '<names variable="author"><name><name-part name="family" text-case="capitalize-first"/></name></names>'
    hooft, alembert = {"family": "’t Hooft", "given": "Gerard"}, {"family": "d’Alembert", "given": "Jean"}
    assert cited(names, {"author": [hooft]}) == "Gerard ’t Hooft"
    assert cited(names, {"author": [alembert]}) == "Jean D’Alembert"


def test_turkish_has_two_small_letters_for_i():
    layout = '<text variable="title" text-case="{}"/>'
    options = 'default-locale="tr-TR"'
    title = {"title": "IRMAK İLE KIYI"}
    assert cited(layout.format("lowercase"), title, options=options) == "ırmak ile kıyı"
    assert cited(layout.format("sentence"), title, options=options) == "Irmak ile kıyı"
    assert cited(layout.format("lowercase"), {"title": "IRIS"}) == "iris"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("刑法", "刑法"),
        ("「民法」の研究", "「民法」の研究"),
        ("한국의 역사", "한국의 역사"),
        ("𠮷野の石", "𠮷野の石"),
        ("AI と法", "<i>AI と法</i>"),
        ("Право", "<i>Право</i>"),
    ],
)
def test_characters_that_have_no_italics_were_slanted(title: str, text: str):
    layout = '<text variable="title" font-style="italic"/>'
    assert cited(layout, {"title": title}) == text
    assert cited(layout, {"title": title}, strict=True) == f"<i>{title}</i>"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("USA today And Tomorrow", "USA today and tomorrow"),
        ("USA TODAY AND TOMORROW", "Usa today and tomorrow"),
        ("IBM", "IBM"),
        ("<b>DNA Repair</b> And More", "<b>DNA repair</b> and more"),
    ],
)
def test_the_first_word_in_sentence_case_lost_its_capitals(title: str, text: str):
    assert cited('<text variable="title" text-case="sentence"/>', {"title": title}) == text


def test_a_letter_quoted_alone_became_a_capital():
    layout = '<text variable="title" text-case="title"/>'
    assert cited(layout, {"title": "the letter \"a\" in rock 'n' roll"}) == "The Letter “a” in Rock ‘n’ Roll"


def test_the_last_letter_of_greek_words_in_sentence_case_was_one_for_their_middle():
    assert (
        cited('<text variable="title" text-case="sentence"/>', {"title": "Ύμνος Στους ΑΓΓΕΛΟΥΣ"})
        == "Ύμνος στους αγγελους"
    )


@pytest.mark.parametrize(
    ("case", "text"), [("sentence", "Pre-Columbian art"), ("capitalize-first", "Pre-Columbian Art")]
)
def test_a_first_word_with_a_capital_behind_its_hyphen_began_with_a_small_letter(case: str, text: str):
    assert cited(f'<text variable="title" text-case="{case}"/>', {"title": "pre-Columbian Art"}) == text
