"""Link statuses → findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding
from ccsvi_refs.auditing.rules import RuleCode
from ccsvi_refs.model import Bibliography, Problem

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.links.status import Verdict

#: The rule that a link of this verdict breaks, None where all is well.
RULE_OF_VERDICT: Mapping[Verdict, RuleCode | None] = {
    "ok": None,
    "ignored": None,
    "broken": "link-broken",
    "mismatch": "link-mismatch",
    "retracted": "link-retracted",
    "moved": "link-moved",
    "timeout": "link-timeout",
    "blocked": "link-blocked",
    "unknown": "link-unknown",
}
#: What a rule says of its link, for whoever reads no verdicts.
_MEANING: Mapping[RuleCode, str] = {
    "link-broken": "the link leads nowhere any more",
    "link-mismatch": "the link leads to another work",
    "link-retracted": "the link leads to a work that is retracted",
    "link-moved": "the link leads to an old address of its page",
    "link-timeout": "the site did not answer in time",
    "link-blocked": "the site shows its page to people alone, which says nothing about the link",
    "link-unknown": "the link could not be checked",
}


def link_findings(statuses: Iterable[LinkStatus], known: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Finding]:
    """Yield a finding for every checked link that is not simply alive or ignored, and for every place that is lost.

    ``known`` are the addresses and verdicts of a baseline: a link that is bad in that way is told, and fails nothing.
    """
    for status in statuses:
        rule = RULE_OF_VERDICT[status.verdict]
        if rule and status.url:
            new = (status.url, status.verdict) not in known
            why = f" ({status.reason})" if status.reason else ""
            message = f"{_MEANING[rule]}: {status.url}{why}"
            yield _about(status, rule if new else "link-known-bad", message, _correction(status))
        if status.withdrawn:
            new = (status.url, "withdrawn") not in known
            message = f"the link leads to a page that is withdrawn or replaced: {status.url} ({status.withdrawn})"
            yield _about(status, "link-withdrawn" if new else "link-known-bad", message, "")
        if status.lost:
            new = (status.url, "fragment") not in known
            message = f"the page is there, but has no place named #{status.lost}: {status.url}"
            yield _about(status, "link-fragment" if new else "link-known-bad", message, "")


def _about(status: LinkStatus, rule: RuleCode, message: str, correction: str) -> Finding:
    return Finding(
        rule,
        message,
        status.location,
        status.reference,
        cited=status.url,
        registered=status.final_url if status.final_url != status.url else "",
        source="link",
        correction=correction,
    )


def ignore_findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    """Yield a finding for every entry that takes links out of the check and may not, or not any more."""
    for problem in problems:
        yield Finding("ignore-entry", problem.message, problem.location, cited=problem.raw)


def stale_findings(sentences: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield a finding for every entry of a baseline or of the ignored links that can go: (entry, why)."""
    for entry, why in sentences:
        yield Finding("stale-entry", f"{entry}: {why}", cited=entry)


def unaddressed(bibliography: Bibliography) -> Iterator[Finding]:
    """Yield a finding for every link of which only the label is left."""
    for link in bibliography.links:
        if not link.url:
            message = f"the link {link.label!r} has no address"
            yield Finding("link-without-address", message, link.location, link.reference, cited=link.label)


def _correction(status: LinkStatus) -> str:
    """Return the moved page's new address, or a dead page's archived copy."""
    return status.correction or status.archived
