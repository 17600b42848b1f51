"""Hostile and broken input: no exception, places within the file, and time that grows with the input and no faster."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsvi_refs import pages
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import citation
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.pages import holding
from tests.formats.test_growth import counted

KINDS = ("text", "markdown", "html")
CITATION = "Okafor B, Lindqvist A. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."

PIECES = st.sampled_from(
    [
        "Okafor B, et al.", "Okafor, B., & Brown, C. (2009). ", "J Vein Stud 2009;80:1-2.", "References", "\n", "\n\n", " ",
        "1. ", "[1] ", "- ", "https://example.org/a", "<p>", "</p>", "<br>", "<a href='https://example.org/b'>", "</a>",
        "[x](https://example.org/c)", "[", "](", "<!--", "-->", "<script>", "# ", "> ", "| a | b |", "|---|---|", "```",
        "doi:10.5555/x", "10.5555/(SICI)1<2>3.0.CO;2-2", "(link is external)", "&amp;", "&#0;", "\0", "\r", "\u2028",
        "\ud7ff", "\u00ad", "é", "李", "“", "”", "2017 Nov 18 [Epub ahead of print]", "*", "_", "`", "\t", "\\",
    ]
)  # fmt: skip
PAGES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@given(text=PAGES, kind=st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_page_and_every_place_is_in_it(text, kind):
    page = pages.read(text, kind, "page")
    lines = text.split("\n")
    places = [ref.mention.location for ref in page] + [link.location for link in page.links]
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    ids = [ref.id for ref in page]
    assert len(set(ids)) == len(ids)
    assert {link.reference for link in page.links} <= {*ids, ""}


@given(text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_citation_string(text):
    found = citation.read(text)
    assert found.mention.text == text
    custom = found.data.get("custom", {})
    assert set(custom.get("confidence", {})) == set(found.data) - {"type", "custom"}


@given(data=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "page.txt"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        assert pages.load(path).path == str(path)


HOSTILE = [
    "A", "a", "1", "(", " ", ".", "A. ", "Aa ", "Aa, A., ", "Aa-", "D'A", "[", "![", "[a](", "[a]: b\n", "1-", "1;", "(1)",
    "vol. 1 ", "2009 ", "et al. ", "doi:10.1/", "10.1000/", "http://", "www.", "<", "<a href=\"", "<!--", "</", "&#", "\n",
    "a\n", "A.\n", "- ", "> ", "*a ", "`", "| a ", "\0", "<p>", "<li>", "<a href=x>", "<script>", "=\n", "_", "In: ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_no_faster_than_the_input(kind, unit):
    small, large = (seconds(unit, kind, size) for size in (10_000, 80_000))
    assert large < 24 * max(small, 0.005)


def seconds(unit, kind, size):
    text = (unit * (size // len(unit) + 1))[:size]
    start = time.process_time()
    pages.read(text, kind)
    return time.process_time() - start


def test_deeply_nested_elements():
    page = pages.read("<div>" * 20_000 + f"<p>{CITATION}</p>" + "</div>" * 20_000, "html")
    assert [ref.id for ref in page] == ["okafor2009"]


def test_deeply_nested_lists_and_quotes():
    assert len(pages.read("> " * 3000 + CITATION, "markdown").references) <= 1
    assert len(pages.read("- " * 3000 + CITATION, "markdown").references) <= 1


def test_ten_megabytes_of_prose_with_references():
    prose = "Some prose about narrow veins goes on for a line or two and says nothing that can be cited at all.\n" * 40
    page = pages.read((prose + "\n" + CITATION + "\n\n") * 2400, "text")
    assert len(page) == 2400
    assert page.references[0].id == "okafor2009a"


def test_entities_are_text_and_nothing_is_fetched():
    page = pages.read(
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        f"<p>&b; &c;</p><p>{CITATION}</p>",
        "html",
    )
    assert [ref.id for ref in page] == ["okafor2009"]
    assert "root:" not in repr(page)


def test_a_page_in_utf16_and_one_in_latin1(tmp_path):
    for encoding in ("utf-16", "latin-1", "utf-8-sig"):
        path = tmp_path / f"{encoding}.html"
        path.write_bytes(f"<p>{CITATION.replace('Okafor', 'Müller')}</p>".encode(encoding))
        assert [ref.id for ref in pages.load(path)] == ["muller2009"]


def test_a_null_among_the_words_is_no_obstacle(tmp_path):
    page = pages.read(
        f"References\n\nOkafor B. A title with a \0 in it. J Vein Stud. 2009;80:1-2.\n{CITATION}\n", "text"
    )
    assert len(page) == 2


def test_lists_nested_in_latex_take_time_that_grows_with_their_number():
    entry = "Roe A, Doe B. Veins of the neck. J Vein Stud 2010;3(2):11-9."

    def seconds(number):
        text = "\\begin{itemize}\\item " * number + entry + "\\end{itemize}" * number
        start = time.process_time()
        assert len(pages.read(text, "latex", "p.tex").references) == 1
        return time.process_time() - start

    seconds(100)
    assert seconds(16000) < 8 * max(seconds(4000), 0.1)


@pytest.mark.parametrize(
    ("cut", "said"), [("</ref-list></back></article>", ""), ("", "no well-formed XML"), ("deep", "nested too deeply")]
)
def test_xml_that_is_cut_short_or_too_deep_says_so(cut, said):
    cited = "".join(
        f"<ref><mixed-citation>Roe A, Doe B. Veins {n}. J Vein Stud {2000 + n};3(2):11-9.</mixed-citation></ref>"
        for n in range(3)
    )
    deep = f"{'<sec>' * 300}{cited}{'</sec>' * 300}</ref-list></back></article>"
    found = pages.read(f"<article><back><ref-list>{deep if cut == 'deep' else cited + cut}", "jats", "a.xml")
    assert [bool(said and said in problem.message) for problem in found.problems] == ([True] if said else [])
    assert len(found.references) == (0 if cut == "deep" else 3)  # a short title and its record are one work


def test_a_record_of_a_document_was_read_anew_for_each_entry_that_it_was_held_against():
    titles = [f"Veins of the neck {at}x" for at in range(200)]
    held = [Reference({"type": "article-journal", "id": f"a{title}", "title": title}) for title in titles]
    printed = [Reference({"type": "document", "id": f"p{title}"}, Mention(f"Roe A. {title}.")) for title in titles]
    found, calls = counted(lambda: holding.merged(printed, held[::-1]))
    assert [one.title for one in found] == titles
    assert calls < 2 * (200 * 201 // 2)  # one for each pair, and a few for each record and entry
