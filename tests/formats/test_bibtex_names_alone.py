"""Names as BibTeX takes them apart: braces, particles, suffixes, institutions.

http://tug.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf, section 11
"""

import pytest

from ccsvi_refs import formats


def names(written):
    (reference,) = formats.read(f"@book{{x, author = {{{written}}}, title = {{T}}}}", "bibtex")
    return [name.to_csl() for name in reference.authors]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ludwig van Beethoven", {"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}),
        ("van Beethoven, Ludwig", {"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}),
        (
            "de la Vallée Poussin, Charles",
            {"given": "Charles", "non-dropping-particle": "de la", "family": "Vallée Poussin"},
        ),
        ("Poussin de Vallée, Charles", {"given": "Charles", "family": "Poussin de Vallée"}),
        ("King, Jr., Martin Luther", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}),
        ("Martin Luther King", {"given": "Martin Luther", "family": "King"}),
        ("Plato", {"family": "Plato"}),
        ("{World Health Organization}", {"literal": "World Health Organization"}),
        ("{Barnes} and {Noble}", None),
        ("{van} Beethoven, Ludwig", {"given": "Ludwig", "family": "van Beethoven"}),
        ("{\\'E}mile Zola", {"given": "Émile", "family": "Zola"}),
        ("{\\'E}cole {\\'E}tude", {"given": "École", "family": "Étude"}),
    ],
)
def test_the_parts_of_a_name(written, expected):
    found = names(written)
    if expected is None:
        assert [name.get("family") or name.get("literal") for name in found] == ["Barnes", "Noble"]
    else:
        assert found == [expected]


def test_braces_around_parts_are_not_braces_around_the_whole():
    (found,) = names("{Anna} von {Hohen und Tief}")
    assert (found["given"], found["family"]) == ("Anna", "Hohen und Tief")


def test_an_institution_without_braces_is_one_name():
    assert names("Ministry of Health of New Zealand")[0].get("literal") == "Ministry of Health of New Zealand"
    assert names("Health, Ministry of")[0].get("family") == "Health"


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Mary Jane Smith Jones", "Jones", "Mary Jane Smith"),
        ("Gabriel José García Márquez", "Márquez", "Gabriel José García"),
    ],
)
def test_a_person_of_four_words_is_a_person(written, family, given):
    read = formats.read(f"@book{{a, title = {{T}}, author = {{{written}}}}}", "bibtex")
    assert [(name.family, name.given) for name in read["a"].authors] == [(family, given)]


def test_a_name_that_says_it_is_an_institution_is_one():
    read = formats.read("@book{a, title = {T}, author = {Royal College of Wide Seas}}", "bibtex")
    assert [name.literal for name in read["a"].authors] == ["Royal College of Wide Seas"]
