"""Positions of cites: https://docs.citationstyles.org/en/stable/specification.html#number-variables."""

from __future__ import annotations

import pytest

from tests.csl.styles import document


def test_a_note_was_said_to_precede_itself():
    layout = '<text variable="title"/><text variable="first-reference-note-number" prefix=" (n. " suffix=")"/>'
    doc = document([{"title": "A"}], citation=layout, kind="note")
    for note in (1, 1, 2):
        doc.cite([{"id": "0"}], note=note)
    assert doc.citations() == ["A", "A", "A (n. 1)"]


def test_no_note_points_to_one_behind_it_where_notes_are_out_of_order():
    layout = '<text variable="title"/><text variable="first-reference-note-number" prefix=" (n. " suffix=")"/>'
    doc = document([{"title": "A"}], citation=layout, kind="note")
    for note in (1, 3, 2, 4):
        doc.cite(["0"], note=note)
    assert doc.citations() == ["A", "A (n. 1)", "A", "A (n. 2)"]


def test_a_note_pointed_to_a_cite_of_the_running_text_that_has_no_number():
    layout = (
        '<text variable="title"/><choose><if position="first"><text value=", in full"/></if>'
        '<else><text variable="first-reference-note-number" prefix=", note "/></else></choose>'
    )
    doc = document([{"title": "A"}], citation=layout, kind="note")
    for note in (0, 1, 0, 2):
        doc.cite(["0"], note=note)
    assert doc.citations() == ["A, in full", "A, in full", "A", "A, note 1"]


@pytest.mark.parametrize(
    ("cites", "texts"),
    [
        ([("0", 1), ("0", 2), ("1", 1), ("1", 2)], ["A", "Doe n. 1", "B", "Doe n. 1"]),
        ([("0", 1), ("1", 1), ("0", 2), ("1", 2)], ["A", "B", "Doe n. 1 a", "Doe n. 1 b"]),
        ([("0", 1), ("1", 2), ("0", 1), ("1", 1), ("0", 2)], ["A", "B", "A", "B", "Doe n. 1 a"]),
    ],
)
def test_first_notes_of_one_chapter_told_works_of_another_apart(cites: list[tuple[str, int]], texts: list[str]):
    later = (
        '<names variable="author"/><text variable="first-reference-note-number" prefix=" n. "/>'
        '<text variable="year-suffix" prefix=" "/>'
    )
    layout = f'<choose><if position="subsequent">{later}</if><else><text variable="title"/></else></choose>'
    works = [{"title": title, "author": [{"family": "Doe"}]} for title in "AB"]
    doc = document(works, kind="note", citation=layout, citation_options='disambiguate-add-year-suffix="true"')
    for key, note in cites:
        doc.cite([key], note)
    assert doc.citations() == texts
