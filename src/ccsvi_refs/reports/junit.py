"""JUnit XML: one test case a reference, failing where it has an error, and one for all that is about no reference.

The format has no standard; https://github.com/testmoapp/junitxml describes what readers have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ccsvi_refs.auditing import Finding
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
    cases: dict[str, list[Finding]] = {reference.id: [] for reference in part.bibliography}
    for finding in part.findings:
        cases.setdefault(finding.reference, []).append(finding)
    suite = ET.Element("testsuite", name=printable(path) or "ccsvi-refs", tests=str(len(cases)))
    for key, findings in cases.items():
        _case(suite, key or "page", path, findings)
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    return suite


def _case(suite: ET.Element, name: str, path: str, findings: Sequence[Finding]) -> None:
    case = ET.SubElement(suite, "testcase", name=printable(name), classname=printable(path or "ccsvi-refs"))
    errors = [finding for finding in findings if finding.severity == "error" and not finding.accepted]
    if errors:
        failure = ET.SubElement(case, "failure", message=printable(errors[0].message), type=errors[0].rule)
        failure.text = printable("\n".join(_line(finding) for finding in errors))
    if rest := [finding for finding in findings if finding not in errors]:
        ET.SubElement(case, "system-out").text = printable("\n".join(_line(finding) for finding in rest))


def _line(finding: Finding) -> str:
    place = f"{finding.location}: " if finding.location else ""
    correction = f" -> {finding.correction}" if finding.correction else ""
    return f"{place}{finding.severity} {finding.rule}: {finding.message}{correction}"
