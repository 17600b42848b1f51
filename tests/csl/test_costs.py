"""What a style may cost, counted over all of it before anything is rendered."""

import pytest

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.errors import StyleError

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
LAYOUT = '<layout><text variable="title"/></layout>'


def doubling(levels, inner):
    """Return macros of which the last amounts to two to the power of ``levels`` times ``inner``."""
    calls = (f'<macro name="m{n + 1}"><text macro="m{n}"/><text macro="m{n}"/></macro>' for n in range(levels))
    return f'<macro name="m0">{inner}</macro>' + "".join(calls)


def style(macros="", citation=LAYOUT, bibliography=LAYOUT):
    return f"{HEAD}{macros}<citation>{citation}</citation><bibliography>{bibliography}</bibliography></style>"


def test_calls_are_counted_over_the_whole_style_and_not_by_macro():
    cheap = doubling(13, '<text value="x"/>')
    Style.parse(style(cheap, LAYOUT.replace("</layout>", '<text macro="m13"/></layout>')))
    keys = "<sort>" + '<key macro="m13"/>' * 5 + "</sort>"
    with pytest.raises(StyleError, match="more than 50,000 elements"):
        Style.parse(style(cheap, LAYOUT, keys + LAYOUT))
    half = LAYOUT.replace("</layout>", '<text macro="m13"/>' * 2 + "</layout>")
    with pytest.raises(StyleError, match="more than 50,000 elements"):
        Style.parse(style(cheap, half, half))


@pytest.mark.parametrize(
    "inner",
    [
        f'<text value="{"x" * 4000}"/>',
        f'<text variable="title" prefix="{"x" * 4000}"/>',
        f'<group delimiter="{"x" * 4000}"><text value="a"/><text value="b"/></group>',
        f'<names variable="author" suffix="{"x" * 4000}"/>',
    ],
)
def test_the_letters_of_its_own_that_a_style_prints_are_bounded(inner):
    layout = LAYOUT.replace("</layout>", '<text macro="m8"/></layout>')
    with pytest.raises(StyleError, match="letters of its own"):
        Style.parse(style(doubling(8, inner), layout))


def test_a_long_term_counts_wherever_terms_are_printed():
    locale = f'<locale><terms><term name="and">{"x" * 4000}</term></terms></locale>'
    layout = LAYOUT.replace("</layout>", '<text macro="m8"/></layout>')
    with pytest.raises(StyleError, match="letters of its own"):
        Style.parse(style(locale + doubling(8, '<text term="and"/>'), layout))
    with pytest.raises(StyleError, match="a term is longer"):
        Style.parse(style(locale.replace("x" * 4000, "x" * 40_000)))


def test_an_attribute_that_no_style_needs_is_refused():
    with pytest.raises(StyleError, match="an attribute is longer"):
        Style.parse(style(f'<macro name="a"><text value="{"x" * 40_000}"/></macro>'))


def test_of_branches_the_dearest_counts():
    branch = '<if type="book">' + '<text value="x"/>' * 2_000 + "</if>"
    more = '<else-if type="article">' + '<text value="x"/>' * 2_000 + "</else-if>"
    Style.parse(style(doubling(4, f"<choose>{branch}{more * 10}</choose>"), '<layout><text macro="m4"/></layout>'))


def test_an_item_that_a_style_would_print_too_often_is_refused_and_the_others_are_not():
    often = style(doubling(11, '<text variable="title"/>'), LAYOUT, '<layout><text macro="m11"/></layout>')
    items = [{"id": "short", "title": "A"}, {"id": "long", "title": "x" * 10_000}]
    document = Processor(Style.parse(often), items)
    assert [error.item_id for error in document.refused] == ["long"]
    assert "more than 10,000,000 letters" in str(document.refused[0])
    document.nocite(["short"])
    assert len(document.bibliography().entries[0][1]) > 2_000


def test_a_long_abstract_is_printed_in_an_ordinary_style():
    once = style("", LAYOUT, '<layout><text variable="abstract"/></layout>')
    document = Processor(Style.parse(once), [{"id": "a", "abstract": "x" * 1_000_000}])
    assert document.refused == []
