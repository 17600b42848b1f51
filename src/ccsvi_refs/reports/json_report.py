"""The JSON shapes that others build on; docs/reference/json.md describes them, docs/reference/schemas checks them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ccsvi_refs.reports.report import Report, summary
from ccsvi_refs.text.printing import escaped

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution


def audit_json(report: Report) -> str:
    """Return ``{"findings": [...], "summary": {...}}``."""
    return _dump({"findings": [finding.as_json() for finding in report.findings], "summary": summary(report)})


def changes_json(report: Report, lock: Mapping[str, Any]) -> str:
    """Return ``{"findings": [...], "summary": {...}, "lock": {...}}``."""
    findings = [finding.as_json() for finding in report.findings]
    return _dump({"findings": findings, "summary": summary(report), "lock": dict(lock)})


def resolutions_json(resolutions: Iterable[Resolution]) -> str:
    """Return the array of resolutions."""
    return _dump([resolution.as_json() for resolution in resolutions])


def resolutions_jsonl(resolutions: Iterable[Resolution]) -> str:
    """Return one resolution a line."""
    return "".join(escaped(json.dumps(resolution.as_json(), ensure_ascii=False)) + "\n" for resolution in resolutions)


def links_json(statuses: Iterable[LinkStatus]) -> str:
    """Return the array of link statuses."""
    return _dump([status.as_json() for status in statuses])


def _dump(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
