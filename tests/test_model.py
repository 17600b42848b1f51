"""References: frozen, comparable, CSL-JSON-shaped."""

import copy
import json
import pickle

import pytest

from ccsvi_refs.model import Bibliography, Date, FrozenDict, Name, Reference

ITEM = {
    "id": "zamboni2009",
    "type": "article-journal",
    "title": "A title",
    "author": [{"family": "Malagoni", "given": "Anna Maria"}, {"literal": "NICE"}],
    "issued": {"date-parts": [[2009, "4"]]},
    "DOI": "https://doi.org/10.1136/JNNP.2008.157164",
    "volume": 80,
}


def test_readers():
    reference = Reference(ITEM)
    assert (reference.year, reference.text("volume"), reference.authors[0].initials) == (2009, "80", "AM")
    assert reference.identifier("doi") == "10.1136/jnnp.2008.157164"
    assert str(reference.authors[1]) == "NICE"


def test_a_reference_cannot_be_changed():
    reference = Reference(ITEM)
    with pytest.raises(TypeError, match="frozen"):
        reference.data["title"] = "x"
    with pytest.raises(TypeError, match="frozen"):
        reference.data["issued"].update(literal="x")
    with pytest.raises(AttributeError):
        reference.data = {}


def test_references_compare_hash_pickle_and_become_json():
    reference = Reference(ITEM)
    assert reference == Reference(copy.deepcopy(ITEM))
    assert len({reference, Reference(ITEM)}) == 1
    assert pickle.loads(pickle.dumps(reference)) == reference
    assert json.loads(json.dumps(reference.data)) == ITEM
    assert reference.to_csl() == ITEM


def test_with_fields_sets_and_removes():
    reference = Reference(ITEM).with_fields(container_title="J", volume=None)
    assert reference.container_title == "J"
    assert "volume" not in reference.data
    assert ITEM["volume"] == 80


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"date-parts": [[2009, 4, 0]]}, "2009-04"),
        ({"date-parts": [["2009"], ["2010", "1"]]}, "2009/2010-01"),
        ({"raw": "2017-11-18"}, "2017-11-18"),
        ({"literal": "n.d."}, "n.d."),
        ("2019", "2019"),
        ({"date-parts": [[None]]}, "None"),
        ({"date-parts": "garbage", "season": {}}, "None"),
        (None, "None"),
    ],
)
def test_dates_are_read_from_whatever_is_there(data, text):
    assert str(Date.from_csl(data)) == text


def test_names_are_read_from_whatever_is_there():
    assert Name.from_csl(12) == Name(literal="12")
    assert Name.from_csl({"family": ["x"], "given": None}) == Name()
    assert Name.from_csl({"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"}).to_csl() == {
        "family": "Beethoven", "given": "L.", "non-dropping-particle": "van",
    }  # fmt: skip


def test_a_bibliography_is_read_by_id():
    page = Bibliography((Reference(ITEM),))
    assert page["zamboni2009"].title == "A title"
    with pytest.raises(KeyError):
        page["other"]
    assert len(page) == len(list(page)) == 1


def test_frozen_dicts_hash_by_content():
    assert hash(FrozenDict(a=1)) == hash(FrozenDict(a=1))


def test_lists_of_names_that_go_on_unnamed_are_known():
    assert Reference(ITEM | {"custom": {"et-al": ["author", 3]}}).unfinished == ("author",)
    assert Reference(ITEM | {"custom": "x"}).unfinished == Reference(ITEM).unfinished == ()
