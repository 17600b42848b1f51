"""Collapsing: https://docs.citationstyles.org/en/stable/specification.html#cite-collapsing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.styles import document

AUTHOR_DATE = (
    '<group delimiter=", "><group delimiter=" "><names variable="author"><name form="short"/></names>'
    '<date variable="issued"><date-part name="month" suffix=" "/><date-part name="year"/></date></group>'
    '<text variable="locator" prefix="p. "/></group>'
)
NUMBER = '<text variable="citation-number"/>'
YEARS = 'collapse="year" cite-group-delimiter=", " disambiguate-add-year-suffix="true" after-collapse-delimiter="; "'
SUFFIXES = 'collapse="year-suffix" disambiguate-add-year-suffix="true" cite-group-delimiter=", "'
RANGES = 'collapse="year-suffix-ranged" disambiguate-add-year-suffix="true" year-suffix-delimiter=","'


def work(*date: int, family: str = "Roe") -> dict[str, Any]:
    return {"title": f"{family} {date}", "author": [{"family": family}], "issued": {"date-parts": [list(date)]}}


def citation(options: str, works: list[dict[str, Any]], *cites: dict[str, Any], layout: str = AUTHOR_DATE) -> str:
    doc = document(works, citation=layout, citation_options=options, layout='prefix="(" suffix=")" delimiter="; "')
    rows = cites or tuple({} for _ in works)
    doc.cite([{"id": str(number), **cite} for number, cite in enumerate(rows)])
    return doc.citations()[0]


def test_the_first_cite_of_a_group_may_have_a_prefix():
    assert citation(YEARS, [work(2000), work(2001)], {"prefix": "see"}, {}) == "(see Roe 2000, 2001)"
    assert (
        citation('collapse="citation-number"', [work(2000)] * 3, {"prefix": "see"}, {}, {}, layout=NUMBER)
        == "(see 1–3)"
    )


def test_a_locator_that_the_style_does_not_print_hinders_no_range():
    located = {"locator": "3", "label": "page"}
    assert citation('collapse="citation-number"', [work(2000)] * 3, located, {}, {}, layout=NUMBER) == "(1–3)"


def test_a_locator_that_is_printed_ends_a_range():
    layout = NUMBER + '<text variable="locator" prefix=": "/>'
    given = citation('collapse="citation-number"', [work(2000)] * 4, {}, {}, {"locator": "3"}, {}, layout=layout)
    assert given == "(1; 2; 3: 3; 4)"


def test_a_cite_with_a_locator_sets_the_next_apart():
    assert citation(YEARS, [work(2000), work(2001)], {"locator": "6"}, {}) == "(Roe 2000, p. 6; 2001)"


def test_years_do_not_repeat_before_or_after_a_locator():
    twins = [work(2000), work(2000)]
    assert citation(SUFFIXES, twins, {}, {"locator": "6"}) == "(Roe 2000a, b, p. 6)"
    assert citation(SUFFIXES, twins, {"locator": "6"}, {}) == "(Roe 2000a, p. 6, b)"


def test_the_users_own_words_stay_around_a_year_suffix():
    assert (
        citation(SUFFIXES, [work(2000), work(2000)], {}, {"prefix": "see", "suffix": "too"}) == "(Roe 2000a, see b too)"
    )


def test_a_year_suffix_stood_inside_a_range_of_years():
    ranges = [{**work(1998), "issued": {"date-parts": [[1998], [1999]]}} for _ in range(2)]
    assert citation(SUFFIXES, ranges) == "(Roe 1998–1999a, b)"
    days = [{**work(1998), "issued": {"date-parts": [[1998, 3], [1998, 4]]}} for _ in range(2)]
    assert citation('disambiguate-add-year-suffix="true"', days) == "(Roe March–April 1998a; Roe March–April 1998b)"


@pytest.mark.parametrize(("options", "text"), [(SUFFIXES, "(Roe March 2009a, b)"), (RANGES, "(Roe March 2009a,b)")])
def test_a_letter_of_the_month_is_not_taken_for_the_year_suffix(options: str, text: str):
    assert citation(options, [work(2009, 3), work(2009, 3)]) == text


def test_letters_of_words_for_a_date_are_not_taken_for_the_year_suffix():
    works = [{**work(2000), "issued": {"literal": "n.d."}} for _ in range(5)]
    layout = '<names variable="author"/><date variable="issued" form="text" prefix=" "/><text variable="year-suffix"/>'
    assert citation(RANGES, works, layout=layout) == "(Roe n.d.a–e)"


def test_the_second_of_two_works_of_one_date_was_lost():
    """Two forthcoming works are two cites; a work cited twice has its date once."""
    works = [{**work(2000), "issued": {"literal": "forthcoming"}} for _ in range(2)]
    assert citation(SUFFIXES, works) == "(Roe forthcoming, forthcoming)"
    assert citation(SUFFIXES, works, {"locator": "3"}, {"locator": "4"}) == "(Roe forthcoming, p. 3, forthcoming, p. 4)"
    assert citation(SUFFIXES, works, {"locator": "3"}, {"id": "0", "locator": "4"}) == "(Roe forthcoming, p. 3, p. 4)"


def test_words_for_a_date_had_a_year_suffix():
    works = [{**work(2000), "issued": {"literal": "forthcoming"}} for _ in range(2)]
    assert citation('disambiguate-add-year-suffix="true"', works) == "(Roe forthcoming; Roe forthcoming)"


def test_the_year_of_access_had_no_year_suffix():
    pages = [{"author": [{"family": "Roe"}], "accessed": {"date-parts": [[2019, 4, 2]]}} for _ in range(2)]
    layout = '<names variable="author" suffix=", n.d., seen "/><date variable="accessed" form="text"/>'
    cited = citation('disambiguate-add-year-suffix="true"', pages, layout=layout)
    assert cited == "(Roe, n.d., seen April 2, 2019a; Roe, n.d., seen April 2, 2019b)"


def test_a_range_of_suffixes_stops_where_a_cite_says_more():
    works = [work(2000)] * 4
    assert citation(RANGES, works, {}, {}, {}, {"suffix": "too"}) == "(Roe 2000a–c, d too)"


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        ({"suffix": "too"}, "(Roe 2000a, b too, c)"),
        ({"prefix": "see"}, "(Roe 2000a, see b,c)"),
        ({"locator": "7"}, "(Roe 2000a, b, p. 7, c)"),
    ],
)
def test_a_letter_with_words_of_its_own_stuck_to_the_one_before(cite: dict[str, str], text: str):
    options = SUFFIXES + ' year-suffix-delimiter=","'
    assert citation(options, [work(2000)] * 3, {}, cite, {}) == text


def test_a_year_beside_a_locator_is_whole_to_the_letter_of_the_specification():
    layout = """<names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date>
      <text variable="locator" prefix=", "/>"""
    rows = [{"id": str(number), **work(2000)} for number in range(5)]
    for strict, text in ((False, "Roe 2000a–c, d, 5, e"), (True, "Roe 2000a–c, 2000d, 5, 2000e")):
        doc = document(rows, strict=strict, citation=layout, citation_options=RANGES)
        assert doc.preview(["0", "1", "2", {"id": "3", "locator": "5"}, "4"]) == text


def test_a_comma_of_the_users_own_words_takes_the_place_of_the_delimiter():
    layout = '<text variable="title"/>'
    assert citation("", [work(2000), work(2001)], {"suffix": "is one,"}, {"suffix": "another"}, layout=layout) == (
        "(Roe (2000,) is one, Roe (2001,) another)"
    )


def test_the_users_comma_goes_inside_american_quotation_marks():
    doc = document([{"title": "T"}], citation='<text variable="title" quotes="true"/>')
    assert doc.preview([{"id": "0", "suffix": ", and others"}]) == "“T,” and others"


def test_a_cite_in_the_running_text_is_ibid_of_the_one_before_it_there():
    layout = '<choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose>'
    doc = document([{"title": "A"}, {"title": "B"}], kind="note", citation=layout)
    doc.cite(["0"])
    doc.cite(["1"], note=1)
    doc.cite(["0"])
    assert doc.citations() == ["A", "B", "Ibid."]


def test_groups_of_authors_do_not_run_into_each_other():
    works = [work(2000), work(2001), work(2002, family="Poe")]
    options = 'collapse="year" cite-group-delimiter=", " after-collapse-delimiter=" | "'
    assert citation(options, works) == "(Roe 2000, 2001 | Poe 2002)"
    assert citation(options, works[1:]) == "(Roe 2001 | Poe 2002)"


def test_what_stands_after_collapsed_suffixes_does_not_stand_after_a_single_cite():
    options = SUFFIXES + ' after-collapse-delimiter=" | "'
    assert citation(options, [work(2000), work(2001, family="Poe")]) == "(Roe 2000; Poe 2001)"
    assert citation(options, [work(2000), work(2000), work(2001, family="Poe")]) == "(Roe 2000a, b | Poe 2001)"


def test_two_numbers_in_a_row_are_no_range_and_a_gap_ends_one():
    doc = document(
        [work(2000)] * 7,
        citation=NUMBER,
        citation_options='collapse="citation-number" after-collapse-delimiter=" | "',
        layout='prefix="(" suffix=")" delimiter="; "',
    )
    doc.cite([str(number) for number in range(7)])
    doc.cite(["0", "1", "4"])
    doc.cite(["0", "1", "2", "4", "5"])
    assert doc.citations() == ["(1–7)", "(1; 2; 5)", "(1–3 | 5; 6)"]


def test_a_prefix_begins_a_run_of_numbers_of_its_own():
    given = citation('collapse="citation-number"', [work(2000)] * 4, {}, {}, {}, {"prefix": "but"}, layout=NUMBER)
    assert given == "(1–3; but 4)"


def test_cites_of_one_author_stay_apart_where_another_stands_between_and_nothing_is_sorted():
    works = [work(2000), work(2001, family="Poe"), work(2002)]
    options = 'collapse="year" cite-group-delimiter=", "'
    assert citation(options, works) == "(Roe 2000; Poe 2001; Roe 2002)"


def test_years_without_suffixes_are_not_taken_for_one_another():
    assert citation(SUFFIXES, [work(2000), work(2001)]) == "(Roe 2000, 2001)"
    assert citation(RANGES, [work(2000)] * 2 + [work(2001)] * 3) == "(Roe 2000a,b, 2001a–c)"


def test_a_range_of_suffixes_has_no_gaps():
    doc = document(
        [work(2000)] * 5, citation=AUTHOR_DATE, citation_options=RANGES, layout='prefix="(" suffix=")" delimiter="; "'
    )
    doc.cite(["0", "1", "2", "3", "4"])
    doc.cite(["0", "2", "3", "4"])
    assert doc.citations() == ["(Roe 2000a–e)", "(Roe 2000a,c–e)"]


def test_a_prefix_that_is_punctuation_brings_no_second_delimiter():
    layout = '<text variable="title"/>'
    given = citation("", [work(2000), work(2001)], {}, {"prefix": "; but"}, layout=layout)
    assert given == "(Roe (2000,); but Roe (2001,))"


def test_the_letter_after_z_goes_on_with_the_range():
    assert citation(RANGES, [work(2000)] * 28) == "(Roe 2000a–ab)"


@pytest.mark.parametrize("head", ['<text variable="title"/>', '<text value="See"/>'])
def test_cites_without_names_are_of_no_group_unless_they_collapse(head: str):
    works = [{**work(year), "title": "Kettles"} for year in (2000, 2001)]
    layout = f'<group delimiter=" ">{head}<date variable="issued"><date-part name="year"/></date></group>'
    shown = "See" if "value" in head else "Kettles"
    options = 'cite-group-delimiter=" + "'
    assert citation(options, works, layout=layout) == f"({shown} 2000; {shown} 2001)"
    assert citation(f'{options} collapse="year"', works, layout=layout) == f"({shown} 2000 + {shown} 2001)"


@pytest.mark.parametrize("options", [YEARS, SUFFIXES])
def test_groups_that_the_styles_keys_leave_equal_go_by_their_names(options: str):
    year = '<sort><key variable="issued"/></sort>'
    works = [work(2001, family=family) for family in ("Zoe", "Moe", "Roe")] + [work(1999)]
    doc = document(works, citation=AUTHOR_DATE, citation_options=options, citation_sort=year, layout='delimiter="; "')
    doc.cite(list("0123"))
    assert doc.citations() == ["Roe 1999, 2001; Moe 2001; Zoe 2001"]


def test_cites_that_are_not_grouped_keep_the_order_they_were_given_in():
    works = [work(2001, family=family) for family in ("Zoe", "Moe")]
    doc = document(
        works, citation=AUTHOR_DATE, citation_sort='<sort><key variable="issued"/></sort>', layout='delimiter="; "'
    )
    doc.cite(list("01"))
    assert doc.citations() == ["Zoe 2001; Moe 2001"]


@pytest.mark.parametrize(("locale", "straight"), [("en-GB", "‘so’"), ("de-DE", "„so“"), ("en-US", "“so”")])
def test_typographic_marks_around_a_cite_stay_those_that_were_typed(locale: str, straight: str):
    doc = document([work(2001)], locale, citation=AUTHOR_DATE)
    assert doc.preview([{"id": "0", "prefix": "“so”,"}]) == "“so”, Roe 2001"
    assert doc.preview([{"id": "0", "prefix": '"so",'}]) == f"{straight}, Roe 2001"


@pytest.mark.parametrize(
    ("instead", "text"),
    [
        ('<text variable="title"/>', "(Roe 2001; Anonymous was a woman 2002)"),
        ('<text term="anonymous" text-case="capitalize-first"/>', "(Roe 2001; Anonymous 2002)"),
        ('<text value="Anonymous"/>', "(Roe 2001; Anonymous 2002)"),
    ],
)
def test_another_mark_stood_before_a_word_for_nobody_or_a_title_that_begins_with_it(instead: str, text: str):
    names = '<names variable="author"><name form="short"/></names>'
    layout = (
        f'<choose><if variable="author">{names}</if><else>{instead}</else></choose>'
        '<date variable="issued"><date-part name="year" prefix=" "/></date>'
    )
    works = [work(2001), {"title": "Anonymous was a woman", "issued": {"date-parts": [[2002]]}}]
    assert citation('collapse="year"', works, layout=layout) == text


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (". There is more.", "(Roe 2000. There is more. Doe 2001)"),
        (" (see p. 3).", "(Roe 2000 (see p. 3). Doe 2001)"),
        (" et al.", "(Roe 2000 et al.; Doe 2001)"),
        ("; see n. 5.", "(Roe 2000; see n. 5.; Doe 2001)"),
    ],
)
@pytest.mark.parametrize("options", ["", YEARS, SUFFIXES])
def test_a_sentence_of_the_users_own_was_followed_by_a_delimiter(options: str, suffix: str, text: str):
    works = [work(2000), work(2001, family="Doe")]
    assert citation(options, works, {"suffix": suffix}, {}) == text


def test_a_sentence_of_the_users_own_ends_a_run_of_numbers():
    found = citation('collapse="citation-number"', [work(2000), work(2001)], {"suffix": ". More."}, {}, layout=NUMBER)
    assert found == "(1. More. 2)"


@pytest.mark.parametrize(
    "layout", ['<date variable="issued"><date-part name="year"/></date>', '<text variable="DOI"/>']
)
def test_cites_that_print_no_names_were_taken_for_cites_of_the_same_names(layout: str):
    works = [work(2000) | {"DOI": "10.1/a"}, work(2001, family="Doe") | {"DOI": "10.1/b"}]
    assert "; " in citation('cite-group-delimiter=", "', works, layout=layout)


@pytest.mark.parametrize(
    ("behind", "text"),
    [
        ('<text variable="genre" prefix=" "/>', "(Roe 2000a map, b map, c map)"),
        ('<text variable="genre" prefix=" ("  suffix=")"/>', "(Roe 2000a (map), b (map), c (map))"),
        ("", "(Roe 2000a–c)"),
    ],
)
def test_what_cites_say_behind_their_letters_was_lost_where_years_collapse(behind: str, text: str):
    layout = AUTHOR_DATE + behind
    works = [{**work(2000), "genre": "map"} for _ in range(3)]
    options = RANGES.replace('delimiter=","', 'delimiter=", "')
    assert citation(options, works, layout=layout) == text


@pytest.mark.parametrize("options", [SUFFIXES, RANGES])
def test_labels_of_works_lost_all_but_their_letters_where_years_collapse(options: str):
    assert citation(options, [work(2000)] * 3, layout='<text variable="citation-label"/>') == "(Roe00a, Roe00b, Roe00c)"


def test_the_delimiter_after_collapsed_cites_stood_between_numbers_of_which_none_collapses():
    options = 'collapse="year" after-collapse-delimiter=" + "'
    assert citation(options, [work(2000), work(2001)], layout=NUMBER) == "(1; 2)"
    assert citation(options, [work(2000), work(2001, family="Doe")]) == "(Roe 2000 + Doe 2001)"


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("before the war", "Roe 2000 before the war"),
        ("<i>bis</i>", "Roe 2000 <i>bis</i>"),
        ("“so”", "Roe 2000 “so”"),
        ("‘so’", "Roe 2000 ‘so’"),
        ("’s map", "Roe 2000’s map"),
        ("<sup>2</sup>", "Roe 2000<sup>2</sup>"),
        (", so", "Roe 2000, so"),
    ],
)
def test_a_suffix_stood_right_behind_the_cite_though_it_begins_with_a_word(suffix: str, text: str):
    doc = document([work(2000)], citation=AUTHOR_DATE, locale="en-GB")
    assert doc.preview([{"id": "0", "suffix": suffix}]) == text


@pytest.mark.parametrize(
    ("prefix", "text"), [("‘so’", "‘so’ Roe 2000"), ("l’", "l’Roe 2000"), ("«so»", "«so» Roe 2000")]
)
def test_a_prefix_that_ends_a_quotation_stood_right_before_the_cite(prefix: str, text: str):
    assert document([work(2000)], citation=AUTHOR_DATE).preview([{"id": "0", "prefix": prefix}]) == text
