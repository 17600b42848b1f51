import json

import pytest

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError


def read(data, format_="csl-json"):
    return formats.read(data if isinstance(data, str) else json.dumps(data), format_, "refs.json")


def test_an_array_one_object_or_items():
    item = {"id": "a", "type": "book", "title": "T"}
    for data in ([item], item, {"items": [item]}, {"references": [item]}):
        (reference,) = read(data).references
        assert reference.to_csl() == item


def test_places_of_items_and_links():
    text = '[\n  {"id": "a", "title": "T"},\n  {"id": "b",\n   "URL": "https://example.org"}\n]'
    page = read(text)
    assert [reference.mention.location.line for reference in page] == [2, 3]
    assert [(link.url, link.location.line) for link in page.links] == [("https://example.org", 4)]


def test_a_broken_item_in_the_middle_is_a_problem():
    page = read('[\n  {"id": "a", "title": "A"},\n  {"id": "b" "title": "B"},\n  {"id": "c", "title": "C"}\n]')
    assert [reference.id for reference in page] == ["a", "c"]
    (problem,) = page.problems
    assert (problem.location.line, '"b"' in problem.raw) == (3, True)


def test_what_is_no_item_is_a_problem():
    page = read([{"id": "a", "title": "A"}, "text", 3, None])
    assert len(page) == 1
    assert len(page.problems) == 3


def test_what_is_no_json_is_refused_with_its_place():
    for text in ("", "hello", "\x00"):
        with pytest.raises(InputError) as error:
            read(text)
        assert error.value.location.path == "refs.json"
    assert read('[{"id": "a"}').problems


def test_deep_nesting_is_a_problem_not_a_crash():
    assert read("[" + "[" * 100_000).problems


def test_older_and_foreign_shapes_are_put_right():
    item = (
        read(
            {
                "id": 3,
                "type": "journal-article",
                "author": "WHO",
                "issued": "2009-04",
                "shortTitle": "S",
                "ISSN": ["a", "b"],
                "keyword": ["x", "y"],
            }
        )
        .references[0]
        .to_csl()
    )
    assert item["id"] == "3"
    assert item["type"] == "article-journal"
    assert item["author"] == [{"literal": "WHO"}]
    assert item["issued"] == {"date-parts": [[2009, 4]]}
    assert item["title-short"] == "S"
    assert item["ISSN"] == "a, b"
    assert item["keyword"] == "x, y"


def test_what_doi_negotiation_sends_is_taken_apart():
    item = (
        read(
            {
                "type": "journal-article",
                "title": "A &amp; B",
                "container-title": "J",
                "DOI": "10.1234/X",
                "ISSN": ["1-2"],
                "is-referenced-by-count": 3,
                "published-print": {"date-parts": [[2001]]},
            }
        )
        .references[0]
        .to_csl()
    )
    assert item["title"] == "A & B"
    assert item["issued"] == {"date-parts": [[2001]]}
    assert "is-referenced-by-count" not in item


def test_pandocs_yaml():
    text = """---
references:
- id: a
  type: book
  title: T
  volume: 010
  issued:
  - year: 2009
    month: 4
  author:
  - family: Doe
    given: J.
  URL: https://example.org
- id: no
  issued: 2001-02-03
...
"""
    page = formats.read(text, "csl-yaml", "refs.yaml")
    assert page["a"].to_csl() == {
        "id": "a",
        "type": "book",
        "title": "T",
        "volume": "010",
        "issued": {"date-parts": [[2009, 4]]},
        "author": [{"family": "Doe", "given": "J."}],
        "URL": "https://example.org",
    }
    assert page["no"].issued.parts == ((2001, 2, 3),)
    assert page["a"].mention.location.line == 3
    assert page.links[0].location.line == 13


def test_yaml_that_is_none_or_a_bomb_is_refused():
    for text in ("", "a: [", "just words", "a: &x [1]\nb: *x", "\t- x: y: z", "[" * 5000):
        with pytest.raises(InputError):
            formats.read(text, "csl-yaml", "refs.yaml")


def test_an_answer_of_crossrefs_api_is_read_as_its_works():
    work = {"DOI": "10.1234/x", "title": ["T"], "type": "journal-article"}
    assert read({"status": "ok", "message": work}).references[0].type == "article-journal"
    assert len(read({"status": "ok", "message": {"items": [work, work | {"DOI": "10.1234/y"}]}})) == 2
