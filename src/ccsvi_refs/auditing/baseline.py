"""The findings that are known: a file beside the pages, so that a run fails on new ones only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any

from ccsvi_refs.auditing.finding import Finding
from ccsvi_refs.errors import InputError
from ccsvi_refs.files import contents
from ccsvi_refs.location import Location

#: Why a finding of the baseline is accepted.
KNOWN = "known since the baseline"
_SCHEMA = 1
_FIELDS = ("path", "rule", "reference", "cited", "registered")

#: What a finding is known by: path, rule, reference, cited and registered; lines come and go above it.
Key = tuple[str, str, str, str, str]


def key(finding: Finding) -> Key:
    """Return what a finding is known by; the registered value only where nothing is cited, since registries change."""
    path = PurePath(finding.location.path).as_posix() if finding.location else ""
    registered = "" if finding.cited else finding.registered
    return (path, finding.rule, finding.reference, finding.cited, registered)


def write(findings: Iterable[Finding]) -> str:
    """Return the baseline that knows these findings, as JSON with one a line, but for those the settings accept."""
    new = (finding for finding in findings if not finding.accepted or finding.accepted.reason == KNOWN)
    rows = [json.dumps(dict(zip(_FIELDS, row, strict=True)), ensure_ascii=False) for row in sorted(map(key, new))]
    listed = "\n" + ",\n".join(f"    {row}" for row in rows) + "\n  " if rows else ""
    return f'{{\n  "schema": {_SCHEMA},\n  "findings": [{listed}]\n}}\n'


def read(path: Path) -> Mapping[Key, int]:
    """Return how often a baseline file has each finding; InputError where it is none."""
    place = Location(str(path))
    try:
        data = contents(path)
    except InputError as error:
        raise InputError(f"the baseline cannot be read: {error.message}", place) from None
    try:
        return Counter(_key(row) for row in json.loads(data)["findings"])
    except (ValueError, RecursionError) as error:
        raise InputError("the baseline is not JSON", Location(str(path), getattr(error, "lineno", 0))) from None
    except (KeyError, TypeError, AttributeError):
        raise InputError('the baseline needs a list "findings" of tables with a "rule"', place) from None


def _key(row: Any) -> Key:
    path, rule, reference, cited, registered = (str(row.get(name) or "") for name in _FIELDS)
    if not rule:
        raise KeyError("rule")
    return path, rule, reference, cited, registered
