"""Sections of a bibliography, by a test of one's own or by lists of fields and values."""

from __future__ import annotations

import pytest

from ccsvi_refs.errors import SettingsError
from tests.csl.styles import document

ITEMS = [
    {"id": "a", "type": "book", "title": "A", "categories": ["1990s", "veins"], "author": [{"family": "Roe"}]},
    {"id": "b", "type": "chapter", "title": "B", "categories": ["veins"], "issued": {"date-parts": [[1999, 5]]}},
    {"id": "c", "type": "book", "title": "C", "issued": {"date-parts": [[1999], [2001]]}, "number": 5},
]


def _condition(field: str, value: str | int) -> dict[str, str | int]:
    return {"field": field, "value": value}


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({}, "abc"),
        ({"include": [_condition("type", "book"), _condition("categories", "veins")]}, "abc"),
        ({"include": [_condition("categories", "veins")]}, "ab"),
        ({"include": []}, ""),
        ({"select": [_condition("type", "book"), _condition("categories", "veins")]}, "a"),
        ({"exclude": [_condition("type", "chapter"), _condition("author", "Roe")]}, "c"),
        ({"quash": [_condition("type", "book"), _condition("issued", "")]}, "bc"),
        ({"quash": []}, "abc"),
        ({"select": [_condition("issued", "1999")], "exclude": [_condition("number", 5)]}, "b"),
        ({"include": [_condition("issued", 2001)]}, "c"),
        ({"include": [_condition("id", "b")]}, "b"),
        (lambda data: data["id"] != "b", "ac"),
    ],
)
def test_a_section_by_lists_of_fields_and_values(where, ids):
    assert "".join(entry.id for entry in document(ITEMS).bibliography(where).entries) == ids


def test_the_value_of_a_volume_was_looked_for_as_the_year_of_a_date():
    doc = document([{"title": "T", "volume": "2001/3"}, {"title": "U", "volume": "2001"}])
    assert [entry.id for entry in doc.bibliography({"include": [_condition("volume", 2001)]}).entries] == ["1"]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (3, "a section is a function or lists"),
        ({"inclde": []}, "a section has no 'inclde'; did you mean include"),
        ({"include": "book"}, "the include of a section is a list"),
        ({"include": [{"field": "type"}]}, "a condition of a section has a field and a value"),
        (
            {"include": [_condition("tpye", "book")]},
            "there is no field 'tpye' to choose a section by; did you mean type",
        ),
        ({"include": [{"field": "type", "value": ["book"]}]}, "the value of a section's condition is a text"),
    ],
)
def test_a_section_that_there_is_not(where, said):
    with pytest.raises(SettingsError, match=said):
        document(ITEMS).bibliography(where)


def test_the_dash_for_the_same_author_goes_by_the_entry_before_in_the_section():
    options = {"bibliography": '<names variable="author"/><text variable="title" prefix=" "/>'}
    dashes = {"bibliography_options": 'subsequent-author-substitute="—"'}
    items = [{"id": one, "title": one, "author": [{"family": "Roe"}], "volume": one} for one in "abc"]
    doc = document(items, **options, **dashes)

    listed = [entry.text for entry in doc.bibliography({"exclude": [_condition("title", "a")]}).entries]
    assert listed == ["Roe b", "— c"]


@pytest.mark.parametrize("workers", [0, -1, "2", None])
def test_entries_written_by_no_process(workers):
    with pytest.raises(SettingsError, match="workers are one process or more"):
        document(ITEMS).bibliography(workers=workers)
