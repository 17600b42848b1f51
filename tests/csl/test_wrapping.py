"""What a caller puts around variables: links of titles and names, marks for a page of one's own."""

from __future__ import annotations

import pytest

from ccsvi_refs.csl import Processor
from ccsvi_refs.errors import SettingsError

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <citation disambiguate-add-year-suffix="true" collapse="year-suffix"><layout prefix="(" suffix=")" delimiter="; ">
    <group delimiter=", "><names variable="author"/><date variable="issued"><date-part name="year"/></date></group>
  </layout></citation>
  <bibliography><sort><key variable="title"/></sort><layout suffix=".">
    <names variable="editor author" suffix=": "><name form="short"/><label prefix=" "/></names>
    <text variable="title" font-style="italic" quotes="true" suffix=", "/>
    <group delimiter=" "><label variable="volume" form="short"/><number variable="volume" prefix="[" suffix="]"/></group>
    <text variable="DOI" prefix=" doi:"/>
  </layout></bibliography></style>"""
BOOK = {
    "id": "b", "type": "book", "title": "Veins & <i>more</i>", "volume": 3, "DOI": "10.1/x", "url": "/b?a&b",
    "author": [{"family": "Roe"}], "editor": [{"family": "Doe"}], "issued": {"date-parts": [[2001]]},
}  # fmt: skip


def entry(wraps, to="html", **options):
    doc = Processor(STYLE, [BOOK], to=to, wraps=wraps, **options)
    return doc.bibliography().entries[0].text


def test_a_title_is_wrapped_within_its_affixes_and_around_its_quotes():
    text = entry({"title": lambda item, name: (f'<a href="{item["url"]}" class="{name}">', "</a>")})

    assert '<a href="/b?a&b" class="title">“<i>Veins &#38; <span' in text
    assert ",</i>”</a> vol." in text


def test_each_role_is_wrapped_on_its_own_and_its_label_not():
    text = entry({"author": lambda *_: ("<b>", "</b>")}, to="html")

    assert "Doe" in text
    assert "<b>Roe</b>" in text
    assert "<b>Doe" not in text


def test_a_number_is_wrapped_and_its_label_not():
    assert "vol. [{3}]" in entry({"volume": lambda *_: ("{", "}")}, to="text")


def test_a_wrapped_address_keeps_its_link():
    text = entry({"DOI": lambda *_: ("<span>", "</span>")}, links=True)

    assert '<span><a href="https://doi.org/10.1/x">10.1/x</a></span>' in text


def test_nothing_is_put_around_what_does_not_print_or_is_not_to_be_wrapped():
    asked = []
    plain = entry(None)

    assert entry({"publisher": lambda *_: ("<b>", "</b>"), "title": lambda *a: asked.append(a)}) == plain
    assert [(item["id"], name) for item, name in asked] == [("b", "title")]


def test_marks_settle_across_a_wrap():
    style = STYLE.replace('suffix=", "/>', 'suffix="."/>')
    item = {"id": "q", "type": "book", "title": "What is a vein?"}
    doc = Processor(style, [item], to="text", wraps={"title": lambda *_: ("<", ">")})

    assert doc.bibliography().entries[0].text == "<“What is a vein?”>"


def test_citations_that_collapse_are_the_same_but_for_what_is_put_around():
    texts = []
    for wraps in ({}, {"author": lambda *_: ("<u>", "</u>"), "issued": lambda *_: ("<s>", "</s>")}):
        doc = Processor(STYLE, [BOOK, {**BOOK, "id": "c"}], wraps=wraps)
        doc.cite(["b", "c"])
        texts += doc.citations()

    assert texts == ["(Roe, 2001a; b)", "(<u>Roe</u>, <s>2001a</s>; <s>b</s>)"]


def test_a_misspelt_variable_is_an_error():
    with pytest.raises(SettingsError, match=r"no variable 'tilte' to wrap; did you mean title"):
        Processor(STYLE, [BOOK], wraps={"tilte": lambda *_: None})


def test_a_wrap_that_is_no_pair_of_texts_is_an_error():
    with pytest.raises(SettingsError, match="returns two texts or None"):
        entry({"title": lambda *_: "<b>"})


def test_works_of_one_date_are_wrapped_each_with_its_own():
    works = [{**BOOK, "id": str(number)} for number in range(3)]
    doc = Processor(STYLE, works, wraps={"issued": lambda item, _: (f"<{item['id']}>", "<>")})
    for work in works:
        doc.cite([work["id"]])

    assert doc.citations() == ["(Roe, <0>2001a<>)", "(Roe, <1>2001b<>)", "(Roe, <2>2001c<>)"]
