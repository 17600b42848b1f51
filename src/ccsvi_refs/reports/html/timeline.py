"""The cited works by the year they are of, with retractions and notices marked, as a picture and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ccsvi_refs.model import NoticeKind
from ccsvi_refs.reports.html.markup import text
from ccsvi_refs.reports.html.rows import Row
from ccsvi_refs.reports.report import counted

#: More bars are narrower than a line on a phone.
_MOST = 48
_WIDTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)
_TICKS = 5
_TOP, _BASE, _LABELS, _NOTICES, _HEIGHT = 30, 110, 128, 150, 162
#: What marks a notice of each kind in the year it is of; a work's later versions are none.
_SIGNS: dict[NoticeKind, str] = {
    "retraction": "✕", "retraction-and-republication": "✕", "withdrawal": "✕", "removal": "✕",
    "partial-retraction": "◪", "temporary-removal": "◪", "expression-of-concern": "!", "concern-lifted": "○",
    "reinstatement": "○", "correction": "±",
}  # fmt: skip
_COLUMNS = ("Years", "Works", "Retracted", "With doubts", "Notices given")
_MEANINGS = {"✕": "retracted", "◪": "retracted in part", "!": "concern", "○": "lifted", "±": "corrected"}


@dataclass(slots=True)
class _Bin:
    """The works of some years, and the notices given in them."""

    first: int
    last: int
    works: int = 0
    retracted: int = 0
    doubted: int = 0
    notices: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def timeline(rows: Sequence[Row]) -> str:
    """Return the works of all inputs by year; empty where no work has one."""
    bins = _bins(rows)
    if not bins:
        return ""
    undated = sum(row.reference is not None and row.year is None for row in rows)
    said = _said(bins, undated)
    height = _HEIGHT if any(each.notices for each in bins) else _LABELS + 6
    return (
        f'<section id="timeline"><h2>The cited works by year</h2><figure><svg role="img" aria-label="{text(said)}" '
        f'width="100%" height="{height}">{"".join(_picture(bins))}</svg>'
        f"<figcaption>{text(said)} {_legend(bins)}</figcaption></figure>"
        f"<details><summary>The same as a table</summary>{_table(bins)}</details></section>"
    )


def _bins(rows: Sequence[Row]) -> list[_Bin]:
    works = [(row.year, row) for row in rows if row.reference is not None and row.year is not None]
    noticed = list(_noticed(rows))
    years = [year for year, _ in works] + [year for year, _ in noticed]
    if not works:
        return []
    first, last = min(years), max(years)
    width = next((width for width in _WIDTHS if (last - first) // width < _MOST), last - first + 1)
    start = first - first % width
    bins = [_Bin(year, year + width - 1) for year in range(start, last + 1, width)]
    for year, row in works:
        own = bins[(year - start) // width]
        own.works += 1
        own.retracted += row.is_retracted
        own.doubted += bool(row.standing) and not row.is_retracted
    for year, sign in noticed:
        bins[(year - start) // width].notices[sign] += 1
    return bins


def _noticed(rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """Yield the year and sign of every notice, one reported by several registries once."""
    for row in rows:
        notices = row.resolution.notices if row.resolution else ()
        told = {(notice.date.year, _SIGNS[notice.kind]) for notice in notices
                if notice.date and notice.date.year and not notice.of and notice.kind in _SIGNS}  # fmt: skip
        yield from sorted(told)


def _picture(bins: Sequence[_Bin]) -> Iterator[str]:
    step = 100 / len(bins)
    tallest = max(each.works for each in bins)
    yield f'<text x="0" y="12">{tallest}</text><line class="axis" x1="0" x2="100%" y1="{_BASE}" y2="{_BASE}"/>'
    for at, each in enumerate(bins):
        left, middle = f"{at * step + step * 0.1:.3f}%", f"{(at + 0.5) * step:.3f}%"
        yield from _bar(each, left, f"{step * 0.8:.3f}%", middle, (_BASE - _TOP) / tallest)
        if each.notices:
            signs = "".join(sorted(each.notices, key=list(_MEANINGS).index))
            yield f'<text class="sign" x="{middle}" y="{_NOTICES}" text-anchor="middle">{signs}</text>'
    yield from _labels(bins, step)


def _bar(each: _Bin, left: str, width: str, middle: str, scale: float) -> Iterator[str]:
    y = float(_BASE)
    standing = each.works - each.retracted - each.doubted
    for kind, number in (("works", standing), ("doubted", each.doubted), ("retracted", each.retracted)):
        if number:
            height = max(number * scale, 2.0)
            y -= height
            yield f'<rect class="{kind}" x="{left}" y="{y:.1f}" width="{width}" height="{height:.1f}"/>'
    if each.retracted:
        yield f'<text class="sign" x="{middle}" y="{y - 5:.1f}" text-anchor="middle">✕</text>'


def _labels(bins: Sequence[_Bin], step: float) -> Iterator[str]:
    every = -(-len(bins) // _TICKS)
    for at in range(0, len(bins), every):
        place = (at + 0.5) * step
        anchor = "start" if place < 6 else "end" if place > 94 else "middle"
        yield f'<text x="{min(max(place, 0), 100):.3f}%" y="{_LABELS}" text-anchor="{anchor}">{bins[at].first}</text>'


def _said(bins: Sequence[_Bin], undated: int) -> str:
    works = sum(each.works for each in bins)
    dated = [each for each in bins if each.works]
    years = dict.fromkeys((str(dated[0].first), str(dated[-1].last)))
    parts = [f"{counted(works, 'work')} of {' to '.join(years)}"]
    parts += [f"{retracted} retracted"] if (retracted := sum(each.retracted for each in bins)) else []
    parts += [f"{doubted} with doubts"] if (doubted := sum(each.doubted for each in bins)) else []
    parts += [f"{undated} without a year not shown"] if undated else []
    return ", ".join(parts) + "."


def _legend(bins: Sequence[_Bin]) -> str:
    used = [sign for sign in _MEANINGS if any(sign in each.notices for each in bins)]
    signs = ", ".join(f"{sign} {_MEANINGS[sign]}" for sign in used)
    return f"Below the years, when notices were given: {signs}." if used else ""


def _table(bins: Sequence[_Bin]) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in _COLUMNS)
    body = "".join(_table_row(each) for each in bins if each.works or each.notices)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _table_row(each: _Bin) -> str:
    given = ", ".join(f"{number} {_MEANINGS[sign]}" for sign, number in each.notices.items())
    cells = "".join(f"<td>{text(value or '')}</td>" for value in (each.works, each.retracted, each.doubted, given))
    return f'<tr><th scope="row">{each.label}</th>{cells}</tr>'
