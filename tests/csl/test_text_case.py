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
