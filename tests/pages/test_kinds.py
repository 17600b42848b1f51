"""What people have: every kind of document is read for its list, its links and its notes, or refused with what to do."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from ccsvi_refs import auditing, pages
from ccsvi_refs.errors import InputError

ONE = "Abara N, Quist O. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."
TWO = "Tenge R. Tremor at rest. Gait Post. 2012;3(1):4-9."
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
ITEM = {
    "id": 7, "type": "article-journal", "title": "Venous drainage and doubt", "container-title": "Journal of Vein Studies",
    "author": [{"family": "Abara", "given": "Ngozi"}, {"family": "Quist", "given": "Olaf"}], "volume": "80", "page": "392-399",
    "issued": {"date-parts": [[2009]]}, "DOI": "10.5555/jvs.2009.80",
}  # fmt: skip


def archive(path, **parts):
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return path


def texts(page):
    return [reference.mention.text for reference in page]


def run(text, extra=""):
    return f"<w:r>{extra}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def field(instruction, result):
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = f"<w:r><w:instrText>{instruction.replace('&', '&amp;')}</w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + run(result) + mark.format("end")


def word(tmp_path, *paragraphs, **parts):
    body = "".join(text if text.startswith("<w:tbl") else f"<w:p>{text}</w:p>" for text in paragraphs)
    parts.setdefault(
        "word___rels__document.xml.rels",
        "<Relationships><Relationship Id='r1' Target='https://doi.org/10.5555/g.3'/></Relationships>",
    )
    return archive(
        tmp_path / "page.docx",
        **{"word__document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"},
        **parts,
    )


def test_word_text_headings_lists_links_and_raised_numbers(tmp_path):
    styles = f"<w:styles {WORD}><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style></w:styles>"
    path = word(
        tmp_path,
        run("Drainage is in doubt.") + run("1,2", "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"),
        f"<w:pPr><w:pStyle w:val='berschrift1'/></w:pPr>{run('References')}",
        f"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='4'/></w:numPr></w:pPr>{run(ONE)}",
        f"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='4'/></w:numPr></w:pPr>{run('Tenge R. ')}<w:hyperlink r:id='r1'>{run('Tremor')}</w:hyperlink>{run('. Gait. 2012.')}",
        word__styles_xml="",
        **{
            "word__styles.xml": styles,
            "word__numbering.xml": f"<w:numbering {WORD}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum><w:num w:numId='4'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        },
    )
    page = pages.load(path)
    assert texts(page) == [ONE, "Tenge R. Tremor. Gait. 2012."]
    assert page.references[1].identifier("doi") == "10.5555/g.3"
    assert [(one.label, one.references) for one in page.citations] == [("1", ("abara2009",)), ("2", ("tenge2012",))]
    assert page.references[0].mention.location.line == 3


def test_word_notes_are_read_and_explanations_told_apart(tmp_path):
    note = "<w:footnote w:id='{}'><w:p>{}</w:p></w:footnote>"
    notes = f"<w:footnotes {WORD}><w:footnote w:type='separator' w:id='0'/>{note.format(1, run(ONE))}{note.format(2, run('This is what our members told us at the time.'))}</w:footnotes>"
    page = pages.load(word(tmp_path, run("Words."), **{"word__footnotes.xml": notes}))
    assert (texts(page), len(page.notes)) == ([ONE], 1)


@pytest.mark.parametrize("instruction", ["ADDIN ZOTERO_ITEM CSL_CITATION {}", " ADDIN CSL_CITATION {} "])
def test_word_field_codes_hold_the_records_of_what_is_printed(tmp_path, instruction):
    code = instruction.replace("{}", json.dumps({"citationItems": [{"id": 7, "itemData": ITEM}]}))
    page = pages.load(
        word(tmp_path, run("Words ") + field(code, "(Abara, 2009)"), run("References"), run(ONE), run(TWO))
    )
    first = page.references[0]
    assert (first.mention.text, first.text("DOI"), first.container_title) == (
        ONE,
        "10.5555/jvs.2009.80",
        "Journal of Vein Studies",
    )
    assert len(page) == 2


def test_word_records_that_are_not_printed_are_references_too(tmp_path):
    code = "ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps(
        {"citationItems": [{"id": 7, "itemData": ITEM}, {"id": 7, "itemData": ITEM}]}
    )
    page = pages.load(word(tmp_path, run("Words ") + field(code, "[1]")))
    assert [reference.title for reference in page] == ["Venous drainage and doubt"]


def test_word_fields_for_links_are_links(tmp_path):
    page = pages.load(word(tmp_path, field(' HYPERLINK "https://doi.org/10.5555/g.3" ', "Tremor")))
    assert [(link.url, link.label) for link in page.links] == [("https://doi.org/10.5555/g.3", "Tremor")]


def test_opendocument_lists_links_and_notes(tmp_path):
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    body = (
        "<text:p>Words<text:note><text:note-body><text:p>Noor C. Stairs. J Falls. 2015;1(1):1-3.</text:p></text:note-body></text:note></text:p>"
        '<text:h text:outline-level="1">References</text:h>'
        f"<text:list>{item.format(ONE)}{item.format('Tenge R. <text:a xlink:href=&quot;https://doi.org/10.5555/g.3&quot;>Tremor</text:a>. 2012.'.replace('&quot;', chr(34)))}</text:list>"
    )
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    path = archive(tmp_path / "a.odt", mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": content})
    page = pages.load(path)
    assert texts(page) == [ONE, "Tenge R. Tremor. 2012.", "Noor C. Stairs. J Falls. 2015;1(1):1-3."]
    assert page.references[1].identifier("doi") == "10.5555/g.3"


def test_books_are_read_chapter_by_chapter(tmp_path):
    package = "<package><manifest><item id='b' href='b.xhtml'/><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    parts = {
        "OPS__p.opf": package,
        "OPS__b.xhtml": f"<h1>References</h1><ol><li>{TWO}</li></ol>",
        "OPS__a.xhtml": f"<h1>References</h1><ol><li>{ONE}</li></ol>",
        "META-INF__container.xml": "<container/>",
    }
    page = pages.load(archive(tmp_path / "a.epub", mimetype="application/epub+zip", **parts))
    assert texts(page) == [ONE, TWO]
    assert page.references[0].mention.location.path.endswith("a.epub/OPS/a.xhtml")


def test_rich_text_is_read_with_its_links(tmp_path):
    path = tmp_path / "a.rtf"
    link = r'{\field{\*\fldinst{HYPERLINK "https://doi.org/10.5555/g.3"}}{\fldrslt{Tremor}}}'
    path.write_text(
        rf"{{\rtf1\ansi\b References\b0\par 1. {ONE}\par 2. Tenge R. {link}. Gait Post. 2012;3(1):4-9.\par}}"
    )
    page = pages.load(path)
    assert texts(page) == [ONE, "Tenge R. Tremor. Gait Post. 2012;3(1):4-9."]
    assert page.references[1].identifier("doi") == "10.5555/g.3"


def test_saved_web_pages_of_many_parts_are_read(tmp_path):
    path = tmp_path / "a.mhtml"
    path.write_text(
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n<h2>References</h2><ol><li>{ONE}</ol>\n--x--\n"
    )
    assert texts(pages.load(path)) == [ONE]


def pdf(*lines):
    """Return a PDF of one page with these lines, each below the one before or at its own place."""
    texts = [(line if isinstance(line, tuple) else (20, 780 - 10 * n, line)) for n, line in enumerate(lines)]
    escaped = [(x, y, text.replace("(", "\\(").replace(")", "\\)")) for x, y, text in texts]
    stream = "\n".join(f"BT /F1 8 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, text in escaped)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out + f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    ).encode()


def test_the_text_layer_of_a_pdf_is_read_and_words_put_together(tmp_path):
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf(
            "References",
            "[1] Abara N, Quist O. Venous drain-",
            "age and doubt. J Vein Stud. 2009;80(4):392-399.",
            f"[2] {TWO}",
        )
    )
    assert texts(pages.load(path)) == [ONE, TWO]


def test_a_pdf_that_holds_two_columns_row_by_row_is_read_column_by_column(tmp_path):
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    left = [
        "References",
        "1. Abara N. Sediment records of",
        "clearance. Quat Hor. 1999;59:5-16.",
        "2. Tenge R. Tremor at rest. Gait",
        "Post. 2012;3:4-9.",
    ]
    right = [
        "3. Quist O. Falls of older adults in",
        "the moor. Moor J. 2015;1:2-3.",
        "4. Halder D. Walking aids on buses.",
        "Moor J. 2016;2:4-5.",
        "5. Evers A. Iron. Moor J. 2017;3:1-2.",
    ]
    rows = [
        place
        for n, both in enumerate(zip(left, right, strict=True))
        for place in zip((50, 320), (700 - 12 * n,) * 2, both, strict=True)
    ]
    (tmp_path / "a.pdf").write_bytes(
        pdf(
            (
                50,
                760,
                "A paper whose title stands across both of its columns, as titles do, and is long enough to do so",
            ),
            *rows,
        )
    )
    page = pages.load(tmp_path / "a.pdf")
    assert [reference.id for reference in page] == ["abara1999", "tenge2012", "quist2015", "halder2016", "evers2017"]


def test_a_pdf_without_letters_is_refused_with_what_to_do(tmp_path):
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    (tmp_path / "a.pdf").write_bytes(pdf())
    with pytest.raises(InputError, match="recognised"):
        pages.load(tmp_path / "a.pdf")


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    (tmp_path / "a.pdf").write_bytes(pdf("References"))
    with pytest.raises(InputError, match=r"ccsvi-refs\[pdf\]"):
        pages.load(tmp_path / "a.pdf")


def test_latex_lists_and_what_cites_them():
    text = (
        "\\section{Why}\nWords \\cite{abara, nobody} % \\cite{not}\n\\begin{thebibliography}{9}\n"
        "\\bibitem[Abara(2009)]{abara} N.~Abara and O. Quist, \\emph{Venous drainage}, J. Vein \\textbf{80} (2009), 392--399.\n"
        "\\bibitem{tenge} R. Teng\\'e. \\newblock Tremor. \\newblock 2012. \\url{https://g.example/a_b}\n\\end{thebibliography}"
    )
    page = pages.read(text, "latex", "a.tex")
    assert texts(page) == [
        "N. Abara and O. Quist, Venous drainage, J. Vein 80 (2009), 392–399.",
        "R. Tengé. Tremor. 2012. https://g.example/a_b",
    ]
    assert [reference.mention.location.line for reference in page] == [4, 5]
    found = sorted((one.rule, one.cited or one.reference) for one in auditing.audit(page, []))
    assert found == [("key-without-entry", "\\cite{nobody}"), ("never-cited", page.references[1].id)]


@pytest.mark.parametrize("command", ["\\bibliography{refs}", "\\addbibresource{refs.bib}"])
def test_latex_keys_are_looked_up_in_the_files_it_names(tmp_path, command):
    (tmp_path / "refs.bib").write_text(
        "@book{abara, title={Drainage}, year=2009}\n@book{tenge, title={Tremor}, year=2012}\n"
    )
    (tmp_path / "a.tex").write_text(
        f"\\documentclass{{article}}\nWords \\parencite[3]{{abara}}, \\textcite{{x}}.\n{command}\n"
    )
    page = pages.load(tmp_path / "a.tex")
    assert [one.id for one in page] == ["abara"]
    assert [(one.label, bool(one.references)) for one in page.citations] == [("abara", True), ("x", False)]
    assert [one.id for one in page.uncited] == ["tenge"]


NOTEBOOK = {
    "nbformat": 4, "metadata": {},
    "cells": [{"cell_type": "code", "source": ["# References\n", "1. no"]},
              {"cell_type": "markdown", "source": ["# References\n", "\n", f"1. {ONE}\n", f"2. {TWO}"]}],
}  # fmt: skip


def test_notebooks_are_read_where_they_are_written():
    page = pages.read(json.dumps(NOTEBOOK, indent=1), "ipynb", "a.ipynb")
    assert texts(page) == [ONE, TWO]
    lines = json.dumps(NOTEBOOK, indent=1).split("\n")
    assert ONE in lines[page.references[0].mention.location.line - 1]


def test_org_lists_and_links():
    page = pages.read(
        f"#+title: X\n* References\n- {ONE}\n- Tenge R. [[https://doi.org/10.5555/g.3][Tremor]]. 2012.\n* Next\n", "org"
    )
    assert texts(page) == [ONE, "Tenge R. Tremor. 2012."]
    assert page.references[1].identifier("doi") == "10.5555/g.3"


def test_asciidoc_bibliographies():
    text = f"= T\n\nSee <<abara>> and <<nobody>>.\n\n[bibliography]\n== Works\n\n* [[[abara,1]]] {ONE}\n* [[[tenge]]] Tenge R. https://doi.org/10.5555/g.3[Tremor]. 2012.\n"
    page = pages.read(text, "asciidoc")
    assert texts(page) == [ONE, "Tenge R. Tremor. 2012."]
    assert [(one.label, bool(one.references)) for one in page.citations] == [("abara", True), ("nobody", False)]


def test_wiki_notes_templates_and_lists():
    text = (
        "Tremor<ref>{{cite journal |last=Abara |first=N |title=Venous drainage |journal=J Vein |year=2009 |volume=80 |pages=392–399 |doi=10.5555/jvs.1}}</ref>"
        f" is.<ref name=x>{TWO}</ref><ref name=x/>\n\n== Further reading ==\n* ''Stairs'', [https://f.example/ C Noor], 2015\n"
    )
    page = pages.read(text, "mediawiki")
    assert len(page) == 3
    assert {"Abara", "Tenge"} <= {reference.authors[0].family for reference in page if reference.authors}
    assert "10.5555/jvs.1" in [reference.text("DOI") for reference in page]


def test_jats_references_of_both_manners():
    text = (
        '<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><title>Not this</title></front><body><p>Words.</p></body><back><ref-list><title>Works</title>'
        f"<ref id='r1'><label>1</label><mixed-citation>{ONE}</mixed-citation></ref>"
        "<ref id='r2'><label>2</label><element-citation><name><surname>Tenge</surname><given-names>Rosa</given-names></name><article-title>Tremor</article-title>"
        "<source>Gait</source><year>2012</year><volume>3</volume><fpage>4</fpage><lpage>9</lpage><pub-id pub-id-type='doi'>10.5555/g.3</pub-id></element-citation></ref></ref-list></back></article>"
    )
    page = pages.read(text, "jats")
    assert texts(page)[0] == ONE
    second = page.references[1]
    assert (second.authors[0].family, second.title, second.text("volume"), second.identifier("doi")) == (
        "Tenge",
        "Tremor",
        "3",
        "10.5555/g.3",
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"PK\x03\x04 broken", "archive"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "save it as"),
        ("a.ipynb", b"{]", "no notebook"),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "no HTML"),
        ("a.pdf", b"%PDF-1.4 broken", "PDF"),
        ("a.bbl", b"\\refsection{0}\\entry{a}{book}{}", "name the .bib"),
        ("a.xyz", b"words", ".bib"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        pages.load(tmp_path / name)


def test_an_archive_that_unpacks_to_more_than_a_document_is_refused(tmp_path):
    path = archive(tmp_path / "a.docx", **{"word__document.xml": "<w/>"})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/styles.xml", " " * 60_000_000)
    with pytest.raises(InputError, match="unpacks to more"):
        pages.load(path)


@pytest.mark.parametrize("kind", sorted(pages.KINDS))
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"<",
        b"{",
        b"PK\x03\x04",
        b"%PDF-",
        b"\\bibitem{" * 50,
        b"[[" * 500,
        b"{{" * 500,
        b"{\\rtf" * 50,
        b"\\begin{thebibliography}{9}",
    ],
)
def test_no_content_makes_a_reader_fail(kind, content):
    data = content if pages.KINDS[kind].is_binary else content.decode("latin-1")
    with contextlib.suppress(InputError):
        assert pages.read(data, kind).path == "-"


def test_a_stream_is_told_by_its_bytes(tmp_path):
    path = word(tmp_path, run("References"), run(ONE))
    assert texts(pages.load(io.BytesIO(path.read_bytes()))) == [ONE]


META = '<meta name="citation_reference" content="citation_title=Tremor at rest;citation_author=R Tenge;citation_journal_title=Gait Posture;citation_volume=3;citation_firstpage=4;citation_lastpage=9;citation_publication_date=2012;citation_doi=10.5555/g.3">'
COINS = '<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&amp;rft.atitle=Tremor+at+rest&amp;rft.jtitle=Gait+Posture&amp;rft.volume=3&amp;rft.pages=4-9&amp;rft.date=2012&amp;rft.aulast=Tenge&amp;rft.aufirst=Rosa&amp;rft_id=info%3Adoi%2F10.5555%2Fg.3"></span>'
LINKED = '<script type="application/ld+json">{"@type": "Article", "name": "This page", "citation": [{"@type": "ScholarlyArticle", "name": "Tremor at rest", "author": [{"name": "Rosa Tenge"}], "datePublished": "2012-05-01", "isPartOf": {"name": "Gait Posture"}, "sameAs": "https://doi.org/10.5555/g.3"}]}</script>'


@pytest.mark.parametrize("markup", [META, COINS, LINKED])
def test_records_that_html_holds_are_references(markup):
    page = pages.read(f"<html><head><title>T</title>{markup}</head><body><p>Words.</p></body></html>", "html")
    [one] = page.references
    assert (one.title, one.container_title, one.year, one.authors[0].family) == (
        "Tremor at rest",
        "Gait Posture",
        2012,
        "Tenge",
    )


def test_a_record_goes_with_the_entry_that_prints_the_work():
    page = pages.read(f"<h2>References</h2><ol><li>{TWO}{COINS}</li><li>{ONE}</li></ol>", "html")
    assert texts(page) == [TWO, ONE]
    assert (page.references[0].text("DOI"), page.references[0].container_title) == ("10.5555/g.3", "Gait Posture")


def test_what_html_says_of_itself_is_no_reference():
    head = '<meta name="citation_title" content="This page"><meta name="citation_doi" content="10.5555/own">'
    assert not pages.read(f"<head>{head}</head><p>Words.</p>", "html").references


def test_word_elements_with_odd_names_are_passed_over(tmp_path):
    page = pages.load(word(tmp_path, f"<w: />{run('References')}<odd:thing/>", run(ONE)))
    assert texts(page) == [ONE]


def test_the_table_of_kinds_in_the_docs_is_the_code_s():
    page = (Path(__file__).parents[2] / "docs/reference/formats.md").read_text(encoding="utf-8")
    for kind in pages.KINDS.values():
        [row] = [
            line
            for line in page.split("## Pages")[1].split("\n## ")[0].split("\n")
            if line.startswith(f"| `{kind.name}`")
        ]
        assert [word.strip("`") for word in row.split("|")[3].split()] == list(kind.suffixes)


def test_templates_that_never_end_cost_little():
    assert pages.read("{{cite|" * 20_000, "mediawiki").entries == 0


def test_latex_notes_are_read(tmp_path):
    note = "\\footnote{{See \\url{{https://a.example/x_y}}{}}}"
    text = f"One{note.format('')} two.\n\nThree\\footnote[4]{{\\href{{https://b.example/}}{{so}} {{\\bf or}} not}}.\n"
    page = pages.read(text, "latex", "a.tex")
    assert [(link.url, link.location.line) for link in page.links] == [
        ("https://a.example/x_y", 1),
        ("https://b.example/", 3),
    ]
    cited = f"One\\footnote{{{ONE}}}\n\nTwo{note.format(' of 2001')}.\n"
    assert texts(pages.read(cited, "latex", "a.tex"))[:1] == [ONE]
    listed = cited + "\\begin{thebibliography}{9}\\bibitem{a} Roe R. Tremor. J Vein 2004;1:1-9.\\end{thebibliography}"
    assert texts(pages.read(listed, "latex", "a.tex")) == [ONE, "Roe R. Tremor. J Vein 2004;1:1-9."]
    assert len(pages.read("A\\footnote{open \\url{https://a.example/}", "latex").links) <= 1


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Legs</title></titleStmt></fileDesc></teiHeader>
<text><body><div><head>Legs</head><p>Legs twitch.</p></div>
<div><head>Where we got it</head><list><item>Abel RP, Pike DL. Criteria for twitching. Sleep Med 2014;15:860-873.</item>
<item>Trott LM, Beck LA. Iron for the legs. J Sleep 2019;1:12-19.</item><item>RNIB - My Voice, 2015</item></list></div></body>
<back><div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a" type="main">Dating of lake sediment</title>
<author><persName><forename type="first">Bisi</forename><forename type="middle">N</forename><surname>Okafor</surname></persName></author>
<author><persName><forename type="first">P</forename><surname>Lindqvist</surname></persName></author><idno type="DOI">10.5555/lake.1</idno></analytic>
<monogr><title level="j">J. Paleolimnol</title><imprint><biblScope unit="volume">45</biblScope><biblScope unit="issue">2</biblScope>
<biblScope unit="page" from="201" to="214"/><date type="published" when="2011-04"/></imprint></monogr></biblStruct>
<bibl>Brown, C. <title>Handbook of lakes</title>. Oxford: Blackwell; 2009.</bibl></listBibl></div></back></text></TEI>"""


def test_a_document_in_tei_is_read_with_its_lists_and_its_structured_entries():
    from ccsvi_refs.pages import kinds

    assert kinds.by_text(TEI) == "tei"
    page = pages.read(TEI, "tei", "x.xml")
    assert [one.year for one in page.references] == [2014, 2019, 2015, 2011, 2009]
    lake = page.references[3]
    assert (lake.title, lake.container_title, lake.text("volume"), lake.text("issue"), lake.text("page")) == (
        "Dating of lake sediment", "J. Paleolimnol.", "45", "2", "201-214",
    )  # fmt: skip
    assert ([name.family for name in lake.authors], lake.text("DOI")) == (["Okafor", "Lindqvist"], "10.5555/lake.1")
    assert lake.mention.location.line == 7


def test_lists_of_latex_and_of_articles_are_lists():
    items = (
        "Abel RP, Pike DL. Criteria. Sleep Med 2014;15:860-873.",
        "Legs Trust. Living with it. 2019.",
        "Trott LM, Beck LA. Iron. J Sleep 2019;1:12-19.",
    )
    latex = "\n\n".join(f"\\item\n  {item}" for item in items)
    source = f"\\documentclass{{article}}\\begin{{document}}\n\\section{{How we know}}\n\\begin{{enumerate}}\\tightlist\n{latex}\n\\end{{enumerate}}\nThe end.\n\\end{{document}}"
    page = pages.read(source, "latex", "x.tex")
    assert [one.mention.text for one in page.references] == list(items)
    assert [one.mention.location.line for one in page.references] == [5, 8, 11]
    listed = "".join(f"<list-item><p>{item}</p></list-item>\n" for item in items)
    article = (
        f"<article><body><sec><title>How we know</title><list>{listed}</list><p>The end.</p></sec></body></article>"
    )
    assert [one.mention.text for one in pages.read(article, "jats", "x.xml").references] == list(items)


def test_notes_of_a_word_document_that_are_cut_short_are_told(tmp_path):
    note = f"<w:footnote w:id='1'><w:p>{run(ONE)}</w:p></w:footnote>"
    page = pages.load(
        word(tmp_path, run("Words."), **{"word__footnotes.xml": f"<w:footnotes {WORD}>{note}<w:footnote"})
    )
    assert ["no well-formed XML" in problem.message for problem in page.problems] == [True]
