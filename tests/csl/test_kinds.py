"""A layout compiled for items of one type with the same variables prints what the layout for all prints."""

from __future__ import annotations

import pytest

from ccsvi_refs.csl import Processor, kinds, listing
from ccsvi_refs.csl.locale import packaged_locale
from ccsvi_refs.csl.style import Style
from tests.csl.styles import document, style

CHOICES = """<group delimiter=", ">
  <names variable="author"><name initialize-with=". "/><et-al font-style="italic"/>
    <substitute><names variable="editor"/><text variable="title" font-style="italic"/></substitute></names>
  <choose>
    <if type="book" variable="edition" match="all"><number variable="edition" form="ordinal" suffix=" ed."/></if>
    <else-if type="book chapter" match="any"><text variable="title"/></else-if>
    <else-if variable="page URL" match="none"><text value="neither"/></else-if>
    <else-if is-numeric="volume"><text variable="volume" prefix="vol. "/></else-if>
    <else><text variable="title" quotes="true"/></else>
  </choose>
  <group><text term="in"/><text variable="container-title" prefix=" "/></group>
  <group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>
  <choose><if position="first"><text value="first"/></if><else-if locator="page"><text value="at"/></else-if></choose>
  <date variable="issued"><date-part name="year" suffix="."/></date>
  <choose><if disambiguate="true"><text variable="publisher"/></if></choose>
</group>"""
VARIED = [
    {},
    {"type": "book", "edition": "2", "author": [{"family": "Doe", "given": "Ann-Marie Jo"}]},
    {"type": "book", "editor": [{"family": "Roe", "given": "B."}], "issued": {"date-parts": [[2001, 5]]}},
    {"type": "chapter", "container-title": "A handbook", "page": "12-19", "publisher": "Press"},
    {"type": "article", "volume": "3", "page": "5"},
    {"type": "article", "volume": "third", "URL": "https://example.org/", "issued": {"raw": "spring"}},
    {"type": "article", "title": "", "page": ""},
    {"type": "report", "issued": {"date-parts": [[2001, 5]], "circa": True}, "language": "de"},
]


def _items(times: int) -> list[dict[str, object]]:
    """Return varied items, each kind so often."""
    return [
        {"title": f"Title {number} “of” a {row}", **item, "id": f"{row}-{number}"}
        for number in range(times)
        for row, item in enumerate(VARIED)
    ]


def _texts(own: Style, items: list[dict[str, object]]) -> tuple[dict[str, str], list[str]]:
    doc = Processor(own, items)
    listed = {entry.id: entry.text for entry in Processor(own, items).bibliography().entries}
    for item in items:
        doc.cite([{"id": item["id"], "locator": "7"}])
        doc.cite([{"id": item["id"]}])
    return listed, doc.citations()


@pytest.mark.parametrize("area", ["citation", "bibliography"])
def test_an_item_prints_the_same_whether_its_kind_came_up_once_or_often(
    area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = style(
        citation_options='disambiguate-add-year-suffix="true"',
        sort='<sort><key variable="author"/><key macro="key"/></sort>',
        before=f'<macro name="key">{CHOICES}</macro>',
        **{area: CHOICES},
    )
    items = _items(kinds.ENOUGH + 5)
    often = _texts(own, items)
    monkeypatch.setattr(kinds, "ENOUGH", 10**9)
    once = _texts(own, items)
    assert often == once
    assert len(set(often[0].values())) > len(VARIED)


def test_more_kinds_than_are_kept_print_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MOST", 2)
    items = _items(kinds.ENOUGH + 2)
    few = document(items, bibliography=CHOICES).bibliography()
    monkeypatch.setattr(kinds, "MOST", 0)
    assert few == document(items, bibliography=CHOICES).bibliography()


def test_a_document_of_one_kind_costs_fewer_questions_than_items() -> None:
    asked: list[int] = []

    class Counting(dict[str, object]):
        def get(self, key: object, default: object = None) -> object:
            asked.append(key == "medium")
            return super().get(str(key), default)

    layout = '<text variable="title"/><text variable="medium" prefix=", "/>'
    items = [Counting(id=str(number), type="book", title="A") for number in range(kinds.ENOUGH + 500)]
    assert len(Processor(style(bibliography=layout), items).bibliography().entries) == len(items)
    assert 0 < sum(asked) <= 4 * kinds.ENOUGH


def test_several_processes_write_the_entries_that_one_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = '<text variable="citation-number" suffix=". "/>' + CHOICES
    doc = document(_items(4), bibliography=layout, sort='<sort><key variable="title"/></sort>')
    alone = doc.bibliography()
    monkeypatch.setattr(listing, "FEW", 2)
    monkeypatch.setattr(listing, "listed", None)  # not here: only the other processes have it
    assert doc.bibliography(workers=2) == alone


def test_what_cannot_be_sent_to_other_processes_is_written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FEW", 2)
    own = style(bibliography=CHOICES)
    doc = Processor(own, _items(1), loader=lambda tag: packaged_locale(tag))
    assert doc.bibliography(workers=2) == Processor(own, _items(1)).bibliography()


def test_what_a_style_prints_as_names_and_as_a_date_may_be_the_same_variable() -> None:
    layout = """<group delimiter=" / "><names variable="author issued"/><date variable="author" form="text"/>
      <date variable="issued"><date-part name="year"/></date></group>"""
    items = [{"id": "a", "author": [{"family": "Doe"}], "issued": {"date-parts": [[2001]]}}]
    (entry,) = Processor(style(bibliography=layout, citation=layout), items).bibliography().entries
    assert entry.text == "Doe / 2001"


def test_a_date_is_uncertain_for_one_item_of_a_kind_and_not_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "ENOUGH", 0)
    layout = """<group><choose><if is-uncertain-date="issued"><text value="ca. "/></if></choose>
      <date variable="issued"><date-part name="year"/></date></group>"""
    dates: list[dict[str, object]] = [{"date-parts": [[2001]]}, {"date-parts": [[2001]], "circa": True}]
    items = [{"id": str(number), "issued": issued} for number, issued in enumerate(dates)]
    assert [
        entry.text for entry in Processor(style(bibliography=layout, citation=layout), items).bibliography().entries
    ] == ["2001", "ca. 2001"]


def test_words_alone_vanish_with_the_variables_that_a_kind_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "ENOUGH", 0)
    layout = """<group delimiter=", "><text variable="title"/><group><text value="in "/><text variable="URL"/></group>
      <group prefix="(" suffix=")"><text value="words"/></group></group>"""
    (entry,) = (
        Processor(style(bibliography=layout, citation=layout), [{"id": "a", "title": "Of veins"}])
        .bibliography()
        .entries
    )
    assert entry.text == "Of veins, (words)"


def test_cites_with_a_locator_and_without_one_do_not_share_a_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "ENOUGH", 0)
    layout = """<group delimiter=", "><text variable="title"/>
      <choose><if variable="locator"><text variable="locator"/></if><else><text value="whole"/></else></choose></group>"""
    doc = Processor(style(bibliography=layout, citation=layout), [{"id": "a", "title": "Of veins"}])
    doc.cite(["a"])
    doc.cite([{"id": "a", "locator": "7"}])
    assert doc.citations() == ["Of veins, whole", "Of veins, 7"]
