"""What was decided once is not decided again; a citation is prepared once for all its candidates."""

import pytest

from ccsvi_refs import matching
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.resolving import deciding, sharing
from ccsvi_refs.resolving.cases import case
from tests.matching.works import record

PAPER = record(
    "Slow-release patches in adolescent rowers", "Petrov Nils; Gill Hanna", "Journal of Kettles", "2014;15(10):988-997"
)
TEXT = "Petrov N, Gill H. Slow-release patches in adolescent rowers. J Kettles. 2014;15(10):988-97."


def cited(text: str) -> Reference:
    return Reference({"id": "x"}, Mention(text))


def test_a_case_was_decided_again_though_nothing_new_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = []
    choose = matching.choose
    monkeypatch.setattr(matching, "choose", lambda *given: chosen.append(given) or choose(*given))
    asked = case(cited(TEXT))
    asked.found.append(PAPER)
    first = deciding.decide(asked)
    assert deciding.decide(asked) is first
    assert (first.status, len(chosen)) == ("matched", 1)
    asked.found.append(record("On lids", "Roe Jane", "Lids", "2001;1:1", DOI="10.5555/lids"))
    assert deciding.decide(asked).status == "matched"
    assert len(chosen) == 2


def test_a_case_was_not_decided_again_when_an_identifier_was_found_for_it() -> None:
    asked = case(cited(TEXT.replace("J Kettles. 2014;15(10):988-97.", "2014.")))
    asked.found.append(PAPER.with_fields(DOI="10.5555/patches"))
    before = deciding.decide(asked).confidence
    asked.identifiers["doi"] = "10.5555/patches"
    assert deciding.decide(asked).confidence > before


@pytest.mark.parametrize(
    "text",
    [
        "Petrov N, Gill H. Slow-release patches in adolescent rowers [abstract]. J Kettles. 2014;15(Suppl 1):S77.",
        "Petrov N, Gill H. Slow-release patches in adolescent rowers. J Kettles. 2014;15(10):899-907.",
        "Petrov N, Gill H. Slow-release patches in adolescent rowers. J Kettles. 2013;14(10):988-97.",
        "Petrov N, Okafor C. Slow-release patches in adolescent rowers. J Kettles. 2014;15(10):988-97.",
        "Petrov N, Gill H. Slow-release patches in adolescent rowers. J Lids. 2014;15(10):988-97.",
    ],
)
def test_a_neighbours_record_was_taken_over_though_the_citation_contradicts_it(text: str) -> None:
    shared = sharing.Shared()
    settled = case(cited(TEXT))
    settled.found.append(PAPER)
    shared.learn(settled, PAPER)
    other, same = case(cited(text)), case(cited("1. " + TEXT))
    shared.offer([other, same])
    assert other.found == []
    assert same.found == [PAPER]
