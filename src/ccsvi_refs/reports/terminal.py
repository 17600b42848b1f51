"""The report an editor reads on a terminal: grouped by reference, then the corrected references, then a summary."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ccsvi_refs.auditing import Finding
from ccsvi_refs.model import Reference
from ccsvi_refs.reports.report import (
    NAMED,
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
    passed_over,
    summary,
)
from ccsvi_refs.text.printing import few, printable

if TYPE_CHECKING:
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
_OF_LOCK = frozenset({"now-locked", "kept-unasked"})
_SUMMED_WHERE_MANY = frozenset({"not-checked", "outside-registries", *_OF_LOCK})
_MANY = 3
_MEANING = {
    "no-identifier": "without DOI, PMID or PMCID, though the work has one",
    "not-checked": "could not be checked",
    "outside-registries": "in no registry that was asked, as many works of the kind",
    "now-locked": "new in references.lock",
    "kept-unasked": "could not be asked about, and stay what references.lock has",
}

#: Wide enough that nothing is wrapped: a terminal wraps by itself, and a pipe wants whole lines.
_WIDTH = 100_000


def text(report: Report, colour: bool, detail: Detail = "normal") -> str:
    """Return the report as text: all that is wrong first, then what was put right, summed up, asked and counted."""
    return written(_lines(report, detail), colour)


def resolutions_text(resolutions: Iterable[Resolution], colour: bool, detail: Detail = "normal") -> str:
    """Return what was found for each reference, in "quiet" detail for those that are not simply matched."""
    told = (each for each in resolutions if detail != "quiet" or _is_open(each))
    return written((line for each in told for line in _resolution(each, detail)), colour)


def _lines(report: Report, detail: Detail) -> Iterator[Text]:
    for part in report.parts:
        shown = list(_part(part, detail, summed(report, detail)))
        if len(report.parts) > 1 and shown:
            yield line((part.bibliography.path, "bold underline"))
            yield Text()
        yield from shown
    if report.corrected and detail != "quiet":
        yield line(("Corrected references", "bold"))
        yield Text()
        for each in report.corrected:
            yield line((f"{each.number} {each.id}".strip(), "bold"))
            yield from (Text("  " + printable(line)) for line in each.text.split("\n"))
            for finding in each.left:
                yield line((f"  to be put in: {finding.correction} ({finding.rule})", "dim"))
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
    yield line((heading(reference), "bold"), (place, "dim"))
    first = (reference.mention.citation if reference.mention else "") or reference.title
    yield line(("  " + " ".join(first.split())[:200], "dim"))
    if not findings:
        yield line(("  nothing to correct", "green"))
    for finding in findings:
        yield from _finding(finding, detail)
    yield Text()


def _finding(finding: Finding, detail: Detail) -> Iterator[Text]:
    place = f"{finding.location}  " if finding.location and not finding.reference else ""
    yield line(
        ("  " + place, "dim"),
        (f"{finding.severity:<8}", STYLE[finding.severity]),
        (finding.rule, "bold"),
        (f"  {finding.message}", ""),
    )
    if finding.was:
        yield line((f"          was         {finding.was}", ""))
    if finding.cited:
        yield line((f"          cited       {finding.cited}", ""))
    if finding.registered:
        yield line(
            (f"          registered  {finding.registered}", ""),
            (f"  [{finding.source}]" if finding.source else "", "dim"),
        )
    if finding.correction and finding.correction != finding.registered:
        yield line(("          correct     ", ""), (finding.correction, "green"))
    if finding.accepted:
        until = f", until {finding.accepted.until}" if finding.accepted.until else ""
        yield line((f"          accepted    {finding.accepted.reason}{until}", "dim"))
    if finding.evidence and detail == "verbose":
        yield line((f"          evidence    {finding.evidence}", "dim"))


def _closing(report: Report, detail: Detail) -> Iterator[Text]:
    """Yield what was summed up, what needs nothing, what was asked, and the counts."""
    counts = summary(report)
    if detail != "quiet":
        yield from (line((each, "")) for each in _sums(report, summed(report, detail)))
    yield from (line((note, "italic")) for note in conditions(report))
    if told := passed_over(report):
        yield line((told, "italic"))
    if report.resolutions:
        yield line((asking(report), "italic"))
    parts = [intake(counts), found(counts), listed(counts["resolutions"])]
    parts += [f"links: {listed(counts['links'])}"] if counts["links"] else []
    yield line(("; ".join(part for part in parts if part), "bold"))


def _sums(report: Report, summed_up: frozenset[str]) -> Iterator[str]:
    for rule, meaning in _MEANING.items():
        about = [finding for finding in report.open if finding.rule == rule]
        if about and rule in summed_up:
            ours = few([finding.number or finding.reference or finding.cited for finding in about], NAMED)
            noun = "entry" if rule in _OF_LOCK else "reference"
            yield f"{counted(len(about), noun)} {meaning} ({rule}): {ours}; --verbose tells each"
    concerned = {finding.reference for finding in report.findings}
    if not report.of_lock and (
        fine := sum(found.status == "matched" and found.id not in concerned for found in report.resolutions)
    ):
        yield f"{counted(fine, 'reference')}: nothing to correct"


def _is_open(resolution: Resolution) -> bool:
    """Return whether a resolution leaves something to be looked at."""
    wrong = any(each.severity == "error" for each in resolution.discrepancies)
    return resolution.status != "matched" or wrong or bool(resolution.problems or resolution.notices)


def _resolution(resolution: Resolution, detail: Detail) -> Iterator[Text]:
    yield line((resolution.id, "bold"), ("  ", ""), (resolution.status, STYLE[resolution.status]),
                (f"  {resolution.confidence:.2f}" if resolution.status == "matched" else "", ""))  # fmt: skip
    if resolution.reference and resolution.status == "matched":
        identifiers = ", ".join(str(identifier) for identifier in resolution.reference.identifiers)
        yield line((f"  {resolution.reference.title}", ""), (f"  {identifiers}", "dim"))
    for candidate in resolution.candidates[:5] if resolution.status == "ambiguous" else ():
        yield line((f"  candidate   {candidate.label}", ""))
    if resolution.status == "not-found":
        yield line((f"  no matching record found in {resolution.asked_text}", ""))
    if resolution.evidence and (resolution.status != "matched" or detail == "verbose"):
        yield line((f"  {resolution.evidence}", "dim"))
    for discrepancy in resolution.discrepancies:
        yield line(
            (f"  {discrepancy.field:<16}  cited {discrepancy.cited!r}, registered {discrepancy.registered!r}", ""),
            (f"  [{discrepancy.source}]", "dim"),
        )
    for problem in resolution.problems:
        yield line((f"  {problem}", "italic"))
    if detail == "verbose":
        yield line((f"  asked {resolution.asked_text}", "dim"))


def listed(counts: Mapping[str, int]) -> str:
    """Return counts in words: ``2 broken, 1 ok``."""
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def line(*spans: tuple[str, str]) -> Text:
    """Return one printable line of texts and their styles."""
    return Text.assemble(*((printable(part).replace("\n", " "), style) for part, style in spans))


def written(lines: Iterable[Text], colour: bool) -> str:
    """Return lines as text, with a terminal's colours or without."""
    buffer = io.StringIO()
    console = Console(
        file=buffer, force_terminal=colour, no_color=not colour, width=_WIDTH, highlight=False, soft_wrap=True
    )
    for each in lines:
        console.print(each, soft_wrap=True)
    return buffer.getvalue()
