"""Findings → an editor's diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from lsprotocol.types import (
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    Position,
    Range,
)

from ccsvi_refs.auditing import SEVERITIES, Finding, Severity
from ccsvi_refs.correcting.changes import asked_on
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.lsp import documents, placing
from ccsvi_refs.lsp.checking import Checked
from ccsvi_refs.lsp.documents import Read, TooLarge
from ccsvi_refs.lsp.placing import Entries
from ccsvi_refs.model import display
from ccsvi_refs.registries import table
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.text.printing import few, printable

SOURCE = "ccsvi-refs"
_SEVERITIES: Mapping[Severity, DiagnosticSeverity] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
#: No more are sent: editors show fewer, and all of them are sent anew after every pause in typing.
MOST = 1000
_LONGEST = 1000
#: Keys that a message names.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the diagnostic that an editor is given, and the stretch of the text that it marks."""

    finding: Finding
    span: tuple[int, int]
    diagnostic: Diagnostic


def told(checked: Checked, *, related: bool) -> list[Told]:
    """Return what an editor is told of a document's findings; the gravest, where there are very many."""
    if checked.read is None or checked.entries is None:
        return []
    entries, by_id = checked.entries, {each.id: each for each in checked.resolutions}
    chosen = _here(checked)
    if len(chosen) > MOST:
        chosen = sorted(chosen, key=lambda each: -SEVERITIES.index(each.severity))[:MOST]
    return [_told(each, entries, by_id.get(each.reference), related) for each in chosen]


def beside(checked: Checked) -> list[Diagnostic]:
    """Return what an editor is told beside the findings: why nothing could be read, what is unused or left out."""
    if checked.problem:
        return [_unread(checked.problem)]
    found = list(_unused(checked))
    if (more := len(_here(checked)) - MOST) > 0:
        said = f"{more} more findings are not shown: ccsvi-refs audit tells all"
        where = Range(Position(0, 0), Position(0, 1))
        found.append(Diagnostic(where, said, DiagnosticSeverity.Information, source=SOURCE))
    return found


def _unused(checked: Checked) -> Iterable[Diagnostic]:
    """Yield that a page never cites entries of a bibliography that it names; another page may, so it is but a hint."""
    if checked.read is None:
        return
    keys: dict[str, list[str]] = {}
    for each in checked.findings:
        if each.rule == "never-cited" and each.location and _elsewhere(each, checked.read):
            keys.setdefault(each.location.path, []).append(each.reference)
    for path, several in keys.items():
        shown = few(several, _SHOWN)
        name = PurePath(path).name
        said = printable(f"this page never cites {len(several)} of the entries of {name}: {shown}")
        where = checked.read.places.range(*placing.named(name, checked.read))
        yield Diagnostic(where, said, DiagnosticSeverity.Hint, code="never-cited", source=SOURCE)


def _unread(problem: CcsviRefsError) -> Diagnostic:
    line = max((problem.location.line if problem.location else 0) - 1, 0)
    where = Range(Position(line, 0), Position(line + 1, 0))
    said = printable(problem.message[:_LONGEST])
    if isinstance(problem, TooLarge):
        return Diagnostic(where, said, DiagnosticSeverity.Information, source=SOURCE)
    return Diagnostic(where, said, DiagnosticSeverity.Error, code="unreadable-record", source=SOURCE)


def _here(checked: Checked) -> list[Finding]:
    """Return the findings that are told with a document: not that it never cites an entry of another file."""
    read = checked.read
    return [each for each in checked.findings if read and (each.rule != "never-cited" or not _elsewhere(each, read))]


def _elsewhere(finding: Finding, read: Read) -> bool:
    return bool(finding.location and finding.location.line and finding.location.path != read.snapshot.path)


def _told(finding: Finding, entries: Entries, resolution: Resolution | None, related: bool) -> Told:
    span = _span(finding, entries)
    tags = [DiagnosticTag.Unnecessary] if finding.rule == "never-cited" else None
    diagnostic = Diagnostic(
        entries.read.places.range(*span),
        _said(finding),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
        tags=tags,
        related_information=list(_related(finding, entries, resolution)) or None if related else None,
        data={"rule": finding.rule, "reference": finding.reference},
    )
    return Told(finding, span, diagnostic)


def _span(finding: Finding, entries: Entries) -> tuple[int, int]:
    """Return what a finding marks: what is wrong with another file's entry is told where the page first cites it."""
    if not _elsewhere(finding, entries.read):
        return placing.place(finding, entries)
    for citation in entries.read.page.citations:
        if finding.reference and finding.reference in citation.references:
            return placing.citation_span(citation, entries.read)
    return placing.first_line(entries.read)


def _said(finding: Finding) -> str:
    known = not finding.correction or finding.correction in finding.message
    said = finding.message if known else f"{finding.message}; it should be: {finding.correction}"
    return printable(said[:_LONGEST])


def _related(
    finding: Finding, entries: Entries, resolution: Resolution | None
) -> Iterable[DiagnosticRelatedInformation]:
    """Yield the registered record with who has it since when, and where the entry is in another file."""
    if resolution is None:
        return
    here = entries.read.snapshot.uri
    where = Location(here, entries.read.places.range(*entries.spans.get(finding.reference, _span(finding, entries))))
    place = finding.location
    if place and _elsewhere(finding, entries.read):
        at = Position(place.line - 1, 0)
        where = Location(documents.uri_of(place.path), Range(at, at))
        yield DiagnosticRelatedInformation(where, f"the entry {printable(finding.reference)}")
    if resolution.reference:
        said = f"registered: {display.line(resolution.reference)} ({provenance(finding, resolution)})"
        yield DiagnosticRelatedInformation(where, printable(said))


def provenance(finding: Finding, resolution: Resolution) -> str:
    """Return who says what a finding rests on, and when: ``PubMed, Crossref on 2026-11-24``."""
    day = asked_on(resolution, finding.source)
    if not finding.source or not day:
        return resolution.asked_text
    names = [table.title(name.strip()) for name in finding.source.split(",")]
    return f"{', '.join(dict.fromkeys(names))} on {day}"
