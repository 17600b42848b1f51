"""What real references in official styles looked like beside citeproc-js: small joints, affixes and formatting."""

from __future__ import annotations

import pytest

from tests.csl.styles import cited, document, listed

DOE = {"author": [{"family": "Doe", "given": "Ann"}], "title": "Reefs", "issued": {"date-parts": [[2003]]}}
YEAR = '<date variable="issued"><date-part name="year"/></date>'


def _names(name: str, names: list[dict[str, str]], **parts: str) -> str:
    return cited(f'<names variable="author">{name}</names>', {"author": names}, **parts)


def test_a_comma_at_the_end_of_a_given_name_was_printed():
    assert _names("<name/>", [{"family": "Doe", "given": "Ann,"}]) == "Ann Doe"
    assert _names("<name/>", [{"family": "Doe", "given": "Ann, Jr."}]) == "Ann Doe Jr."


def test_a_conjunction_that_begins_with_a_mark_was_set_off_from_the_name_before():
    before = '<locale><terms><term name="and">; </term></terms></locale>'
    names = [{"family": "Doe"}, {"family": "Roe"}]
    assert _names('<name and="text" delimiter-precedes-last="never"/>', names, before=before) == "Doe; Roe"


def test_formatting_of_names_stopped_before_et_al():
    names = [{"family": "Doe"}, {"family": "Roe"}]
    name = '<name font-style="italic" et-al-min="2" et-al-use-first="1"/>'
    assert _names(name, names) == "<i><i>Doe</i> et al.</i>"
    assert _names(f'{name}<et-al font-style="normal"/>', names).endswith(
        '<span style="font-style:normal;">et al.</span></i>'
    )
    assert _names('<name font-style="italic"/>', names) == "<i>Doe</i>, <i>Roe</i>"


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_mark_behind_two_periods_of_the_style_was_printed(mark: str):
    layout = f'<group suffix="."><text variable="title" suffix="."/></group><group prefix="{mark} ">{YEAR}</group>'
    assert listed(layout, [DOE]) == ["Reefs. 2003"]


def test_a_comma_behind_periods_of_names_in_small_capitals_stays():
    name = '<name suffix="."/>'
    names = f'<names variable="author" font-variant="small-caps" suffix=".">{name}</names>'
    assert listed(f'{names}<group prefix=", ">{YEAR}</group>', [DOE], to="text") == ["Ann Doe., 2003"]


def test_a_term_with_a_prefix_opens_a_note_with_a_capital():
    layout = '<text term="note" prefix="see "/>'
    assert cited(layout, DOE, kind="note") == "see Note"
    assert cited(f'<text variable="title" suffix=", "/>{layout}', DOE, kind="note") == "Reefs, see note"
    assert cited(layout, DOE) == "see note"


@pytest.mark.parametrize(("edition", "printed"), [("1", "1ʳᵉ"), ("2", "2ᵉ"), ("5", "5ᵉ")])
def test_ordinals_of_a_french_style_without_the_usual_one_were_written_in_two_ways(edition: str, printed: str):
    terms = '<term name="ordinal-01">ère</term><term name="ordinal-02">e</term>'
    before = f'<locale xml:lang="fr"><terms>{terms}</terms></locale>'
    layout = '<number variable="edition" form="ordinal"/>'
    doc = document([{"edition": edition}], "fr-FR", "text", citation=layout, before=before)
    assert doc.preview(["0"]) == printed
    own = before.replace("<terms>", '<terms><term name="ordinal">me</term>')
    expected = {"1": "1ère", "2": "2e", "5": "5me"}[edition]
    assert document([{"edition": edition}], "fr-FR", "text", citation=layout, before=own).preview(["0"]) == expected


def test_a_block_inside_a_block_was_a_line_of_its_own():
    before = '<macro name="m"><text variable="title" display="block"/></macro>'
    (entry,) = listed('<text macro="m" display="block"/>', [DOE], before=before)
    assert entry.count("<div") == 1


def test_a_mark_behind_a_block_opened_the_next_line():
    (entry,) = listed(f'<text variable="title" display="block"/><group prefix=", ">{YEAR}</group>', [DOE])
    assert "Reefs,</div>" in entry


def test_two_spaces_of_a_sort_separator_were_printed():
    name = '<name name-as-sort-order="all" sort-separator=",  "/>'
    assert _names(name, [{"family": "Doe", "given": "Ann"}]) == "Doe, Ann"


def test_a_character_of_a_term_escaped_twice_was_printed_as_its_number():
    before = '<locale><terms><term name="number" form="short">n&amp;#186;</term></terms></locale>'
    assert cited('<text term="number" form="short"/>', DOE, before=before, to="text") == "nº"


def test_periods_that_a_macro_sets_between_texts_were_stripped_with_those_of_its_texts():
    before = '<macro name="m"><text variable="title" suffix="."/><text variable="genre" prefix=" "/></macro>'
    item = {"title": "Mod. Phys. Lett. B", "genre": "Suppl."}
    assert listed('<text macro="m" strip-periods="true"/>', [item], before=before) == ["Mod Phys Lett B. Suppl"]
    (entry,) = listed('<text macro="m" strip-periods="true"/>', [item], before=before, strict=True)
    assert entry == "Mod Phys Lett B Suppl"
