"""A page of its own to look at or to keep as a build artifact; no script, no outside resources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import Correction
from ccsvi_refs.reports.report import Audited, Report, asking, conditions, found, groups, heading, intake, summary
from ccsvi_refs.text.printing import printable

_CSS = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #1b1b1b }
h2 { margin-top: 2em } h3 { margin-bottom: .2em } .cited { color: #555; margin: 0 0 .5em }
ul { list-style: none; padding: 0 } li { border-left: .3em solid; padding: .1em .8em; margin: .5em 0 }
.error { border-color: #b00020 } .warning { border-color: #a15c00 } .info { border-color: #00639b }
dl { display: grid; grid-template-columns: 7em 1fr; margin: .2em 0 } dd { margin: 0; overflow-wrap: anywhere }
pre { white-space: pre-wrap; background: #f4f4f4; padding: 1em }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #e8e8e8 } .cited { color: #aaa } pre { background: #262626 }
}
"""


def html(report: Report) -> str:
    """Return the report as one HTML document."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    counts = summary(report)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>References: {found(counts)}</title>\n<style>{_CSS}</style>\n</head>\n<body>"
    yield f"<h1>References</h1>\n<p>{intake(counts)}; {found(counts)}</p>"
    if report.resolutions:
        yield f"<p>{_text(asking(report))}</p>"
    for note in conditions(report):
        yield f"<p><em>{_text(note)}</em></p>"
    for part in report.parts:
        yield from _part(part)
    if report.corrected:
        yield "<h2>Corrected references</h2>"
        yield from (f"<pre>{_text(_right(each))}</pre>" for each in report.corrected)
    yield "</body>\n</html>"


def _part(part: Audited) -> Iterator[str]:
    yield f"<h2>{_text(part.bibliography.path)}</h2>"
    for reference, findings in groups(part):
        if reference is None:
            yield from _group("On the page", "", findings)
        elif findings:
            cited = (reference.mention.citation if reference.mention else "") or reference.title
            yield from _group(heading(reference), cited, findings)


def _group(title: str, cited: str, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"<h3>{_text(title)}</h3>"
    if cited:
        yield f'<p class="cited">{_text(cited)}</p>'
    yield "<ul>"
    for finding in findings:
        judgement = f"{finding.rule}: {_text(finding.message)}"
        yield f'<li class="{finding.severity}"><strong>{finding.severity}</strong> {judgement}'
        yield from _details(finding)
        yield "</li>"
    yield "</ul>"


def _details(finding: Finding) -> Iterator[str]:
    rows = [
        ("at", str(finding.location or "")),
        ("was", finding.was),
        ("cited", finding.cited),
        ("registered", f"{finding.registered} [{finding.source}]" if finding.registered else ""),
        ("correct", finding.correction if finding.correction != finding.registered else ""),
        ("accepted", finding.accepted.reason if finding.accepted else ""),
        ("evidence", finding.evidence),
    ]
    shown = "".join(f"<dt>{word}</dt><dd>{_text(value)}</dd>" for word, value in rows if value)
    if shown:
        yield f"<dl>{shown}</dl>"


def _right(corrected: Correction) -> str:
    left = [f"to be put in: {finding.correction} ({finding.rule})" for finding in corrected.left]
    return "\n".join([f"{corrected.number} {corrected.text}".strip(), *left])


def _text(value: str) -> str:
    return escape(printable(value))
