"""Two references run together in one string are told apart where each surely cites a work; nothing else is parted."""

import pytest

from ccsvi_refs import auditing
from ccsvi_refs.model import Bibliography, Mention, Reference
from ccsvi_refs.resolving import Resolution, joining
from ccsvi_refs.resolving.cases import case
from tests.matching.works import record

ONE = record(
    "Slow-release patches in adolescent rowers", "Petrov Nils; Gill Hanna", "Journal of Kettles",
    "2014;15(10):988-997", DOI="10.5555/patches",
)  # fmt: skip
OTHER = record(
    "Lids of copper in the north", "Roe Jane; Doe Ann", "Annals of Lids", "2009;3(1):14-22", DOI="10.5555/lids"
)
FIRST = "Petrov N, Gill H. Slow-release patches in adolescent rowers. J Kettles. 2014;15(10):988-97."
SECOND = "Roe J, Doe A. Lids of copper in the north. Ann Lids. 2009;3(1):14-22."


def resolved(text: str) -> Resolution:
    asked = case(Reference({"id": "x"}, Mention(text)))
    asked.found += [ONE, OTHER]
    return joining.resolution(asked, ("mirror",))


@pytest.mark.parametrize("between", [" ", " doi:10.5555/patches. ", "\n", " and ", "; 2. "])
def test_the_second_of_two_references_in_one_string_was_lost(between: str) -> None:
    found = resolved(FIRST + between + SECOND)
    assert found.status == "matched"
    assert found.reference
    assert found.reference.identifier("doi") == "10.5555/patches"
    assert found.joined
    assert found.joined.doi == "10.5555/lids"
    assert [one.field for one in found.discrepancies] == []
    assert found.as_json()["joined"]["DOI"] == "10.5555/lids"
    assert "Lids of copper" in found.problems[0]


def test_what_is_wrong_with_the_first_of_two_is_still_told() -> None:
    found = resolved(FIRST.replace("15(10)", "16(10)") + " " + SECOND)
    assert [(one.field, one.cited) for one in found.discrepancies] == [("volume", "16")]


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        FIRST + " Reprinted in Ann Lids. 2009;3(1):14-22.",
        FIRST + " Erratum in: J Kettles. 2014;15(11):1102.",
        FIRST + " Epub 2013 Dec 12. Accessed 2020 Jan 5, p. 4.",
        FIRST + " Comment on: Roe J. Pots of clay. Pots 1999;3:4-9.",
    ],
)
def test_one_reference_was_taken_for_two(text: str) -> None:
    found = resolved(text)
    assert (found.joined, found.status) == (None, "matched")


def test_the_audit_says_that_an_entry_holds_two() -> None:
    found = resolved(f"{FIRST} {SECOND}")
    findings = auditing.audit(Bibliography((found.cited,)), [found])
    [told] = [one for one in findings if one.rule == "run-together"]
    assert (told.severity, "Lids of copper in the north (doi:10.5555/lids)" in told.message) == ("warning", True)
