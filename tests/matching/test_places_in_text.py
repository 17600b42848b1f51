"""Where fields stand in a string: each rule of the search, with the nearest thing that it must not take."""

import pytest

from ccsvi_refs.matching import locating, prepared
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Author, Cited
from ccsvi_refs.model import Name
from tests.matching.works import record

TEXT = "Roe J, Poe A. Slow kettles of many kinds. J Kettle Sci. 2011;12(3):5-9."


def who(family: str, given: str = "") -> Author:
    found = prepared.author(Name(family, given))
    assert found
    return found


def test_a_long_title_is_found_across_lost_and_stray_spaces() -> None:
    page = Cited("Roe J. Slow kett les ofmany kinds. J Kettles.")
    assert locating.phrase(page, "slowkettlesofmanykinds") == Found(1.0, 2, 7)


def test_a_short_title_has_to_stand_between_words() -> None:
    page = Cited("Roe J. Cartilage repair. J Kettles.")
    assert locating.phrase(page, "art").likeness == 0
    assert locating.phrase(Cited("Roe J. Art. J Kettles."), "art") == Found(1.0, 2, 3)


def test_nothing_is_found_in_nothing() -> None:
    assert locating.phrase(Cited(""), "kettles").likeness == 0
    assert locating.phrase(Cited(TEXT), "").likeness == 0


def test_a_title_longer_than_the_text_is_compared_with_all_of_it() -> None:
    found = locating.phrase(Cited("Slow kettles"), "slowkettlesofmanykinds")
    assert (found.start, found.end) == (0, 2)
    assert 0.5 < found.likeness < 0.8


def test_few_letters_are_not_looked_for_with_tolerance() -> None:
    assert locating.phrase(Cited("Roe J. Kettlez. J Sci."), "kettles").likeness == 0
    assert 0.8 < locating.phrase(Cited("Roe J. Slow kettlez. J Sci."), "slowkettles").likeness < 1


def test_a_title_that_is_only_alike_ends_where_punctuation_does() -> None:
    registered = record("Slow kettles of sundry kinds", "Roe Jane", "J", "2011;1:1")
    found = locating.title(Cited(TEXT), prepared.candidate(registered))
    assert (found.start, found.end) == (4, 9)


def test_a_line_is_not_crossed_for_a_little_more_likeness() -> None:
    page = Cited("Slow kettles of many kinds and\nJ Kettles 2011;12:5.")
    found = locating.bounded(page, Found(0.8, 0, 6), "slowkettlesofmanykindsandj")
    assert found.end <= 6


def test_coverage_counts_letters_of_whole_words() -> None:
    page = Cited("kinds many kettle")
    assert locating.coverage(page, ("kinds", "kettles")) == pytest.approx(5 / 12)
    assert locating.coverage(page, ()) == 0


@pytest.mark.parametrize(
    ("text", "author", "exact", "initials"),
    [
        ("Roe J, Poe A. Kettles.", who("Roe", "Jane"), True, True),
        ("J. Roe and A. Poe. Kettles.", who("Poe", "Anna"), True, True),
        ("Roe K, Poe A. Kettles.", who("Roe", "Jane"), True, False),
        ("Roe, Poe. Kettles.", who("Roe", "Jane"), True, None),
        ("Roe J. Kettles.", who("Roe"), True, None),
        ("J. K. Roe. Kettles.", who("Roe", "Jane Kim"), True, True),
        ("K. J. Roe. Kettles.", who("Roe", "Jane Kim"), True, False),
        ("K. Roe J, Poe A. Kettles.", who("Roe", "Jane"), True, True),
        ("de la Cruz M. Kettles.", who("de la Cruz", "Maria"), True, True),
        ("Petersn M. Kettles.", who("Petersen", "Maria"), False, True),
        ("Petesrsn M. Kettles.", who("Petersen", "Maria"), False, True),
        ("Hseinrich M. Kettles.", who("Heinrich", "Maria"), False, True),
        ("Lee M. Kettles.", who("Ele", "Maria"), None, None),
        ("Smtih M. Kettles.", who("Smith", "Maria"), False, True),
        ("Wmith M. Kettles.", who("Poe", "Maria"), None, None),
    ],
)
def test_authors_are_found_by_name_and_initials(
    text: str, author: Author, exact: bool | None, initials: bool | None
) -> None:
    found = locating.author(Cited(text), author, near=8)
    assert (found.exact, found.initials) == (exact, initials) if found else exact is None


def test_only_the_first_words_are_searched_for_a_misspelt_author() -> None:
    page = Cited("Kettles of many sorts and lids by Petersn M")
    assert locating.author(page, who("Petersen"), near=3) is None
    assert locating.author(page, who("Petersen"), near=9)
    assert locating.author(page, who("Petersen")) is None


def test_a_name_run_together_with_others_is_found_nearly() -> None:
    found = locating.author(Cited("RoePetersenMiller. Kettles."), who("Petersen"), near=8)
    assert found
    assert not found.exact


@pytest.mark.parametrize(
    ("text", "form", "likeness"),
    [
        ("J Kettle Sci 2011", ("journal", "kettle", "science"), 1.0),
        ("J of Kettle Sci 2011", ("journal", "kettle", "science"), 1.0),
        ("J Kettle 2011", ("journal", "kettle", "science"), pytest.approx(2 / 3)),
        ("Sci Kettle J 2011", ("journal", "kettle", "science"), 0.0),
        ("JKS 2011", ("journal", "kettle", "science"), 1.0),
        ("Jks 2011", ("journal", "kettle", "science"), 1.0),
        ("jks 2011", ("journal", "kettle", "science"), 0.0),
        ("XKS 2011", ("journal", "kettle", "science"), 0.0),
    ],
)
def test_a_containers_words_are_followed_in_their_order(text: str, form: tuple[str, ...], likeness: float) -> None:
    assert locating.container(Cited(text), form, range(0)).likeness == likeness


def test_words_of_the_title_are_not_those_of_the_container() -> None:
    page = Cited("Kettles in Kettles 2011")
    assert locating.container(page, ("kettles",), range(1)) == Found(1.0, 2, 3)


def test_the_last_of_equal_places_is_the_containers() -> None:
    assert locating.container(Cited("Kettles. Kettles 2011"), ("kettles",), range(0)).start == 1
