"""The report an editor reads on a terminal: grouped by reference, then the corrected references, then a summary."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ccsvi_refs.auditing import Finding
from ccsvi_refs.model import Reference
from ccsvi_refs.reports.report import (
    Audited,
    Detail,
    Report,
    asking,
    conditions,
    counted,
    found,
    groups,
    heading,
    intake,
    summary,
)
from ccsvi_refs.text.printing import printable

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Resolution

#: How the terminal shows severities, statuses of resolutions and verdicts on links.
STYLE = {
    "error": "bold red", "warning": "yellow", "info": "cyan",
    "matched": "green", "ambiguous": "yellow", "not-found": "bold red", "unavailable": "magenta",
    "ok": "green", "moved": "yellow", "broken": "bold red", "mismatch": "bold red", "retracted": "bold red",
    "blocked": "cyan", "timeout": "yellow", "unknown": "magenta", "ignored": "dim",
}  # fmt: skip

#: Rules whose findings drown the others, and what their references have in common.
_SUMMED = frozenset({"no-identifier"})
_SUMMED_WHERE_MANY = frozenset({"not-checked", "outside-registries"})
_MANY = 3
_NAMED = 8
_MEANING = {
    "no-identifier": "without DOI, PMID or PMCID, though the work has one",
    "not-checked": "could not be checked",
    "outside-registries": "in no registry that was asked, as many works of the kind",
}

#: Wide enough that nothing is wrapped: a terminal wraps by itself, and a pipe wants whole lines.
_WIDTH = 100_000


def text(report: Report, colour: bool, detail: Detail = "normal") -> str:
    """Return the report as text: all that is wrong first, then what was put right, summed up, asked and counted."""
    return _write(_lines(report, detail), colour)


def resolutions_text(resolutions: Iterable[Resolution], colour: bool) -> str:
    """Return what was found for each reference."""
    return _write((line for resolution in resolutions for line in _resolution(resolution)), colour)


def links_text(statuses: Sequence[LinkStatus], colour: bool) -> str:
    """Return one line a link, and the counts."""
    return _write(_statuses(statuses), colour)


def _lines(report: Report, detail: Detail) -> Iterator[Text]:
    for part in report.parts:
        shown = list(_part(part, detail, summed(report, detail)))
        if len(report.parts) > 1 and shown:
            yield _line((part.bibliography.path, "bold underline"))
            yield Text()
        yield from shown
    if report.corrected and detail != "quiet":
        yield _line(("Corrected references", "bold"))
        yield Text()
        for each in report.corrected:
            yield _line((f"{each.number} {each.id}".strip(), "bold"))
            yield from (Text("  " + printable(line)) for line in each.text.split("\n"))
            for finding in each.left:
                yield _line((f"  to be put in: {finding.correction} ({finding.rule})", "dim"))
            yield Text()
    yield from _closing(report, detail)


def summed(report: Report, detail: Detail) -> frozenset[str]:
    """Return the rules whose findings are counted in a line at the end instead of told one by one."""
    if detail == "verbose":
        return frozenset()
    often = {rule for rule in _SUMMED_WHERE_MANY if sum(f.rule == rule for f in report.open) > _MANY}
    return frozenset(_SUMMED | often)


def _part(part: Audited, detail: Detail, summed_up: frozenset[str]) -> Iterator[Text]:
    for reference, findings in groups(part):
        shown = [finding for finding in findings if _is_shown(finding, detail, summed_up)]
        if reference is None:
            yield from (line for finding in shown for line in _finding(finding, detail))
            yield from [Text()] if shown else []
        elif shown or detail == "verbose":
            yield from _group(reference, shown, detail)


def _is_shown(finding: Finding, detail: Detail, summed_up: frozenset[str]) -> bool:
    if detail == "verbose":
        return True
    if finding.accepted or finding.rule in summed_up:
        return False
    return detail == "normal" or finding.severity != "info"


def _group(reference: Reference, findings: Sequence[Finding], detail: Detail) -> Iterator[Text]:
    place = f"  {reference.mention.location}" if reference.mention and reference.mention.location else ""
    yield _line((heading(reference), "bold"), (place, "dim"))
    first = (reference.mention.text if reference.mention else "") or reference.title
    yield _line(("  " + " ".join(first.split())[:200], "dim"))
    if not findings:
        yield _line(("  nothing to correct", "green"))
    for finding in findings:
        yield from _finding(finding, detail)
    yield Text()


def _finding(finding: Finding, detail: Detail) -> Iterator[Text]:
    place = f"{finding.location}  " if finding.location and not finding.reference else ""
    yield _line(
        ("  " + place, "dim"),
        (f"{finding.severity:<8}", STYLE[finding.severity]),
        (finding.rule, "bold"),
        (f"  {finding.message}", ""),
    )
    if finding.cited:
        yield _line((f"          cited       {finding.cited}", ""))
    if finding.registered:
        yield _line(
            (f"          registered  {finding.registered}", ""),
            (f"  [{finding.source}]" if finding.source else "", "dim"),
        )
    if finding.correction and finding.correction != finding.registered:
        yield _line(("          correct     ", ""), (finding.correction, "green"))
    if finding.accepted:
        until = f", until {finding.accepted.until}" if finding.accepted.until else ""
        yield _line((f"          accepted    {finding.accepted.reason}{until}", "dim"))
    if finding.evidence and detail == "verbose":
        yield _line((f"          evidence    {finding.evidence}", "dim"))


def _closing(report: Report, detail: Detail) -> Iterator[Text]:
    """Yield what was summed up, what needs nothing, what was asked, and the counts."""
    counts = summary(report)
    if detail != "quiet":
        yield from (_line((line, "")) for line in _sums(report, summed(report, detail)))
    yield from (_line((note, "italic")) for note in conditions(report))
    if report.resolutions:
        yield _line((asking(report), "italic"))
    parts = [intake(counts), found(counts), _listed(counts["resolutions"])]
    parts += [f"links: {_listed(counts['links'])}"] if counts["links"] else []
    yield _line(("; ".join(part for part in parts if part), "bold"))


def _sums(report: Report, summed_up: frozenset[str]) -> Iterator[str]:
    for rule, meaning in _MEANING.items():
        about = [finding for finding in report.open if finding.rule == rule]
        if about and rule in summed_up:
            named = ", ".join(finding.number or finding.reference for finding in about[:_NAMED])
            more = f" and {len(about) - _NAMED} more" if len(about) > _NAMED else ""
            yield f"{counted(len(about), 'reference')} {meaning} ({rule}): {named}{more}; --verbose tells each"
    told = {finding.reference for finding in report.findings}
    if fine := sum(found.status == "matched" and found.id not in told for found in report.resolutions):
        yield f"{counted(fine, 'reference')}: nothing to correct"


def _resolution(resolution: Resolution) -> Iterator[Text]:
    yield _line((resolution.id, "bold"), ("  ", ""), (resolution.status, STYLE[resolution.status]),
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
        (f"  {status.verdict:<10}", STYLE[status.verdict]),
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
