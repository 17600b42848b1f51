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
