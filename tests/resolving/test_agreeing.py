"""A place that no registry has is compared with what the list's other references to the volume say, and no further."""

import pytest

from ccsvi_refs.model import Reference
from ccsvi_refs.resolving import Discrepancy, Resolution
from ccsvi_refs.resolving.agreeing import compared
from tests.matching.works import record

BOOK = "Proceedings of the Ninth Kettle Conference"


def resolution(number: int, place: str, registered: str = "", year: str = "2019") -> Resolution:
    work = record(
        f"On kettle {number}",
        "Roe Jane",
        BOOK,
        f"{year};:{number}",
        DOI=f"10.5555/{number}",
        publisher_place=registered,
    )
    cited = Reference({"id": str(number), "title": work.title, "publisher-place": place})
    return Resolution(cited, "matched", work, registered=(work,))


def told(*resolutions: Resolution) -> dict[str, list[Discrepancy]]:
    return {found.id: list(found.discrepancies) for found in compared(resolutions) if found.discrepancies}


THREE = [resolution(1, "Leeds, UK"), resolution(2, "Leeds"), resolution(3, "Leeds, England")]


def test_a_place_that_all_other_papers_of_the_meeting_contradict_went_unsaid() -> None:
    found = told(*THREE, resolution(4, "Oslo, Norway"))
    assert list(found) == ["4"]
    [said] = found["4"]
    assert (said.field, said.cited, said.source, said.severity) == ("publisher-place", "Oslo, Norway", "cited", "info")
    assert said.registered in ("Leeds", "Leeds, UK", "Leeds, England")
    assert "3 other references to the same volume" in said.note


@pytest.mark.parametrize(
    "others",
    [
        THREE[:2],  # two are too few
        [*THREE[:2], THREE[1], THREE[1]],  # one work cited three times is one work
        [*THREE, resolution(5, "Turin"), resolution(6, "Rome")],  # the others are not agreed
        [resolution(n, "Leeds", year="2018") for n in (1, 2, 3)],  # another year's meeting
        [resolution(n, "") for n in (1, 2, 3)],
    ],
)
def test_a_place_was_called_different_on_too_little(others: list[Resolution]) -> None:
    assert "4" not in told(*others, resolution(4, "Oslo, Norway"))


def test_the_list_was_believed_where_a_registry_has_the_place() -> None:
    assert told(*THREE, resolution(4, "Oslo", registered="Oslo")) == {}
