"""The report an editor reads on a terminal: grouped by reference, then the corrected references, then a summary."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ccsvi_refs.auditing import Finding
from ccsvi_refs.model import Reference
from ccsvi_refs.reports.report import Audited, Report, counted, summary
from ccsvi_refs.text.printing import printable

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution

_STYLE = {
    "error": "bold red", "warning": "yellow", "info": "cyan",
    "matched": "green", "ambiguous": "yellow", "not-found": "bold red", "unavailable": "magenta",
    "ok": "green", "moved": "yellow", "broken": "bold red", "mismatch": "bold red", "retracted": "bold red",
    "blocked": "cyan", "timeout": "yellow", "unknown": "magenta", "ignored": "dim",
}  # fmt: skip

#: Wide enough that nothing is wrapped: a terminal wraps by itself, and a pipe wants whole lines.
_WIDTH = 100_000


def text(report: Report, colour: bool) -> str:
    """Return the report as text."""
    return _write(_lines(report), colour)


def resolutions_text(resolutions: Iterable[Resolution], colour: bool) -> str:
    """Return what was found for each reference."""
    return _write((line for resolution in resolutions for line in _resolution(resolution)), colour)


def links_text(statuses: Sequence[LinkStatus], colour: bool) -> str:
    """Return one line a link, and the counts."""
    return _write(_statuses(statuses), colour)


def _lines(report: Report) -> Iterator[Text]:
    for note in report.notes:
        yield _line((note, "italic"))
    if report.notes:
        yield Text()
    for part in report.parts:
        if len(report.parts) > 1:
            yield _line((part.bibliography.path, "bold underline"))
            yield Text()
        yield from _part(part)
    if report.corrected:
        yield _line(("Corrected references", "bold"))
        yield Text()
        yield from (Text(printable(line)) for line in report.corrected.rstrip("\n").split("\n"))
        yield Text()
    yield _closing(report)


def _part(part: Audited) -> Iterator[Text]:
    for reference in part.bibliography:
        yield from _group(reference, [finding for finding in part.findings if finding.reference == reference.id])
    known = {reference.id for reference in part.bibliography}
    loose = [finding for finding in part.findings if finding.reference not in known]
    for finding in loose:
        yield from _finding(finding)
    if loose:
        yield Text()


def _group(reference: Reference, findings: Sequence[Finding]) -> Iterator[Text]:
    place = f"  {reference.mention.location}" if reference.mention and reference.mention.location else ""
    yield _line((reference.id, "bold"), (place, "dim"))
    first = (reference.mention.text if reference.mention else "") or reference.title
    yield _line(("  " + " ".join(first.split())[:200], "dim"))
    if not findings:
        yield _line(("  nothing to correct", "green"))
    for finding in findings:
        yield from _finding(finding)
    yield Text()


def _finding(finding: Finding) -> Iterator[Text]:
    place = f"{finding.location}  " if finding.location and not finding.reference else ""
    yield _line(
        ("  " + place, "dim"),
        (f"{finding.severity:<8}", _STYLE[finding.severity]),
        (finding.rule, "bold"),
        (f"  {finding.message}", ""),
    )
    if finding.cited:
        yield _line((f"          cited       {finding.cited}", ""))
    if finding.registered:
        yield _line((f"          registered  {finding.registered}", ""), (f"  [{finding.source}]", "dim"))
    if finding.correction and finding.correction != finding.registered:
        yield _line(("          correct     ", ""), (finding.correction, "green"))


def _closing(report: Report) -> Text:
    counts = summary(report)
    found = ", ".join(counted(number, severity) for severity, number in counts["findings"].items())
    parts = [counted(counts["references"], "reference"), found, _listed(counts["resolutions"])]
    parts += [f"links: {_listed(counts['links'])}"] if counts["links"] else []
    return _line(("; ".join(part for part in parts if part), "bold"))


def _resolution(resolution: Resolution) -> Iterator[Text]:
    yield _line((resolution.id, "bold"), ("  ", ""), (resolution.status, _STYLE[resolution.status]),
                (f"  {resolution.confidence:.2f}" if resolution.status == "matched" else "", ""))  # fmt: skip
    if resolution.reference and resolution.status == "matched":
        identifiers = ", ".join(str(identifier) for identifier in resolution.reference.identifiers)
        yield _line((f"  {resolution.reference.title}", ""), (f"  {identifiers}", "dim"))
    for candidate in resolution.candidates[:5] if resolution.status == "ambiguous" else ():
        yield _line((f"  candidate   {candidate.label}", ""))
    if resolution.status == "not-found":
        yield _line((f"  no matching record found in {resolution.asked_text}", ""))
    if resolution.evidence and resolution.status != "matched":
        yield _line((f"  {resolution.evidence}", "dim"))
    for discrepancy in resolution.discrepancies:
        yield _line(
            (f"  {discrepancy.field:<16}  cited {discrepancy.cited!r}, registered {discrepancy.registered!r}", ""),
            (f"  [{discrepancy.source}]", "dim"),
        )
    for problem in resolution.problems:
        yield _line((f"  {problem}", "italic"))


def _statuses(statuses: Sequence[LinkStatus]) -> Iterator[Text]:
    """Yield the links by the reference they stand with, those of the page itself last."""
    groups: dict[str, list[LinkStatus]] = {status.reference: [] for status in statuses if status.reference}
    for status in statuses:
        groups.setdefault(status.reference, []).append(status)
    for reference, group in groups.items():
        yield _line((reference or "the page", "bold"))
        for status in group:
            yield from _status(status)
    counts: dict[str, int] = {}
    for status in statuses:
        counts[status.verdict] = counts.get(status.verdict, 0) + 1
    yield _line((f"{counted(len(statuses), 'link')}: {_listed(counts)}" if counts else "no links", "bold"))


def _status(status: LinkStatus) -> Iterator[Text]:
    place = f"{status.location}  " if status.location else ""
    target = f" -> {status.final_url}" if status.final_url and status.final_url != status.url else ""
    yield _line(
        (f"  {status.verdict:<10}", _STYLE[status.verdict]),
        (place, "dim"),
        (status.url or "(no address)", ""),
        (target, ""),
        (f"  {status.reason}", "dim"),
    )
    if status.archived:
        yield _line((f"            archived  {status.archived}", "green"))


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _line(*spans: tuple[str, str]) -> Text:
    return Text.assemble(*((printable(part).replace("\n", " "), style) for part, style in spans))


def _write(lines: Iterable[Text], colour: bool) -> str:
    buffer = io.StringIO()
    console = Console(
        file=buffer, force_terminal=colour, no_color=not colour, width=_WIDTH, highlight=False, soft_wrap=True
    )
    for line in lines:
        console.print(line, soft_wrap=True)
    return buffer.getvalue()
