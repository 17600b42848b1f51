"""Pages put right: only what is wrong changes, in the entry's own form, through markup, encodings and line ends."""

import io
import json
import zipfile

import pytest

import ccsvi_refs as refs
from ccsvi_refs.errors import InputError
from ccsvi_refs.registries import mirror
from tests.conftest import ROOT
from tests.service_data import work

ROSE = [{"given": "Ann Mary", "family": "Rose"}, {"given": "Bo", "family": "Sørensen"}]
DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109")
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", issue="1", page="133-141")
VEIN = work("10.1000/vein", "Narrow veins & wide claims: a review", author=ROSE, volume="80", issue="4", page="392-399")
REED = work("10.1000/reed_(2)", "Reed beds after the flood", "Tanaka", volume="44", issue="2", page="1203-1218")


@pytest.fixture(scope="module")
def fix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror")
    records = folder / "works.jsonl"
    records.write_text("".join(json.dumps(one) + "\n" for one in (DRUM, HARP, VEIN, REED)), "utf-8")
    mirror.build(folder / "mirror", [records])
    settings = refs.Settings(mirror=folder / "mirror")

    def fixed(data, name="page.md", **options):
        path = folder / name
        path.write_bytes(data)
        done = refs.fix(path, settings=settings, registries=["mirror"], **options)
        path.write_bytes(done.after)
        again = refs.fix(path, settings=settings, registries=["mirror"], **options)
        assert again.changes == (), again.diff()
        assert again.after == done.after
        return done

    return fixed


NAME = {"md": "page.md", "html": "page.html", "txt": "page.txt", "rst": "page.rst", "tex": "page.tex"}
FRAME = {
    "md": "# References\n\n1. {0}\n\n2. {1}\n",
    "html": "<h2>References</h2>\n<ol><li>{0}</li>\n<li>{1}</li></ol>\n",
    "txt": "References\n\n[1] {0}\n\n[2] {1}\n",
    "rst": "References\n==========\n\n.. [1] {0}\n\n.. [2] {1}\n",
    "tex": "\\begin{{thebibliography}}{{9}}\n\\bibitem{{a}} {0}\n\\bibitem{{b}} {1}\n\\end{{thebibliography}}\n",
}
RIGHT = "Malagoni J. Rhythm and recall in elderly drummers. J Tests 2015;12(3):101-9. doi:10.1000/drum"


@pytest.mark.parametrize(
    ("kind", "beside", "before", "after"),
    [
        # bold volumes and wrapped lines
        ("md", RIGHT, "Nielsen J. Harp strings under arctic\n   conditions. *J Tests* 2015;**8**(1):133-41. doi:10.1000/harp", "2015;**7**(1):133-41"),
        ("html", RIGHT, "Nielsen J. Harp strings under arctic conditions. <i>J Tests</i> 2015;<b>7</b>(2):133–41. doi:10.1000/harp", "<b>7</b>(1):133–41"),
        # entities, soft hyphens and hard spaces around and in what changes
        ("html", RIGHT, "Rose AM, S&oslash;rensen B. Nar\u00adrow veins &amp; wide claims: a review. J&nbsp;Tests 2015;80(4):393&ndash;9. doi:10.1000/vein", "80(4):392&ndash;9"),
        # a page range in the entry's dash and abbreviation, its DOI in the others' form
        ("tex", RIGHT, "J.~Nielsen. \\emph{Harp strings under arctic conditions}. \\textit{Journal of Tests}, {\\bf 7}(1):233--241, 2015. doi:10.1000/harp", "{\\bf 7}(1):133--141"),
        ("txt", RIGHT, "Nielsen J. Harp strings under arctic\nconditions. J Tests 2015;7(1):133-41.", "2015;7(1):133-41. doi:10.1000/harp"),
        ("md", RIGHT.replace("doi:10.1000/drum", "[doi:10.1000/drum](https://doi.org/10.1000/drum)"), "Tanaka J. Reed beds after the flood. J Tests 2015;44(2):1203-18.",
         "1203-18. [doi:10.1000/reed_(2)](https://doi.org/10.1000/reed_(2))"),
        ("html", RIGHT.replace("doi:10.1000/drum", '<a class="x" href="https://doi.org/10.1000/drum">https://doi.org/10.1000/drum</a>.'),
         "Nielsen J. Harp strings under arctic conditions. <em>J Tests</em> 2015;7(1):133-41.",
         '133-41. <a class="x" href="https://doi.org/10.1000/harp">https://doi.org/10.1000/harp</a>.'),
        # an issue as the other entries have it, behind the markup of the volume
        ("rst", "Malagoni, J. (2015). Rhythm and recall in elderly drummers. Journal of Tests, 12(3), 101–109. https://doi.org/10.1000/drum",
         "Nielsen, J. (2015). Harp strings under arctic conditions.\n   *Journal of Tests*, **7**, 133–141. https://doi.org/10.1000/harp", "**7**(1), 133–141"),
        # printed since
        ("txt", RIGHT, "Nielsen J. Harp strings under arctic conditions. J Tests 2015 Feb 3 [Epub ahead of\nprint]. doi:10.1000/harp", "J Tests 2015;7(1):133-41. doi"),
        ("md", "Malagoni, J. (2015). Rhythm and recall in elderly drummers. *Journal of Tests*, *12*(3), 101–109. https://doi.org/10.1000/drum",
         "Nielsen, J. (2014). Harp strings under arctic conditions. *Journal of Tests*. In press. https://doi.org/10.1000/harp", "(2015). Harp strings under arctic conditions. *Journal of Tests*, *7*(1), 133–141. https"),
        ("md", RIGHT, "Nielsen J. Harp strings under arctic conditions. J Tests 2015:7(1):133-41. doi:10.1000/harp", "2015;7(1)"),
    ],
)  # fmt: skip
def test_what_is_wrong_changes_in_the_form_of_the_page_and_nothing_else(fix, kind, beside, before, after):
    page = FRAME[kind].format(beside, before)
    done = fix(page.encode(), NAME[kind])
    assert done.changes, done.left
    assert after in done.text
    assert (done.left, done.doubtful) == ((), ())
    outside = "".join(page[: done.changes[0].start])
    assert done.text.startswith(outside)
    assert done.text.endswith(page[done.changes[-1].end :])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nielsen J. Harp strings under <i>artic</i> conditions.", "Harp strings under <i>arctic</i> conditions."),
        ("Nielsen J. Harp Strings under Conditions.", "Harp Strings under Arctic Conditions."),
        ("Nielson J. Harp strings under arctic conditions.", "Nielsen J. Harp strings"),
        ("Nielsen K. Harp strings under arctic conditions.", "Nielsen J. Harp strings"),
    ],
)
def test_titles_and_authors_change_only_where_that_is_asked_for(fix, before, after):
    page = FRAME["html"].format(RIGHT, f"{before} J Tests 2015;7(1):133-41. doi:10.1000/harp").encode()
    careful = fix(page, "page.html")
    assert (careful.after, bool(careful.doubtful)) == (page, True)
    assert after in fix(page, "page.html", unsafe=True).text


@pytest.mark.parametrize(
    ("cited", "right"),
    [
        ("Rose, A. M., & Sorensen, B.", "Rose, A. M., & Sørensen, B."),
        ("Rose, A. M., & Lund, B.", "Rose, A. M., & Sørensen, B."),
        ("Rosen AM, Sørensen B.", "Rose AM, Sørensen B."),
        ("A.M. Rosa and B. Sørensen,", "A.M. Rose and B. Sørensen,"),
        ("ROSE A, SØRENSEN C.", "ROSE AM, SØRENSEN B."),
        ("Rosa, Ann Mary, and Bo Sørensen.", "Rose, Ann Mary, and Bo Sørensen."),
        ("Rosa AM, et al.", "Rose AM, et al."),
    ],
)
def test_authors_are_put_right_in_the_form_of_the_entrys_names(cited, right):
    from ccsvi_refs.correcting import authors
    from ccsvi_refs.model import Name

    people = [Name(family=one["family"], given=one["given"]) for one in ROSE]
    text = f"{cited} Narrow veins and wide claims. J Tests 2015;80(4):392-9."
    end, names = authors.put_right(text, people)
    assert names + text[end:] == text.replace(cited, right)


@pytest.mark.parametrize(
    ("encoding", "newline", "name"),
    [("cp1252", "\r\n", "page.html"), ("utf-16", "\r\n", "page.txt"), ("utf-8-sig", "\n", "page.md"), ("utf-8", "\r", "page.txt")],
)  # fmt: skip
def test_encoding_line_ends_and_stray_space_stay_byte_for_byte(fix, encoding, newline, name):
    wrong = "Nielsen J. Harp strings under\narctic conditions. J Tests 2015;8(1):133–41."
    meta = '<meta charset="windows-1252"><p>' if name.endswith("html") else ""
    kind = name.rpartition(".")[2]
    text = f"{meta}Café  \t– naïve\n\n{FRAME[kind].format(RIGHT, wrong)}\n\n  the end \t"
    page = text.replace("\n", newline).encode(encoding)
    done = fix(page, name)
    expected = text.replace("2015;8(1):133–41.", "2015;7(1):133–41. doi:10.1000/harp")
    assert done.after == expected.replace("\n", newline).encode(encoding)


def test_mixed_line_ends_stay_mixed(fix):
    page = (
        b"# References\r\n\n1. "
        + RIGHT.encode()
        + b"\n\r\n2. Nielsen J. Harp strings under arctic\r\n   conditions. J Tests\n   2015;8(1):133-41. doi:10.1000/harp\r\n"
    )
    assert fix(page).after == page.replace(b";8(1)", b";7(1)")


@pytest.mark.parametrize(("name", "written"), [("page.html", "Rose AM, L&#246;w B"), ("page.txt", "")])
def test_a_letter_that_the_encoding_lacks_is_a_reference_where_there_are_such_or_else_left_and_said(name, written):
    from ccsvi_refs.correcting import fixing
    from ccsvi_refs.correcting.changes import Choice
    from ccsvi_refs.model import Reference
    from ccsvi_refs.resolving import Resolution

    text = "Rose AM, Low B. Narrow veins and wide claims. J Tests 2015;80(4):392-9."
    data = (
        "<meta charset=iso-8859-5><h1>Литература</h1><p>References</p>\n\n<p>".encode("iso-8859-5")
        if written
        else "Литература\n\n".encode("koi8-r")
    )
    page = refs.load(io.BytesIO(data + text.encode() + b"\n"), "html" if written else "text")
    people = [{"family": "Rose", "given": "Ann Mary"}, {"family": "Löw", "given": "Bo"}]
    registered = Reference({**page.references[0].data, "author": people, "DOI": "10.1000/vein"})
    resolution = Resolution(page.references[0], "matched", registered, registered=(registered,))
    finding = refs.Finding("authors-differ", "wrong", None, page.references[0].id, correction="Rose AM, Löw B")
    how = fixing.How(Choice(unsafe=True))
    done = fixing.fix(data + text.encode() + b"\n", name, "html" if written else "text", [resolution], [finding], how)
    if written:
        assert done.after == (data + text.encode() + b"\n").replace(b"Rose AM, Low B", written.encode())
    else:
        assert (done.after, done.left) == (done.before, (finding,))


def test_a_page_that_gives_no_identifiers_gets_none_unless_the_rule_is_named(fix):
    entries = (
        RIGHT,
        "Nielsen J. Harp strings under arctic conditions. J Tests 2015;7(1):133-41.",
        "Tanaka J. Reed beds after the flood. J Tests 2015;44(2):1203-18.",
    )
    page = "# References\n\n" + "".join(f"- {one.replace(' doi:10.1000/drum', '')}\n" for one in entries)
    done = fix(page.encode())
    assert (done.changes, len(done.unusual), done.left) == ((), 3, ())
    named = fix(page.encode(), rules=["no-identifier"])
    assert [change.rule for change in named.changes] == ["no-identifier"] * 3
    assert "1203-18. doi:10.1000/reed_(2)\n" in named.text


def test_one_reference_or_rule_alone_is_put_right(fix):
    page = FRAME["md"].format(
        RIGHT.replace("12(3)", "13(4)"),
        "Nielsen J. Harp strings under arctic conditions. J Tests 2015;8(2):133-41. doi:10.1000/harp",
    )
    found = {change.reference for change in fix(page.encode()).changes}
    assert len(found) == 2
    one = fix(page.encode(), references=sorted(found)[:1])
    assert {change.reference for change in one.changes} == set(sorted(found)[:1])
    assert {change.rule for change in fix(page.encode(), rules=["volume-differs"]).changes} == {"volume-differs"}


def test_markup_in_the_middle_of_what_is_wrong_leaves_the_entry_alone(fix):
    page = FRAME["html"].format(
        RIGHT, "Nielsen J. Harp strings under arctic conditions. J Tests 2015;7(1):1<b>3</b>5-41. doi:10.1000/harp"
    )
    done = fix(page.encode(), "page.html")
    assert (done.changes, [finding.rule for finding in done.left]) == ((), ["pages-differ"])
    assert done.after == page.encode()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUNS = (
    "<w:r><w:rPr><w:i/></w:rPr><w:t>Nielsen J. Harp strings under </w:t></w:r><w:r><w:t>arctic conditions. J Tests 2015;</w:t></w:r>"
    "<w:r w:rsidR='00A1'><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r><w:r><w:t>(1):133-41. doi:10.1000/harp</w:t></w:r>"
)


def document(*paragraphs):
    out = io.BytesIO()
    heading = "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>References</w:t></w:r></w:p>"
    body = heading + "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<?xml version='1.0'?>\n<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr(
            "word/styles.xml", f"<w:styles {W}><w:style w:styleId='H'><w:name w:val='heading 1'/></w:style></w:styles>"
        )
        archive.writestr("word/media/image1.png", b"\x89PNG\r\n\x00")
    return out.getvalue()


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_runs_of_a_word_document_keep_their_form_and_other_parts_their_bytes(fix):
    page = document(f"<w:r><w:t>{RIGHT}</w:t></w:r>", RUNS.format("8"))
    done = fix(page, "page.docx")
    old, new = parts(page), parts(done.after)
    assert new["word/document.xml"] == old["word/document.xml"].replace(b"<w:t>8<", b"<w:t>7<")
    assert {**new, "word/document.xml": b""} == {**old, "word/document.xml": b""}
    assert "-Nielsen J. Harp strings under arctic conditions. J Tests 2015;8(1)" in done.diff()


def test_a_value_that_word_has_cut_in_runs_is_put_right(fix):
    cut = RUNS.replace("{}", "7").replace("(1):133-41", "(1):1</w:t></w:r><w:r><w:t>4</w:t></w:r><w:r><w:t>5-41")
    done = fix(document(f"<w:r><w:t>{RIGHT}</w:t></w:r>", cut), "page.docx")
    assert "2015;7(1):133-41. doi" in done.text


def test_changes_are_tracked_where_that_is_asked_for(fix):
    done = fix(document(f"<w:r><w:t>{RIGHT}</w:t></w:r>", RUNS.format("8")), "page.docx", tracked=True)
    text = parts(done.after)["word/document.xml"].decode()
    for tag, inner in (
        ("del", '<w:delText xml:space="preserve">8</w:delText>'),
        ("ins", '<w:t xml:space="preserve">7</w:t>'),
    ):
        start = text.index(f"<w:{tag} ")
        assert 'w:author="ccsvi-refs" w:date="2' in text[start : start + 120]
        assert f"<w:r><w:rPr><w:b/></w:rPr>{inner}</w:r></w:{tag}>" in text[start:]
    assert refs.load(io.BytesIO(done.after), "docx").references[1].text("volume") == "7"


@pytest.mark.parametrize("name", ["page.org", "page.rtf", "page.ipynb"])
def test_what_is_only_read_is_refused_by_name_with_what_can_be_written(fix, name):
    data = (
        b'{"cells": [], "nbformat": 4}'
        if name.endswith("ipynb")
        else b"{\\rtf1 x}"
        if name.endswith("rtf")
        else b"* References"
    )
    with pytest.raises(InputError, match=r"not written back.*\.docx.*\.md"):
        fix(data, name)


def test_an_open_text_is_refused_for_its_bytes_are_gone():
    with pytest.raises(InputError, match="open it as bytes"):
        refs.fix(io.StringIO("x"))


def test_a_retracted_work_is_marked_where_that_is_asked_for():
    from ccsvi_refs.auditing.notices import acknowledges
    from ccsvi_refs.correcting import pages
    from ccsvi_refs.correcting.changes import applied
    from ccsvi_refs.correcting.pages.markup import MARKUPS
    from ccsvi_refs.model import Mention, Notice, Reference
    from ccsvi_refs.resolving import Resolution

    source = "# References\n\n- Doe J. *Veins & claims.* J Tests 2015;8(1):1-2.\n"
    text = "Doe J. Veins & claims. J Tests 2015;8(1):1-2."
    notice = Notice("retraction", "crossref", doi="10.1000/out")
    cited = Reference({"id": "r", "title": "Veins & claims"}, Mention(text, refs.Finding("retracted", "").location))
    resolution = Resolution(cited, "matched", Reference({"title": "Veins & claims"}, None, {}, (notice,)))
    finding = refs.Finding("retracted", "retracted", None, "r", source="crossref")
    assert pages.changes(source, MARKUPS["markdown"], [resolution], [finding]).changes == []
    wishes = pages.Wishes(mark_retracted=True)
    found = pages.changes(source, MARKUPS["markdown"], [resolution], [finding], wishes)
    assert applied(source, found.changes).endswith("1-2. [Retracted: doi:10.1000/out]\n")
    marked = Reference(cited.data, Mention(f"{text} [Retracted: doi:10.1000/out]"))
    assert acknowledges(marked, resolution.reference)


def test_missing_parts_are_put_in_where_the_style_of_the_page_has_them(fix):
    page = """# References

1. J. Malagoni, “Rhythm and recall in elderly drummers,” *J. Tests*, vol. 12, no. 3, pp. 101–109, 2015, doi: 10.1000/drum.
2. A. M. Rose and B. Sørensen, “Narrow veins & wide claims: a review,” *J. Tests*, vol. 80, no. 4, pp. 392–399, 2015, doi: 10.1000/vein.
3. J. Tanaka, “Reed beds after the flood,” *J. Tests*, 2015, doi: 10.1000/reed_(2).
"""
    done = fix(page.encode())
    assert "*J. Tests*, vol. 44, no. 2, pp. 1203–1218, 2015, doi" in done.text
    assert done.left == ()


@pytest.mark.parametrize("name", ["ccsvi-page.md", "ccsvi-page.html"])
def test_of_the_example_page_exactly_the_wrong_parts_change(name, tmp_path):
    data = (ROOT / "examples" / name).read_bytes()
    (tmp_path / name).write_bytes(data)
    done = refs.fix(tmp_path / name, unsafe=True, settings=refs.Settings(offline=True))
    for wrong, right in (
        (b"2009;80:392-399", b"2009;80(4):392-399"),
        (b"cerebrospinal insufficiency and", b"cerebrospinal venous insufficiency and"),
        (b"2011:183(16)", b"2011;183(16)"),
        (b"2017 Nov 18 [Epub ahead of print]", b"2018;75(1):35-43"),
    ):
        assert data.count(wrong) == 1
        data = data.replace(wrong, right)
    assert done.after == data
    assert (done.left, done.doubtful) == ((), ())
    assert {change.rule for change in done.changes} == {
        "field-missing",
        "title-differs",
        "separator-slip",
        "published-since",
    }


def test_a_work_that_has_appeared_gets_no_issue_on_a_page_that_gives_none(fix):
    entries = (
        "Malagoni J. Rhythm and recall in elderly drummers. J Tests 2015;12:101-9. doi:10.1000/drum",
        "Tanaka J. Reed beds after the flood. J Tests 2015;44:1203-18. doi:10.1000/reed_(2)",
        "Nielsen J. Harp strings under arctic conditions. J Tests 2015 Feb 3 [Epub ahead of print]. doi:10.1000/harp",
    )
    done = fix(("# References\n\n" + "".join(f"1. {one}\n" for one in entries)).encode())
    assert "arctic conditions. J Tests 2015;7:133-41. doi" in done.text
    assert [change.rule for change in done.changes] == ["published-since"]
