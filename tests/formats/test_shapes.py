"""Data in the shapes other programs give it: CSL-JSON, CSL-YAML, RIS and MEDLINE that are nearly right."""

import json

import pytest

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.csl_data import pandoc


def item(data):
    (reference,) = formats.read(json.dumps([{"id": "a", "type": "book", "title": "T", **data}]), "csl-json", "x")
    return reference.to_csl()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ([{"date-parts": [[2001, 3]]}], {"date-parts": [[2001, 3]]}),
        ({"date-parts": [2001, 3]}, {"date-parts": [[2001, 3]]}),
        ([2001, 3], {"date-parts": [[2001, 3]]}),
        ({"raw": "2024 Feb 21"}, {"date-parts": [[2024, 2, 21]]}),
        ({"raw": "2001-05-01/2001-05-03"}, {"date-parts": [[2001, 5, 1], [2001, 5, 3]]}),
        ({"edtf": "2001-05~"}, {"date-parts": [[2001, 5]], "circa": True}),
        ({"date-parts": [[2001, 21]]}, {"date-parts": [[2001]], "season": "1"}),
        ({"year": 2001, "month": "March", "circa": "true"}, {"date-parts": [[2001, 3]], "circa": True}),
        ({"year": "2001", "season": "Winter"}, {"date-parts": [[2001]], "season": "4"}),
        ([{"year": 2001}, {"year": 2002}], {"date-parts": [[2001], [2002]]}),
        ("2001-03-04T10:00:00Z", {"date-parts": [[2001, 3, 4]]}),
        ({"date-parts": [["2001", "3"]], "circa": "false"}, {"date-parts": [[2001, 3]]}),
        ({"literal": "in press"}, {"literal": "in press"}),
        ({"date-parts": [[None]]}, None),
    ],
)
def test_dates_of_any_shape(written, read):
    assert item({"issued": written}).get("issued") == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"name": "World Test Group", "sequence": "first"}, {"literal": "World Test Group"}),
        ({"firstName": "Ann", "lastName": "Roe"}, {"family": "Roe", "given": "Ann"}),
        ({"family": "Roe", "given": "Ann", "affiliation": []}, {"family": "Roe", "given": "Ann"}),
        ("Roe, Ann", {"family": "Roe", "given": "Ann"}),
        ("World Test Group", {"literal": "World Test Group"}),
    ],
)
def test_names_of_any_shape(written, read):
    assert item({"author": [written]})["author"] == [read]


def test_fields_in_lower_case_and_keys_of_other_names():
    found = item({"doi": "10.5555/a", "url": "https://example.org", "isbn": "1"})
    assert (found["DOI"], found["URL"], found["ISBN"]) == ("10.5555/a", "https://example.org", "1")
    page = formats.read('[{"citation-key": "roe2001", "title": "T"}]', "csl-json", "x")
    assert page.references[0].id == "roe2001"


def test_numbers_that_json_has_no_form_for_are_left_out():
    page = formats.read('[{"id": "a", "title": "T", "volume": NaN, "custom": {"x": [Infinity, 1]}}]', "csl-json", "x")
    assert json.loads(formats.write(page, "csl-json"), parse_constant=pytest.fail)[0]["id"] == "a"


@pytest.mark.parametrize("wrapper", ["{{{}}}", '{{"data": [{}]}}', '{{"items": [{}]}}', '{{"references": [{}]}}'])
def test_lists_under_a_name_and_objects_under_their_keys(wrapper):
    inner = '"a": {"id": "a", "title": "T"}, "b": {"title": "U"}'
    listed = '{"id": "a", "title": "T"}, {"id": "b", "title": "U"}'
    page = formats.read(wrapper.format(inner if wrapper == "{{{}}}" else listed), "csl-json", "x")
    assert [(found.id, found.title) for found in page] == [("a", "T"), ("b", "U")]


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "my-package", "version": "1.0.0", "author": "Ann", "type": "module"}',
        '{"a": 1}',
        '{"x": {"y": {"z": 1}}}',
    ],
)
def test_what_says_nothing_of_a_work_is_no_bibliography(text):
    with pytest.raises(InputError, match="no bibliography") as refusal:
        formats.read(text, "csl-json", "package.json")
    assert refusal.value.location.line == 1


def test_an_item_that_says_nothing_is_a_problem_among_others():
    page = formats.read('[{"id": "a", "title": "T"},\n {"id": "b", "type": "book"}]', "csl-json", "x")
    assert [found.id for found in page] == ["a"]
    assert (page.problems[0].location.line, "neither title" in page.problems[0].message) == (2, True)


def test_yaml_of_anything_else_is_no_bibliography():
    with pytest.raises(InputError, match="no bibliography"):
        formats.read(
            "title: x\nemail: y\nurl: https://example.org\ntheme: z\nplugins: [a, b]\n", "csl-yaml", "_config.yml"
        )


MARKDOWN = [
    ("*Homo sapiens* and h~2~o", "<i>Homo sapiens</i> and h<sub>2</sub>o"),
    ("x^2^ and **bold**", "x<sup>2</sup> and <b>bold</b>"),
    ("[iGene]{.nocase} of [van der Waals]{.nocase}", '<span class="nocase">iGene</span> of <span class="nocase">van der Waals</span>'),
    ("[sc]{.smallcaps}", '<span style="font-variant:small-caps;">sc</span>'),
    (r"5 \*stars\* and 1994\~", "5 *stars* and 1994~"),
    ("a_b_c and 2 * 3 * 4", "a_b_c and 2 * 3 * 4"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), MARKDOWN)
def test_pandocs_markdown(written, read):
    assert pandoc.read(written) == read


@pytest.mark.parametrize(
    "text", [read for _, read in MARKDOWN] + ["[x] `y` \\z $1 @me a_ _b --", "<i>a <b>b</b> c</i>"]
)
def test_markup_and_signs_survive_pandocs_markdown(text):
    assert pandoc.read(pandoc.write(text)) == text


def test_a_pandoc_file_with_its_closing_line():
    text = "---\nreferences:\n- id: a\n  type: book\n  title: T\n  doi: 10.5555/a\n  issued: 1994\\~\n---\n"
    page = formats.read(text, "csl-yaml", "x")
    assert not page.problems
    assert page["a"].text("DOI") == "10.5555/a"
    assert page["a"].issued.circa
    assert page.links[0].location.line == 6
    assert formats.by_content(text) == "csl-yaml"
    assert formats.by_content(text + "\n# A page\n\nwith text\n") is None


def test_an_odd_key_in_yaml_is_refused_at_once():
    with pytest.raises(InputError, match="key"):
        formats.read("- " + "? " * 30 + "a", "csl-yaml", "x")


def ris(text):
    return formats.read(text, "ris", "refs.ris")


RECORD = "TY  - JOUR\nTI  - One\nAU  - Roe, A\nER  - \n"
NEXT = "TY  - JOUR\nTI  - Two\nAU  - Poe, B\nER  - \n"


def test_lines_right_after_the_end_are_the_records_own():
    first, second = ris(RECORD + "AB  - about one\n" + NEXT)
    assert (first.text("abstract"), second.text("abstract")) == ("about one", "")
    assert "after the end" in ris(RECORD + "AB  - about one\n" + NEXT).problems[0].message


def test_lines_right_before_a_type_are_the_next_records():
    first, second = ris(RECORD + "\nID  - two\n" + NEXT)
    assert (first.id, second.id) == ("roe", "two")


def test_what_stands_apart_between_records_is_none():
    page = ris(
        "1. \n"
        + RECORD
        + "\nLink to the text: https://example.org/x\n\nC1  - Database: Q\n\nSearch:\n1 veins (3)\n\n2. \n"
        + NEXT
    )
    assert [item.title for item in page] == ["One", "Two"]
    assert not page.problems
    assert "custom" not in page.references[1].data
    assert "1 veins (3)" in "\n".join(passage.text for passage in page.passages)


def test_roles_by_type():
    (thesis,) = ris("TY  - THES\nTI  - T\nA3  - Poe, B\nER  - \n")
    assert thesis.names("contributor")[0].family == "Poe"
    (report,) = ris("TY  - RPRT\nTI  - T\nA2  - Poe, B\nED  - Doe, C\nER  - \n")
    assert (report.names("collection-editor")[0].family, report.names("editor")[0].family) == ("Poe", "Doe")
    again = formats.read(formats.write([thesis, report], "ris"), "ris")
    assert [found.to_csl() | {"id": ""} for found in again] == [
        found.to_csl() | {"id": ""} for found in (thesis, report)
    ]


def test_a_date_of_another_year_is_kept():
    (found,) = ris("TY  - JOUR\nTI  - T\nPY  - 2013\nDA  - 2014/04/01\nER  - \n")
    assert found.year == 2013
    text = formats.write([found], "ris")
    assert "DA  - 2014/04/01" in text
    assert formats.write(ris(text), "ris") == text


def test_remarks_beside_an_issn_go():
    (found,) = ris("TY  - JOUR\nTI  - T\nSN  - 2325-9671 (ELECTRONIC)\nSN  - 12345679\nER  - \n")
    assert found.text("ISSN") == "2325-9671, 1234-5679"


def test_names_between_commas():
    (found,) = ris("TY  - JOUR\nTI  - T\nAU  - Ng, A., Lee, B., Wu, C.\nER  - \n")
    assert [name.family for name in found.authors] == ["Ng", "Lee", "Wu"]


def nbib(*lines):
    return formats.read("\n".join(["PMID- 1", "TI  - T.", *lines]), "nbib").references[0]


def test_names_stand_in_the_records_order():
    found = nbib("FAU - Able, Ann", "AU  - Able A", "CN  - Vein Group", "FAU - Doe, Jane", "AU  - Doe J")
    assert [name.family or name.literal for name in found.authors] == ["Able", "Vein Group", "Doe"]


def test_one_author_without_a_full_name_costs_no_other_hers():
    found = nbib("FAU - Able, Ann", "AU  - Able A", "AU  - Roe PQ", "FAU - Doe, Jane Jr", "AU  - Doe J Jr")
    assert [(name.family, name.given, name.suffix) for name in found.authors] == [
        ("Able", "Ann", ""), ("Roe", "P Q", ""), ("Doe", "Jane", "Jr")
    ]  # fmt: skip


def test_full_names_before_all_short_ones_are_not_doubled():
    found = nbib("FAU - Able, Ann", "FAU - Doe, Jane", "AU  - Able A", "AU  - Doe J")
    assert [name.given for name in found.authors] == ["Ann", "Jane"]


def test_medline_is_written_with_editors_series_and_types():
    page = formats.read(
        "PMID- 1\nTI  - A chapter.\nBTI - The book.\nCTI - Vein series\nFED - Doe, Jane\nED  - Doe J\nPT  - Book Chapter\n"
        "PT  - Review\nDP  - 1998 Nov-Dec\nPB  - Press\n", "nbib"
    )  # fmt: skip
    text = formats.write(page, "nbib")
    for line in ("FED - Doe, Jane", "ED  - Doe J", "CTI - Vein series", "PT  - Review", "DP  - 1998 Nov-Dec"):
        assert line in text.splitlines()
    assert formats.read(text, "nbib").references[0].to_csl() == page.references[0].to_csl()


def test_a_title_in_a_list_changes_nothing_of_how_a_date_and_addresses_are_read():
    found = item({"title": ["Two"], "issued": "2011-05", "URL": ["https://a.example", "https://b.example"]})
    assert (found["title"], found["issued"]) == ("Two", {"date-parts": [[2011, 5]]})
    assert found["URL"] == "https://a.example"


@pytest.mark.parametrize(
    "fields",
    [
        {"URL": ["https://a.example/1", "https://b.example/2"]},
        {"URL": "https://a.example/1, https://b.example/2"},
        {"URL": "https://a.example/1 https://b.example/2"},
        {"URL": "https://a.example/1;https://b.example/2"},
    ],
)
def test_several_addresses_are_several_links(fields):
    text = json.dumps([{"id": "a", "type": "book", "title": "T", **fields}])
    page = formats.read(text, "csl-json", "x")
    assert [link.url for link in page.links] == ["https://a.example/1", "https://b.example/2"]


def test_entities_are_no_text():
    assert item({"title": "Salt &amp; <i>sea</i>", "publisher": "A &#38; B"})["title"] == "Salt & <i>sea</i>"
    assert item({"title": "R&D; and more"})["title"] == "R&D; and more"
