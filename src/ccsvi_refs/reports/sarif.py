"""SARIF 2.1.0, which code hosts show beside the lines: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from ccsvi_refs._version import __version__
from ccsvi_refs.auditing import RULES, Finding, RuleCode
from ccsvi_refs.auditing.documented import explained
from ccsvi_refs.location import Location
from ccsvi_refs.reports.report import Report
from ccsvi_refs.text.printing import escaped, printable

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(report: Report) -> str:
    """Return one run with the register of rules and every finding."""
    findings = report.findings
    used: list[RuleCode] = sorted({finding.rule for finding in findings})  # pyright: ignore[reportAssignmentType]
    driver = {"name": "ccsvi-refs", "version": __version__, "rules": [_rule(code) for code in used]}
    results = [_result(finding, used.index(finding.rule)) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(code: RuleCode) -> dict[str, Any]:
    rule = RULES[code]
    heading, _, said = (explained(code) or "").strip().partition("\n")
    return {
        "id": code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": said or rule.summary, "markdown": f"{heading}\n\n{said}" if said else rule.summary},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    details = (
        ("was", finding.was), ("cited", finding.cited), ("registered", finding.registered),
        ("correct", finding.correction),
    )  # fmt: skip
    lines = [finding.message, *(f"{word}: {value}" for word, value in details if value)]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "message": {"text": printable("\n".join(lines))},
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    if finding.accepted:
        result["suppressions"] = [{"kind": "external", "justification": printable(finding.accepted.reason)}]
    if finding.location:
        result["locations"] = [{"physicalLocation": _place(finding.location)}]
    return result


def _place(location: Location) -> dict[str, Any]:
    uri = quote(PurePath(location.path).as_posix())
    place: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if location.line:
        place["region"] = {"startLine": location.line} | ({"startColumn": location.column} if location.column else {})
    return place


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when lines above the finding come and go."""
    path = finding.location.path if finding.location else ""
    identity = "\0".join((finding.rule, path, finding.reference, finding.cited))
    return sha256(identity.encode("utf-8", "replace")).hexdigest()
