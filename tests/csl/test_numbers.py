"""Numbers, ranges and locators: https://docs.citationstyles.org/en/stable/specification.html#number."""

from __future__ import annotations

import pytest

from ccsvi_refs.csl import number_ranges, numbers
from tests.csl.styles import cited, document

LOCATOR = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        ("A-C", "p. A-C"),
        ("A-7", "p. A-7"),
        ("12-B", "p. 12-B"),
        ("12a-b", "p. 12a-b"),
        ("S12-T3", "pp. S12-T3"),
        ("S12-S15", "pp. S12–S15"),
        ("self-help", "p. self-help"),
        ("12, 13 n. 4", "pp. 12, 13 n. 4"),
        ("app. 2", "app. 2"),
        ("tbl. 2", "tbl. 2"),
        ("Tab. 2-3", "tbls. 2–3"),
        ("nos. 4-5", "nos. 4–5"),
        ("12, sc. 3", "p. 12, sc. 3"),
        ("12 p. 3-4", "p. 12 pp. 3–4"),
        ("r. 5", "r. 5"),
    ],
)
def test_a_locator_has_labels_of_its_own_and_ranges_of_numbers_of_one_kind(locator: str, text: str):
    assert cited(LOCATOR, {}, {"locator": locator}) == text


@pytest.mark.parametrize(("form", "text"), [("numeric", "2–4"), ("ordinal", "2nd–4th"), ("roman", "ii–iv")])
@pytest.mark.parametrize("value", ["2-4", "2--4", "2 – 4"])
def test_hyphens_in_a_row_are_one_range(value: str, form: str, text: str):
    assert cited(f'<number variable="volume" form="{form}"/>', {"volume": value}) == text


@pytest.mark.parametrize("edition", ["3", "10", "11"])
def test_an_ordinal_suffix_of_digits_makes_no_other_number(edition: str):
    terms = "".join(f'<term name="ordinal-{number:02}">{number}</term>' for number in range(1, 11))
    own = f'<locale><terms><term name="ordinal"/>{terms}</terms></locale>'
    assert cited('<number variable="edition" form="ordinal"/>', {"edition": edition}, before=own) == edition


def test_an_escaped_hyphen_is_no_range_in_any_form():
    assert cited('<number variable="volume" form="ordinal"/>', {"volume": r"2\-4"}) == "2nd-4th"


def test_page_ranges_after_a_semicolon_are_formatted_too():
    page = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
    assert cited(page, {"page": "102-4; 110-12"}, options='page-range-format="expanded"') == "pp. 102–104; 110–112"


def test_nothing_is_near_where_there_are_no_notes():
    layout = '<choose><if position="near-note"><text value="near"/></if><else><text value="far"/></else></choose>'
    doc = document([{}, {}], citation=layout)
    for cite in ("0", "1", "0"):
        doc.cite([cite])
    assert doc.citations() == ["far", "far", "far"]


LABELLED = '<group delimiter=" "><label variable="{0}" form="short"/><text variable="{0}"/></group>'


@pytest.mark.parametrize(
    ("variable", "value"), [("page", "Art. 12"), ("page", "art. 12"), ("volume", "Bk. 2"), ("number", "art. 9")]
)
def test_words_in_a_number_are_the_datas_own(variable: str, value: str):
    assert cited(f'<text variable="{variable}"/>', {variable: value}) == value


@pytest.mark.parametrize(
    ("variable", "value", "text"),
    [
        ("volume", "vol. 3", "vol. 3"),
        ("volume", "Vol. 3", "vol. 3"),
        ("page", "pp. 3-7", "pp. 3–7"),
        ("issue", "No. 5", "no. 5"),
    ],
)
def test_a_label_is_not_printed_twice(variable: str, value: str, text: str):
    assert cited(LABELLED.format(variable), {variable: value}) == text


def test_a_term_before_a_number_counts_as_its_label():
    layout = '<group delimiter=" "><text term="volume" form="short"/><text variable="volume"/></group>'
    assert cited(layout, {"volume": "Vol. 3"}) == "vol. 3"


def test_a_capital_stays_where_no_label_stands_beside():
    assert cited('<text variable="volume"/>', {"volume": "Vol. 3"}) == "Vol. 3"


@pytest.mark.parametrize(
    ("value", "text"), [("70-18", "no. 70-18"), ("D-7", "no. D-7"), ("2022-05-1", "no. 2022-05-1")]
)
def test_a_hyphen_in_an_identifier_is_no_range(value: str, text: str):
    assert cited(LABELLED.format("number"), {"number": value}) == text


def test_a_capital_and_a_number_are_no_range_of_pages():
    assert cited(LABELLED.format("page"), {"page": "D-7"}) == "p. D-7"


@pytest.mark.parametrize("value", ["2022.05.1", "5.", "1.5", "1,234"])
def test_numbers_with_dots_or_thousands_are_not_numeric(value: str):
    layout = '<choose><if is-numeric="number"><label variable="number"/></if></choose><text variable="number"/>'
    assert cited(layout, {"number": value}) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("12-1-12-9", "12-1-12-9"), ("162a-165d", "162a–165d"), ("xi-20", "xi–20"), ("1203-9", "1203–1209")],
)
def test_only_what_is_surely_a_range_gets_a_dash_and_the_page_range_format(value: str, text: str):
    assert cited('<text variable="page"/>', {"page": value}, options='page-range-format="expanded"') == text


def test_labels_in_locators_are_still_translated():
    layout = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'
    assert cited(layout, {"title": "T"}, {"locator": "ch. 3"}) == "chap. 3"
    assert cited(layout, {"title": "T"}, {"locator": "ch. 3"}, locale="de-DE") == "Kap. 3"


def test_the_ampersand_between_numbers_is_the_locales():
    term = '<locale><terms><term name="and" form="symbol">og</term></terms></locale>'
    assert cited('<text variable="page"/>', {"page": "213 & 235"}, before=term) == "213 og 235"


@pytest.mark.parametrize(
    ("page_format", "pages"),
    [
        ("expanded", "3–10 71–72 100–104 101–108 321–328 910–915 415–532 1496–1504 13792–13803"),
        ("minimal", "3–10 71–2 100–4 101–8 321–8 910–5 415–532 1496–504 13792–803"),
        ("minimal-two", "3–10 71–72 100–04 101–08 321–28 910–15 415–532 1496–504 13792–803"),
        ("chicago", "3–10 71–72 100–104 101–8 321–28 910–15 415–532 1496–1504 13792–803"),
        ("chicago-15", "3–10 71–72 100–104 101–8 321–28 910–15 415–532 1496–1504 13792–803"),
        ("chicago-16", "3–10 71–72 100–104 101–8 321–28 910–15 415–532 1496–504 13792–803"),
    ],
)
def test_each_page_range_format_elides_what_the_specification_says(page_format: str, pages: str):
    written = "3–10 71–72 100–104 101–108 321–328 910–915 415–532 1496–1504 13792–13803"
    ends = [each.partition("–") for each in written.split()]
    assert " ".join(f"{low}–{number_ranges.page_range(low, high, page_format)}" for low, _, high in ends) == pages


@pytest.mark.parametrize(("first", "last"), [("20", "10"), ("S12", "T14"), ("D", "7"), ("12", "end")])
def test_what_runs_backwards_or_has_other_letters_is_no_range(first: str, last: str):
    assert number_ranges.page_range(first, last, "expanded") is None


def test_a_prefix_comes_back_where_pages_are_written_out():
    assert number_ranges.page_range("E1203", "E9", "expanded") == "E1209"
    assert number_ranges.page_range("E1203", "E1212", "expanded") == "E1212"
    assert number_ranges.page_range("E1203", "E1212", "minimal") == "12"


def test_roman_numerals_subtract_and_end_where_their_letters_do():
    assert [numbers.roman(each) for each in (1, 4, 9, 14, 40, 90, 444, 1999, 3999)] == [
        *("i", "iv", "ix", "xiv", "xl", "xc", "cdxliv", "mcmxcix", "mmmcmxcix")
    ]
    assert [numbers.roman(each) for each in (0, 4000, -3)] == ["0", "4000", "-3"]


@pytest.mark.parametrize(
    ("text", "numeric"),
    [("D2", True), ("2b", True), ("1-3", True), ("1, 2 & 3", True), ("vol. 2", False), ("second", False), ("1; 2", False),
     ("abcde2", False), ("1,234", False), ("2" * 1001, False), ("35n2", True), ("12a3", True), ("A1b2", False)],
)  # fmt: skip
def test_only_numbers_with_their_affixes_are_numeric(text: str, numeric: bool):
    assert numbers.is_numeric(text) is numeric


def test_separators_side_by_side_are_one():
    assert numbers.read("1, and 2").parts == ("1", ", and ", "2")
    assert numbers.read("1, 2, and 3").parts == ("1", ", ", "2", ", and ", "3")


@pytest.mark.parametrize(
    ("text", "clear"), [("12-19", True), ("12", True), ("1-2, 5-6", True), ("12-1-12", False), ("1, 12-1-12-9", False)]
)
def test_a_hyphen_is_clear_where_it_stands_between_two_numbers_alone(text: str, clear: bool):
    assert numbers.is_clear(text) is clear


@pytest.mark.parametrize(
    ("text", "several"),
    [("3", False), ("3-4", True), ("3, 7", True), ("iv-ix", True), (r"3\-4", False), ("3 and app. 4", False), ("D-7", False),
     ("3 and what", False)],
)  # fmt: skip
def test_a_label_is_plural_where_several_numbers_follow_it(text: str, several: bool):
    assert numbers.read(text).plural is several
    assert numbers.plural_from(numbers.read(text), 0) is several


def test_a_label_speaks_of_the_numbers_up_to_the_next_label():
    numeral = numbers.read("p. 3, 4 and n. 7")
    assert (numeral.labels, numeral.heads) == (("page", "", "note"), ("p. ", "", "n. "))
    assert [numbers.plural_from(numeral, place) for place in (0, 2)] == [True, False]
    assert "".join(numeral.as_written()) == "p. 3, 4 and n. 7"


@pytest.mark.parametrize(
    ("variable", "text", "any_case", "left"),
    [("volume", "vol. 3", False, "3"), ("volume", "Vol. 3", False, "Vol. 3"), ("volume", "Vol. 3", True, "3"),
     ("number", "no. 5", False, "5"), ("volume", "p. 3", False, "p. 3")],
)  # fmt: skip
def test_only_the_label_that_says_what_the_field_says_is_left_off(variable: str, text: str, any_case: bool, left: str):
    assert numbers.without_own_label(variable, text, any_case) == left


def as_written(_term: str, head: str, _plural: bool) -> str:
    """Return a label as the field has it."""
    return head


def test_separators_are_tidied_between_numbers_and_kept_between_words():
    assert number_ranges.join_numbers("1 , 2&3", None, "–", as_written) == "1, 2 & 3"
    assert number_ranges.join_numbers("A1,A4", None, "–", as_written) == "A1,A4"
    assert number_ranges.join_numbers("Summer,Autumn", None, "–", as_written) == "Summer,Autumn"
    assert number_ranges.join_numbers("1-3", None, "–", as_written, opaque=True) == "1-3"
    assert number_ranges.join_numbers(r"S\-1", None, "–", as_written) == "S-1"


@pytest.mark.parametrize(
    ("page", "printed"), [("12-", "pp. 12-"), ("xi–", "pp. xi–"), ("12", "p. 12"), ("42ff", "p. 42ff")]
)
def test_pages_that_go_on_to_the_end_are_several(page, printed):
    layout = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
    assert cited(layout, {"type": "book", "page": page}) == printed


@pytest.mark.parametrize(
    ("pages", "first"),
    [("xi-xxv", "xi"), ("1-", "1"), ("S12–S15", "S12"), ("iv", "iv"), ("e-12", "e-12"), ("12-1–12-9", "12-1")],
)
def test_the_first_page_of_roman_and_open_ranges_was_the_whole_range(pages: str, first: str):
    assert cited('<text variable="page-first"/>', {"page": pages}) == first


@pytest.mark.parametrize(
    ("locator", "text"),
    [("12-15", "p. 12‑15"), ("12–15", "p. 12–15"), ("12–15, 18-20", "p. 12–15, 18‑20"), ("A-3–A-5", "p. A-3–A-5")],
)
def test_a_dash_in_a_locator_became_the_hyphen_of_the_locale(locator: str, text: str):
    assert cited(LOCATOR, {}, {"locator": locator}, locale="fr-FR") == text


@pytest.mark.parametrize(
    ("number", "text"), [(12345678.0, "12345678"), (1234567.25, "1234567.25"), (2.5, "2.5"), (-3.0, "-3")]
)
def test_a_number_with_a_fraction_was_rounded_to_six_digits(number: float, text: str):
    assert cited('<text variable="version"/>', {"version": number}) == text


@pytest.mark.parametrize("pages", ["1187.e1-1187.e12", "S1.1-S1.19"])
def test_pages_with_periods_inside_are_names_and_never_shortened(pages: str):
    assert cited('<text variable="page"/>', {"page": pages}, options='page-range-format="minimal"') == pages


def test_a_series_and_its_volume_are_no_range():
    volume = '<label variable="volume" form="short" suffix=" "/><text variable="volume"/>'
    assert cited(volume, {"volume": "s1-III"}) == "vol. s1-III"
    assert cited(volume, {"volume": "II-III"}) == "vols. II–III"


def test_a_hyphen_in_a_version_is_no_range():
    version = '<label variable="version" suffix=" "/><text variable="version"/>'
    assert cited(version, {"version": "v. 2022-09"}) == "version 2022-09"


def test_pages_of_a_preface_and_of_a_book_are_counted_together():
    count = '<text variable="number-of-pages"/><label variable="number-of-pages" form="short" prefix=" "/>'
    layout = f'<choose><if is-numeric="number-of-pages">{count}</if></choose>'
    assert cited(layout, {"number-of-pages": "xii, 210"}) == "xii, 210 pp."


@pytest.mark.parametrize(
    ("pages", "first"), [("chap. 4", "chap. 4"), ("pp. 12-15", "12"), ("Pp. 12-15", "12"), ("fol. 3r-4v", "fol. 3r")]
)
def test_the_first_page_keeps_the_words_that_say_what_it_is(pages: str, first: str):
    assert cited('<text variable="page-first"/>', {"page": pages}) == first


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3 p. 5-7", "3 pp. 5–7"),
        ("3 p. 5", "3 p. 5"),
        ("P. 5-7", "P. 5–7"),
        ("3 pp. 5-7", "3 pp. 5–7"),
        ("v. 1-3", "v. 1–3"),
        ("3 no. 4 & 5", "3 nos. 4 &#38; 5"),
    ],
)
def test_a_label_amid_a_number_is_of_as_many_as_stand_behind_it(value: str, text: str):
    assert cited('<text variable="volume"/>', {"volume": value}) == text


@pytest.mark.parametrize(
    ("locator", "label", "text"),
    [
        ("5", "article", "as an article: art. 5"),
        ("5", "article-locator", "as an article: art. 5"),
        ("art. 5-7", "page", "as an article: arts. 5–7"),
        ("2", "title", "as a title: tit. 2"),
        ("3 art. 5", "page", "p. 3 art. 5"),
        ("vena", "sub verbo", "as a word: s.v. vena"),
    ],
)
@pytest.mark.parametrize(
    "names", [("article", "title", "sub verbo"), ("article-locator", "title-locator", "sub-verbo")]
)
def test_an_article_of_a_law_was_a_preprint(locator: str, label: str, text: str, names: tuple[str, str, str]):
    article, title, word = names
    layout = f"""<group delimiter=" "><choose><if locator="{article}"><text value="as an article:"/></if>
      <else-if locator="{title}"><text value="as a title:"/></else-if>
      <else-if locator="{word}"><text value="as a word:"/></else-if></choose>
      <label variable="locator" form="short"/><text variable="locator"/></group>"""
    assert cited(layout, {"title": "T"}, {"locator": locator, "label": label}) == text


@pytest.mark.parametrize(
    ("locator", "label", "text"),
    [
        ("ch. 2, ch. 4", "page", "chapters 2, 4"),
        ("2, p. 4", "page", "pages 2, 4"),
        ("ch. 2-3, ch. 5, sec. 1", "page", "chapters 2–3, 5, sec. 1"),
        ("ch. 2, sec. 4, ch. 7", "page", "chapter 2, sec. 4, chap. 7"),
        ("Vol. 2, p. 4", "page", "volume 2, p. 4"),
    ],
)
def test_a_label_of_a_locator_was_said_again(locator: str, label: str, text: str):
    layout = '<group delimiter=" "><label variable="locator"/><text variable="locator"/></group>'
    assert cited(layout, {"title": "T"}, {"locator": locator, "label": label}) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("xii, 200", "pp. xii, 200"),
        ("iv & 12", "pp. iv &#38; 12"),
        ("200", "pp. 200"),
        ("mild, 200", "mild, 200"),
        ("two maps, 200", "two maps, 200"),
    ],
)
def test_the_pages_of_a_preface_beside_the_others_were_no_numbers(value: str, text: str):
    layout = """<group delimiter=" "><choose><if is-numeric="number-of-pages"><label variable="number-of-pages"
      form="short"/></if></choose><number variable="number-of-pages"/></group>"""
    assert cited(layout, {"number-of-pages": value}) == text


@pytest.mark.parametrize(
    ("pages", "text"),
    [("199-200 (online)", "pp."), ("12N10-N15", "pp."), ("12 (online)", "p."), ("12-A", "p."), ("A-12", "p.")],
)
def test_a_range_that_words_stand_behind_was_one_page(pages: str, text: str):
    assert cited('<label variable="page" form="short"/>', {"page": pages}) == text


def test_a_locator_that_a_style_asks_for_twice_was_printed_twice():
    layout = (
        '<group delimiter=", "><text variable="title"/><text variable="locator"/>'
        '<group delimiter=" "><label variable="locator"/><text variable="locator"/></group></group>'
    )
    assert cited(layout, {"title": "T"}, {"locator": "5"}) == "T, 5"
    assert cited(layout, {"title": "T"}, {"locator": "5"}, strict=True) == "T, 5, page 5"


def test_a_label_in_a_group_of_which_nothing_is_printed_is_not_said_already():
    layout = (
        '<group delimiter=" "><label variable="locator"/><text variable="volume"/></group>'
        '<group delimiter=" "><label variable="locator"/><text variable="locator"/></group>'
    )
    assert cited(layout, {"title": "T"}, {"locator": "5"}) == "page 5"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1–2", "nos. 1–2"), ("3 – 4", "nos. 3 – 4"), ("70-18", "no. 70-18"), ("70-18, 19-20", "nos. 70-18, 19-20")],
)
def test_a_dash_in_a_number_made_no_two_of_it(number: str, text: str):
    layout = '<label variable="number" form="short" suffix=" "/><number variable="number"/>'
    assert cited(layout, {"number": number}) == text


PAGE = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
VOLUME = '<label variable="volume" form="short" suffix=" "/><text variable="volume"/>'


@pytest.mark.parametrize(
    ("locale", "page", "text"),
    [
        ("de-DE", "S. 44-46", "S. 44–46"),
        ("de-DE", "Seiten 44-46", "S. 44–46"),
        ("de-DE", "S44-S46", "S. S44–S46"),
        ("sv-SE", "s. 7", "s. 7"),
        ("ru-RU", "с. 44-46", "сс. 44–46"),
        ("en-US", "S. 44", "p. S. 44"),
    ],
)
def test_the_label_of_another_language_was_said_twice(locale: str, page: str, text: str):
    assert cited(PAGE, {"page": page}, locale=locale) == text


@pytest.mark.parametrize(("volume", "text"), [("Bd. 6", "Bd. 6"), ("Bde. 6-7", "Bde. 6–7"), ("Band 6", "Bd. 6")])
def test_volumes_in_german_were_labelled_twice(volume: str, text: str):
    assert cited(VOLUME, {"volume": volume}, locale="de-DE") == text


def test_a_label_that_no_other_stands_beside_stays_in_its_language():
    assert cited('<text variable="volume"/>', {"volume": "Bd. 6"}, locale="de-DE") == "Bd. 6"


@pytest.mark.parametrize(
    ("page", "text"), [("p. 1,204", "p. 1,204"), ("Pp. 3,114", "pp. 3,114"), ("p. 4, 9", "pp. 4, 9")]
)
def test_a_number_of_thousands_behind_its_label_was_two(page: str, text: str):
    assert cited(PAGE, {"page": page}) == text


def test_pages_of_parts_are_several():
    assert cited(PAGE, {"page": "2:31-2:44"}) == "pp. 2:31-2:44"


@pytest.mark.parametrize("form", ["expanded", "chicago", "minimal-two"])
@pytest.mark.parametrize(("locator", "text"), [("31-2-31-8", "pp. 31–2–31–8"), ("107-1-107-9", "pp. 107–1–107–9")])
def test_pages_with_hyphens_of_their_own_in_a_cite_were_written_out(locator: str, text: str, form: str):
    assert cited(LOCATOR, {}, {"locator": locator}, options=f'page-range-format="{form}"') == text


@pytest.mark.parametrize(("label", "text"), [("page", "pp. 321–8"), ("section", "secs. 321–328")])
def test_ranges_of_pages_alone_are_shortened_in_locators(label: str, text: str):
    locator = {"locator": "321-328", "label": label}
    assert cited(LOCATOR, {}, locator, options='page-range-format="minimal"') == text


GERMAN, FRENCH, ENGLISH = "de-DE", "fr-FR", "en-US"


@pytest.mark.parametrize(
    ("locale", "locator", "text"),
    [
        (GERMAN, "S. 4-5", "S. 4–5"),
        (GERMAN, "S.4", "S. 4"),
        (GERMAN, "Seiten 4-5", "S. 4–5"),
        (GERMAN, "S. xii", "S. xii"),
        (GERMAN, "S. 4, S. 6", "S. 4, 6"),
        (GERMAN, "Kap. 3", "Kap. 3"),
        (GERMAN, "chapter 3", "Kap. 3"),
        (GERMAN, "pp. 4-5", "S. 4–5"),
        (GERMAN, "§§ 5-6", "§§ 5–6"),
        (GERMAN, "Paragraph 5", "S. Paragraph 5"),
        (GERMAN, "Bd. 2, S. 5", "Bd. 2, S. 5"),
        (GERMAN, "Anm. 3r", "Anm. 3r"),
        (FRENCH, "¶ 7", "¶ 7"),
        (FRENCH, "chapitre 3", "chap. 3"),
        (ENGLISH, "page 4", "p. 4"),
        (ENGLISH, "Paragraph 5", "para. 5"),
        (ENGLISH, "S 4", "p. S 4"),
        (ENGLISH, "V 4", "p. V 4"),
        (ENGLISH, "C 5", "p. C 5"),
        (FRENCH, "page d’accueil", "p. page d’accueil"),
        (FRENCH, "chapitre d'ouverture", "p. chapitre d’ouverture"),
        (ENGLISH, "pine 4", "p. pine 4"),
        ("ru-RU", "с. 4", "с. 4"),
        ("pt-BR", "v. 2", "v. 2"),
    ],
)
def test_a_label_typed_into_a_locator_was_printed_behind_another(locale: str, locator: str, text: str):
    assert cited(LOCATOR, {}, {"locator": locator}, locale=locale) == text


def test_a_label_typed_into_a_locator_is_known_in_the_words_of_the_style_and_of_another_language_to_come():
    term = '<locale><terms><term name="page" form="short">Seitenzahl</term></terms></locale>'
    assert cited(LOCATOR, {}, {"locator": "Seitenzahl 4"}, locale=GERMAN, before=term) == "Seitenzahl 4"
    doc = document([{"title": "T"}], ENGLISH, citation=LOCATOR)
    doc.cite([{"id": "0", "locator": "S. 4"}])
    assert doc.citations() == ["p. S. 4"]
    assert doc.restyled(doc.style, GERMAN).citations() == ["S. 4"]


def test_a_label_typed_into_a_locator_is_what_a_condition_asks_for():
    layout = '<choose><if locator="chapter"><text value="in "/></if></choose><text variable="locator"/>'
    assert cited(layout, {}, {"locator": "Kap. 3", "label": "page"}, locale=GERMAN) == "in 3"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("10 para. 1-6", "10 paras. 1–6"),
        ("70-18 pt. 1-3", "70-18 pts. 1–3"),
        ("no. 70-18", "70-18"),
        ("70-18", "70-18"),
    ],
)
def test_a_part_of_what_a_number_identifies_is_a_range(number: str, text: str):
    assert cited('<number variable="number"/>', {"number": number}) == text


@pytest.mark.parametrize(
    ("pages", "text"), [("i-ix", "pp. i–ix"), ("2; 5", "pp. 2; 5"), ("ix", "p. ix"), ("1", "p. 1"), ("2", "pp. 2")]
)
def test_several_numbers_of_pages_had_a_label_for_one(pages: str, text: str):
    layout = '<label variable="number-of-pages" form="short" suffix=" "/><text variable="number-of-pages"/>'
    assert cited(layout, {"number-of-pages": pages}) == text


@pytest.mark.parametrize("suffix", [". ", " "])
def test_a_symbol_typed_before_a_locator_takes_no_period_that_closes_short_labels(suffix: str) -> None:
    layout = (
        f'<label variable="locator" form="short" strip-periods="true" suffix="{suffix}"/><text variable="locator"/>'
    )
    assert cited(layout, {}, {"locator": "§ 3"}, to="text") == "§ 3"


@pytest.mark.parametrize(("label", "text"), [("", "§ 3"), ('<label variable="locator"/> ', "§ 3")])
def test_a_sign_typed_before_a_locator_was_lost_in_styles_without_labels(label: str, text: str):
    for printed in ("text", "number"):
        layout = f'<group delimiter=" ">{label}<{printed} variable="locator"/></group>'
        assert cited(layout, {}, {"locator": "§ 3", "label": "section"}) == text


def test_a_sign_typed_before_a_locator_was_printed_on_both_sides():
    layout = '<group delimiter=" "><text variable="locator"/><label variable="locator" form="symbol"/></group>'
    assert cited(layout, {}, {"locator": "§ 3"}) == "§ 3"
    assert cited(layout, {}, {"locator": "3", "label": "section"}) == "3 §"


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        ("Kap. 3, S. 5", "Kap. 3, S. 5"),
        ("Kap. 3 S. 5", "Kap. 3 S. 5"),
        ("Kap. 3, Seiten 5-6", "Kap. 3, S. 5–6"),
        ("chap. 3, p. 5", "Kap. 3, S. 5"),
    ],
)
def test_a_second_label_in_the_language_of_the_document_made_a_locator_no_number(locator: str, text: str):
    layout = """<group delimiter=" "><choose><if is-numeric="locator"><label variable="locator" form="short"/></if>
      </choose><text variable="locator"/></group>"""
    assert cited(layout, {}, {"locator": locator}, locale=GERMAN) == text


def test_a_sign_typed_before_a_locator_was_lost_where_a_style_labels_other_locators_alone():
    layout = """<choose><if locator="page"><label variable="locator"/><text variable="locator"/></if>
      <else><text variable="locator" prefix=": "/></else></choose>"""
    assert cited(layout, {}, {"locator": "§ 3", "label": "page"}, to="text") == ": § 3"
    assert cited(layout, {}, {"locator": "3", "label": "page"}, to="text") == "page3"


@pytest.mark.parametrize(
    ("layout", "typed", "text"),
    [
        ('<text variable="locator"/>', "§5", "§5"),
        ('<text variable="locator"/>', "§§ 5-7", "§§ 5–7"),
        ('<number variable="locator"/>', "§ 5", "§ 5"),
        ('<text variable="locator"/><label variable="locator" form="symbol"/>', "§ 5", "§ 5"),
        ('<choose><if is-numeric="locator"><text variable="locator" prefix="no. "/></if></choose>', "§ 5", "no. § 5"),
    ],
)
def test_a_sign_typed_before_a_locator_is_no_part_of_its_number(layout: str, typed: str, text: str):
    assert cited(layout, {}, {"locator": typed}, to="text") == text


def test_the_same_section_in_a_style_without_labels_was_another_place():
    layout = '<choose><if position="ibid-with-locator"><text value="there, "/></if><else-if position="ibid"><text value="there"/></else-if></choose>'
    doc = document([{"title": "T"}], citation=f'{layout}<text variable="title"/>', to="text")
    for locator in ("§ 5", "§5"):
        doc.cite([{"id": "0", "locator": locator}])
    assert doc.citations() == ["T", "thereT"]
