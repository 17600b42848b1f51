"""JUnit XML: one test case a reference and one a link, failing where it has an error, and one for what is left.

The format has no standard; https://github.com/testmoapp/junitxml describes what readers have in common, Jenkins' schema
(https://github.com/jenkinsci/xunit-plugin, junit-10.xsd) is the strictest of those in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from ccsvi_refs.auditing import Finding
from ccsvi_refs.location import Location
from ccsvi_refs.reports.report import Audited, Report
from ccsvi_refs.text.printing import printable


def junit(report: Report) -> str:
    """Return the XML document, a suite for each input."""
    root = ET.Element("testsuites")
    for part in report.parts:
        root.append(_suite(part))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _suite(part: Audited) -> ET.Element:
    path = part.bibliography.path
    suite = ET.Element("testsuite", name=printable(path) or "ccsvi-refs")
    others, of_links = _parted(part)
    for name, findings in _cases(part, others):
        _case(suite, name, path, findings)
    for name, ignored, findings in _link_cases(part, of_links):
        case = _case(suite, name, path, findings)
        if ignored:
            ET.SubElement(case, "skipped", message=printable(ignored))
    for attribute, found in (("tests", "testcase"), ("failures", "testcase/failure"), ("skipped", "testcase/skipped")):
        suite.set(attribute, str(len(suite.findall(found))))
    suite.set("errors", "0")
    return suite


_Place = tuple[str, Location | None]


def _parted(part: Audited) -> tuple[list[Finding], dict[_Place, list[Finding]]]:
    """Return the findings that are about no link of the page, and those that are, by its address and place."""
    of_links: dict[_Place, list[Finding]] = {
        (status.url, status.location): [] for status in part.statuses if status.url
    }
    others: list[Finding] = []
    for finding in part.findings:
        place = (finding.cited, finding.location) if finding.source == "link" else ("", None)
        of_links.get(place, others).append(finding)
    return others, of_links


def _cases(part: Audited, findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield a case for each reference (where references were audited) and one for what is about none."""
    only_links = bool(part.statuses) and not part.resolutions
    cases: dict[str, list[Finding]] = {} if only_links else {reference.id: [] for reference in part.bibliography}
    for finding in findings:
        cases.setdefault(finding.reference, []).append(finding)
    for key, found in cases.items():
        yield key or "page", found


def _link_cases(part: Audited, findings: Mapping[_Place, list[Finding]]) -> Iterator[tuple[str, str, list[Finding]]]:
    """Yield a name, why it was not checked, and the findings of each link; the name stays when lines move."""
    times: Counter[str] = Counter()
    for status in part.statuses:
        if not status.url:
            continue
        times[status.url] += 1
        number = f" ({times[status.url]})" if times[status.url] > 1 else ""
        mine = findings[status.url, status.location]
        yield f"{status.url}{number}", status.reason if status.verdict == "ignored" else "", mine


def _case(suite: ET.Element, name: str, path: str, findings: Sequence[Finding]) -> ET.Element:
    case = ET.SubElement(suite, "testcase", name=printable(name), classname=printable(path or "ccsvi-refs"))
    errors: list[Finding] = []
    rest: list[Finding] = []
    for finding in findings:
        (errors if finding.severity == "error" and not finding.accepted else rest).append(finding)
    if errors:
        failure = ET.SubElement(case, "failure", message=printable(errors[0].message), type=errors[0].rule)
        failure.text = printable("\n".join(_line(finding) for finding in errors))
    if rest:
        ET.SubElement(case, "system-out").text = printable("\n".join(_line(finding) for finding in rest))
    return case


def _line(finding: Finding) -> str:
    place = f"{finding.location}: " if finding.location else ""
    correction = f" -> {finding.correction}" if finding.correction else ""
    return f"{place}{finding.severity} {finding.rule}: {finding.message}{correction}"
