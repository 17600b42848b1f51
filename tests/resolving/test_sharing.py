"""A work that several references of a run cite is searched for once."""

from __future__ import annotations

from pathlib import Path

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import Resolution, resolve
from tests.service_data import Holdings, work
from tests.services import Services

KETTLES = work("10.1000/kettles", "The taxonomy of kettles: a view from Amberley", "Amberley")
ERRATUM = work("10.1000/erratum", "The taxonomy of kettles: a view from Amberley", "Birchall", volume="44", page="7-7")

VANCOUVER = "Amberley J. The taxonomy of kettles: a view from Amberley. J Tests 2015;12(3):101-9."
APA = "Amberley, J. (2015). The taxonomy of kettles: A view from Amberley. Journal of Tests, 12(3), 101–109."
DOI = "https://doi.org/10.1000/kettles"
OTHER = "Birchall J. The taxonomy of kettles: a view from Amberley. J Tests 2015;44(3):7."


def run(directory: Path, *texts: str) -> tuple[list[Resolution], int]:
    """Return the resolutions, and how many list queries Crossref was asked."""
    references = [Reference(FrozenDict({"id": str(n)}), Mention(text)) for n, text in enumerate(texts)]
    with Services(Holdings([KETTLES, ERRATUM])) as services:
        found = resolve(references, services.settings(directory, mailto="a@example.org"))
        return found, len(services.searches())


def dois(found: list[Resolution]) -> list[str]:
    return [resolution.reference.identifier("doi") if resolution.reference else "" for resolution in found]


def test_a_work_cited_in_two_ways_is_searched_for_once(tmp_path: Path) -> None:
    found, searches = run(tmp_path, VANCOUVER, APA)
    assert dois(found) == ["10.1000/kettles"] * 2
    assert searches == 1


def test_a_record_that_an_identifier_led_to_serves_a_string_without_one(tmp_path: Path) -> None:
    found, searches = run(tmp_path, DOI, VANCOUVER)
    assert dois(found) == ["10.1000/kettles"] * 2
    assert searches == 0
    assert [asked.source for asked in found[1].asked if asked.when] == [asked.source for asked in found[0].asked]


def test_a_work_of_the_same_title_is_searched_for_by_itself(tmp_path: Path) -> None:
    found, searches = run(tmp_path, DOI, OTHER)
    assert dois(found) == ["10.1000/kettles", "10.1000/erratum"]
    assert searches == 1


def test_an_abstract_was_taken_for_the_paper_that_stands_below_it(tmp_path: Path) -> None:
    title = "Slow-release ferrous patches in adolescent rowers"
    paper = work("10.1000/paper", title, "Petrov", volume="15", issue="10", page="988-997")
    abstract = work("10.1000/abstract", title, "Petrov", volume="15", issue="Suppl 1", page="S77-S77")
    texts = [
        f"Petrov J. {title} [abstract]. J Tests. 2015;15(Suppl 1):S77.",
        f"Petrov J. {title}. J Tests. 2015;15(10):988-97. doi:10.1000/paper",
    ]
    references = [Reference(FrozenDict({"id": str(n)}), Mention(text)) for n, text in enumerate(texts)]
    with Services(Holdings([paper, abstract])) as services:
        alone = resolve(references[:1], services.settings(tmp_path / "1"))
        found = resolve(references, services.settings(tmp_path / "2"))
    assert dois(found) == [*dois(alone), "10.1000/paper"]
    assert dois(alone) != ["10.1000/paper"]
