"""Who was asked about how many references and when, and who was not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from ccsvi_refs.registries.table import order, title
from ccsvi_refs.reports.html.markup import text
from ccsvi_refs.reports.report import Report, conditions, counted, not_asked


def asked(report: Report) -> str:
    """Return a section on the registries and the links, by whom they were asked and when."""
    rows = [*_registries(report), *_links(report)]
    notes = "".join(f"<p>{text(note)}</p>" for note in conditions(report))
    if not rows:
        return f'<section id="asked"><h2>What was asked</h2><p>Nobody was asked.</p>{notes}</section>'
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Who", "Asked about", "When", "Not asked, and why"))
    return (
        f'<section id="asked"><h2>What was asked</h2>{notes}<div class="wide" role="region" tabindex="0" '
        f'aria-label="What was asked"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
        "</section>"
    )


def _registries(report: Report) -> Iterator[str]:
    moments: dict[str, list[datetime]] = {}
    silent: Counter[tuple[str, str]] = Counter()
    for one in (one for resolution in report.resolutions for one in resolution.asked):
        if one.when:
            moments.setdefault(one.source, []).append(one.when)
        else:
            silent[one.source, one.problem] += 1
    unasked = not_asked(report)
    for name in sorted({*moments, *unasked}, key=order):
        why = [f"{problem} ({counted(number, 'reference')})" for (source, problem), number in silent.items()
               if source == name]  # fmt: skip
        if name not in moments and not why:
            why = [unasked[name]]
        when = moments.get(name, [])
        yield _row(title(name), counted(len(when), "reference") if when else "", _span(when), "; ".join(why))


def _links(report: Report) -> Iterator[str]:
    if not report.statuses:
        return
    checked = sorted(status.checked for status in report.statuses if status.checked)
    days = " to ".join(dict.fromkeys(moment[:10] for moment in (checked[:1] + checked[-1:])))
    left = Counter(status.reason for status in report.statuses if not status.checked)
    why = "; ".join(f"{reason or 'not checked'} ({counted(number, 'link')})" for reason, number in left.items())
    yield _row("Sites", counted(len(checked), "link"), days, why)


def _span(moments: list[datetime]) -> str:
    shown = [f"{moment:%Y-%m-%d %H:%M}" for moment in (min(moments), max(moments))] if moments else []
    zone = f" {moments[0]:%Z}".rstrip() if moments else ""
    return " to ".join(dict.fromkeys(shown)) + zone


def _row(name: str, *cells: str) -> str:
    return f'<tr><th scope="row">{text(name)}</th>{"".join(f"<td>{text(cell)}</td>" for cell in cells)}</tr>'
