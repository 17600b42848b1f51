"""Links to guidance that no longer holds: told, as a warning, and never as retracted."""

from ccsvi_refs.auditing.health import link_findings
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.links.status import WITHDRAWN
from ccsvi_refs.reports.links_report import links_text

STATUS = LinkStatus("https://office.example/falls", "ok", f"answers; {WITHDRAWN}: This guidance was withdrawn in 2021")


def test_a_link_to_withdrawn_guidance_is_alive_and_a_warning_of_its_own():
    found = list(link_findings([STATUS]))
    assert [(one.rule, one.severity) for one in found] == [("link-withdrawn", "warning")]
    assert "withdrawn in 2021" in found[0].message
    assert "retract" not in found[0].message


def test_the_text_report_tells_it_in_any_detail():
    assert STATUS.url in links_text([STATUS], False)
    assert STATUS.url in links_text([STATUS], False, detail="quiet")
