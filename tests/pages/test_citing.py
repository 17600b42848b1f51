"""From the text to the list: what a page cites is tied to its entries, and what does not fit is said."""

import pytest

from ccsvi_refs import auditing, pages

ONE = "Abara N, Quist O. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."
TWO = "Tenge R. Tremor at rest. Gait Post. 2012;3(1):4-9."
THREE = "Ruiz Gómez A, Hald B, Noor C. Stairs. J Falls. 2015;1(1):1-3."
LIST = f"\n\n## References\n\n[1] {ONE}\n\n[2] {TWO}\n\n[3] {THREE}\n"


def findings(text, kind="markdown", path="page.md"):
    page = pages.read(text, kind, path)
    found = [one for one in auditing.audit(page, []) if not one.rule.startswith("unread")]
    return sorted((one.rule, one.reference or one.cited) for one in found)


def test_a_text_and_a_list_that_fit_have_no_findings():
    assert findings(f"Drainage [1, 2], as seen[3].{LIST}") == []


def test_numbers_without_an_entry_and_entries_without_a_number_are_said():
    assert findings(f"Drainage [1,3] and [4].{LIST}") == [("cited-without-entry", "[4]"), ("never-cited", "tenge2012")]


def test_a_range_cites_all_between():
    assert findings(f"Drainage [1–3].{LIST}") == []


def test_the_place_of_a_citation_is_where_it_is_printed():
    page = pages.read(f"Drainage [1].\nMore\nwords [7] and [2].{LIST}", "markdown", "page.md")
    assert [(one.label, str(one.location)) for one in page.citations] == [
        ("1", "page.md:1:10"), ("7", "page.md:3:7"), ("2", "page.md:3:15"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raised", ["<sup>1,3</sup>", "<sup>[1][3]</sup>", "<sup><a href='#r1'>1</a>,<a href='#r3'>3</a></sup>", "¹,³"]
)
def test_numbers_set_high_cite(raised):
    text = f"<p>Drainage is doubtful.{raised}</p><h2>References</h2><ol><li>{ONE}<li>{TWO}<li>{THREE}</ol>"
    assert findings(text, "html") == [("never-cited", "tenge2012")]


@pytest.mark.parametrize(
    "text",
    ["An area of 30 m² and 10³ cells.", "The call `f[7]` and x[9] = 3.", "In [2019] and [12345].", "No number at all."],
)
def test_numbers_that_cite_nothing_are_not_said(text):
    assert findings(f"{text} Seen [1], [2], [3].{LIST}") == []


def test_a_text_that_uses_other_numbers_is_not_tied():
    assert findings(f"Step [10], then [11] and [12].{LIST}") == []


def test_a_number_used_twice_and_one_left_out_are_said():
    text = f"Words.\n\n## References\n\n[1] {ONE}\n\n[2] {TWO}\n\n[2] {THREE}\n\n[4] WHO. Health. 1981.\n"
    assert {("number-used-twice", "ruizgomez2015"), ("number-left-out", "who1981")} <= set(findings(text))


def test_numbers_that_a_list_counts_itself_are_not_used_twice():
    text = f"<h2>References</h2><ol><li>{ONE}<li>{TWO}</ol><h3>Books</h3><ol><li>{THREE}</ol>"
    assert findings(text, "html") == []


def test_names_and_years_are_tied_to_their_entries():
    text = f"As Abara and Quist (2009) showed (Tenge, 2012; Ruiz Gómez et al., 2015).{LIST}"
    page = pages.read(text, "markdown")
    assert [one.references for one in page.citations] == [("abara2009",), ("tenge2012",), ("ruizgomez2015",)]
    assert findings(text) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("(Abara & Quist, 2009; Tenge, 2013; Hald et al., 2015)", [("text-and-entry-differ", "tenge2012")]),
        ("(Abara and Quist, 2009; Tenga, 2012; Ruiz Gómez, 2015)", [("text-and-entry-differ", "tenge2012")]),
        ("(Abara and Quist, 2009; Tenge, 2012; Ruiz Gómez, 2015; Brown & Low, 2003)",
         [("cited-without-entry", "(Abara and Quist, 2009; Tenge, 2012; Ruiz Gómez, 2015; Brown & Low, 2003)")]),
        ("(Abara and Quist, 2009; Tenge, 2012)", [("never-cited", "ruizgomez2015")]),
    ],
)  # fmt: skip
def test_names_and_years_that_differ_are_said(words, expected):
    assert findings(f"It is so {words}.{LIST}") == expected


@pytest.mark.parametrize(
    "words",
    ["in Paris (2012)", "(May, 2015)", "Windows (2012)", "(Updated June 2019)", "the Act (1983)", "(Table 3, 2012)"],
)
def test_words_with_a_year_that_cite_nothing_are_not_said(words):
    assert findings(f"So it was {words}. Seen [1], [2], [3].{LIST}") == []


def test_a_page_without_a_list_is_not_blamed():
    assert findings("As Brown et al. (2003) say, [4] and [^x-z].") == [("no-references", "")]


BIB = (
    "@article{abara2009, author={Abara, N}, title={Drainage}, journal={J Vein Stud}, year={2009}}\n"
    "@book{tenge2012, author={Tenge, R}, title={Tremor}, publisher={Gait}, year={2012}}\n"
)
HEAD = "---\nbibliography: refs.bib\n---\n\n"


@pytest.fixture
def beside(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    return tmp_path


def audited(path, text):
    path.write_text(text)
    page = pages.load(path)
    return page, sorted((one.rule, one.reference or one.cited) for one in auditing.audit(page, []))


@pytest.mark.parametrize("name", ["page.md", "page.qmd", "page.Rmd", "page.mdx"])
def test_keys_are_looked_up_in_the_bibliography_that_the_page_names(beside, name):
    page, found = audited(
        beside / name, f"{HEAD}Words [see @abara2009, p. 3; @nobody2020], a@b.example and `[@code]`, @handle.\n"
    )
    assert [reference.id for reference in page] == ["abara2009"]
    assert found == [("key-without-entry", "@nobody2020"), ("never-cited", "tenge2012")]
    assert page.references[0].mention.location.path == str(beside / "refs.bib")


def test_a_page_that_takes_its_bibliography_whole_leaves_nothing_uncited(beside):
    page, found = audited(beside / "page.md", "---\nbibliography: [refs.bib]\nnocite: '@*'\n---\n\n[@abara2009]\n")
    assert (len(page), found) == (2, [])


def test_references_in_the_metadata_are_entries(tmp_path):
    head = "---\nreferences:\n- id: abara2009\n  type: book\n  title: Drainage\n---\n\n"
    page, found = audited(tmp_path / "page.md", f"{head}[@abara2009; @x1]\n")
    assert ([one.id for one in page], found) == (["abara2009"], [("key-without-entry", "@x1")])


@pytest.mark.parametrize("name", ["missing.bib", "../../../etc/passwd", "/etc/hosts.bib", "refs.exe"])
def test_a_bibliography_that_cannot_be_read_is_said_and_no_key_blamed(tmp_path, name):
    _, found = audited(tmp_path / "page.md", f"---\nbibliography: {name}\n---\n\n[@abara2009]\n")
    assert found == [("unread-bibliography", name)]


def test_a_bibliography_outside_the_page_s_folder_is_not_read(beside):
    (beside / "sub").mkdir()
    _, found = audited(beside / "sub" / "page.md", "---\nbibliography: ../refs.bib\n---\n\n[@abara2009]\n")
    assert found == [("unread-bibliography", "../refs.bib")]


def test_keys_of_no_bibliography_are_said():
    page = pages.read("Words [@abara2009; @tenge2012].\n", "markdown", "page.md")
    assert [problem.kind for problem in page.problems] == ["unread-bibliography"]
    assert "2 keys" in page.problems[0].message


def test_roles_cite_by_key(beside):
    _, found = audited(beside / "page.rst", "Words :cite:p:`abara2009,nobody`.\n\n.. bibliography:: refs.bib\n")
    assert found == [("key-without-entry", "nobody"), ("never-cited", "tenge2012")]


def test_labels_and_notes_without_an_entry_are_said():
    text = f"Words [^abara], [^nobody].\n\n[^abara]: {ONE}\n\n[^tenge]: {TWO}\n"
    assert findings(text) == [("key-without-entry", "[^nobody]"), ("never-cited", "tenge2012")]
    text = f"Words [Abara09]_ and [Nob00]_.\n\nReferences\n----------\n\n.. [Abara09] {ONE}\n"
    assert findings(text, "rst") == [("key-without-entry", "[Nob00]_")]


def test_a_note_that_explains_is_there_to_be_cited():
    text = f"Words [^abara] and [^why].\n\n[^abara]: {ONE}\n\n[^why]: This is only because we were asked.\n"
    assert findings(text) == []
