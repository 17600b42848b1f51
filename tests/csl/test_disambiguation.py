"""Given names that disambiguation spells out: https://docs.citationstyles.org/en/stable/specification.html#disambiguation."""

from __future__ import annotations

import pytest

from ccsvi_refs.csl import registry
from ccsvi_refs.csl.cite import FIRST, Cite, Hints
from ccsvi_refs.csl.item import Item
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


YEAR_IN_DOUBT = """<group delimiter=", "><names variable="author"><name form="short"/></names>
  <choose><if disambiguate="true"><date variable="issued"><date-part name="year"/></date></if></choose></group>"""


@pytest.mark.parametrize(
    ("years", "texts"),
    [
        ((1979, 1980), ["Roe, 1979", "Roe, 1980"]),
        ((1979, 1979), ["Roe, 1979a", "Roe, 1979b"]),
        ((1979, 1979, 1980), ["Roe, 1979a", "Roe, 1979b", "Roe, 1980"]),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_a_letter_that_shows_nowhere_left_cites_alike(years: tuple[int, ...], texts: list[str], strict: bool):
    works = [
        {"title": f"T{n}", "author": [{"family": "Roe"}], "issued": {"date-parts": [[y]]}} for n, y in enumerate(years)
    ]
    options = 'disambiguate-add-year-suffix="true"'
    doc = document(works, strict=strict, citation=YEAR_IN_DOUBT, citation_options=options)
    assert [doc.preview([str(number)]) for number in range(len(years))] == texts


def test_conditions_come_before_letters_to_the_letter_of_the_specification():
    layout = """<group delimiter=" "><names variable="author"/><choose><if disambiguate="true">
      <text variable="title"/></if></choose><date variable="issued"><date-part name="year"/></date></group>"""
    rows = [("A", 2000), ("B", 2000), ("B", 2000)]
    works = [{"title": t, "author": [{"family": "Roe"}], "issued": {"date-parts": [[y]]}} for t, y in rows]
    for strict, texts in (
        (False, ["Roe 2000a", "Roe 2000b", "Roe 2000c"]),
        (True, ["Roe A 2000", "Roe B 2000a", "Roe B 2000b"]),
    ):
        doc = document(works, strict=strict, citation=layout, citation_options='disambiguate-add-year-suffix="true"')
        assert [doc.preview([str(number)]) for number in range(3)] == texts


def in_notes(rule: str, first: str, later: str, test: str = "subsequent") -> list[str]:
    """Return the first and a later note of each of two chapters by the same author, with editors of one family."""
    initials = '<name initialize-with=". "/>'
    parts = {"short": '<name form="short"/>', "initials": initials, "whole": "<name/>"}
    layout = f"""<choose><if position="{test}"><names variable="author">{parts[later]}</names></if><else>
      <group delimiter=" in "><names variable="author">{parts[first]}</names><names variable="editor">{initials}</names>
      </group></else></choose>"""
    persons = [("Cy", "Ann"), ("Carl", "Bea")]
    items = [
        {"author": [{"family": "Roe", "given": own}], "editor": [{"family": "Doe", "given": editor}]}
        for own, editor in persons
    ]
    items.append({"author": [{"family": "Poe", "given": "Xi"}], "editor": [{"family": "Doe", "given": "Alma"}]})
    options = f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"'
    doc = document(items, kind="note", citation=layout, citation_options=options)
    for note, key in enumerate("0120"):
        doc.cite([key], note + 1)
    return doc.citations()


@pytest.mark.parametrize(
    ("rule", "first", "later", "texts"),
    [
        ("all-names", "short", "initials", ["Cy Roe in Ann Doe", "Carl Roe in B. Doe", "Poe in Alma Doe", "Cy Roe"]),
        ("all-names", "initials", "short", ["Cy Roe in Ann Doe", "Carl Roe in B. Doe", "X. Poe in Alma Doe", "Cy Roe"]),
        ("primary-name", "short", "whole", ["Cy Roe in Ann Doe", "Carl Roe in B. Doe", "Poe in Alma Doe", "Cy Roe"]),
        ("by-cite", "initials", "short", ["Cy Roe in A. Doe", "Carl Roe in B. Doe", "X. Poe in A. Doe", "Cy Roe"]),
    ],
)
def test_names_that_only_first_notes_have_were_not_told_apart(rule: str, first: str, later: str, texts: list[str]):
    assert in_notes(rule, first, later) == texts


def test_names_of_first_notes_were_read_as_those_of_a_note_nearby():
    texts = ["Cy Roe in Ann Doe", "Carl Roe in B. Doe", "X. Poe in Alma Doe", "Cy Roe"]
    assert in_notes("all-names", "initials", "short", test="near-note") == texts


def test_first_cites_were_drawn_for_works_of_which_no_test_asks_where_they_stand(monkeypatch: pytest.MonkeyPatch):
    drawn: list[tuple[str, int]] = []
    own = registry.Cite

    def counted(item: Item, hints: Hints, number: int = 0, *where: int) -> Cite:
        drawn.extend((item.id, position) for position in where[:1] if not number)
        return own(item, hints, number, *where)

    monkeypatch.setattr(registry, "Cite", counted)
    layout = """<choose><if type="interview"><choose><if position="first"><names variable="author"/></if></choose></if>
      </choose><names variable="author"><name form="short"/></names>"""
    options = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    works = [{"type": kind, "author": [{"family": "Doe", "given": "Ann"}]} for kind in ("book", "interview")]
    document(works, citation=layout, citation_options=options).preview(["0", "1"])
    assert [item for item, position in drawn if position == FIRST] == ["1"]
