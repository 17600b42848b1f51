"""Names: https://docs.citationstyles.org/en/stable/specification.html#name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.styles import cited

INVERTED = '<names variable="author"><name name-as-sort-order="all"/></names>'


@pytest.mark.parametrize(("parse", "text"), [(True, "Vlist, Eric van der"), (False, "van der Vlist, Eric")])
def test_particles_stay_in_the_family_name_where_the_item_says_not_to_parse(parse: Any, text: str):
    author = {"family": "van der Vlist", "given": "Eric", "parse-names": parse}
    assert cited(INVERTED, {"author": [author]}) == text


def test_editors_who_are_the_translators_count_once():
    names = [{"family": "Doe", "given": "A"}, {"family": "Roe", "given": "B"}]
    layout = '<names variable="editor translator"><name form="count"/></names>'
    assert cited(layout, {"editor": names, "translator": names}) == "2"
    assert cited(layout, {"editor": names, "translator": names[:1]}) == "3"


def test_a_last_name_never_stands_alone_after_the_ellipsis():
    names = [{"family": family, "given": "A"} for family in ("Doe", "Roe", "Poe")]
    layout = (
        '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1" et-al-use-last="true"/></names>'
    )
    assert cited(layout, {"author": names}) == "Doe, … Poe"
    assert cited(layout, {"author": names[:2]}) == "Doe et al."


@pytest.mark.parametrize(
    ("term", "options", "two", "three"),
    [("–", "", "A–B", "A–B–C"), ("+", "", "A+B", "A–B+C"), ("&amp;", "", "A & B", "A–B–& C"),
     ("/", 'delimiter-precedes-last="always"', "A–/B", "A–B–/C")],
)  # fmt: skip
def test_a_dash_between_the_last_names_stood_beside_their_delimiter(term: str, options: str, two: str, three: str):
    terms = f'<locale><terms><term name="and">{term}</term></terms></locale>'
    layout = f'<names variable="author"><name and="text" delimiter="–" {options}/></names>'
    names = [{"family": family} for family in "ABC"]
    assert cited(layout, {"author": names[:2]}, before=terms, to="text") == two
    assert cited(layout, {"author": names}, before=terms, to="text") == three


@pytest.mark.parametrize(
    ("name", "text"),
    [({"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, "van Beethoven Ludwig"),
     ({"family": "Rossum", "given": "Guido", "dropping-particle": "van"}, "Rossum Guido van"),
     ({"family": "Nagy", "given": "Imre", "suffix": "Jr."}, "Nagy Imre Jr.")],
)  # fmt: skip
def test_a_name_in_a_fixed_order_lost_its_particle_and_its_suffix(name: dict[str, Any], text: str):
    assert cited('<names variable="author"/>', {"author": [{**name, "static-ordering": True}]}, to="text") == text


def test_a_number_of_names_lost_what_stands_around_it():
    layout = '<names variable="author" prefix="(" suffix=" names)" font-style="italic"><name form="count"/></names>'
    names = [{"family": "Doe"}, {"family": "Roe"}]
    assert cited(layout, {"author": names}) == "(<i>2</i> names)"
    assert cited(layout, {"title": "T"}) == ""


@pytest.mark.parametrize("last", [{"literal": "others"}, {"family": "others"}, {"literal": "et al."}])
def test_others_of_a_list_were_taken_for_an_author(last: dict[str, str]):
    layout = '<names variable="author"><name and="text" name-as-sort-order="all"/></names>'
    doe = {"family": "Doe", "given": "Ann"}
    assert cited(layout, {"author": [doe, last]}) == "Doe, Ann et al."
    assert cited(layout, {"author": [doe, {"family": "others", "given": "Jo"}]}) == "Doe, Ann and others, Jo"
    assert cited(layout, {"author": [last]}) == next(iter(last.values()))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Xiao-ming", "X. Li"),
        ("Jun‐ichi", "J. Li"),
        ("Hye-yeon J.", "H. J. Li"),
        ("A.-l.", "A. Li"),
        ("Jean-Luc", "J.-L. Li"),
        ("Abd-al-Rahman", "A.-R. Li"),
        ("Marie-claude Anne", "M. A. Li"),
        ("T. S.-y.", "T. S. Li"),
    ],
)
def test_the_small_second_part_of_a_hyphened_name_has_no_initial_and_no_word(given: str, text: str):
    layout = '<names variable="author"><name initialize-with=". "/></names>'
    assert cited(layout, {"author": [{"family": "Li", "given": given}]}) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("mi-so", "mi-so Li"),
        ("d'Arcy-osgood", "d’Arcy-osgood Li"),
        ("jean-Luc", "jean-L. Li"),
        ("Jo ka-ho", "J. ka-ho Li"),
    ],
)
def test_half_of_a_given_name_in_lower_case_was_left_out(given: str, text: str):
    layout = '<names variable="author"><name initialize-with=". "/></names>'
    assert cited(layout, {"author": [{"family": "Li", "given": given}]}) == text


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("de’ Bardi", "Bardi, Ugo de’"),
        ("de' Bardi", "Bardi, Ugo de’"),
        ("d' Elia", "Elia, Ugo d’"),
        ("D' Elia", "D’ Elia, Ugo"),
    ],
)
def test_a_particle_with_an_apostrophe_and_a_space_was_taken_for_the_name(family: str, text: str):
    author = [{"family": family, "given": "Ugo"}]
    assert cited(INVERTED, {"author": author}, options='demote-non-dropping-particle="display-and-sort"') == text


def test_small_parts_stay_where_only_initials_are_tidied():
    layout = '<names variable="author"><name initialize="false" initialize-with="."/></names>'
    assert cited(layout, {"author": [{"family": "Li", "given": "Xiao-ming"}]}) == "Xiao-ming Li"


def test_an_italian_particle_keeps_its_space_after_its_apostrophe():
    name = {"family": "Medici", "given": "Lorenzo", "dropping-particle": "de'"}
    layout = '<names variable="author"/>'
    assert cited(layout, {"author": [name]}) == "Lorenzo de’ Medici"
    assert (
        cited(layout, {"author": [{**name, "family": "Ormesson", "dropping-particle": "d'"}]}) == "Lorenzo d’Ormesson"
    )


def test_given_names_in_a_list_are_one_given_name():
    layout = '<names variable="author"/>'
    assert cited(layout, {"author": [{"family": "Roe", "given": ["Bo", "C."]}]}) == "Bo C. Roe"


EDITED = {
    "title": "Tales",
    "editor": [{"family": "Wood", "given": "Ed"}],
    "translator": [{"family": "Su", "given": "Li"}],
}
CHOICE = (
    '<names variable="author"><name form="short"/><substitute><choose><if type="book"><names variable="editor"/>'
    '<names variable="translator"/></if></choose></substitute></names>'
)


def test_one_list_of_names_stands_in_where_cs_choose_offers_several():
    assert cited(CHOICE, EDITED) == "Wood"


def test_names_that_did_not_stand_in_are_printed_where_they_belong():
    layout = f'<group delimiter=". ">{CHOICE}<names variable="translator"/></group>'
    assert cited(layout, EDITED) == "Wood. Li Su"


def test_the_next_list_stands_in_where_the_first_is_empty():
    assert cited(CHOICE, {"translator": EDITED["translator"]}) == "Su"


def test_a_label_behind_a_number_is_printed_while_the_number_stands_in():
    layout = (
        '<names variable="author"><substitute><group delimiter=" "><text variable="title"/><group prefix="(" suffix=")" '
        'delimiter=" "><number variable="edition" form="ordinal"/><label variable="edition" form="short"/></group>'
        '</group></substitute></names><text variable="edition" prefix="; "/><label variable="edition" prefix="; "/>'
    )
    assert cited(layout, {"title": "Bees", "edition": "5"}) == "Bees (5th ed.)"


def test_a_list_printed_inside_what_stands_in_is_not_printed_twice_there():
    layout = (
        '<names variable="author"><substitute><group delimiter="; "><names variable="editor"/>'
        '<names variable="editor"/></group></substitute></names>'
    )
    assert cited(layout, {"editor": EDITED["editor"]}) == "Ed Wood"


def test_editors_who_are_the_translators_are_generated_as_one_variable():
    layout = '<names variable="editor-translator"/>'
    assert cited(layout, {"editor": EDITED["editor"], "translator": EDITED["editor"]}) == "Ed Wood"
    assert cited(layout, {"editor": EDITED["editor"], "translator": EDITED["translator"]}) == ""
    condition = '<choose><if variable="editor-translator"><text value="both"/></if></choose>'
    assert cited(condition, {"editor": EDITED["editor"], "translator": EDITED["editor"]}) == "both"


def test_a_word_in_place_of_names_kept_a_group_of_nothing_else():
    word = '<names variable="author"><substitute><text term="anonymous"/></substitute></names>'

    assert cited(f"<group>{word}</group>", {"title": "T"}) == ""
    assert cited(f"<group>{word}<text variable='title' prefix=' '/></group>", {"title": "T"}) == "anonymous T"
    assert cited(word, {}) == "anonymous"


@pytest.mark.parametrize("family", ["ابن سينا", "Мамин Сибиряк", "Şahin Yılmaz", "Čapek Chod", "Παπά Γιώργης"])
def test_the_first_of_two_family_names_was_taken_for_a_particle(family: str):
    layout = '<names variable="author"><name name-as-sort-order="all"/></names>'
    names = {"author": [{"family": family, "given": "X"}]}

    assert cited(layout, names, options='demote-non-dropping-particle="display-and-sort"') == f"{family}, X"


def test_the_first_of_two_family_names_stays_in_front_where_particles_are_demoted():
    layout = '<names variable="author"><name name-as-sort-order="all"/></names>'
    names = {"author": [{"family": "Şahin Yılmaz", "given": "A"}, {"family": "van Dam", "given": "B"}]}

    assert (
        cited(layout, names, options='demote-non-dropping-particle="display-and-sort"') == "Şahin Yılmaz, A, Dam, B van"
    )


@pytest.mark.parametrize(
    ("family", "given", "text"),
    [
        ("ابن سينا", "حسين علي", "ابن سينا ح. ع."),
        ("כהן", "דוד", "כהן ד."),
        ("Doe", "jane", "Doe jane"),
        ("王", "小明", "王小明"),
    ],
)
def test_given_names_in_alphabets_without_capitals_had_no_initials(family: str, given: str, text: str):
    layout = '<names variable="author"><name initialize-with=". " name-as-sort-order="all" sort-separator=" "/></names>'
    assert cited(layout, {"author": [{"family": family, "given": given}]}) == text


@pytest.mark.parametrize(
    ("given", "initialed", "tidied"),
    [
        ("Jost (Hg.)", "Doe, J. (Hg.)", "Doe, Jost (Hg.)"),
        ("Mary (née Smith)", "Doe, M. (née Smith)", "Doe, Mary (née Smith)"),
        ("J.[Ed.]", "Doe, J. [Ed.]", "Doe, J. [Ed.]"),
        ("John “Jack Bob”", "Doe, J. “Jack Bob”", "Doe, John “Jack Bob”"),
    ],
)
def test_words_in_brackets_behind_a_given_name_were_shortened_and_torn_apart(given: str, initialed: str, tidied: str):
    for options, text in (("", initialed), ('initialize="false"', tidied)):
        name = f'<name name-as-sort-order="all" initialize-with=". " {options}/>'
        layout = f'<names variable="author">{name}</names>'
        assert cited(layout, {"author": [{"family": "Doe", "given": given}]}, to="text") == text


@pytest.mark.parametrize(
    ("order", "text"),
    [('name-as-sort-order="first" ', "Doe, Jane, and Trial Group"), ("", "Jane Doe and Trial Group")],
)
def test_the_delimiter_behind_an_inverted_name_was_lost_before_an_organisation(order: str, text: str):
    layout = f'<names variable="author"><name and="text" {order}delimiter-precedes-last="after-inverted-name"/></names>'
    assert cited(layout, {"author": [{"family": "Doe", "given": "Jane"}, {"literal": "Trial Group"}]}) == text


def test_names_of_no_variable_kept_a_style_from_citing():
    layout = """<names><substitute><text variable="publisher"/><text variable="title"/></substitute></names>
      <text variable="publisher" prefix=", "/>"""
    assert cited(layout, {"title": "T"}) == "T"
    assert cited(layout, {"title": "T", "publisher": "P"}) == "P"


@pytest.mark.parametrize(
    ("attrs", "given", "text"),
    [
        ("", "Jane, et al.", "Jane Doe et al."),
        ('form="short"', "Jane, et al", "Doe et al."),
        ('initialize-with="." name-as-sort-order="all"', "Jane, et al.", "Doe, J. et al."),
        ("", "Jane, Jr.", "Jane Doe Jr."),
    ],
)
def test_others_behind_a_given_name_were_a_suffix_of_it(attrs: str, given: str, text: str):
    author = [{"family": "Doe", "given": given}]
    assert cited(f'<names variable="author"><name {attrs}/></names>', {"author": author}) == text
    assert cited('<names variable="author"><name/><label/></names>', {"editor": author}) == ""


@pytest.mark.parametrize(
    ("locale", "mark", "text"),
    [
        ("fr-FR", ".\u00a0", "J.\u00a0A.\u00a0de\u00a0Vigny"),
        ("fr-FR", ". ", "J. A. de\u00a0Vigny"),
        ("en-US", ".\u00a0", "J.\u00a0A. de Vigny"),
    ],
)
def test_initials_that_a_style_keeps_together_stay_with_the_name_in_french(locale: str, mark: str, text: str):
    author = {"family": "Vigny", "given": "Jean Albert", "dropping-particle": "de"}
    layout = f'<names variable="author"><name initialize-with="{mark}"/></names>'
    assert cited(layout, {"author": [author]}, locale=locale) == text


def test_names_without_children_that_stand_in_have_all_from_those_they_stand_for():
    label = '<label form="short" prefix=" (" suffix=")"/>'
    substitute = '<substitute><names variable="editor" suffix=" ed."/></substitute>'
    layout = f'<names variable="author" suffix=":"><name form="short"/>{label}{substitute}</names>'
    item = {"editor": [{"family": "Doe"}]}
    assert cited(layout, item) == "Doe (ed.):"
    assert cited(layout, item, strict=True) == "Doe (ed.) ed."


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("शर्मा", "राम", "राम शर्मा"),
        ("ใจดี", "สมชาย", "สมชาย ใจดี"),
        ("Հակոբյան", "Արամ", "Արամ Հակոբյան"),
        ("ბერიძე", "გიორგი", "გიორგი ბერიძე"),
        ("தமிழ் செல்வன்", "ராஜா", "ராஜா தமிழ் செல்வன்"),
        ("毛", "泽东", "毛泽东"),
        ("김", "민수", "김민수"),
        ("やまだ", "たろう", "やまだたろう"),
        ("𠮷田", "太郎", "𠮷田太郎"),
    ],
)
def test_only_names_in_the_scripts_of_east_asia_stand_without_a_space(family: str, given: str, expected: str):
    assert cited('<names variable="author"/>', {"author": [{"family": family, "given": given}]}) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ({"given": "J.,"}, "J. Doe"),
        ({"given": "P.J., Coleman, R."}, "P.J. Doe Coleman, R."),
        ({"given": "P.J., Coleman, R.", "parse-names": False}, "P.J., C.R. Doe"),
        ({"given": "John, Jr., MD"}, "J. Doe Jr., MD"),
        ({"given": "John, , Jr."}, "J. Doe Jr."),
        ({"given": "John et al."}, "J. Doe et al."),
    ],
)
def test_a_comma_in_a_given_name_stood_behind_a_space(name: dict[str, object], text: str):
    layout = '<names variable="author"><name initialize-with="."/></names>'
    assert cited(layout, {"author": [{"family": "Doe", **name}]}) == text
