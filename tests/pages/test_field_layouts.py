"""Layouts of real pages: tables with columns of fields, bare numbers, definitions, notes within the text."""

import pytest

from ccsvi_refs import pages
from ccsvi_refs.text import addresses

FIRST = "Abel RP, Pike DL. Criteria for twitching. Sleep Med 2014;15(2):860-873."


def read(text, kind="html"):
    return pages.read(text, kind, f"page.{kind}").references


def row(*cells, tag="td"):
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


@pytest.mark.parametrize("tag", ["th", "td"])
def test_a_row_is_read_by_the_heads_of_its_columns_though_cells_are_empty(tag):
    table = (
        row("No.", "Year", "Author(s)", "Title", "Journal", "Vol", "Pages", "DOI", tag=tag)
        + row("1", "2014", "Abel RP, Pike DL", "Criteria for twitching", "Sleep Med", "15(2)", "860-873", "10.5555/a.1")
        + row("2", "2012", "Legs Trust", "Living with twitching", "", "", "", "")
    )
    first, second = read(f"<h2>References</h2><table>{table}</table>")
    assert [name.family for name in first.authors] == ["Abel", "Pike"]
    assert (first.title, first.container_title, first.year) == ("Criteria for twitching", "Sleep Med", 2014)
    assert (first.text("volume"), first.text("issue"), first.text("page")) == ("15", "2", "860-873")
    assert first.text("DOI") == "10.5555/a.1"
    assert (second.title, second.year) == ("Living with twitching", 2012)


def test_columns_of_a_markdown_table_in_another_language():
    table = "|Autores|Título|Revista|Año|\n|---|---|---|---|\n|Pérez L|Crisis en niños|An Pediatr|2015|\n"
    (one,) = read(f"## Fuentes\n\n{table}", "markdown")
    assert (one.authors[0].family, one.title, one.container_title, one.year) == (
        "Pérez", "Crisis en niños", "An Pediatr", 2015,
    )  # fmt: skip


def test_bare_numbers_that_run_on_are_marks():
    lines = (f"1 {FIRST}", "2 Legs Trust: Kenn dein Limit, 2019.", "3 Ärzteblatt, 5.10.2018, S. 3")
    page = read(f"<h2>Woher stammen unsere Informationen?</h2><p>{'<br>'.join(lines)}</p>")
    assert [one.mention.text for one in page] == [line[2:] for line in lines]
    assert [one.mention.number for one in page] == ["1", "2", "3"]


def test_a_number_that_begins_a_sentence_is_no_mark():
    text = "1 in 20 people have it, as we found in 2019.\n\n2 of them are cured. 3 of them are not.\n"
    assert read(text, "markdown") == ()


def test_a_note_written_in_the_text_is_a_note_of_the_page():
    (one,) = read(
        "Brooms are old.^[Smith, P. *A history of brooms*. Leeds: Broom Press, 1981.] Very old.\n", "markdown"
    )
    assert (one.title, one.year, one.mention.location.line) == ("A history of brooms", 1981, 1)


def test_each_meaning_of_a_term_is_an_entry_and_a_name_as_the_term_is_its_author():
    text = "## Sources\n\nSmith, P.\n:   *A history*. Leeds: Broom Press, 1981.\n:   *More brooms*. Leeds: Broom Press, 1985.\n"
    first, second = read(text, "markdown")
    assert [(one.authors[0].family, one.year) for one in (first, second)] == [("Smith", 1981), ("Smith", 1985)]


def test_what_no_list_shows_is_told_where_the_list_is_one_of_works():
    items = "".join(
        f"<li>{item}</li>"
        for item in (FIRST, FIRST.replace("Abel", "Babel"), "Expert opinion of our medical advisers.")
    )
    page = pages.read(f"<h3>What this rests on</h3><ul>{items}</ul>", "html")
    assert len(page.references) == 3
    assert [problem.kind for problem in page.problems] == ["unread-entry"]


def test_a_place_where_a_word_may_part_hides_no_number():
    (one,) = read("<h2>References</h2><div>\u200b1. Department of Health (2012). Compassion. London: DH.</div>")
    assert (one.mention.number, one.authors[0].literal) == ("1.", "Department of Health")


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/url?q=https://legs.example/a?b%3D1&sa=D&source=editors&ust=16&usg=A",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Flegs.example%2Fa%3Fb%3D1&data=05%7C01",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Flegs.example%2Fa%3Fb%3D1&h=AT",
        "https://urldefense.com/v3/__https://legs.example/a?b=1__;!!N11eV2iwtfs!x",
    ],
)
def test_an_address_wrapped_by_a_program_is_the_one_inside(wrapped):
    assert addresses.absolute(wrapped) == "https://legs.example/a?b=1"


@pytest.mark.parametrize(
    "own", ["https://www.google.com/search?q=https://a.example", "https://x.example/url?q=https://b.example"]
)
def test_an_address_that_names_another_is_not_always_wrapped(own):
    assert addresses.absolute(own) == own
