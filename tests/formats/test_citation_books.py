"""Books, chapters, reports, theses and web pages in citation strings."""

import pytest

from ccsvi_refs.formats import citation

BOOKS = [
    "Okafor B, Lindqvist A. Veins and doubt. 2nd ed. London: Elsevier; 2009. 350 p.",
    "Okafor B, Lindqvist A. Veins and doubt. 2nd ed. London: Elsevier; 2009.",
    "Okafor, B., & Lindqvist, A. (2009). Veins and doubt (2nd ed.). Elsevier.",
    "Okafor, B. and Lindqvist, A. (2009) Veins and doubt. 2nd edn. London: Elsevier.",
    "Okafor, Ben, and Anna Lindqvist. Veins and doubt. 2nd ed. London: Elsevier, 2009.",
    "Okafor, Ben, and Anna Lindqvist. 2009. Veins and doubt. 2nd ed. London: Elsevier.",
    "B. Okafor and A. Lindqvist, Veins and doubt, 2nd ed. London: Elsevier, 2009.",
    "Okafor B, Lindqvist A (2009) Veins and doubt, 2nd edn. Elsevier, London",
    "Okafor, B., Lindqvist, A.: Veins and doubt, 2nd edn. Elsevier, London (2009)",
]

CHAPTERS = [
    "Okafor B. Narrow veins. In: Brown C, de Vries D, editors. Veins and doubt. London: Elsevier; 2009. p. 35-40.",
    "Okafor, B. (2009). Narrow veins. In C. Brown & D. de Vries (Eds.), Veins and doubt (pp. 35-40). Elsevier.",
    "Okafor, B. (2009) 'Narrow veins', in Brown, C. and de Vries, D. (eds) Veins and doubt. London: Elsevier, pp. 35-40.",
    "Okafor B (2009) Narrow veins. In: Brown C, de Vries D (eds) Veins and doubt. Elsevier, London, pp 35-40",
    "Okafor, B.: Narrow veins. In: Brown, C., de Vries, D. (eds.) Veins and doubt, pp. 35-40. Elsevier, London (2009)",
]


@pytest.mark.parametrize("text", BOOKS)
def test_books(text):
    found = citation.read(text)
    assert [name.family for name in found.authors] == ["Okafor", "Lindqvist"]
    assert (found.title, found.year, found.container_title) == ("Veins and doubt", 2009, "")
    assert found.text("publisher") == "Elsevier"
    assert found.text("edition") == "2nd"
    assert found.text("publisher-place") == ("" if "&" in text else "London")
    assert found.type == "book"


@pytest.mark.parametrize("text", CHAPTERS)
def test_chapters(text):
    found = citation.read(text)
    assert [name.family for name in found.authors] == ["Okafor"]
    assert [name.family for name in found.names("editor")] == ["Brown", "Vries"]
    assert (found.title, found.year, found.container_title) == ("Narrow veins", 2009, "Veins and doubt")
    assert found.text("publisher") == "Elsevier"
    assert found.text("page") == "35-40"
    assert found.type == "chapter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "National Institute for Health and Care Excellence. Percutaneous venoplasty for narrowed veins: interventional procedures guidance IPG640. London: NICE; 2019.",
            {"title": "Percutaneous venoplasty for narrowed veins: interventional procedures guidance IPG640", "publisher": "NICE", "publisher-place": "London"},
        ),
        (
            "NICE (2019) Percutaneous venoplasty for narrowed veins. https://www.nice.org.uk/guidance/ipg640",
            {"title": "Percutaneous venoplasty for narrowed veins", "URL": "https://www.nice.org.uk/guidance/ipg640"},
        ),
        (
            "World Health Organization. Veins of the world [Internet]. Geneva: World Health Organization; 2018 [cited 2020 Mar 4]. Available from: https://www.who.int/veins",
            {"title": "Veins of the world", "publisher": "World Health Organization", "URL": "https://www.who.int/veins"},
        ),
        (
            "Okafor B. Narrow veins in rabbits [PhD thesis]. Leeds: University of Leeds; 2009.",
            {"title": "Narrow veins in rabbits", "publisher": "University of Leeds", "type": "thesis", "genre": "PhD thesis"},
        ),
        (
            "Okafor, B. (2009). Narrow veins in rabbits (Doctoral dissertation, University of Leeds).",
            {"title": "Narrow veins in rabbits", "publisher": "University of Leeds", "type": "thesis", "genre": "Doctoral dissertation"},
        ),
    ],
)  # fmt: skip
def test_bodies_web_pages_and_theses(text, expected):
    found = citation.read(text)
    assert {name: found.text(name) for name in expected if name != "type"} == {
        n: v for n, v in expected.items() if n != "type"
    }
    assert found.type == expected.get("type", found.type)
    assert len(found.authors) == 1


@pytest.mark.parametrize("text", BOOKS + CHAPTERS)
def test_a_publisher_is_no_journal(text):
    assert "volume" not in citation.read(text).data
