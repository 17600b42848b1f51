"""References: frozen, comparable, CSL-JSON-shaped."""

import copy
import dataclasses
import json
import pickle

import pytest

import ccsvi_refs as refs
from ccsvi_refs.model import Bibliography, Date, FrozenDict, Name, Reference, Value

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


def parts(value):
    """Yield a value and everything it holds."""
    yield value
    if isinstance(value, dict):
        held = value.values()
    elif isinstance(value, (tuple, list, set, frozenset)):
        held = value
    elif dataclasses.is_dataclass(value):
        held = [getattr(value, field.name) for field in dataclasses.fields(value) if field.compare]
    else:
        held = ()
    for item in held:
        yield from parts(item)


def test_the_bundled_page_cannot_be_changed_by_one_caller_for_the_next():
    page = refs.ccsvi()
    assert not [part for part in parts(page) if isinstance(part, (list, set))]
    assert not [part for part in parts(page) if isinstance(part, dict) and not isinstance(part, FrozenDict)]
    with pytest.raises(AttributeError):
        page["laupacis2011"].data["custom"]["unverified"].append("x")
    assert hash(page) == hash(refs.ccsvi())


def test_what_a_caller_keeps_of_the_lists_given_changes_nothing():
    names = [{"family": "Doe"}]
    reference = Reference(FrozenDict({"id": "a", "author": names}))
    names[0]["family"] = "Roe"
    names.append({"family": "Poe"})
    assert [name.family for name in reference.authors] == ["Doe"]
    value = Value("crossref", names, raw=names)
    names.clear()
    assert (value.value[0]["family"], value.raw[1]["family"]) == ("Roe", "Poe")
    assert hash(value)


def test_variables_with_underscores_of_their_own_keep_them():
    changed = Reference({"id": "a"}).with_fields({"x_y": 1}, archive_location="Box 3", archive_collection="Papers")
    assert changed.data == {"id": "a", "x_y": 1, "archive_location": "Box 3", "archive_collection": "Papers"}


def test_a_bibliography_finds_ids_whatever_its_length():
    page = Bibliography(tuple(Reference({"id": f"r{n}"}) for n in range(20_000)))
    assert all(f"r{n}" in page and page[f"r{n}"].id == f"r{n}" for n in range(20_000))
    assert page.by_id["r7"] in page
    assert "r20000" not in page
    assert Reference({"id": "r7", "title": "Another"}) not in page
    assert 7 not in page
    with pytest.raises(TypeError):
        page.by_id["r7"] = page["r8"]


def test_of_two_references_with_one_id_the_first_is_found():
    page = Bibliography((Reference({"id": "a", "title": "One"}), Reference({"id": "a", "title": "Two"})))
    assert page["a"].title == "One"


def test_reprs_are_one_short_line():
    page = refs.ccsvi()
    assert repr(page) == "<Bibliography 'ccsvi': 5 references: zamboni2009, laupacis2011, torres2017, ...>"
    for reference in page:
        assert "\n" not in repr(reference)
        assert len(repr(reference)) < 160
    assert repr(page["zamboni2018"]).startswith("<Reference zamboni2018: Zamboni P et al., 'Efficacy and Safety")


def test_notebooks_show_references_escaped():
    page = Bibliography(
        (
            Reference(
                {"id": "a", "title": "Is <b>a</b> & b [1]?", "DOI": "10.1000/a<b>", "author": [{"literal": "<script>"}]}
            ),
        )
    )
    assert page._repr_html_() == (
        '<ol><li>&lt;script&gt;. <a href="https://doi.org/10.1000/a%3Cb%3E">Is a &amp; b [1]?</a></li></ol>'
    )
    assert page._repr_markdown_() == "1. \\<script\\>. [Is a \\& b \\[1\\]?](<https://doi.org/10.1000/a%3Cb%3E>)\n"
