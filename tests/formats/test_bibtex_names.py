"""BibTeX's name lists, read and written."""

import pytest

from ccsvi_refs.formats.bibtex import names, names_written
from ccsvi_refs.model import Name


def one(text):
    (name,) = names.read(text).names
    return name


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        (r"\"{O}zdemir, Can", "Özdemir", "Can"),
        (r"{\"O}zdemir, Can", "Özdemir", "Can"),
        (r"\c{S}ahin, D", "Şahin", "D"),
        (r"\c Sahin, D", "Şahin", "D"),
        (r"\v{R}eh\'a\v{c}ek, J", "Řeháček", "J"),
        (r"\O{}stby, L.", "Østby", "L."),
        (r"\O stby, L.", "Østby", "L."),
        (r"{\O}stby, L.", "Østby", "L."),
        (r"\AA{}kesson, P", "Åkesson", "P"),
        (r"\L{}ukasz Zi\k{e}ba", "Zięba", "Łukasz"),
        (r"Erd\H os, Anna", "Erdős", "Anna"),
        (r"Ko\v{c}\'{\i}, Jan", "Kočí", "Jan"),
        (r"\'{E}lise Dupr\'e", "Dupré", "Élise"),
    ],
)
def test_a_macro_in_a_name_loses_no_letter(written, family, given):
    for text in (written, f"Lund, Ann and {written}", f"{written} and Lund, Ann"):
        assert {"family": family, "given": given} in names.read(text).names


def test_the_word_and_parts_names_outside_braces_only():
    found = names.read("{Barnes and Noble} and Land, Andrea AND\n Roe, Ann and others")
    assert [name.get("family") or name["literal"] for name in found.names] == ["Barnes and Noble", "Land", "Roe"]
    assert found.others


def test_particles_are_the_words_in_lower_case():
    assert one("Ludwig van Beethoven") == {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}
    assert one("de la Fuente, Ana") == {"family": "Fuente", "given": "Ana", "non-dropping-particle": "de la"}
    assert one("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin") == {
        "family": "Vallée Poussin", "given": "Charles Louis Xavier Joseph", "non-dropping-particle": "de la"
    }  # fmt: skip


def test_braces_keep_a_particle_in_the_family_name():
    assert one("{de la Fuente}, Ana") == {"family": "de la Fuente", "given": "Ana"}
    assert one("Ana {de la Fuente}") == {"family": "de la Fuente", "given": "Ana"}


def test_the_middle_of_three_parts_is_the_suffix():
    assert one("King, Jr., Martin Luther") == {"family": "King", "given": "Martin Luther", "suffix": "Jr."}
    assert one("van der Berg, III, Piet") == {
        "family": "Berg", "given": "Piet", "suffix": "III", "non-dropping-particle": "van der"
    }  # fmt: skip


def test_a_tie_parts_words():
    assert one("Donald~E. Knuth") == {"family": "Knuth", "given": "Donald E."}


def test_names_between_commas_are_read_and_said():
    found = names.read("Lund A., Doe B.C., Roe D.")
    assert [name["family"] for name in found.names] == ["Lund", "Doe", "Roe"]
    assert "commas" in found.problem
    paired = names.read("Lund, A., Doe, B. C., Roe, D.")
    assert [(name["family"], name["given"]) for name in paired.names] == [
        ("Lund", "A."),
        ("Doe", "B. C."),
        ("Roe", "D."),
    ]
    assert "commas" in paired.problem


def test_too_many_commas_are_said_and_nothing_is_lost():
    found = names.read("One, Two, Three, Four")
    assert found.names == [{"literal": "One, Two, Three, Four"}]
    assert "more commas" in found.problem


def test_initials_in_one_word_are_parted():
    assert one("Doe, JA") == {"family": "Doe", "given": "J A"}


def test_what_stands_in_braces_is_an_institution():
    assert one("{World Health Organization}") == {"literal": "World Health Organization"}
    assert one("{{World Health Organization}}") == {"literal": "World Health Organization"}


GOETHE = Name("Goethe", "Johann W.", dropping_particle="von")
GUCHT = Name("Gucht", "Karel", non_dropping_particle="De")


def test_bibtex_gets_a_form_it_can_read():
    assert names_written.write([GOETHE, GUCHT]) == "von Goethe, Johann W. and De Gucht, Karel"


def test_biblatex_gets_the_kind_of_particle():
    written = names_written.write([GOETHE], extended=True)
    assert one(written) == GOETHE.to_csl()
    assert one(names_written.write([GUCHT], extended=True)) == GUCHT.to_csl()


@pytest.mark.parametrize(
    "name",
    [
        Name("Berg", "Piet", non_dropping_particle="van der"), Name("d’Aoust", "Ann"), Name("King", "Ann", suffix="Jr."),
        Name(literal="Smith and Sons, Ltd"), Name("Jr", "Ann"), Name("Roe and Poe", "A."), Name("Öztürk", "Ç."),
        Name("{", "A"),
    ],
)  # fmt: skip
def test_a_written_name_is_read_back(name):
    assert names.read(names_written.write([name, Name("Last", "Anna")])).names[0] == name.to_csl()


def test_a_family_name_of_two_words_that_stands_alone_is_held_together():
    name = Name("Ehtisham ul Haq")
    assert names_written.write([name]) == "{Ehtisham ul Haq}"
    assert one(names_written.write([name], extended=True)) == name.to_csl()
