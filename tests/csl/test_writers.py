"""Every writer says what it has to say, and a hostile title is harmless in each."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.csl.runs import Token
from ccsvi_refs.csl.writers import WRITERS
from ccsvi_refs.csl.writers.direction import directed
from ccsvi_refs.csl.writers.ooxml import bookmark
from ccsvi_refs.rendering.framing import anchor, entry_id
from tests.csl.styles import style

STYLE = Style.parse(
    """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
    <citation><layout><text variable="title"/></layout></citation>
    <bibliography><layout suffix="."><group delimiter=", ">
      <text variable="title" font-style="italic"/>
      <text variable="volume" font-weight="bold"/><text variable="DOI"/><text variable="URL"/>
    </group></layout></bibliography></style>"""
)
HOSTILE = (
    "<script>alert('x')</script> \\input{/etc/passwd} *a* |b| #eval $x$ @cite `c` [d](javascript:e) ~f_g^h --i //j"
)


PLAIN = style(bibliography='<text variable="title"/>')


def entry(to: str, links: bool = False, **fields: str) -> str:
    return (
        Processor(STYLE, [{"id": "one", "type": "book", **fields}], to=to, links=links).bibliography().entries[0].text
    )


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("html", "<i>Veins</i>, <b>3</b>."),
        ("text", "Veins, 3."),
        ("markdown", "*Veins*, **3**."),
        ("latex", r"\textit{Veins}, \textbf{3}."),
        ("rtf", r"{\i Veins}, {\b 3}."),
        ("typst", '#text(style: "italic")[Veins];, #text(weight: "bold")[3];.'),
    ],
)
def test_formatting(to: str, expected: str):
    assert entry(to, title="Veins", volume="3") == expected


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("html", '<i>V</i>, <a href="https://doi.org/10.1/a(b)&lt;c">10.1/a(b)&#60;c</a>.'),
        ("text", "V, 10.1/a(b)<c."),
        ("markdown", r"*V*, [10.1/a(b)\<c](<https://doi.org/10.1/a(b)%3Cc>)."),
        ("latex", r"\textit{V}, \href{https://doi.org/10.1/a(b)\%3Cc}{10.1/a(b)\textless{}c}."),
        ("typst", r'#text(style: "italic")[V];, #link("https://doi.org/10.1/a(b)%3Cc")[10.1\/a(b)\<c];.'),
    ],
)
def test_links(to: str, expected: str):
    assert entry(to, links=True, title="V", DOI="10.1/a(b)<c") == expected


def test_the_address_before_a_doi_is_part_of_its_link():
    doi = style(bibliography='<text variable="DOI" prefix="See https://doi.org/" suffix="."/>')
    items = [{"id": "one", "type": "book", "DOI": "10.1/a"}]
    link = '<a href="https://doi.org/10.1/a">https://doi.org/10.1/a</a>'
    assert Processor(doi, items, links=True).bibliography().entries[0].text == f"See {link}."
    assert Processor(doi, items).bibliography().entries[0].text == "See https://doi.org/10.1/a."


@pytest.mark.parametrize(
    ("variable", "prefix", "value", "link"),
    [
        (
            "DOI",
            "see http://dx.doi.org/",
            "10.1/a",
            'see <a href="https://doi.org/10.1/a">http://dx.doi.org/10.1/a</a>',
        ),
        ("DOI", "doi.org/", "10.1/a", '<a href="https://doi.org/10.1/a">doi.org/10.1/a</a>'),
        ("DOI", "doi: ", "10.1/a", 'doi: <a href="https://doi.org/10.1/a">10.1/a</a>'),
        ("DOI", "(https://doi.org/", "10/abc1", '(<a href="https://doi.org/10/abc1">https://doi.org/10/abc1</a>'),
        (
            "PMID",
            "http://www.ncbi.nlm.nih.gov/pubmed/",
            "7",
            '<a href="https://www.ncbi.nlm.nih.gov/pubmed/7">http://www.ncbi.nlm.nih.gov/pubmed/7</a>',
        ),
        ("PMCID", "PMC: ", "PMC7", 'PMC: <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7">PMC7</a>'),
    ],
)
def test_half_of_an_address_stood_outside_its_link(variable: str, prefix: str, value: str, link: str):
    layout = style(bibliography=f'<text variable="{variable}" prefix="{prefix}"/>')
    items = [{"id": "one", "type": "book", variable: value}]
    assert Processor(layout, items, links=True).bibliography().entries[0].text == link


@pytest.mark.parametrize("links", [False, True])
def test_quotation_marks_of_an_address_were_set_as_those_of_a_title(links: bool):
    address = """https://example.org/d'or?q="a"&p='b'"""
    text = Processor(
        style(bibliography='<text variable="URL"/>'), [{"id": "a", "URL": address}], to="typst", links=links
    ).bibliography()
    assert """d\\'or?q=\\"a\\"&p=\\'b\\'""".replace("\\", "") in text.entries[0].text.replace("\\", "")


@pytest.mark.parametrize(
    "doi",
    ["DOI 10.1/a", " 10.1/a ", "doi:10.1/a", "DX.DOI.ORG/10.1/a",
     "urn:doi:10.1/a", "info:doi/10.1%2Fa", "https://doi.org/doi:10.1/a", "https://doi.org/https://doi.org/10.1/a",
     "https://doi.org.library.example.edu/10.1/a", "https://dx-doi-org.library.example.edu/10.1/a"],
)  # fmt: skip
def test_what_stands_around_a_doi_is_not_printed_behind_the_address_of_the_style(doi: str):
    address = style(bibliography='<text variable="DOI" prefix="https://doi.org/"/>')
    items = [{"id": "a", "type": "book", "DOI": doi}]
    assert Processor(address, items).bibliography().entries[0].text == "https://doi.org/10.1/a"


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"DOI": "forthcoming"}, ""),
        ({"DOI": "doi: 10.5555/a b"}, "https://doi.org/10.5555/a%20b"),
        ({"DOI": "DOI 10.5555/a"}, "https://doi.org/10.5555/a"),
        ({"URL": " HTTPS://example.org/a "}, "HTTPS://example.org/a"),
        ({"URL": "JavaScript:alert(1)"}, ""),
        ({"URL": "//example.org"}, ""),
    ],
)
def test_what_is_no_identifier_or_address_leads_nowhere(fields: dict[str, str], link: str):
    found = re.findall('href="(.*?)"', entry("html", links=True, title="V", **fields))
    assert found == ([link] if link else [])


@pytest.mark.parametrize("to", ["latex", "markdown", "ooxml", "rtf", "typst"])
def test_a_host_in_brackets_stays_in_them(to: str):
    assert "http://[2001:db8::1]/a%5Db" in entry(to, links=True, title="V", URL="http://[2001:db8::1]/a]b").replace(
        "\\", ""
    )


@pytest.mark.parametrize("to", sorted(WRITERS))
def test_an_address_with_another_scheme_is_no_link(to: str):
    assert entry(to, links=True, title="V", URL="javascript:alert(1)") == entry(
        to, title="V", URL="javascript:alert(1)"
    )


def test_html_shows_a_hostile_title_as_it_is():
    written = entry("html", title=HOSTILE)
    assert "<script" not in written
    assert set(re.findall(r"<[^>]*>", written)) == {"<i>", "</i>"}


def test_markdown_shows_a_hostile_title_as_it_is():
    rendered = MarkdownIt("commonmark").render(entry("markdown", title=HOSTILE))
    assert html.unescape(re.sub(r"</?(?:em|p)>", "", rendered)).strip() == HOSTILE.replace("'x'", "“x”") + "."


def test_markdown_starts_no_list_and_no_heading():
    assert "<li>" not in MarkdownIt("commonmark").render(
        Processor(NUMBERED, ITEM, to="markdown").bibliography().entries[0].text
    )


NUMBERED = Style.parse(
    """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
    <citation><layout><text variable="citation-number"/></layout></citation>
    <bibliography second-field-align="flush"><layout>
      <text variable="citation-number" suffix=". "/><text variable="title"/>
    </layout></bibliography></style>"""
)
ITEM = [{"id": "one", "type": "book", "title": "# Veins"}]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("text", "1. # Veins"),
        ("markdown", r"1\. \# Veins"),
        ("latex", r"1. \# Veins"),
        ("typst", r"1\. \# Veins"),
        ("rtf", "1. \\tab # Veins"),
    ],
)
def test_a_number_in_the_margin(to: str, expected: str):
    assert Processor(NUMBERED, ITEM, to=to).bibliography().entries[0].text == expected


def test_latex_runs_no_command_of_a_title():
    written = entry("latex", title=HOSTILE)
    commands = {"textit", "textbackslash", "textless", "textgreater", "textbar", "textasciitilde", "textasciicircum"}
    assert set(re.findall(r"\\([a-z]+)", written)) <= {*commands, "textasciigrave", "textquotedbl"}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_latex_braces_balance(title: str):
    written = re.sub(r"\\[{}]", "", entry("latex", title=f"x{title}"))
    assert written.count("{") == written.count("}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_rtf_is_ascii_and_its_braces_balance(title: str):
    written = entry("rtf", title=f"x{title}")
    assert written.isascii()
    bare = re.sub(r"\\[{}\\]", "", written)
    assert bare.count("{") == bare.count("}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_html_has_no_tag_that_the_engine_did_not_write(title: str):
    tags = set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", entry("html", title=f"x{title}")))
    assert tags <= {"i", "b", "sup", "sub", "span"}


def typeset(written: str) -> str:
    """Return the text that Typst makes of its markup."""
    source = f"#metadata([{written}]) <entry>".encode()
    return _text(json.loads(typst.query(source, "<entry>", field="value", one=True)))


def _text(content: dict) -> str:
    """Return the text of Typst's content: https://typst.app/docs/reference/foundations/content/."""
    if content["func"] == "smartquote":
        return '"' if content.get("double", True) else "'"
    inner = [content[name] for name in ("child", "body") if name in content] + content.get("children", [])
    return {"space": " "}.get(content["func"], content.get("text", "")) + "".join(map(_text, inner))


def test_typst_prints_a_hostile_title_as_it_is():
    assert typeset(entry("typst", title=HOSTILE)) == entry("text", title=HOSTILE)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_typst_prints_every_title_as_it_is(title: str):
    assert typeset(entry("typst", title=f"x {title} y")) == entry("text", title=f"x {title} y")


def test_emphasis_that_opens_with_a_number_and_a_stop_is_no_list_in_typst():
    layout = '<text value="In "/><text variable="title" font-style="italic"/>'
    doc = Processor(style(bibliography=layout), [{"id": "a", "type": "book", "title": "1984. A novel"}], to="typst")
    text = doc.bibliography().entries[0].text
    assert text == 'In #text(style: "italic")[1984\\. A novel];'


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("html", '<a href="#ref-a:1">V</a>'),
        ("markdown", "[V](<#ref-a:1>)"),
        ("latex", r"\hyperlink{ref-a__3A1}{V}"),
        ("typst", '#link(label("ref-a__3A1"))[V];'),
        ("rtf", r'{\field{\*\fldinst{HYPERLINK \\l "ref-a__3A1"}}{\fldrslt{V}}}'),
        ("ooxml", '<w:hyperlink w:anchor="ref-a__3A1"><w:r><w:t xml:space="preserve">V</w:t></w:r></w:hyperlink>'),
    ],
)
def test_a_cite_leads_to_its_entry_by_the_name_that_entries_have(to: str, expected: str):
    doc = Processor(style(), [{"id": "a:1", "type": "book", "title": "V"}], to=to, anchor="#ref-")
    doc.cite(["a:1"])
    assert doc.citations() == [expected]
    assert (entry_id if to in ("html", "markdown") else anchor)("a:1") in expected


@pytest.mark.parametrize("key", ["two words", 'it\'s "so"', "50%25", "müller", "a&amp;b<i>", "a)b>(\\", "a*b*_c_"])
def test_a_link_to_an_entry_is_spelled_as_its_id_in_a_page(key: str):
    for to in ("html", "markdown"):
        doc = Processor(style(), [{"id": key, "type": "book", "title": "V"}], to=to, anchor="#ref-")
        doc.cite([key])
        shown = doc.citations()[0] if to == "html" else MarkdownIt("commonmark").render(doc.citations()[0])
        assert re.findall('href="(.*?)"', shown) == [f"#{entry_id(key)}"]


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Model 5ᶜ and ᶿ", "Model 5<sup>c</sup> and <sup>θ</sup>"),
        ("Stent™ by ℠", "Stent<sup>TM</sup> by <sup>SM</sup>"),
        ("ˀa, x₂, ½ and ①", "<sup>ʔ</sup>a, x₂, ½ and ①"),
    ],
)
def test_letters_that_unicode_says_are_raised_are_raised_by_html_and_no_others(title: str, printed: str):
    assert entry("html", title=title) == f"<i>{printed}</i>."
    assert entry("text", title=title) == f"{title}."


class Looked(list[Token]):
    """A run that counts the tokens taken out of it."""

    taken = 0

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        self.taken += len(found) if isinstance(place, slice) else 1
        return found


def test_markdown_of_many_emphases_looks_no_further_around_each():
    word: list[Token] = [("open", "font-style", "italic"), "a", ("close", "font-style", "italic"), " b "]
    run = Looked(word * 200)
    assert WRITERS["markdown"].write(run) == ("*a* b " * 200).strip()
    assert 0 < run.taken <= 5 * 200


@pytest.mark.parametrize(("key", "other"), [("a b", "a_20b"), ("a b", "a__20b"), ("a__20b", "a__5F_20b")])
def test_two_ids_had_one_anchor(key: str, other: str):
    assert anchor(key) != anchor(other)
    assert entry_id(key) != entry_id(other)
    assert anchor("roe_2009") == "ref-roe_2009"


def test_a_space_at_the_start_of_formatted_text_is_not_lost_in_rtf():
    italic = style(bibliography='<text variable="title"/><text value=" and " font-style="italic"/><text value="x"/>')
    (entry,) = Processor(italic, [{"id": "a", "title": "T"}], to="rtf").bibliography().entries
    assert entry.text == r"T{\i  and }x"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("On <i>אב</i> x", r"On \textit{\RL{אב}} x"),
        ("On אב\u05b8 x", "On \\RL{אב\u05b8} x"),
        ("On אב 12, (ג) x", r"On \RL{אב \LR{12}, \LR{)}ג\LR{(}} x"),
        ("אב 12 <i>Vein</i> x", r"\RL{אב \LR{12} \textit{\LR{Vein}} \LR{x}}"),
        ("سنة ۱۳۹۹: x", r"\RL{سنة \LR{۱۳۹۹}: \LR{x}}"),
    ],
)
def test_latex_is_told_which_parts_run_from_right_to_left(title: str, expected: str):
    (entry,) = Processor(PLAIN, [{"id": "a", "title": title}], to="latex").bibliography().entries
    assert entry.text.split("%\n")[-1] == expected
    assert entry.text.count(r"\providecommand") == 2


def test_links_in_a_text_from_right_to_left_begin_and_end_from_left_to_right():
    links = style(bibliography='<text variable="title" suffix=" "/><text variable="URL"/>')
    item = {"id": "a", "title": "אב", "URL": "https://example.org/a-1"}
    (entry,) = Processor(links, [item], to="latex", links=True).bibliography().entries
    assert entry.text.endswith(r"\LR{\href{https://example.org/a-1}{\RL{\LR{https://example.org/a-1}}}}}")


@pytest.mark.parametrize("to", ["latex", "rtf", "ooxml"])
@pytest.mark.parametrize("mark", ["\u200e", "\u200f"])
def test_a_mark_of_direction_between_words_did_not_double_the_next(to: str, mark: str):
    document = Processor(PLAIN, [{"id": "a", "type": "book", "title": f"אב vein{mark}neck1 12 x"}], to=to)
    (entry,) = document.bibliography().entries
    assert entry.text.count("neck") == entry.text.count("vein") == entry.text.count("12") == 1


def test_bold_and_italic_hold_for_complex_scripts_from_left_to_right_in_word():
    (entry,) = Processor(PLAIN, [{"id": "a", "title": "<i>นส</i> <i>b</i>"}], to="ooxml").bibliography().entries
    assert "<w:rPr><w:i/><w:iCs/></w:rPr>" in entry.text
    assert "<w:rPr><w:i/></w:rPr>" in entry.text


@pytest.mark.parametrize(
    ("title", "expected"), [("e\u0301tude", "étude"), ("x\u0323\u0302", "x\u0323\u0302"), ("塚", "塚")]
)
def test_latex_has_one_letter_for_a_letter_with_its_accent(title: str, expected: str):
    (entry,) = Processor(PLAIN, [{"id": "a", "title": title}], to="latex").bibliography().entries
    assert entry.text == expected


@pytest.mark.parametrize("title", ["a “” b", "a ‘’ b", "a “‘’” b", "‘’"])
def test_quotation_marks_around_nothing_are_kept(title: str):
    (entry,) = Processor(PLAIN, [{"id": "a", "title": title}], to="text").bibliography().entries
    assert entry.text == title


def test_two_marks_before_a_word_are_a_quotation_within_a_quotation_and_alone_they_are_text():
    titles = ["On ''veins'' here", 'On ""veins"" here', "Strings '' and \"\" here", "5' 6''"]
    doc = Processor(PLAIN, [{"id": str(at), "title": title} for at, title in enumerate(titles)], to="text")
    assert [entry.text for entry in doc.bibliography().entries] == [
        "On “‘veins’” here", "On “‘veins’” here", "Strings '' and \"\" here", "5’ 6’’",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "right", "turned"),
    [
        ("אב Wiley (New York) גד", True, ["Wiley (New York)"]),
        ("אב (Wiley) גד", True, ["Wiley"]),
        ("אב Wiley (New דה) גד", True, ["Wiley", "New"]),
        ("אב Wiley [a (b) c] גד", True, ["Wiley [a (b) c]"]),
        ("Wiley אב (גד) x", False, ["אב (גד)"]),
        ("Wiley (אב) x", False, ["אב"]),
        ("אב A) (b גד", True, ["A) (b"]),
    ],
)
def test_a_bracket_went_another_way_than_the_one_that_it_belongs_to(text: str, right: bool, turned: list[str]):
    assert [part for part, way in directed(text, right) if way != right] == turned


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("<i>(Re)flux</i> of veins", "*(Re)flux* of veins"),
        ("x<i>(Re)flux</i> of veins", "x<em>(Re)flux</em> of veins"),
        ("Veins and <i>re(flux)</i>", "Veins and *re(flux)*"),
        ("<i>re(flux)</i>es", "<em>re(flux)</em>es"),
    ],
)
def test_emphasis_of_markdown_looks_at_its_own_neighbours_and_at_no_others(title: str, written: str):
    (entry,) = Processor(PLAIN, [{"id": "a", "type": "book", "title": title}], to="markdown").bibliography().entries
    assert entry.text == written


def test_each_part_of_an_entry_from_right_to_left_is_written_once_in_latex():
    parts = '<text value="7." display="left-margin"/><group display="right-inline"><text variable="title"/></group>'
    shelved = style(
        bibliography=f'{parts}<text variable="note" display="block"/><text variable="annote" display="indent"/>'
    )
    item = {"id": "a", "type": "book", "title": "כהן", "note": "לוי", "annote": "דוד", "language": "he"}
    (entry,) = Processor(shelved, [item], to="latex", locale="he-IL").bibliography().entries
    assert [entry.text.count(word) for word in ("7.", "כהן", "לוי", "דוד")] == [1, 1, 1, 1]


def test_a_bookmark_of_forty_letters_is_long_enough_for_itself():
    assert bookmark("a" * 40) == "a" * 40
    assert len(bookmark("a" * 41)) == 40
    assert bookmark("a" * 41) != bookmark("a" * 42)
