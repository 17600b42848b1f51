"""Whether the cited work was found, and whether it still stands: retractions, concerns, corrections, print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import wording
from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.auditing.locator import imprint, is_ahead_of_print
from ccsvi_refs.model import Notice

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

_RULE_OF_NOTICE = {
    "retraction": "retracted",
    "retraction-and-republication": "retracted",
    "withdrawal": "retracted",
    "removal": "retracted",
    "expression-of-concern": "expression-of-concern",
    "correction": "corrected",
}


#: Records that could be meant are named from this confidence on, and no more than so many.
_LIKELY, _NAMED = 0.1, 3

#: Works of these types the registries hold nearly all of, if they are recent; of others (guidance, books, pages) few.
_REGISTERED_TYPES = frozenset({"article-journal", "paper-conference", "chapter", "article", "review", "dataset"})


def standing_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield what the registries say of the work as a whole."""
    if resolution.status != "matched":
        yield _unmatched(resolution)
        return
    for notice in resolution.notices:
        if not notice.of and notice.kind in _RULE_OF_NOTICE:
            yield _noticed(resolution, notice)
    registered = resolution.reference
    if registered and is_published_since(resolution):
        yield about(
            resolution.cited,
            "published-since",
            "cited as ahead of print, but it has since been published",
            cited=imprint(resolution.cited),
            registered=imprint(registered),
            source=resolution.source_of("volume") or resolution.source_of("page"),
            correction=imprint(registered),
        )


def is_published_since(resolution: Resolution) -> bool:
    """Return whether the page cites as ahead of print what the registries know by volume or page."""
    registered = resolution.reference
    if registered is None or not is_ahead_of_print(resolution.cited) or is_ahead_of_print(registered):
        return False
    return bool(registered.text("volume") or registered.text("page"))


def _unmatched(resolution: Resolution) -> Finding:
    if resolution.status == "unavailable":
        return about(resolution.cited, "not-checked", "; ".join(resolution.problems) or "no registry could be asked")
    near = f"; {wording.nearest(resolution.nearest)}" if resolution.nearest else ""
    if resolution.status == "ambiguous":
        return about(resolution.cited, "ambiguous-match", _ambiguous(resolution) + near)
    rule = "no-matching-record" if resolution.cited.type in _REGISTERED_TYPES else "outside-registries"
    return about(resolution.cited, rule, f"no matching record found in {resolution.asked_text}{near}")


def _ambiguous(resolution: Resolution) -> str:
    """Return which records could be the work; those that hardly could are not named."""
    named = [candidate.label for candidate in resolution.candidates[:_NAMED] if candidate.confidence >= _LIKELY]
    if resolution.nearest and len(named) < 2:
        return "no record is surely the cited work"
    return f"several records could be meant: {'; '.join(named)}" if named else "no record is surely the cited work"


def _noticed(resolution: Resolution, notice: Notice) -> Finding:
    where = f"doi:{notice.doi}" if notice.doi else f"pmid:{notice.pmid}" if notice.pmid else ""
    when = f" on {notice.date}" if notice.date else ""
    parts = (notice.kind.replace("-", " "), f"reported by {notice.source}{when}", where)
    return about(
        resolution.cited,
        _RULE_OF_NOTICE[notice.kind],
        ", ".join(part for part in parts if part),
        registered=notice.label or notice.kind,
        source=notice.source,
    )
