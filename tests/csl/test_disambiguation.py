"""Given names that disambiguation spells out: https://docs.citationstyles.org/en/stable/specification.html#disambiguation."""

from __future__ import annotations

import pytest

from tests.csl.styles import document

LAYOUT = '<names variable="author"><name form="short"/></names><date variable="issued" form="text" prefix=" "/>'


def cites(rule: str, *authors: list[tuple[str, str]]) -> list[str]:
    items = [
        {
            "author": [{"family": family, "given": given} for family, given in names],
            "issued": {"date-parts": [[2000 + number]]},
        }
        for number, names in enumerate(authors)
    ]
    options = f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"'
    doc = document(items, citation=LAYOUT, citation_options=options)
    for number in range(len(items)):
        doc.cite([str(number)])
    return doc.citations()


@pytest.mark.parametrize("rule", ["all-names-with-initials", "primary-name-with-initials"])
def test_rules_with_initials_spell_out_nothing_where_the_style_has_no_initials(rule: str):
    assert cites(rule, [("Simpson", "Homer")], [("Simpson", "Bart")]) == ["Simpson 2000", "Simpson 2001"]


def test_a_second_condition_holds_only_where_the_first_is_not_enough():
    condition = '<choose><if disambiguate="true">{}</if></choose>'
    layout = (
        '<group delimiter=", "><names variable="author"/>'
        + condition.format('<text variable="title"/>')
        + condition.format('<number variable="edition" prefix="ed. "/>')
        + "</group>"
    )
    author = [{"family": "Roe"}]
    rows = [("One", "1"), ("Two", "2"), ("Two", "3")]
    doc = document([{"author": author, "title": title, "edition": edition} for title, edition in rows], citation=layout)
    for number in range(3):
        doc.cite([str(number)])
    assert doc.citations() == ["Roe, One", "Roe, Two, ed. 2", "Roe, Two, ed. 3"]
