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
