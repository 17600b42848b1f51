from __future__ import annotations

import json

import pytest

from ccsvi_refs.formats import jsonnodes
from ccsvi_refs.model import Notice
from tests.correcting.records.fixing import LAKES, fixed, registered


def test_all_but_the_wrong_values_stays_byte_for_byte() -> None:
    text = (
        '[ {"id": "z", "type":"article-journal",\n'
        '   "title": "Chronic cerebrospinal insufficiency in patients with Multiple Sclerosis",\n'
        '   "author": [ {"family":"Zamboni","given":"P."}, {"family":"Galleotti","given":"R."},\n'
        '      {"family":"Menegatti","given":"E."},{"family":"Dall\\u2019Ara","given":"S."} ],\n'
        '   "container-title": "Journal of Neurology, Neurosurgery &amp; Psychiatry",\n'
        '   "issued": {"date-parts": [["2010", 4]]}, "volume": 81, "page": "392\\u2013398",\n'
        '   "x-mine": {"a": [1,2,   3e5]}, "URL": "http:\\/\\/x.example\\/a" }\n]'
    )
    made = fixed(text, "csl-json")
    wanted = (
        text.replace("cerebrospinal insuff", "cerebrospinal venous insuff")
        .replace("Galleotti", "Galeotti")
        .replace('{"family":"Dall', '{"family":"Malagoni","given":"A. M."}, {"family":"Dall')
        .replace('"2010"', '"2009"')
        .replace('"volume": 81', '"volume": 80, "issue": 4')
        .replace("2013398", "2013399")
        .replace('\\/a" }', '\\/a", "DOI": "10.1136/jnnp.2008.157164" }')
    )
    assert not made.left
    assert made.text == wanted
    assert fixed(made.text, "csl-json") == (made.text, [], [])


def item(**changes: object) -> dict[str, object]:
    return {name: value for name, value in (LAKES | {"id": "lakes"} | changes).items() if value is not None}


@pytest.mark.parametrize("indent", [None, 0, 2, 4, "\t"])
def test_a_member_is_put_in_as_the_others_are_set(indent: int | str | None) -> None:
    bare = json.dumps([item(DOI=None, volume=None)], indent=indent)
    whole = json.dumps([item(DOI=None)], indent=indent)
    made = fixed(bare, "csl-json")
    assert json.loads(made.text) == [item()]
    assert json.dumps(json.loads(made.text), indent=indent) == made.text
    # The volume went behind the journal's name, where the item has it.
    order = list(json.loads(made.text)[0])
    assert order[order.index("container-title") + 1] == "volume"
    assert len(whole) < len(made.text)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"issued": {"date-parts": [[2004, 2]]}}, {"issued": {"date-parts": [[2014, 2]]}}),
        ({"issued": {"raw": "2004-02-11"}}, {"issued": {"raw": "2014-02-11"}}),
        ({"issued": "2004"}, {"issued": "2014"}),
        ({"volume": "21"}, {"volume": "12"}),
        ({"volume": 21}, {"volume": 12}),
        ({"page": "101-19"}, {"page": "101-18"}),
        ({"DOI": "10.5555/limno.2014.0013"}, {"DOI": "10.5555/limno.2014.0012"}),
        ({"DOI": "https://doi.org/10.5555/limno.2014.0013"}, {"DOI": "https://doi.org/10.5555/limno.2014.0012"}),
        ({"title": "Winter ice on “small” lakes and the timing of the autumn bloom"}, {"title": "Winter ice on “small” lakes and the timing of the spring bloom"}),
        ({"author": [{"family": "Ångström", "given": "Åsa"}, {"literal": "Somebody Else"}, {"family": "Berg", "given": "Pieter", "non-dropping-particle": "van der"}]}, None),
        ({"author": LAKES["author"][::-1]}, {"author": LAKES["author"]}),
        ({"author": [*LAKES["author"], {"family": "Smith", "given": "Jo"}]}, {"author": LAKES["author"]}),
    ],
)  # fmt: skip
def test_a_value_is_put_right_in_its_own_shape(wrong: dict[str, object], right: dict[str, object] | None) -> None:
    text = json.dumps([item(**wrong)], indent=1)
    made = fixed(text, "csl-json")
    assert not made.left
    if right:
        assert made.text == json.dumps([item(**right)], indent=1)
    assert fixed(made.text, "csl-json").changes == []


def test_a_file_of_one_item_of_lines_or_of_a_wrapped_list_is_put_right() -> None:
    wrong, right = item(volume="21"), item()
    for shape in ("%s", '{"items": [%s]}', '{"references":[ %s ], "format": 1}', '{"data": {"x": %s}}'):
        assert fixed(shape % json.dumps(wrong), "csl-json").text == shape % json.dumps(right)
    other = json.dumps({"id": "b", "type": "book", "title": "Apples"})
    assert fixed(f"{other}\n{json.dumps(wrong)}\n", "csl-json").text == f"{other}\n{json.dumps(right)}\n"


def test_items_of_zoteros_own_are_put_right_under_its_names() -> None:
    creators = [
        {"creatorType": "author", "firstName": name["given"], "lastName": name["family"]} for name in LAKES["author"]
    ]
    right = {
        "key": "ABC", "version": 1, "itemType": "journalArticle", "title": LAKES["title"], "creators": creators,
        "publicationTitle": "Limnology Letters", "volume": "12", "issue": "2", "pages": "101-118", "date": "2014-02",
        "DOI": LAKES["DOI"],
    }  # fmt: skip
    wrong = right | {"volume": "21", "issue": "", "pages": "101-119", "date": "2004-02", "DOI": ""}
    assert fixed(json.dumps([wrong], indent=4), "csl-json").text == json.dumps([right], indent=4)


def test_letters_that_the_encoding_has_not_are_escaped() -> None:
    text = json.dumps([item(author=[LAKES["author"][0], LAKES["author"][2]])], ensure_ascii=False)
    made = fixed(text, "csl-json", writes=lambda text: "ñ" not in text)
    assert "Nu\\u00f1ez" in made.text
    assert json.loads(made.text) == [item()]


def test_a_retraction_is_marked_in_the_note() -> None:
    works = [registered(LAKES, [Notice("retraction", "crossref", "10.5555/limno.2015.9")])]
    made = fixed(json.dumps([item()]), "csl-json", works=works, mark_retracted=True)
    assert json.loads(made.text) == [item(note="Retracted: doi:10.5555/limno.2015.9")]


def test_every_value_of_a_text_has_its_place_however_deep() -> None:
    text = ' {"a" : [1, "b\\"]", {"c": null}], "d": -1.5e3}\n"e"'
    nodes = list(jsonnodes.walk(jsonnodes.roots(text)))
    assert [text[node.start : node.end] for node in nodes] == [
        '{"a" : [1, "b\\"]", {"c": null}], "d": -1.5e3}', '[1, "b\\"]", {"c": null}]', "1", '"b\\"]"', '{"c": null}',
        "null", "-1.5e3", '"e"',
    ]  # fmt: skip
    assert len(list(jsonnodes.walk(jsonnodes.roots("[" * 20_000 + "]" * 20_000)))) == 20_000
    for broken in ("[", "]", "[}", '"abc'):
        with pytest.raises(ValueError, match=r"."):
            jsonnodes.roots(broken)
