"""Locales: https://docs.citationstyles.org/en/stable/specification.html#locale-fallback."""

from __future__ import annotations

import pytest

from tests.csl.styles import cited

_OWN = '<locale{}><terms><term name="editor">{}</term></terms></locale>'
OVERRIDES = "".join(
    _OWN.format(f' xml:lang="{tag}"' if tag else "", tag or "any") for tag in ("pt-AO", "pt", "pt-PT", "")
)


@pytest.mark.parametrize(
    ("tag", "text"), [("pt-AO", "pt-AO"), ("pt-PT", "pt-PT"), ("pt-BR", "pt"), ("pt", "pt-PT"), ("fr", "any")]
)
def test_a_style_s_own_terms_for_a_dialect_count_where_no_locale_file_has_it(tag: str, text: str):
    layout = '<text term="editor"/>'
    assert cited(layout, {}, before=OVERRIDES, locale=tag) == text
    assert cited(layout, {}, before=OVERRIDES, options=f'default-locale="{tag}"') == text


def test_a_language_s_short_form_stands_in_for_its_symbol_before_english_does():
    layout = '<label variable="locator" form="symbol"/>'
    assert cited(layout, {}, {"locator": "3", "label": "chapter"}, locale="de-DE") == "Kap."


def test_an_ordinal_of_the_style_leaves_the_others_unless_it_redefines_the_general_one():
    layout = '<number variable="edition" form="ordinal"/>'
    own = '<locale><terms><term name="{}">e</term></terms></locale>'
    assert cited(layout, {"edition": "4"}, before=own.format("ordinal-01")) == "4th"
    assert cited(layout, {"edition": "2"}, before=own.format("ordinal")) == "2e"
