"""Links to guidance that no longer holds: told, as a warning, and never as retracted."""

from ccsvi_refs.auditing.health import link_findings
from ccsvi_refs.links import LinkStatus, baseline
from ccsvi_refs.reports.links_report import links_text

SAID = "This guidance was withdrawn in 2021"
STATUS = LinkStatus("https://office.example/falls", "ok", f"answers: {SAID}", withdrawn=SAID)


def test_a_link_to_withdrawn_guidance_is_alive_and_a_warning_of_its_own():
    found = list(link_findings([STATUS]))
    assert [(one.rule, one.severity) for one in found] == [("link-withdrawn", "warning")]
    assert "withdrawn in 2021" in found[0].message
    assert "retract" not in found[0].message


def test_the_text_report_tells_it_in_any_detail():
    assert STATUS.url in links_text([STATUS], False)
    assert STATUS.url in links_text([STATUS], False, detail="quiet")


def test_a_reason_that_has_such_words_is_no_withdrawn_page():
    status = LinkStatus("https://office.example/falls", "ok", "answers; the page says that it no longer holds: water")
    assert list(link_findings([status])) == []


def test_a_baseline_takes_it_as_known_beside_a_lost_place(tmp_path):
    both = LinkStatus(STATUS.url, "ok", STATUS.reason, lost="rails", withdrawn=SAID)
    path = tmp_path / "known.json"
    path.write_text(baseline.write([both]))
    known = baseline.read(path)
    assert known == {(STATUS.url, "fragment"), (STATUS.url, "withdrawn")}
    assert [one.rule for one in link_findings([both], known)] == ["link-known-bad", "link-known-bad"]
    assert STATUS.url not in links_text([both], False, known=known)
    assert baseline.repaired(known, [both]) == []
    assert [url for url, _ in baseline.repaired(known, [STATUS])] == [STATUS.url]  # its place is there again
