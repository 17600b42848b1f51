"""References in styles: found by name or path, rendered by either engine, framed for each target."""

import lxml.html
import pytest

import ccsvi_refs as refs
from ccsvi_refs import formats, pages, papers
from ccsvi_refs.errors import SettingsError, StyleError
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering import TARGETS, entries, find_style, render, style_names
from ccsvi_refs.rendering.aliases import ALIASES
from tests.conftest import ROOT


def test_the_house_style_prints_the_page_s_citations_from_the_references_as_cited():
    cited = [reference.as_cited() for reference in papers.references() if reference.mention]
    printed = dict(entries(cited, "ccsvi-page").entries)
    for reference in cited:
        expected = reference.mention.text.replace("2011:183", "2011;183")
        assert printed[reference.id] == expected


def test_the_house_style_prints_what_is_read_from_the_charity_page_as_the_page_has_it(corpus):
    page = pages.load(corpus / "ccsvi-page.txt")
    text = (corpus / "ccsvi-page.txt").read_text("utf-8").replace("2011:183", "2011;183")
    printed = [text for _, text in entries(page, "ccsvi-page").entries]
    assert len(printed) == 4
    assert all(entry in text for entry in printed)


def test_the_house_style_prints_the_corrected_references():
    printed = render(papers.references(), "ccsvi-page")
    assert "JAMA Neurology 2018;75(1):35-43." in printed
    assert "2009;80(4):392-399." in printed
    assert "anatomical variant?\n" in printed


def test_dependent_styles_render_as_their_parents():
    assert find_style("nature-digest").parent == find_style("nature").xml
    cited = papers.references()
    assert render(cited, "nature-digest") == render(cited, "nature")


def test_a_style_is_found_by_path_and_ours_before_the_official_ones(tmp_path):
    path = tmp_path / "mine.csl"
    path.write_bytes((ROOT / "styles/ccsvi-page.csl").read_bytes())
    assert render(papers.references(), str(path)) == render(papers.references(), "ccsvi-page")
    assert next(style_names("ccsvi"))[0] == "ccsvi-page"


@pytest.mark.parametrize("name", ["no-such-style", "/nowhere/x.csl", "", "nature.csl"])
def test_a_style_that_is_not_there_is_an_error(name):
    with pytest.raises(StyleError):
        find_style(name)


@pytest.mark.parametrize("to", TARGETS)
def test_every_target_holds_every_entry(to):
    printed = render(papers.references(), "apa", to)
    assert all(family in printed for family in ("Laupacis", "Torres", "Zamboni"))
    assert printed.endswith("\n")
    assert render([], "apa", to) == ""


def test_html_is_well_formed_and_has_an_element_for_each_entry():
    page = lxml.html.fragment_fromstring(render(papers.references(), "apa", "html", links=True))
    assert len(page.xpath("//div[@class='csl-entry']")) == 5
    assert "https://jnnp.bmj.com/content/80/4/392" in page.xpath("//a/@href")


def test_a_list_that_goes_on_unnamed_ends_in_the_style_s_et_al():
    torres = papers.bibliography()["torres2017"]
    assert "Torres, C. et al. (2017)" in render([torres], "apa")
    assert "Torres C et al." in render([torres], "american-medical-association")
    assert render([torres], "nature").startswith("1. Torres, C. et al.")
    assert "Torres, C. ym. (2017)" in render([torres], "apa", locale="fi-FI")


def test_a_locale_changes_the_terms():
    (item,) = formats.read("@book{a, editor={Roe, Ann}, title={T}, year=2001, edition={2}}", "bibtex")
    assert "Ed." in render([item], "apa")
    assert "Hrsg." in render([item], "apa", locale="de-DE")


def test_citeproc_py_is_the_second_engine_and_says_what_it_cannot():
    assert "Laupacis, A." in render(papers.references(), "apa", engine="citeproc-py")
    with pytest.raises(SettingsError, match="writes text and html"):
        render(papers.references(), "apa", "latex", engine="citeproc-py")
    with pytest.raises(SettingsError, match="unknown engine"):
        render([], "apa", engine="word")


def test_a_file_that_is_no_style_is_an_error_with_its_name(tmp_path):
    path = tmp_path / "odd.csl"
    path.write_text("<html><body>no style</body></html>", "utf-8")
    with pytest.raises(StyleError, match=r"odd\.csl"):
        render(papers.references(), str(path))


def test_one_item_that_cannot_be_rendered_does_not_cost_the_others():
    good = papers.references()[0]
    found = entries([good, Reference({"id": "bad", "type": "book", "title": ["no", "string"]})], "apa")
    assert good.id in [key for key, _ in found.entries]


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("APA", "apa"),
        ("Chicago Author-Date", "chicago-author-date"),
        ("vancouver", "nlm-citation-sequence"),
        ("NEJM", "the-new-england-journal-of-medicine"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("https://www.zotero.org/styles/apa", "apa"),
        ("http://zotero.org/styles/vancouver/", "nlm-citation-sequence"),
    ],
)
def test_a_style_was_not_known_by_what_people_call_it(called: str, name: str):
    assert find_style(called).xml == find_style(name).xml


def test_every_other_name_of_a_style_leads_to_one_and_hides_none():
    for alias, name in ALIASES.items():
        assert find_style(name).xml
        assert alias == alias.lower()
        with pytest.raises(StyleError):
            find_style(alias + ".csl")


def test_an_address_of_no_style_is_no_file():
    with pytest.raises(StyleError, match="no style named"):
        find_style("https://www.zotero.org/styles/no-such-style")


def test_a_word_finds_the_style_that_it_is_another_name_of():
    assert [name for name, _title in style_names("nejm")][-1] == "the-new-england-journal-of-medicine"


def test_an_item_with_a_fault_that_prints_is_not_lost_with_all_the_others():
    items = [{"id": "a", "type": "boook", "title": "T"}, {"id": "b", "type": "book", "title": "Z"}]
    with pytest.warns(UserWarning, match="a: there is no type 'boook'"):
        assert refs.render(items, "apa") == "T. (n.d.).\nZ. (n.d.).\n"


def test_a_fault_of_a_style_is_said_with_its_line(tmp_path):
    file = tmp_path / "own.csl"
    file.write_text(
        '<style version="1.0" class="in-text"><citation><layout><text value="x"/></layout></citation>\n'
        '<bibliography><layout><text variable="tittle"/><text variable="title"/></layout></bibliography></style>'
    )
    with pytest.warns(UserWarning, match=r"own\.csl:2: there is no variable 'tittle'"):
        assert refs.render([{"id": "a", "type": "book", "title": "T"}], str(file)) == "T\n"
