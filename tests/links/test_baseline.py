"""A run that knows its old troubles fails on new ones only."""

import json

import pytest

from ccsvi_refs.auditing import audit_links
from ccsvi_refs.errors import InputError
from ccsvi_refs.links import LinkStatus, baseline

STATUSES = [
    LinkStatus("https://a.example/", "ok"),
    LinkStatus("https://b.example/", "broken", "not found (404)"),
    LinkStatus("https://c.example/", "blocked"),
    LinkStatus("https://d.example/", "retracted", "the page says so"),
]


def test_what_was_written_is_known_when_read_again(tmp_path):
    path = tmp_path / "known.json"
    path.write_text(baseline.write(STATUSES))
    known = baseline.read(path)
    assert known == {("https://b.example/", "broken"), ("https://d.example/", "retracted")}
    rules = [finding.rule for finding in audit_links(STATUSES, known)]
    assert rules == ["link-known-bad", "link-blocked", "link-known-bad"]


def test_a_link_that_is_bad_in_another_way_is_new(tmp_path):
    path = tmp_path / "known.json"
    path.write_text(baseline.write(STATUSES))
    known = baseline.read(path)
    worse = [LinkStatus("https://b.example/", "retracted"), LinkStatus("https://e.example/", "broken")]
    assert [finding.rule for finding in audit_links(worse, known)] == ["link-retracted", "link-broken"]


def test_a_moved_link_is_known_as_moved_until_it_is_bad_in_another_way_or_good():
    moved = LinkStatus("https://a.example/old", "moved", correction="https://a.example/new")
    known = frozenset((row["url"], row["verdict"]) for row in json.loads(baseline.write([moved]))["links"])
    assert known == {("https://a.example/old", "moved")}
    assert [one.rule for one in audit_links([moved], known)] == ["link-known-bad"]
    assert [one.rule for one in audit_links([LinkStatus(moved.url, "broken")], known)] == ["link-broken"]
    assert baseline.repaired(known, [moved]) == []
    assert baseline.repaired(known, [LinkStatus(moved.url, "ok")])[0][1].startswith("no longer moved")
    assert baseline.repaired({(moved.url, "broken")}, [moved])[0][1].startswith("no longer broken")


def test_the_file_has_one_link_a_line_and_an_empty_one_is_valid():
    assert len(baseline.write(STATUSES).splitlines()) == 7
    assert json.loads(baseline.write([])) == {"schema": 1, "links": []}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{", "not JSON"),
        ("[]", "needs a list"),
        ('{"links": [1]}', "needs a list"),
        ('{"links": [{"url": 1}]}', "needs a"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_with_its_path(tmp_path, text, wrong):
    path = tmp_path / "known.json"
    path.write_text(text)
    with pytest.raises(InputError, match=wrong) as caught:
        baseline.read(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_missing_is_said_to_be(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        baseline.read(tmp_path / "none.json")
