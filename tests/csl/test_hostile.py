"""Hostile styles get an error with the line; hostile items render or are refused, and the others still render."""

from __future__ import annotations

import re
from time import perf_counter, process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.csl.extra import DATES, NAMES
from ccsvi_refs.errors import ItemError, StyleError
from tests.csl.styles import cited

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">\n'
FULL = Style.parse(
    HEAD
    + "<macro name='who'><names variable='author editor'><name initialize-with='.' name-as-sort-order='first'/>"
    + "<label prefix=' '/><substitute><names variable='translator'/><text variable='title'/></substitute></names></macro>"
    + "<citation disambiguate-add-names='true' disambiguate-add-givenname='true' disambiguate-add-year-suffix='true' "
    + "et-al-min='2' et-al-use-first='1' collapse='year'><sort><key macro='who'/><key variable='issued'/></sort>"
    + "<layout delimiter='; '><text macro='who'/><date variable='issued' form='text' prefix=' '/>"
    + "<label variable='locator'/><text variable='locator'/></layout></citation>"
    + "<bibliography><sort><key macro='who'/><key variable='issued'/><key variable='title'/></sort><layout suffix='.'>"
    + "<group delimiter=', '><text macro='who'/><text variable='title' text-case='title' quotes='true'/>"
    + "<number variable='edition' form='ordinal'/><text variable='page'/><date variable='accessed' form='numeric'/>"
    + "<text variable='volume'/></group></layout></bibliography></style>"
)


def style(body: str) -> str:
    return f"{HEAD}{body}\n<citation>\n<layout><text macro='a'/></layout></citation></style>"


@pytest.mark.parametrize(
    ("xml", "message", "line"),
    [
        (
            style("<macro name='a'><text macro='b'/></macro>\n<macro name='b'><text macro='a'/></macro>"),
            "calls itself",
            3,
        ),
        (style("<macro name='a'><text macro='a'/></macro>"), "calls itself", 2),
        (style("<macro name='b'/>"), "no macro 'a'", 4),
        (style("<macro name='a'>\n<text variable='title' colour='red'/></macro>"), "unknown attribute 'colour'", 3),
        (style("<macro name='a'>\n<blink/></macro>"), "unknown element <blink>", 3),
        (style("<macro name='a'>" + "<group>" * 10_000 + "</group>" * 10_000 + "</macro>"), "not well-formed XML", 2),
        (style("<macro name='a'>" + "<group>" * 150 + "</group>" * 150 + "</macro>"), "nested more than", 2),
        (style("<macro name='a'>\n<text/></macro>"), "needs a variable", 3),
        ("<style", "not well-formed", 1),
        ("<html/>", "starts with <style>", 1),
        (HEAD + "</style>", "needs a <citation>", 1),
        (HEAD + "<citation/></style>", "needs a <layout>", 2),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else None,
)
def test_a_hostile_style_gets_an_error_with_the_line(xml: str, message: str, line: int):
    with pytest.raises(StyleError, match=re.escape(message)) as caught:
        Processor(Style.parse(xml), [{"id": "1"}])
    assert caught.value.location is not None
    assert caught.value.location.line == line


@pytest.mark.parametrize("area", ["bibliography", "intext"])
def test_an_area_without_a_layout_kept_a_style_from_citing(area: str):
    read = Style.parse(HEAD + f"<citation><layout><text variable='title'/></layout></citation><{area}/></style>")
    assert [str(flaw) for flaw in read.flaws if f"<{area}> has no <layout>" in str(flaw)]
    doc = Processor(read, [{"id": "1", "type": "book", "title": "Veins"}])
    assert (doc.preview(["1"]), doc.bibliography().entries) == ("Veins", ())


def test_a_long_chain_of_macros_is_no_recursion_error():
    chain = "".join(f"<macro name='m{n}'><text macro='m{n + 1}'/></macro>\n" for n in range(5_000))
    with pytest.raises(StyleError, match="deep"):
        Style.parse(style(f"{chain}<macro name='m5000'/><macro name='a'><text macro='m0'/></macro>"))


def test_the_deepest_style_allowed_renders():
    depth = 60
    macros = "".join(
        f"<macro name='m{n}'>{'<group>' * 60}<text macro='m{n + 1}'/>{'</group>' * 60}</macro>" for n in range(3)
    )
    xml = style(f"{macros}<macro name='m3'><text variable='title'/></macro><macro name='a'><text macro='m0'/></macro>")
    assert depth
    assert Processor(xml, [{"id": "1", "title": "T"}]).preview(["1"]) == "T"


BOMB = """<!DOCTYPE style [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>""" + style(
    "<macro name='a'><text value='&b;'/></macro>"
)


def test_an_entity_bomb_is_refused():
    with pytest.raises(StyleError):
        Style.parse(BOMB)


def test_an_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    xml = f'<!DOCTYPE style [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + style("<macro name='a'>&x;</macro>")
    with pytest.raises(StyleError, match="document type"):
        Style.parse(xml)


def test_macros_that_call_each_other_a_thousand_million_times_are_refused():
    macros = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(30))
    layout = '<layout><group><label variable="page"/><text macro="m0"/></group></layout>'
    head = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
    style = f'{head}{macros}<macro name="m30"><text variable="title"/></macro><citation>{layout}</citation></style>'
    with pytest.raises(StyleError, match="more than 50,000 elements"):
        Style.parse(style)


def test_a_style_of_fifty_megabytes_is_refused():
    with pytest.raises(StyleError, match="bytes"):
        Style.parse(style("<!--" + "x" * 50_000_000 + "-->"))


def test_a_dependent_style_without_its_parent_is_an_error():
    xml = HEAD + "<info><link rel='independent-parent' href='http://example.org/p'/></info></style>"
    with pytest.raises(StyleError, match=r"example\.org/p"):
        Style.parse(xml)


@pytest.mark.parametrize("item", [5, None, "title", ["id"], {}, {"id": None}, {"id": ["x"]}, {"id": True}], ids=repr)
def test_what_is_no_item_is_refused_and_the_others_render(item: object):
    doc = Processor(FULL, [item, {"id": "good", "type": "book", "title": "good"}])
    assert [type(error) for error in doc.refused] == [ItemError]
    assert [entry.text for entry in doc.bibliography().entries] == ["Good, “Good.”"] or doc.bibliography().entries[
        0
    ].text


def test_citing_what_is_not_there_is_an_error():
    with pytest.raises(ItemError, match="no item 'x'"):
        Processor(FULL, []).cite(["x"])


@pytest.mark.parametrize(
    "fields",
    [
        {"author": 5},
        {"author": [5, None, {}, {"family": 7}, {"literal": ["x"]}]},
        {"author": {"family": "One"}},
        {"issued": {"date-parts": [[n] for n in range(99)]}},
        {"issued": {"date-parts": [list(range(99))]}},
        {"issued": {"date-parts": [[10**400]]}},
        {"issued": {"date-parts": "2009"}},
        {"issued": {"date-parts": [[None, "x", {}]]}},
        {"issued": "\ud800"},
        {"issued": {"raw": "²/³"}},
        {"title": "lone \ud800 surrogate"},
        {"title": "<i>" * 5_000 + "x"},
        {"title": "\"'" * 5_000},
        {"title": {"nested": "mapping"}},
        {"edition": "9" * 5_000},
        {"page": "1-" * 5_000},
        {"volume": float("nan")},
        {"type": 7, "language": 5, "note": "author: x || y\nissued: 2009"},
    ],
    ids=lambda fields: repr(fields)[:50],
)
def test_a_hostile_item_leaves_the_others_alone(fields: dict):
    doc = Processor(FULL, [{"id": "bad", "type": "book", **fields}, {"id": "good", "type": "book", "title": "Good"}])
    texts = {entry.id: entry.text for entry in doc.bibliography().entries}
    texts.get("bad", "").encode()
    assert "Good" in texts["good"]
    doc.cite([{"id": "bad", "locator": "1" * 500}, {"id": "good"}])
    assert "Good" in doc.citations()[0]


def test_a_title_of_a_megabyte_renders():
    doc = Processor(FULL, [{"id": "1", "type": "book", "title": "vein \"and' <b>" * 70_000}])
    assert len(doc.bibliography().entries[0].text) > 900_000


FIELD_NAMES = st.sampled_from(["family", "given", "literal", "date-parts", "raw", "season", "circa", "suffix"])


@pytest.mark.parametrize(
    "fields",
    [
        {"author": [{"family": "X", "given": "Y " + "a" * 50_000 + "."}]},
        {"author": [{"family": "a' " * 50_000 + "a'", "given": "a " * 50_000 + "."}]},
        {"author": [{"family": "X", "given": "a, " * 50_000 + " " * 50_000}]},
        {"page": " " * 100_000 + "x"},
        {"page": "1," * 50_000},
        {"issued": {"raw": "1999 - " * 50_000}},
        {"note": "{:a:" * 50_000},
        {"note": "a " * 50_000 + "\n" + " " * 50_000 + ":"},
        {"title": "<span class='" + " " * 50_000 + "'>x"},
        {"title": "<span " * 50_000},
        {"title": "a . " * 50_000},
        {"title": "“" * 50_000 + "”" * 50_000},
    ],
    ids=lambda fields: repr(fields)[:40],
)
def test_a_field_costs_no_more_than_its_length(fields: dict):
    start = perf_counter()
    doc = Processor(FULL, [{"id": "1", "type": "book", **fields}])
    doc.bibliography()
    doc.preview(["1"])
    assert perf_counter() - start < 20


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELD_NAMES, inner, max_size=4),
    max_leaves=12,
)
VARIABLES = st.sampled_from(sorted([*NAMES, *DATES, "title", "page", "volume", "edition", "type", "language", "note"]))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(VARIABLES, JUNK, max_size=6))
def test_whatever_an_item_holds_the_bibliography_comes_out(fields: dict):
    doc = Processor(FULL, [{**fields, "id": "bad"}, {"id": "good", "type": "book", "title": "Good"}])
    assert any("Good" in entry.text for entry in doc.bibliography().entries)
    doc.cite(["bad", "good"])
    doc.citations()[0].encode()


class Silent:
    """An object of somebody else's that cannot be written out."""

    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __str__


def within(depth: int) -> list:
    found: list = []
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    "fields", [{"title": Silent()}, {"issued": {"date-parts": within(5000)}}, {"author": within(5000)}]
)
def test_a_value_that_cannot_be_shown_is_said_and_the_others_are_printed(fields: dict):
    doc = Processor(
        FULL, [{"id": "a", "type": "book", **fields}, {"id": "b", "type": "book", "title": "Good"}], to="text"
    )
    assert {one.item_id for one in doc.refused if isinstance(one, ItemError)} == {"a"}
    assert any("Good" in entry.text for entry in doc.bibliography().entries)


def test_numbers_of_thousands_of_digits_stop_nothing():
    nines = "9" * 5000
    xml = f"""{HEAD}<citation><layout><text variable="first-reference-note-number"/></layout></citation>
      <bibliography entry-spacing="{nines}"><layout><names variable="author"><name et-al-min="{nines}"/></names>
      <text variable="title"/></layout></bibliography></style>"""
    doc = Processor(xml, [{"id": "a", "type": "book", "title": "Good", "author": [{"family": "Roe"}]}], to="text")
    assert [entry.text for entry in doc.bibliography().entries] == ["RoeGood"]
    with pytest.raises(ItemError, match="the note of a citation"):
        doc.cite(["a"], 10**6000)


def test_the_tag_of_a_locale_may_be_longer_than_a_file_s_name():
    with pytest.raises(StyleError, match="there is no locale"):
        Processor(FULL, [], locale="d" * 100_000)


@pytest.mark.parametrize("locator", [f"p. 1.{' ' * 30_000}2", f"1{' ' * 30_000}a", "1, S. " * 5_000])
def test_a_locator_of_many_spaces_took_minutes(locator: str):
    start = process_time()
    cited('<text variable="locator"/>', {}, {"locator": locator}, locale="de-DE")
    assert process_time() - start < 2
