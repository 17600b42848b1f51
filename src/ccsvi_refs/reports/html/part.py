"""One input as HTML: its references, what is on the page beside them, and what of it was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ccsvi_refs.model import Mention, Problem
from ccsvi_refs.reports.html import checked
from ccsvi_refs.reports.html.entry import entry
from ccsvi_refs.reports.html.findings import findings, place
from ccsvi_refs.reports.html.markup import folded, link, text
from ccsvi_refs.reports.html.rows import LinkRow, Rows, gravity
from ccsvi_refs.reports.report import Audited, counted

#: Characters of what could not be read that are shown.
_LONGEST = 2_000
#: A list that is longer is slow to draw as a whole.
_MANY = 250


def part(rows: Rows) -> Iterator[str]:
    """Yield one input's section."""
    page, anchor = rows.audited.bibliography, rows.anchor
    named = link(page.path) if page.path else "References"
    yield f'<section class="part" aria-labelledby="{anchor}"><h2 id="{anchor}">{named}</h2>'
    yield f"<p>{text(_intake(rows.audited))}</p>"
    yield _unread(page.problems)
    yield _notes(page.notes)
    if rows.page:
        yield from _list([_page(rows)], 1)
    if rows.references:
        yield from _list(map(entry, rows.references), len(rows.references))
    if rows.links:
        where = "beside the references" if rows.references else "of the page"
        yield f"<h3>{counted(len(rows.links), 'link')} {where}</h3>"
        yield from _list(map(_link, rows.links), len(rows.links))
    yield "</section>"


def _list(entries: Iterable[str], number: int) -> Iterator[str]:
    """Yield entries as a list; of a long one, a browser draws what is on the screen."""
    yield f'<ol class="entries{" many" if number > _MANY else ""}" role="list">'
    yield from entries
    yield "</ol>"


def _intake(audited: Audited) -> str:
    page = audited.bibliography
    read = "" if page.entries == page.read else f", {page.read} read"
    asked = sum(bool(status.checked) for status in audited.statuses)
    checked_ = f"{asked or 'none'} of them" if asked < len(audited.statuses) else "all"
    links = f"; {counted(len(audited.statuses), 'link')}, {checked_} checked" if audited.statuses else ""
    return f"{counted(page.entries, 'entry')}{read}{links}"


def _page(rows: Rows) -> str:
    rules = " ".join(dict.fromkeys(finding.rule for finding in rows.page))
    kind = gravity(rows.page)
    return (
        f'<li class="entry {kind}" data-severity="{kind}" data-rules="{rules}">'
        f"<h3>On the page</h3>{findings(rows.page)}</li>"
    )


def _unread(problems: Sequence[Problem]) -> str:
    shown = "".join(f"<li>{_problem(problem)}</li>" for problem in problems)
    return folded(f"{len(problems)} not read", f"<ul>{shown}</ul>", "unread") if shown else ""


def _problem(problem: Problem) -> str:
    where = place(problem.location)
    raw = f'<pre dir="auto">{text(_cut(problem.raw))}</pre>' if problem.raw else ""
    return f"<bdi>{text(problem.message)}</bdi>{f' <span class=at>{where}</span>' if where else ''}{raw}"


def _cut(raw: str) -> str:
    left = len(raw) - _LONGEST
    return raw if left <= 0 else f"{raw[:_LONGEST]}… ({left} more characters)"


def _notes(notes: Sequence[Mention]) -> str:
    shown = "".join(f'<li dir="auto">{text(_cut(f"{note.number} {note.text}".strip()))}</li>' for note in notes)
    return folded(
        f"{counted(len(notes), 'item')} of the list taken for no work", shown and f"<ul>{shown}</ul>", "unread"
    )


def _link(row: LinkRow) -> str:
    rules = " ".join(dict.fromkeys(finding.rule for finding in row.findings))
    where = place(row.status.location, row.status.location)
    at = f' <span class="at">{where}</span>' if where else ""
    return (
        f'<li class="entry link {row.gravity}" data-severity="{row.gravity}" data-rules="{rules}" '
        f'data-verdicts="{row.status.verdict}">{checked.status(row.status)}{at}'
        f"{findings(row.findings, row.status.location, linked=True)}</li>"
    )
