"""The charity's page and our own example page give exactly their four references."""

from pathlib import Path

import pytest

from ccsvi_refs import pages

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

CITED = {
    "zamboni2009": ("Journal of Neurology, Neurosurgery and Psychiatry", 2009, "80", "", "392-399"),
    "laupacis2011": ("Canadian Medical Association Journal", 2011, "183", "16", "e1203-e1212"),
    "torres2017": ("European Radiology", 2017, "27", "1", "239-246"),
    "zamboni2017": ("JAMA Neurology", 2017, "", "", ""),
}


def summary(page):
    return {
        ref.id: (ref.container_title, ref.year, ref.text("volume"), ref.text("issue"), ref.text("page")) for ref in page
    }


def test_the_charity_page_gives_its_four_references_with_places_and_labels(corpus):
    page = pages.load(corpus / "ccsvi-page.txt")
    assert summary(page) == CITED
    assert [ref.mention.location.line for ref in page] == [30, 34, 38, 42]
    assert [(link.url, link.label, link.reference) for link in page.links] == [
        ("", "Read article online", "zamboni2009"),
        ("", "Read article online", "laupacis2011"),
        ("", "Summary", "torres2017"),
        ("", "Read article online", "zamboni2017"),
    ]


@pytest.mark.parametrize("name", ["ccsvi-page.md", "ccsvi-page.html"])
def test_the_example_page_cites_the_same_four_with_links(name):
    page = pages.load(EXAMPLES / name)
    assert summary(page) == CITED
    assert [link.reference for link in page.links] == ["", "zamboni2009", "laupacis2011", "torres2017", "zamboni2017"]
    assert all(link.url.startswith("https://") and link.label and link.location.column for link in page.links)


@pytest.mark.parametrize("name", ["ccsvi-page.md", "ccsvi-page.html"])
def test_a_place_leads_to_the_text_it_speaks_of(name):
    lines = (EXAMPLES / name).read_text(encoding="utf-8").split("\n")
    page = pages.load(EXAMPLES / name)
    for ref in page:
        place = ref.mention.location
        assert lines[place.line - 1][place.column - 1 :].startswith(ref.authors[0].family)
    for link in page.links:
        assert link.url in lines[link.location.line - 1][link.location.column - 1 :]


def test_both_forms_of_the_example_page_say_the_same():
    markdown, html = (pages.load(EXAMPLES / name) for name in ("ccsvi-page.md", "ccsvi-page.html"))
    assert [ref.mention.text for ref in markdown] == [ref.mention.text for ref in html]
    assert [ref.data for ref in markdown] == [ref.data for ref in html]
