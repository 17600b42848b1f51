"""What was not read is a finding, and so is what does not fit between text and list."""

from __future__ import annotations

from typing import get_args

from ccsvi_refs import auditing
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, InTextCitation, Problem, ProblemKind, Reference, Uncited

PLACE = Location("page.md", 7, 1)
RAW = Reference({"id": "raw", "type": "document"})


def rules(page: Bibliography) -> list[tuple[str, str]]:
    return [(finding.rule, finding.reference) for finding in auditing.audit(page, [])]


def test_every_kind_of_problem_has_its_rule() -> None:
    assert set(get_args(ProblemKind)) <= set(auditing.RULES)


def test_an_unread_entry_is_counted_and_found_with_its_text_and_place() -> None:
    problem = Problem("was not read", PLACE, "Our note", "unread-entry", "raw")
    page = Bibliography((RAW,), problems=(problem,), path="page.md")
    assert (page.entries, page.read) == (1, 0)
    [finding] = auditing.audit(page, [])
    assert (finding.rule, finding.reference, finding.cited) == ("unread-entry", "raw", "Our note")
    assert finding.location == PLACE


def test_a_page_in_which_nothing_was_found_is_not_clean() -> None:
    assert rules(Bibliography(path="page.md")) == [("no-references", "")]


def test_a_number_without_an_entry_and_an_entry_never_cited_are_findings() -> None:
    page = Bibliography(
        (RAW,),
        citations=(InTextCitation("number", "[7]", "7", PLACE), InTextCitation("key", "@x", "x", PLACE)),
        uncited=(Uncited("raw", PLACE),),
        path="page.md",
    )
    assert rules(page) == [("never-cited", "raw"), ("cited-without-entry", ""), ("key-without-entry", "")]


def test_a_citation_that_differs_from_its_entry_in_the_year_names_the_entry() -> None:
    citation = InTextCitation("name", "(Brown, 2015)", "Brown 2015", PLACE, near=("raw",))
    assert rules(Bibliography((RAW,), citations=(citation,), path="p")) == [("text-and-entry-differ", "raw")]
