"""Quotation marks inside fields: https://docs.citationstyles.org/en/stable/specification.html#quotes."""

from __future__ import annotations

import pytest

from tests.csl.styles import cited

PLAIN = '<text variable="title" suffix=". X"/>'
QUOTED = '<text variable="title" quotes="true" suffix=", X"/>'


@pytest.mark.parametrize(
    ("locale", "title", "plain", "quoted"),
    [
        ("en-US", "On ‘being’", "On ‘being.’ X", "“On ‘being,’” X"),
        ("en-US", "‘Being “there”’ now", "‘Being “there”’ now. X", "“‘Being “there”’ now,” X"),
        ("en-US", "The ‘90s", "The ‘90s. X", "“The ‘90s,” X"),
        ("en-US", "‘Tis the ‘season’", "‘Tis the ‘season.’ X", "“‘Tis the ‘season,’” X"),
        ("en-US", "Dogs’ ‘lives’", "Dogs’ ‘lives.’ X", "“Dogs’ ‘lives,’” X"),
        ("en-GB", "On “being ‘there’”", "On “being ‘there’”. X", "‘On “being ‘there’”’, X"),
    ],
)
def test_inner_quotation_marks_outside_others_were_but_letters(locale: str, title: str, plain: str, quoted: str):
    assert cited(PLAIN, {"title": title}, locale=locale) == plain
    assert cited(QUOTED, {"title": title}, locale=locale) == quoted


@pytest.mark.parametrize("title", ["<i>“So”</i>, he said", "<b><i>“So”</i></b>, he said", "“So”, he said"])
def test_a_title_s_own_comma_went_into_a_quotation_that_is_formatted(title: str):
    assert cited('<text variable="title"/>', {"title": title}, locale="en-US") == title


@pytest.mark.parametrize(
    ("value", "text"), [("<i>5</i>", "<i>5</i>"), ("5<sup>e</sup>", "5&#60;sup&#62;e&#60;/sup&#62;")]
)
def test_formatting_around_a_number_was_printed_as_tags(value: str, text: str):
    assert cited('<number variable="volume"/>', {"volume": value}) == text


@pytest.mark.parametrize(
    ("locale", "value", "text"),
    [
        ("fr-FR", "“so”", "“so”"),
        ("de-DE", "‘so’", "‘so’"),
        ("fr-FR", "&quot;so&quot;", "«\u00a0so\u00a0»"),
        ("en-US", "“so”", "“so”"),
    ],
)
def test_the_quotation_marks_that_a_style_sets_itself_were_changed_to_the_locale_s(locale: str, value: str, text: str):
    assert cited(f'<text value="{value}"/>', {}, locale=locale) == text


_SET = '<text variable="title" quotes="true"/>'
_GROUP, _MACRO = f'<group delimiter=". ">{_SET}<text value="X"/></group>', '<text macro="title"/>'


@pytest.mark.parametrize(
    ("locale", "title", "layout", "text"),
    [
        ("en-GB", "Why?", _GROUP, "‘Why?’. X"),
        ("de-DE", "Why!", _GROUP, "„Why!“. X"),
        ("fr-FR", "Why?", f'{_SET}<text value="X" prefix=". "/>', "«\u202fWhy?\u202f». X"),
        ("en-GB", "A “why?”", _GROUP, "‘A “why?”’. X"),
        ("en-GB", "A “why”", _GROUP, "‘A “why”’. X"),
        ("en-GB", "Since.", _GROUP, "‘Since.’ X"),
        ("en-US", "Why?", _GROUP, "“Why?” X"),
        ("en-GB", "Why?", f'<group suffix=".">{_SET}</group><text value=" X"/>', "‘Why?’ X"),
        ("en-GB", "Why?", f'<group delimiter=". ">{_MACRO}<text value="X"/></group>', "‘Why?’ X"),
        ("en-GB", "Why", f'<group delimiter=". ">{_MACRO}<text value="X"/></group>', "‘Why’. X"),
    ],
)
def test_a_full_stop_outside_was_lost_behind_a_question_in_quotation_marks(
    locale: str, title: str, layout: str, text: str
):
    before = f'<macro name="title">{_SET}</macro>'
    found = cited(layout, {"title": title}, locale=locale, before=before)
    assert found.replace("\u00a0", "\u202f") == text


def test_strictly_a_full_stop_outside_stays_behind_a_group_as_well():
    layout = f'<group suffix=".">{_SET}</group><text value=" X"/>'
    assert cited(layout, {"title": "Why?"}, locale="en-GB", strict=True) == "‘Why?’. X"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("\"A\" and 'b'", "“A” and ‘b’"),
        ("'a' and \"B\"", "“a” and ‘B’"),
        ("'a' and 'b'", "“a” and “b”"),
        ("\"A 'b' c\" and 'd'", "“A ‘b’ c” and ‘d’"),
    ],
)
def test_two_kinds_of_straight_marks_in_one_field_became_one(title: str, text: str):
    assert cited('<text variable="title"/>', {"title": title}) == text
