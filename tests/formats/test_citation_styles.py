"""One paper in the usual styles: what the citation reader finds in each."""

import pytest

from ccsvi_refs.formats import citation

TITLE = "Venous drainage and the shape of doubt"

STYLES = {
    "charity page": "Okafor B, et al.\nVenous drainage and the shape of doubt.\nJournal of Vein Studies 2009;80(4):392-399.",
    "Vancouver": "1. Okafor B, Lindqvist A. Venous drainage and the shape of doubt. J Vein Stud. 2009 Apr;80(4):392-399.",
    "AMA": "Okafor B, Lindqvist A. Venous drainage and the shape of doubt. J Vein Stud. 2009;80(4):392-399. doi:10.5555/jvs.1",
    "BMC": "Okafor B, Lindqvist A: Venous drainage and the shape of doubt. J Vein Stud 2009, 80(4):392-399.",
    "Springer": "Okafor B, Lindqvist A (2009) Venous drainage and the shape of doubt. J Vein Stud 80(4):392-399",
    "APA": "Okafor, B., & Lindqvist, A. (2009). Venous drainage and the shape of doubt. Journal of Vein Studies, 80(4), 392-399.",
    "Harvard": "Okafor, B. and Lindqvist, A. (2009) 'Venous drainage and the shape of doubt', Journal of Vein Studies, 80(4), pp. 392-399.",
    "Chicago notes": "Okafor, Ben, and Anna Lindqvist. “Venous drainage and the shape of doubt.” Journal of Vein Studies 80, no. 4 (2009): 392-399.",
    "Chicago author-date": "Okafor, Ben, and Anna Lindqvist. 2009. “Venous drainage and the shape of doubt.” Journal of Vein Studies 80 (4): 392-399.",
    "MLA": "Okafor, Ben, and Anna Lindqvist. “Venous drainage and the shape of doubt.” Journal of Vein Studies, vol. 80, no. 4, Apr. 2009, pp. 392-399.",
    "IEEE": "[1] B. Okafor and A. Lindqvist, “Venous drainage and the shape of doubt,” J. Vein Stud., vol. 80, no. 4, pp. 392-399, Apr. 2009.",
    "Nature": "Okafor, B. & Lindqvist, A. Venous drainage and the shape of doubt. J. Vein Stud. 80, 392-399 (2009).",
    "CSE": "Okafor B, Lindqvist A. 2009. Venous drainage and the shape of doubt. J Vein Stud. 80(4):392-399.",
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_title_year_volume_and_pages_are_found(style):
    found = citation.read(STYLES[style])
    assert found.title == TITLE
    assert (found.year, found.text("volume"), found.text("page")) == (2009, "80", "392-399")
    assert found.text("issue") == ("" if style == "Nature" else "4")


@pytest.mark.parametrize("style", STYLES)
def test_authors_are_found(style):
    found = citation.read(STYLES[style])
    assert found.authors[0].family == "Okafor"
    assert found.authors[0].initials == "B"
    assert [name.family for name in found.authors[1:]] == ([] if style == "charity page" else ["Lindqvist"])


@pytest.mark.parametrize("style", STYLES)
def test_container_is_found(style):
    assert citation.read(STYLES[style]).container_title in ("Journal of Vein Studies", "J Vein Stud", "J. Vein Stud.")


@pytest.mark.parametrize(
    ("text", "container", "volume", "page", "year"),
    [
        ("(1) Okafor, B.; Lindqvist, A. Zoomorphology 1985, 105, 16–29.", "Zoomorphology", "105", "16–29", 1985),
        ("1 B. Okafor and A. Lindqvist, Nano Letters 14, 2647 (2014).", "Nano Letters", "14", "2647", 2014),
        ("[1] B. Okafor, A. Lindqvist, Tetrahedron Letters 26 (1985) 6473.", "Tetrahedron Letters", "26", "6473", 1985),
    ],
)
def test_styles_without_titles(text, container, volume, page, year):
    found = citation.read(text)
    assert [name.family for name in found.authors] == ["Okafor", "Lindqvist"]
    assert (found.title, found.container_title, found.text("volume"), found.text("page"), found.year) == (
        "", container, volume, page, year,
    )  # fmt: skip


def test_every_value_is_as_cited_and_says_so():
    found = citation.read(STYLES["Vancouver"])
    assert found.provenance["volume"][0].source == "cited"
    assert found.provenance["volume"][0].value == found.text("volume")
    assert set(found.data["custom"]["confidence"]) == set(found.data) - {"type", "custom"}
    assert all(0 < sure <= 1 for sure in found.data["custom"]["confidence"].values())


def test_et_al_keeps_the_named_authors_and_marks_the_list_as_unfinished():
    found = citation.read(STYLES["charity page"])
    assert len(found.authors) == 1
    assert found.unfinished == ("author",)
    assert "et-al" not in citation.read(STYLES["Vancouver"]).data["custom"]


def test_a_colon_between_year_and_volume_is_read_and_recorded():
    found = citation.read("Okafor B, et al.\nA title with words.\nJournal of Vein Studies 2011:183(16):e1203-e1212.")
    assert (found.year, found.text("volume"), found.text("issue"), found.text("page")) == (
        2011,
        "183",
        "16",
        "e1203-e1212",
    )
    assert found.data["custom"]["volume-separator"] == ":"


def test_ahead_of_print_is_the_status_and_the_date_stays():
    found = citation.read("Okafor B, et al.\nA title with words.\nVein Neurology 2017 Nov 18 [Epub ahead of print].")
    assert found.text("status") == "Epub ahead of print"
    assert str(found.issued) == "2017-11-18"
    assert found.container_title == "Vein Neurology"
    assert not found.text("volume")


def test_an_online_date_before_print_is_kept_apart():
    found = citation.read(STYLES["Vancouver"] + " Epub 2008 Dec 5. PMID: 19060024; PMCID: PMC2647682.")
    assert str(found.issued) == "2009-04"
    assert str(found.date("available-date")) == "2008-12-05"
    assert (found.text("PMID"), found.text("PMCID")) == ("19060024", "PMC2647682")
    assert found.text("page") == "392-399"


def test_a_web_page_with_a_date_of_access():
    found = citation.read(
        "Institute for Vein Health (2019) Guidance on doubtful veins. Available at: https://example.org/g (Accessed: 5 May 2020)."
    )
    assert found.authors[0].literal == "Institute for Vein Health"
    assert found.title == "Guidance on doubtful veins"
    assert found.text("URL") == "https://example.org/g"
    assert str(found.date("accessed")) == "2020-05-05"


@pytest.mark.parametrize(
    "text", ["", " ", ".", "1.", "()", "\n\n", "2009", "et al.", "“”", "10.1/x", "\0", "A" * 5000, "(" * 3000]
)
def test_any_text_gives_a_reference(text):
    assert citation.read(text).mention.text == text
