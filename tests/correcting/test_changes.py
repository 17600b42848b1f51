"""Changes in a text: made where they belong, in any order, and only those that are wanted."""

import datetime

import pytest

from ccsvi_refs.auditing import RULES, Acceptance, Finding
from ccsvi_refs.correcting import changes
from ccsvi_refs.correcting.changes import Change, Choice
from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.resolving.resolution import Asked

PLACE = Location("page.md", 3)


def made(start, end, text, rule="volume-differs", reference="a", *, certain=True):
    return Change(start, end, text, rule, reference, "crossref", "2026-11-27", certain, PLACE)


def test_changes_are_made_from_any_order_and_insertions_stand_before_what_was_there():
    given = [made(8, 8, "(4)"), made(0, 4, "2010"), made(9, 12, "")]
    assert changes.applied("2009;80:392", [given[1], given[0]]) == "2010;80:(4)392"
    assert changes.applied("a" * 12, given) == "2010aaaa(4)a"
    assert changes.applied("same", []) == "same"


@pytest.mark.parametrize("given", [[made(0, 3, ""), made(2, 4, "")], [made(0, 9, "")], [made(3, 2, "")]])
def test_changes_that_overlap_or_leave_the_text_are_refused_and_not_half_made(given):
    with pytest.raises(ValueError, match="overlaps"):
        changes.applied("text", given)


def test_what_overlaps_is_told_apart():
    first, second, third = made(0, 3, "x"), made(2, 4, "y"), made(4, 4, "z")
    assert changes.apart([third, second, first]) == ([first, third], [second])
    assert changes.apart([third, third]) == ([third], [third])


def test_doubtful_changes_wait_until_they_are_asked_for_and_others_are_not_spoken_of():
    sure, doubtful = made(5, 6, "x"), made(1, 2, "y", "title-differs", "b", certain=False)
    assert changes.wanted([sure, doubtful], Choice()) == ([sure], [doubtful])
    assert changes.wanted([sure, doubtful], Choice(unsafe=True)) == ([doubtful, sure], [])
    assert changes.wanted([sure, doubtful], Choice(rules=frozenset({"volume-differs"}))) == ([sure], [])
    assert changes.wanted([sure, doubtful], Choice(references=frozenset({"b"}))) == ([], [doubtful])


def test_a_change_names_the_day_its_own_source_was_asked():
    days = [datetime.datetime(2026, 11, day, tzinfo=datetime.UTC) for day in (20, 21)]
    asked = (Asked("crossref", days[0]), Asked("pubmed", days[1]), Asked("datacite", None))
    resolution = Resolution(Reference({"id": "a"}), "matched", asked=asked)
    finding = Finding("volume-differs", "wrong", PLACE, "a", source="crossref", correction="2")
    found = changes.change(finding, resolution, 1, 2, "2")
    assert (found.date, found.certain, found.location) == ("2026-11-20", True, PLACE)
    assert changes.asked_on(resolution, "pubmed, crossref") == "2026-11-21"
    assert changes.asked_on(Resolution(Reference({"id": "a"}), "matched"), "curated") == ""


def test_only_findings_that_say_what_should_stand_are_corrected():
    good = Finding("volume-differs", "wrong", PLACE, "a", correction="2")
    others = [
        Finding("volume-differs", "wrong", PLACE, "a"),
        Finding("volume-differs", "wrong", PLACE, "a", correction="2", accepted=Acceptance("known")),
        Finding("published-version", "wrong", PLACE, "a", correction="DOI 10.1/a"),
    ]
    assert changes.correctable([*others, good]) == [good]
    assert not changes.CERTAIN & changes.DOUBTFUL
    assert RULES.keys() >= changes.CERTAIN | changes.DOUBTFUL
