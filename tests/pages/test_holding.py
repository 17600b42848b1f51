"""Each record that a document holds goes with the entry that prints its work, in whatever order both stand."""

import itertools

import pytest

from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.pages import holding
from tests.formats.test_growth import counted


def entry(number, text, **fields):
    return Reference({"id": f"p{number}", "type": "document", **fields}, mention=Mention(text))


def record(number, title="", **fields):
    return Reference({"id": f"h{number}", "type": "article-journal", "title": title, **fields})


def notes(printed, held):
    """Return the note (its record's) of each entry, and the records that went with none."""
    found = holding.merged(printed, held)
    return [one.text("note") for one in found[: len(printed)]], [one.text("note") for one in found[len(printed) :]]


def test_records_in_another_order_than_their_entries_take_time_in_line_with_their_number():
    def calls(number):
        printed = [
            entry(each, f"{each}. Okafor B. Sediment of bay {each} and its grains. 2001.") for each in range(number)
        ]
        held = [
            record(each, f"Sediment of bay {each} and its grains", note=str(each)) for each in reversed(range(number))
        ]
        (taken, rest), calls = counted(lambda: notes(printed, held))
        assert (taken, rest) == ([str(each) for each in range(number)], [])
        return calls

    calls(1)
    assert calls(160) <= 4.4 * calls(40)


@pytest.mark.parametrize("held", list(itertools.permutations("abc")))
def test_a_title_that_stands_in_a_longer_one_waits_for_its_own_entry(held):
    printed = [
        entry(1, "Okafor B. Sediment of the shallow bays: a survey. 2001."),
        entry(2, "Marlow K. Sediment of the shallow bays. 2003."),
        entry(3, "Tenge R. On sediment of the shallow bays. 2004."),
    ]
    titles = {
        "a": "Sediment of the shallow bays: a survey",
        "b": "Sediment of the shallow bays",
        "c": "On sediment of the shallow bays",
    }
    assert notes(printed, [record(key, titles[key], note=key) for key in held]) == (["a", "b", "c"], [])


def test_a_doi_that_another_one_begins_with_is_not_printed_by_its_entry():
    printed = [entry(1, "Okafor B. Bays. doi:10.5555/s.12", DOI="10.5555/s.12"), entry(2, "Marlow K. doi:10.5555/s.1")]
    held = [record(1, DOI="10.5555/s.1", note="one"), record(2, DOI="10.5555/s.12", note="twelve")]
    assert notes(printed, held) == (["twelve", "one"], [])
    assert notes(printed[:1], held) == (["twelve"], ["one"])


def test_a_doi_says_more_than_the_title_that_two_works_share():
    printed = [
        entry(1, "Okafor B. Sediment of bays. doi:10.5555/a", DOI="10.5555/a"),
        entry(2, "Okafor B. Sediment of bays. doi:10.5555/b", DOI="10.5555/b"),
    ]
    held = [record(1, "Sediment of bays", DOI="10.5555/b", note="b"), record(2, "Sediment of bays", note="a")]
    assert notes(printed, held) == (["a", "b"], [])


def test_a_short_title_is_found_with_its_volume_and_page_alone():
    printed = [entry(1, "Bays and tides. Tides 12:100."), entry(2, "Okafor B. Tide. Sea 2001;7:31-9.")]
    assert notes(printed, [record(1, "Tide", volume="7", page="31-9", note="t")]) == (["", "t"], [])
    assert notes(printed, [record(1, "Tide", volume="7", note="t")]) == (["", ""], ["t"])
    assert notes(printed, [record(1, "Sediments", volume="7", note="t")]) == (["", ""], ["t"])


def test_works_of_one_title_go_with_their_entries_in_order_and_those_that_are_over_stay():
    printed = [entry(each, f"Okafor B. Sediment of bays. {each}.") for each in range(3)]
    held = [record(each, "Sediment of bays", note=str(each)) for each in range(4)]
    assert notes(printed, held) == (["0", "1", "2"], ["3"])


def test_a_record_that_says_nothing_goes_with_no_entry():
    assert notes([entry(1, "Okafor B. Bays. 2001.")], [record(1, "", note="n"), record(2, "—", note="d")]) == (
        [""],
        ["n", "d"],
    )
