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
