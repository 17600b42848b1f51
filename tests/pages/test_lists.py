"""The list is the truth: every item of a list of references is an entry, read or not, and nothing else is."""

import pytest

from ccsvi_refs import pages
from ccsvi_refs.pages import headings

ONE = "Abara N, Quist O. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."
TWO = "Tenge R. Tremor at rest. Gait Post. 2012;3(1):4-9."
THREE = "Ministry of Health. Falls in old age. 2015."
BOTH = {ONE, TWO}


def texts(page):
    return [reference.mention.text for reference in page]


def unread(page):
    return [problem.raw for problem in page.problems if problem.kind == "unread-entry"]


def test_an_item_that_is_no_work_stays_as_it_is_and_is_said_with_its_place():
    page = pages.read(f"# References\n\n1. {ONE}\n2. Ask the clinic\n3. {TWO}\n", "markdown", "a.md")
    assert texts(page) == [ONE, "Ask the clinic", TWO]
    [problem] = page.problems
    assert (problem.kind, problem.raw, problem.location.line) == ("unread-entry", "Ask the clinic", 4)
    assert page[problem.reference].data == {"id": problem.reference, "type": "document"}
    assert (page.entries, page.read) == (3, 2)


@pytest.mark.parametrize(
    "text",
    ["Healthwatch. What people want. 2018.", "WHO. Health for all. 1981.", "Halder and Holm. Nursing, 3rd edition 2011.",
     "Personal communication with Dr Who, 2011.", "https://charity.example/falls", "doi:10.5555/abc.1"],
)  # fmt: skip
def test_short_items_under_references_are_works(text):
    page = pages.read(f"# References\n\n1. {ONE}\n2. {text}\n3. {TWO}\n", "markdown")
    assert texts(page)[1] == text
    assert not unread(page)


@pytest.mark.parametrize(
    "heading",
    ["Notes and references", "References & further reading", "References / Bibliography", "References (selected)", "References[edit]",
     "5. References", "Show references", "Notes", "Literaturhinweise", "Quellen und Literatur", "Fußnoten", "Fuentes",
     "Notes et références", "Referências e notas", "Список источников", "Список использованной литературы", "Примечания",
     "Piśmiennictwo", "Literatura", "Použitá literatura", "引用文献", "出典", "参考文献", "참고문헌", "Kaynakça", "Källförteckning",
     "Lähteet", "Βιβλιογραφία", "المراجع", "منابع", "Daftar pustaka", "Tài liệu tham khảo", "Джерела", "Irodalomjegyzék",
     "Referințe", "Литература и източници", "הערות שוליים", "सन्दर्भ", "เอกสารอ้างอิง", "Bibliografia e sitografia",
     "Bronnen", "Kilder", "Referències"],
)  # fmt: skip
def test_headings_of_many_languages_announce_references(heading):
    assert headings.heads_references(heading)


@pytest.mark.parametrize(
    "heading",
    ["Literature review", "API reference", "Reference values", "Find out more", "Preferences", "Related pages", "Our team",
     "Music and literature festivals", "Command reference", "How to write references", "Notes on method and materials"],
)  # fmt: skip
def test_headings_that_only_sound_like_it_do_not(heading):
    assert not headings.heads_references(heading)


@pytest.mark.parametrize(
    "markup",
    [
        "<ol class=references><li>{}</li><li>{}</li></ol>",
        "<section id=references><p>{}</p><p>{}</p></section>",
        "<div id=refs><div class=csl-entry>{}</div><div class=csl-entry>{}</div></div>",
        "<ul><li id=cite_note-1>{}</li><li id=cite_note-2>{}</li></ul>",
        "<section role=doc-bibliography><h2>Whence</h2><ul><li>{}<li>{}</ul></section>",
        "<div class=ref-list><div class=ref>{}</div><div class=ref>{}</div></div>",
        "<p class=MsoBibliography>{}</p><p class=MsoBibliography>{}</p>",
    ],
)
def test_markup_that_says_references_is_believed(markup):
    short = "Ministry of Falls. Stairs"
    page = pages.read(markup.format(ONE, short), "html")
    assert texts(page) == [ONE, short]


@pytest.mark.parametrize(
    "layout",
    [
        "<pre>\n[1] {}\n\n[2] {}\n</pre>", "<p>[1] {} [2] {}</p>", "<p>{}; {}</p>", "<p>{} {}</p>",
        "<table><tr><th>No</th><th>Source</th></tr><tr><td>1</td><td>{}</td></tr><tr><td>2</td><td>{}</td></tr></table>",
        "<dl><dt>[A1]<dd>{}<dt>[A2]<dd>{}</dl>", "<p>1. {}<br>2. {}</p>", "<p><sup>1</sup> {}</p><p><sup>2</sup> {}</p>",
    ],
)  # fmt: skip
def test_entries_are_parted_in_every_layout(layout):
    page = pages.read(f"<h2>References</h2>{layout.format(ONE, TWO)}", "html")
    assert {text.rstrip(";") for text in texts(page)} == BOTH


def test_a_term_or_number_before_an_entry_is_its_number():
    page = pages.read(f"# References\n\nAbara 2009\n: {ONE}\n\n[Tenge2012Tremor] {TWO}\n", "markdown")
    assert [reference.mention.number for reference in page] == ["Abara 2009", "[Tenge2012Tremor]"]


def test_an_item_in_parts_is_one_entry():
    item = "<li><div>Tremor at rest</div><div>R. Tenge</div><div><em>Gait Post</em>, 2012</div><a href='https://x.example/'>PDF</a></li>"
    page = pages.read(f"<h2>References</h2><ol>{item}<li>{ONE}</li></ol>", "html")
    assert texts(page) == ["Tremor at rest. R. Tenge. Gait Post, 2012", ONE]


def test_a_list_within_an_item_gives_it_links_and_no_words():
    text = f"## References\n\n1. {ONE}\n   - [PubMed](https://pubmed.ncbi.nlm.nih.gov/19/)\n   - Our note: worth reading.\n2. {TWO}\n"
    page = pages.read(text, "markdown")
    assert texts(page) == [ONE, TWO]
    assert page.references[0].identifier("pmid") == "19"


@pytest.mark.parametrize(
    "note", ["Ibid., p. 4.", "King 2003, p. 41.", "Там же. С. 12.", "同2：260.", "Quist and Abara, 2009"]
)
def test_notes_that_send_to_another_entry_are_no_works(note):
    page = pages.read(f"<ol class=references><li>{ONE}<li>{note}<li>{TWO}</ol>", "html")
    assert texts(page) == [ONE, TWO]
    assert [one.text for one in page.notes] == [note]
    assert not page.problems


def test_an_explanation_among_notes_is_told_apart():
    words = "The islands have a time zone of their own, 45 minutes ahead of the rest of the country."
    page = pages.read(f"<ol class=references><li>{ONE}<li>{words}</ol>", "html")
    assert (texts(page), [one.text for one in page.notes]) == ([ONE], [words])


def test_navigation_under_a_heading_for_references_is_no_entry():
    page = pages.read("# Reference\n\n- [Install](install.md)\n- [Usage](usage.md)\n", "markdown")
    assert not page.references


def test_a_second_list_without_any_work_is_not_the_list_of_references():
    page = pages.read(f"<h2>References</h2><ol><li>{ONE}</ol><ul><li>Share this<li>Print this page</ul>", "html")
    assert texts(page) == [ONE]


@pytest.mark.parametrize(
    "after",
    [
        "<h2>Our papers</h2><ul><li><a href='https://doi.org/10.5555/o.1'>Our latest paper</a></li></ul>",
        "<div class=share><a href='https://doi.org/10.5555/o.1'>Share</a></div>",
        "<p>Follow us</p><p><a href='https://doi.org/10.5555/o.1'>Our latest paper</a></p>",
        "<footer><p><a href='https://doi.org/10.5555/o.1'>DOI</a></p></footer>",
    ],
)
def test_links_below_the_list_are_nobodys(after):
    page = pages.read(f"<h2>References</h2><ol><li>{ONE}</ol>{after}", "html")
    [first] = [reference for reference in page if reference.mention.text == ONE]
    assert not first.mention.links
    assert "DOI" not in first.data
    assert [link.reference for link in page.links if link.url.endswith("o.1")] != [first.id]


def test_a_link_that_is_a_whole_item_is_its_own_entry():
    page = pages.read(
        f"# References\n\n1. {ONE}\n2. [Tenge R. Tremor (2012)](https://doi.org/10.5555/t.2)\n", "markdown"
    )
    assert [reference.identifier("doi") for reference in page] == ["", "10.5555/t.2"]


def test_a_link_whose_label_spans_lines_is_kept():
    page = pages.read(
        f"# References\n\n- {ONE}\n- Tenge R. [Tremor\n  at rest](https://gait.example/4). Gait Post. 2012.\n",
        "markdown",
    )
    assert [link.url for link in page.references[1].mention.links] == ["https://gait.example/4"]


def test_footnotes_with_long_labels_are_entries():
    text = f"Words[^abara2009drainage].\n\n[^abara2009drainage]: {ONE}\n\n[^web]: https://doi.org/10.5555/x.1\n"
    page = pages.read(text, "markdown")
    assert [reference.mention.number for reference in page] == ["[^abara2009drainage]:", "[^web]:"]


def test_restructured_citations_with_long_labels_are_entries():
    page = pages.read(f"References\n----------\n\n.. [#Abara2009Drainage] {ONE}\n.. [Ten12] {TWO}\n", "text")
    assert texts(page) == [ONE, TWO]


def test_a_dash_stands_for_the_authors_before_it():
    page = pages.read(f"# References\n\n{ONE}\n\n———. Tremor at rest. Gait Post. 2012;3(1):4-9.\n", "markdown")
    assert page.references[1].authors == page.references[0].authors


def test_records_set_as_code_among_references_are_read_where_they_stand():
    text = "## References\n\n```bibtex\n@article{a1,\n title={Tremor}, author={Tenge, R}, doi={10.5555/t.2}, year=2012}\n```\n"
    [reference] = pages.read(text, "markdown")
    assert (reference.id, reference.mention.location.line) == ("a1", 4)


def test_a_list_of_works_without_a_heading_for_references_is_one_where_most_items_cite():
    items = "".join(
        f"- Abara, Ngozi (20{n}-03-01). [A paper on tremor {n}](https://t.example/{n}). Tremor Blog.\n"
        for n in (11, 12, 13)
    )
    assert len(pages.read(f"# Blog posts\n\n{items}", "markdown")) == 3
    assert not pages.read(
        "# News\n\n- Open on Monday\n- New nurse, May 2014\n- Car park closed\n", "markdown"
    ).references


def test_an_address_in_angle_brackets_goes_on_in_the_next_line():
    text = f"References\n\n   [A1]  {ONE} <https://rfc.example/doc/\n         rfc21>.\n\n   [B2]  {TWO}\n"
    page = pages.read(text, "text")
    assert [link.url for link in page.links] == ["https://rfc.example/doc/rfc21"]
    assert len(page) == 2


def test_a_label_on_a_line_of_its_own_is_the_number_of_the_entry_below():
    text = f"References\n\n   [A1]  {TWO}\n\n   [I-D.abara-drainage-of-veins]\n         Abara N. Venous drainage and doubt. J Vein Stud.\n         2009;80(4):392-399.\n"
    page = pages.read(text, "text")
    assert [reference.mention.number for reference in page] == ["[A1]", "[I-D.abara-drainage-of-veins]"]
    assert texts(page)[1] == "Abara N. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."


def test_of_a_chapter_called_references_the_part_called_so_is_the_list():
    text = f"# References\n\n## Talks\n\n- [A talk on tremor](https://t.example/1) at Gait 2019\n\n## Literature\n\n1. {ONE}\n2. {TWO}\n"
    assert texts(pages.read(text, "markdown")) == [ONE, TWO]
