"""Where the entries of a list begin and end, and which part of a page is a list of references."""

from __future__ import annotations

import pytest

from ccsvi_refs import pages
from ccsvi_refs.model import Bibliography

ONE = "Abara N, Quist O. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."
TWO = "Tenge R. Tremor at rest. Gait Post. 2012;3(1):4-9."
#: An entry only where the page says that references stand here.
NO_WORK = "Ask the clinic"


def texts(page: Bibliography) -> list[str]:
    return [reference.mention.text if reference.mention else "" for reference in page]


def numbers(page: Bibliography) -> list[str]:
    return [reference.mention.number if reference.mention else "" for reference in page]


def addresses(page: Bibliography) -> list[list[str]]:
    return [[link.url for link in reference.mention.links] if reference.mention else [] for reference in page]


@pytest.mark.parametrize("part", ["Books", "Veins of the neck"])
def test_a_deeper_heading_does_not_end_the_references_and_one_of_the_same_rank_does(part: str) -> None:
    text = f"# References\n\n1. {ONE}\n\n## {part}\n\n- {NO_WORK}\n- {TWO}\n\n# About us\n\n- Ask us again\n"
    assert texts(pages.read(text, "markdown")) == [ONE, NO_WORK, TWO]


def test_before_the_references_a_list_is_none() -> None:
    text = f"# Advice\n\n- Ask us first\n\n# References\n\n- {NO_WORK}\n- {ONE}\n"
    assert texts(pages.read(text, "markdown")) == [NO_WORK, ONE]


def test_a_chapter_called_references_with_a_part_called_so_is_a_list_in_that_part_alone() -> None:
    markup = (
        f"<h1>References</h1><h2>Advice</h2><ul><li>Ask us first</ul><h2>References</h2><ul><li>{NO_WORK}<li>{ONE}</ul>"
    )
    assert texts(pages.read(markup, "html")) == [NO_WORK, ONE]


def test_what_stands_beside_the_page_ends_its_references() -> None:
    markup = f"<h2>References</h2><ul><li>{ONE}</ul><aside><ul><li>Ask us</ul></aside><ul><li>Ask us again</ul>"
    assert texts(pages.read(markup, "html")) == [ONE]


@pytest.mark.parametrize(
    "item",
    [
        "<li><h3>Veins</h3><p>{}</p><p>{}</p></li>",
        "<li>1. {}<br>2. {}</li>",
    ],
)
def test_an_item_that_holds_a_whole_list_is_not_one_reference(item: str) -> None:
    assert texts(pages.read(f"<h2>References</h2><ul>{item.format(ONE, TWO)}</ul>", "html")) == [ONE, TWO]


def test_links_in_a_list_within_an_item_are_the_items() -> None:
    text = f"# References\n\n1. {ONE}\n   - [PubMed](https://a.example/1)\n   - [Text](https://a.example/2)\n2. {TWO}\n"
    page = pages.read(text, "markdown")
    assert texts(page) == [ONE, TWO]
    assert addresses(page) == [["https://a.example/1", "https://a.example/2"], []]


def test_a_line_of_links_in_an_item_is_no_part_of_its_citation_and_words_are() -> None:
    link = "<p><a href='https://a.example/1'>PubMed</a></p>"
    page = pages.read(f"<h2>References</h2><ol><li>{ONE}{link}<p>Free text</p></li><li>{TWO}</li></ol>", "html")
    assert texts(page) == [f"{ONE} Free text", TWO]
    assert addresses(page) == [["https://a.example/1"], []]


def test_a_line_of_links_belongs_to_the_entry_before_it() -> None:
    page = pages.read(f"# References\n\n{ONE}\n[PubMed](https://a.example/1)\n\n{TWO}\n", "markdown")
    assert texts(page) == [ONE, TWO]
    assert addresses(page) == [["https://a.example/1"], []]


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ("<dl><dt>[1]</dt><dd>{}</dd><dt>[2]</dt><dd>{}</dd></dl>", ["[1]", "[2]"]),
        ("<table><tr><td>1</td><td>{}</td></tr><tr><td>2</td><td>{}</td></tr></table>", ["1", "2"]),
        ("<ol><li>{}</li><li>{}</li></ol>", ["1.", "2."]),
    ],
)
def test_each_reference_keeps_the_number_that_stands_beside_it(markup: str, marks: list[str]) -> None:
    page = pages.read(f"<h2>References</h2>{markup.format(ONE, TWO)}", "html")
    assert (texts(page), numbers(page)) == ([ONE, TWO], marks)


@pytest.mark.parametrize(
    "lines",
    [
        f"{ONE}\n{TWO}\n",
        f"1. {ONE}\n2. {TWO}\n",
        f"1. {ONE}\n   * a note of ours\n2. {TWO}\n",
        "Abara N, Quist O. Venous drainage and\n    doubt. J Vein Stud. 2009;80(4):392-399.\n"
        "Tenge R. Tremor at rest. Gait\n    Post. 2012;3(1):4-9.\n",
    ],
    ids=["lines", "marks", "nested marks", "hanging indents"],
)
def test_plain_text_shows_in_its_own_way_where_an_entry_begins(lines: str) -> None:
    assert texts(pages.read(f"References\n\n{lines}", "text")) == [ONE, TWO]


def test_code_among_references_is_a_list_or_records() -> None:
    listed = pages.read(f"# References\n\n```\n{ONE}\n{TWO}\n```\n", "markdown")
    records = pages.read("# References\n\n```\n@misc{a, title={Kept}}\n```\n\n" + ONE, "markdown")
    assert texts(listed) == [ONE, TWO]
    assert records.references[0].title == "Kept"
    assert texts(pages.read(f"# Usage\n\n```\n{ONE}\n```\n", "markdown")) == []


def test_the_last_line_of_a_paragraph_of_references_is_not_lost():
    text = (
        "# References\n\n"
        "Okafor B, Marlow K. Sediment and its grains. J Shallow Seas 2012;3(1):4-9.\n"
        "Lindqvist P. Drift in deep seas. J Shallow Seas 2014;5(2):14-19.\n"
        "Ministry of Health. Falls in old age. 2015.\n"
    )
    for kind in ("markdown", "text"):
        assert [found.title for found in pages.read(text, kind)][-1] == "Falls in old age"


def test_a_line_of_the_page_itself_behind_the_list_is_none_of_it():
    text = (
        "# References\n\n"
        "Okafor B, Marlow K. Sediment and its grains. J Shallow Seas 2012;3(1):4-9.\n"
        "Lindqvist P. Drift in deep seas. J Shallow Seas 2014;5(2):14-19.\n\n"
        "Page last reviewed: 12 March 2019.\n"
    )
    assert len(pages.read(text, "text")) == 2
