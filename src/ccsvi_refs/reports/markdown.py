"""Markdown for a job summary or an issue: a table of counts, then the findings by reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ccsvi_refs.auditing import Finding
from ccsvi_refs.reports.report import Audited, Report, asking, conditions, groups, heading, passed_over, summary
from ccsvi_refs.text.printing import one_line

#: https://spec.commonmark.org/0.31.2/#backslash-escapes; the rest of ASCII punctuation means nothing inside a line.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
#: What calls a person or another issue where the report is pasted, escaped or not.
_CALL = re.compile(r"[@#](?=\w)|\bGH-(?=\d)")


def markdown(report: Report) -> str:
    """Return the report as GitHub-flavoured Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    counts = summary(report)
    yield "# References"
    yield ""
    yield "| entries | read | errors | warnings | info | accepted | links |"
    yield "|---|---|---|---|---|---|---|"
    links = ", ".join(f"{number} {verdict}" for verdict, number in counts["links"].items()) or "not checked"
    found = counts["findings"]
    cells = (counts["entries"], counts["read"], *found.values(), counts["accepted"], links)
    yield f"| {' | '.join(map(str, cells))} |"
    for note in conditions(report):
        yield f"\n*{_escaped(note)}*"
    if told := passed_over(report):
        yield f"\n*{_escaped(told)}*"
    if report.resolutions:
        yield f"\n*{_escaped(asking(report))}*"
    for part in report.parts:
        yield from _part(part)
    if report.corrected:
        yield "\n## Corrected references\n"
        for each in report.corrected:
            yield f"- {_escaped(each.number)} {_escaped(each.text)}".replace("-  ", "- ")
            yield from (f"    - to be put in: {_escaped(finding.correction)} ({finding.rule})" for finding in each.left)


def _part(part: Audited) -> Iterator[str]:
    if all(finding.accepted for finding in part.findings):
        return
    yield f"\n## {_escaped(part.bibliography.path)}"
    for reference, findings in groups(part):
        open_ = [finding for finding in findings if not finding.accepted]
        yield from _group(heading(reference) if reference else "page", open_)


def _group(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"\n### {_escaped(title)}\n"
    for finding in findings:
        place = f" ({_escaped(str(finding.location))})" if finding.location else ""
        yield f"- **{finding.severity}** {finding.rule}: {_escaped(finding.message)}{place}"
        for word, value in (("was", finding.was), ("cited", finding.cited), ("correct", finding.correction)):
            if value:
                yield f"    - {word}: {_escaped(value)}"


def _escaped(text: str) -> str:
    return _CALL.sub("\\g<0>\u200b", _SPECIAL.sub(r"\\\1", one_line(text)))
