"""The form that filters and sorts the entries; it is there for those who have scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ccsvi_refs.auditing import Finding
from ccsvi_refs.reports.html.rows import GRAVITIES, STATUS, Gravity, LinkRow, Row, Rows, gravity
from ccsvi_refs.reports.report import counted

_GRAVITY: dict[Gravity, str] = {
    "error": "errors", "warning": "warnings", "info": "info", "accepted": "accepted alone", "none": "no finding",
}  # fmt: skip
_ORDERS = {"page": "as on the page", "severity": "gravest first", "newest": "newest first", "oldest": "oldest first"}


def form(parts: Sequence[Rows]) -> str:
    """Return the form, empty where there is nothing to choose from."""
    entries = [each for part in parts for each in part.entries]
    pages = [part.page for part in parts if part.page]
    if len(entries) + len(pages) < 2:
        return ""
    gravities: Counter[Gravity] = Counter([*(each.gravity for each in entries), *map(gravity, pages)])
    rules = Counter(rule for found in (*(each.findings for each in entries), *pages) for rule in _rules(found))
    verdicts = Counter(verdict for each in entries for verdict in _verdicts(each))
    statuses = Counter(each.resolution.status for each in entries if isinstance(each, Row) and each.resolution)
    return (
        '<form id="choose" class="scripted" role="search" aria-label="Filter and sort">'
        f"<fieldset><legend>Show</legend>{_boxes(gravities)}</fieldset>"
        '<label>Text <input type="search" name="text" autocomplete="off"></label>'
        f"{_select('rule', 'Rule', [(rule, rule, number) for rule, number in sorted(rules.items())])}"
        f"{_select('verdict', 'Links', [(verdict, verdict, number) for verdict, number in sorted(verdicts.items())])}"
        f"{_select('status', 'Registries', [(key, STATUS[key], statuses[key]) for key in STATUS if statuses[key]])}"
        f"{_order()}"
        '<button type="reset">Show all</button>'
        f'<output role="status">{counted(len(entries) + len(pages), "entry")}</output></form>'
    )


def _boxes(gravities: Counter[Gravity]) -> str:
    return "".join(
        f'<label><input type="checkbox" name="severity" value="{kind}" checked> '
        f"{_GRAVITY[kind]} ({gravities[kind]})</label>"
        for kind in GRAVITIES
        if gravities[kind]
    )


def _rules(findings: Iterable[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


def _verdicts(each: Row | LinkRow) -> set[str]:
    return {each.status.verdict} if isinstance(each, LinkRow) else {status.verdict for status in each.statuses}


def _select(name: str, label: str, choices: Sequence[tuple[str, str, int]]) -> str:
    """Return a choice between values, each with its words and how many entries have it."""
    options = "".join(f'<option value="{key}">{words} ({number})</option>' for key, words, number in choices)
    if not options:
        return ""
    return f'<label>{label} <select name="{name}"><option value="">any</option>{options}</select></label>'


def _order() -> str:
    options = "".join(f'<option value="{key}">{words}</option>' for key, words in _ORDERS.items())
    return f'<label>Order <select name="order">{options}</select></label>'
