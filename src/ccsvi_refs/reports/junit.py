"""JUnit XML: one test case a reference, failing where it has an error, and one for all that is about no reference.

The format has no standard; https://github.com/testmoapp/junitxml describes what readers have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ccsvi_refs.auditing import Finding
from ccsvi_refs.reports.plain import printable
from ccsvi_refs.reports.report import Report


def junit(report: Report) -> str:
    """Return the XML document."""
    cases = {reference.id: (path, []) for path, reference in _references(report)}  # type: dict[str, tuple[str, list[Finding]]]
    for finding in report.findings:
        cases.setdefault(finding.reference, (_path(finding), []))[1].append(finding)
    suite = ET.Element("testsuite", name="ccsvi-refs", tests=str(len(cases)))
    for key, (path, findings) in cases.items():
        _case(suite, key or "page", path, findings)
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _references(report: Report):  # type: ignore[no-untyped-def]
    return [(b.path, reference) for b in report.bibliographies for reference in b]


def _path(finding: Finding) -> str:
    return finding.location.path if finding.location else ""


def _case(suite: ET.Element, name: str, path: str, findings: Sequence[Finding]) -> None:
    case = ET.SubElement(suite, "testcase", name=printable(name), classname=printable(path or "ccsvi-refs"))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        failure = ET.SubElement(case, "failure", message=printable(errors[0].message), type=errors[0].rule)
        failure.text = printable("\n".join(_line(finding) for finding in errors))
    if rest := [finding for finding in findings if finding.severity != "error"]:
        ET.SubElement(case, "system-out").text = printable("\n".join(_line(finding) for finding in rest))


def _line(finding: Finding) -> str:
    place = f"{finding.location}: " if finding.location else ""
    correction = f" -> {finding.correction}" if finding.correction else ""
    return f"{place}{finding.severity} {finding.rule}: {finding.message}{correction}"
