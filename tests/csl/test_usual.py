"""Usual items are read in one go: what is read is the same as piece by piece, and what is not usual is noticed."""

from typing import Any

import pytest

from ccsvi_refs.csl import collation
from ccsvi_refs.csl import item as reading
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.output import APART, MARK
from tests.csl.styles import cited, document

DOE = {"family": "Doe", "given": "Jane"}
USUAL: list[dict[str, Any]] = [
    {"type": "book", "title": "Veins", "author": [DOE], "issued": {"date-parts": [[2009]]}},
    {"type": "article-journal", "title": "Größe", "shortTitle": "G", "journalAbbreviation": "J. Veins", "page": "1-9"},
    {"type": "chapter", "editor": [DOE, {"family": "van der Berg", "given": "Ann Mary, Jr."}], "DOI": "10.1/x"},
    {"type": "webpage", "accessed": {"date-parts": [[-44, 3, 15]]}, "author": [{"family": "", "given": "Plato"}]},
]
UNUSUAL: list[dict[str, Any]] = [
    {"type": "book", "title": "  "},
    {"type": "book", "title": ""},
    {"type": "book", "title": "Veins "},
    {"type": "book", "title": " Größe"},
    {"type": "book", "title": "Half a \ud83d letter"},
    {"type": "book", "volume": 7},
    {"type": "book", "title": None},
    {"type": "book", "title": "Veins\n"},
    {"type": "book", "title": "v" * 10_001},
    {"type": "book", "author": [DOE] * 51},
    {"type": "book", "author": [{**DOE, "suffix": "Jr."}]},
    {"type": "book", "author": [{"family": "Doe", "given": "Jane, et al."}]},
    {"type": "book", "author": [{"family": "Doe", "given": 5}]},
    {"type": "book", "author": [{"family": "Doe", "given": ["Jane", "Mary"]}]},
    {"type": "book", "author": [{"family": "D" * 101, "given": "J."}]},
    {"type": "book", "author": [{"family": "", "given": " "}]},
    {"type": "book", "author": "Jane Doe"},
    {"type": "book", "author": []},
    {"type": "book", "editor": [DOE], "translator": [DOE]},
    {"type": "book", "issued": {"date-parts": [[2009, 2, 30]]}},
    {"type": "book", "issued": {"date-parts": [[2009, 13]]}},
    {"type": "book", "issued": {"date-parts": [[0]]}},
    {"type": "book", "issued": {"date-parts": [[True]]}},
    {"type": "book", "issued": {"date-parts": [[2009.0]]}},
    {"type": "book", "issued": {"date-parts": [["2009"]]}},
    {"type": "book", "issued": {"date-parts": [[[2009]]]}},
    {"type": "book", "issued": {"date-parts": [[2009], [2010]]}},
    {"type": "book", "issued": {"date-parts": [[2009]], "circa": True}},
    {"type": "book", "issued": {"literal": "forthcoming"}},
    {"type": "book", 7: "seven"},
]


def read(data: dict[Any, Any]) -> tuple[Any, ...]:
    one = Item(data, "one")
    names = [name for name in data if name in ("author", "editor", "translator")]
    texts = [one.text(name) for name in ("title", "title-short", "container-title-short", "DOI", "page", "volume")]
    return one.kind, one.type, texts, [one.names(name) for name in names], one.date("issued"), one.date("accessed")


@pytest.mark.parametrize("data", [*USUAL, *UNUSUAL], ids=repr)
def test_a_usual_item_is_read_as_piece_by_piece(data: dict[Any, Any], monkeypatch: pytest.MonkeyPatch):
    found = read(data)
    monkeypatch.setattr(reading, "usual", lambda data, known: None)
    assert read(data) == found


@pytest.mark.parametrize(("rows", "usual"), [(USUAL, True), (UNUSUAL, False)])
def test_only_what_most_items_have_is_usual(rows: list[dict[Any, Any]], usual: bool):
    assert [Item(data, "one").usual for data in rows] == [usual] * len(rows)


def test_what_is_wrong_with_a_usual_item_is_still_said():
    by_type = '<choose><if type="book"><text variable="title"/></if></choose>'
    wrong = [{"type": "bok"}, {"titel": "V"}, {"type": "", "title": "V"}, {"locator": "7"}, {"title": "V"}]
    said = [str(error) for error in document(wrong, citation=by_type).refused]
    for told in ("'bok'", "'titel'", "has no type", "worked out"):
        assert sum(told in text for text in said) == 1, said
    assert len(said) == 4


@pytest.mark.parametrize("strange", [APART, MARK, f"{MARK}{APART}a", f"b{APART}"])
def test_noncharacters_of_a_field_stand_for_nothing(strange: str):
    """They stand between texts and for marks where punctuation is settled."""
    joint = '<group delimiter=". "><text variable="title" font-style="italic"/><text variable="note"/></group>'
    texts = [cited(joint, {"title": f"What.{mark}a?", "note": "..x"}) for mark in ("#", strange)]
    assert texts == ["<i>What.#a?</i> ..x", f"<i>What.{strange}a?</i> ..x"]


def test_letters_that_a_sort_key_meets_for_the_first_time_sort_as_those_known():
    words = ["zeta", "Ўзбек", "école", "Ω", "eclair", "ŵyn", "12", "日本"]
    first = [collation.sort_key(word, "cy") for word in words]
    assert first == [collation.sort_key(word, "cy") for word in words]
    assert sorted(words, key=lambda word: collation.sort_key(word, "cy")) == [
        "12", "eclair", "école", "ŵyn", "zeta", "Ω", "Ўзбек", "日本",
    ]  # fmt: skip
