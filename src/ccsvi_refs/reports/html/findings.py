"""A finding as HTML: how grave, under which rule, what and where; what was cited beside what is registered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccsvi_refs.auditing import Finding
from ccsvi_refs.location import Location
from ccsvi_refs.registries.table import title
from ccsvi_refs.reports.html.marking import beside
from ccsvi_refs.reports.html.markup import link, rows, text

#: Longer values stand below the message, even where it has them.
_SHORT = 60


def findings(several: Iterable[Finding], near: Location | None = None, *, linked: bool = False) -> str:
    """Return findings as a list; the place ``near`` which they stand is not repeated.

    ``linked`` is whether the links that they are about stand beside them.
    """
    shown = "".join(_finding(finding, near, linked) for finding in several)
    return f'<ul class="findings">{shown}</ul>' if shown else ""


def place(location: Location | None, near: Location | None = None) -> str:
    """Return a place in words, the path left out where it is that of what stands ``near``."""
    if location is None:
        return ""
    path = "" if near and near.path == location.path else link(location.path)
    line = f"line {location.line}" if location.line else ""
    column = f"column {location.column}" if location.line and location.column else ""
    return ", ".join(filter(None, (path, line, column)))


def _finding(finding: Finding, near: Location | None, linked: bool) -> str:
    kind = "accepted" if finding.accepted else finding.severity
    shown = f"{finding.severity}, accepted" if finding.accepted else finding.severity
    where = "" if finding.location == near else place(finding.location, near)
    at = f' <span class="at">{where}</span>' if where else ""
    said = "" if _says_all(finding) else _links(finding, linked) if finding.source == "link" else _values(finding)
    return (
        f'<li class="{kind}"><strong class="severity">{shown}</strong> '
        f'<a class="rule" href="#rule-{finding.rule}">{finding.rule}</a> '
        f"<bdi>{text(finding.message)}</bdi>{_by(finding)}{at}{said}{rows(('accepted', _accepted(finding)))}</li>"
    )


def _says_all(finding: Finding) -> bool:
    """Return whether the message has every value of the finding, each of them short."""
    values = {finding.was, finding.cited, finding.registered, finding.correction} - {""}
    return all(
        len(value) <= _SHORT and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", finding.message) for value in values
    )


def _by(finding: Finding) -> str:
    if finding.source == "link" or not (finding.source and finding.registered):
        return ""
    return f' <span class="by">{text(", ".join(title(name) for name in finding.source.split(", ")))}</span>'


def _links(finding: Finding, linked: bool) -> str:
    if linked:
        return ""
    leads = link(finding.registered) if finding.registered else ""
    instead = link(finding.correction) if finding.correction not in ("", finding.registered) else ""
    return rows(("leads to", leads), ("instead", instead))


def _values(finding: Finding) -> str:
    right = finding.registered or finding.correction
    was = finding.cited or finding.was
    said, meant = beside(was, right) if was and right else (text(was), text(right))
    return rows(
        ("was", said if not finding.cited else text(finding.was)),
        ("cited", said if finding.cited else ""),
        ("registered" if finding.registered else "correct", meant),
        ("correct", text(finding.correction) if finding.correction != right else ""),
    )


def _accepted(finding: Finding) -> str:
    if not finding.accepted:
        return ""
    until = f", until {finding.accepted.until}" if finding.accepted.until else ""
    return text(f"{finding.accepted.reason}{until}")
