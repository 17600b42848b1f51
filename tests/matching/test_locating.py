"""Where an author's name and a journal's stand in a citation string, however they are written there."""

import pytest

from ccsvi_refs.matching import locating, prepared
from ccsvi_refs.matching.locating import AuthorFound
from ccsvi_refs.model import Name


def author(text, family, given="", near=0):
    who = prepared.author(Name(family, given))
    return locating.author(prepared.cited(text), who, near)


def container(text, name, taken=range(0)):
    found = locating.container(prepared.cited(text), tuple(name.lower().split()), taken)
    return (round(found.likeness, 2), " ".join(prepared.cited(text).words[found.start : found.end]))


def test_a_family_name_is_found_where_it_stands_first():
    assert author("Doe J, Larkin D. Veins of Larkin. 2001", "Larkin") == AuthorFound(True, 2, 1, None)
    assert author("Doe J. Veins. 2001", "Larkin") is None


@pytest.mark.parametrize(
    ("text", "given", "agree"),
    [
        ("Larkin D. Veins.", "Dora", True), ("D. Larkin. Veins.", "Dora", True), ("Larkin D. Veins.", "Ellen", False),
        ("Larkin. Veins are narrow.", "Dora", None), ("Larkin D. Veins.", "", None), ("E. D. Larkin. Veins.", "Ellen", True),
        ("Larkin DE. Veins.", "Dora", True), ("Larkin Dora. Veins.", "Dora", None), ("E. D. Larkin. Veins.", "Dora", False),
    ],
)  # fmt: skip
def test_initials_beside_a_name_agree_or_do_not_or_are_not_there(text, given, agree):
    assert author(text, "Larkin", given).initials is agree


@pytest.mark.parametrize(
    ("written", "family", "found"),
    [
        ("Larkim", "Larkin", True), ("Lakrin", "Larkin", True), ("Markum", "Larkin", False), ("Lee", "Ele", False),
        ("Lei", "Lie", True), ("Les", "Lie", False), ("Wu", "Wo", False), ("Brannigen", "Brannigan", True),
        ("Branigen", "Brannigan", True), ("Banigen", "Brannigan", False),
    ],
)  # fmt: skip
def test_a_misspelling_is_looked_for_near_the_start_alone(written, family, found):
    text = f"{written} T. On the narrowing of veins in the legs of sheep. 2001"
    nearly = author(text, family, near=8)
    assert (nearly is not None, nearly is not None and nearly.exact) == (found, False)
    assert author(text, family) is None
    assert author("One two three four five six. " + text, family, near=3) is None


def test_a_name_that_lost_its_spaces_is_found_with_its_words():
    found = author("VanDerBerghT. On veins. 2001", "Van der Bergh", near=8)
    assert found is not None
    assert (found.exact, found.place, found.initials) == (False, 0, None)
    glued = author("LarkinDM, RoeA. On veins. 2001", "Larkin", near=8)
    assert glued == AuthorFound(False, 0, 1, None)
    assert (
        author(
            "RoeA. On the veins that were seen in sheep and goats of nine years and more by DrLarkinson. 2001",
            "Larkinson",
            near=8,
        )
        is None
    )


def test_a_name_of_several_words_is_found_by_its_longest():
    assert author("Bergh T. On veins. 2001", "Van der Bergh").place == 0
    assert author("Berg T. On veins. 2001", "de la O") is None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "Doe J. Veins. Journal of Venous Studies 2001;1:1",
            "journal of venous studies",
            (1, "journal of venous studies"),
        ),
        ("Doe J. Veins. J Ven Stud 2001;1:1", "journal venous studies", (1, "j ven stud")),
        ("Doe J. Veins. JVS 2001;1:1", "journal venous studies", (1, "jvs")),
        ("Doe A. the jvs of veins 2001;1:1", "journal venous studies", (0, "")),
        ("Doe J. Veins. Journal of Nothing 2001;1:1", "journal venous studies", (0.33, "journal")),
        ("Doe A. Veins. Lancet 2001;1:1", "journal venous studies", (0, "")),
    ],
)
def test_a_journal_is_found_in_full_abbreviated_or_by_its_initials(text, name, expected):
    assert container(text, name) == expected


def test_words_that_are_the_title_s_are_no_journal():
    text = "Doe J. Nature. Science 2001;1:1"
    assert container(text, "nature") == (1, "nature")
    assert container(text, "nature", range(2, 3)) == (0, "")


def test_initials_of_an_author_are_no_part_of_a_journals_name():
    text = "H. Wang, W.D. Paquette, A.J. Csakai, J.E. Mangette, ChemInform 42 (2011) no."
    assert container(text, "American Journal Cardiology")[0] == 0
    assert container("Roe J. Veins. Am J Card Surg 2001;7:1", "American Journal Cardiology")[0] == 1
    assert container("Roe J. Veins. A J Cardiol 2001;7:1", "American Journal Cardiology")[0] == 1
    assert container("Roe J. Veins. Am J Foo 2001;7:1", "American Journal Cardiology")[0] == 0.67


@pytest.mark.parametrize("text", ["1Nature 7, 101 (2001).", "12 Nature 7, 101 (2001).", "1J. A. Roe, Nature 7, 101."])
def test_a_raised_number_before_a_reference_is_no_part_of_its_first_word(text):
    assert prepared.cited(text).words[0] in ("nature", "j")


@pytest.mark.parametrize(("text", "first"), [("3D maps of veins. 2001", "3d"), ("2C is a phase. 2001", "2c")])
def test_a_word_that_begins_with_a_digit_keeps_it(text, first):
    assert prepared.cited(text).words[0] == first
