"""One paper as Wikipedia, PubMed, GOST, Lancet and others print it."""

import pytest

from ccsvi_refs.formats import citation

TITLE = "Venous drainage and the shape of doubt"
FAMILIES = ["Okafor", "Lindqvist"]

VARIANTS = {
    "Wikipedia": f'Okafor, B.; Lindqvist, A. (April 2009). "{TITLE}". Journal of Vein Studies. 80 (4): 392–399. doi:10.5555/jvs.1. PMC 2647682. PMID 19060024.',
    "Wikipedia's list": f'^ a b Okafor B, Lindqvist A (April 2009). "{TITLE}". J. Vein Stud. 80 (4): 392–399.',
    "PubMed, title first": f"{TITLE}. Okafor B, Lindqvist A. J Vein Stud. 2009;80(4):392-399.",
    "EndNote, title first": f"{TITLE}. Okafor B, Lindqvist A. Journal of Vein Studies, 2009. 80(4): p. 392-399.",
    "Harvard in Australia": f"Okafor, B, Lindqvist, A 2009, '{TITLE}', Journal of Vein Studies, vol. 80, no. 4, pp. 392-399.",
    "GOST": f"Okafor B., Lindqvist A. {TITLE} // Journal of Vein Studies. – 2009. – Vol. 80, № 4. – P. 392–399.",
    "capitals": f"OKAFOR, B. and LINDQVIST, A., 2009. {TITLE}. Journal of Vein Studies, 80(4), pp. 392-399.",
    "Frontiers": f"Okafor B, Lindqvist A. {TITLE}. J Vein Stud (2009) 80(4):392–399. doi: 10.5555/jvs.2009.00123",
    "Dutch names of months": f"Okafor, B., Lindqvist, A. {TITLE}. Journal of Vein Studies 2009 mei;80(4):392-399.",
    "notes of PubMed Central": f"Okafor B, Lindqvist A. {TITLE}. J Vein Stud. 2009;80(4):392-399. [PMC free article] [PubMed] [Google Scholar]",
    "language": f"Okafor B, Lindqvist A. {TITLE}. [Article in German]. J Vein Stud. 2009;80(4):392-399.",
    "wrapped": "Okafor B, Lind-\nqvist A. Venous drain-\nage and the shape of doubt. J Vein \nStud. 2009;80(4):392-\n399.",
}  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants(variant):
    found = citation.read(VARIANTS[variant])
    assert [name.family.title() for name in found.authors] == FAMILIES
    assert (found.title, found.year) == (TITLE, 2009)
    assert found.container_title in ("Journal of Vein Studies", "J Vein Stud", "J. Vein Stud.")
    assert (found.text("volume"), found.text("issue")) == ("80", "4")
    assert found.text("page").replace("–", "-") == "392-399"


def test_title_author_and_source_on_lines_of_their_own_in_that_order():
    found = citation.read(f"{TITLE}.\nOkafor B, et al.\nJournal of Vein Studies 2009;80:392-399.")
    assert (found.title, found.authors[0].family, found.text("volume")) == (TITLE, "Okafor", "80")


@pytest.mark.parametrize(
    ("names", "literal"),
    [
        ("Okafor B, Lindqvist A, for the Vein Study Group. ", "Vein Study Group"),
        ("Okafor B, Lindqvist A; on behalf of the VEIN Investigators. ", "VEIN Investigators"),
        ("Vein Study Group, Okafor B, Lindqvist A. ", "Vein Study Group"),
        ("Brave Dreams Research Group. ", "Brave Dreams Research Group"),
        ("World Health Organization. ", "World Health Organization"),
    ],
)
def test_collective_authors(names, literal):
    found = citation.read(f"{names}{TITLE}. J Vein Stud. 2009;80(4):392-399.")
    assert literal in [name.literal for name in found.authors]
    assert found.title == TITLE


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("van der Berg AB", "Berg", "A B"),
        ("O’Neill-Smith J-P", "O’Neill-Smith", "J-P"),
        ("D'Alessandro R", "D'Alessandro", "R"),
        ("St. Louis JD", "St. Louis", "J D"),
        ("García Márquez G", "García Márquez", "G"),
        ("Łukasiewicz Ż", "Łukasiewicz", "Ż"),
        ("Иванов ИИ", "Иванов", "И И"),
        ("de la Cruz-Ñandú M", "Cruz-Ñandú", "M"),
    ],
)
def test_family_names(name, family, given):
    author = citation.read(f"{name}, Lindqvist A. {TITLE}. J Vein Stud. 2009;80(4):392-399.").authors[0]
    assert (author.family, author.given) == (family, given)


@pytest.mark.parametrize(
    ("printed", "volume", "issue", "page"),
    [
        ("2009;80:392-9", "80", "", "392-9"),
        ("2009;80(4 Suppl 1):S3-S9", "80", "4 Suppl 1", "S3-S9"),
        ("2009;80 Suppl 1:S3-9", "80", "Suppl 1", "S3-9"),
        ("2009 Nov-Dec;80(11-12):e45", "80", "11-12", "e45"),
        ("2011:183(16):e1203-e1212", "183", "16", "e1203-e1212"),
        ("2009;XII(3):xi-xv", "XII", "3", "xi-xv"),
        ("2018;8(1):13327", "8", "1", "13327"),
        ("2009;80(Pt 4):392", "80", "Pt 4", "392"),
        ("2014;348:g1155", "348", "", "g1155"),
    ],
)
def test_locators(printed, volume, issue, page):
    found = citation.read(f"Okafor B, Lindqvist A. {TITLE}. J Vein Stud. {printed}.")
    assert (found.text("volume"), found.text("issue"), found.text("page")) == (volume, issue, page)
    assert found.container_title == "J Vein Stud"


def test_a_preprint_keeps_its_year_and_its_server():
    found = citation.read(
        f"Okafor B, Lindqvist A. {TITLE}. bioRxiv 2020.03.04.123456; doi: https://doi.org/10.1101/2020.03.04.123456"
    )
    assert (found.year, found.container_title, found.text("DOI")) == (2020, "bioRxiv", "10.1101/2020.03.04.123456")
    assert "volume" not in found.data


def test_published_online_without_a_year_is_no_page():
    found = citation.read(
        f"Okafor B. {TITLE}. J Vein Stud 2009; published online Mar 3. DOI:10.1016/S0140-6736(09)60001-2."
    )
    assert (found.container_title, found.year, found.text("page")) == ("J Vein Stud", 2009, "")


def test_a_group_that_is_no_name_between_names_with_middle_names_is_no_crash():
    found = citation.read("J. Peter Smith, anon collective, A. Roe, and B. Coe. A study. J Things. 2001;1:1-2.")
    assert [name.get("family") or name["literal"] for name in found.data["author"]] == [
        "Peter Smith", "anon collective", "Roe", "Coe",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    ["Law & Order in the Modern City", "Other People's Money & How the Bankers Use It", "Health & Safety at Work",
     "Health and Safety at Work", "Smith & Co., and the Making of Trade", "Trusts & Estates"],
)  # fmt: skip
@pytest.mark.parametrize("authors", ["Jane Roe", "Jane P. Roe", "Jane Roe & John Poe"])
def test_an_ampersand_in_the_title_takes_no_author_into_it(authors, title):
    for source in (" (Tide University Press, 1914).", ". New York: Tide Press; 1914.", ", 4 Harv. L. Rev. 193 (1890)."):
        if "Co." in title and not source.startswith(", 4"):
            continue
        found = citation.read(f"{authors}, {title}{source}")
        assert (" & ".join(map(str, found.authors)), found.title) == (authors, title)


def test_a_body_with_an_ampersand_is_still_one():
    found = citation.read("Sickle Cell & Bone Screening, Health and Safety Unit (2013). Screening today. London: NHS.")
    assert [str(author) for author in found.authors] == ["Sickle Cell & Bone Screening, Health and Safety Unit"]


@pytest.mark.parametrize("opening", ["", "Roe J, Poe K. ", "Roe, J.; Poe, K. "])
def test_a_journal_named_with_what_it_is_is_neither_an_author_nor_a_title(opening):
    found = citation.read(f"{opening}QJM: An International Journal of Medicine 1977.")
    assert (found.container_title, found.title) == ("QJM: An International Journal of Medicine", "")
    assert (found.date("issued").parts[0], len(found.authors)) == ((1977,), 2 if opening else 0)


@pytest.mark.parametrize("mark", [". (1977).", " (1977).", ". (1977)"])
def test_a_year_in_brackets_behind_the_title_is_the_only_one_there_is(mark):
    found = citation.read(f"Roe J, Poe K. Heme in blood{mark.removesuffix('.')}. Brain.")
    assert (found.title, found.container_title, found.date("issued").parts[0]) == ("Heme in blood", "Brain", (1977,))
    found = citation.read("Roe J, Poe K. The general election (1977). Brain. 1981;12(3):4-9.")
    assert (found.title, found.date("issued").parts[0]) == ("The general election (1977)", (1981,))


def test_a_title_of_one_word_before_its_year_is_no_short_name_of_the_journal():
    found = citation.read("Erratum. (1897). The Journal of the Bay Society, 2(130), 134–135.")
    assert (found.title, found.container_title) == ("Erratum", "The Journal of the Bay Society")


@pytest.mark.parametrize(
    ("behind", "place", "publisher"),
    [("London.", "London", ""), ("Elsevier.", "", "Elsevier"), ("Zebras crossing.", "", ""), ("Abstract only", "", "")],
)
def test_what_stands_behind_the_pages_is_a_place_or_a_publisher_or_nothing(behind, place, publisher):
    found = citation.read(f"Roe J. Sediment and grains. J Seas. 2001;7(3):31-9. {behind}")
    assert (found.text("publisher-place"), found.text("publisher")) == (place, publisher)
    assert found.container_title == "J Seas"
