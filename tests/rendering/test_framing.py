"""Bibliographies that can be used as they are: indented, spaced and anchored in every target."""

import io
import re
import shutil
import subprocess
import zipfile

import lxml.html
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from ccsvi_refs import pages
from ccsvi_refs.citing.pandoc import program
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering import document, render
from ccsvi_refs.rendering.framing import entry_id

WORKS = [
    Reference({
        "id": "doe & roe", "type": "book", "title": r"Veins_1: 50% of #2 {a} $x$ ^~\ <b>bold</b>", "issued": {"date-parts": [[2001]]},
        "author": [{"family": "Doe", "given": "Ann"}], "publisher": "Press", "DOI": "10.5555/a_b",
    }),
    Reference({
        "id": "poe2002", "type": "article-journal", "title": "On <i>jugular</i> veins", "container-title": "Vein", "volume": "3",
        "author": [{"family": "Poe", "given": "Bo"}], "issued": {"date-parts": [[2002]]}, "page": "1-9", "DOI": "10.5555/poe",
    }),
]  # fmt: skip
NUMBERED, HANGING, PLAIN = "nature", "apa", "elsevier-harvard"
LATEX = "\\documentclass{article}\n%s\\begin{document}\nA\n%s\\end{document}\n"


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex here: Debian's texlive-latex-base")
@pytest.mark.parametrize("preamble", ["", "\\usepackage{hyperref}\n"], ids=["bare", "hyperref"])
def test_latex_compiles_with_and_without_hyperref(tmp_path, preamble):
    body = "\n".join(render(WORKS, style, "latex", links=True) for style in (NUMBERED, HANGING, PLAIN))
    (tmp_path / "a.tex").write_text(LATEX % (preamble, body), "utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]


def test_latex_has_a_hanging_indent_or_the_number_in_the_margin_and_an_anchor_for_each_entry():
    hanging, numbered = render(WORKS, HANGING, "latex"), render(WORKS, NUMBERED, "latex")
    assert r"\setlength{\leftmargin}{2em}\setlength{\itemindent}{-\leftmargin}" in hanging
    assert r"\item \hypertarget{ref-poe2002}{}Poe, B." in hanging
    assert r"\hypertarget{ref-doe__20__26__20roe}{}\CSLLeftMargin{1.}\CSLRightInline{Doe, A." in numbered


def test_typst_compiles_and_the_numbers_stand_apart():
    typst = pytest.importorskip("typst", reason="needs PyPI's typst")
    for style in (NUMBERED, HANGING, PLAIN):
        assert typst.compile(render(WORKS, style, "typst", links=True).encode(), format="pdf")[:4] == b"%PDF"
    assert r"[#csl-left-margin[1\.];Doe, A." in render(WORKS, NUMBERED, "typst")


def test_html_has_links_unless_told_not_to_and_the_style_s_layout():
    page = lxml.html.fragment_fromstring(render(WORKS, HANGING, "html"))
    assert page.xpath("//a/@href") == ["https://doi.org/10.5555/a_b", "https://doi.org/10.5555/poe"]
    assert page.xpath("//div[@class='csl-entry']/@id") == ["ref-doe__20__26__20roe", "ref-poe2002"]
    assert page.get("style") == "padding-left:2em;text-indent:-2em;line-height:2"
    assert "<a " not in render(WORKS, HANGING, "html", links=False)
    numbered = lxml.html.fragment_fromstring(render(WORKS, NUMBERED, "html"))
    (margin, _) = numbered.xpath("//div[@class='csl-left-margin']/@style")
    (inline, _) = numbered.xpath("//div[@class='csl-right-inline']/@style")
    assert margin.removeprefix("float:left;min-width:") == inline.removeprefix("margin-left:") == "1.8em"


def test_rtf_paragraphs_hang_and_have_bookmarks():
    text = render(WORKS, HANGING, "rtf")
    assert text.count(r"{\pard\fi-480\li480\tx480\sa0\sl480\slmult1 ") == 2
    assert r"{\*\bkmkstart ref-poe2002}{\*\bkmkend ref-poe2002}" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_a_word_document_has_a_hanging_paragraph_for_each_entry_with_its_formatting():
    data = document(WORKS, HANGING)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    names = {"w": tree.nsmap["w"]}
    assert [len(tree.xpath(path, namespaces=names)) for path in ("//w:p", "//w:ind", "//w:bookmarkStart")] == [2, 2, 2]
    italic = tree.xpath("//w:r[w:rPr/w:i and not(w:rPr/w:i/@w:val)]/w:t/text()", namespaces=names)
    assert italic == [r"Veins_1: 50% of #2 {a} $x$ ^~\ ", "bold", "jugular", "Vein", "3"]
    assert tree.xpath("//w:r[w:rPr/w:b and w:rPr/w:i]/w:t/text()", namespaces=names) == ["bold"]
    fields = tree.xpath("//w:fldSimple/@w:instr", namespaces=names)
    assert fields == ['HYPERLINK "https://doi.org/10.5555/a_b"', 'HYPERLINK "https://doi.org/10.5555/poe"']
    assert document(WORKS, HANGING) == data


@pytest.mark.parametrize("style", [NUMBERED, HANGING, PLAIN])
def test_a_word_document_is_read_back_as_what_it_holds(style):
    read = pages.load(io.BytesIO(document(WORKS, style)), "docx")
    shown = [re.sub(r"^\d+\.\s*", "", reference.mention.text) for reference in read]
    printed = [re.sub(r"^\d+\.\s*", "", line) for line in render(WORKS, style, "text").splitlines() if line]
    assert shown == printed


@pytest.mark.parametrize("to", ["html", "latex", "rtf", "typst"])
def test_an_id_that_is_half_a_character_or_any_punctuation_stops_no_rendering(to):
    names = ["\ud800a", "\ud801a", "a\"b'c<&>{}\\%#]", "\0"]
    text = render([Reference({"id": name, "type": "book", "title": "T"}) for name in names], "apa", to)
    anchors = re.findall(r"ref-\w+", text)
    assert len(set(anchors)) == len(names)


def test_bookmarks_of_long_ids_that_begin_alike_are_not_one():
    works = [Reference({"id": "x" * 60 + end, "type": "book", "title": "T"}) for end in "ab"]
    content = zipfile.ZipFile(io.BytesIO(document(works, "apa"))).read("word/document.xml")
    names = etree.fromstring(content).xpath("//@*[local-name()='name']")
    assert len(set(names)) == 2
    assert all(len(name) <= 40 for name in names)


def test_what_xml_forbids_costs_a_word_document_nothing_else():
    odd = "".join(map(chr, [*range(32), 0x7F, 0x85, 0xFFFE, 0xFFFF, 0xD800]))
    work = Reference(
        {"id": odd, "type": "book", "title": f"Veins{odd} of the neck", "URL": f'https://example.org/a"b{odd}'}
    )
    with pytest.warns(UserWarning, match="holds a control character or half a character"):
        content = zipfile.ZipFile(io.BytesIO(document([work], "apa"))).read("word/document.xml")
    said = "".join(etree.fromstring(content).itertext())
    assert re.search(r"Veins\s+.{0,2}of the neck", said)


def test_a_paragraph_that_begins_in_arabic_runs_from_right_to_left():
    works = [
        Reference({"id": "a", "type": "book", "title": "تاريخ العلوم", "language": "ar"}),
        Reference({"id": "b", "type": "book", "title": "On תורה"}),
    ]
    body = zipfile.ZipFile(io.BytesIO(document(works, "apa"))).read("word/document.xml").decode()
    paragraphs = {"ref-a" in one: one for one in re.findall(r"<w:p>.*?</w:p>", body)}
    assert re.search(r"<w:tabs>.*</w:tabs><w:bidi/><w:spacing", paragraphs[True])
    assert "<w:bidi/>" not in paragraphs[False]


HEBREW = [
    Reference({"id": "he", "type": "book", "title": "שלום", "author": [{"family": "כהן"}], "DOI": "10.5555/a", "language": "he"}),
    WORKS[1],
]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("html", '<div id="ref-he" class="csl-entry" dir="rtl" style="margin-left:-2em;padding-right:2em">כהן'),
        ("typst", "#block(width: 100%)[#set text(dir: rtl);#par(hanging-indent: 2em)[כהן"),
        ("rtf", r"{\pard\rtlpar\fi-480\ri480\tx480\sa0\sl480\slmult1 {\*\bkmkstart ref-he}{\*\bkmkend ref-he}{\rtlch "),
        ("latex", r"\item \hypertarget{ref-he}{}\RL{כהן"),
    ],
)
def test_an_entry_in_hebrew_alone_is_told_to_run_from_right_to_left(to: str, told: str):
    text = render(HEBREW, HANGING, to, links=True)
    assert told in text
    sign = {"html": "rtl", "typst": "rtl", "rtf": "rtlpar", "latex": r"\RL{כ"}[to]
    assert text.count(sign) == 1


@pytest.mark.parametrize("to", ["html", "typst", "rtf"])
def test_an_address_that_ends_in_an_odd_character_does_not_run_from_right_to_left(to: str):
    page = {"id": "odd", "type": "webpage", "title": "Vein", "URL": "https://example.org/a\ufdd2"}
    assert "rtl" not in render([Reference(page)], HANGING, to)


def test_the_number_of_an_entry_in_hebrew_stands_in_the_right_margin_of_a_page():
    text = render(HEBREW, NUMBERED, "html")
    assert text.count("float:right") == text.count("margin-right:") == text.count("float:left") == 1


def test_brackets_around_the_number_of_an_entry_in_hebrew_were_turned_round_in_latex():
    text = render(HEBREW, "ieee", "latex", links=True)
    assert "{[1]}" in text
    assert r"\RL{כהן" in text


def test_a_document_in_latex_defines_directions_where_it_needs_them():
    assert r"\providecommand{\RL}" in render(HEBREW, HANGING, "latex").split(r"\begin{list}")[0]
    assert r"\RL" not in render(WORKS, HANGING, "latex")


def test_a_word_document_has_the_style_for_bibliographies_and_its_size():
    with zipfile.ZipFile(io.BytesIO(document(WORKS, HANGING))) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    (styles,) = parts["word/_rels/document.xml.rels"].xpath("//@Target")
    w = {"w": parts["word/document.xml"].nsmap["w"]}
    used = set(parts["word/document.xml"].xpath("//w:pStyle/@w:val", namespaces=w))
    assert used == {"Bibliography"}
    assert used < set(parts[f"word/{styles}"].xpath("//w:style/@w:styleId", namespaces=w))
    assert parts[f"word/{styles}"].xpath("//w:sz/@w:val", namespaces=w) == ["24"]


def test_markdown_has_the_divisions_that_pandoc_knows():
    text = render([*WORKS, HEBREW[0]], HANGING, "markdown")
    assert text.startswith('<div id="refs" class="references csl-bib-body hanging-indent" data-entry-spacing="0"')
    page = lxml.html.fromstring(MarkdownIt("commonmark").render(text))
    assert page.xpath("./div/@id") == list(map(entry_id, ("doe & roe", "poe2002", "he")))
    assert page.xpath("./div[@dir='auto']/@id") == ["ref-he"]
    shown = [" ".join(one.text_content().split()) for one in page.xpath("./div/p")]
    assert shown == render([*WORKS, HEBREW[0]], HANGING, "text").splitlines()
    command = [program.find(), "-f", "markdown", "-t", "latex"]
    typeset = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()
    assert r"\begin{CSLReferences}{1}{1}" in typeset
    assert r"{ref-poe2002}" in typeset
