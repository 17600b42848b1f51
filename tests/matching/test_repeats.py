"""A work that is there twice is found whichever sign its two references share, and in bounded time."""

import pytest

from ccsvi_refs.matching import works
from ccsvi_refs.matching.repeats import groups
from ccsvi_refs.model import Reference
from tests.matching.works import record

TITLE = "Chronic insufficiency of the cerebrospinal veins"


def work(title: str = TITLE, place: str = "2010;7(2):101-109", **fields: str) -> Reference:
    return record(title, "Roe Jane; Doe John", "Journal of Imagined Veins", place, **fields)


def test_a_work_is_found_again_by_its_title_whatever_is_typed_in_its_place() -> None:
    assert groups([work(), work("Kettles and drums", "2001;1:1-2"), work(place="2010;7:")]) == [[0, 2]]


def test_pages_with_an_en_dash_are_the_same_place() -> None:
    assert groups([work(), work("Chronical insufficiency of the cerebrospinal veins", "2010;7(2):101–109")]) == [[0, 1]]


def test_the_third_reference_to_a_work_belongs_to_the_first() -> None:
    assert groups([work(), work(), work("Kettles and drums", "2001;1:1-2"), work()]) == [[0, 1, 3]]


def test_a_whole_title_is_found_among_hundreds_that_begin_alike() -> None:
    many = [work(f"{TITLE} {'abcdefghij'[n // 10] * 9} {'klmnopqrst'[n % 10] * 9}", f"2010;7:{n}") for n in range(100)]
    assert [99, 100] in groups([*many, many[99]])


def test_no_reference_is_compared_with_more_than_forty_that_share_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs: list[int] = []
    monkeypatch.setattr(works, "same", lambda *_: pairs.append(1))
    assert groups([work()] * 100) == []
    assert len(pairs) == sum(min(earlier, 40) for earlier in range(100))
