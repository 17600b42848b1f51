"""Names: https://docs.citationstyles.org/en/stable/specification.html#name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.styles import cited

INVERTED = '<names variable="author"><name name-as-sort-order="all"/></names>'


@pytest.mark.parametrize(("parse", "text"), [(True, "Vlist, Eric van der"), (False, "van der Vlist, Eric")])
def test_particles_stay_in_the_family_name_where_the_item_says_not_to_parse(parse: Any, text: str):
    author = {"family": "van der Vlist", "given": "Eric", "parse-names": parse}
    assert cited(INVERTED, {"author": [author]}) == text


def test_editors_who_are_the_translators_count_once():
    names = [{"family": "Doe", "given": "A"}, {"family": "Roe", "given": "B"}]
    layout = '<names variable="editor translator"><name form="count"/></names>'
    assert cited(layout, {"editor": names, "translator": names}) == "2"
    assert cited(layout, {"editor": names, "translator": names[:1]}) == "3"


def test_a_last_name_never_stands_alone_after_the_ellipsis():
    names = [{"family": family, "given": "A"} for family in ("Doe", "Roe", "Poe")]
    layout = (
        '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1" et-al-use-last="true"/></names>'
    )
    assert cited(layout, {"author": names}) == "Doe, … Poe"
    assert cited(layout, {"author": names[:2]}) == "Doe et al."
