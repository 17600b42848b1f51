"""Cites that look alike are told apart by the least that does it, and by nothing that does not.

https://docs.citationstyles.org/en/stable/specification.html#disambiguation
"""

from __future__ import annotations

import pytest

from ccsvi_refs.csl.disambiguate import letters
from tests.csl.styles import document

LAYOUT = (
    '<names variable="author"><name form="short" and="text" initialize-with="."/></names>'
    '<date variable="issued" form="numeric" date-parts="year" prefix=" "/>'
)
SHORT = 'et-al-min="2" et-al-use-first="1" '
MORE_NAMES = 'disambiguate-add-names="true" '
SUFFIX = 'disambiguate-add-year-suffix="true" '
ANNA, ALAN, BORIS = ("Doe", "Anna"), ("Doe", "Alan"), ("Doe", "Boris")
BERT, CARL, DORA = ("Roe", "Bert"), ("Poe", "Carl"), ("Loe", "Dora")


def given_names(rule):
    return f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}" '


def cites(options, *works):
    items = [
        {
            "author": [{"family": family, "given": given} for family, given in names],
            "issued": {"date-parts": [[year]]},
            "title": f"Title {number}",
        }
        for number, (names, year) in enumerate(works)
    ]
    doc = document(items, citation=LAYOUT, citation_options=options)
    for number in range(len(items)):
        doc.cite([str(number)])
    return doc.citations()


def test_a_style_that_allows_nothing_leaves_cites_alike():
    assert cites("", ([ANNA], 2001), ([ALAN], 2001)) == ["Doe 2001", "Doe 2001"]


def test_as_many_names_are_added_as_tell_the_cites_apart():
    assert cites(MORE_NAMES + SHORT, ([ANNA, BERT], 2001), ([ANNA, CARL], 2001)) == [
        "Doe and Roe 2001",
        "Doe and Poe 2001",
    ]
    third = cites(MORE_NAMES + SHORT, ([ANNA, BERT, CARL], 2001), ([ANNA, BERT, DORA], 2001))
    assert third == ["Doe, Roe, and Poe 2001", "Doe, Roe, and Loe 2001"]


def test_names_that_tell_nothing_apart_are_not_added():
    assert cites(MORE_NAMES + SHORT, ([ANNA, BERT], 2001), ([ANNA, BERT], 2001)) == ["Doe et al. 2001"] * 2
    assert cites(MORE_NAMES + SHORT, ([ANNA, BERT], 2001), ([ANNA, BERT], 2002)) == [
        "Doe et al. 2001",
        "Doe et al. 2002",
    ]


def test_what_names_leave_alike_gets_letters_and_the_rest_none():
    found = cites(MORE_NAMES + SUFFIX + SHORT, ([ANNA, BERT], 2001), ([ANNA, BERT], 2001), ([ANNA, CARL], 2001))
    assert found == ["Doe and Roe 2001a", "Doe and Roe 2001b", "Doe and Poe 2001"]


def test_letters_go_to_one_year_of_one_author_alone():
    found = cites(SUFFIX, ([ANNA], 2001), ([ANNA], 2001), ([ANNA], 2002), ([BERT], 2001))
    assert found == ["Doe 2001a", "Doe 2001b", "Doe 2002", "Roe 2001"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("all-names", ["Anna Doe 2001", "Alan Doe 2002", "Roe and B. Doe 2003"]),
        ("all-names-with-initials", ["A. Doe 2001", "A. Doe 2002", "Roe and B. Doe 2003"]),
        ("primary-name", ["Anna Doe 2001", "Alan Doe 2002", "Roe and Doe 2003"]),
        ("primary-name-with-initials", ["Doe 2001", "Doe 2002", "Roe and Doe 2003"]),
        ("by-cite", ["Doe 2001", "Doe 2002", "Roe and Doe 2003"]),
    ],
)
def test_given_names_of_people_follow_the_rule_of_the_style(rule, expected):
    works = ([ANNA], 2001), ([ALAN], 2002), ([BERT, BORIS], 2003)
    assert cites(given_names(rule), *works) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("all-names", ["Anna Doe 2001", "Alan Doe 2001", "B. Doe 2001", "Roe 2001"]),
        ("primary-name-with-initials", ["A. Doe 2001", "A. Doe 2001", "B. Doe 2001", "Roe 2001"]),
        ("by-cite", ["Anna Doe 2001", "Alan Doe 2001", "B. Doe 2001", "Roe 2001"]),
    ],
)
def test_initials_are_taken_where_they_do_and_the_given_name_where_they_do_not(rule, expected):
    assert cites(given_names(rule), ([ANNA], 2001), ([ALAN], 2001), ([BORIS], 2001), ([BERT], 2001)) == expected


def test_a_given_name_is_spelt_out_before_the_hidden_names_behind_it():
    found = cites(given_names("by-cite") + MORE_NAMES + SHORT, ([ANNA, BERT], 2001), ([ALAN, BERT], 2001))
    assert found == ["Anna Doe et al. 2001", "Alan Doe et al. 2001"]


def test_differently_spaced_initials_are_one_person():
    assert cites(given_names("all-names"), ([("Doe", "A.B.")], 2001), ([("Doe", "A. B.")], 2002)) == [
        "Doe 2001",
        "Doe 2002",
    ]


def test_one_person_twice_is_not_told_from_himself():
    assert cites(given_names("all-names"), ([ANNA], 2001), ([ANNA], 2002)) == ["Doe 2001", "Doe 2002"]


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")]
)
def test_letters_go_on_after_z(number, expected):
    assert letters(number) == expected


def test_an_entry_did_not_name_whom_its_cites_name_to_tell_works_apart():
    names = '<names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date>'
    works = [
        {
            "title": title,
            "author": [{"family": one} for one in ("Roe", second, "Poe")],
            "issued": {"date-parts": [[2000]]},
        }
        for title, second in (("A", "Doe"), ("B", "Coe"))
    ]
    limits = 'et-al-min="3" et-al-use-first="1"'
    doc = document(
        works,
        citation=names,
        citation_options=f'{limits} disambiguate-add-names="true"',
        bibliography=names,
        bibliography_options=limits,
    )
    doc.cite([{"id": "0"}, {"id": "1"}])
    assert doc.citations() == ["Roe, Doe, et al. 2000Roe, Coe, et al. 2000"]
    assert [entry.text for entry in doc.bibliography().entries] == ["Roe, Doe, et al. 2000", "Roe, Coe, et al. 2000"]


def test_works_that_differ_in_quotation_marks_alone_were_not_told_apart():
    title = '<choose><if type="book"><text variable="title"/></if><else><text variable="title" quotes="true"/></else></choose>'
    items = [{"type": kind, "title": "Veins", "issued": {"date-parts": [[2012]]}} for kind in ("book", "chapter")]
    year = '<date variable="issued" form="numeric" date-parts="year" prefix=" "/>'
    doc = document(items, citation=title + year, citation_options=SUFFIX, to="text")
    for number in range(2):
        doc.cite([str(number)])
    assert doc.citations() == ["Veins 2012a", "“Veins” 2012b"]


def test_names_that_a_condition_shows_are_the_last_to_be_tried_where_names_may_be_added():
    names = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
    title = '<text variable="title" prefix=", "/>'
    layout = "".join(f'<choose><if disambiguate="true">{shown}</if></choose>' for shown in (names, title))
    people = [["Doe", second, "Poe"] for second in ("Loe", "Roe")]
    items = [{"title": f"On {row[1]}", "author": [{"family": name} for name in row]} for row in people]
    for options, text in ((MORE_NAMES, "Doe et al."), ("", "Doe et al., On Loe")):
        doc = document(items, citation=f'<text value="x: "/>{layout}', citation_options=options)
        doc.cite(["0"])
        doc.cite(["1"])
        assert doc.citations()[0] == f"x: {text}"


@pytest.mark.parametrize(
    ("date", "part", "letter"),
    [(' text-case="uppercase"', "", "a"), ("", ' text-case="uppercase"', "A"), ("", "", "a")],
)
def test_capitals_of_a_date_were_those_of_the_letter_behind_its_year_too(date: str, part: str, letter: str):
    layout = f'<date variable="issued"{date}><date-part name="month"/><date-part name="year" prefix=" "{part}/></date>'
    works = [{"author": [{"family": "Doe"}], "issued": {"date-parts": [[1999, 5]]}} for _ in "ab"]
    names = '<names variable="author"/>'
    doc = document(works, citation=names + layout, citation_options='disambiguate-add-year-suffix="true"')
    month = "MAY" if date else "May"
    assert doc.preview(["0"]) == f"Doe{month} 1999{letter}"
