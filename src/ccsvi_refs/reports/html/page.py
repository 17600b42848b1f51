"""The report as one HTML file that needs nothing else: no network, no storage and, but for filtering, no script.

Its policy (https://www.w3.org/TR/CSP3/) lets in one style sheet and one script, by their digests, and nothing besides:
whatever a title may hold is text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources

from ccsvi_refs._version import __version__
from ccsvi_refs.auditing import RULES
from ccsvi_refs.reports.html.asking import asked
from ccsvi_refs.reports.html.choosing import form
from ccsvi_refs.reports.html.markup import folded, text
from ccsvi_refs.reports.html.part import part
from ccsvi_refs.reports.html.rows import Row, rows
from ccsvi_refs.reports.html.timeline import timeline
from ccsvi_refs.reports.report import Report, asking, found, intake, summary

_THEMES = (("", "as the system", " checked"), ("light", "light", ""), ("dark", "dark", ""))


def html(report: Report) -> str:
    """Return the report as one HTML document; the same report gives the same bytes."""
    return "\n".join(filter(None, _lines(report))) + "\n"


def policy() -> str:
    """Return the content security policy that the report is under, for whoever serves it."""
    digests = [b64encode(sha256(_asset(name).encode()).digest()).decode() for name in ("report.css", "report.js")]
    return (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    return (resources.files("ccsvi_refs.reports.html") / name).read_text("ascii")


def _lines(report: Report) -> Iterator[str]:
    parts = [rows(each, f"input-{at}", of_lock=report.of_lock) for at, each in enumerate(report.parts, 1)]
    works = [row for each in parts for row in each.references]
    yield from _head(report)
    yield from _opening(report, works)
    yield timeline(works)
    yield form(parts)
    yield '<div id="entries" tabindex="-1">'
    for each in parts:
        yield from part(each)
    yield "</div>"
    yield from _rules(report)
    yield asked(report)
    yield '</main>\n<footer><p id="told" class="sr" role="status"></p>'
    yield f"<p>Made by ccsvi-refs {__version__}.</p></footer>"
    yield f"<script>{_asset('report.js')}</script>\n</body>\n</html>"


def _head(report: Report) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">'
    yield f"<title>References: {text(found(summary(report)))}</title>"
    yield f"<style>{_asset('report.css')}</style>\n</head>\n<body>"


def _opening(report: Report, works: Sequence[Row]) -> Iterator[str]:
    counts = summary(report)
    yield '<header><a class="skip" href="#entries">To the references</a>'
    yield f"<h1>{'What has changed' if report.of_lock else 'References'}</h1>{_theme()}</header>\n<main>"
    yield '<section id="summary"><h2 class="sr">Summary</h2>'
    yield f'<p class="counts">{text(intake(counts))}: {text(found(counts))}</p>'
    yield _retracted(works)
    if report.resolutions:
        yield f"<p>{text(asking(report))}</p>"
    yield (
        '<nav aria-label="Parts"><a href="#entries">References</a> <a href="#rules">Rules</a> '
        '<a href="#asked">What was asked</a></nav>'
    )
    yield "</section>"


def _theme() -> str:
    choices = "".join(
        f'<label><input type="radio" name="theme" value="{key}"{checked}> {words}</label>'
        for key, words, checked in _THEMES
    )
    return f'<fieldset class="theme scripted"><legend>Colours</legend>{choices}</fieldset>'


def _retracted(works: Sequence[Row]) -> str:
    """Return the works that do not stand, each a link to its entry."""
    retracted = [row for row in works if row.is_retracted]
    if not retracted:
        return ""
    items = "".join(f'<li><a href="#{row.anchor}">{_named(row)}</a></li>' for row in retracted)
    said = f"{len(retracted)} of the cited works {'is' if len(retracted) == 1 else 'are'} reported as retracted"
    shown = f"<ul>{items}</ul>" if len(retracted) <= 10 else folded("Which", f"<ul>{items}</ul>")
    return f'<div class="banner retracted"><strong>{said}</strong>{shown}</div>'


def _named(row: Row) -> str:
    return f"{text(row.number)} <bdi>{text(row.title)}</bdi>".strip()


def _rules(report: Report) -> Iterator[str]:
    """Yield what the rules mean that anything was found under, in the register's order."""
    counts = summary(report)["rules"]
    used = {finding.rule for finding in report.findings}
    yield '<section id="rules"><h2>The rules that anything was found under</h2>'
    if not used:
        yield "<p>Nothing was found.</p>"
    else:
        yield "<dl>"
        for code, rule in RULES.items():
            if code in used:
                number = counts.get(code, 0)
                yield (
                    f'<dt id="rule-{code}">{code}</dt><dd><strong class="severity {rule.severity}">{rule.severity}'
                    f"</strong> {text(rule.summary)} {number or 'None'} open.</dd>"
                )
        yield "</dl>"
    yield "</section>"
