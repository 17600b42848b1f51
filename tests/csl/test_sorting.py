"""Sorting: https://docs.citationstyles.org/en/stable/specification.html#sorting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.styles import document, in_order, listed


def by(title: str, *names: dict[str, str]) -> dict[str, Any]:
    return {"title": title, "author": list(names)}


def gogh(given: str, **parts: str) -> dict[str, str]:
    return {"family": "Gogh", "given": given, **{name.replace("_", "-"): value for name, value in parts.items()}}


MACRO = '<macro name="names"><names variable="author"><name {}/></names></macro>'


@pytest.mark.parametrize(
    ("demote", "order"),
    [
        ("never", ["Albert", "Zoe", "de Zac", "van Aaron"]),
        ("sort-only", ["Albert", "Zoe", "de Zac", "van Aaron"]),
        ("display-and-sort", ["Albert", "Zoe", "de Zac", "van Aaron"]),
    ],
)
def test_particles_are_compared_before_given_names(demote: str, order: list[str]):
    items = [
        by("van Aaron", gogh("Aaron", non_dropping_particle="van")),
        by("Zoe", gogh("Zoe")),
        by("de Zac", gogh("Zac", dropping_particle="de")),
        by("Albert", gogh("Albert")),
    ]
    assert in_order('<key variable="author"/>', items, options=f'demote-non-dropping-particle="{demote}"') == order


@pytest.mark.parametrize(("demote", "first"), [("never", "Hals"), ("sort-only", "van Gogh")])
def test_short_names_sort_by_the_particle_only_where_it_is_never_demoted(demote: str, first: str):
    items = [by("Hals", {"family": "Hals"}), by("van Gogh", gogh("Vincent", non_dropping_particle="van"))]
    options = f'demote-non-dropping-particle="{demote}"'
    key = '<key macro="names"/>'
    assert in_order(key, items, before=MACRO.format('form="short"'), options=options)[0] == first


def test_a_name_variable_as_key_is_sorted_in_its_long_form_also_where_names_are_shown_short():
    items = [by("Zoe", gogh("Zoe")), by("Ann", gogh("Ann"))]
    assert in_order('<key variable="author"/>', items, options='name-form="short"') == ["Ann", "Zoe"]


def test_articles_of_organisations_do_not_count_in_english():
    items = [by("Pages", {"literal": "Pages"}), by("Times", {"literal": "The New York Times"})]
    assert in_order('<key variable="author"/>', items) == ["Times", "Pages"]
    assert in_order('<key variable="author"/>', items, locale="da-DK") == ["Pages", "Times"]


def test_the_term_for_et_al_is_no_part_of_a_sort_key():
    doe, roe, zoe = ({"family": name, "given": "A"} for name in ("Doe", "Roe", "Zoe"))
    items = [by("two", doe, roe), by("three", doe, zoe, zoe)]
    before = MACRO.format('et-al-min="3" et-al-use-first="1"')
    assert in_order('<key macro="names"/>', items, before=before) == ["three", "two"]


def test_seasons_do_not_count_in_sorting():
    dates = [
        {"date-parts": [[2000]], "season": 4},
        {"date-parts": [[2000, 5]]},
        {"date-parts": [[2000, 21]]},
        {"date-parts": [[2000]]},
    ]
    items = [{"title": title, "issued": date} for title, date in zip("wmsy", dates, strict=True)]
    assert in_order('<key variable="issued"/><key variable="title"/>', items) == ["s", "w", "y", "m"]


@pytest.mark.parametrize("key", ['variable="citation-number"', 'macro="number"'])
def test_numbers_keep_the_order_of_cites_where_the_bibliography_lists_them_downwards(key: str):
    before = '<macro name="number"><text variable="citation-number"/></macro>'
    layout = '<text variable="citation-number" suffix=" "/><text variable="title"/>'
    sort = f'<sort><key {key} sort="descending"/></sort>'
    assert listed(layout, [{"title": "A"}, {"title": "B"}], before=before, sort=sort) == ["2 B", "1 A"]


def test_the_limits_of_a_sort_key_override_those_of_the_names_it_calls():
    doe, ann, zoe = ({"family": name, "given": "A"} for name in ("Doe", "Ann", "Zoe"))
    items = [by("Zoe", doe, zoe, ann), by("Ann", doe, ann, zoe)]
    before = MACRO.format('et-al-min="3" et-al-use-first="1"')
    assert in_order('<key macro="names"/>', items, before=before) == ["Zoe", "Ann"]
    assert in_order('<key macro="names" names-min="4" names-use-first="4"/>', items, before=before) == ["Ann", "Zoe"]
    assert in_order('<key macro="names" names-use-first="2"/>', items, before=before) == ["Ann", "Zoe"]


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("ru-RU", ["Ежов", "Ёлкин", "Иванов", "Йод", "Яшин", "Adams"]),
        ("en-US", ["Adams", "Ежов", "Ёлкин", "Иванов", "Йод", "Яшин"]),
        ("uk-UA", ["ґава", "діло", "інший", "їжак", "йод"]),
        ("el-GR", ["Άλφα", "Βήτα", "Adams"]),
        ("ja-JP", ["Adams", "あお", "アカ", "がく"]),
        ("ko-KR", ["가", "나", "王", "Adams"]),
    ],
)
def test_other_scripts_sort_by_their_alphabets_and_a_languages_own_comes_first(locale: str, order: list[str]):
    items = [by(family, {"family": family}) for family in sorted(order)]
    assert in_order('<key variable="author"/>', items, locale=locale) == order


@pytest.mark.parametrize(
    ("keys", "manner", "numbers"),
    [
        ('<key variable="title"/>', {}, "abcd"),
        ('<key variable="title" sort="descending"/>', {}, "cbad"),
        ('<key variable="citation-number"/>', {}, "cabd"),
        ('<key variable="title"/>', {"sorts": False}, "cabd"),
        ('<key variable="title"/>', {"mode": "composite"}, "cabd"),
        ('<key variable="title"/>', {"mode": "author-only"}, "cabd"),
    ],
)
def test_an_unsorted_bibliography_has_the_order_in_which_works_are_cited_in_print(
    keys: str, manner: dict, numbers: str
):
    works = [{"id": one, "title": one, "author": [{"family": one}]} for one in "abcd"]
    layout = '<text variable="citation-number"/><names variable="author" prefix=" "/>'
    doc = document(works, citation=layout, citation_sort=f"<sort>{keys}</sort>")
    doc.cite(["c", "a", "b"], **manner)
    doc.cite(["d", "a"])
    assert [entry.id for entry in doc.bibliography().entries] == list(numbers)


@pytest.mark.parametrize("mode", ["", "composite", "suppress-author"])
def test_the_work_that_a_sentence_names_was_number_1_though_its_number_is_printed_last(mode: str):
    works = [{"id": one, "author": [{"family": one}]} for one in "abc"]
    number = '<text variable="citation-number"/>'
    sort = '<sort><key variable="author"/></sort>'
    doc = document(works, citation=number, bibliography=number, citation_sort=sort)
    doc.cite(["c", "b", "a"], mode=mode)
    assert [entry.id for entry in doc.bibliography().entries] == list("abc")


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("da-DK", ["Adler", "Zahle", "Ørsted", "Aabel", "Ågesen", "Aagaard"]),
        ("nb-NO", ["Amundsen", "Zahl", "Aasen"]),
        ("cy-GB", ["Cyw", "Chwarel", "Lyn", "Llan"]),
        ("hu-HU", ["Cukor", "Csaba", "Szabo", "Zrinyi", "Zsigmond"]),
        ("hr-HR", ["Dvor", "Džep", "Đon", "Lovro", "Luka", "Ljubav", "Nov", "Njegos"]),
        ("hu-HU", ["Dvorak", "Dza", "Dzy", "Dzsida", "Ember"]),
        ("en-US", ["Aagaard", "Adler", "Chwarel", "Cyw"]),
    ],
)
def test_two_letters_that_are_one_in_a_language_sorted_as_two(locale: str, order: list[str]):
    items = [by(family, {"family": family}) for family in sorted(order)]
    assert in_order('<key variable="author"/>', items, locale=locale) == order


def test_words_for_a_date_sort_as_no_date():
    dates = [{"literal": "[1650?]"}, {"date-parts": [[2001]]}, {"literal": "Spring 1990"}, {"date-parts": [[1999]]}]
    works = [{"title": str(number), "issued": date} for number, date in enumerate(dates)]
    assert in_order('<key variable="issued"/>', works) == ["3", "1", "0", "2"]


def test_names_with_ayn_or_hamza_came_after_z():
    names = ["Zaid", "ʿUmar", "ʾUsama", "Ubaid", "ali", "Hawaiʻi", "Hawaii Kai"]
    works = [{"title": name} for name in names]
    assert in_order('<key variable="title"/>', works) == [
        "ali", "Hawaiʻi", "Hawaii Kai", "Ubaid", "ʿUmar", "ʾUsama", "Zaid",
    ]  # fmt: skip


def test_a_dash_and_a_space_before_a_title_count_for_nothing():
    works = [{"title": title} for title in ("c", "– b", "a")]
    assert in_order('<key variable="title"/>', works) == ["a", "– b", "c"]


def test_a_hungarian_letter_of_two_that_is_doubled_was_sorted_as_letters_of_one():
    names = ["Asszony", "Aszal", "Aszzal", "Atlasz", "Addzsa", "Adzsa"]
    author = [{"title": name} for name in names]
    found = in_order('<key variable="title"/>', author, locale="hu-HU")
    assert found == ["Adzsa", "Addzsa", "Aszal", "Asszony", "Aszzal", "Atlasz"]
