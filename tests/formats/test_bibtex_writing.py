"""What is written for BibTeX and for biber."""

import pytest

from ccsvi_refs import formats
from ccsvi_refs.formats.bibtex import keys
from ccsvi_refs.formats.latex import decode, encode
from ccsvi_refs.model import FrozenDict, Reference
from ccsvi_refs.text import paging


def written(item, dialect="bibtex"):
    return formats.write([Reference(FrozenDict({"id": "k", "type": "book", **item}))], dialect)


@pytest.mark.parametrize("title", ["Interval [0,1}", "Set {1,2", "}{", "a {b} c", "{", "}} {{ {x}"])
def test_a_lone_brace_ends_no_entry(title):
    text = written({"title": title, "abstract": title})
    assert text.count("{") == text.count("}")
    page = formats.read(text, "bibtex")
    assert not page.problems
    assert (page["k"].title, page["k"].text("abstract")) == (title, title)


@pytest.mark.parametrize(
    ("page", "expected"),
    [("392-399", "392--399"), ("392–9", "392--9"), ("B-12", "B-12"), ("B-12-B-15", "B-12--B-15"), ("iv-x", "iv--x"),
     ("S1-12", "S1--12"), ("1-3, 7—9", "1--3, 7--9"), ("e1234", "e1234")],
)  # fmt: skip
def test_dashes_of_ranges_are_doubled_and_hyphens_in_numbers_stay(page, expected):
    assert paging.doubled(page) == expected


def test_keys_that_no_key_can_be_are_replaced_by_unique_ones():
    ids = ["a b", "a,b", "a{b", "a_b", "é"]
    found = dict(zip(ids, keys.written(ids), strict=True))
    assert found["a_b"] == "a_b"
    assert found["é"] == "é"
    assert len(set(found.values())) == 5
    turned = ["a{b", "a_b", "a,b", "é", "a b"]
    assert dict(zip(turned, keys.written(turned), strict=True)) == found


def test_each_program_gets_its_own_types_and_fields():
    item = {"type": "webpage", "title": "T", "publisher-place": "Rome", "issued": {"date-parts": [[2001, 5]]}}
    assert written(item).startswith("@misc{k,\n  entrysubtype = {webpage}")
    assert written(item, "biblatex").startswith("@online{k,")
    assert "address = {Rome}" in written(item)
    assert "location = {Rome}" in written(item, "biblatex")
    assert "date = {2001-05}" in written(item, "biblatex")


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@pytest.mark.parametrize(
    "kind", ["musical_score", "speech", "map", "webpage", "thesis", "software", "post-weblog", "article"]
)
def test_every_type_comes_back(kind, dialect):
    assert formats.read(written({"type": kind, "title": "T"}, dialect), "bibtex")["k"].to_csl() == {
        "id": "k", "type": kind, "title": "T"
    }  # fmt: skip


FILE = """% by hand
@string{vs = {Venous Studies}}

@article{a,
  title = {A},
  journal = vs,
  shelf = {B 12},
  fate = {C:\\x\\},
}

@comment{jabref-meta: grouping;}

@book{broken, title={Open

@book{b,
  title = {B},
}
"""


def test_what_is_no_reference_is_written_again():
    text = formats.write(formats.read(FILE, "bibtex"), "bibtex")
    for kept in (
        "% by hand\n",
        "@string{vs = {Venous Studies}}\n",
        "@comment{jabref-meta: grouping;}",
        "shelf = {B 12}",
    ):
        assert kept in text
    assert "fate = {C:\\x\\}" in text
    assert text.index("@string") < text.index("@article") < text.index("@comment") < text.index("@book{b")


def test_an_unreadable_entry_is_written_last():
    text = formats.write(formats.read(FILE, "bibtex"), "bibtex")
    assert text.rstrip().endswith("@book{broken, title={Open")
    assert [item.id for item in formats.read(text, "bibtex")] == ["a", "b"]


def test_writing_what_was_read_changes_it_once_at_most():
    once = formats.write(formats.read(FILE, "bibtex"), "bibtex")
    assert formats.write(formats.read(once, "bibtex"), "bibtex") == once


def test_a_thesis_is_its_schools():
    page = formats.read("@phdthesis{a, title={T}, school={Univ X}, publisher={ProQuest}}", "bibtex")
    assert page["a"].text("publisher") == "Univ X"
    text = formats.write(page, "bibtex")
    assert "school = {Univ X}" in text
    assert "publisher = {ProQuest}" in text


def test_a_second_isbn_stays():
    page = formats.read("@book{a, title={T}, isbn={978-3-030-56692-0; 978-3-030-56694-4}}", "bibtex")
    assert "978-3-030-56694-4" in formats.write(page, "bibtex")


def test_capitals_beside_protected_words_are_protected_too():
    title = 'The <span class="nocase">van der Waals</span> force of DNA'
    assert encode(title, title=True) == "The {{van der Waals}} force of {DNA}"


def test_a_group_with_words_csl_would_capitalise_is_protected():
    assert decode("On {van der Waals} forces", title=True) == 'On <span class="nocase">van der Waals</span> forces'
    assert decode("The {von Willebrand} factor", title=True) == "The von Willebrand factor"


def test_macros_of_journals_and_unknown_ones():
    page = formats.read("@article{a, title={T}, journal={\\mnras}}\n@article{b, title={T}, journal=\\myjnl}", "bibtex")
    assert page["a"].container_title == "Monthly Notices of the Royal Astronomical Society"
    page = formats.read("@article{b, title={A \\mycmd word}, journal={\\myjnl}}", "bibtex")
    assert (page["b"].title, page["b"].container_title) == ("A \\mycmd word", "\\myjnl")
    assert [problem.message for problem in page.problems] == [
        "the macro \\mycmd is not known; it stays as it is",
        "the macro \\myjnl is not known; it stays as it is",
    ]


def test_entities_are_decoded():
    page = formats.read("@article{a, title={P &lt; 0.05}, journal={Vein \\&amp; Artery}}", "bibtex")
    assert (page["a"].title, page["a"].container_title) == ("P < 0.05", "Vein & Artery")


def test_the_kind_of_editor_counts():
    page = formats.read("@book{a, title={T}, editor={Roe, A}, editortype={translator}, editora={Poe, B}}", "bibtex")
    assert page["a"].names("translator")[0].family == "Roe"
    assert page["a"].names("editor")[0].family == "Poe"


def test_pages_are_written_with_a_plain_double_hyphen():
    assert "pages = {392--399}," in written({"page": "392–399"})
    assert "pages = {B-12}," in written({"page": "B-12"})


def test_keys_that_differ_in_case_alone_are_two_to_bibtex():
    assert keys.written(["Roe", "roe"], ignoring_case=True) == ["Roe-2", "roe"]
    assert keys.written(["Roe", "roe"]) == ["Roe", "roe"]


def test_an_issn_in_the_field_for_isbns_is_one():
    page = formats.read("@article{a, title={T}, isbn={1532-1827 (Electronic) 0007-0920 (Linking)}}", "bibtex")
    assert (page["a"].text("ISSN"), page["a"].text("ISBN")) == ("1532-1827, 0007-0920", "")
