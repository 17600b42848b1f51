"""Checked links as HTML: each with its verdict, why, where it leads now, and its copy in an archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ccsvi_refs.model import Link
from ccsvi_refs.reports.html.markup import link, text

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus, Verdict

#: How a verdict looks, beside its word.
_LOOK: dict[Verdict, str] = {
    "ok": "good", "moved": "warning", "broken": "error", "mismatch": "error", "retracted": "error",
    "timeout": "warning", "blocked": "info", "unknown": "info", "ignored": "info",
}  # fmt: skip


def statuses(several: Iterable[LinkStatus]) -> str:
    """Return links with their verdicts as a list."""
    shown = "".join(f"<li>{status(each)}</li>" for each in several)
    return f'<ul class="links">{shown}</ul>' if shown else ""


def unchecked(links: Iterable[Link]) -> str:
    """Return links that nobody checked as a list."""
    shown = "".join(f"<li>{_verdict('not checked', 'info')} {_named(each)}</li>" for each in links)
    return f'<ul class="links">{shown}</ul>' if shown else ""


def status(found: LinkStatus) -> str:
    """Return one link with its verdict."""
    leads = found.final_url if found.final_url != found.url else ""
    parts = [
        f"{_verdict(found.verdict, _LOOK[found.verdict])} {link(found.url) if found.url else 'a link without address'}",
        f"leads to {link(leads)}" if leads else "",
        f"now {link(found.correction)}" if found.correction and found.correction != leads else "",
        f'<span class="reason">{text(found.reason)}</span>' if found.reason else "",
        f"the page has no place #{text(found.lost)}" if found.lost else "",
        text(_history(found)),
        f"archived: {link(found.archived)}" if found.archived else "",
    ]
    return "; ".join(filter(None, parts))


def _history(found: LinkStatus) -> str:
    parts = [
        f"HTTP {found.status}" if found.status else "",
        f"was {found.previous} before" if found.previous and found.previous != found.verdict else "",
        f"dead since {found.dead_since}" if found.dead_since else "",
        f"last good {found.last_good[:10]}" if found.last_good and found.verdict != "ok" else "",
        f"checked {found.checked[:10]}" if found.checked else "",
    ]
    return ", ".join(filter(None, parts))


def _verdict(word: str, look: str) -> str:
    return f'<strong class="verdict {look}">{text(word)}</strong>'


def _named(each: Link) -> str:
    return link(each.url) if each.url else f"<bdi>{text(each.label)}</bdi> (a link without address)"
