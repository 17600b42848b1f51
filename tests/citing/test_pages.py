"""Pages with their citations written: what changes, and what must not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import ccsvi_refs as refs
from ccsvi_refs.citing import affixes
from ccsvi_refs.errors import StyleError
from tests.citing.pages import REFERENCES, body, cited, notes


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("As @roe [p. 3] say.", "apa", r"As Roe \& Poe (2001, p. 3) say."),
        ("As @roe [p. 3] say.", "ieee", r"As Roe and Poe \[1, p. 3\] say."),
        ("As @roe [p. 3] say.", "nature", "As Roe and Poe<sup>1</sup> say."),
        (
            "So it is [see @roe, pp. 3-5 and *passim*; @doe00, x].",
            "apa",
            r"So it is (see Roe \& Poe, 2001, pp. 3–5 and *passim*; Doe, 2000, x).",
        ),
        ("It is so [@roe]. And [-@roe, p. 3].", "nature", "It is so<sup>1</sup>. And<sup>1</sup>."),
        ("It is so [@roe; @doe99].", "apa", r"It is so (Doe, 1999; Roe \& Poe, 2001)."),
        ("It is so [@roe; @doe99, too].", "apa", r"It is so (Roe \& Poe, 2001; Doe, 1999, too)."),
        ('@roe [see `x` and [y](z) "q"]', "apa", r'Roe \& Poe (2001, see `x` and [y](z) "q")'),
        ("See [@gone; @roe] and @gone.", "apa", r"See (Roe \& Poe, 2001; **gone?**) and (**gone?**)."),
        ("> so [@roe;\n> @doe99]", "apa", r"> so (Doe, 1999; Roe \& Poe, 2001)"),
        ("-@roe is it.\n\n- [-@roe] x", "apa", "\\(2001) is it.\n\n- \\(2001) x"),
        ("[@a][@roe]", "apa", r"[(**a?**)]\(Roe \& Poe, 2001)"),
    ],
)
def test_citations_in_the_line(text: str, style: str, expected: str):
    assert body(text, style) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x [@roe], y [@roe]. z", "x,[^cite-1] y.[^cite-2] z"),
        ('"x" [@roe]. ‘y’ [@roe], z', '"x."[^cite-1] ‘y,’[^cite-2] z'),
        ('"x." [@roe] "y?" [@roe].', '"x."[^cite-1] "y?"[^cite-2]'),
        ("As @roe say; @roe.", "As R. Roe and E. Poe[^cite-1] say; Roe and Poe.[^cite-2]"),
        ("- [@roe]\n- x [@roe]", "- [^cite-1]\n- x[^cite-2]"),
        ("(x [@roe]) and x![^1][@roe]\n\n[^1]: n", "(x[^cite-1]) and x![^1][^cite-2]\n\n[^1]: n"),
        ("x.\n[@roe] y", "x.[^cite-1] y"),
    ],
)
def test_notes_stand_behind_the_marks_that_follow(text: str, expected: str):
    assert body(text, "chicago-notes-bibliography") == expected


def test_marks_stay_outside_quotation_marks_where_the_language_has_them_so():
    written = cited('"x" [@roe].', "chicago-notes-bibliography", locale="en-GB").text
    assert written.startswith('"x".[^cite-1]')


def test_a_style_s_own_rule_for_quotation_marks_goes_before_that_of_the_language(tmp_path: Path):
    style = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info/><locale>
      <style-options punctuation-in-quote="false"/><terms><term name="page" form="short">pag.</term></terms></locale>
      <citation><layout suffix="."><group delimiter=" "><text variable="title"/><text variable="locator"/></group>
      </layout></citation></style>"""
    (tmp_path / "own.csl").write_text(style)
    written = cited('"x" [@roe, pag. 3].', str(tmp_path / "own.csl")).text
    assert written == cited('"x" [@roe, p. 3].', str(tmp_path / "own.csl")).text
    assert written == '"x".[^cite-1]\n\n[^cite-1]: Third book 3.\n'


def test_notes_follow_each_other_and_those_of_the_page():
    text = "A [@doe99]. B.[^1] C [@roe]. D @roe.\n\n[^1]: Own [@doe99, p. 3] and @roe."
    assert notes(text) == [
        "Jane Doe, “First Title,” *Journal* 3 (1999): 33–35.",
        "Roe and Poe, *Third Book*.",
        "*Third Book*.",
    ]
    assert (
        "[^1]: Own (Doe, “First Title,” 3) and R. Roe and E. Poe, *Third Book* (Pub, 2001)."
        in cited(text, "chicago-notes-bibliography").text
    )


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("[@roe]", "R. Roe and E. Poe, *Third Book* (Pub, 2001)."),
        ("[@roe], but.", "R. Roe and E. Poe, *Third Book* (Pub, 2001), but."),
        ("See [@roe].", "See (R. Roe and E. Poe, *Third Book* (Pub, 2001))."),
        ("See @roe.", "See R. Roe and E. Poe, *Third Book* (Pub, 2001)."),
    ],
)
def test_a_citation_in_a_note_of_the_page_stays_in_it(note: str, expected: str):
    assert body(f"x^[{note}] y", "chicago-notes-bibliography") == f"x^[{expected}] y"


def test_labels_of_notes_are_not_those_of_the_page():
    written = cited("x [@roe].[^cite-1]\n\n[^cite-1]: mine", "chicago-notes-bibliography").text
    assert written.startswith("x.[^xcite-1][^cite-1]\n\n[^cite-1]: mine\n")


def test_the_bibliography_stands_at_the_end_or_in_its_division():
    entry = '<div id="ref-roe" class="csl-entry" role="listitem">\n\nRoe, R., \\& Poe, E. (2001). *Third book*. Pub.\n\n</div>'
    opening = '<div id="refs" class="references csl-bib-body hanging-indent" role="list">'
    assert cited("x [@roe]").text == f"x (Roe \\& Poe, 2001)\n\n{opening}\n\n{entry}\n\n</div>\n"
    assert cited("x @roe\n\n::: {#refs}\n:::\n\ny\n").text == (
        f"x Roe \\& Poe (2001)\n\n::: {{#refs}}\n\n{entry}\n\n:::\n\ny\n"
    )
    assert cited('x @roe\n\n<div id="refs"></div>\n').text.endswith(f'<div id="refs">\n\n{entry}\n\n</div>\n')


def test_metadata_say_how_a_page_is_cited():
    head = (
        "---\ncsl: ieee\nlang: de-DE\nlink-citations: true\nreference-section-title: Werke\nnocite: '@doe99'\nreferences:\n"
        "- id: own\n  type: book\n  title: Own *book*\n  author: [{family: Own}]\n---\n\n"
    )
    written = cited(f"{head}x [@own, S. 3]\n", None).text  # type: ignore[arg-type]  # the page names the style
    assert f"{head}x [\\[1, S. 3\\]](<#ref-own>)\n\n# Werke\n\n" in written
    assert 'id="ref-doe99"' in written
    assert 'id="ref-roe"' not in written
    everything = cited("---\nnocite: '@*'\nsuppress-bibliography: false\n---\nx\n").text
    assert everything.count('role="listitem"') == 3
    assert cited("---\nsuppress-bibliography: true\n---\nx @roe\n").text.count("<div") == 0


def test_a_style_outside_the_page_s_folder_is_not_read(tmp_path):
    with pytest.raises(StyleError, match="not in its folder"):
        cited("---\ncsl: ../../etc/x.csl\n---\n@roe", None)  # type: ignore[arg-type]  # the page names the style


def test_all_else_stays_to_the_last_byte():
    text = "\ufeffHead\r\n====\r\n\r\n*  a\t@roe  \r\nb\\\r\n\r\n\r\n`@roe`\t\r\nend"
    written = cited(text).text
    assert written.startswith(text.replace("\t@roe ", "\tRoe \\& Poe (2001) "))
    assert "\n" not in written.replace("\r\n", "")


def test_a_page_without_citations_stays_as_it_is_and_so_does_one_written_before():
    for text in ("x\n", "", "x [^1]\n\n[^1]: y\n", cited("x [@roe] @doe99", "nature").text):
        assert cited(text, "nature").text == text


def test_cross_references_are_no_citations_where_no_work_has_their_key():
    text = "See @fig-plot and [@tbl:x; @eq:1].\n"
    found = cited(text)
    assert (found.text, found.faults) == (text, ())


def test_a_citation_in_a_link_is_no_link_of_its_own():
    written = body("[so @roe](https://x.y) @roe", "ieee", link_citations=True)
    assert written == r"[so Roe and Poe \[1\]](https://x.y) Roe and Poe [\[1\]](<#ref-roe>)"


def test_keys_that_are_not_there_are_said_with_their_place():
    found = cited("x\n\ny [@roe; @gone]\n").faults
    assert [(one.message, str(one.location)) for one in found] == [("@gone is not in the bibliography", "page.md:3:10")]


def test_a_citation_of_which_nothing_is_printed_leaves_no_blank_and_is_said(tmp_path: Path):
    head = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"'
    style = f"<style {head}><citation><layout/></citation></style>"
    (tmp_path / "own.csl").write_text(style)
    found = cited("x [@roe]. [@roe, too]", str(tmp_path / "own.csl"))
    assert found.text == "x.[^cite-2]\n\n[^cite-2]: Too\n"
    assert [one.message for one in found.faults] == ["the style prints nothing of this citation"]


def test_the_library_cites_a_page(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("x [@roe; @gone]", "utf-8")
    found = refs.cite(page, "apa", bibliography=REFERENCES)
    assert found.text.startswith("x (Roe \\& Poe, 2001; **gone?**)")
    assert [one.location.line for one in found.faults if one.location] == [1]


def test_html_needs_no_pandoc():
    text = '# Head {#h}\n\n"So" [@roe, p. 3], and H~2~O.[^1]\n\n::: {.box}\n@doe99\n:::\n\n[^1]: Own *note* [@doe00].\n\n::: {#refs}\n:::\n'
    html = cited(text, "chicago-author-date", "html", link_citations=True).text
    assert '<h1 id="h">Head</h1>' in html
    assert '“So” <span class="citation" data-cites="roe">(<a href="#ref-roe">Roe and Poe 2001, 3</a>)</span>' in html
    assert '<div class="box">\n<p><span class="citation" data-cites="doe99">Doe (' in html
    assert '<div id="refs">\n<div id="ref-doe99" class="csl-entry" role="listitem">Doe, Jane. 1999.' in html
    assert "Own <em>note</em> <span" in html


def test_html_of_a_note_style_has_its_notes():
    html = cited("x [@roe]. y @doe99.", "chicago-notes-bibliography", "html").text
    assert html.count('class="footnote-item"') == 2
    assert "[^" not in html


@pytest.mark.parametrize("text", [":" * 50_000 + "x", "# a" + " \t" * 25_000 + "b", "a" + " " * 50_000 + "b [@roe]"])
def test_signs_without_end_do_not_hold_a_page_up(text):
    started = time.process_time()
    cited(text, "apa", "html")
    assert time.process_time() - started < 3


def test_words_of_a_cite_are_set_on_one_line():
    assert affixes.on_one_line("a  \n > b\n\n c ") == "a b c "
    started = time.process_time()
    affixes.on_one_line(" \t" * 50_000)
    assert time.process_time() - started < 1
