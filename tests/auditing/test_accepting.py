"""Rules switched off, findings accepted until a day, a baseline of those that are known."""

import os
from dataclasses import replace
from datetime import date

import pytest

from ccsvi_refs.auditing import Finding, accept_findings, baseline, grave, weighed
from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.location import Location
from ccsvi_refs.settings import Settings

TITLE = Finding("title-differs", "the title differs", Location("docs/page.md", 3), "smith2001", "Wrong", "Right")
MISSING = Finding("no-identifier", "none is given", Location("docs/page.md", 3), "smith2001")
LINK = Finding("link-broken", "http://x.test: gone", Location("docs/page.md", 9), cited="http://x.test")
DAY = date(2027, 1, 31)


def accepting(**entry):
    known = {"rule": "title-differs", "reference": "smith2001", "reason": "a pun", "until": DAY}
    return Settings(accept=({**known, **entry},))


def test_a_rule_that_is_off_is_not_told_and_one_with_a_severity_of_its_own_has_it():
    settings = Settings(rules={"no-identifier": "off", "title-differs": "warning", "link-broken": "on"})
    found = weighed([TITLE, MISSING, LINK], settings)
    assert [(finding.rule, finding.severity) for finding in found] == [
        ("title-differs", "warning"), ("link-broken", "error"),
    ]  # fmt: skip
    assert grave(found, "error") == [LINK]


def test_an_unknown_rule_is_refused_with_the_one_that_was_meant():
    with pytest.raises(SettingsError, match="unknown rule 'title-difers'; did you mean 'title-differs'"):
        weighed([], Settings(rules={"title-difers": "off"}))


@pytest.mark.parametrize(
    ("entry", "fits"),
    [
        ({}, True),
        ({"reference": "smith*"}, True),
        ({"reference": "jones*"}, False),
        ({"rule": "year-differs"}, False),
        ({"reference": "", "path": "page.md"}, True),
        ({"reference": "", "path": "docs/*.md"}, True),
        ({"reference": "", "path": "other.md"}, False),
        ({"reference": "", "cited": "Wrong"}, True),
        ({"cited": "Wrong too"}, False),
    ],
)
def test_a_finding_is_accepted_where_all_that_is_said_of_it_fits(entry, fits):
    (found,) = weighed([TITLE], accepting(**entry), today=DAY)
    assert bool(found.accepted) is fits
    assert bool(grave([found], "info")) is not fits
    assert found.as_json()["accepted"] == ({"reason": "a pun", "until": "2027-01-31"} if fits else None)


@pytest.mark.parametrize(
    ("entry", "trouble"),
    [
        ({"reason": " "}, "gives no reason"),
        ({"until": None}, "has no end, until = a date"),
        ({"until": date(2027, 1, 30)}, "ended on 2027-01-30"),
        ({"rule": "tilte-differs"}, "names no rule: 'tilte-differs'; did you mean 'title-differs'?"),
        ({"reference": ""}, "says neither reference, path nor cited; a whole rule is switched off under rules"),
    ],
)
def test_an_entry_that_may_not_accept_is_itself_a_finding(entry, trouble):
    settings = accepting(**entry)
    assert weighed([TITLE], settings, today=DAY) == [TITLE]
    (found,) = accept_findings(settings, DAY)
    assert (found.rule, found.severity, found.message) == ("accept-entry", "error", f"accept[1] {trouble}")
    assert not list(accept_findings(accepting(), DAY))


def test_a_baseline_knows_findings_whatever_line_they_stand_on_and_each_as_often_as_it_was_there(tmp_path):
    path = tmp_path / "known.json"
    path.write_text(baseline.write([LINK, TITLE, LINK]), "utf-8")
    moved = replace(TITLE, location=Location("./docs/page.md", 30), registered="Right:")
    found = weighed([moved, LINK, LINK, LINK, MISSING], Settings(), baseline.read(path))
    assert [bool(finding.accepted) for finding in found] == [True, True, True, False, False]
    assert baseline.write(found[:3]) == path.read_text("utf-8")


def test_a_new_notice_is_not_known_because_an_old_one_was(tmp_path):
    old = Finding("corrected", "correction", Location("p.md", 1), "r", registered="Erratum 2019")
    path = tmp_path / "known.json"
    path.write_text(baseline.write([old]), "utf-8")
    known = baseline.read(path)
    found = weighed([old, replace(old, registered="Erratum 2024")], Settings(), known)
    assert [bool(finding.accepted) for finding in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "known.json:1: the baseline is not JSON"),
        ("[" * 100_000, "the baseline is not JSON"),
        ('{"links": []}', 'needs a list "findings"'),
        ('{"findings": [{"path": "x"}]}', 'needs a list "findings" of tables with a "rule"'),
        ('{"findings": [3]}', 'needs a list "findings"'),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path, text, message):
    path = tmp_path / "known.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        baseline.read(path)
    with pytest.raises(InputError, match="cannot be read"):
        baseline.read(tmp_path / "none.json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_baseline_that_is_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "known.json")
    with pytest.raises(InputError, match="the baseline cannot be read: is no file but a device or pipe"):
        baseline.read(tmp_path / "known.json")
