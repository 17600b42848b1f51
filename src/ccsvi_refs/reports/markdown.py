"""Markdown for a job summary or an issue: a table of counts, then the findings by reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ccsvi_refs.auditing import Finding
from ccsvi_refs.reports.report import Audited, Report, summary
from ccsvi_refs.text.printing import one_line, printable

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
    yield "| references | errors | warnings | info | links |"
    yield "|---|---|---|---|---|"
    links = ", ".join(f"{number} {verdict}" for verdict, number in counts["links"].items()) or "not checked"
    found = counts["findings"]
    yield f"| {counts['references']} | {found['error']} | {found['warning']} | {found['info']} | {links} |"
    for note in report.notes:
        yield f"\n*{_escaped(note)}*"
    for part in report.parts:
        yield from _part(part)
    if report.corrected:
        yield "\n## Corrected references\n"
        yield from ("    " + printable(line) for line in report.corrected.rstrip("\n").split("\n"))


def _part(part: Audited) -> Iterator[str]:
    if not part.findings:
        return
    yield f"\n## {_escaped(part.bibliography.path)}"
    known = [reference.id for reference in part.bibliography]
    for key in known:
        yield from _group(key, [finding for finding in part.findings if finding.reference == key])
    yield from _group("page", [finding for finding in part.findings if finding.reference not in known])


def _group(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"\n### {_escaped(title)}\n"
    for finding in findings:
        place = f" ({_escaped(str(finding.location))})" if finding.location else ""
        yield f"- **{finding.severity}** {finding.rule}: {_escaped(finding.message)}{place}"
        for word, value in (("cited", finding.cited), ("correct", finding.correction)):
            if value:
                yield f"    - {word}: {_escaped(value)}"


def _escaped(text: str) -> str:
    return _CALL.sub("\\g<0>\u200b", _SPECIAL.sub(r"\\\1", one_line(text)))
