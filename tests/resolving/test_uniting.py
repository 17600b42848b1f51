"""References to one work become one, and nothing of them is lost."""

from ccsvi_refs import formats
from ccsvi_refs.formats.combining import together
from ccsvi_refs.resolving.merging import merge
from ccsvi_refs.resolving.uniting import unite

BIB = """@article{okafor2011, title={Flow in the azygos vein}, author={Okafor, Bisi}, journal={Venous Studies},
  volume=12, pages={101--109}, year=2011, doi={10.5555/JVS.2011.7}, keywords={veins; flow}, shelf={B 12}}
@book{roe2001, title={Another}, author={Roe, Ann}, year=2001}"""
RIS = """TY  - JOUR
TI  - Flow in the azygos vein
AU  - Okafor, B
JO  - Ven Stud
VL  - 13
PY  - 2011
DO  - 10.5555/jvs.2011.7
UR  - https://example.org/a
KW  - flow
KW  - stents
ER  -
"""


def united():
    page = together([formats.read(BIB, "bibtex", "a.bib"), formats.read(RIS, "ris", "b.ris")])
    return unite(page)


def test_one_work_is_one_reference_and_the_first_counts():
    page, _ = united()
    assert [item.id for item in page] == ["okafor2011", "roe2001"]
    item = page["okafor2011"]
    assert (item.text("volume"), item.container_title) == ("12", "Venous Studies")
    assert item.text("keyword") == "veins; flow; stents"
    assert item.text("URL") == "https://example.org/a"
    assert item.data["custom"]["bibtex"]["shelf"] == "B 12"


def test_every_entry_is_named_beside_what_it_says():
    page, _ = united()
    said = [(value.value, value.note) for value in page["okafor2011"].provenance["volume"]]
    assert said == [("12", "a.bib:1"), ("13", "b.ris:1")]


def test_what_became_one_is_said_with_what_differs():
    _, (group,) = united()
    line = str(group)
    assert line.startswith("'okafor2011' (a.bib:1), 'okafor2011-2' (b.ris:1) are one work and became 'okafor2011'")
    assert "differ in" in line
    assert "volume" in group.differing
    assert "DOI" not in group.differing


def test_links_go_with_the_work():
    page, _ = united()
    assert {link.reference for link in page.links} == {"okafor2011"}
    assert {link.url for link in page["okafor2011"].mention.links} >= {"https://example.org/a"}


def test_nothing_alike_stays_as_it_is():
    page = formats.read("@book{a, title={One}}\n@book{b, title={Two}}", "bibtex", "x")
    assert unite(page) == (page, ())


def test_thousands_that_are_alike_take_no_time():
    text = "".join(f"@book{{k{n}, title={{A study of the veins and number {n}}}, year=2001}}\n" for n in range(1000))
    page, groups = unite(formats.read(text, "bibtex", "x"))
    assert len(page) == 1000 - sum(len(group.sources) - 1 for group in groups)


def test_a_record_takes_nothing_of_what_the_reader_wrote():
    (cited,) = formats.read(
        "@article{mine, title={Flow}, file={a.pdf}, groups={To read}, keywords={mine}, note={check}, author={Okafor, B and others}}", "bibtex"
    )  # fmt: skip
    record = formats.read(
        '{"id": "r", "title": "Flow", "keyword": "theirs", "note": "x", "author": [{"family": "Okafor"}]}', "csl-json"
    )
    found = merge(cited, list(record))
    assert dict(found.data["custom"]["bibtex"]) == {"file": "a.pdf", "groups": "To read"}
    assert (found.text("keyword"), found.text("note")) == ("mine", "check")
    assert found.unfinished == ()
