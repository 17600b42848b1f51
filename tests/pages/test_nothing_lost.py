"""Lists as real pages have them, each entry of which is read or reported: marks, markup and none, in many languages."""

import io
import time

import pytest

from ccsvi_refs import pages
from ccsvi_refs.pages import headings, tags
from tests.formats.test_growth import counted

A = "Abara N. Sediment records. Quat Hor. 1999;59:5-16."
B = "Ministry of Health. Falls in old age. 2015."
C = "Tenge R. Tremor at rest. Gait Post. 2012;3:4-9."
UNDATED = "Gait Handbook, second edition"

#: kind of page, text, how many entries
LISTS = {
    "paragraphs parted by blank lines, the last a body's without a full stop": (
        "text", f"References\n\n{A}\n\n{C}\n\nWorld Health Office. Health for all. 1981\n", 3),
    "paragraphs of bodies": (
        "markdown", f"# References\n\n{A}\n\n{B}\n\nDepartment of Transport. Walking aids. 2017\n\nMS Club. My needs. 2016\n", 4),
    "nothing but paragraphs of bodies": (
        "html", f"<h2>References</h2><p>{B}</p><p>Department of Transport. Walking aids. 2017</p><p>Mind. Still to talk. 2013.</p>"
        "<h2>Contact</h2><p>Write to us.</p>", 3),
    "one dated paragraph": ("markdown", f"## References\n\n> {B}\n", 1),
    "two numbered paragraphs in one item": ("html", f"<h2>References</h2><ul><li><p>1. {A}</p><p>2. {C}</p></li></ul>", 2),
    "line breaks": ("html", f"<h3>Sources</h3><p>{A}<br/>{C}<br/>WHO. Health for all. 1981<br/>Tremor Club. Living. 2019</p>", 4),
    "the heading is the first line": ("html", f"<p><strong>References:</strong><br>{A}<br>{B}</p>", 2),
    "the heading is the first of two lines": ("html", f"<h1>Falls</h1><p>Text.</p><p><b>References</b><br>{A}</p>", 1),
    "a bold paragraph is the heading": ("html", f"<p><b>References</b></p><p>{A}</p><p>{B}</p><p>Mind. We need to talk. 2013</p>", 3),
    "elements": ("html", f"<h2>Bibliography</h2><div>{A}</div><div>WHO. Health for all. 1981</div><div>Charity Board. Guidance, 2018</div>", 3),
    "letters": ("text", f"References\n\na. {A}\nb. WHO. Health for all. 1981.\nc. {UNDATED}\n", 3),
    "letters in brackets": ("text", f"References\n\n(a) {A}\n(b) WHO. Health for all. 1981.\n(c) {UNDATED}\n", 3),
    "small Roman numbers": ("text", f"References\n\ni. {A}\nii. WHO. Health for all. 1981.\niii. {UNDATED}\n", 3),
    "strokes": ("text", f"References\n\n1/ {A}\n2/ WHO. Health for all. 1981.\n3/ {UNDATED}\n", 3),
    "dashes": ("text", f"References\n\n1 - {A}\n2 - WHO. Health for all. 1981.\n3 - {UNDATED}\n", 3),
    "notes of Google's documents": (
        "html", '<p>Text<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr>'
        f'<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;{A}</span></p></div>'
        f'<div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span>&nbsp;{B}</span></p></div>', 2),
    "notes of Word": (
        "html", '<p>Text<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><div style="mso-element:footnote" id="ftn1">'
        f'<p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> {B}</p></div>', 1),
    "notes that cite bodies": (
        "markdown", f"Text[^1] and[^b].\n\n[^1]: {A}\n[^b]: Ministry of Health. Falls in old age. 2015\n", 2),
    "entries of Drupal": (
        "html", f'<h2>References</h2><div class="biblio-entry">{A}</div><div class="biblio-entry">{UNDATED}</div>', 2),
    "an undated line between two entries": ("html", f"<h2>References</h2><p>{A}</p><p>{UNDATED}, by the Gait Club</p><p>{C}</p>", 3),
    "the page's own lines behind the list": (
        "html", f"<h2>References</h2><p>{A}</p><p>WHO. Health for all. 1981</p><p>Last updated: 3 May 2020</p>"
        "<p>© 2021 Tremor Club. Registered charity 12345.</p>", 2),
    "news behind a list": (
        "html", f"<h2>References</h2><ol><li>{A}</li></ol><p>Published 3 May 2020 by the editors.</p>"
        "<p>Our next meeting is in Leeds on 4 June 2021.</p>", 1),
    "prose alone": ("html", "<h2>References</h2><p>They are kept in the office, which moved to Leeds in 2015.</p>", 0),
    "a letter in a wrapped line": ("text", "References\n\n1. Abara N. Sediment records of the moor and\n   a. Quat Hor. 1999;59:5-16.\n", 1),
    "initials are no letters of a list": (
        "text", "References\n\nA. Smith and B. Jones. Tremor at rest. Gait Post. 2012;3:4-9.\nC. Marl. Sediment. Quat Hor. 1999;59:5-16.\n", 2),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_every_entry_is_read_or_reported(case):
    kind, text, count = LISTS[case]
    page = pages.read(text, kind)
    assert [reference.mention.text for reference in page][count:] == []
    assert len(page) == count


@pytest.mark.parametrize(
    "heading",
    ["ლიტერატურა", "Ծանոթագրություններ", "Marejeo", "Mga sanggunian", "Heimildir", "Referime", "Наводи", "İstinadlar", "Дереккөздер",
     "Referencoj", "Verwysings", "Cyfeiriadau", "Tagairtí", "Kjelder", "Крыніцы", "അവലംബം", "ಉಲ್ಲೇಖಗಳು"],
)  # fmt: skip
def test_headings_of_more_languages(heading):
    assert headings.heads_references(heading)


def test_a_table_of_numbers_is_no_list_of_references():
    rows = "".join(
        f"<tr><td>{city}</td><td>Moor</td><td>{n},900</td><td>1{n}</td></tr>"
        for city, n in (("Leeds", 31), ("York", 58))
    )
    assert not len(pages.read(f"<h2>Towns</h2><table>{rows}</table>", "html"))


def test_the_number_of_a_version_is_no_volume():
    text = "New:\n\n- Dynamic Subsequence Warping (DSW) to explain things (v2.5)\n- Search (v2.3).\n- Support (v2.3).\n"
    assert not len(pages.read(text, "markdown"))


def test_a_note_that_begins_with_the_linked_title_is_a_work():
    text = (
        '<ol class="references"><li id="cite_note-1">"<a href="https://moor.example/1">Video on the moor gets a boost</a>". '
        "Of course, this is not a complete solution, and they have said that it will be one.</li></ol>"
    )
    assert len(pages.read(text, "html")) == 1


def test_a_standard_is_no_nota_bene():
    page = pages.read(f"# 参考文献\n\n1. {A}\n2. NB/T 10386—2020 沼泽水温监测技术规范[S].\n", "markdown")
    assert page.references[1].data["number"] == "NB/T 10386—2020"


def test_a_title_that_speaks_is_no_explanation():
    text = f"# References\n\n1. {A}\n2. Yusuf M. We are displaced: My journey and stories from girls on the moor[M]. 2016.\n"
    assert pages.read(text, "markdown").references[1].title.startswith("We are displaced")


@pytest.mark.parametrize(
    "entry",
    [
        "Alzheimer's Society (2019), Dementia and you, London.",
        "Mind, Dementia and you, London, 2019.",
        "Scope, Work and you, 2015",
        "Tremor Club (2011), What we are and who you are, Leeds.",
    ],
)
def test_a_body_and_its_title_parted_by_commas_were_taken_for_a_note(entry):
    page = pages.load(io.StringIO("References\n\n1. " + "\n2. ".join((A, entry)) + f"\n3. {C}\n"), "text")
    assert len(page) == 3
    assert page.notes == ()


def test_a_note_that_names_an_entry_is_none():
    page = pages.load(io.StringIO(f"References\n\n1. {A}\n2. Abara, Tenge and King 1999, p. 41.\n3. {C}\n"), "text")
    assert len(page) == 2
    assert [note.number for note in page.notes] == ["2."]


@pytest.mark.parametrize(
    "label", ["Report", "Summary", "Read", "Full text", "Website", "Download", "Read more", "PDF", "Zusammenfassung"]
)
def test_the_label_of_a_link_behind_an_entry_was_its_publisher_or_its_journal(label):
    link = f"[{label}](https://www.example.org/x)"
    page = pages.load(io.StringIO(f"## References\n\n1. {A} {link}\n2. {B} {link}\n"), "markdown")
    plain = pages.load(io.StringIO(f"## References\n\n1. {A}\n2. {B}\n"), "markdown")
    names = ("type", "title", "container-title", "publisher", "issued", "volume", "page")
    for linked, bare in zip(page, plain, strict=True):
        assert {name: linked.data.get(name) for name in names} == {name: bare.data.get(name) for name in names}


@pytest.mark.parametrize("depth", [1, 19, 25, 70, 5000])
@pytest.mark.parametrize(
    "page",
    [
        lambda depth: f"# References\n\n{'> ' * depth}{A}\n",
        lambda depth: "# References\n\n" + "".join(f"{'  ' * at}- a\n" for at in range(min(depth, 70))) + f"\n{A}\n",
        lambda depth: f"# References\n\n{'- ' * min(depth, 70)}{A}\n",
    ],
    ids=["quotations", "lists before it", "lists in one line"],
)
def test_an_entry_of_markdown_is_read_however_deeply_it_is_nested(page, depth):
    assert any("Abara" in one.mention.text for one in pages.read(page(depth), "markdown", "a.md").references)


@pytest.mark.parametrize("tag", ["svg", "math", "SVG viewBox='0 0 1 1'"])
def test_a_drawing_that_is_never_closed_hides_no_list_behind_it(tag):
    drawn = f"<p>Falls <{tag}><path d='M0'><title>An arrow</title>"
    assert len(pages.read(f"{drawn}<h2>References</h2><ol><li>{A}</li></ol>", "html", "a.html").references) == 1
    hidden = f"{drawn}<g><desc>{C}</desc></g></{tag.split()[0]}><h2>References</h2><ol><li>{A}</li></ol>"
    assert len(pages.read(hidden, "html", "a.html").references) == 1


def test_many_drawings_that_are_never_closed_take_linear_time():
    start = time.process_time()
    assert sum(end - begin for begin, end in tags.stretches("<svg><p>a" * 50_000)) == 50_000
    assert time.process_time() - start < 4


def test_spaces_behind_a_file_that_a_document_holds_take_linear_time():
    start = time.process_time()
    pages.read("\\begin{filecontents}" + " " * 100_000 + "x", "latex", "a.tex")
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    "tag", ["div", "blockquote", "ul><li", "table><tr><td", "b", "span", "a href=x", "dl><dd", "font", "sup", "section"]
)
def test_a_hundred_thousand_elements_in_each_other_cost_what_as_many_beside_each_other_do(tag):
    def calls(number):
        text = f"<{tag}>" * number + f"<h2>References</h2><ol><li>{A}</li></ol>"
        found, calls = counted(lambda: pages.read(text, "html", "a.html"))
        assert len(found.references) == 1
        return calls

    calls(1)
    assert calls(2_000) <= 4.4 * calls(500)


@pytest.mark.parametrize(
    "second",
    ["* World Health Office: Global report on falls, 2007", "* Mind. Still to talk. 2013.\n* MS Club. My needs. 2016.",
     "* Department of Transport. *Walking aids*. London, 2017."],
)  # fmt: skip
@pytest.mark.parametrize("first", [f"1. {A}\n2. {C}", f"{A}\n\n{C}"])
def test_a_second_list_under_one_heading_is_not_dropped_because_it_cites_no_journals(first, second):
    page = pages.read(f"# Falls\n\nText.\n\n## References\n\n{first}\n\n{second}\n", "markdown", "a.md")
    assert len(page.references) == 3 + second.count("\n* ")


def test_links_to_share_a_page_behind_its_references_are_none():
    shared = (
        "<ul><li><a href='https://x.example/share'>Tweet</a></li><li><a href='https://y.example/s'>Share</a></li></ul>"
    )
    page = pages.read(f"<h2>References</h2><ol><li>{A}</li><li>{C}</li></ol>{shared}", "html", "a.html")
    assert len(page.references) == 2


@pytest.mark.parametrize("label", ["Sources:", "<b>Sources:</b>", "<b>References</b>", "Literatur:"])
@pytest.mark.parametrize("before", ["", f"<h2>Further reading and sources</h2><ul><li>{C}</li></ul>"])
def test_a_labelled_list_in_one_paragraph_is_parted_wherever_it_stands(label, before):
    mark = "[{}]" if "References" in label else "{})"
    listed = " ".join(f"{mark.format(number)} {one}" for number, one in enumerate((A, B, C), 1))
    page = pages.read(f"<h1>Falls</h1><p>Text of it.</p>{before}<p>{label} {listed}</p>", "html", "a.html")
    assert [one.mention.text for one in page.references][-3:] == [A, B, C]


def test_a_semicolon_before_a_year_or_a_volume_ends_no_reference():
    cited = ["Abara N. Records. Quat Hor 1999; 59(2): 5-16", "Mind. Still to talk. Geneva: Sea Office; 2012."]
    page = pages.read(f"<h1>Falls</h1><p>Text of it.</p><p>Sources: {'; '.join(cited)}</p>", "html", "a.html")
    assert [one.mention.text for one in page.references] == cited


def test_a_bibliography_that_a_latex_document_holds_itself_is_read_in_its_place():
    entries = "@book{tenge, title={Tremor},\n author={Tenge, R.}, year=2012}\n@book{idle, title={Idle}, year=2011}\n@book{odd, title={x"
    held = f"\\begin{{filecontents*}}[overwrite]{{refs.bib}}\n{entries}\n\\end{{filecontents*}}\n"
    body = "\\addbibresource{refs.bib}\n\\begin{document}\nSaid \\cite{tenge,none}.\\footnote{Beside 100\\%.}\n\\end{document}\n"
    page = pages.read(f"\\documentclass{{article}}\n{held}{body}", "latex", "a.tex")
    (found,) = page.references
    assert (found.title, found.mention.location.line) == ("Tremor", 3)
    assert [(one.kind, one.location.line) for one in page.problems] == [("unreadable-record", 6)]
    assert [one.references for one in page.citations] == [("tenge",), ()]
    other = pages.read(f"{held}\\addbibresource{{other.bib}}\n{body}", "latex", "a.tex")
    assert "unread-bibliography" in [one.kind for one in other.problems]
    unended = "\\begin{filecontents}{refs.bib}\n" * 3000
    assert len(pages.read(unended + body, "latex", "a.tex").references) == 0


@pytest.mark.parametrize("entries", ["", "@book{odd, title={x", "@book{other, title={Tremor}, year=2012}"])
def test_a_document_that_holds_its_bibliography_is_not_said_to_name_none(entries):
    held = f"\\begin{{filecontents}}{{refs.bib}}\n{entries}\n\\end{{filecontents}}\n"
    page = pages.read(f"{held}\\begin{{document}}\nSaid \\cite{{k}}.\n\\bibliography{{refs}}", "latex", "a.tex")
    assert "unread-bibliography" not in [one.kind for one in page.problems]
    assert [one.references for one in page.citations] == [()]
