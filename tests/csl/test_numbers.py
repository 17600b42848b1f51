"""Numbers, ranges and locators: https://docs.citationstyles.org/en/stable/specification.html#number."""

from __future__ import annotations

import pytest

from tests.csl.styles import cited, document

LOCATOR = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        ("A-C", "p. A–C"),
        ("12a-b", "p. 12a–b"),
        ("S12-T3", "pp. S12–T3"),
        ("self-help", "p. self-help"),
        ("12, 13 n. 4", "pp. 12, 13 n. 4"),
        ("app. 2", "app. 2"),
        ("r. 5", "r. 5"),
    ],
)
def test_a_locator_has_en_dashes_and_labels_of_its_own(locator: str, text: str):
    assert cited(LOCATOR, {}, {"locator": locator}) == text


@pytest.mark.parametrize(("form", "text"), [("numeric", "2–4"), ("ordinal", "2nd–4th"), ("roman", "ii–iv")])
@pytest.mark.parametrize("value", ["2-4", "2--4", "2 – 4"])
def test_hyphens_in_a_row_are_one_range(value: str, form: str, text: str):
    assert cited(f'<number variable="volume" form="{form}"/>', {"volume": value}) == text


def test_an_escaped_hyphen_is_no_range_in_any_form():
    assert cited('<number variable="volume" form="ordinal"/>', {"volume": r"2\-4"}) == "2nd-4th"


def test_page_ranges_after_a_semicolon_are_formatted_too():
    page = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
    assert cited(page, {"page": "102-4; 110-12"}, options='page-range-format="expanded"') == "pp. 102–104; 110–112"


def test_nothing_is_near_where_there_are_no_notes():
    layout = '<choose><if position="near-note"><text value="near"/></if><else><text value="far"/></else></choose>'
    doc = document([{}, {}], citation=layout)
    for cite in ("0", "1", "0"):
        doc.cite([cite])
    assert doc.citations() == ["far", "far", "far"]


LABELLED = '<group delimiter=" "><label variable="{0}" form="short"/><text variable="{0}"/></group>'


@pytest.mark.parametrize(
    ("variable", "value"), [("page", "Art. 12"), ("page", "art. 12"), ("volume", "Bk. 2"), ("number", "art. 9")]
)
def test_words_in_a_number_are_the_datas_own(variable: str, value: str):
    assert cited(f'<text variable="{variable}"/>', {variable: value}) == value


@pytest.mark.parametrize(
    ("variable", "value", "text"),
    [
        ("volume", "vol. 3", "vol. 3"),
        ("volume", "Vol. 3", "vol. 3"),
        ("page", "pp. 3-7", "pp. 3–7"),
        ("issue", "No. 5", "no. 5"),
    ],
)
def test_a_label_is_not_printed_twice(variable: str, value: str, text: str):
    assert cited(LABELLED.format(variable), {variable: value}) == text


def test_a_term_before_a_number_counts_as_its_label():
    layout = '<group delimiter=" "><text term="volume" form="short"/><text variable="volume"/></group>'
    assert cited(layout, {"volume": "Vol. 3"}) == "vol. 3"


def test_a_capital_stays_where_no_label_stands_beside():
    assert cited('<text variable="volume"/>', {"volume": "Vol. 3"}) == "Vol. 3"


@pytest.mark.parametrize(
    ("value", "text"), [("70-18", "no. 70-18"), ("D-7", "no. D-7"), ("2022-05-1", "no. 2022-05-1")]
)
def test_a_hyphen_in_an_identifier_is_no_range(value: str, text: str):
    assert cited(LABELLED.format("number"), {"number": value}) == text


def test_a_capital_and_a_number_are_no_range_of_pages():
    assert cited(LABELLED.format("page"), {"page": "D-7"}) == "p. D-7"


@pytest.mark.parametrize("value", ["2022.05.1", "5.", "1.5", "1,234"])
def test_numbers_with_dots_or_thousands_are_not_numeric(value: str):
    layout = '<choose><if is-numeric="number"><label variable="number"/></if></choose><text variable="number"/>'
    assert cited(layout, {"number": value}) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("12-1-12-9", "12-1-12-9"), ("162a-165d", "162a–165d"), ("xi-20", "xi–20"), ("1203-9", "1203–1209")],
)
def test_only_what_is_surely_a_range_gets_a_dash_and_the_page_range_format(value: str, text: str):
    assert cited('<text variable="page"/>', {"page": value}, options='page-range-format="expanded"') == text


def test_labels_in_locators_are_still_translated():
    layout = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'
    assert cited(layout, {"title": "T"}, {"locator": "ch. 3"}) == "chap. 3"
    assert cited(layout, {"title": "T"}, {"locator": "ch. 3"}, locale="de-DE") == "Kap. 3"


def test_the_ampersand_between_numbers_is_the_locales():
    term = '<locale><terms><term name="and" form="symbol">og</term></terms></locale>'
    assert cited('<text variable="page"/>', {"page": "213 & 235"}, before=term) == "213 og 235"
