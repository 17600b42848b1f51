from __future__ import annotations

import pytest

from ccsvi_refs.model import Notice
from tests.correcting.records.fixing import LAKES, fixed, put_right_alone, registered

CSL = f"""---
references:
- id: lakes   # the best
  type: article-journal
  author:
  - family: Ångström
    given: Åsa
  - family: Nuñez
    given: María José
  - {{family: van der Berg, given: Pieter}}
  title: {LAKES["title"]}
  container-title: 'Limnology Letters'
  issued:
    date-parts:
    - - 2014
      - 2
  volume: 12
  issue: 2
  page: 101-118   # checked
  DOI: 10.5555/limno.2014.0012
- id: other
  type: book
  title: |
    Apples and
    pears
...
"""
HAYAGRIVA = f"""lakes:
    type: Article
    title: {LAKES["title"]}
    author: ["Ångström, Åsa", "Nuñez, María José", "van der Berg, Pieter"]
    date: 2014-02
    page-range: 101-118
    serial-number:
        doi: 10.5555/limno.2014.0012
    parent:
        type: Periodical
        title: Limnology Letters
        volume: 12
        issue: 2
"""
CFF = f"""cff-version: 1.2.0
message: Cite this.
title: IceTool
authors:
  - family-names: Me
preferred-citation:
  type: article
  authors:
    - family-names: "Ångström"
      given-names: "Åsa"
    - family-names: "Nuñez"
      given-names: "María José"
    - family-names: "van der Berg"
      given-names: "Pieter"
  title: "{LAKES["title"]}"
  journal: "Limnology Letters"
  year: 2014
  month: 2
  volume: 12
  issue: 2
  start: 101
  end: 118
  doi: "10.5555/limno.2014.0012"
"""
WHOLE = {"csl-yaml": CSL, "hayagriva": HAYAGRIVA, "cff": CFF}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_with_which_nothing_is_wrong_stays(kind: str) -> None:
    assert fixed(WHOLE[kind], kind) == (WHOLE[kind], [], [])


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("csl-yaml", "volume: 12", "volume: 21"),
        ("csl-yaml", "volume: 12", 'volume: "21"'),
        ("csl-yaml", "page: 101-118   # checked", "page: 101–119   # checked"),
        ("csl-yaml", "- - 2014\n      - 2", "- - 2004\n      - 3"),
        ("csl-yaml", "- - 2014\n      - 2", "- [2004, 2]"),
        ("csl-yaml", "\n    date-parts:\n    - - 2014\n      - 2", " 2004-02"),
        ("csl-yaml", "\n    date-parts:\n    - - 2014\n      - 2", "\n  - year: 2004\n    month: 2"),
        ("csl-yaml", "small lakes", "lakes"),
        ("csl-yaml", LAKES["title"], "'Winter *ice* on small lakes and the timing of the autumn bloom'"),
        ("csl-yaml", LAKES["title"], ">\n    Winter ice on small lakes\n    and the timing of the autumn bloom"),
        ("csl-yaml", "family: Nuñez", "family: Nunyez"),
        ("csl-yaml", "  - family: Nuñez\n    given: María José\n", ""),
        ("csl-yaml", "  - {family: van der Berg, given: Pieter}\n", ""),
        ("csl-yaml", "  - family: Nuñez\n", "  - family: Smith\n    given: Jo\n  - family: Nuñez\n"),
        ("csl-yaml", "  issue: 2\n", ""),
        ("csl-yaml", "  volume: 12\n  issue: 2\n", ""),
        ("csl-yaml", "  DOI: 10.5555/limno.2014.0012\n", ""),
        ("csl-yaml", "DOI: 10.5555/limno.2014.0012\n", "doi: 10.5555/limno.2014.0013\n"),
        ("hayagriva", "volume: 12", "volume: 21"),
        ("hayagriva", "date: 2014-02", "date: 2004"),
        ("hayagriva", "page-range: 101-118", "page-range: 110-118"),
        ("hayagriva", "Nuñez", "Nunyez"),
        ("hayagriva", ', "van der Berg, Pieter"', ""),
        ("hayagriva", "\n        issue: 2", ""),
        ("hayagriva", "    serial-number:\n        doi: 10.5555/limno.2014.0012\n", ""),
        ("cff", "volume: 12", "volume: 21"),
        ("cff", "start: 101\n  end: 118", "start: 110\n  end: 118"),
        ("cff", "  end: 118\n", "  end: 119\n"),
        ("cff", "year: 2014", "year: 2004"),
        ("cff", '    - family-names: "Nuñez"\n      given-names: "María José"\n', ""),
        ("cff", '  doi: "10.5555/limno.2014.0012"\n', ""),
    ],
)  # fmt: skip
def test_a_fault_is_put_right_where_it_stands(kind: str, right: str, wrong: str) -> None:
    put_right_alone(WHOLE[kind], kind, right, wrong)


def test_what_is_written_in_one_way_is_put_right_in_that_way() -> None:
    assert fixed(CSL.replace("volume: 12", "volume: '21'"), "csl-yaml").text == CSL.replace(
        "volume: 12", "volume: '12'"
    )
    flow = "references: [{id: l, type: article-journal, author: [{family: Ångström, given: Åsa}, {family: Nuñez}, {family: Berg}], title: %s, container-title: Limnology Letters, page: 101-118}]\n"
    made = fixed(flow % LAKES["title"], "csl-yaml")
    assert made.text == flow.replace(
        "Letters, page: 101-118",
        "Letters, volume: 12, issue: 2, page: 101-118, issued: 2014, DOI: 10.5555/limno.2014.0012",
    ).replace("%s", LAKES["title"])


def test_a_wrong_doi_goes_from_the_address_too() -> None:
    right = CSL.replace("  DOI: 10", "  URL: https://doi.org/10.5555/limno.2014.0012\n  DOI: 10")
    assert fixed(right.replace("2014.0012", "2014.0013"), "csl-yaml").text == right


def test_a_correction_that_would_break_the_yaml_is_left_and_the_others_are_made() -> None:
    odd = registered(LAKES | {"title": "Winter ice on small lakes: #1, and the timing of the spring bloom"})
    text = CSL.replace("volume: 12", "volume: 21")
    made = fixed(text, "csl-yaml", works=[odd])
    assert made.text == CSL
    assert [each.rule for each in made.left] == ["title-differs"]


def test_a_retraction_is_marked_in_a_note() -> None:
    works = [registered(LAKES, [Notice("retraction", "crossref", "10.5555/limno.2015.9")])]
    made = fixed(CSL, "csl-yaml", works=works, mark_retracted=True)
    assert '  note: "Retracted: doi:10.5555/limno.2015.9"\n- id: other' in made.text
    assert fixed(made.text, "csl-yaml", works=works, mark_retracted=True).changes == []
