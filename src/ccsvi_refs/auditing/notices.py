"""Retractions, concerns and corrections: one finding for each fact, whoever reports it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.auditing.rules import RuleCode
from ccsvi_refs.model import Notice, NoticeKind, Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: The rule that a notice about the cited work comes under; ``versions`` speaks of those that have none here.
RULE_OF_NOTICE: Mapping[NoticeKind, RuleCode | None] = {
    "retraction": "retracted",
    "retraction-and-republication": "retracted",
    "withdrawal": "retracted",
    "removal": "retracted",
    "partial-retraction": "partly-retracted",
    "temporary-removal": "temporarily-removed",
    "expression-of-concern": "expression-of-concern",
    "concern-lifted": "concern-lifted",
    "reinstatement": "reinstated",
    "correction": "corrected",
    "new-version": None,
    "published-version": None,
}

#: Of these a work has one, whatever the dates and numbers that its reporters give it.
_ONCE = frozenset({"retracted", "temporarily-removed", "concern-lifted", "reinstated"})
#: How a citation says that the work is retracted.
_ACKNOWLEDGED = re.compile(r"\bretract(?:ed|ion|ions)\b|\bwithdrawn\b|\b(?:removed|removal)\s*[:\]]", re.IGNORECASE)
#: Where a bibliography's entry says it, beside the title.
_FIELDS = ("note", "annote", "status", "keyword", "genre", "custom")

_GRAVEST_FIRST: tuple[NoticeKind, ...] = (
    "retraction-and-republication", "retraction", "withdrawal", "removal",
)  # fmt: skip


def notice_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield a finding for each retraction, removal, concern and correction of the matched work."""
    by_rule: dict[RuleCode, list[Notice]] = {}
    for notice in resolution.notices:
        rule = None if notice.of else RULE_OF_NOTICE[notice.kind]
        if rule:
            by_rule.setdefault(rule, []).append(notice)
    if "reinstated" in by_rule:
        by_rule.pop("reinstated" if _stands_again(by_rule) else "retracted", None)
    if "retracted" in by_rule:
        by_rule.pop("temporarily-removed", None)
    if "concern-lifted" in by_rule:
        by_rule.pop("expression-of-concern", None)
    for rule, notices in by_rule.items():
        for fact in [notices] if rule in _ONCE else facts(notices):
            yield _noticed(resolution, rule, fact)


def _stands_again(by_rule: Mapping[RuleCode, Sequence[Notice]]) -> bool:
    """Return whether a retraction came after the last one was taken back."""
    retracted, back = (
        max((str(notice.date) for notice in by_rule.get(rule, ()) if notice.date), default="")
        for rule in ("retracted", "reinstated")
    )
    return bool(back) and retracted > back


def facts(notices: Sequence[Notice]) -> list[list[Notice]]:
    """Return notices by the fact they report: those that share an identifier, or a year and no identifiers at odds."""
    groups: list[list[Notice]] = []
    for notice in sorted(notices, key=lambda each: not (each.doi or each.pmid)):
        own = next((group for group in groups if any(_same(notice, other) for other in group)), None)
        if own is None:
            groups.append([notice])
        else:
            own.append(notice)
    return groups


def _same(one: Notice, other: Notice) -> bool:
    if (one.doi and one.doi == other.doi) or (one.pmid and one.pmid == other.pmid):
        return True
    if (one.doi and other.doi) or (one.pmid and other.pmid):
        return False
    if not (one.doi or one.pmid) or not (other.doi or other.pmid):
        return True
    years = (one.date.year if one.date else None, other.date.year if other.date else None)
    return one.kind == other.kind and (None in years or years[0] == years[1])


def acknowledges(cited: Reference, registered: Reference) -> bool:
    """Return whether a citation says that its work is retracted; a title that speaks of retractions does not count."""
    text = " ".join((cited.mention.text if cited.mention else "", cited.title, *map(cited.text, _FIELDS)))
    custom = cited.data.get("custom")
    if isinstance(custom, Mapping):
        text = " ".join((text, *(value for value in custom.values() if isinstance(value, str))))
    spoken = len(_ACKNOWLEDGED.findall(registered.title))
    return len(_ACKNOWLEDGED.findall(text)) > spoken * _times(registered.title, text)


def _times(title: str, text: str) -> int:
    """Return how often a title stands in a text, once at least: a title that is cited a little differently does too."""
    return max(1, text.casefold().count(title.casefold())) if title else 1


def _noticed(resolution: Resolution, rule: RuleCode, notices: Sequence[Notice]) -> Finding:
    kind = next((kind for kind in _GRAVEST_FIRST if any(each.kind == kind for each in notices)), notices[0].kind)
    sources = list(dict.fromkeys(notice.source for notice in notices))
    days = [str(notice.date) for notice in notices if notice.date]
    where = list(dict.fromkeys(filter(None, map(_where, notices))))
    by = ", ".join(sources[:-1]) + (" and " if sources[:-1] else "") + sources[-1]
    parts = [kind.replace("-", " "), f"reported by {by}" + (f" on {max(days, key=len)}" if days else ""), *where]
    if rule == "retracted" and resolution.reference and acknowledges(resolution.cited, resolution.reference):
        rule = "retraction-acknowledged"
        parts.append("the citation says so")
    label = next((notice.label for notice in notices if notice.label), kind)
    return about(resolution, rule, ", ".join(parts), registered=label, source=", ".join(sources))


def _where(notice: Notice) -> str:
    return f"doi:{notice.doi}" if notice.doi else f"pmid:{notice.pmid}" if notice.pmid else ""
