"""Prints how many fixtures of each category of the official suite passed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

_FIXTURE = re.compile(r"test_suite\.py::test_fixture\[([a-z]+)_")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed", "xfailed"):
        for report in terminalreporter.stats.get(outcome, []):
            found = _FIXTURE.search(report.nodeid)
            if found:
                counts.setdefault(found[1], Counter())[outcome] += 1
    if not counts:
        return
    terminalreporter.section("official CSL test suite, by category")
    total: Counter[str] = Counter()
    for category, one in sorted(counts.items()):
        terminalreporter.write_line(f"{category:16}{one['passed']:4} of {sum(one.values()):4}")
        total.update(one)
    terminalreporter.write_line(f"{'all':16}{total['passed']:4} of {sum(total.values()):4}")
