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


@pytest.mark.parametrize(
    ("text", "author", "title", "others"),
    [
        ("NICE (2019) Hypertension in adults. NG136.", "NICE", "Hypertension in adults", {"number": "NG136"}),
        ("NICE (2014). Head injury: assessment. Clinical guideline CG176.", "NICE", "Head injury: assessment", {"number": "CG176", "genre": "Clinical guideline"}),
        ("Scottish Intercollegiate Guidelines Network (2015) Stable angina. SIGN151.", "Scottish Intercollegiate Guidelines Network", "Stable angina", {"number": "SIGN151"}),
        ("Asthma UK (no date). Living with asthma.", "Asthma UK", "Living with asthma", {}),
        ("Epilepsy UK (2017) Your first seizure.", "Epilepsy UK", "Your first seizure", {}),
        ("NHS Scotland (2016) The year of the carer.", "NHS Scotland", "The year of the carer", {}),
        ("Department of Education (2018) The school census.", "Department of Education", "The school census", {}),
        ("Office for Health Statistics (2012) Births in winter. Statistical bulletin.", "Office for Health Statistics", "Births in winter", {"genre": "Statistical bulletin"}),
    ],
)  # fmt: skip
def test_what_a_body_published_itself_was_an_article_of_a_journal_called_by_its_title(text, author, title, others):
    read = citation.read(text)
    assert [name.literal for name in read.names("author")] == [author]
    assert read.title == title
    assert read.type in ("report", "document")
    assert {name: read.data[name] for name in ("number", "genre") if name in read.data} == others
    assert not read.data.keys() & {"container-title", "volume", "publisher"}


def test_a_title_before_the_year_and_a_person_called_uk_stay_what_they_are():
    editorial = citation.read("Editorial Board. (2010). Advances in Vein Science, 22(2), 1-3.")
    assert (editorial.title, editorial.container_title) == ("Editorial Board", "Advances in Vein Science")
    person = citation.read("Lee UK (2001) A trial of veins. Lancet 7:1-2.")
    assert [(name.family, name.given) for name in person.names("author")] == [("Lee", "U K")]
